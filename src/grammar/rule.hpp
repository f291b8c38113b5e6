// What every rule of a grammar or overlay carries, whatever it checks.
#pragma once

#include <string>

#include "findings/finding.hpp"

namespace calx::grammar {

/// A rule's identity and what is said when it is broken. `message` and `hint` may hold named fields that the check
/// fills in ("{difference}"); see grammars/README.md.
struct Rule {
  std::string id;
  int level = 0;  ///< SNIP 1 to 7
  findings::Severity severity = findings::Severity::error;
  findings::Confidence confidence = findings::Confidence::confirmed;
  std::string message, hint;
  std::string source;
  std::string ack_999, ack_277ca;
  std::string origin;  ///< the grammar or overlay that says it: "837P-005010X222A1", "dhcs"
};

}  // namespace calx::grammar
