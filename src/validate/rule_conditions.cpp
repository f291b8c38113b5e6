// Condition rules: what is true, and what values are.
#include <algorithm>
#include <functional>
#include <string>

#include "text/date.hpp"
#include "validate/formats.hpp"
#include "validate/rule_paths.hpp"

namespace calx::validate {

using grammar::ConditionSpec;
using grammar::OperandSpec;
using grammar::PathSpec;
using grammar::Relation;
using grammar::RulePrograms;
using grammar::ValueType;

namespace {

__extension__ using Wide = __int128;

/// X12 type R or N0 in ten-thousandths; nothing for what is no number, or has more digits than can be told.
std::optional<std::int64_t> parse_number(std::string_view text) {
  constexpr std::int64_t most = 100000000000000;  // before the point
  bool negative = false;
  std::size_t i = 0;
  if (!text.empty() && text.front() == '-') {
    negative = true;
    ++i;
  }
  std::int64_t value = 0;
  std::size_t digits = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, ++digits) {
    value = value * 10 + (text[i] - '0');
    if (value >= most) return std::nullopt;
  }
  std::int64_t scale = grammar::number_scale;
  if (i < text.size() && text[i] == '.') {
    for (++i; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, ++digits) {
      if (scale == 1) {
        if (text[i] != '0') return std::nullopt;
        continue;
      }
      value = value * 10 + (text[i] - '0');
      scale /= 10;
    }
  }
  if (i < text.size() || digits == 0) return std::nullopt;
  value *= scale;
  return negative ? -value : value;
}

std::optional<std::int64_t> parse_day(std::string_view text) {
  const std::int32_t day = text::ccyymmdd_number(text);
  return day == 0 ? std::nullopt : std::optional<std::int64_t>(day);
}

/// First or last day of a D8, RD8 or DT date.
std::optional<std::int64_t> parse_period(std::string_view text, bool last) {
  if (text.size() == 17 && text[8] == '-') return parse_day(last ? text.substr(9) : text.substr(0, 8));
  if (text.size() == 8 || text.size() == 12 || text.size() == 14) return parse_day(text.substr(0, 8));
  return std::nullopt;
}

}  // namespace

/// The earliest date of service of the claim, CCYYMMDD; 0 where there is none.
std::int32_t Rules::service_date() {
  if (service_date_) return *service_date_;
  std::int64_t first = 0;
  for (std::uint32_t segment = begin_; segment < end_; ++segment) {
    const auto& dates = programs_.service_dates;
    if (std::find(dates.begin(), dates.end(), unit_->places()[segment]) == dates.end()) continue;
    const auto day = parse_period(unit_->element(unit_->segment(segment), 3), false);
    if (day && (first == 0 || *day < first)) first = *day;
  }
  return *(service_date_ = static_cast<std::int32_t>(first));
}

// ---- Values of simple paths: most conditions are about them.

/// An operand's only text, empty where there is none; false where there may be several, or it takes a search.
inline bool Rules::sole_text(const OperandSpec& operand, Context context, std::string_view& text, Spot& spot) const {
  if (operand.kind == OperandSpec::Kind::text) {
    text = programs_.texts[operand.a].text;
    return true;
  }
  if (operand.kind != OperandSpec::Kind::path || !programs_.paths[operand.a].simple) return false;
  const PathSpec& path = programs_.paths[operand.a];
  const Sole at = sole_segment(path, context);
  if (!at.settled) return false;
  text = text_at(path, at.segment);
  spot = {at.segment, programs_.elements[path.elements.first], path.component, 0};
  return true;
}

