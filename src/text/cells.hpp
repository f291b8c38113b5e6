// What a cell holds before anyone asks what it means.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/fold.hpp"

namespace calx::text {

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

/// Kinds of bytes, found in one look over a text. What is not ASCII is unsendable, as is what no X12 element can hold.
struct Kinds {
  static constexpr std::uint8_t digit = 1, capital = 2, small_letter = 4, unsendable = 8;
  static constexpr std::array<std::uint8_t, 256> of_byte = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
      const char c = static_cast<char>(i);
      if (is_digit(c))
        table[i] = digit;
      else if (is_letter_or_digit(c))
        table[i] = raised(c) == c ? capital : small_letter;
      else if (!in_extended_set(c))
        table[i] = unsendable;
    }
    return table;
  }();
};

/// The kinds of all bytes of `text`, joined.
constexpr unsigned kinds_in(std::string_view text) {
  unsigned found = 0;
  for (const char c : text) found |= Kinds::of_byte[static_cast<unsigned char>(c)];
  return found;
}

/// True for nothing but digits, and at least one.
constexpr bool all_digits(std::string_view text) {
  for (const char c : text)
    if (!is_digit(c)) return false;
  return !text.empty();
}

/// True for a byte that trimmed() takes off nowhere.
constexpr bool is_plain(char c) {
  return c > ' ' && c < '\x7F';
}
/// Without blanks, tabs, line breaks, no-break spaces, zero-width spaces and byte-order marks at both ends.
std::string_view trimmed(std::string_view cell);

/// True where no cell holds anything but what trimmed() takes off.
bool all_blank(const std::vector<std::string_view>& cells);

/// `to` becomes `text` with its letters raised; the kinds of bytes in it.
unsigned assign_raised(std::string& to, std::string_view text);

/// `to` becomes the digits of `text` where nothing else than bytes of `between` stands among them; else false, and all
/// of it.
bool only_digits(std::string_view text, const ByteSet& between, std::string& to);

/// "1.23E+09", "9,16E+09": what a spreadsheet makes of a long number.
bool is_shortened_number(std::string_view text);
/// "11" of "11.0" and "11.00"; anything else as it is.
std::string_view without_point_zero(std::string_view text);

/// Letters and digits in small letters; everything else that is ASCII, and blanks that do not break, are left out: how
/// headers and names of things are compared.
void fold_header(std::string_view header, std::string& folded);

/// The parts between separators, trimmed; those that are empty are left out.
std::vector<std::string_view> split_list(std::string_view cell, const ByteSet& separators = ByteSet(";"));

}  // namespace calx::text
