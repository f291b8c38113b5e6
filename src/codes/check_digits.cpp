#include "codes/check_digits.hpp"

#include <array>

namespace calx::codes {
namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_capital_or_digit(char c) {
  return is_digit(c) || is_capital(c);
}

// Loops, where an algorithm would call a function for each character.
constexpr bool all_digits(std::string_view text) {
  for (const char c : text)
    if (!is_digit(c)) return false;
  return true;
}
constexpr bool all_capitals_or_digits(std::string_view text) {
  for (const char c : text)
    if (!is_capital_or_digit(c)) return false;
  return true;
}

}  // namespace

NpiFault npi_fault(std::string_view npi) {
  if (npi.size() != 10) return NpiFault::length;
  if (!all_digits(npi)) return NpiFault::not_digits;
  if (npi[0] != '1' && npi[0] != '2') return NpiFault::first_digit;
  // Every second digit from the right is doubled, beginning beside the check digit; the prefix 80840 always adds
  // 8 + 0 + 8 + 2 * 4 + 0 = 24.
  constexpr std::array<int, 10> doubled{0, 2, 4, 6, 8, 1, 3, 5, 7, 9};  // the digits of twice the digit, added
  int sum = 24;
  for (std::size_t i = 0; i < 10; i += 2) sum += doubled[static_cast<std::size_t>(npi[i] - '0')] + (npi[i + 1] - '0');
  return sum % 10 == 0 ? NpiFault::none : NpiFault::check_digit;
}

CinFault cin_fault(std::string_view cin) {
  if (cin.size() != 9) return CinFault::length;
  if (cin[0] != '9' || !all_digits(cin.substr(0, 8)) || !is_capital(cin[8])) return CinFault::shape;
  constexpr std::string_view unused = "BIJKLOPQRS";
  return unused.find(cin[8]) == std::string_view::npos ? CinFault::none : CinFault::unused_letter;
}

std::string_view cin_of_card(std::string_view card_number) {
  constexpr std::string_view blanks = " \t";
  const std::size_t first = card_number.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  card_number = card_number.substr(first, card_number.find_last_not_of(blanks) - first + 1);
  if (card_number.size() != 9 && card_number.size() != 10 && card_number.size() != 14) return {};
  return card_number.substr(0, 9);
}

bool taxonomy_shape(std::string_view code) {
  return code.size() == 10 && code[9] == 'X' && all_capitals_or_digits(code);
}

bool icd10_shape(std::string_view code) {
  return code.size() >= 3 && code.size() <= 7 && is_capital(code[0]) && is_digit(code[1]) &&
         (is_digit(code[2]) || code[2] == 'A' || code[2] == 'B') && all_capitals_or_digits(code.substr(3));
}

bool icd9_shape(std::string_view code) {
  if (code.empty()) return false;
  const std::string_view rest = code.substr(1);
  if (code[0] == 'V') return rest.size() >= 2 && rest.size() <= 4 && all_digits(rest);
  if (code[0] == 'E') return rest.size() >= 3 && rest.size() <= 4 && all_digits(rest);
  return code.size() >= 3 && code.size() <= 5 && all_digits(code);
}

bool hcpcs_shape(std::string_view code) {
  if (code.size() != 5 || !all_capitals_or_digits(code)) return false;
  for (const char c : code)
    if (is_digit(c)) return true;
  return false;
}

}  // namespace calx::codes
