// What is taken as known from earlier segments is judged to the same findings as when each is judged anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "judging.hpp"

namespace calx::validate {
namespace {

std::vector<std::string> all_of(const std::vector<findings::Finding>& found) {
  std::vector<std::string> texts;
  for (const findings::Finding& finding : found)
    texts.push_back(in_short(finding) + " " + finding.path + " " + finding.claim + " " + finding.message + " " +
                    finding.value);
  return texts;
}

void expect_the_same(const std::string& text, const std::string& what) {
  for (const std::vector<std::string>& overlays : {std::vector<std::string>{}, {"dhcs"}}) {
    Asked asked{overlays, Asked::standard(), {}};
    asked.options.show_values = true;
    const auto quick = judge(text, asked);
    asked.options.remember = false;
    EXPECT_EQ(all_of(quick.findings), all_of(judge(text, asked).findings)) << what;
  }
}

std::vector<std::string> fixtures() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(CALX_SOURCE_DIR) + "/fixtures"))
    if (entry.path().extension() == ".x12") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

TEST(Remembering, FindsTheSameInEachFixture) {
  const auto paths = fixtures();
  ASSERT_GT(paths.size(), 20U);
  for (const std::string& path : paths) expect_the_same(read_file(path), path);
}

/// All fixtures one behind the other, twice: by then nearly every segment came before, in other claims, among other
/// segments, and in transaction sets with other dates and delimiters.
TEST(Remembering, FindsTheSameInAllFixturesTogether) {
  std::string text;
  for (int times = 0; times < 2; ++times)
    for (const std::string& path : fixtures()) text += read_file(path);
  expect_the_same(text, "all");
}

/// Each segment of two good files left out, written twice, or put where the one before it stands; between two copies
/// of the file as it was.
TEST(Remembering, FindsTheSameAroundEachChange) {
  for (const File& good : {File::good(), File::fixture("ecm.x12")}) {
    for (std::size_t i = 4; i + 4 < good.size(); ++i) {
      File without = good, twice = good, swapped = good;
      without.erase(i);
      twice.insert(i, {good.segment(i)});
      swapped.set(i, good.segment(i + 1)).set(i + 1, good.segment(i));
      for (const File& changed : {without, twice, swapped}) {
        File three = good;
        expect_the_same(three.append(changed).append(good).text(), std::to_string(i));
      }
    }
  }
}

}  // namespace
}  // namespace calx::validate
