// Keys that come twice: at once where both are in memory, at the end of the file where the first was spilled.
#include "validate/uniqueness.hpp"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <array>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

namespace calx::validate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t little = 256;  // bytes: about ten keys

Fingerprint key_of(std::initializer_list<std::string_view> parts) {
  Fingerprint key;
  for (const std::string_view part : parts) key.text(part);
  return key;
}

/// Notes a key a segment, a claim of its own for every third, a transaction set for every fifth claim, and tells "LATER
/// after FIRST" of each that came again.
class Noted {
 public:
  explicit Noted(std::size_t memory = Uniqueness::usual_memory) : seen_(memory) {}

  Noted& note(const std::string& key, const std::string& variant = {}, std::uint16_t check = 0) {
    if (next_ % 15 == 0) {
      NotedTransaction transaction;
      transaction.st = "T" + std::to_string(next_ / 15);
      seen_.begin_transaction(transaction);
    }
    if (next_ % 3 == 0) {
      NotedClaim& claim = seen_.begin_claim();
      claim.ordinal = next_;
      claim.claim = "C" + std::to_string(next_ / 3);
    }
    NotedSegment segment;
    segment.offset = 10 * next_;
    segment.ordinal = static_cast<std::uint32_t>(next_ % 3);
    ++next_;
    if (const auto twin = seen_.note(seen_.expect(check, key_of({key, "and more"})), variant, segment.ordinal,
                                     [&] { return segment; }))
      found_.push_back(std::to_string(segment.offset) + " after " + in_short(*twin));
    return *this;
  }

  /// What was found at once.
  const std::vector<std::string>& at_once() const { return found_; }
  /// What the end shows beyond it.
  std::vector<std::string> at_the_end() {
    std::vector<std::string> found;
    const auto done = seen_.finish([&](std::uint16_t check, const FilePlace& later, const TwinPlace& twin) {
      const std::string place = in_short({later.transaction, later.claim, later.segment.ordinal});
      EXPECT_EQ(std::to_string(later.segment.offset), place);
      found.push_back(place + " after " + in_short(twin) + (check == 0 ? "" : ", another check"));
    });
    if (!done) found.push_back(done.error().message);
    return found;
  }
  const Uniqueness& seen() const { return seen_; }

 private:
  /// Offset, which ordinal and claim must agree on.
  static std::string in_short(const TwinPlace& place) {
    const std::uint64_t number = place.claim.ordinal + place.ordinal;
    EXPECT_EQ(place.claim.claim.view(), "C" + std::to_string(number / 3));
    EXPECT_EQ(place.transaction.st.view(), "T" + std::to_string(number / 15));
    return std::to_string(10 * number);
  }

  Uniqueness seen_;
  std::uint64_t next_ = 0;
  std::vector<std::string> found_;
};

/// Fills the memory of `little` with keys that come once.
void pad(Noted& noted, const std::string& name, int count = 30) {
  for (int i = 0; i < count; ++i) noted.note(name + std::to_string(i));
}

TEST(Uniqueness, AKeyThatComesAgainIsFoundAtOnceWithTheFirst) {
  Noted noted;
  noted.note("a").note("b").note("a").note("c").note("a").note("b");
  EXPECT_THAT(noted.at_once(), ElementsAre("20 after 0", "40 after 0", "50 after 10"));
  EXPECT_THAT(noted.at_the_end(), IsEmpty());
}

TEST(Uniqueness, PartsOfAKeyDoNotFlowIntoEachOther) {
  Uniqueness seen;
  const std::array<std::string_view, 2> keys[] = {{"ab", "c"}, {"a", "bc"}, {"abc", ""}, {"", "abc"}};
  for (const auto& [one, other] : keys)
    EXPECT_FALSE(seen.note(seen.expect(0, key_of({one, other})), {}, 0, [] { return NotedSegment(); }))
        << one << "|" << other;
}

TEST(Uniqueness, LongKeysDifferInAnyOfTheirCharacters) {
  const std::string text = "a key of 29 characters, no less";
  std::vector<std::string> keys{text};
  for (std::size_t i = 0; i < text.size(); ++i) {
    keys.push_back(text);
    keys.back()[i] = '#';
  }
  Noted noted;
  for (const std::string& key : keys) noted.note(key);
  EXPECT_THAT(noted.at_once(), IsEmpty());
  noted.note(text);
  EXPECT_EQ(noted.at_once().size(), 1U);
}

TEST(Uniqueness, ChecksDoNotSeeEachOthersKeys) {
  Noted noted;
  noted.note("a").note("a", {}, 1).note("a", {}, 1);
  EXPECT_THAT(noted.at_once(), ElementsAre("20 after 10"));
}

TEST(Uniqueness, VariantsTellApartWhereBothHaveOne) {
  Noted noted;
  noted.note("a", "one").note("a", "two").note("a", "two");
  EXPECT_THAT(noted.at_once(), ElementsAre("20 after 10"));
}

