#include "grammar/model.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace calx::grammar {

const LoopModel* Model::loop(std::string_view loop_id) const {
  const auto found = std::find_if(loops.begin(), loops.end(), [&](const LoopModel& l) { return l.id == loop_id; });
  return found == loops.end() ? nullptr : &*found;
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
  };
  for (const auto& [known, format] : formats)
    if (known == name) return format;
  return std::nullopt;
}

namespace {

constexpr std::array<std::string_view, 8> check_names = {
    "claim-total",  "coding-modifiers",   "coding-shared-code", "coding-not-yet",
    "coding-ended", "coding-unconfirmed", "coding-telehealth",  "at-most-in-file",
};

}  // namespace

bool is_check(std::string_view name) {
  return std::find(check_names.begin(), check_names.end(), name) != check_names.end();
}

}  // namespace calx::grammar
