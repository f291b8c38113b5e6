// Where findings go. Who finds does not know.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "findings/finding.hpp"

namespace calx::findings {

class Sink {
 public:
  virtual ~Sink() = default;
  virtual void report(Finding finding) = 0;
};

/// Keeps them all: tests, and callers that look at them afterwards.
class Collector final : public Sink {
 public:
  void report(Finding finding) override { findings.push_back(std::move(finding)); }
  std::vector<Finding> findings;
};

/// How many of each severity.
struct Tally {
  std::uint64_t errors = 0, warnings = 0, infos = 0;
  void count(Severity severity) {
    if (severity == Severity::error)
      ++errors;
    else if (severity == Severity::warning)
      ++warnings;
    else
      ++infos;
  }
  std::uint64_t all() const { return errors + warnings + infos; }
};

}  // namespace calx::findings
