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

using Index = std::size_t (*)(const char*, std::size_t, const Delimiters&, std::uint32_t, std::uint32_t*);

/// The positions that `index` finds in a copy of `bytes` that begins `shift` bytes into its memory and ends with it.
std::vector<std::uint32_t> positions(Index index, std::string_view bytes, const Delimiters& delimiters,
                                     std::uint32_t base = 0, std::size_t shift = 0) {
  std::vector<char> memory(shift + bytes.size());
  std::copy(bytes.begin(), bytes.end(), memory.begin() + static_cast<std::ptrdiff_t>(shift));
  std::vector<std::uint32_t> out(bytes.size() + 8);
  out.resize(index(memory.data() + shift, bytes.size(), delimiters, base, out.data()));
  return out;
}

TEST(DelimiterIndex, FindsTheFourDelimiters) {
  for (const Index index : {index_delimiters, index_delimiters_scalar}) {
    EXPECT_THAT(positions(index, "HI*ABK:Z590^X~", {}), ElementsAre(2, 6, 11, 13));
    EXPECT_THAT(positions(index, "HI*ABK:Z590^X~", {}, 1000), ElementsAre(1002, 1006, 1011, 1013));
    EXPECT_THAT(positions(index, "HI|ABK>Z590%X!*:^~", {'|', '%', '>', '!'}), ElementsAre(2, 6, 11, 13));
    EXPECT_THAT(positions(index, "plain", {}), IsEmpty());
    EXPECT_THAT(positions(index, "", {}), IsEmpty());
    EXPECT_THAT(positions(index, "\xff\xfe", {'\xff', '^', ':', '\xfe'}), ElementsAre(0, 1));
  }
}

TEST(DelimiterIndex, KnowsNoRepetitionWhereThereIsNone) {
  using namespace std::string_view_literals;
  const std::string_view text = "A*B^C\0D:E~A*B^C\0D:E~A*B^C\0D:E~A*B^C\0D:E~A*B^C\0D:E~A*B^C\0D:E~A*B^C\0D:E~"sv;
  for (const Index index : {index_delimiters, index_delimiters_scalar}) {
    const auto found = positions(index, text, {'*', '\0', ':', '~'});
    ASSERT_EQ(found.size(), 21U);
    for (std::uint32_t i = 0; i < 7; ++i) {
      EXPECT_EQ(found[3 * i], 10 * i + 1);
      EXPECT_EQ(found[3 * i + 1], 10 * i + 7);
      EXPECT_EQ(found[3 * i + 2], 10 * i + 9);
    }
  }
}

TEST(DelimiterIndex, FindsDelimitersEverywhere) {
  const std::string text(1000, '~');
  const auto found = positions(index_delimiters, text, {}, 5);
  ASSERT_EQ(found.size(), 1000U);
  for (std::uint32_t i = 0; i < 1000; ++i) ASSERT_EQ(found[i], i + 5);
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
  constexpr std::string_view few("*^:~AB1\n", 8);
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
      const auto expected = positions(index_delimiters_scalar, bytes, delimiters, 7);
      for (std::size_t shift = 0; shift < 64; ++shift)
        ASSERT_EQ(positions(index_delimiters, bytes, delimiters, 7, shift), expected)
            << "size " << size << ", shift " << shift;
    }
  }
}

}  // namespace
}  // namespace calx::x12
