#include "validate/service_duplicates.hpp"

#include <algorithm>
#include <utility>

namespace calx::validate {
namespace {

struct Spot final : Locator {
  Spot(std::string loop, std::string path) : loop_(std::move(loop)), path_(std::move(path)) {}
  std::string loop() const override { return loop_; }
  std::string path() const override { return path_; }

 private:
  std::string loop_, path_;
};

/// D8, or RD8 of one day as that day.
std::string_view days(std::string_view text) {
  return text.size() == 17 && text.substr(0, 8) == text.substr(9) ? text.substr(0, 8) : text;
}

/// A provider is known by the NPI, one without by the name.
std::string_view provider(const Unit& unit, const StoredSegment& name) {
  const std::string_view id = unit.element(name, 9);
  return id.empty() ? unit.element(name, 3) : id;
}

/// Drugs and descriptions tell two lines apart where both have one.
bool differ(std::string_view a, std::string_view b) {
  return !a.empty() && !b.empty() && a != b;
}

}  // namespace

ServiceDuplicates::ServiceDuplicates(const grammar::Grammar& grammar, Reporter& reporter, Uniqueness& seen)
    : grammar_(grammar),
      reporter_(reporter),
      seen_(seen),
      billing_(grammar.find_node("2010AA/NM1")),
      member_(grammar.find_node("2010BA/NM1")),
      patient_(grammar.find_node("2010CA/NM1")),
      claim_(grammar.find_node("2300/CLM")),
      rendering_(grammar.find_node("2310B/NM1")),
      line_(grammar.find_node("2400/LX")),
      service_(grammar.find_node("2400/SV1")),
      date_(grammar.find_node("2400/DTP[472]")),
      drug_(grammar.find_node("2410/LIN")),
      line_rendering_(grammar.find_node("2420A/NM1")) {
  const auto& checks = grammar.model().checks;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    if (!reporter.wants(checks[i].rule.level)) continue;
    if (checks[i].does == "service-duplicates-in-claim") in_claim_ = &checks[i];
    if (checks[i].does != "service-duplicates") continue;
    in_file_ = &checks[i];
    in_file_number_ = static_cast<std::uint16_t>(i);
  }
}

void ServiceDuplicates::keep(std::vector<std::uint8_t>& places) const {
  if (in_claim_ == nullptr && in_file_ == nullptr) return;
  for (std::size_t p = 0; p < grammar_.place_count(); ++p) {
    const std::uint16_t node = grammar_.place(static_cast<std::uint16_t>(p)).node;
    for (const std::uint16_t wanted :
         {billing_, member_, patient_, claim_, rendering_, line_, service_, date_, drug_, line_rendering_})
      if (node == wanted) places[p] = 1;
  }
}

void ServiceDuplicates::judge(const Unit& unit, std::size_t begin, const x12::Delimiters& delimiters) {
  if (in_claim_ == nullptr && in_file_ == nullptr) return;
  collect(unit, begin, delimiters);
  if (frequency_ == "8") return;
  if (in_claim_ != nullptr) compare_in_claim(unit);
  if (in_file_ != nullptr) compare_in_file(unit);
}

void ServiceDuplicates::collect(const Unit& unit, std::size_t begin, const x12::Delimiters& delimiters) {
  const auto all = unit.segments();
  std::string_view by;
  member_id_ = {};
  patient_name_ = {};
  for (std::size_t i = 0; i < begin; ++i) {
    if (all[i].node == billing_) by = provider(unit, all[i]);
    if (all[i].node == member_) member_id_ = unit.element(all[i], 9);
    if (all[i].node == patient_)
      patient_name_ = {unit.element(all[i], 3), unit.element(all[i], 4), unit.element(all[i], 5)};
  }
  lines_.clear();
  frequency_ = {};
  for (std::size_t i = begin; i < all.size(); ++i) {
    const StoredSegment& segment = all[i];
    if (segment.node == claim_) {
      frequency_ = x12::component(unit.element(segment, 5), 3, delimiters.component);
    } else if (segment.node == rendering_) {
      by = provider(unit, segment);
    } else if (segment.node == line_) {
      lines_.emplace_back();
      lines_.back().number = unit.element(segment, 1);
      lines_.back().rendering = by;
    }
    if (lines_.empty()) continue;
    Line& line = lines_.back();
    if (segment.node == service_) {
      const std::string_view procedure = unit.element(segment, 1);
      line.service = &segment;
      line.code = x12::component(procedure, 2, delimiters.component);
      for (int m = 0; m < 4; ++m)
        line.modifiers[static_cast<std::size_t>(m)] = x12::component(procedure, 3 + m, delimiters.component);
      std::sort(line.modifiers.begin(), line.modifiers.end());
      line.description = x12::component(procedure, 7, delimiters.component);
    } else if (segment.node == date_) {
      line.dates = days(unit.element(segment, 3));
    } else if (segment.node == drug_) {
      line.drug = unit.element(segment, 3);
    } else if (segment.node == line_rendering_) {
      line.rendering = provider(unit, segment);
    }
  }
  std::erase_if(lines_,
                [](const Line& line) { return line.service == nullptr || line.code.empty() || line.dates.empty(); });
}

void ServiceDuplicates::compare_in_claim(const Unit& unit) {
  for (std::size_t i = 1; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    const auto end = lines_.begin() + static_cast<std::ptrdiff_t>(i);
    const auto twin = std::find_if(lines_.begin(), end, [&](const Line& other) {
      return other.dates == line.dates && other.code == line.code && other.modifiers == line.modifiers &&
             other.rendering == line.rendering && !differ(other.drug, line.drug) &&
             !differ(other.description, line.description);
    });
    if (twin != end) report(unit, line, *in_claim_, twin->number);
  }
}

void ServiceDuplicates::compare_in_file(const Unit& unit) {
  if (member_id_.empty()) return;  // said where it stands
  for (const Line& line : lines_) {
    const std::string_view key[] = {member_id_,        patient_name_[0],  patient_name_[1],  patient_name_[2],
                                    frequency_,        line.dates,        line.rendering,    line.code,
                                    line.modifiers[0], line.modifiers[1], line.modifiers[2], line.modifiers[3]};
    const FilePlace here{seen_.claim(), NotedSegment::of(grammar_, unit, *line.service, seen_.claim(), {1})};
    if (const auto twin = seen_.note(in_file_number_, key, line.drug, here.segment))
      here.report(grammar_, reporter_, in_file_->rule, {{"twin", twin->in_words(here)}},
                  unit.element(*line.service, 1));
  }
}

void ServiceDuplicates::report(const Unit& unit, const Line& line, const grammar::CheckRule& check,
                               std::string_view twin) {
  const StoredSegment& segment = *line.service;
  const Spot spot(grammar_.node(segment.node).loop->id, unit.path(grammar_, segment.occurrence));
  const Locator* const walker = std::exchange(reporter_.locator, &spot);
  reporter_.report(check.rule, {{"twin", twin}}, {"SV1", segment.ordinal, segment.transaction_ordinal, segment.offset},
                   {1}, unit.element(segment, 1));
  reporter_.locator = walker;
}

}  // namespace calx::validate
