#include "validate/claim_checks.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/money.hpp"

namespace calx::validate {

/// A segment that was kept, as a place for findings.
struct ClaimChecks::Spot final : Locator {
  Spot(std::string loop, std::string path) : loop_(std::move(loop)), path_(std::move(path)) {}
  std::string loop() const override { return loop_; }
  std::string path() const override { return path_; }

 private:
  std::string loop_, path_;
};

struct ClaimChecks::Claim {
  const Unit& unit;
  std::size_t begin;
  const x12::Delimiters& delimiters;
  const StoredSegment* header = nullptr;
  std::vector<Line>& lines;
  std::optional<text::Date> first_service;
};

ClaimChecks::ClaimChecks(const grammar::Grammar& grammar, const codes::CodeSets& codes,
                         const calaim::CodingOptions& options, Reporter& reporter)
    : grammar_(grammar),
      places_of_service_(codes.set("place-of-service")),
      options_(options),
      reporter_(reporter),
      claim_node_(grammar.find_node("2300/CLM")),
      line_node_(grammar.find_node("2400/LX")),
      service_node_(grammar.find_node("2400/SV1")),
      date_node_(grammar.find_node("2400/DTP[472]")),
      total_(named("claim-total")),
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
                     whole_units_ != nullptr || units_in_a_day_ != nullptr) {}

const grammar::CheckRule* ClaimChecks::named(std::string_view does) const {
  for (const grammar::CheckRule& check : grammar_.model().checks)
    if (check.does == does && reporter_.wants(check.rule.level)) return &check;
  return nullptr;
}

void ClaimChecks::keep(std::vector<std::uint8_t>& places) const {
  const bool looks = total_ != nullptr || judges_coding_ || (places_of_service_ != nullptr && reporter_.wants(5));
  for (std::size_t p = 0; looks && p < grammar_.place_count(); ++p) {
    const std::uint16_t node = grammar_.place(static_cast<std::uint16_t>(p)).node;
    if (node == claim_node_ || node == line_node_ || node == service_node_ || node == date_node_) places[p] = 1;
  }
}

template <class RuleOrCode>
void ClaimChecks::report(const Claim& claim, const StoredSegment& segment, const RuleOrCode& rule,
                         findings::Arguments arguments, ElementPlace place, std::string_view value) {
  const Spot spot(grammar_.node(segment.node).loop->id, claim.unit.path(grammar_, segment.occurrence));
  const Locator* const walker = std::exchange(reporter_.locator, &spot);
  const SegmentPlace where{claim.unit.view(segment).id(), segment.ordinal, segment.transaction_ordinal, segment.offset};
  reporter_.report(rule, arguments, where, place, value);
  reporter_.locator = walker;
}

void ClaimChecks::judge(const Unit& unit, std::size_t begin, const x12::Delimiters& delimiters) {
  lines_.clear();
  Claim claim{unit, begin, delimiters, nullptr, lines_, {}};
  for (const StoredSegment& segment : unit.segments(begin)) {
    if (segment.node == claim_node_) claim.header = &segment;
    const bool service = segment.node == service_node_;
    // A line whose LX is missing begins with its SV1.
    if (segment.node == line_node_ || (service && (claim.lines.empty() || claim.lines.back().service != nullptr)))
      claim.lines.emplace_back();
    if (claim.lines.empty()) continue;
    if (service) claim.lines.back().service = &segment;
    if (segment.node == date_node_) {
      Line& line = claim.lines.back();
      const std::string_view days = unit.element(segment, 3);
      line.from = line.through = text::parse_ccyymmdd(days.substr(0, 8));
      if (days.size() > 8) {
        const auto range = text::parse_date_range(days);
        line.through = range ? std::optional(range->through) : std::nullopt;
      }
      if (line.from && (!claim.first_service || *line.from < *claim.first_service)) claim.first_service = line.from;
    }
  }
  if (claim.header == nullptr) return;
  if (total_ != nullptr) check_total(claim);
  if (places_of_service_ != nullptr && reporter_.wants(5)) check_places_of_service(claim);
  if (!judges_coding_) return;
  in_days_.clear();
  line_in_days_.clear();
  for (const Line& line : claim.lines) {
    if (line.service == nullptr) continue;
    if (const calaim::CodingOption* option = check_coding(claim, line)) check_units(claim, line, *option);
  }
  if (units_in_a_day_ != nullptr && !in_days_.empty()) check_days(claim);
}

