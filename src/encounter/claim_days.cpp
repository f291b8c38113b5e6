#include "encounter/claim_days.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace calx::encounter {
namespace {

/// False for most claims: no row was joined, and no two lines have a code in common on one day.
bool may_share_days(const Claim& claim) {
  for (std::size_t i = 0; i < claim.count; ++i) {
    if (claim.lines[i].joined) return true;
    const invoice::InvoiceLine& line = claim.lines[i].line;
    for (std::size_t before = 0; before < i; ++before) {
      const invoice::InvoiceLine& other = claim.lines[before].line;
      if (line.service_start <= other.service_end && other.service_start <= line.service_end &&
          line.procedure_code == other.procedure_code)
        return true;
    }
  }
  return false;
}

}  // namespace

void ClaimDays::check(const Claim& claim, ElementTexts& texts) {
  if (!may_share_days(claim)) return;
  lines_.clear();
  line_of_.clear();
  for (std::size_t i = 0; i < claim.count; ++i) {
    const invoice::InvoiceLine& line = claim.lines[i].line;
    std::array<std::string_view, 4> modifiers;
    std::copy(line.modifiers.begin(), line.modifiers.end(), modifiers.begin());
    const calaim::CodingMatch match = options_.match(line.procedure_code, modifiers, line.service_start);
    if (match.coding != calaim::Coding::option) continue;
    lines_.push_back({match.option, line.service_start, line.service_end, line.units});
    line_of_.push_back(&claim.lines[i]);
  }
  for (const calaim::Overfull& full : days_.overfull(lines_)) {
    const calaim::CodingOption& option = *lines_[full.line].option;
    texts.report("INV-0915", invoice::Key::units, line_of_[full.line]->place, {},
                 {{"code", option.hcpcs},
                  {"service", option.service},
                  {"unit", option.unit},
                  {"units", text::to_x12(full.units)},
                  {"days", full.days_in_words()},
                  {"most", std::to_string(full.most)}});
  }
}

}  // namespace calx::encounter
