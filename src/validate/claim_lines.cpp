#include "validate/claim_lines.hpp"

#include <string>
#include <utility>

#include "validate/fingerprint.hpp"

namespace calx::validate {
namespace {

/// A segment that was kept, as a place for findings.
struct Spot final : Locator {
  Spot(std::string loop, std::string path) : loop_(std::move(loop)), path_(std::move(path)) {}
  std::string loop() const override { return loop_; }
  std::string path() const override { return path_; }

 private:
  std::string loop_, path_;
};

}  // namespace

ClaimLines::ClaimLines(const grammar::Grammar& grammar, const calaim::CodingOptions& options, bool remember)
    : grammar_(grammar), procedures_(options, remember) {}

void ClaimLines::keep(std::vector<std::uint8_t>& kept) {
  struct Known {
    std::string_view node;
    Role role;
    unsigned asked_by;
  };
  static constexpr Known all[] = {
      {"2010AA/NM1", Role::billing, services},
      {"2010BA/NM1", Role::member, members},
      {"2010CA/NM1", Role::patient, members},
      {"2300/CLM", Role::header, charges | places | procedures | services | members},
      {"2310B/NM1", Role::rendering, services},
      {"2400/LX", Role::line, numbers | services},
      {"2400/SV1", Role::service, charges | places | procedures | services},
      {"2400/DTP[472]", Role::date, places | procedures | services},
      {"2410/LIN", Role::drug, services},
      {"2420A/NM1", Role::line_rendering, services},
  };
  roles_.assign(grammar_.place_count(), Role::none);
  if (asked_ == 0) return;
  for (const Known& known : all) {
    const bool text = (known.asked_by & asked_) != 0;
    const bool counts = known.role == Role::header || known.role == Role::line || known.role == Role::service;
    if (!text && !counts) continue;
    const std::uint16_t node = grammar_.find_node(known.node);
    for (std::size_t p = 0; p < roles_.size(); ++p) {
      if (grammar_.place(static_cast<std::uint16_t>(p)).node != node) continue;
      roles_[p] = known.role;
      if (text) kept[p] = 1;
    }
  }
}

/// A provider is known by the NPI, one without by the name.
std::string_view ClaimLines::provider(const StoredSegment& name) const {
  const std::string_view id = element(name, 9);
  return id.empty() ? element(name, 3) : id;
}

void ClaimLines::read_days(ClaimLine& line, const StoredSegment& segment) {
  line.days = element(segment, 3);
  bool known = false;
  Days& days = days_.of(segment.name, known);
  if (!known) {
    days.from = days.through = text::parse_ccyymmdd(line.days.substr(0, 8));
    if (line.days.size() > 8) {
      const auto range = text::parse_date_range(line.days);
      days.through = range ? std::optional(range->through) : std::nullopt;
    }
    const bool one_day = line.days.size() == 17 && line.days.substr(0, 8) == line.days.substr(9);
    Fingerprint mixed;
    mixed.text(one_day ? line.days.substr(0, 8) : line.days);
    mixed.end();
    days.period = mixed.low();
  }
  line.period = days.period;
  line.from = days.from;
  line.through = days.through;
  if (line.from && (!first_service || *line.from < *first_service)) first_service = line.from;
}

void ClaimLines::read_service(ClaimLine& line) {
  const StoredSegment& segment = *line.service;
  bool known = false;
  Service& service = services_.of(segment.name, known);
  const bool coded = (asked_ & (procedures | services)) != 0;
  if (coded && (!known || (line.from && !service.procedure.right_on(*line.from))))
    service.procedure = procedures_.of(line.text, line.from, separator_);
  if (!known) {
    service.placed = !element(segment, 5).empty();
    const auto charge = text::parse_x12_money(element(segment, 2));
    service.charged = charge.has_value();
    service.charge = charge.value_or(text::Money());
    const auto units = text::parse_quantity(element(segment, 4));
    service.counted = units && element(segment, 3) == "UN";
    service.units = units.value_or(text::Quantity());
  }
  line.says = service;
}

/// One claim after the other stands in the same loop: it is searched once.
void ClaimLines::read_heading(std::size_t begin, std::uint32_t occurrence) {
  const std::uint32_t around = unit_->occurrence(occurrence).parent;
  const std::uint64_t serial = around == Occurrence::none ? 0 : unit_->occurrence(around).serial;
  if (serial == 0 || serial != heading_.serial) {
    heading_ = {};
    heading_.serial = serial;
    for (std::uint32_t i = 0; i < begin; ++i) {
      const Role role = roles_[unit_->places()[i]];
      if (role == Role::billing) heading_.billing = i;
      if (role == Role::member) heading_.member = i;
      if (role == Role::patient) heading_.patient = i;
    }
  }
  const auto segment = [&](std::uint32_t index) -> const StoredSegment& { return unit_->segment(index); };
  if (heading_.member != none) member_id = element(segment(heading_.member), 9);
  if (heading_.patient == none) return;
  const StoredSegment& name = segment(heading_.patient);
  patient_name = {element(name, 3), element(name, 4), element(name, 5)};
}

void ClaimLines::read(const Unit& unit, std::size_t begin, std::uint32_t occurrence,
                      const x12::Delimiters& delimiters) {
  unit_ = &unit;
  separator_ = delimiters.component;
  header = nullptr;
  lines.clear();
  first_service.reset();
  member_id = {};
  patient_name = {};
  if (asked_ == 0) return;
  std::string_view by;  // who renders the lines to come
  if ((asked_ & services) != 0) {
    read_heading(begin, occurrence);
    if (heading_.billing != none) by = provider(unit.segment(heading_.billing));
  }
  ClaimLine* line = nullptr;
  const auto begin_line = [&] {
    line = &lines.emplace_back();
    line->rendering = by;
  };
  const std::uint16_t* const at = unit.places();
  const Role* const roles = roles_.data();
  for (std::size_t i = begin, end = unit.size(); i < end; ++i) {
    const Role role = roles[at[i]];
    if (role == Role::none) continue;
    const StoredSegment& segment = unit.segment(i);
    switch (role) {
      case Role::none:
      case Role::billing:
      case Role::member:
      case Role::patient:
        break;
      case Role::header:
        header = &segment;
        break;
      case Role::rendering:
        by = provider(segment);
        break;
      case Role::line:
        begin_line();
        line->number = &segment;
        break;
      case Role::service:
        if (line == nullptr || line->service != nullptr) begin_line();
        line->service = &segment;
        line->text = element(segment, 1);
        break;
      case Role::date:
        if (line != nullptr) read_days(*line, segment);
        break;
      case Role::drug:
        if (line != nullptr) line->drug = element(segment, 3);
        break;
      case Role::line_rendering:
        if (line != nullptr) line->rendering = provider(segment);
        break;
    }
  }
  if ((asked_ & (charges | procedures | services)) == 0) return;
  for (ClaimLine& each : lines)
    if (each.service != nullptr) read_service(each);
}

template <class Rule>
void ClaimLines::report(Reporter& reporter, const StoredSegment& segment, const Rule& rule,
                        findings::Arguments arguments, ElementPlace place) const {
  const Spot spot(grammar_.node(segment.node).loop->id, unit_->path(grammar_, segment.occurrence));
  const Locator* const walker = std::exchange(reporter.locator, &spot);
  const x12::Segment text = unit_->view(segment);
  const std::string_view value =
      place.component == 0 ? text.element(place.element) : text.component(place.element, place.component, separator_);
  reporter.report(rule, arguments, {text.id(), segment.ordinal, segment.transaction_ordinal, segment.offset}, place,
                  value);
  reporter.locator = walker;
}
template void ClaimLines::report(Reporter&, const StoredSegment&, const grammar::Rule&, findings::Arguments,
                                 ElementPlace) const;
template void ClaimLines::report(Reporter&, const StoredSegment&, const std::string_view&, findings::Arguments,
                                 ElementPlace) const;

}  // namespace calx::validate
