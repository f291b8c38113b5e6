// Outcomes for people and for build servers.
#pragma once

#include <string>
#include <vector>

#include "conform/runner.hpp"

namespace calx::conform {

struct Totals {
  std::size_t cases = 0, as_expected = 0, missed = 0, failed = 0;
};
Totals count(const std::vector<Outcome>& outcomes);

/// A line a case with its verdict, below it what is missing and what is extra; then the totals. `all` false leaves out
/// the cases that came as expected.
std::string to_table(const std::vector<Outcome>& outcomes, bool all = true);

/// JUnit's XML: a suite a folder, a test case a case.
std::string to_junit(const std::vector<Outcome>& outcomes);

}  // namespace calx::conform
