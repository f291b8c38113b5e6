#include "validate/claim_checks.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "codes/packed.hpp"
#include "text/money.hpp"

namespace calx::validate {

ClaimChecks::ClaimChecks(const grammar::Grammar& grammar, const codes::CodeSets& codes,
                         const calaim::CodingOptions& options, Reporter& reporter, ClaimLines& claim)
    : grammar_(grammar),
      places_of_service_(codes.set("place-of-service")),
      options_(options),
      reporter_(reporter),
      claim_(claim),
      total_(named("claim-total")),
      line_numbers_(named("line-numbers")),
      wrong_modifiers_(named("coding-modifiers")),
      shared_code_(named("coding-shared-code")),
      not_yet_(named("coding-not-yet")),
      ended_(named("coding-ended")),
      unconfirmed_(named("coding-unconfirmed")),
      telehealth_(named("coding-telehealth")),
      whole_units_(named("whole-units")),
      units_in_a_day_(named("units-in-a-day")),
      judges_coding_(wrong_modifiers_ != nullptr || shared_code_ != nullptr || not_yet_ != nullptr ||
                     ended_ != nullptr || unconfirmed_ != nullptr || telehealth_ != nullptr ||
                     whole_units_ != nullptr || units_in_a_day_ != nullptr) {
  if (places_of_service_ != nullptr && reporter.wants(5))
    for (const codes::Code& row : places_of_service_->rows())
      if (row.from || row.through) dated_places_.push_back(codes::packed(row.code));
  if (total_ != nullptr) claim.ask(ClaimLines::charges);
  if (line_numbers_ != nullptr) claim.ask(ClaimLines::numbers);
  if (!dated_places_.empty()) claim.ask(ClaimLines::places);
  if (judges_coding_) claim.ask(ClaimLines::procedures);
}

const grammar::CheckRule* ClaimChecks::named(std::string_view does) const {
  for (const grammar::CheckRule& check : grammar_.model().checks)
    if (check.does == does && reporter_.wants(check.rule.level)) return &check;
  return nullptr;
}

void ClaimChecks::judge() {
  if (claim_.header == nullptr) return;
  if (total_ != nullptr) check_total();
  if (line_numbers_ != nullptr) check_line_numbers();
  if (!dated_places_.empty()) check_places_of_service();
  if (!judges_coding_) return;
  in_days_.clear();
  line_in_days_.clear();
  for (const ClaimLine& line : claim_.lines) {
    if (line.service == nullptr) continue;
    const bool right = line.from && line.says.procedure.right_on(*line.from);
    const calaim::CodingOption* const option = right ? line.says.procedure.option : check_coding(line);
    if (option != nullptr) check_units(line, *option);
  }
  if (units_in_a_day_ != nullptr && !in_days_.empty()) check_days();
}

// Situational rule 2300-02: CLM02 is the sum of all SV102.
void ClaimChecks::check_total() {
  const auto stated = text::parse_x12_money(claim_.element(*claim_.header, 2));
  if (!stated || claim_.lines.empty()) return;
  text::Money sum;
  for (const ClaimLine& line : claim_.lines) {
    if (line.service == nullptr) return;
    if (!line.says.charged) return;  // said where it stands
    sum += line.says.charge;
  }
  if (sum == *stated) return;
  const text::Money difference{std::abs(stated->cents - sum.cents)};
  claim_.report(reporter_, *claim_.header, total_->rule,
                {{"stated", text::to_dollars(*stated)},
                 {"sum", text::to_dollars(sum)},
                 {"difference", text::to_dollars(difference)},
                 {"relation", *stated > sum ? "more" : "less"}},
                {2});
}

// Situational rule 2400-01. A line whose LX is missing counts; what is no number is said where it stands.
void ClaimChecks::check_line_numbers() {
  std::uint64_t expected = 0;
  for (const ClaimLine& line : claim_.lines) {
    ++expected;
    if (line.number == nullptr) continue;
    const std::string_view text = claim_.element(*line.number, 1);
    if (expected < 10 && text.size() == 1 && text[0] == static_cast<char>('0' + expected)) continue;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number == expected) continue;
    claim_.report(reporter_, *line.number, line_numbers_->rule, {{"expected", std::to_string(expected)}}, {1});
  }
}

void ClaimChecks::check_places_of_service() {
  const StoredSegment& header = *claim_.header;
  check_place_of_service(header, claim_.component(header, 5, 1), claim_.first_service, {5, 1}, "CLM05-01");
  for (const ClaimLine& line : claim_.lines) {
    if (line.service == nullptr) continue;
    if (line.says.placed)
      check_place_of_service(*line.service, claim_.element(*line.service, 5), line.from, {5}, "SV105");
  }
}

