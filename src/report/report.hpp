// Findings as people and pipelines read them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "findings/sink.hpp"

namespace calx::report {

enum class Form { text, jsonl };
std::optional<Form> parse_form(std::string_view name);

/// What a run looked at; the last line of a report.
struct Summary {
  std::uint64_t files = 0, interchanges = 0, transactions = 0, claims = 0, segments = 0, rows = 0;
  findings::Tally tally;
  std::uint64_t withheld = 0;  ///< findings that a limit kept back
  double seconds = 0;
};

/// Writes each finding as it comes, then one summary.
class Writer : public findings::Sink {
 public:
  virtual void finish(const Summary& summary) = 0;
};

/// `out` must outlive the writer.
std::unique_ptr<Writer> make_writer(Form form, std::ostream& out);

/// One finding as a line of JSON, in the field order of the contract; unknown fields are left out.
std::string to_json(const findings::Finding& finding);
/// Where a finding is, in words: "segment 23 (CLM02), claim A-17" or "row 14, Procedure Code Modifier 1".
std::string place_in_words(const findings::Finding& finding);

}  // namespace calx::report
