#include "x12/delimiter_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <random>
#include <string_view>
#include <vector>

namespace calx::x12 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Function = void (*)(const char*, std::size_t, const Delimiters&, DelimiterIndex&);

/// What counts of an index.
struct Found {
  std::vector<std::uint32_t> ends, segments, parts, segment_parts;
  bool clean = false, trimmed = false;
  friend bool operator==(const Found&, const Found&) = default;
};

/// What `function` finds in a copy of `bytes` that begins `shift` bytes into its memory and ends with it.
Found find(Function function, std::string_view bytes, const Delimiters& delimiters, std::size_t shift = 0) {
  std::vector<char> memory(shift + bytes.size());
  std::copy(bytes.begin(), bytes.end(), memory.begin() + static_cast<std::ptrdiff_t>(shift));
  DelimiterIndex index;
  function(memory.data() + shift, bytes.size(), delimiters, index);
  const auto counted = [](std::vector<std::uint32_t> list, std::size_t count) {
    list.resize(count);
    return list;
  };
  return {counted(index.ends, index.end_count),
          counted(index.segments, index.segment_count),
          counted(index.parts, index.part_count),
          counted(index.segment_parts, index.segment_count),
          index.clean,
          index.trimmed};
}

/// `text` behind 70 and before 90 bytes of plain text: where vectors find it.
std::string padded(std::string_view text) {
  return std::string(70, 'A') + std::string(text) + std::string(90, 'B');
}

TEST(DelimiterIndex, FindsTheFourDelimiters) {
  for (const Function function : {index_delimiters, index_delimiters_scalar}) {
    for (const auto& [text, delimiters] :
         {std::pair("HI*ABK:Z590^X~", Delimiters{}), std::pair("HI|ABK>Z590%X!*:^~", Delimiters{'|', '%', '>', '!'})}) {
      const Found found = find(function, text, delimiters);
      EXPECT_THAT(found.ends, ElementsAre(2, 13));
      EXPECT_THAT(found.segments, ElementsAre(1));
      EXPECT_THAT(found.parts, ElementsAre(6, 11));
      EXPECT_THAT(found.segment_parts, ElementsAre(2));
      EXPECT_TRUE(found.clean);
      const Found inside = find(function, padded(text), delimiters);
      EXPECT_THAT(inside.ends, ElementsAre(72, 83));
      EXPECT_THAT(inside.segments, ElementsAre(1));
      EXPECT_THAT(inside.parts, ElementsAre(76, 81));
      EXPECT_THAT(inside.segment_parts, ElementsAre(2));
    }
    EXPECT_EQ(find(function, "plain", {}), (Found{{}, {}, {}, {}, true, true}));
    EXPECT_EQ(find(function, "", {}), (Found{{}, {}, {}, {}, true, true}));
    EXPECT_EQ(find(function, "\xff\xfe", {'\xff', '^', ':', '\xfe'}), (Found{{0, 1}, {1}, {}, {0}, true, true}));
  }
}

TEST(DelimiterIndex, KnowsNoRepetitionWhereThereIsNone) {
  using namespace std::string_view_literals;
  const std::string_view text = "A*B^C\0D:E~A*B^C\0D:E~A*B^C\0D:E~A*B^C\0D:E~A*B^C\0D:E~A*B^C\0D:E~A*B^C\0D:E~"sv;
  for (const Function function : {index_delimiters, index_delimiters_scalar}) {
    const Found found = find(function, text, {'*', '\0', ':', '~'});
    ASSERT_EQ(found.ends.size(), 14U);
    ASSERT_EQ(found.parts.size(), 7U);
    for (std::uint32_t i = 0; i < 7; ++i) {
      EXPECT_EQ(found.ends[2 * i], 10 * i + 1);
      EXPECT_EQ(found.parts[i], 10 * i + 7);
      EXPECT_EQ(found.ends[2 * i + 1], 10 * i + 9);
      EXPECT_EQ(found.segments[i], 2 * i + 1);
    }
    EXPECT_FALSE(found.clean);  // NUL is no text
  }
}

