// Paths into a grammar: "2010BA/NM109", "2300/CLM05-03", "2010BB/REF[G2]/REF02", "2300".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace calx::grammar {

struct Path {
  std::string loop;
  std::string segment;    ///< empty: the loop itself
  std::string qualifier;  ///< code that tells which of several segments of that id; may be empty
  int element = 0;        ///< 0: the segment itself
  int component = 0;      ///< 0: the whole element
};

/// Nothing where the text is no path.
std::optional<Path> parse_path(std::string_view text);

}  // namespace calx::grammar
