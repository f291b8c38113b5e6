// What people type into spreadsheets: dates, money and counts. The one file of this folder that instantiates X3.
#include <boost/spirit/home/x3.hpp>

#include "text/date.hpp"
#include "text/money.hpp"

namespace calx::text {
namespace {

namespace x3 = boost::spirit::x3;
using x3::ascii::digit;

constexpr std::size_t most_money_digits = 10, most_quantity_digits = 8;  // before the point

/// A decimal number in its parts: "1,250" and "50".
struct Decimal {
  std::string_view whole, fraction;
  bool negative = false;

  /// In units of 10^-decimals; nothing where that loses a decimal or `most_digits` are not enough.
  std::optional<std::int64_t> value(std::size_t decimals, std::size_t most_digits) const {
    std::int64_t value = 0;
    std::size_t count = 0;
    for (const char c : whole) {
      if (c == ',') continue;
      if (++count > most_digits) return std::nullopt;
      value = value * 10 + (c - '0');
    }
    for (std::size_t i = 0; i < decimals; ++i) value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    for (std::size_t i = decimals; i < fraction.size(); ++i)
      if (fraction[i] != '0') return std::nullopt;
    return negative ? -value : value;
  }
};

/// A date that may not be one, and whose year may lack its century.
struct TypedDate {
  unsigned year = 0, month = 0, day = 0;
  bool has_century = true;