void ClaimChecks::check_place_of_service(const StoredSegment& segment, std::string_view code,
                                         std::optional<text::Date> date, ElementPlace place, const char* element) {
  if (!date) return;
  if (std::find(dated_places_.begin(), dated_places_.end(), codes::packed(code)) == dated_places_.end()) return;
  const codes::Standing standing = places_of_service_->standing(code, date);
  if (standing != codes::Standing::not_yet && standing != codes::Standing::ended) return;
  claim_.report(reporter_, segment, std::string_view("X12-5-0004"),
                {{"element", element},
                 {"name", "Place of Service Code"},
                 {"set", places_of_service_->title},
                 {"date", text::to_iso(*date)},
                 {"table", places_of_service_->official_table}},
                place);
}

// Code and modifiers of ECM and Community Supports (code-sets/hcpcs-coding-options.csv): the option that the line is.
const calaim::CodingOption* ClaimChecks::check_coding(const ClaimLine& line) {
  const ProcedureParts parts = claim_.parts(line);
  if (parts.qualifier != "HC") return nullptr;
  const std::string_view code = parts.code;
  const auto& modifiers = parts.modifiers;
  const calaim::CodingMatch match = options_.match(code, modifiers, line.from);

  const auto say = [&](const grammar::CheckRule* check, std::optional<text::Date> date = {}) {
    if (check == nullptr) return;
    std::string written;
    for (const std::string_view modifier : modifiers)
      if (!modifier.empty()) written += (written.empty() ? "" : " ") + std::string(modifier);
    claim_.report(reporter_, *line.service, check->rule,
                  {{"code", code},
                   {"choices", options_.choices(code, line.from)},
                   {"written", written.empty() ? "no modifier" : written},
                   {"service", match.option != nullptr ? std::string_view(match.option->service) : std::string_view{}},
                   {"date", date ? text::to_iso(*date) : std::string()}},
                  {1});
  };
  switch (match.coding) {
    case calaim::Coding::unknown_code:
      return nullptr;  // another benefit's
    case calaim::Coding::wrong_modifiers: {
      const grammar::CheckRule* lists = shared_code_ != nullptr ? shared_code_ : wrong_modifiers_;
      const bool other_benefit = lists != nullptr &&
                                 std::find(lists->values.begin(), lists->values.end(), code) != lists->values.end() &&
                                 !options_.has_modifier(code, modifiers);
      say(other_benefit ? shared_code_ : wrong_modifiers_);
      return nullptr;
    }
    case calaim::Coding::not_yet:
      say(not_yet_, match.option->from);
      return nullptr;
    case calaim::Coding::ended:
      say(ended_, match.option->through);
      return nullptr;
    case calaim::Coding::option:
      if (match.telehealth_modifier_added)
        say(telehealth_);
      else if (findings::default_severity(match.option->confidence) == findings::Severity::warning)
        say(unconfirmed_);
      return match.option;
  }
  return nullptr;
}

// The units of a line by the unit of its code; what days hold is judged when all lines are known.
void ClaimChecks::check_units(const ClaimLine& line, const calaim::CodingOption& option) {
  if (option.counted == calaim::ServiceUnit::other) return;
  const text::Quantity units = line.says.units;
  if (!line.says.counted) return;  // not counted; or no number, or too fine a one, which is said where it stands
  if (whole_units_ != nullptr && calaim::counts_whole(option.counted) && !units.whole())
    return report_units(*whole_units_, line, option, {});
  if (!line.from || !line.through) return;
  calaim::ServiceLine& its = in_days_.emplace_back();
  its.option = &option;
  its.from = *line.from;
  its.through = *line.through;
  its.units = units;
  line_in_days_.push_back(&line);
}

void ClaimChecks::check_days() {
  for (const calaim::Overfull& full : days_.overfull(in_days_))
    report_units(*units_in_a_day_, *line_in_days_[full.line], *in_days_[full.line].option, full);
}

void ClaimChecks::report_units(const grammar::CheckRule& check, const ClaimLine& line,
                               const calaim::CodingOption& option, const calaim::Overfull& full) {
  claim_.report(reporter_, *line.service, check.rule,
                {{"code", option.hcpcs},
                 {"service", option.service},
                 {"unit", option.unit},
                 {"units", text::to_x12(full.units)},
                 {"days", full.days_in_words()},
                 {"most", std::to_string(full.most)}},
                {4});
}

}  // namespace calx::validate
