// What a grammar with its overlays asks at one place, and who says so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "files/failure.hpp"
#include "grammar/grammar.hpp"

namespace calx::grammar {

/// One statement about the place.
struct EffectiveLine {
  std::string about;   ///< "CLM", "CLM05-01", or a rule's id
  std::string text;    ///< "required, code, 1 to 2 characters: one of 1, 7 or 8"
  std::string origin;  ///< the grammar's id, or an overlay's
  bool rule = false;
};

/// A rule's text on one line.
std::string one_line(std::string_view text);

/// `path` names a loop ("2300"), a segment ("2300/CLM", "2300/REF[F8]") or an element ("2300/CLM05-03"). A path that
/// leads nowhere is a usage failure.
Result<std::vector<EffectiveLine>> effective(const Grammar& grammar, const std::string& path);

}  // namespace calx::grammar