  /// `latest` places a year without century.
  std::optional<Date> value(Date latest) const {
    const auto in_year = [&](int y) {
      return Date(std::chrono::year(y), std::chrono::month(month), std::chrono::day(day));
    };
    int full_year = static_cast<int>(year);
    if (!has_century) {
      full_year += static_cast<int>(latest.year()) / 100 * 100;
      if (in_year(full_year) > latest) full_year -= 100;
    }
    if (full_year < 1800 || !in_year(full_year).ok()) return std::nullopt;
    return in_year(full_year);
  }
};

// Actions write into what the rule makes. The rules are built once, since building them costs more than parsing.
std::string_view matched(const auto& range) {
  return {range.begin(), static_cast<std::size_t>(range.end() - range.begin())};
}
const auto set_whole = [](auto& context) { x3::_val(context).whole = matched(x3::_attr(context)); };
const auto set_fraction = [](auto& context) { x3::_val(context).fraction = matched(x3::_attr(context)); };
const auto set_negative = [](auto& context) { x3::_val(context).negative = true; };
const auto set_year = [](auto& context) { x3::_val(context).year = x3::_attr(context); };
const auto set_short_year = [](auto& context) {
  x3::_val(context).year = x3::_attr(context);
  x3::_val(context).has_century = false;
};
const auto set_month = [](auto& context) { x3::_val(context).month = x3::_attr(context); };
const auto set_day = [](auto& context) { x3::_val(context).day = x3::_attr(context); };

const auto blanks = x3::omit[*x3::ascii::char_(" \t")];
template <class Made, class Parser>
auto alone(const char* name, const Parser& parser) {
  return x3::rule<Made, Made>(name) = blanks >> parser >> blanks >> x3::eoi;
}

const auto plain_digits = +digit >> !x3::lit(',');
const auto grouped_digits = x3::repeat(1, 3)[digit] >> +(',' >> digit >> digit >> digit);
const auto number = (x3::raw[plain_digits | grouped_digits][set_whole] >> -('.' >> x3::raw[*digit][set_fraction])) |
                    ('.' >> x3::raw[+digit][set_fraction]);
const auto dollar = x3::lit('$') >> blanks;
const auto minus = x3::lit('-')[set_negative] >> blanks;
const auto dollars = -dollar >> number;
const auto bracketed = -dollar >> x3::lit('(')[set_negative] >> blanks >> dollars >> blanks >> ')';

const auto money = alone<Decimal>("money", (dollar >> -minus >> number) | number | (minus >> dollars) | bracketed);
const auto quantity = alone<Decimal>("quantity", number);

constexpr x3::uint_parser<unsigned, 10, 4, 4> four_digits{};
constexpr x3::uint_parser<unsigned, 10, 2, 2> two_digits{};
constexpr x3::uint_parser<unsigned, 10, 1, 2> one_or_two_digits{};
const auto year = four_digits[set_year];
const auto any_year = year | two_digits[set_short_year];
const auto month = one_or_two_digits[set_month];
const auto day = one_or_two_digits[set_day];

const auto year_first = year >> (('-' >> month >> '-' >> day) | ('/' >> month >> '/' >> day));
const auto month_first = month >> (('/' >> day >> '/' >> any_year) | ('-' >> day >> '-' >> any_year));
const auto bare = year >> two_digits[set_month] >> two_digits[set_day];

// The time that spreadsheets add to a date: midnight, in the ways they write it.
const auto midnight_of_24 = (x3::lit("00:00") | "0:00") >> -(x3::lit(":00") >> -('.' >> +x3::lit('0'))) >>
                            -x3::lit('Z');
const auto midnight_of_12 = x3::lit("12:00") >> -x3::lit(":00") >> x3::no_case[" AM"];
const auto midnight = (x3::lit('T') | ' ') >> blanks >> (midnight_of_24 | midnight_of_12);

const auto typed_date = alone<TypedDate>("date", (year_first | month_first | bare) >> -midnight);
const auto iso_date = x3::rule<struct IsoDate, TypedDate>("ISO date") =
    year >> '-' >> two_digits[set_month] >> '-' >> two_digits[set_day] >> x3::eoi;

template <class Made, class Rule>
std::optional<Made> parsed(std::string_view text, const Rule& rule) {
  Made made;
  const char* first = text.data();
  if (!x3::parse(first, first + text.size(), rule, made)) return std::nullopt;
  return made;
}

/// The forms that programs write, CCYY-MM-DD and MM/DD/CCYY, read without the grammar; nothing for all others.
std::optional<TypedDate> plain_date(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  bool wrong = false;
  const auto number = [&](std::size_t at, std::size_t size) {
    unsigned value = 0;
    for (std::size_t i = at; i < at + size; ++i) {
      const unsigned digit = static_cast<unsigned char>(text[i]) - unsigned{'0'};
      wrong |= digit > 9;
      value = value * 10 + digit;
    }
    return value;
  };
  TypedDate date;
  if (text[4] == '-' && text[7] == '-')
    date = {number(0, 4), number(5, 2), number(8, 2)};
  else if (text[2] == '/' && text[5] == '/')
    date = {number(6, 4), number(0, 2), number(3, 2)};
  else
    return std::nullopt;
  return wrong ? std::nullopt : std::optional(date);
}

/// Digits alone, or with a point and up to `decimals` more, in units of 10^-decimals; nothing for all other forms.
std::optional<std::int64_t> plain_decimal(std::string_view text, std::size_t decimals, std::size_t most_digits) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::int64_t value = 0;
  std::size_t at = 0;
  for (; at < text.size() && at <= most_digits && is_digit(text[at]); ++at) value = value * 10 + (text[at] - '0');
  if (at == 0 || at > most_digits) return std::nullopt;
  const std::size_t first = at + 1;
  if (at < text.size() && (text[at] != '.' || text.size() - first > decimals)) return std::nullopt;
  for (std::size_t i = first; i < first + decimals; ++i) {
    if (i < text.size() && !is_digit(text[i])) return std::nullopt;
    value = value * 10 + (i < text.size() ? text[i] - '0' : 0);
  }
  return value;
}

}  // namespace

std::optional<Date> parse_typed_date(std::string_view text, Date latest) {
  const auto plain = plain_date(text);
  const auto date = plain ? plain : parsed<TypedDate>(text, typed_date);
  return date ? date->value(latest) : std::nullopt;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  const auto date = parsed<TypedDate>(text, iso_date);
  return date ? date->value({}) : std::nullopt;
}

std::optional<Money> parse_money(std::string_view text) {
  if (const auto plain = plain_decimal(text, 2, most_money_digits)) return Money{*plain};
  const auto decimal = parsed<Decimal>(text, money);
  const auto cents = decimal ? decimal->value(2, most_money_digits) : std::nullopt;
  if (!cents) return std::nullopt;
  return Money{*cents};
}

std::optional<Quantity> parse_quantity(std::string_view text) {
  if (const auto plain = plain_decimal(text, 3, most_quantity_digits)) return Quantity{*plain};
  const auto decimal = parsed<Decimal>(text, quantity);
  const auto thousandths = decimal ? decimal->value(3, most_quantity_digits) : std::nullopt;
  if (!thousandths) return std::nullopt;
  return Quantity{*thousandths};
}

}  // namespace calx::text
