#include "conform/case.hpp"

#include <gtest/gtest.h>

namespace calx::conform {
namespace {

findings::Finding found(const std::string& code, const std::string& segment, std::uint64_t ordinal, int element = 0,
                        int component = 0) {
  findings::Finding finding;
  finding.code = code;
  finding.segment = segment;
  finding.segment_ordinal = ordinal;
  finding.element = element;
  finding.component = component;
  return finding;
}

findings::Finding found_in_row(const std::string& code, std::uint64_t row, const std::string& column) {
  findings::Finding finding;
  finding.code = code;
  finding.row = row;
  finding.column = column;
  return finding;
}

TEST(ShortForm, IsReadAndWrittenAlike) {
  for (const char* text : {"2300-08 HI(23) 2-2", "X12-2-0050 CLM(20) 7", "X12-1-0003 (3)", "X12-2-0001 REF(21)",
                           "INV-0504 row(14) Procedure Code Modifier 1", "INV-0010 row(3)", "INV-0001",
                           "2330C-2330G-01 NM1(1234567) 12"}) {
    const auto expected = parse_short(text);
    ASSERT_TRUE(expected) << text;
    EXPECT_EQ(in_short(*expected), text);
  }
}

TEST(ShortForm, TakesBlanks) {
  const auto expected = parse_short("  2300-08   HI(23)  2-2 ");
  ASSERT_TRUE(expected);
  EXPECT_EQ(in_short(*expected), "2300-08 HI(23) 2-2");
}

TEST(ShortForm, RefusesWhatIsNone) {
  for (const char* text :
       {"", " ", "2300-08 HI", "2300-08 HI23", "2300-08 HI(x)", "2300-08 HI(23) 2-", "2300-08 HI(23)-2",
        "2300-08 HI(23) 2.2", "2300-08 hi(23)", "2300-08 HI(23) 2-2 2", "INV-0504 row(x)"})
    EXPECT_FALSE(parse_short(text)) << text;
}

TEST(ShortForm, SaysTheWholePlace) {
  const auto whole = parse_short("2300-08 HI(23)");
  ASSERT_TRUE(whole);
  EXPECT_TRUE(whole->fits(found("2300-08", "HI", 23)));
  EXPECT_FALSE(whole->fits(found("2300-08", "HI", 23, 2))) << "no element is no element";
  EXPECT_FALSE(whole->fits(found("2300-08", "HI", 24)));
  EXPECT_FALSE(whole->fits(found("2300-08", "CLM", 23)));
  EXPECT_FALSE(whole->fits(found("2300-09", "HI", 23)));

  const auto code = parse_short("INV-0001");
  ASSERT_TRUE(code);
  EXPECT_TRUE(code->fits(found_in_row("INV-0001", 0, "")));
  EXPECT_FALSE(code->fits(found_in_row("INV-0001", 2, "")));

  const auto row = parse_short("INV-0504 row(14) Procedure Code");
  ASSERT_TRUE(row);
  EXPECT_TRUE(row->fits(found_in_row("INV-0504", 14, "Procedure Code")));
  EXPECT_FALSE(row->fits(found_in_row("INV-0504", 14, "Procedure Code Modifier 1")));
}

TEST(Expected, DoesNotCompareWhatItDoesNotSay) {
  Expected expected;
  expected.code = "2300-08";
  EXPECT_TRUE(expected.fits(found("2300-08", "HI", 23, 2, 2)));
  expected.element = 2;
  EXPECT_TRUE(expected.fits(found("2300-08", "HI", 23, 2, 2)));
  EXPECT_FALSE(expected.fits(found("2300-08", "HI", 23, 3, 2)));
  expected.repetition = 1;
  EXPECT_FALSE(expected.fits(found("2300-08", "HI", 23, 2, 2)));
}

TEST(ShortForm, OfAFindingReadsBackAsThatFinding) {
  for (const findings::Finding& finding :
       {found("2300-08", "HI", 23, 2, 2), found("X12-1-0003", "", 3), found("X12-1-0001", "", 0),
        found_in_row("INV-0504", 14, "Procedure Code"), found_in_row("INV-0001", 0, "")}) {
    const auto expected = parse_short(in_short(finding));
    ASSERT_TRUE(expected) << in_short(finding);
    EXPECT_TRUE(expected->fits(finding)) << in_short(finding);
  }
}

}  // namespace
}  // namespace calx::conform
