// A sink that counts what it passes on.
#pragma once

#include <utility>

#include "findings/sink.hpp"

namespace calx::findings {

/// Findings go on to `next`, which must outlive it.
class Counted final : public Sink {
 public:
  explicit Counted(Sink& next) : next_(next) {}
  void report(Finding finding) override {
    tally.count(finding.severity);
    next_.report(std::move(finding));
  }
  Tally tally;

 private:
  Sink& next_;
};

}  // namespace calx::findings