/// An operand's only number or date; false as above.
inline bool Rules::sole_number(const OperandSpec& operand, Context context, std::optional<std::int64_t>& value) const {
  using Kind = OperandSpec::Kind;
  if (operand.kind == Kind::number || operand.kind == Kind::date) {
    value = operand.value;
    return true;
  }
  const bool period = operand.kind == Kind::from || operand.kind == Kind::through;
  if (operand.kind != Kind::path && operand.kind != Kind::parsed && !period) return false;
  const OperandSpec& source = operand.kind == Kind::path ? operand : programs_.operands[operand.a];
  if (source.kind != Kind::path || !programs_.paths[source.a].simple) return false;
  const Sole at = sole_segment(programs_.paths[source.a], context);
  if (!at.settled) return false;
  const std::string_view text = text_at(programs_.paths[source.a], at.segment);
  if (text.empty())
    value = std::nullopt;
  else if (period)
    value = parse_period(text, operand.kind == Kind::through);
  else
    value = operand.kind == Kind::path && operand.type == ValueType::date ? parse_day(text) : parse_number(text);
  return true;
}

// ---- Conditions.

Rules::Truth Rules::evaluate(std::uint32_t condition, Context context) {
  const ConditionSpec& spec = programs_.conditions[condition];
  Truth truth = Truth::unknown;
  switch (spec.kind) {
    case ConditionSpec::Kind::any:
      truth = Truth::no;
      for (const std::uint32_t child : RulePrograms::part(programs_.children, spec.range)) {
        truth = std::max(truth, evaluate(child, context));
        if (truth == Truth::yes) break;
      }
      return truth;
    case ConditionSpec::Kind::all:
      truth = Truth::yes;
      for (const std::uint32_t child : RulePrograms::part(programs_.children, spec.range)) {
        truth = std::min(truth, evaluate(child, context));
        if (truth == Truth::no) break;
      }
      return truth;
    case ConditionSpec::Kind::negation:
      return opposite(evaluate(spec.a, context));
    case ConditionSpec::Kind::exists: {
      const PathSpec& path = programs_.paths[spec.a];
      if (path.simple)
        if (const Sole at = sole_segment(path, context); at.settled)
          return text_at(path, at.segment).empty() ? Truth::no : Truth::yes;
      const auto there = [](auto&&...) { return true; };
      const bool found = path.loops                 ? each_loop(path, context, there)
                         : path.elements.count == 0 ? each_segment(path, context, there)
                                                    : each_value(path, context, there);
      return found ? Truth::yes : Truth::no;
    }
    case ConditionSpec::Kind::unique:
      return unique(spec, context);
    case ConditionSpec::Kind::relation:
      truth = relation(spec, context);
      break;
    case ConditionSpec::Kind::listed:
      truth = listed(spec, context);
      break;
    case ConditionSpec::Kind::in_set: {
      const codes::CodeSet* const set = sets_[spec.b];
      if (set == nullptr) return Truth::unknown;
      truth = any_text(spec, context, [&](std::string_view text) { return set->has(text); });
      break;
    }
    case ConditionSpec::Kind::format:
      truth = any_text(spec, context, [&](std::string_view text) { return has_format(spec.format, text); });
      break;
    case ConditionSpec::Kind::starts:
    case ConditionSpec::Kind::ends:
    case ConditionSpec::Kind::contains: {
      const auto texts = RulePrograms::part(programs_.texts, spec.range);
      truth = any_text(spec, context, [&](std::string_view text) {
        return std::any_of(texts.begin(), texts.end(), [&](const grammar::TextSpec& part) {
          if (spec.kind == ConditionSpec::Kind::contains) return text.find(part.text) != std::string_view::npos;
          return spec.kind == ConditionSpec::Kind::starts ? text.starts_with(part.text) : text.ends_with(part.text);
        });
      });
      break;
    }
  }
  return spec.negative ? opposite(truth) : truth;
}

template <class Test>
Rules::Truth Rules::any_text(const ConditionSpec& spec, Context context, const Test& test) {
  Truth truth = Truth::unknown;
  Spot spot;
  if (std::string_view text; sole_text(programs_.operands[spec.a], context, text, spot)) {
    if (text.empty() || !test(text)) return text.empty() ? Truth::unknown : Truth::no;
    left_hit_ = spot;
    return Truth::yes;
  }
  each_text(spec.a, context, [&](std::string_view text, const Spot& spot) {
    truth = test(text) ? Truth::yes : Truth::no;
    if (truth == Truth::yes) left_hit_ = spot;
    return truth == Truth::yes;
  });
  return truth;
}

