#include "text/date.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <ctime>

namespace calx::text {
namespace {

constexpr unsigned first_year = 1800;
constexpr std::array<std::uint8_t, 13> last_days{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr bool is_leap(unsigned year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// The number that the first `count` characters write; `wrong` becomes true where one of them is no digit.
template <int count>
inline int digits(const char* text, bool& wrong) {
  unsigned value = 0;
  for (int i = 0; i < count; ++i) {
    const unsigned digit = static_cast<unsigned char>(text[i]) - unsigned{'0'};
    wrong |= digit > 9;
    value = value * 10 + digit;
  }
  return static_cast<int>(value);
}

inline Date date_of(int year, int month, int day) {
  return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
          std::chrono::day(static_cast<unsigned>(day))};
}

/// Eight characters as CCYYMMDD: all digits are judged, and made numbers of two digits, at once.
struct Ccyymmdd {
  unsigned year = 0, month = 0, day = 0;  ///< all 0 for what is no day
};
inline Ccyymmdd read_ccyymmdd(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, 8);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  word ^= 0x3030303030303030u;  // a digit is now its value, and nothing else is under 10
  if (((word | (word + 0x7676767676767676u)) & 0x8080808080808080u) != 0) return {};
  const std::uint64_t pairs = (word * 10 + (word >> 8)) & 0x00FF00FF00FF00FFu;
  const auto pair = [&](int i) { return static_cast<unsigned>(pairs >> (16 * i) & 0xFF); };
  const unsigned year = pair(0) * 100 + pair(1), month = pair(2), day = pair(3);
  if (year < first_year || month - 1 > 11 || day - 1 >= last_days[month]) return {};
  if (day == 29 && month == 2 && !is_leap(year)) return {};
  return {year, month, day};
}

inline std::optional<Date> date_of(const Ccyymmdd& read) {
  if (read.year == 0) return std::nullopt;
  return Date(std::chrono::year(static_cast<int>(read.year)), std::chrono::month(read.month),
              std::chrono::day(read.day));
}

void append_digits(std::string& out, unsigned value, int count) {
  char buffer[4];
  for (int i = count; i-- > 0; value /= 10) buffer[i] = static_cast<char>('0' + value % 10);
  out.append(buffer, static_cast<std::size_t>(count));
}

std::string written(Date date, std::string_view separator) {
  std::string text;
  text.reserve(10);
  append_digits(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  text += separator;
  append_digits(text, static_cast<unsigned>(date.month()), 2);
  text += separator;
  append_digits(text, static_cast<unsigned>(date.day()), 2);
  return text;
}

}  // namespace

std::optional<Date> parse_ccyymmdd(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  return date_of(read_ccyymmdd(text.data()));
}

std::int32_t ccyymmdd_number(std::string_view text) {
  if (text.size() != 8) return 0;
  const Ccyymmdd read = read_ccyymmdd(text.data());
  return static_cast<std::int32_t>(read.year * 10000 + read.month * 100 + read.day);
}

std::optional<Date> parse_yymmdd(std::string_view text) {
  if (text.size() != 6) return std::nullopt;
  bool wrong = false;
  const int year = digits<2>(text.data(), wrong);
  const int month = digits<2>(text.data() + 2, wrong), day = digits<2>(text.data() + 4, wrong);
  if (wrong) return std::nullopt;
  const Date date = date_of(2000 + year, month, day);
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<DateRange> parse_date_range(std::string_view text) {
  if (text.size() != 17 || text[8] != '-') return std::nullopt;
  const auto from = date_of(read_ccyymmdd(text.data())), through = date_of(read_ccyymmdd(text.data() + 9));
  if (!from || !through) return std::nullopt;
  return DateRange{*from, *through};
}

bool is_time(std::string_view text) {
  const std::size_t size = text.size();
  if (size < 4 || size > 8 || size == 5) return false;
  bool wrong = false;
  const int hour = digits<2>(text.data(), wrong), minute = digits<2>(text.data() + 2, wrong);
  wrong |= hour > 23;
  wrong |= minute > 59;
  if (size >= 6) wrong |= digits<2>(text.data() + 4, wrong) > 59;
  for (std::size_t i = 6; i < size; ++i) digits<1>(text.data() + i, wrong);
  return !wrong;
}

std::string to_ccyymmdd(Date date) {
  return written(date, "");
}

std::string to_iso(Date date) {
  return written(date, "-");
}

int days_between(Date from, Date to) {
  return static_cast<int>((std::chrono::sys_days(to) - std::chrono::sys_days(from)).count());
}

Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return date_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

}  // namespace calx::text
