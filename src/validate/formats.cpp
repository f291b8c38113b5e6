#include "validate/formats.hpp"

#include <algorithm>

#include "codes/check_digits.hpp"
#include "text/address.hpp"
#include "text/date.hpp"

namespace calx::validate {

using grammar::Format;

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

template <class Test>
bool all_of(std::string_view text, const Test& test) {
  return !text.empty() && std::all_of(text.begin(), text.end(), test);
}

/// Area codes and exchanges of the North American numbering plan begin with 2 to 9.
bool is_phone(std::string_view text) {
  return text.size() == 10 && all_digits(text) && text[0] > '1' && text[3] > '1';
}

/// A text whose letters and digits stand where `shape` has A and 9.
bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (shape[i] == '9' ? !is_digit(text[i]) : text[i] < 'A' || text[i] > 'Z') return false;
  return true;
}

/// No number with area 000, 666 or 900-999, group 00 or serial 0000 was ever given.
bool is_social_security_number(std::string_view text) {
  return text.size() == 9 && all_digits(text) && text[0] != '9' && text.substr(0, 3) != "000" &&
         text.substr(0, 3) != "666" && text.substr(3, 2) != "00" && text.substr(5) != "0000";
}

/// Medicare Beneficiary Identifier: C A AN N A AN N A A N N, where A is no letter that looks like a digit (S L O I B
/// Z).
bool is_medicare_number(std::string_view text) {
  constexpr std::string_view kinds = "1A*9A*9AA99";
  if (text.size() != kinds.size()) return false;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const char c = text[i];
    const bool letter = c >= 'A' && c <= 'Z' && std::string_view("SLOIBZ").find(c) == std::string_view::npos;
    const bool fits = kinds[i] == '1'   ? c >= '1' && c <= '9'
                      : kinds[i] == '9' ? is_digit(c)
                      : kinds[i] == 'A' ? letter
                                        : letter || is_digit(c);
    if (!fits) return false;
  }
  return true;
}

}  // namespace

bool has_format(Format format, std::string_view value) {
  switch (format) {
    case Format::none:
      return true;
    case Format::date_d8:
      return text::parse_ccyymmdd(value).has_value();
    case Format::date_rd8: {
      const auto range = text::parse_date_range(value);
      return range && range->from <= range->through;
    }
    case Format::date_time:
      return value.size() >= 12 && text::parse_ccyymmdd(value.substr(0, 8)) && text::is_time(value.substr(8));
    case Format::npi:
      return codes::npi_fault(value) == codes::NpiFault::none;
    case Format::cin: {
      const codes::CinFault fault = codes::cin_fault(value);
      return fault == codes::CinFault::none || fault == codes::CinFault::unused_letter;
    }
    case Format::cin_letter:
      return codes::cin_fault(value) != codes::CinFault::unused_letter;
    case Format::taxonomy:
      return codes::taxonomy_shape(value);
    case Format::icd10:
      return codes::icd10_shape(value);
    case Format::icd9:
      return codes::icd9_shape(value);
    case Format::hcpcs:
      return codes::hcpcs_shape(value);
    case Format::ndc:
      return value.size() == 11 && all_digits(value);
    case Format::tax_id:
      return value.size() == 9 && all_digits(value);
    case Format::zip9:
      return value.size() == 9 && all_digits(value);
    case Format::tax_id_and_plan_code: {
      while (!value.empty() && value.back() == ' ') value.remove_suffix(1);
      return value.size() == 12 && all_digits(value);
    }
    case Format::digits:
      return all_digits(value);
    case Format::letters:
      return all_of(value, is_letter);
    case Format::letters_and_digits:
      return all_of(value, [](char c) { return is_letter(c) || is_digit(c); });
    case Format::phone:
      return is_phone(value);
    case Format::zip:
      return (value.size() == 5 || value.size() == 9) && all_digits(value);
    case Format::canadian_postal_code:
      return has_shape(value, "A9A9A9");
    case Format::social_security_number:
      return is_social_security_number(value);
    case Format::medicare_number:
      return is_medicare_number(value);
    case Format::clia:
      return value.size() == 10 && value[2] == 'D';
    case Format::street:
      return !text::is_post_office_box(value);
    case Format::code_shaped:
      return all_of(value, [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }) &&
             std::any_of(value.begin(), value.end(), is_digit);
    case Format::year_month:
      return value.size() == 6 && text::parse_ccyymmdd(std::string(value) + "01").has_value();
  }
  return true;
}

}  // namespace calx::validate