TEST(DelimiterIndex, FindsDelimitersEverywhere) {
  const Found found = find(index_delimiters, std::string(1000, '~'), {});
  ASSERT_EQ(found.ends.size(), 1000U);
  ASSERT_EQ(found.segments.size(), 1000U);
  for (std::uint32_t i = 0; i < 1000; ++i) ASSERT_EQ(std::pair(found.ends[i], found.segments[i]), std::pair(i, i));
}

TEST(DelimiterIndex, TellsWhetherAllIsText) {
  struct Case {
    std::string_view text;
    bool clean;
  };
  constexpr Case cases[] = {{"A*B~C", true},         {"A* B!~C", true},    {"A*B~\r\nC*D~\nE", true},
                            {"A*B~\n\n\nC", false},  {"A*B\nC~D", false},  {"A*B\x7f~C", false},
                            {"A*\xc3\xa9~C", false}, {"A*B\x1f~C", false}, {"A*\nB~C", false},
                            {"A*B\t~C", false},      {"A*B~\tC", false},   {"A*B~\r\rC", true}};
  for (const Function function : {index_delimiters, index_delimiters_scalar})
    for (const Case& each : cases) {
      EXPECT_EQ(find(function, each.text, {}).clean, each.clean) << testing::PrintToString(each.text);
      // Every place in a vector, and across two.
      for (std::size_t before = 0; before < 130; ++before)
        ASSERT_EQ(find(function, std::string(before, 'X') + padded(each.text), {}).clean, each.clean)
            << testing::PrintToString(each.text) << " behind " << before;
    }
}

TEST(DelimiterIndex, TellsWhetherBlanksStandAtTheEdgeOfAValue) {
  constexpr std::pair<std::string_view, bool> cases[] = {
      {"*A B*C~", true},  {"*A *B~", false}, {"* A*B~", false},   {"*A*B ~", false},   {"*A:B ^C~", false},
      {"*A*B~ C", false}, {"*A^ B~", false}, {"A  B*C D~", true}, {"*A*B~\n C", true}, {"* *~", false}};
  for (const Function function : {index_delimiters, index_delimiters_scalar})
    for (const auto& [text, trimmed] : cases)
      for (std::size_t before = 0; before < 130; ++before)
        ASSERT_EQ(find(function, std::string(before, 'X') + padded(text), {}).trimmed, trimmed)
            << testing::PrintToString(text) << " behind " << before;
}

/// Lets the dispatcher choose among `targets` only, until the end of the test.
class Targets {
 public:
  explicit Targets(std::int64_t targets) {
    hwy::SetSupportedTargetsForTest(targets);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
  ~Targets() {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
  Targets(const Targets&) = delete;
  Targets& operator=(const Targets&) = delete;
};

// Every vector form that this processor has, beside the scalar one: every size to 300, every place in a 64-byte line.
TEST(DelimiterIndex, VectorsFindWhatScalarsFind) {
  std::mt19937 random(12345);
  constexpr std::string_view few("*^:~~AB1\n\r", 10);
  std::string dense(300, ' '), sparse(300, ' ');
  for (char& c : dense) c = few[random() % few.size()];
  for (char& c : sparse) c = static_cast<char>(random());
  const Delimiters with{}, without{'*', '\0', ':', '~'};
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    SCOPED_TRACE(hwy::TargetName(target));
    const Targets only(target);
    for (std::size_t size = 0; size <= 300; ++size) {
      const std::string_view bytes = std::string_view(size % 2 == 0 ? dense : sparse).substr(300 - size);
      const Delimiters& delimiters = size % 3 == 0 ? without : with;
      const Found expected = find(index_delimiters_scalar, bytes, delimiters);
      for (std::size_t shift = 0; shift < 64; ++shift)
        ASSERT_EQ(find(index_delimiters, bytes, delimiters, shift), expected) << "size " << size << ", shift " << shift;
    }
  }
}

}  // namespace
}  // namespace calx::x12
