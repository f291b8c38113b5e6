// --format jsonl: a finding a line, then a summary.
#pragma once

#include "report/report.hpp"

namespace calx::report {

class JsonLinesWriter final : public Writer {
 public:
  explicit JsonLinesWriter(std::ostream& out) : out_(out) {}
  void report(findings::Finding finding) override;
  void finish(const Summary& summary) override;

 private:
  std::ostream& out_;
};

}  // namespace calx::report
