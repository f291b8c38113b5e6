// Where the paths of condition rules lead: members of Rules that its parts share.
#pragma once

#include <algorithm>

#include "validate/rules.hpp"

namespace calx::validate {

/// Where a simple path leads, if that takes no search; nowhere where there is no such segment.
inline Rules::Sole Rules::sole_segment(const grammar::PathSpec& path, Context context) const {
  const Context from = path.from_rule ? root_ : context;
  if (only_ != none) return {true, only_};
  if (path.same_segment) return {true, from.segment};
  const std::uint16_t place = programs_.places[path.places.first];
  if (!unit_->has(place)) return {true, none};
  const std::uint32_t index = unit_->index_of_only(place);
  if (index == none) return {false, none};
  const Occurrence& loop = unit_->occurrence(above(from.occurrence, path.up));
  return {true, index >= loop.first && index < loop.end ? index : none};
}

/// Its text there; empty where it is not written.
inline std::string_view Rules::text_at(const grammar::PathSpec& path, std::uint32_t segment) const {
  if (segment == none) return {};
  const x12::Segment view = unit_->view(unit_->segment(segment));
  const std::uint8_t number = programs_.elements[path.elements.first];
  return path.component == 0 ? view.element(number) : view.component(number, path.component, delimiters_.component);
}

/// Visits until one says that it is enough; true where one did. So do those below.
template <class Visit>
bool Rules::each_segment(const grammar::PathSpec& path, Context context, const Visit& visit) {
  const Context from = path.from_rule ? root_ : context;
  const bool open = path.qualifier_element == 0 && path.filters.count == 0;
  if (only_ != none) return (open || holds(path, only_)) && visit(only_);
  if (path.same_segment) return (open || holds(path, from.segment)) && visit(from.segment);
  const Occurrence& loop = unit_->occurrence(above(from.occurrence, path.up));
  const std::uint16_t* const places = unit_->places();
  if (path.places.count == 1) {
    const std::uint16_t wanted = programs_.places[path.places.first];
    if (!unit_->has(wanted)) return false;
    for (std::uint32_t i = loop.first; i < loop.end; ++i)
      if (places[i] == wanted && (open || holds(path, i)) && visit(i)) return true;
    return false;
  }
  const auto wanted = grammar::RulePrograms::part(programs_.places, path.places);
  if (wanted.empty()) return false;
  for (std::uint32_t i = loop.first; i < loop.end; ++i)
    if (std::find(wanted.begin(), wanted.end(), places[i]) != wanted.end() && (open || holds(path, i)) && visit(i))
      return true;
  return false;
}

template <class Visit>
bool Rules::each_loop(const grammar::PathSpec& path, Context context, const Visit& visit) {
  const Context from = path.from_rule ? root_ : context;
  const auto wanted = grammar::RulePrograms::part(programs_.places, path.places);
  const std::uint32_t top = above(from.occurrence, path.up);
  const std::uint32_t end = std::max(unit_->occurrence(top).end_occurrence, top + 1);
  const auto filters = grammar::RulePrograms::part(programs_.filters, path.filters);
  for (std::uint32_t i = top; i < end; ++i) {
    const std::uint16_t instance = unit_->occurrence(i).instance;
    if (wanted.size() == 1 ? instance != wanted.front()
                           : std::find(wanted.begin(), wanted.end(), instance) == wanted.end())
      continue;
    const bool all = std::all_of(filters.begin(), filters.end(), [&](const grammar::FilterSpec& filter) {
      return evaluate(filter.condition, {above(i, filter.up), none}) == Truth::yes;
    });
    if (all && visit(i)) return true;
  }
  return false;
}

template <class Visit>
bool Rules::each_value(const grammar::PathSpec& path, Context context, const Visit& visit) {
  const auto elements = grammar::RulePrograms::part(programs_.elements, path.elements);
  return each_segment(path, context, [&](std::uint32_t index) {
    const x12::Segment segment = unit_->view(unit_->segment(index));
    for (const std::uint8_t number : elements) {
      const std::string_view whole = segment.element(number);
      if (whole.empty()) continue;
      const auto part = [&](std::string_view text, int repetition) {
        if (path.component != 0) text = x12::component(text, path.component, delimiters_.component);
        return !text.empty() &&
               visit(text, Spot{index, number, path.component, static_cast<std::uint16_t>(repetition)});
      };
      if (!path.repeats || delimiters_.repetition == 0) {
        const std::string_view text =
            path.component == 0 ? whole : segment.component(number, path.component, delimiters_.component);
        if (!text.empty() && visit(text, Spot{index, number, path.component, 0})) return true;
        continue;
      }
      int repetition = 0;
      bool stop = false;
      x12::for_each_part(whole, delimiters_.repetition, [&](std::string_view text) {
        if (!stop) stop = part(text, ++repetition);
      });
      if (stop) return true;
    }
    return false;
  });
}

}  // namespace calx::validate
