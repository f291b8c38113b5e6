// Our own suite: every case of fixtures/conformance comes as expected.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "conform/find_cases.hpp"
#include "conform/results.hpp"
#include "running.hpp"

namespace calx::conform {
namespace {

std::vector<std::string> families() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(fixture("conformance")))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

class Family : public testing::TestWithParam<std::string> {};

TEST_P(Family, ComesAsExpected) {
  const auto cases = find_cases(fixture("conformance/" + GetParam()));
  ASSERT_TRUE(cases) << cases.error().message;
  Runner runner = make_runner();
  std::vector<Outcome> outcomes;
  for (const Case& entry : *cases) outcomes.push_back(runner.run(entry));
  EXPECT_EQ(count(outcomes).as_expected, cases->size()) << to_table(outcomes, false);
}

INSTANTIATE_TEST_SUITE_P(Conformance, Family, testing::ValuesIn(families()), [](const auto& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace calx::conform
