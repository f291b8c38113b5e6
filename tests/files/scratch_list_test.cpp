// Lists that lie in part in a scratch file: every entry comes back, wherever it lies.
#include "files/scratch_list.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace calx::files {
namespace {

TEST(ScratchList, EntriesComeBackFromMemoryAndFromTheFile) {
  for (const std::uint64_t count : {0U, 1U, 3U, 4U, 5U, 8U, 11U}) {
    ScratchList<std::uint64_t> list(4);
    for (std::uint64_t i = 0; i < count; ++i) ASSERT_TRUE(list.push(100 + i));
    EXPECT_EQ(list.size(), count);
    for (std::uint64_t i = 0; i < count; ++i) EXPECT_EQ(*list.at(i), 100 + i) << count;
    std::vector<std::uint64_t> seen;
    EXPECT_TRUE(list.each([&](std::uint64_t index, std::uint64_t entry) -> Result<void> {
      EXPECT_EQ(entry, 100 + index);
      seen.push_back(index);
      return {};
    }));
    ASSERT_EQ(seen.size(), count);
    for (std::uint64_t i = 0; i < count; ++i) EXPECT_EQ(seen[i], i);
  }
}

/// More than is read from the file at once.
TEST(ScratchList, LongOnesAreVisitedInParts) {
  ScratchList<std::uint64_t> list(1000);
  for (std::uint64_t i = 0; i < 30000; ++i) ASSERT_TRUE(list.push(i));
  std::uint64_t next = 0;
  EXPECT_TRUE(list.each([&](std::uint64_t index, std::uint64_t entry) -> Result<void> {
    if (index != next || entry != next) ADD_FAILURE() << index << " " << entry << " " << next;
    ++next;
    return {};
  }));
  EXPECT_EQ(next, 30000U);
}

TEST(ScratchList, WhatIsPutAsideComesBackAndMoreCanFollow) {
  ScratchList<std::uint64_t> list(4);
  EXPECT_TRUE(list.put_aside());  // nothing
  for (std::uint64_t i = 0; i < 10; ++i) {
    ASSERT_TRUE(list.push(i));
    if (i % 3 == 0) {
      ASSERT_TRUE(list.put_aside());
    }
  }
  ASSERT_EQ(list.size(), 10U);
  for (std::uint64_t i = 0; i < 10; ++i) EXPECT_EQ(*list.at(i), i);
  std::uint64_t next = 0;
  EXPECT_TRUE(list.each([&](std::uint64_t index, std::uint64_t entry) -> Result<void> {
    EXPECT_EQ(index, next);
    EXPECT_EQ(entry, next++);
    return {};
  }));
  EXPECT_EQ(next, 10U);
}

TEST(ScratchList, AVisitThatFailsEndsIt) {
  ScratchList<int> list(2);
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(list.push(i));
  int visits = 0;
  const auto done = list.each([&](std::uint64_t, int entry) -> Result<void> {
    ++visits;
    if (entry == 1) return tl::unexpected<Failure>(Failure{Failure::Kind::world, "enough"});
    return {};
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "enough");
  EXPECT_EQ(visits, 2);
}

}  // namespace
}  // namespace calx::files
