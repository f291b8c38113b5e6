// What a cell holds before anyone asks what it means.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace calx::invoice {

/// Some bytes, asked for one at a time.
class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }
  /// Where the first of them stands in `text`, or its size.
  constexpr std::size_t first_in(std::string_view text) const {
    std::size_t i = 0;
    while (i < text.size() && !has(text[i])) ++i;
    return i;
  }

 private:
  std::array<bool, 256> has_{};
};

/// What stands between the codes of one cell.
inline constexpr ByteSet between_codes{" ,:;|/\t\r\n"};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
/// ASCII.
constexpr bool is_letter_or_digit(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
/// ASCII letters raised, all else as it is.
constexpr char raised(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// True for nothing but digits, and at least one.
bool all_digits(std::string_view text);

/// Without blanks, tabs, line breaks, no-break spaces, zero-width spaces and byte-order marks at both ends.
std::string_view trimmed(std::string_view cell);

/// True where no cell holds anything but what trimmed() takes off.
bool all_blank(const std::vector<std::string_view>& cells);

void assign_raised(std::string& to, std::string_view text);

/// "1.23E+09", "9,16E+09": what a spreadsheet makes of a long number.
bool is_shortened_number(std::string_view text);
/// "11" of "11.0" and "11.00"; anything else as it is.
std::string_view without_point_zero(std::string_view text);

}  // namespace calx::invoice
