// Findings as people and pipelines read them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "findings/catalogue.hpp"
#include "findings/sink.hpp"
#include "grammar/library.hpp"
#include "validate/claim_listener.hpp"

namespace calx::report {

enum class Form { text, jsonl, junit, sarif };
std::optional<Form> parse_form(std::string_view name);

/// How often a code was found with a severity.
struct CodeCount {
  std::string code;
  findings::Severity severity = findings::Severity::error;
  std::uint64_t count = 0;
  std::string message;  ///< of the first such finding
};

/// What a run looked at; the last word of a report.
struct Summary {
  std::uint64_t files = 0, interchanges = 0, transactions = 0, claims = 0, segments = 0, rows = 0;
  findings::Tally tally;
  std::uint64_t withheld = 0;  ///< findings that a limit kept back
  double seconds = 0;
  std::vector<CodeCount> codes;  ///< by severity, errors first, then count, most first, then code
};

/// A file that is about to be judged.
struct Source {
  std::string name;  ///< as its findings say it
  std::string path;  ///< where it can be read again; empty for a pipe
  bool x12 = true;   ///< else an invoice
};

/// Writes what a run finds. Findings come file by file; those of an invoice that only all files show come last.
class Writer : public findings::Sink, public validate::ClaimListener {
 public:
  virtual void begin_file(const Source&) {}
  void claim_closed(const validate::ClaimPlace&) override {}
  /// A row of the present invoice is done: what it shows by itself was reported.
  virtual void row_done(std::uint32_t) {}
  /// A finding that is counted and not shown.
  virtual void withhold(const findings::Finding&) {}
  /// A file could not be read, or not to its end.
  virtual void could_not(const std::string& /*file*/, const std::string& /*message*/) {}
  /// Writes what was kept to be written together.
  virtual void flush() {}
  virtual void finish(const Summary& summary) = 0;
};

/// What writers may look up; what is null or empty they do without.
struct Context {
  const findings::Catalogue* catalogue = nullptr;
  grammar::Library* grammars = nullptr;
  bool show_values = false;  ///< segments are shown with their values
  std::string version;       ///< of the program
};

/// `out` and what the context points to must outlive the writer. What cannot be written leaves `out` in a failed state.
std::unique_ptr<Writer> make_writer(Form form, std::ostream& out, const Context& context = {});

/// One finding as a line of JSON, in the field order of the contract; unknown fields are left out.
std::string to_json(const findings::Finding& finding);
/// "CLM05-03", "CLM05", or "CLM" where the finding names no element.
std::string element_name(const findings::Finding& finding);
/// Where a finding is, in words: "segment 23 (CLM02), loop 2300, claim A-17, byte 1840" or "row 14, Procedure Code
/// Modifier 1". `within_group`: the claim or row is said already.
std::string place_in_words(const findings::Finding& finding, bool within_group = false);
/// "1 error", "2 errors".
std::string counted(std::uint64_t count, std::string_view word);

}  // namespace calx::report
