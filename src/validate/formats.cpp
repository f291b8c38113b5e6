#include "validate/formats.hpp"

#include <algorithm>

#include "codes/check_digits.hpp"
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
  }
  return true;
}

}  // namespace calx::validate
