// The catalogue of finding codes: code-sets/findings.csv.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "files/resources.hpp"
#include "findings/finding.hpp"

namespace calx::findings {

/// One row of findings.csv. `message` and `hint` are fmt templates with named fields: "{element} is missing".
struct Entry {
  std::string code;  ///< X12-<snip>-<4 digits>, INV-<4 digits>, NET-<4 digits>; never reused
  Severity severity = Severity::error;
  int snip = 0;
  std::string message, hint;
  std::string ack_999;    ///< "IK304=3", "IK403=7", "AK905=4", "TA105=001"; several split by blanks
  std::string ack_277ca;  ///< "A7:562:85"
  std::string source;
  Confidence confidence = Confidence::confirmed;
};

using Arguments = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// All finding codes. Immutable once loaded; threads may share it.
class Catalogue {
 public:
  /// Columns code,severity,snip,message,hint,ack_999,ack_277ca,source,confidence. A wrong row (twice the same code, an
  /// unknown severity, a template that is not one) is a usage failure with file and line.
  static Result<Catalogue> load(const files::Resources& resources);

  /// Nothing where there is no such code.
  const Entry* find(std::string_view code) const;
  /// A finding with severity, level, message and hint filled in; the place is the caller's to add. A code that is not
  /// in the catalogue, or a field without an argument, is a bug (std::logic_error).
  Finding make(std::string_view code, Arguments arguments = {}) const;
  const std::map<std::string, Entry, std::less<>>& entries() const { return entries_; }

 private:
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace calx::findings
