// What is taken as known from earlier segments, and rules that are passed over because they cannot be broken, lead to
// the same findings as when every rule is judged for each segment anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "judging.hpp"

namespace calx::validate {
namespace {

/// In no order: several findings of one claim may come in any.
std::vector<std::string> all_of(const std::vector<findings::Finding>& found) {
  std::vector<std::string> texts;
  for (const findings::Finding& finding : found)
    texts.push_back(in_short(finding) + " " + finding.path + " " + finding.claim + " " + finding.message + " " +
                    finding.value);
  std::sort(texts.begin(), texts.end());
  return texts;
}

std::vector<std::string> only_in(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  std::vector<std::string> result;
  std::set_difference(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(result));
  return result;
}

/// How many findings there are either way.
std::size_t expect_the_same(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (const std::vector<std::string>& overlays : {std::vector<std::string>{}, {"dhcs"}}) {
    Asked asked{overlays, Asked::standard(), {}};
    asked.options.show_values = true;
    const auto quick = all_of(judge(text, asked).findings);
    asked.options.remember = false;
    const auto plain = all_of(judge(text, asked).findings);
    EXPECT_EQ(only_in(quick, plain), std::vector<std::string>()) << what;
    EXPECT_EQ(only_in(plain, quick), std::vector<std::string>()) << what;
    found += plain.size();
  }
  return found;
}

std::vector<std::string> split(const std::string& segment) {
  std::vector<std::string> elements(1);
  for (const char c : segment)
    if (c == '*')
      elements.emplace_back();
    else
      elements.back() += c;
  return elements;
}

std::string join(const std::vector<std::string>& elements) {
  std::string segment = elements.front();
  for (std::size_t i = 1; i < elements.size(); ++i) segment += '*' + elements[i];
  return segment;
}

std::vector<std::string> fixtures() {
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(CALX_SOURCE_DIR) / "fixtures"))
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
  EXPECT_GT(expect_the_same(text, "all"), 1000U);
}

/// Each segment of two good files left out, written twice, or put where the one before it stands; between two copies
/// of the file as it was.
TEST(Remembering, FindsTheSameAroundEachChange) {
  std::size_t found = 0;
  for (const File& good : {File::good(), File::fixture("ecm.x12")}) {
    for (std::size_t i = 4; i + 4 < good.size(); ++i) {
      File without = good, twice = good, swapped = good;
      without.erase(i);
      twice.insert(i, {good.segment(i)});
      swapped.set(i, good.segment(i + 1)).set(i + 1, good.segment(i));
      for (const File& changed : {without, twice, swapped}) {
        File three = good;
        found += expect_the_same(three.append(changed).append(good).text(), std::to_string(i));
      }
    }
  }
  EXPECT_GT(found, 1000U);
}

/// Lines that are word for word the same, in claims with other diagnoses, or another place of service: what was kept in
/// one claim is broken in the next, and the other way about.
TEST(Remembering, SeesOtherSurroundingsOfTheSameLines) {
  const File good = File::fixture("ecm.x12");
  const auto diagnoses = [&](const std::string& segment) { return File(good).set(24, segment); };
  const std::vector<File> changed = {
      diagnoses("HI*ABK:Z59811"),                     // the pointer 2 names none
      diagnoses("HI*ABK:Z59811*ABF"),                 // nor does it where the code is missing
      diagnoses("HI*ABK:Z59811*ABF:Z5941*ABF:Z602"),  // one more than before
      diagnoses("HI*BK:Z59811*ABF:Z5941"),            // of another kind
      diagnoses("HI*BF:Z59811"),                      // of none that lines point at
      File(good).erase(24),                           //
      File(good).insert(25, {"HI*ABK:Z59811"}),       // two lists
      File(good).replace(21, "12:B:1", "02:B:1"),     // by telephone
      File(good).replace(21, "12:B:1", "10:B:1"),     // as the second line says, which need not then
      File(good).replace(21, "12:B:1", ":B:1"),       //
      File(good).replace(42, "*10**", "***"),         // GQ, and the claim's place is not for that
      File(good).replace(42, "*10**", "***").replace(21, "12:B:1", "10:B:1"),
  };
  const auto pointers = [](const Judged& judged) {
    return std::count_if(judged.findings.begin(), judged.findings.end(),
                         [](const findings::Finding& finding) { return finding.code == "2400-11-a"; });
  };
  // Lines 1 and 3 point at 1 and 2, line 2 at 1.
  EXPECT_EQ(pointers(judge(File(good).append(changed[0]).append(good).append(changed[0]).text())), 4);
  for (std::size_t i = 0; i < changed.size(); ++i) {
    File file = good;
    file.append(changed[i]).append(changed[i]).append(good);
    expect_the_same(file.text(), std::to_string(i));
    for (const File& other : changed) {
      File four = changed[i];
      four.append(good).append(other).append(changed[i]).append(other);
      expect_the_same(four.text(), std::to_string(i));
    }
  }
}

/// More surroundings than are numbered, twice each.
TEST(Remembering, RunsOutOfNumbersForSurroundings) {
  const File good = File::fixture("ecm.x12");
  File file = good;
  for (int times = 0; times < 2; ++times)
    for (int place = 11; place < 99; ++place)
      file.append(File(good).replace(21, "12:B:1", std::to_string(place) + ":B:1"));
  file.append(File(good).set(24, "HI*ABK:Z59811"));
  EXPECT_GT(expect_the_same(file.text(), "places"), 100U);
}

/// Files in which up to five segments are gone, doubled, exchanged, moved, or another file's, or have an element of
/// another one: loops without their first segment, a second subscriber, lines without dates, and what nobody thought
/// of.
TEST(Remembering, FindsTheSameInFilesChangedAtRandom) {
  std::vector<File> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(CALX_SOURCE_DIR) + "/fixtures/837p"))
    if (entry.path().extension() == ".x12") files.push_back(File::fixture(entry.path().filename().string()));
  ASSERT_GT(files.size(), 10U);
  std::mt19937_64 random(20261126);
  const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
  std::string before;
  for (int round = 0; round < 1000; ++round) {
    File file = files[below(files.size())];
    for (std::size_t changes = 1 + below(5); changes > 0; --changes) {
      const File& other = below(2) == 0 ? file : files[below(files.size())];
      const std::size_t at = 4 + below(file.size() - 6), from = 4 + below(other.size() - 6);
      const std::string taken = other.segment(from);
      switch (below(6)) {
        case 0:
          file.erase(at);
          break;
        case 1:
          file.insert(at, {taken});
          break;
        case 2:
          file.set(at, taken);
          break;
        case 3:
          file.insert(at, other.segments(from, std::min(from + below(6), other.size() - 3)));
          break;
        case 4: {
          const std::string moved = file.segment(at);
          file.erase(at).insert(4 + below(file.size() - 6), {moved});
          break;
        }
        default: {
          std::vector<std::string> its = split(file.segment(at)), given = split(taken);
          its[below(its.size())] = given[below(given.size())];
          file.set(at, join(its));
        }
      }
    }
    const std::string text = file.text();
    expect_the_same(before + text, before + text);  // what is known of the one before it must not mislead
    if (HasFailure()) return;
    before = text;
  }
}

}  // namespace
}  // namespace calx::validate
