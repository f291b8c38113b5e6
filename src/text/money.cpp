#include "text/money.hpp"

#include <array>
#include <charconv>
#include <limits>

namespace calx::text {
namespace {

/// 16 digits of dollars are 18 of cents, which an int64 holds.
constexpr std::size_t most_whole_digits = 16;

/// Type R: no zero stands before the point, none ends the decimals.
std::string to_decimal(std::int64_t value, std::uint64_t unit, int decimals) {
  std::array<char, 32> text;
  char* end = text.data();
  std::uint64_t size = static_cast<std::uint64_t>(value);
  if (value < 0) {
    *end++ = '-';
    size = 0 - size;
  }
  if (size >= unit || size == 0) end = std::to_chars(end, text.data() + text.size(), size / unit).ptr;
  if (std::uint64_t fraction = size % unit; fraction != 0) {
    *end = '.';
    for (int i = decimals; i > 0; --i, fraction /= 10) end[i] = static_cast<char>('0' + fraction % 10);
    end += decimals + 1;
    while (end[-1] == '0') --end;
  }
  return {text.data(), end};
}

}  // namespace

std::optional<Money> parse_x12_money(std::string_view element) {
  const char* at = element.data();
  const char* const end = at + element.size();
  const bool negative = at != end && *at == '-';
  at += negative;
  const char* const first = at;
  std::int64_t cents = 0;
  const auto digit = [](char c) { return static_cast<unsigned char>(c) - unsigned{'0'}; };
  for (; at != end && digit(*at) <= 9; ++at) {
    if (static_cast<std::size_t>(at - first) == most_whole_digits) return std::nullopt;
    cents = cents * 10 + static_cast<std::int64_t>(digit(*at));
  }
  cents *= 100;
  if (at == end) {
    if (at == first) return std::nullopt;
  } else {
    if (*at != '.' || ++at == end) return std::nullopt;
    std::int64_t weight = 10;
    for (; at != end; ++at, weight /= 10) {
      if (digit(*at) > 9 || (weight == 0 && *at != '0')) return std::nullopt;
      cents += weight * static_cast<std::int64_t>(digit(*at));
    }
  }
  return Money{negative ? -cents : cents};
}

std::string to_x12(Money amount) {
  return to_decimal(amount.cents, 100, 2);
}

std::string to_x12(Quantity quantity) {
  return to_decimal(quantity.thousandths, 1000, 3);
}

std::string to_dollars(Money amount) {
  std::string text;
  std::uint64_t cents = static_cast<std::uint64_t>(amount.cents);
  if (amount.cents < 0) {
    text += '-';
    cents = 0 - cents;
  }
  text += std::to_string(cents / 100);
  text += '.';
  text += static_cast<char>('0' + cents / 10 % 10);
  text += static_cast<char>('0' + cents % 10);
  return text;
}

Money multiply(Quantity units, Money price) {
  __extension__ using Wide = __int128;
  const Wide product = static_cast<Wide>(units.thousandths) * price.cents + 500;
  Wide cents = product / 1000;
  if (product % 1000 < 0) --cents;  // division cuts towards zero, half up goes down from there
  using Limits = std::numeric_limits<std::int64_t>;
  if (cents > Limits::max()) cents = Limits::max();
  if (cents < Limits::min()) cents = Limits::min();
  return {static_cast<std::int64_t>(cents)};
}

}  // namespace calx::text