TEST(Uniqueness, WhatHasNoVariantIsATwinOfAny) {
  Noted noted;
  noted.note("a", "one").note("a", "two").note("a").note("a").note("a", "two").note("a", "three");
  // The first of all; the one that is the same; the one that is the same; the one without.
  EXPECT_THAT(noted.at_once(), ElementsAre("20 after 0", "30 after 20", "40 after 10", "50 after 20"));
}

TEST(Uniqueness, WhatWasSpilledIsFoundAtTheEndInTheOrderOfTheFile) {
  Noted noted(little);
  noted.note("a").note("b");
  pad(noted, "x");
  noted.note("b").note("a");
  EXPECT_THAT(noted.at_once(), IsEmpty());
  EXPECT_THAT(noted.at_the_end(), ElementsAre("320 after 10", "330 after 0"));
}

TEST(Uniqueness, EachKeyIsToldOnceOfHoweverManyRuns) {
  Noted noted(little);
  for (int run = 0; run < 4; ++run) {
    noted.note("a");
    pad(noted, "x" + std::to_string(run) + ".");
  }
  EXPECT_THAT(noted.at_once(), IsEmpty());
  EXPECT_THAT(noted.at_the_end(), ElementsAre("310 after 0", "620 after 0", "930 after 0"));
}

TEST(Uniqueness, WhatWasFoundAtOnceIsNotToldAgain) {
  Noted noted(little);
  noted.note("a");
  pad(noted, "x");
  noted.note("a").note("a");
  EXPECT_THAT(noted.at_once(), ElementsAre("320 after 310"));
  EXPECT_THAT(noted.at_the_end(), ElementsAre("310 after 0"));
}

TEST(Uniqueness, VariantsAreToldAlikeWhenSpilled) {
  Noted noted(little);
  const std::vector<std::string> variants{"one", "two", "", "", "two", "three"};
  for (std::size_t i = 0; i < variants.size(); ++i) {
    noted.note("a", variants[i]);
    pad(noted, "x" + std::to_string(i) + ".");
  }
  EXPECT_THAT(noted.at_once(), IsEmpty());
  // As in WhatHasNoVariantIsATwinOfAny, 31 segments apart.
  EXPECT_THAT(noted.at_the_end(), ElementsAre("620 after 0", "930 after 620", "1240 after 310", "1550 after 620"));
}

TEST(Uniqueness, WhatWasFoundAtOnceThoughItHadNoVariantIsNotToldAgain) {
  Noted noted(little);
  noted.note("a", "one").note("a");
  pad(noted, "x");
  noted.note("a", "two");
  EXPECT_THAT(noted.at_once(), ElementsAre("10 after 0"));
  EXPECT_THAT(noted.at_the_end(), ElementsAre("320 after 10"));
}

TEST(Uniqueness, ManyVariantsOfOneKeyAreNoSlowSearch) {
  Noted noted;
  for (int i = 0; i < 50000; ++i) noted.note("a", "drug " + std::to_string(i));
  EXPECT_THAT(noted.at_once(), IsEmpty());
  noted.note("a").note("a", "drug 49999");
  EXPECT_THAT(noted.at_once(), ElementsAre("500000 after 0", "500010 after 499990"));
}

TEST(Uniqueness, FindsTheSameWithLittleMemoryAndWithMuch) {
  // A fifth of 3000 keys come again; pseudo-random, always the same.
  std::vector<std::string> keys;
  std::uint32_t state = 1;
  for (int i = 0; i < 3000; ++i) {
    state = state * 1664525U + 1013904223U;
    keys.push_back(std::to_string((state >> 8) % 6000));
  }
  std::map<std::string, int> seen;
  std::size_t again = 0;
  for (const std::string& key : keys) again += seen[key]++ == 0 ? 0 : 1;
  for (const std::size_t memory : {std::size_t{80}, little, 16 * little, Uniqueness::usual_memory}) {
    Noted noted(memory);
    for (const std::string& key : keys) noted.note(key);
    EXPECT_EQ(noted.at_once().size() + noted.at_the_end().size(), again) << memory;
  }
}

TEST(Uniqueness, WhereNoTemporaryFileCanBeMadeTheRunFails) {
  const char* const old = ::getenv("TMPDIR");
  const std::string before = old == nullptr ? "" : old;
  ::setenv("TMPDIR", "/nowhere/at/all", 1);
  Noted noted(little);
  pad(noted, "x");
  if (before.empty())
    ::unsetenv("TMPDIR");
  else
    ::setenv("TMPDIR", before.c_str(), 1);
  ASSERT_TRUE(noted.seen().failure());
  EXPECT_EQ(noted.seen().failure()->kind, Failure::Kind::world);
  const auto said = noted.at_the_end();
  ASSERT_EQ(said.size(), 1U);
  EXPECT_NE(said.front().find("/nowhere/at/all"), std::string::npos) << said.front();
}

}  // namespace
}  // namespace calx::validate
