#include "grammar/model.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace calx::grammar {

const LoopModel* Model::loop(std::string_view loop_id) const {
  const auto found = std::find_if(loops.begin(), loops.end(), [&](const LoopModel& l) { return l.id == loop_id; });
  return found == loops.end() ? nullptr : &*found;
}

std::string RuleText::place(std::size_t at) const {
  std::ptrdiff_t its_line = line, its_column = column;
  std::size_t i = 0;
  for (std::size_t left = at; left > 0 && i < raw.size(); --left) {
    if (raw[i] == '\n') {
      ++its_line;
      its_column = 0;
    }
    // An entity is one character of the text, as is the end of a line.
    std::size_t width = 1;
    if (raw[i] == '&') width = raw.find(';', i) - i + 1;
    if (raw[i] == '\r' && i + 1 < raw.size() && raw[i + 1] == '\n') {
      width = 2;
      ++its_line;
      its_column = -1;
    }
    i += width;
    its_column += static_cast<std::ptrdiff_t>(width);
  }
  return file + ":" + std::to_string(its_line) + ":" + std::to_string(its_column);
}

std::string_view to_string(Usage usage) {
  switch (usage) {
    case Usage::required:
      return "required";
    case Usage::situational:
      return "situational";
    case Usage::not_used:
      return "not used";
  }
  return "";
}

std::string_view to_string(Type type) {
  switch (type) {
    case Type::an:
      return "text";
    case Type::id:
      return "code";
    case Type::n0:
      return "whole number";
    case Type::r:
      return "decimal number";
    case Type::dt:
      return "date";
    case Type::tm:
      return "time";
    case Type::composite:
      return "composite";
  }
  return "";
}

std::optional<Format> parse_format(std::string_view name) {
  static constexpr std::pair<std::string_view, Format> formats[] = {
      {"date", Format::date_d8},
      {"date-range", Format::date_rd8},
      {"date-time", Format::date_time},
      {"npi", Format::npi},
      {"cin", Format::cin},
      {"cin-letter", Format::cin_letter},
      {"taxonomy", Format::taxonomy},
      {"icd-10-cm", Format::icd10},
      {"icd-9-cm", Format::icd9},
      {"hcpcs", Format::hcpcs},
      {"ndc", Format::ndc},
      {"tax-id", Format::tax_id},
      {"zip-9", Format::zip9},
      {"tax-id-and-plan-code", Format::tax_id_and_plan_code},
      {"digits", Format::digits},
      {"letters", Format::letters},
      {"letters-and-digits", Format::letters_and_digits},
      {"phone", Format::phone},
      {"zip", Format::zip},
      {"canadian-postal-code", Format::canadian_postal_code},
      {"social-security-number", Format::social_security_number},
      {"medicare-number", Format::medicare_number},
      {"clia", Format::clia},
      {"street", Format::street},
      {"code-shaped", Format::code_shaped},
      {"year-month", Format::year_month},
  };
  for (const auto& [known, format] : formats)
    if (known == name) return format;
  return std::nullopt;
}

namespace {

constexpr std::array<std::string_view, 13> check_names = {
    "claim-total",  "coding-modifiers",   "coding-shared-code", "coding-not-yet",
    "coding-ended", "coding-unconfirmed", "coding-telehealth",  "at-most-in-file",
    "whole-units",  "units-in-a-day",     "service-duplicates", "service-duplicates-in-claim",
    "line-numbers",
};

}  // namespace

bool is_check(std::string_view name) {
  return std::find(check_names.begin(), check_names.end(), name) != check_names.end();
}

}  // namespace calx::grammar
