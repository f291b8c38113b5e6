#include "validate/procedures.hpp"

#include <algorithm>
#include <utility>

#include "findings/finding.hpp"
#include "validate/fingerprint.hpp"
#include "x12/segment.hpp"

namespace calx::validate {
namespace {

constexpr text::Date first_of_all{std::chrono::year::min(), std::chrono::January, std::chrono::day(1)};
constexpr text::Date last_of_all{std::chrono::year::max(), std::chrono::December, std::chrono::day(31)};

}  // namespace

ProcedureParts ProcedureParts::of(std::string_view procedure, char separator) {
  const auto part = [&](int number) { return x12::component(procedure, number, separator); };
  return {part(1), part(2), {part(3), part(4), part(5), part(6)}};
}

void Procedures::forget(char separator) {
  slots_.assign(std::size_t{1} << bits, {});
  separator_ = separator;
}

void Procedures::learn(Slot& slot, std::string_view text, std::optional<text::Date> date) const {
  slot.size = none;
  if (remember_ && text.size() <= longest) slot.size = static_cast<std::uint8_t>(text.copy(slot.text.data(), longest));
  ProcedureParts parts = ProcedureParts::of(text, separator_);
  Procedure& made = slot.procedure;
  made = {};
  made.has_code = !parts.code.empty();
  made.from = last_of_all;
  made.through = first_of_all;
  const calaim::CodingMatch match = options_.match(parts.code, parts.modifiers, date);
  if (parts.qualifier != "HC" || match.coding == calaim::Coding::unknown_code) {
    std::swap(made.from, made.through);
  } else if (match.coding == calaim::Coding::option && !match.telehealth_modifier_added &&
             findings::default_severity(match.option->confidence) != findings::Severity::warning) {
    made.option = match.option;
    made.from = match.option->from.value_or(first_of_all);
    made.through = match.option->through.value_or(last_of_all);
  }
  std::sort(parts.modifiers.begin(), parts.modifiers.end());
  Fingerprint mixed;
  mixed.text(parts.code);
  for (const std::string_view modifier : parts.modifiers) mixed.text(modifier);
  mixed.end();
  made.high = mixed.high();
  made.low = mixed.low();
}

}  // namespace calx::validate
