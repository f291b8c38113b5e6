// Calendar dates as X12 and as spreadsheets write them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace calx::text {

using Date = std::chrono::year_month_day;

/// CCYYMMDD (X12 type DT of eight, format D8): eight digits that name a real day from 1800 on.
std::optional<Date> parse_ccyymmdd(std::string_view text);
/// The same as a number, 20260131; 0 where it is no such day.
std::int32_t ccyymmdd_number(std::string_view text);
/// YYMMDD of an interchange header: years 00-99 are 2000-2099.
std::optional<Date> parse_yymmdd(std::string_view text);
/// CCYYMMDD-CCYYMMDD (format RD8), whatever the order of the two.
struct DateRange {
  Date from, through;
};
std::optional<DateRange> parse_date_range(std::string_view text);
/// HHMM, HHMMSS, HHMMSSD or HHMMSSDD (X12 type TM).
bool is_time(std::string_view text);

/// As people type it: 2026-01-31, 2026/1/31, 1/31/2026, 01/31/26, 1-31-2026, 20260131, with blanks around, and with
/// midnight after it (00:00, 00:00:00, 12:00:00 AM), as spreadsheets add. With a two-digit year it is the last such day
/// that is not after `latest`: for birth dates pass today; for other dates a day 20 years ahead, or a day to come
/// would be read as one of the last century.
std::optional<Date> parse_typed_date(std::string_view text, Date latest);

/// YYYY-MM-DD: the form of --date.
std::optional<Date> parse_iso_date(std::string_view text);

std::string to_ccyymmdd(Date date);
std::string to_iso(Date date);
/// to - from in days.
int days_between(Date from, Date to);
Date today();

}  // namespace calx::text
