// Condition rules: where a finding stands, and what it tells.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <tuple>
#include <utility>

#include "validate/rule_paths.hpp"

namespace calx::validate {

using grammar::PathSpec;
using grammar::RulePrograms;

namespace {

/// Plain decimals, with cents for money.
std::string decimal(std::int64_t value, bool money) {
  const auto whole = std::to_string(std::abs(value) / grammar::number_scale);
  std::string decimals = std::to_string(grammar::number_scale + std::abs(value) % grammar::number_scale).substr(1);
  while (decimals.size() > (money ? 2U : 0U) && decimals.back() == '0') decimals.pop_back();
  return (value < 0 ? "-" : "") + whole + (decimals.empty() ? "" : "." + decimals);
}

/// A kept segment, for findings.
class Place final : public Locator {
 public:
  Place(const grammar::Grammar& grammar, const Unit& unit, std::uint32_t occurrence)
      : grammar_(grammar), unit_(unit), occurrence_(occurrence) {}
  std::string loop() const override {
    return grammar_.definition(grammar_.instance(unit_.occurrence(occurrence_).instance).definition).model->id;
  }
  std::string path() const override { return unit_.path(grammar_, occurrence_); }

 private:
  const grammar::Grammar& grammar_;
  const Unit& unit_;
  std::uint32_t occurrence_;
};

}  // namespace

SegmentPlace Rules::behind(std::uint32_t occurrence) const {
  const Occurrence& loop = unit_->occurrence(occurrence);
  if (loop.behind_ordinal != 0) return {{}, loop.behind_ordinal, loop.behind_transaction_ordinal, loop.behind_offset};
  // What the block that it is part of still has, else what came behind that.
  std::uint32_t block = occurrence;
  while (unit_->occurrence(block).behind_ordinal == 0) block = unit_->occurrence(block).parent;
  if (loop.end >= unit_->occurrence(block).end) return behind(block);
  const StoredSegment& next = unit_->segment(loop.end);
  return {{}, next.ordinal, next.transaction_ordinal, next.offset};
}

/// The place of a segment that is not there: at the first of its loop that the guide has behind it, or at what comes
/// behind the loop. `occurrence` becomes the loop that lacks it.
SegmentPlace Rules::in_stead(const PathSpec& path, Context context, std::uint32_t& occurrence) {
  const std::uint32_t top = occurrence = above((path.from_rule ? root_ : context).occurrence, path.up);
  std::string_view id = grammar_.node(path.node).model->id;
  if (path.places.count == 0) {
    SegmentPlace place = behind(top);
    place.id = id;
    return place;
  }
  // Up from its loop to the first that is there: that lacks it, or lacks the loop that it would be in.
  const grammar::Place& place = grammar_.place(programs_.places[path.places.first]);
  std::uint16_t loop = place.loop;
  std::uint8_t child = place.child;
  const auto is_meant = [&](std::uint32_t index) {
    if (unit_->occurrence(index).instance != loop) return false;
    const auto filters = RulePrograms::part(programs_.filters, path.filters);
    return loop != place.loop || std::all_of(filters.begin(), filters.end(), [&](const grammar::FilterSpec& filter) {
             return filter.segment || evaluate(filter.condition, {above(index, filter.up), none}) == Truth::yes;
           });
  };
  const std::uint32_t end = std::max(unit_->occurrence(top).end_occurrence, top + 1);
  for (occurrence = top; occurrence < end && !is_meant(occurrence);)
    if (++occurrence == end && loop != unit_->occurrence(top).instance) {
      child = grammar_.instance(loop).child;
      loop = grammar_.instance(loop).parent;
      occurrence = top;
    }
  if (loop != place.loop) id = grammar_.node(grammar_.place(grammar_.place_of(loop, child)).node).model->id;
  const auto& children = grammar_.definition(grammar_.instance(loop).definition).children;
  const Occurrence& lacking = unit_->occurrence(occurrence);
  for (std::uint32_t i = lacking.first; i < lacking.end; ++i) {
    const grammar::Place& other = grammar_.place(unit_->places()[i]);
    std::uint16_t at = other.loop;
    std::uint8_t its = other.child;
    for (; at != loop && grammar_.instance(at).depth > grammar_.instance(loop).depth; at = grammar_.instance(at).parent)
      its = grammar_.instance(at).child;
    if (at != loop || children[its].position <= children[child].position) continue;
    const StoredSegment& next = unit_->segment(i);
    return {id, next.ordinal, next.transaction_ordinal, next.offset};
  }
  SegmentPlace next = behind(occurrence);
  next.id = id;
  return next;
}

/// Where a finding of a rule stands: false where its segment is not there.
bool Rules::find_spot(const grammar::RuleSpec& rule, Context context, Spot& spot) {
  if (culprit_.segment != none) {
    spot = culprit_;
    return true;
  }
  if (!rule.at) {
    spot = {context.segment, 0, 0, 0};
    if (context.segment != none) return true;
    // The first segment of the loop; where that is missing, what stands in its stead.
    const Occurrence& loop = unit_->occurrence(context.occurrence);
    spot.segment = loop.first;
    return loop.first < loop.end;
  }
  // The value that a comparison found, where it is one of those that at="..." speaks of; else the first of those.
  const PathSpec& at = programs_.paths[*rule.at];
  if (at.elements.count == 0) {
    each_segment(at, context, [&](std::uint32_t segment) {
      const bool hit = segment == left_hit_.segment || segment == right_hit_.segment;
      if (hit || spot.segment == none) spot = {segment, 0, 0, 0};
      return hit || !at.several;
    });
    return spot.segment != none;
  }
  const auto is = [](const Spot& a, const Spot& b) {
    return std::tie(a.segment, a.element, a.component, a.repetition) ==
           std::tie(b.segment, b.element, b.component, b.repetition);
  };
  Spot first;
  const bool hit = at.several && each_value(at, context, [&](std::string_view, const Spot& value) {
                     if (first.segment == none) first = value;
                     spot = value;
                     return is(value, left_hit_) || is(value, right_hit_);
                   });
  if (hit) return true;
  const std::uint8_t element = programs_.elements[at.elements.first];
  const auto take_first = [&](std::string_view, const Spot& value) {
    first = value;
    return true;
  };
  if (first.segment != none || each_value(at, context, take_first)) {
    spot = first;
    return true;
  }
  return each_segment(at, context, [&](std::uint32_t segment) {
    spot = {segment, element, at.component, 0};
    return true;
  });
}

void Rules::report(const grammar::RuleSpec& rule, Context context) {
  SegmentPlace where;
  ElementPlace element;
  std::string_view value;
  std::uint32_t occurrence = context.occurrence;
  Spot spot;
  if (find_spot(rule, context, spot)) {
    const StoredSegment& segment = unit_->segment(spot.segment);
    if (rule.at || context.segment != none || culprit_.segment != none) occurrence = segment.occurrence;
    where = {grammar_.node(segment.node).model->id, segment.ordinal, segment.transaction_ordinal, segment.offset};
    element = {spot.element, spot.component, spot.repetition};
    value = unit_->element(segment, spot.element);
    if (spot.element == 0 || segment.count == 0) value = {};
    if (spot.component != 0) value = x12::component(value, spot.component, delimiters_.component);
  } else if (rule.at) {
    where = in_stead(programs_.paths[*rule.at], context, occurrence);
  } else {
    where = behind(occurrence);
  }
  const std::string left = decimal(left_, money_), right = decimal(right_, money_);
  const std::string difference = decimal(std::abs(left_ - right_), money_);
  const Place place(grammar_, *unit_, occurrence);
  const Locator* const walker = std::exchange(reporter_.locator, &place);
  reporter_.report(rule.model->rule,
                   {{"left", left},
                    {"right", right},
                    {"difference", difference},
                    {"relation", left_ > right_ ? "more" : "less"},
                    {"first", std::to_string(first_ordinal_)},
                    {"count", std::to_string(count_)}},
                   where, element, value);
  reporter_.locator = walker;
}

}  // namespace calx::validate
