#include "validate/procedures.hpp"

#include <gtest/gtest.h>

#include <string>

namespace calx::validate {
namespace {

using std::chrono::April;
using std::chrono::December;
using text::Date;

constexpr Date last_day_before{std::chrono::year(2021), December, std::chrono::day(31)};
constexpr Date spring{std::chrono::year(2026), April, std::chrono::day(1)};

/// Looks at texts with a memory, or without: both must say the same. The options start on 2022-01-01.
class ProceduresTest : public testing::TestWithParam<bool> {
 protected:
  Procedure of(std::string_view text, std::optional<Date> date = spring, char separator = ':') {
    return procedures_.of(text, date, separator);
  }
  bool same(const Procedure& a, const Procedure& b) const { return a.high == b.high && a.low == b.low; }

 private:
  const calaim::CodingOptions options_ = *calaim::CodingOptions::load(files::Resources());
  Procedures procedures_{options_, GetParam()};
};

TEST_P(ProceduresTest, CodeAndModifiersAreTheSameInAnyOrder) {
  const Procedure first = of("HC:G9012:U2:GQ");
  EXPECT_TRUE(same(first, of("HC:G9012:GQ:U2")));
  EXPECT_TRUE(same(first, of("HC:G9012:U2::GQ::about it")));
  EXPECT_TRUE(same(first, of("HC>G9012>U2>GQ", spring, '>')));
  EXPECT_FALSE(same(first, of("HC:G9012:U2")));
  EXPECT_FALSE(same(first, of("HC:G9008:U2:GQ")));
  EXPECT_FALSE(same(first, of("HC:G9012U2:GQ")));
}

TEST_P(ProceduresTest, AnOptionIsRightOnItsDays) {
  for (int time = 0; time < 2; ++time) {
    EXPECT_FALSE(of("HC:S9125:U6", last_day_before).right_on(last_day_before));
    const Procedure in_spring = of("HC:S9125:U6");
    ASSERT_TRUE(in_spring.right_on(spring));
    EXPECT_FALSE(in_spring.right_on(last_day_before));
    ASSERT_NE(in_spring.option, nullptr);
    EXPECT_EQ(in_spring.option->service, "Respite Services (Caregiver Respite)");
  }
}

TEST_P(ProceduresTest, ACodeOfAnotherBenefitIsRightOnAllDays) {
  for (const char* text : {"HC:99213", "ER:S9125:U5", ""}) {
    EXPECT_TRUE(of(text).right_on(last_day_before)) << text;
    EXPECT_EQ(of(text).option, nullptr) << text;
  }
}

TEST_P(ProceduresTest, OtherModifiersAreNeverRight) {
  EXPECT_FALSE(of("HC:S9125:U5").right_on(spring));
  EXPECT_FALSE(of("HC:S9125").right_on(spring));
}

TEST_P(ProceduresTest, WhatSeparatesIsNotForgotten) {
  EXPECT_TRUE(of("HC:S9125:U6").has_code);
  EXPECT_FALSE(of("HC:S9125:U6", spring, '>').has_code);
  EXPECT_TRUE(of("HC:S9125:U6").has_code);
}

TEST_P(ProceduresTest, LongTextsDifferBehindTheirBeginning) {
  const std::string text = "HC:99213:::::a description of more than fifty characters, ";
  EXPECT_TRUE(same(of(text + "one"), of(text + "two")));
  const std::string code = "HC:" + std::string(60, '9');
  EXPECT_FALSE(same(of(code + "1:U6"), of(code + "2:U6")));
}

INSTANTIATE_TEST_SUITE_P(, ProceduresTest, testing::Bool(),
                         [](const auto& info) { return info.param ? "Remembered" : "Anew"; });

}  // namespace
}  // namespace calx::validate