Rules::Truth Rules::listed(const ConditionSpec& spec, Context context) {
  if (spec.type == ValueType::text) {
    const auto texts = RulePrograms::part(programs_.texts, spec.range);
    return any_text(spec, context, [&](std::string_view text) {
      const std::uint64_t packed = grammar::pack(text);
      return std::any_of(texts.begin(), texts.end(), [&](const grammar::TextSpec& entry) {
        return packed != 0 ? packed == entry.packed : text == entry.text;
      });
    });
  }
  const auto numbers = RulePrograms::part(programs_.numbers, spec.range);
  bool unread = false, any = false, found = false;
  each_number(spec.a, context, unread, [&](std::int64_t value) {
    any = true;
    found = std::find(numbers.begin(), numbers.end(), value) != numbers.end();
    return found;
  });
  return found ? Truth::yes : unread || !any ? Truth::unknown : Truth::no;
}

Rules::Truth Rules::relation(const ConditionSpec& spec, Context context) {
  const OperandSpec& left = programs_.operands[spec.a];
  const OperandSpec& right = programs_.operands[spec.b];
  if (spec.type == ValueType::text) {
    std::string_view sole, sole_other;
    Spot spot, spot_of_other;
    if (sole_text(left, context, sole, spot) && sole_text(right, context, sole_other, spot_of_other)) {
      if (sole.empty() || sole_other.empty()) return Truth::unknown;
      if (sole != sole_other) return Truth::no;
      left_hit_ = spot;
      right_hit_ = spot_of_other;
      return Truth::yes;
    }
    Truth truth = Truth::unknown;
    each_text(spec.a, context, [&](std::string_view one, const Spot& left_spot) {
      return each_text(spec.b, context, [&](std::string_view other, const Spot& right_spot) {
        truth = one == other ? Truth::yes : Truth::no;
        if (truth == Truth::no) return false;
        left_hit_ = left_spot;
        right_hit_ = right_spot;
        return true;
      });
    });
    return truth;
  }
  if (left.several || right.several) {
    bool unread = false, any = false, found = false;
    each_number(spec.a, context, unread, [&](std::int64_t one) {
      return each_number(spec.b, context, unread, [&](std::int64_t other) {
        any = true;
        found = one == other;
        return found;
      });
    });
    return found ? Truth::yes : unread || !any ? Truth::unknown : Truth::no;
  }
  const auto one = number(spec.a, context);
  if (!one) return Truth::unknown;
  const auto other = number(spec.b, context);
  if (!other) return Truth::unknown;
  if (spec.type == ValueType::number) {
    left_ = spec.swapped ? *other : *one;
    right_ = spec.swapped ? *one : *other;
    money_ = left.money || right.money;
  }
  const bool true_ = spec.relation == Relation::equal  ? *one == *other
                     : spec.relation == Relation::less ? *one < *other
                                                       : *one <= *other;
  return true_ ? Truth::yes : Truth::no;
}