// Situational rule 2300-02: CLM02 is the sum of all SV102.
void ClaimChecks::check_total(const Claim& claim) {
  const auto stated = text::parse_x12_money(claim.unit.element(*claim.header, 2));
  if (!stated || claim.lines.empty()) return;
  text::Money sum;
  for (const Line& line : claim.lines) {
    if (line.service == nullptr) return;
    const auto charge = text::parse_x12_money(claim.unit.element(*line.service, 2));
    if (!charge) return;  // said where it stands
    sum += *charge;
  }
  if (sum == *stated) return;
  const text::Money difference{std::abs(stated->cents - sum.cents)};
  report(claim, *claim.header, total_->rule,
         {{"stated", text::to_dollars(*stated)},
          {"sum", text::to_dollars(sum)},
          {"difference", text::to_dollars(difference)},
          {"relation", *stated > sum ? "more" : "less"}},
         {2}, claim.unit.element(*claim.header, 2));
}

void ClaimChecks::check_places_of_service(const Claim& claim) {
  const std::string_view composite = claim.unit.element(*claim.header, 5);
  check_place_of_service(claim, *claim.header, x12::component(composite, 1, claim.delimiters.component),
                         claim.first_service, {5, 1}, "CLM05-01");
  for (const Line& line : claim.lines)
    if (line.service != nullptr)
      check_place_of_service(claim, *line.service, claim.unit.element(*line.service, 5), line.from, {5}, "SV105");
}

void ClaimChecks::check_place_of_service(const Claim& claim, const StoredSegment& segment, std::string_view code,
                                         std::optional<text::Date> date, ElementPlace place, const char* element) {
  if (code.empty() || !date) return;
  const codes::Standing standing = places_of_service_->standing(code, date);
  if (standing != codes::Standing::not_yet && standing != codes::Standing::ended) return;
  report(claim, segment, std::string_view("X12-5-0004"),
         {{"element", element},
          {"name", "Place of Service Code"},
          {"set", places_of_service_->title},
          {"date", text::to_iso(*date)},
          {"table", places_of_service_->official_table}},
         place, code);
}

// Code and modifiers of ECM and Community Supports (code-sets/hcpcs-coding-options.csv): the option that the line is.
const calaim::CodingOption* ClaimChecks::check_coding(const Claim& claim, const Line& line) {
  const std::string_view composite = claim.unit.element(*line.service, 1);
  const auto part = [&](int number) { return x12::component(composite, number, claim.delimiters.component); };
  const std::string_view code = part(2);
  if (part(1) != "HC" || !options_.has_code(code)) return nullptr;  // a code of no option is another benefit's
  const std::array<std::string_view, 4> modifiers = {part(3), part(4), part(5), part(6)};
  const calaim::CodingMatch match = options_.match(code, modifiers, line.from);

  const auto say = [&](const grammar::CheckRule* check, std::optional<text::Date> date = {}) {
    if (check == nullptr) return;
    std::string written;
    for (const std::string_view modifier : modifiers)
      if (!modifier.empty()) written += (written.empty() ? "" : " ") + std::string(modifier);
    report(claim, *line.service, check->rule,
           {{"code", code},
            {"choices", options_.choices(code, line.from)},
            {"written", written.empty() ? "no modifier" : written},
            {"service", match.option != nullptr ? std::string_view(match.option->service) : std::string_view{}},
            {"date", date ? text::to_iso(*date) : std::string()}},
           {1}, composite);
  };
  switch (match.coding) {
    case calaim::Coding::unknown_code:
      return nullptr;
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
void ClaimChecks::check_units(const Claim& claim, const Line& line, const calaim::CodingOption& option) {
  const ServiceUnit counted = service_unit(option.unit);
  if (counted == ServiceUnit::other || claim.unit.element(*line.service, 3) != "UN") return;
  const auto units = text::parse_quantity(claim.unit.element(*line.service, 4));
  if (!units) return;  // no number, or too fine a one: said where it stands
  if (whole_units_ != nullptr && counts_whole(counted) && !units->whole())
    return report_units(claim, *whole_units_, line, option, {});
  if (!line.from || !line.through) return;
  in_days_.push_back({&option, *line.from, *line.through, *units});
  line_in_days_.push_back(&line);
}

void ClaimChecks::check_days(const Claim& claim) {
  for (const Overfull& full : days_.overfull(in_days_))
    report_units(claim, *units_in_a_day_, *line_in_days_[full.line], *in_days_[full.line].option, full);
}

void ClaimChecks::report_units(const Claim& claim, const grammar::CheckRule& check, const Line& line,
                               const calaim::CodingOption& option, const Overfull& full) {
  report(claim, *line.service, check.rule,
         {{"code", option.hcpcs},
          {"service", option.service},
          {"unit", option.unit},
          {"units", text::to_x12(full.units)},
          {"days", full.days == 1 ? "one day" : std::to_string(full.days) + " days"},
          {"most", std::to_string(full.most)}},
         {4}, claim.unit.element(*line.service, 4));
}

}  // namespace calx::validate
