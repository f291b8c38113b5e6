// What the validator says of a file that we have just written.
#pragma once

#include <string>
#include <utility>

#include "findings/sink.hpp"

namespace calx::findings {

/// Passes on what is found in a written file, at its final path: errors at once, the rest as numbers.
class WrittenFileSink final : public Sink {
 public:
  WrittenFileSink(Sink& next, std::string path) : next_(next), path_(std::move(path)) {}
  void report(Finding finding) override {
    tally.count(finding.severity);
    if (finding.severity != Severity::error) return;
    finding.file = path_;
    next_.report(std::move(finding));
  }
  Tally tally;

 private:
  Sink& next_;
  std::string path_;
};

}  // namespace calx::findings
