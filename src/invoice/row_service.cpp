// The service: dates, place, units, amounts, diagnoses.
#include <algorithm>
#include <array>

#include "calaim/service_days.hpp"
#include "codes/check_digits.hpp"
#include "invoice/cells.hpp"
#include "invoice/row_check.hpp"

namespace calx::invoice {
namespace {

/// The first and the last day of a code, whatever row of the set holds it.
std::string validity_of(const codes::CodeSet& set, std::string_view code, codes::Standing standing) {
  std::optional<text::Date> day;
  for (const codes::Code& row : set.rows()) {
    if (row.code != code) continue;
    if (standing == codes::Standing::not_yet && row.from && (!day || *row.from < *day)) day = row.from;
    if (standing == codes::Standing::ended && row.through && (!day || *row.through > *day)) day = row.through;
  }
  const std::string when = day ? text::to_iso(*day) : "another day";
  return standing == codes::Standing::not_yet ? "is valid from " + when + " on" : "was valid until " + when;
}

}  // namespace

void RowCheck::check_service_dates() {
  service_start_ = read_date(Key::service_start, Need::required);
  const bool has_end = !cell(Key::service_end).empty();
  service_end_ = has_end ? read_date(Key::service_end, Need::optional) : service_start_;
  if (service_start_ && service_end_ && *service_end_ < *service_start_) report("INV-0512", Key::service_end);
  line_.service_start = service_start_.value_or(text::Date{});
  line_.service_end = service_end_.value_or(line_.service_start);
}

void RowCheck::check_place_of_service() {
  std::string& place = line_.place_of_service;
  std::string_view text = cell(Key::place_of_service);
  if (text.empty()) return leave_empty(Key::place_of_service, place, Need::required);
  assign_raised(place, text);
  if (!restored_number(Key::place_of_service, text)) return;
  place.resize(text.size());
  if (place.size() == 1 && is_digit(place.front())) {
    place.insert(place.begin(), '0');
    report("INV-0109", Key::place_of_service);
  }
  if (!judging() || context_.places_of_service == nullptr) return;
  const codes::Standing standing = context_.places_of_service->standing(place, service_start_);
  if (standing == codes::Standing::valid) return;
  if (standing == codes::Standing::unknown) {
    const bool code = place.size() == 2 && is_letter_or_digit(place[0]) && is_letter_or_digit(place[1]);
    return report("INV-0501", Key::place_of_service, {{"code", code ? std::string_view(place) : "this"}});
  }
  report("INV-0502", Key::place_of_service,
         {{"code", place},
          {"validity", validity_of(*context_.places_of_service, place, standing)},
          {"relation", standing == codes::Standing::not_yet ? "earlier" : "later"}});
}

// What the code's own unit allows; several rows of a claim are judged together when it is made.
void RowCheck::judge_units(const calaim::CodingOption& option) {
  if (calaim::counts_whole(option.counted) && !line_.units.whole())
    return report("INV-0527", Key::units, {{"code", option.hcpcs}, {"service", option.service}, {"unit", option.unit}});
  if (!service_start_ || !service_end_ || *service_end_ < *service_start_) return;
  const auto full = calaim::overfull({&option, *service_start_, *service_end_, line_.units});
  if (!full) return;
  report("INV-0528", Key::units,
         {{"code", option.hcpcs},
          {"service", option.service},
          {"unit", option.unit},
          {"units", text::to_x12(full->units)},
          {"days", full->days_in_words()},
          {"most", std::to_string(full->most)}});
}

void RowCheck::check_amounts() {
  line_.units = {};
  line_.charge = {};
  const std::string_view units_text = cell(Key::units);
  std::optional<text::Quantity> units;
  if (units_text.empty()) {
    report_missing(Key::units);
  } else {
    units = text::parse_quantity(units_text);
    if (units && units->thousandths == 0) units.reset();
    if (!units) report("INV-0513", Key::units);
  }
  if (units) line_.units = *units;
  if (units && context_.one_unit_per_ecm_contact && line_.option != nullptr && !line_.option->community_support() &&
      units->thousandths != 1000)
    report("INV-0514", Key::units);
  if (units && line_.option != nullptr) judge_units(*line_.option);

  const auto unit_charge = read_checked_money(Key::unit_charge);
  const auto charge = read_money(Key::charge, Need::required);
  if (charge) line_.charge = *charge;
  if (charge && charge->cents == 0 && line_.option != nullptr && line_.option->charge_is_cost)
    report("INV-0529", Key::charge, {{"code", line_.option->hcpcs}, {"service", line_.option->service}});
  if (units && unit_charge && charge && text::multiply(*units, *unit_charge) != *charge)
    report("INV-0518", Key::charge);

  line_.paid_amount = read_money(Key::paid_amount, Need::optional);
  line_.paid_date = read_date(Key::paid_date, Need::optional);
  if (line_.paid_amount && charge && *line_.paid_amount > *charge) report("INV-0519", Key::paid_amount);
  const bool paid = !cell(Key::paid_amount).empty(), dated = !cell(Key::paid_date).empty();
  if (paid && !dated) report("INV-0520", Key::paid_date);
  if (dated && !paid) {
    report("INV-0522", Key::paid_date);
    line_.paid_date.reset();
  }
}

void RowCheck::check_diagnoses() {
  line_.diagnosis_count = 0;
  bool any = false, homeless = false, too_many = false;
  for (int i = 0; i < 12; ++i) {
    const Key key = static_cast<Key>(static_cast<int>(Key::diagnosis_1) + i);
    std::string_view rest = cell(key);
    if (rest.empty()) continue;
    bool malformed = false, old = false;
    while (!rest.empty()) {
      const std::size_t end = between_codes.first_in(rest);
      const std::string_view word = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (word.empty()) continue;
      any = true;
      std::array<char, 8> buffer;
      std::size_t size = 0;
      for (const char c : word)
        if (c != '.' && size < buffer.size()) buffer[size++] = raised(c);
      const std::string_view code(buffer.data(), size);
      if (!codes::icd10_shape(code)) {
        (codes::icd9_shape(code) ? old : malformed) = true;
        continue;
      }
      homeless = homeless || code.substr(0, 4) == "Z590";
      const auto given = line_.diagnoses.begin() + line_.diagnosis_count;
      if (std::find(line_.diagnoses.begin(), given, code) != given) continue;
      if (given == line_.diagnoses.end()) {
        too_many = true;
        continue;
      }
      given->assign(code);
      ++line_.diagnosis_count;
    }
    if (malformed) report("INV-0524", key);
    if (old) report("INV-0525", key);
    if (too_many) {
      report("INV-0526", key);
      break;
    }
    if (homeless && homeless_ == false) {
      report("INV-0314", key);
      homeless_.reset();  // once is enough
    }
  }
  for (std::size_t i = static_cast<std::size_t>(line_.diagnosis_count); i < line_.diagnoses.size(); ++i)
    line_.diagnoses[i].clear();
  if (!any) report_missing(Key::diagnosis_1);
}

void RowCheck::check_dates_against_service() {
  line_.admission_date = read_date(Key::admission_date, Need::optional);
  if (line_.admission_date && service_start_ && *line_.admission_date > *service_start_ &&
      *line_.admission_date <= context_.today)
    report("INV-0523", Key::admission_date);
  if (line_.paid_date && service_end_ && *line_.paid_date < *service_end_) report("INV-0521", Key::paid_date);
}

}  // namespace calx::invoice
