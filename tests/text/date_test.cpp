#include "text/date.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace calx::text {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

Date date(int y, unsigned m, unsigned d) {
  return {year(y), month(m), day(d)};
}

TEST(Ccyymmdd, ReadsRealDays) {
  EXPECT_EQ(parse_ccyymmdd("20260131"), date(2026, 1, 31));
  EXPECT_EQ(parse_ccyymmdd("18000101"), date(1800, 1, 1));
  EXPECT_EQ(parse_ccyymmdd("99991231"), date(9999, 12, 31));
  EXPECT_EQ(parse_ccyymmdd("20240229"), date(2024, 2, 29));
  EXPECT_EQ(parse_ccyymmdd("20000229"), date(2000, 2, 29));
}

TEST(Ccyymmdd, RefusesWhatIsNoDay) {
  for (const char* text : {"20260230", "20250229", "19000229", "21000229", "20260431", "20261301", "20260001",
                           "20260100", "20260132", "17991231", "00000101", "20269999"})
    EXPECT_FALSE(parse_ccyymmdd(text)) << text;
}

TEST(Ccyymmdd, RefusesWhatIsNotEightDigits) {
  for (const char* text : {"", "2026013", "202601310", "2026013 ", "2026-1-3", " 2026013", "2O260131", "20260I31",
                           "2026/131", "2026:131", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"})
    EXPECT_FALSE(parse_ccyymmdd(text)) << text;
  EXPECT_FALSE(parse_ccyymmdd(std::string_view("2026013\0", 8)));
}

TEST(Ccyymmdd, RefusesEveryOtherByteInEveryPlace) {
  for (std::size_t place = 0; place < 8; ++place)
    for (int byte = 0; byte < 256; ++byte) {
      if (byte >= '0' && byte <= '9') continue;
      std::string text = "20261111";
      text[place] = static_cast<char>(byte);
      EXPECT_FALSE(parse_ccyymmdd(text)) << "byte " << byte << " at " << place;
    }
}

TEST(Ccyymmdd, AgreesWithTheCalendarOnEveryNumberOfAMonthAndDay) {
  for (const int y : {1999, 2000, 2023, 2024, 2100})
    for (unsigned m = 0; m < 100; ++m)
      for (unsigned d = 0; d < 100; ++d) {
        std::string text = std::to_string(y);
        for (const unsigned part : {m, d}) {
          text += static_cast<char>('0' + part / 10);
          text += static_cast<char>('0' + part % 10);
        }
        const auto read = parse_ccyymmdd(text);
        ASSERT_EQ(read.has_value(), date(y, m, d).ok()) << text;
        ASSERT_EQ(read.value_or(date(y, m, d)), date(y, m, d)) << text;
      }
}

TEST(Yymmdd, LiesInThisCentury) {
  EXPECT_EQ(parse_yymmdd("260501"), date(2026, 5, 1));
  EXPECT_EQ(parse_yymmdd("000229"), date(2000, 2, 29));
  EXPECT_EQ(parse_yymmdd("991231"), date(2099, 12, 31));
  for (const char* text : {"", "26050", "2605011", "260532", "261301", "26O501", "250229"})
    EXPECT_FALSE(parse_yymmdd(text)) << text;
}

TEST(DateRange, ReadsBothDaysWhateverTheirOrder) {
  const auto range = parse_date_range("20260501-20260531");
  ASSERT_TRUE(range);
  EXPECT_EQ(range->from, date(2026, 5, 1));
  EXPECT_EQ(range->through, date(2026, 5, 31));
  const auto backwards = parse_date_range("20260531-20260501");
  ASSERT_TRUE(backwards);
  EXPECT_EQ(backwards->from, date(2026, 5, 31));
  EXPECT_EQ(backwards->through, date(2026, 5, 1));
}

TEST(DateRange, RefusesAnythingElse) {
  for (const char* text : {"", "20260501", "20260501-", "20260501 20260531", "20260501-20260532", "20260532-20260501",
                           "20260501-2026053", "20260501--20260531", "20260501-202605310"})
    EXPECT_FALSE(parse_date_range(text)) << text;
}

TEST(Time, HasHoursMinutesAndMaybeSecondsAndDecimals) {
  for (const char* text : {"0000", "2359", "1200", "000000", "235959", "2359599", "23595999"})
    EXPECT_TRUE(is_time(text)) << text;
  for (const char* text : {"", "0", "000", "2400", "2360", "235960", "12000", "120000000", "12:0", "12 00", "1200A0",
                           "120000A", "1200000A", "-100"})
    EXPECT_FALSE(is_time(text)) << text;
}

class TypedDate : public testing::Test {
 protected:
  const Date latest = date(2046, 12, 31);
};

TEST_F(TypedDate, ReadsWhatPeopleType) {
  for (const char* text : {"2026-01-31", "2026-1-31", "2026/1/31", "2026/01/31", "1/31/2026", "01/31/2026", "01/31/26",
                           "1/31/26", "1-31-2026", "01-31-2026", "01-31-26", "20260131", "  1/31/2026\t "})
    EXPECT_EQ(parse_typed_date(text, latest), date(2026, 1, 31)) << text;
  EXPECT_EQ(parse_typed_date("2/3/2026", latest), date(2026, 2, 3)) << "the month comes first";
}

TEST_F(TypedDate, ReadsTheMidnightThatSpreadsheetsAdd) {
  for (const char* text : {"2026-01-31 00:00", "2026-01-31 00:00:00", "2026-01-31T00:00:00", "2026-01-31T00:00:00Z",
                           "2026-01-31 00:00:00.000", "1/31/2026 0:00", "1/31/2026 12:00:00 AM", "1/31/2026 12:00 am "})
    EXPECT_EQ(parse_typed_date(text, latest), date(2026, 1, 31)) << text;
  for (const char* text : {"2026-01-31 00:01", "2026-01-31 13:00", "2026-01-31 12:00", "1/31/2026 12:00 PM",
                           "2026-01-31T", "2026-01-31 00:00:00.001", "2026-01-3100:00"})
    EXPECT_FALSE(parse_typed_date(text, latest)) << text;
}

TEST_F(TypedDate, RefusesWhatIsNoDateOrAnotherOrder) {
  for (const char* text :
       {"",           " ",          "31/1/2026",   "13/01/2026", "2026-31-01", "2/29/2025",
        "02/30/2026", "0/1/2026",   "1/0/2026",    "1/31/202",   "1/31/20260", "1/31",
        "1.31.2026",  "1/31-2026",  "2026-01/31",  "01312026",   "260131",     "2026013",
        "202601311",  "46053",      "Jan 31 2026", "31-Jan-26",  "1/ 31/2026", "--1",
        "1/31/2026x", "x1/31/2026", "001/31/2026", "1/031/2026", "1799-12-31", "2026-01-31, 2026-02-01"})
    EXPECT_FALSE(parse_typed_date(text, latest)) << text;
}

TEST(TypedDateCentury, IsTheLastDayNotAfterTheLatest) {
  const Date today = date(2026, 5, 1);
  EXPECT_EQ(parse_typed_date("5/1/26", today), date(2026, 5, 1));
  EXPECT_EQ(parse_typed_date("5/2/26", today), date(1926, 5, 2)) << "a birth date is not to come";
  EXPECT_EQ(parse_typed_date("12/31/25", today), date(2025, 12, 31));
  EXPECT_EQ(parse_typed_date("1/1/80", today), date(1980, 1, 1));
  EXPECT_EQ(parse_typed_date("1/1/00", today), date(2000, 1, 1));
  const Date in_20_years = date(2046, 5, 1);
  EXPECT_EQ(parse_typed_date("5/2/26", in_20_years), date(2026, 5, 2));
  EXPECT_EQ(parse_typed_date("1/1/46", in_20_years), date(2046, 1, 1));
  EXPECT_EQ(parse_typed_date("1/1/47", in_20_years), date(1947, 1, 1));
  EXPECT_EQ(parse_typed_date("2/29/24", today), date(2024, 2, 29));
  EXPECT_FALSE(parse_typed_date("2/29/23", today));
  EXPECT_EQ(parse_typed_date("1/1/1925", today), date(1925, 1, 1)) << "four digits are taken as they are";
  EXPECT_EQ(parse_typed_date("1/1/2090", today), date(2090, 1, 1));
  EXPECT_EQ(parse_typed_date("1/1/99", date(2100, 1, 1)), date(2099, 1, 1));
  EXPECT_EQ(parse_typed_date("1/1/00", date(2100, 1, 1)), date(2100, 1, 1));
}

TEST(IsoDate, HasOneForm) {
  EXPECT_EQ(parse_iso_date("2026-05-01"), date(2026, 5, 1));
  for (const char* text : {"", "2026-5-1", "20260501", " 2026-05-01", "2026-05-01 ", "2026-02-29", "2026/05/01",
                           "2026-05-011", "26-05-01", "2026-05-01T00:00"})
    EXPECT_FALSE(parse_iso_date(text)) << text;
}

TEST(WrittenDate, IsPadded) {
  EXPECT_EQ(to_ccyymmdd(date(2026, 5, 1)), "20260501");
  EXPECT_EQ(to_ccyymmdd(date(1800, 12, 31)), "18001231");
  EXPECT_EQ(to_iso(date(2026, 5, 1)), "2026-05-01");
}

TEST(DaysBetween, CountsForwardsAndBackwards) {
  EXPECT_EQ(days_between(date(2026, 5, 1), date(2026, 5, 1)), 0);
  EXPECT_EQ(days_between(date(2024, 2, 28), date(2024, 3, 1)), 2);
  EXPECT_EQ(days_between(date(2026, 1, 1), date(2027, 1, 1)), 365);
  EXPECT_EQ(days_between(date(2026, 5, 2), date(2026, 5, 1)), -1);
}

TEST(Today, IsTheDayOfTheLocalClock) {
  const auto local = [] {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    return date(parts.tm_year + 1900, static_cast<unsigned>(parts.tm_mon + 1), static_cast<unsigned>(parts.tm_mday));
  };
  const Date before = local();
  const Date now = today();
  EXPECT_GE(now, before);
  EXPECT_LE(now, local());
}

}  // namespace
}  // namespace calx::text
