// Rules about two dates: most are kept, as a look at eight digits each tells.
#include <array>
#include <limits>

#include "validate/date_order.hpp"
#include "validate/rule_paths.hpp"

namespace calx::validate {

using grammar::OperandSpec;
using grammar::PathSpec;
using grammar::RulePrograms;

namespace {

/// The path of a day, and of the first or the last day of a period; null for any other operand.
const PathSpec* path_of_day(const RulePrograms& programs, const OperandSpec& operand) {
  using Kind = OperandSpec::Kind;
  const bool period = operand.kind == Kind::from || operand.kind == Kind::through;
  const OperandSpec& source = period ? programs.operands[operand.a] : operand;
  if (source.kind != Kind::path || !programs.paths[source.a].simple) return nullptr;
  return &programs.paths[source.a];
}

}  // namespace

/// Its number in date_orders_; none where the rule is about something else.
std::uint32_t Rules::add_date_order(const grammar::TriggerSpec& trigger) {
  const grammar::RuleSpec& rule = programs_.rules[trigger.rule];
  using Kind = OperandSpec::Kind;
  const grammar::ConditionSpec& then = programs_.conditions[rule.then];
  if (rule.forbids || then.kind != grammar::ConditionSpec::Kind::relation || then.relation == grammar::Relation::equal)
    return none;
  const std::int64_t strict = then.relation == grammar::Relation::less ? 1 : 0;
  const OperandSpec& first = programs_.operands[then.a];
  const OperandSpec& second = programs_.operands[then.b];
  std::array<std::uint32_t, 2> operands{};  // the earlier date, the later one
  DateOrder order;
  order.negative = then.negative;
  if (then.type == grammar::ValueType::date) {
    operands = {then.a, then.b};
    order.least = strict;
    order.below = std::numeric_limits<std::int64_t>::max();
  } else if (first.kind == Kind::years && second.kind == Kind::number && second.value > 0) {
    operands = {first.a, first.b};
    order.least = std::numeric_limits<std::int64_t>::min();
    order.below = (second.value / grammar::number_scale + 1 - strict) * 10000;
    if (second.value % grammar::number_scale != 0) return none;
  } else {
    return none;
  }
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const OperandSpec& operand = programs_.operands[operands[i]];
    DateOrder::Side& side = i == 0 ? order.left : order.right;
    side.path = path_of_day(programs_, operand);
    if (side.path == nullptr) return none;
    side.last = operand.kind == Kind::through;
    // A rule about a loop looks at its triggering segment where the loop has one of that place.
    const bool own = side.path->same_segment || (!rule.each && trigger.up == 0 && side.path->plain &&
                                                 programs_.places[side.path->places.first] == trigger.place &&
                                                 grammar_.place(trigger.place).max == 1);
    if (own && side.path->component == 0) side.own = programs_.elements[side.path->elements.first];
    std::uint16_t top = rule.instance;
    for (unsigned up = side.path->up; up > 0; --up) top = grammar_.instance(top).parent;
    side.around = !side.path->same_segment && grammar_.instance(top).around_unit;
    if (side.around) side.place = programs_.places[side.path->places.first];
  }
  date_orders_.push_back(order);
  return static_cast<std::uint32_t>(date_orders_.size() - 1);
}

std::int64_t Rules::find_day(DateOrder::Side& side, Context context) {
  root_ = context;
  const Sole at = sole_segment(*side.path, context);
  if (!at.settled) return DateOrder::not_settled;
  if (at.segment == none) return DateOrder::not_there;
  side.offset = unit_->segment(at.segment).offset;
  return side.day = read_day(text_at(*side.path, at.segment), side.last);
}

}  // namespace calx::validate
