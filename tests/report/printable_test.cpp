#include "report/printable.hpp"

#include <gtest/gtest.h>

namespace calx::report {
namespace {

const std::string replaced = "\xEF\xBF\xBD";

TEST(Printable, OrdinaryTextStaysAsItIs) {
  for (const char* text : {"", "CLM*A-17 <&>", "Núñez", "\xE6\x9D\x8E\xE5\xB0\x8F\xE9\xBE\x99", "\xF0\x9F\x8C\xB2"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, WhatDrivesATerminalIsReplaced) {
  EXPECT_EQ(printable("A\x1B[2JB"), "A" + replaced + "[2JB");
  EXPECT_EQ(printable("A\nB\tC\x7F"), "A" + replaced + "B" + replaced + "C" + replaced);
  EXPECT_EQ(printable(std::string_view("\0", 1)), replaced);
  EXPECT_EQ(printable("\xC2\x9B"), replaced);    // U+009B, a control sequence
  EXPECT_EQ(printable("\xC2\xA0"), "\xC2\xA0");  // U+00A0 is none
  EXPECT_EQ(printable("A\xE2\x80\xAE"
                      "B"),
            "A" + replaced + "B");                                        // U+202E, right to left
  EXPECT_EQ(printable("\xE2\x81\xA6\xE2\x80\xA8"), replaced + replaced);  // U+2066, U+2028
  EXPECT_EQ(printable("\xE2\x80\xA2"), "\xE2\x80\xA2");                   // U+2022, a bullet
}

TEST(Printable, WhatXmlDoesNotAllowIsReplaced) {
  EXPECT_EQ(printable("\xEF\xBF\xBE\xEF\xBF\xBF"), replaced + replaced);  // U+FFFE, U+FFFF
  EXPECT_EQ(printable("\xEF\xBF\xBD"), replaced);
}

TEST(Printable, BytesThatAreNoUtf8AreReplacedOneByOne) {
  EXPECT_EQ(printable("A\xC3"), "A" + replaced);
  EXPECT_EQ(printable("\xFF\xFEZ"), replaced + replaced + "Z");
  EXPECT_EQ(printable("\xED\xA0\x80"), replaced + replaced + replaced);  // a surrogate
}

TEST(Columns, AreCharacters) {
  EXPECT_EQ(columns(""), 0U);
  EXPECT_EQ(columns("•••"), 3U);
  EXPECT_EQ(columns("Núñez"), 5U);
}

}  // namespace
}  // namespace calx::report
