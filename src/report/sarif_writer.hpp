// --format sarif: SARIF 2.1.0, the results as they come, what belongs to the run behind them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "report/report.hpp"
#include "report/row_lines.hpp"
#include "report/rule_book.hpp"
#include "report/segment_at.hpp"

namespace calx::report {

/// A finding in X12 has a region of bytes, and of lines and columns where its file can be read again; one of an invoice
/// the line that its row begins on. Memory grows with the codes found, not with the findings.
class SarifWriter final : public Writer {
 public:
  SarifWriter(std::ostream& out, const Context& context);

  void begin_file(const Source& source) override;
  void report(findings::Finding finding) override;
  void could_not(const std::string& file, const std::string& message) override;
  void finish(const Summary& summary) override;

 private:
  struct Rule {
    std::string code;
    findings::Severity severity;
    std::string message;  // of its first finding
  };
  std::size_t rule_index(const findings::Finding& finding);

  std::ostream& out_;
  Context context_;
  RuleBook book_;
  bool any_ = false;
  std::vector<Rule> rules_;
  std::map<std::string, std::size_t, std::less<>> indices_;
  std::vector<std::string> failures_;
  std::string file_;                                                    // the present one
  std::unique_ptr<Segments> segments_;                                  // of it, where it is X12 and can be read again
  std::map<std::string, std::unique_ptr<RowLines>, std::less<>> rows_;  // of invoices; some findings come late
};

/// A path as a URI reference: relative as it is, absolute with file://.
std::string to_uri(std::string_view path);

}  // namespace calx::report
