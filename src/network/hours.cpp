#include "network/hours.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "text/cells.hpp"

namespace calx::network {
namespace {

constexpr text::ByteSet between_parts(";\n"), between_days(",& "), between_times(",");

/// Codes of Monday to Sunday.
constexpr std::array<std::string_view, 7> week{"D", "E", "F", "G", "H", "J", "K"};

/// Dashes of all kinds and the word "to" become a hyphen.
std::string with_hyphens(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.substr(0, 3) == "\xE2\x80\x93" || rest.substr(0, 3) == "\xE2\x80\x94") {
      plain += '-';
      i += 2;
    } else if (rest.substr(0, 4) == " to ") {
      plain += '-';
      i += 3;
    } else {
      plain += text[i];
    }
  }
  for (const std::string_view spaced : {" -", "- "})
    for (std::size_t at = 0; (at = plain.find(spaced)) != std::string::npos;) plain.replace(at, 2, "-");
  return plain;
}

/// "8", "8:30", "0830", "8am", "8:30 PM" as HHMM.
std::optional<std::string> parse_time(std::string_view text) {
  std::string digits, letters;
  for (const char c : text) {
    if (text::is_digit(c) && letters.empty())
      digits += c;
    else if (text::is_letter_or_digit(c) && !text::is_digit(c))
      letters += text::raised(c);
    else if (c != ':' && c != ' ' && c != '.')
      return std::nullopt;
  }
  const bool afternoon = letters == "PM" || letters == "P";
  if (!letters.empty() && !afternoon && letters != "AM" && letters != "A") return std::nullopt;
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  if (digits.size() <= 2) digits += "00";
  if (digits.size() == 3) digits.insert(digits.begin(), '0');
  int hour = (digits[0] - '0') * 10 + digits[1] - '0';
  if (!letters.empty()) {
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + (afternoon ? 12 : 0);
  }
  if (hour > 23 || digits[2] > '5') return std::nullopt;
  digits[0] = static_cast<char>('0' + hour / 10);
  digits[1] = static_cast<char>('0' + hour % 10);
  return digits;
}

/// Monday 1, Tuesday 2, Wednesday 4 ...; 0 where `text` is no single day.
unsigned day_of(std::string_view text, const ValueList& days) {
  const auto found = std::find(week.begin(), week.end(), days.code_named(text));
  return found == week.end() ? 0 : 1U << (found - week.begin());
}

/// The days of "Mon-Fri", "Mon, Wed" and "Sat and Sun" as such bits; 0 where these are no days.
unsigned days_in(std::string_view text, const ValueList& days) {
  unsigned all = 0;
  for (std::string_view part : text::split_list(text, between_days)) {
    if (part == "and") continue;
    const std::size_t hyphen = std::min(part.find('-'), part.size());
    const unsigned first = day_of(part.substr(0, hyphen), days);
    const unsigned last = hyphen == part.size() ? first : day_of(part.substr(hyphen + 1), days);
    if (first == 0 || last == 0) return 0;
    for (unsigned day = first; all |= day, day != last;) day = day == 1U << 6 ? 1 : day << 1;
  }
  return all;
}

}  // namespace

std::vector<std::string> parse_days(std::string_view text, const ValueList& days) {
  const unsigned wanted = days_in(text, days);
  if (wanted == 0) {
    const std::string_view code = days.code_named(text);
    return code.empty() ? std::vector<std::string>() : std::vector{std::string(code)};
  }
  for (const ValueList::Value& value : days.values())
    if (days_in(value.name, days) == wanted) return {value.code};
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < week.size(); ++i)
    if ((wanted >> i & 1U) != 0) codes.emplace_back(week[i]);
  return codes;
}

HoursFault parse_hours(std::string_view text, const ValueList& days, std::vector<Hours>& hours) {
  std::vector<Hours> found;
  const std::string plain = with_hyphens(text);
  for (const std::string_view part : text::split_list(plain, between_parts)) {
    const std::size_t times = std::min(part.find_first_of("0123456789"), part.size());
    std::string_view named = text::trimmed(part.substr(0, times));
    while (!named.empty() && (named.back() == ':' || named.back() == ','))
      named = text::trimmed(named.substr(0, named.size() - 1));
    const std::vector<std::string> codes = parse_days(named, days);
    if (codes.empty()) return HoursFault::shape;
    if (times == part.size()) {
      for (const std::string& code : codes) found.push_back({code, {}, {}});
      continue;
    }
    for (const std::string_view range : text::split_list(part.substr(times), between_times)) {
      const std::size_t hyphen = range.find('-');
      if (hyphen == std::string_view::npos) return HoursFault::shape;
      const auto from = parse_time(range.substr(0, hyphen)), till = parse_time(range.substr(hyphen + 1));
      if (!from || !till) return HoursFault::shape;
      if (*till <= *from) return HoursFault::reversed;
      for (const std::string& code : codes) found.push_back({code, *from, *till});
    }
  }
  hours.insert(hours.end(), found.begin(), found.end());
  return HoursFault::none;
}

std::string to_text(const std::vector<Hours>& hours, const ValueList& days) {
  std::string text;
  const auto time = [](const std::string& hhmm) { return hhmm.substr(0, 2) + ":" + hhmm.substr(2, 2); };
  for (const Hours& one : hours) {
    if (!text.empty()) text += "; ";
    text += days.name_of(one.days);
    if (!one.from.empty()) text += " " + time(one.from) + "-" + time(one.till);
  }
  return text;
}

}  // namespace calx::network
