#include "text/cells.hpp"

#include <gtest/gtest.h>

namespace calx::text {
namespace {

TEST(Cells, TrimmedTakesOffBlanksThatNobodySees) {
  EXPECT_EQ(trimmed("  a b \t\r\n"), "a b");
  EXPECT_EQ(trimmed("\xC2\xA0"
                    "90000001A\xC2\xA0 "),
            "90000001A");
  EXPECT_EQ(trimmed("\xEF\xBB\xBFx\xE2\x80\x8B"), "x");
  EXPECT_EQ(trimmed("\xC2\xA0 \xC2\xA0"), "");
  EXPECT_EQ(trimmed("Núñez"), "Núñez");
  EXPECT_EQ(trimmed("à"), "à");  // ends in the byte A0 that is no blank here
  EXPECT_EQ(trimmed(""), "");
}

TEST(Cells, KindsOfBytes) {
  EXPECT_EQ(kinds_in(""), 0u);
  EXPECT_EQ(kinds_in("019"), unsigned{Kinds::digit});
  EXPECT_EQ(kinds_in("AZ"), unsigned{Kinds::capital});
  EXPECT_EQ(kinds_in("az-9"), unsigned{Kinds::small_letter | Kinds::digit});
  EXPECT_EQ(kinds_in(" !@[`{|}"), 0u) << "other characters that X12 has";
  for (const std::string_view text : {"*", "^", ":", "~", "\x7F", "\x1F", "\t", "ñ"})
    EXPECT_EQ(kinds_in(text), unsigned{Kinds::unsendable}) << text;
}

TEST(Cells, RaisedLetters) {
  std::string to = "before";
  EXPECT_EQ(assign_raised(to, "inv-7 ñ"), unsigned{Kinds::small_letter | Kinds::digit | Kinds::unsendable});
  EXPECT_EQ(to, "INV-7 ñ");
  EXPECT_EQ(assign_raised(to, "INV-8"), unsigned{Kinds::capital | Kinds::digit});
  EXPECT_EQ(to, "INV-8");
}

TEST(Cells, BlankRows) {
  EXPECT_TRUE(all_blank({}));
  EXPECT_TRUE(all_blank({"", " ", "\xC2\xA0"}));
  EXPECT_FALSE(all_blank({"", "0"}));
}

TEST(Cells, ShortenedNumbers) {
  for (const char* const text : {"1.23E+09", "1.23457E+09", "1E+09", "9.1e+15", "1,23E+09", "1.2E9", "1.E5"})
    EXPECT_EQ(is_shortened_number(text), std::string_view(text) != "1.E5") << text;
  for (const char* const text : {"", "E", "1E5", "12E+05", "E+09", "1.23E", "1.23E+", "A1.2E+05", "1.23E+09X", "Z59.0"})
    EXPECT_FALSE(is_shortened_number(text)) << text;
}

TEST(Cells, PointZero) {
  EXPECT_EQ(without_point_zero("1234567893.0"), "1234567893");
  EXPECT_EQ(without_point_zero("11.00"), "11");
  EXPECT_EQ(without_point_zero("11."), "11.");
  EXPECT_EQ(without_point_zero("11.5"), "11.5");
  EXPECT_EQ(without_point_zero(".0"), ".0");
  EXPECT_EQ(without_point_zero("A.0"), "A.0");
}

}  // namespace
}  // namespace calx::text
