// Texts that are known by their names, and what is kept beside them.
#include "validate/known_segments.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace calx::validate {
namespace {

TEST(KnownSegments, ATextKeepsItsNameUntilAnotherTakesItsSlot) {
  KnownSegments known;
  const std::uint32_t name = known.find_or_add("LX*1").name;
  EXPECT_NE(name, 0U);
  EXPECT_EQ(known.find_or_add("LX*1").name, name);
  ASSERT_NE(known.named(name), nullptr);
  EXPECT_TRUE(known.named(name)->is("LX*1"));
  // A text that came again stays once more than one that did not.
  std::set<std::uint32_t> names{name};
  for (int i = 2; known.named(name) != nullptr; ++i) {
    ASSERT_LT(i, 100000);
    const std::uint32_t other = known.find_or_add("LX*" + std::to_string(i)).name;
    EXPECT_TRUE(other == 0 || names.insert(other).second) << i;
  }
  EXPECT_NE(known.find_or_add("LX*1").name, name);
}

TEST(KnownSegments, WhatIsNotKeptHasNoName) {
  KnownSegments known;
  EXPECT_EQ(known.find_or_add("").name, 0U);
  EXPECT_EQ(known.find_or_add(std::string(KnownSegments::longest + 1, 'X')).name, 0U);
  EXPECT_NE(known.find_or_add(std::string(KnownSegments::longest, 'X')).name, 0U);
  EXPECT_EQ(known.named(0), nullptr);
}

TEST(KnownSegments, OtherDelimitersMakeOtherTexts) {
  KnownSegments known;
  known.set({'*', '^', ':', '~'});
  known.find_or_add("LX*1").fine_node = 7;
  known.set({'*', '^', ':', '~'});
  EXPECT_EQ(known.find_or_add("LX*1").fine_node, 7);
  const std::uint32_t name = known.find_or_add("LX*1").name;
  known.set({'*', '^', '>', '~'});
  const KnownSegments::Entry& anew = known.find_or_add("LX*1");
  EXPECT_EQ(anew.fine_node, grammar::none);
  EXPECT_NE(anew.name, name);
}

TEST(KnownSegments, WhatWasExpectedIsFoundLikeAnyOther) {
  KnownSegments known;
  const std::string first = "LX*1", second = "LX*2";
  const std::uint32_t name = known.find_or_add(first).name, other = known.find_or_add(second).name;
  known.expect(second);
  EXPECT_EQ(known.find_or_add(second).name, other);
  known.expect(second);  // and did not come
  EXPECT_EQ(known.find_or_add(first).name, name);
  known.expect({});
  EXPECT_EQ(known.find_or_add(second).name, other);
}

TEST(SegmentFacts, AreThoseOfOneText) {
  KnownSegments known;
  SegmentFacts<int> facts;
  bool found = true;
  const std::uint32_t name = known.find_or_add("LX*1").name;
  facts.of(name, found) = 1;
  EXPECT_FALSE(found);
  EXPECT_EQ(facts.of(name, found), 1);
  EXPECT_TRUE(found);
  // The next text of its slot.
  facts.of(name + (1U << KnownSegments::bits), found) = 2;
  EXPECT_FALSE(found);
  facts.of(name, found);
  EXPECT_FALSE(found);
  // No name, no memory.
  facts.of(0, found) = 3;
  facts.of(0, found);
  EXPECT_FALSE(found);
}

}  // namespace
}  // namespace calx::validate
