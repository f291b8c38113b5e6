// What a grammar with its overlays asks at one place, and who says so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "files/failure.hpp"
#include "grammar/model.hpp"

namespace calx::grammar {

/// One statement about the place.
struct EffectiveLine {
  std::string about;   ///< "2300/CLM", "CLM05-01", or a rule's id
  std::string text;    ///< "Place of Service Code: required, text, 1 to 2 characters, a code of place-of-service"
  std::string origin;  ///< the grammar or overlay that says it: "837P-005010X222A1", "dhcs"
  std::string off_by;  ///< the overlay that has switched this rule off, else empty
};

/// A rule's text on one line.
std::string one_line(std::string_view text);

/// `path` names a loop ("2300"), a segment ("2300/CLM", "2300/REF[F8]") or an element ("2300/CLM05-03"). The guide
/// comes first, then what overlays have changed of it, then the rules that look at the place, then those that were
/// switched off. A path that leads nowhere is a usage failure.
Result<std::vector<EffectiveLine>> effective(const Model& model, const std::string& path);

}  // namespace calx::grammar
