#include "validate/service_duplicates.hpp"

#include <algorithm>
#include <bit>
#include <string>

namespace calx::validate {
namespace {

/// Drugs and descriptions tell two lines apart where both have one.
bool differ(std::string_view a, std::string_view b) {
  return !a.empty() && !b.empty() && a != b;
}

bool compared(const ClaimLine& line) {
  return line.says.procedure.has_code && !line.days.empty();
}

}  // namespace

ServiceDuplicates::ServiceDuplicates(const grammar::Grammar& grammar, Reporter& reporter, Uniqueness& seen,
                                     ClaimLines& claim)
    : grammar_(grammar), reporter_(reporter), seen_(seen), claim_(claim) {
  const auto& checks = grammar.model().checks;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    if (!reporter.wants(checks[i].rule.level)) continue;
    if (checks[i].does == "service-duplicates-in-claim") in_claim_ = &checks[i];
    if (checks[i].does != "service-duplicates") continue;
    in_file_ = &checks[i];
    in_file_number_ = static_cast<std::uint16_t>(i);
  }
  if (in_claim_ != nullptr || in_file_ != nullptr) claim.ask(ClaimLines::services);
  if (in_file_ != nullptr) claim.ask(ClaimLines::members);
}

void ServiceDuplicates::expect() {
  keys_.clear();
  if (in_claim_ == nullptr && in_file_ == nullptr) return;
  frequency_ = claim_.header == nullptr ? std::string_view() : claim_.component(*claim_.header, 5, 3);
  if (in_file_ == nullptr || claim_.member_id.empty()) return;  // that it is missing is said where it stands
  Fingerprint of_claim;
  of_claim.text(claim_.member_id);
  const auto& names = claim_.patient_name;
  if (std::any_of(names.begin(), names.end(), [](std::string_view name) { return !name.empty(); }))
    for (const std::string_view name : names) of_claim.text(name);
  of_claim.text(frequency_);
  // Most lines have the provider of the line before.
  std::string_view rendering;
  Fingerprint of_provider = of_claim;
  of_provider.text(rendering);
  for (const ClaimLine& line : claim_.lines) {
    if (line.rendering.data() != rendering.data() || line.rendering.size() != rendering.size()) {
      rendering = line.rendering;
      of_provider = of_claim;
      of_provider.text(rendering);
    }
    Fingerprint key = of_provider;
    key.word(line.says.procedure.low + std::rotl(line.period, 29));
    keys_.emplace_back() = seen_.expect(in_file_number_, key);
  }
}

void ServiceDuplicates::judge(const Unit& unit) {
  if ((in_claim_ == nullptr && in_file_ == nullptr) || frequency_ == "8") return;
  if (in_claim_ != nullptr) compare_in_claim();
  if (in_file_ != nullptr) compare_in_file(unit);
}

void ServiceDuplicates::compare_in_claim() {
  const auto same = [&](const ClaimLine& a, const ClaimLine& b) {
    return a.says.procedure.low == b.says.procedure.low && a.says.procedure.high == b.says.procedure.high &&
           compared(a) && a.period == b.period && a.rendering == b.rendering && !differ(a.drug, b.drug) &&
           !differ(claim_.component(*a.service, 1, 7), claim_.component(*b.service, 1, 7));
  };
  const auto& lines = claim_.lines;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::size_t twin = 0;
    while (twin < i && !same(lines[twin], lines[i])) ++twin;
    if (twin == i) continue;
    const StoredSegment* const number = lines[twin].number;
    const std::string its = number != nullptr ? std::string(claim_.element(*number, 1)) : std::to_string(twin + 1);
    claim_.report(reporter_, *lines[i].service, in_claim_->rule, {{"twin", its}}, {1});
  }
}

void ServiceDuplicates::compare_in_file(const Unit& unit) {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const ClaimLine& line = claim_.lines[i];
    if (!compared(line)) continue;
    const auto segment = [&] { return NotedSegment::of(grammar_, unit, *line.service, seen_.claim(), {1}); };
    if (const auto twin = seen_.note(keys_[i], line.drug, seen_.claim().ordinal_of(*line.service), segment)) {
      const FilePlace here{seen_.transaction(), seen_.claim(), segment()};
      here.report(grammar_, reporter_, in_file_->rule, {{"twin", twin->in_words(here)}}, line.text);
    }
  }
}

}  // namespace calx::validate