Rules::Truth Rules::unique(const ConditionSpec& spec, Context context) {
  values_.clear();
  each_value(programs_.paths[spec.a], context, [&](std::string_view text, const Spot& spot) {
    values_.push_back({text, spot});
    return false;
  });
  constexpr std::size_t few = 16;
  const auto blame = [&](const Value& first, const Value& second) {
    culprit_ = second.spot;
    first_ordinal_ = unit_->segment(first.spot.segment).ordinal;
    return Truth::no;
  };
  if (values_.size() <= few) {
    for (std::size_t i = 1; i < values_.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (values_[i].text == values_[j].text) return blame(values_[j], values_[i]);
    return values_.empty() ? Truth::unknown : Truth::yes;
  }
  // Stable by text, so that equal ones stand in the order in which they were read.
  std::sort(values_.begin(), values_.end(), [](const Value& a, const Value& b) {
    if (const int order = a.text.compare(b.text); order != 0) return order < 0;
    return std::tie(a.spot.segment, a.spot.element, a.spot.repetition) <
           std::tie(b.spot.segment, b.spot.element, b.spot.repetition);
  });
  const Value* second = nullptr;
  for (std::size_t i = 1; i < values_.size(); ++i)
    if (values_[i].text == values_[i - 1].text && (second == nullptr || values_[i].spot.segment < second->spot.segment))
      second = &values_[i];
  return second == nullptr ? Truth::yes : blame(*(second - 1), *second);
}

bool Rules::holds(const PathSpec& path, std::uint32_t segment) {
  if (path.qualifier_element != 0) {
    std::string_view text = unit_->element(unit_->segment(segment), path.qualifier_element);
    if (path.qualifier_component) text = text.substr(0, text.find(delimiters_.component));
    const auto codes = RulePrograms::part(programs_.codes, path.qualifiers);
    if (std::find(codes.begin(), codes.end(), grammar::pack(text)) == codes.end()) return false;
  }
  for (const grammar::FilterSpec& filter : RulePrograms::part(programs_.filters, path.filters)) {
    const Context inner{above(unit_->segment(segment).occurrence, filter.up), filter.segment ? segment : none};
    if (evaluate(filter.condition, inner) != Truth::yes) return false;
  }
  return true;
}

// ---- Values.

std::int64_t Rules::count(const PathSpec& path, Context context) {
  std::int64_t total = 0;
  const auto one_more = [&](auto&&...) {
    ++total;
    return false;
  };
  if (path.loops)
    each_loop(path, context, one_more);
  else if (path.elements.count == 0)
    each_segment(path, context, one_more);
  else
    each_value(path, context, one_more);
  return total;
}

template <class Visit>
bool Rules::each_text(std::uint32_t operand, Context context, const Visit& visit) {
  const OperandSpec& spec = programs_.operands[operand];
  const auto plain = [&](const OperandSpec& from, const auto& take) {
    if (from.kind == OperandSpec::Kind::text) return take(std::string_view(programs_.texts[from.a].text), Spot{});
    return each_value(programs_.paths[from.a], context, take);
  };
  const auto shortened = [&](const OperandSpec& from, const auto& take) {
    if (from.kind != OperandSpec::Kind::left) return plain(from, take);
    const auto size = static_cast<std::size_t>(from.value);
    return plain(programs_.operands[from.a],
                 [&](std::string_view text, const Spot& spot) { return take(text.substr(0, size), spot); });
  };
  if (spec.kind == OperandSpec::Kind::first || spec.kind == OperandSpec::Kind::last) {
    std::string_view found;
    Spot at;
    shortened(programs_.operands[spec.a], [&](std::string_view text, const Spot& spot) {
      found = text;
      at = spot;
      return spec.kind == OperandSpec::Kind::first;
    });
    return !found.empty() && visit(found, at);
  }
  return shortened(spec, visit);
}

template <class Visit>
bool Rules::each_number(std::uint32_t operand, Context context, bool& unread, const Visit& visit) {
  const OperandSpec& spec = programs_.operands[operand];
  const auto take = [&](std::optional<std::int64_t> value) {
    if (value) return visit(*value);
    unread = true;
    return false;
  };
  switch (spec.kind) {
    case OperandSpec::Kind::number:
    case OperandSpec::Kind::date:
      return visit(spec.value);
    case OperandSpec::Kind::path:
      return each_value(programs_.paths[spec.a], context, [&](std::string_view text, const Spot&) {
        return take(spec.type == ValueType::date ? parse_day(text) : parse_number(text));
      });
    case OperandSpec::Kind::parsed:
      return each_text(spec.a, context, [&](std::string_view text, const Spot&) { return take(parse_number(text)); });
    case OperandSpec::Kind::length:
      return each_text(spec.a, context, [&](std::string_view text, const Spot&) {
        return visit(static_cast<std::int64_t>(text.size()) * grammar::number_scale);
      });
    case OperandSpec::Kind::from:
    case OperandSpec::Kind::through:
      return each_text(spec.a, context, [&](std::string_view text, const Spot&) {
        return take(parse_period(text, spec.kind == OperandSpec::Kind::through));
      });
    default:
      return take(number(operand, context));
  }
}

std::optional<std::int64_t> Rules::number(std::uint32_t operand, Context context) {
  const OperandSpec& spec = programs_.operands[operand];
  using Kind = OperandSpec::Kind;
  std::optional<std::int64_t> result;
  if (sole_number(spec, context, result)) return result;
  std::int64_t value = 0;
  bool unread = false;
  switch (spec.kind) {
    case Kind::count:
      count_ = count(programs_.paths[spec.a], context);
      return count_ * grammar::number_scale;
    case Kind::sum:
      return sum(spec.a, context);
    case Kind::least:
    case Kind::most:
    case Kind::first:
    case Kind::last:
      each_number(spec.a, context, unread, [&](std::int64_t one) {
        if (!result || spec.kind == Kind::last)
          result = one;
        else if (spec.kind != Kind::first)
          result = spec.kind == Kind::least ? std::min(*result, one) : std::max(*result, one);
        return false;
      });
      return unread ? std::nullopt : result;
    case Kind::add:
    case Kind::subtract:
    case Kind::multiply:
    case Kind::years: {
      const auto left = number(spec.a, context), right = number(spec.b, context);
      if (!left || !right) return std::nullopt;
      if (spec.kind == Kind::years) {
        const bool after = *right >= *left;  // CCYYMMDD: whole years are ten thousands
        const std::int64_t years = after ? (*right - *left) / 10000 : -((*left - *right) / 10000);
        return years * grammar::number_scale;
      }
      if (spec.kind == Kind::add) return __builtin_add_overflow(*left, *right, &value) ? result : value;
      if (spec.kind == Kind::subtract) return __builtin_sub_overflow(*left, *right, &value) ? result : value;
      const Wide product = static_cast<Wide>(*left) * *right;
      if (product % grammar::number_scale != 0) return std::nullopt;
      const Wide scaled = product / grammar::number_scale;
      if (scaled > INT64_MAX || scaled < INT64_MIN) return std::nullopt;
      return static_cast<std::int64_t>(scaled);
    }
    default:
      break;
  }
  each_number(operand, context, unread, [&](std::int64_t one) {
    result = one;
    return true;
  });
  return result;
}

// A number that must be there and is not makes the whole unknown: its lack is said elsewhere.
std::optional<std::int64_t> Rules::sum(std::uint32_t operand, Context context) {
  std::int64_t total = 0;
  bool unread = false;
  each_number(operand, context, unread, [&](std::int64_t value) {
    unread |= __builtin_add_overflow(total, value, &total);
    return false;
  });
  if (unread) return std::nullopt;
  const OperandSpec* from = &programs_.operands[operand];
  while (from->kind != OperandSpec::Kind::path) {
    if (from->kind != OperandSpec::Kind::parsed && from->kind != OperandSpec::Kind::length) return total;
    from = &programs_.operands[from->a];
  }
  const PathSpec& path = programs_.paths[from->a];
  if (path.required_elements == 0) return total;
  std::uint32_t segments = 0;
  const bool lacks = each_segment(path, context, [&](std::uint32_t index) {
    ++segments;
    const x12::Segment segment = unit_->view(unit_->segment(index));
    for (const std::uint8_t number : RulePrograms::part(programs_.elements, path.elements))
      if ((path.required_elements >> number & 1) != 0 && segment.element(number).empty()) return true;
    return false;
  });
  if (lacks) return std::nullopt;
  if (!path.required_segment || path.same_segment || path.filters.count != 0) return total;
  std::uint32_t loops = 0;
  const std::uint32_t top = above((path.from_rule ? root_ : context).occurrence, path.up);
  const std::uint32_t end = std::max(unit_->occurrence(top).end_occurrence, top + 1);
  for (std::uint32_t i = top; i < end; ++i) loops += unit_->occurrence(i).instance == path.instance ? 1 : 0;
  if (segments < loops) return std::nullopt;
  return total;
}

}  // namespace calx::validate
