#include "calaim/service_days.hpp"

#include <algorithm>

namespace calx::calaim {
namespace {

int most_a_day(ServiceUnit unit) {
  switch (unit) {
    case ServiceUnit::quarter_hour:
      return 96;
    case ServiceUnit::day:
      return 1;
    case ServiceUnit::service:
    case ServiceUnit::other:
      break;
  }
  return 0;  // as many as there are
}

/// Both sorted; the telehealth modifier does not make another service.
bool same_modifiers(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto next = [](const std::vector<std::string>& list, std::size_t at) {
    while (at < list.size() && list[at] == "GQ") ++at;
    return at;
  };
  std::size_t i = next(a, 0), j = next(b, 0);
  for (; i < a.size() && j < b.size(); i = next(a, i + 1), j = next(b, j + 1))
    if (a[i] != b[j]) return false;
  return i >= a.size() && j >= b.size();
}

bool same_service(const CodingOption& a, const CodingOption& b) {
  return &a == &b || (a.hcpcs == b.hcpcs && same_modifiers(a.modifiers, b.modifiers));
}

/// `units` within these days, where they are too many.
std::optional<Overfull> over(text::Quantity units, int a_day, text::Date from, text::Date through) {
  const int days = from == through ? 1 : text::days_between(from, through) + 1;
  if (units.thousandths <= std::int64_t{1000} * a_day * days) return {};
  return Overfull{0, units, days, a_day * days};
}

bool overlap(const ServiceLine& a, const ServiceLine& b) {
  return a.from <= b.through && b.from <= a.through;
}

}  // namespace

std::string Overfull::days_in_words() const {
  return days == 1 ? "one day" : std::to_string(days) + " days";
}

std::optional<Overfull> overfull(const ServiceLine& line) {
  const int a_day = most_a_day(line.option->counted);
  return a_day == 0 ? std::nullopt : over(line.units, a_day, line.from, line.through);
}

// Units fit into days where no stretch of days holds more of them than it has room for. Only stretches that the line
// is part of can be new, and only those that begin and end with some line.
std::optional<Overfull> ServiceDays::fits(const std::vector<ServiceLine>& lines, std::size_t index) const {
  const ServiceLine& line = lines[index];
  const int a_day = most_a_day(line.option->counted);
  if (a_day == 0) return {};
  const auto related = [&](std::size_t other) { return same_service(*lines[other].option, *line.option); };
  const auto stretch = [&](text::Date from, text::Date through) -> std::optional<Overfull> {
    text::Quantity units = line.units;
    for (const std::size_t other : fitting_)
      if (from <= lines[other].from && lines[other].through <= through && related(other))
        units = units + lines[other].units;
    auto full = over(units, a_day, from, through);
    if (full) full->line = index;
    return full;
  };
  if (const auto alone = stretch(line.from, line.through)) return alone;
  const bool apart = std::none_of(fitting_.begin(), fitting_.end(),
                                  [&](std::size_t other) { return overlap(lines[other], line) && related(other); });
  if (apart) return {};
  for (const std::size_t first : fitting_) {
    if (lines[first].from > line.from || !related(first)) continue;
    for (const std::size_t last : fitting_)
      if (lines[last].through >= line.through && related(last))
        if (const auto full = stretch(lines[first].from, lines[last].through)) return full;
    if (const auto full = stretch(lines[first].from, line.through)) return full;
  }
  for (const std::size_t last : fitting_)
    if (lines[last].through >= line.through && related(last))
      if (const auto full = stretch(line.from, lines[last].through)) return full;
  return {};
}

std::vector<Overfull> ServiceDays::overfull(const std::vector<ServiceLine>& lines) {
  std::vector<Overfull> found;
  fitting_.clear();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (const auto full = fits(lines, i))
      found.push_back(*full);
    else
      fitting_.push_back(i);
  }
  return found;
}

}  // namespace calx::calaim
