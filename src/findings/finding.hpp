// A finding: what is wrong, where, and how to mend it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace calx::findings {

enum class Severity : std::uint8_t { info, warning, error };
std::string_view to_string(Severity severity);
std::optional<Severity> parse_severity(std::string_view text);

/// How sure a fact is; see code-sets/README.md. A violation's default severity follows it.
enum class Confidence : std::uint8_t { confirmed, base_standard, partial, unverified, design };
std::string_view to_string(Confidence confidence);
std::optional<Confidence> parse_confidence(std::string_view text);
/// confirmed and design: error; base_standard: info; partial and unverified: warning.
Severity default_severity(Confidence confidence);
/// The severity of breaking a fact that a grammar states with this confidence: at most a warning where it is partial or
/// unverified.
Severity weighed(Severity severity, std::optional<Confidence> confidence);

/// One finding. What does not apply is empty or 0. Messages and hints never hold a member's data; `value` does, and
/// writers leave it out unless asked.
struct Finding {
  std::string code;
  Severity severity = Severity::error;
  int snip = 0;  ///< SNIP level 1 to 7; 0 for what has none
  std::string message;
  std::string hint;
  std::string file;

  // A place in X12.
  std::string loop;                       ///< "2300"
  std::string path;                       ///< "2000A[1]/2000B[3]/2300[1]"
  std::string segment;                    ///< "CLM"; for a missing segment the missing one
  std::uint64_t segment_ordinal = 0;      ///< ISA = 1
  std::uint64_t transaction_ordinal = 0;  ///< ST = 1
  std::optional<std::uint64_t> offset;    ///< byte of the file, from 0
  int element = 0, component = 0, repetition = 0;
  std::string isa, gs, st, claim;

  // A place in an invoice.
  std::uint64_t row = 0;
  std::string column, key;

  std::string value;  ///< the offending value; a member's data
};

}  // namespace calx::findings
