#include "validate/rules.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <tuple>

#include "text/date.hpp"
#include "validate/footprint.hpp"
#include "validate/formats.hpp"

namespace calx::validate {

using grammar::ConditionSpec;
using grammar::OperandSpec;
using grammar::PathSpec;
using grammar::Range;
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
  const auto date = text::parse_ccyymmdd(text);
  if (!date) return std::nullopt;
  return static_cast<int>(date->year()) * 10000 + static_cast<int>(static_cast<unsigned>(date->month())) * 100 +
         static_cast<int>(static_cast<unsigned>(date->day()));
}

/// First or last day of a D8, RD8 or DT date.
std::optional<std::int64_t> parse_period(std::string_view text, bool last) {
  if (text.size() == 17 && text[8] == '-') return parse_day(last ? text.substr(9) : text.substr(0, 8));
  if (text.size() == 8 || text.size() == 12 || text.size() == 14) return parse_day(text.substr(0, 8));
  return std::nullopt;
}

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

Rules::Rules(const grammar::Grammar& grammar, const codes::CodeSets& codes, Reporter& reporter, bool remember)
    : grammar_(grammar), programs_(grammar.rules()), reporter_(reporter), remember_(remember) {
  for (const grammar::CodeSetUse& use : programs_.sets) sets_.push_back(codes.set(use.name));
  for (const grammar::TriggerSpec& trigger : programs_.triggers)
    if (reporter.wants(programs_.rules[trigger.rule].model->rule.level)) triggers_.push_back(trigger);
  group_triggers(grammar);
  gates_.emplace(grammar, triggers_);
  for (std::size_t number = 0; number < gates_->witnesses().size(); ++number)
    for (const std::uint16_t place : gates_->witnesses()[number].places)
      at_places_[place].witnesses |= std::uint64_t{1} << number;
  judged_.assign(programs_.rules.size(), 0);
}

void Rules::keep(std::vector<std::uint8_t>& places) const {
  bool dated = false;
  for (const grammar::RuleSpec& rule : programs_.rules) {
    if (!reporter_.wants(rule.model->rule.level)) continue;
    for (const std::uint16_t place : RulePrograms::part(programs_.places, rule.used)) places[place] = 1;
    dated |= rule.model->from || rule.model->through;
  }
  if (dated)
    for (const std::uint16_t place : programs_.service_dates) places[place] = 1;
}

void Rules::judge(const Unit& unit, std::uint32_t begin, std::uint32_t end, const x12::Delimiters& delimiters,
                  KnownSegments& known) {
  if (triggers_.empty()) return;
  unit_ = &unit;
  begin_ = begin;
  end_ = end;
  if (delimiters != delimiters_)
    for (Group& group : groups_) group.known.clear();
  delimiters_ = delimiters;
  service_date_.reset();
  const std::uint16_t* const places = unit.places();
  witnessed_ = 0;
  for (std::uint32_t segment = begin; segment < end; ++segment)
    if (const std::uint64_t candidates = at_places_[places[segment]].witnesses; candidates != 0) {
      const StoredSegment& stored = unit.segment(segment);
      witnessed_ |= stored.kept ? stored.witness : witness(candidates, segment);
    }
  for (std::uint32_t segment = begin; segment < end; ++segment) {
    const AtPlace& at = at_places_[places[segment]];
    if (at.wide.count == 0 && at.groups.count == 0) continue;
    const StoredSegment& stored = unit.segment(segment);
    if (!stored.kept || stored.twice || (at.heading && !stored.same_transaction)) {
      judge_anew(at, stored, segment, known);
    } else if (stored.open != 0) {
      const std::uint64_t alone = judge_open(at, stored.open, stored, segment);
      KnownSegments::Entry* const entry = alone == 0 ? nullptr : known.find(unit.view(stored).raw());
      if (entry != nullptr && entry->kept_place == stored.place) remember(*entry, alone);
    }
  }
}

void Rules::judge_anew(const AtPlace& at, const StoredSegment& stored, std::uint32_t segment, KnownSegments& known) {
  const x12::Segment view = unit_->view(stored);
  KnownSegments::Entry* const entry = at.wide.count <= 64 && !stored.twice ? known.find(view.raw()) : nullptr;
  std::uint64_t open = 0, alone = 0;
  for (std::uint32_t i = 0; i < at.wide.count; ++i) {
    const std::uint32_t trigger = at.wide.first + i;
    if (!gates_->open_by_text(trigger, view, delimiters_.component)) continue;
    if (at.wide.count > 64) {
      if (gates_->open_by_unit(trigger, *unit_, witnessed_)) judge_trigger(trigger, stored, segment);
    } else if (entry == nullptr || has_needs(trigger, stored, segment)) {
      open |= std::uint64_t{1} << i;
    }
  }
  if (open != 0) alone = judge_open(at, open, stored, segment);
  bool kept = true;
  for (Group& group : std::span(groups_).subspan(at.groups.first, at.groups.count))
    kept &= judge_by_text(group, view, stored, segment);
  if (entry == nullptr || !kept) return;
  entry->kept_place = stored.place;
  entry->open = open;
  entry->witness = at.witnesses == 0 ? 0 : witness(at.witnesses, segment);
  entry->alone_in = 0;
  remember(*entry, alone);
}

/// Which of the candidates the segment is.
std::uint64_t Rules::witness(std::uint64_t candidates, std::uint32_t segment) {
  std::uint64_t found = 0;
  root_ = {unit_->segment(segment).occurrence, segment};
  only_ = segment;
  for (; candidates != 0; candidates &= candidates - 1) {
    const int number = std::countr_zero(candidates);
    const std::uint32_t condition = gates_->witnesses()[static_cast<std::size_t>(number)].condition;
    if (evaluate(condition, root_) == Truth::yes) found |= std::uint64_t{1} << number;
  }
  only_ = none;
  return found;
}

/// Judges those of a place's rules that the segment's text does not answer. Returns which of them were kept while
/// nothing else was there that they look at.
std::uint64_t Rules::judge_open(const AtPlace& at, std::uint64_t open, const StoredSegment& stored,
                                std::uint32_t segment) {
  std::uint64_t kept = 0;
  for (; open != 0; open &= open - 1) {
    const int number = std::countr_zero(open);
    const std::uint32_t trigger = at.wide.first + static_cast<std::uint32_t>(number);
    if (!gates_->open_by_unit(trigger, *unit_, witnessed_)) continue;
    const bool alone = !stored.twice && is_alone(trigger);
    if (alone && (stored.alone >> number & 1) != 0) continue;
    const std::uint32_t joint = others_[trigger].joint;
    const bool good =
        joint != none ? judge_joint(joints_[joint], trigger, stored, segment) : judge_trigger(trigger, stored, segment);
    if (good && alone) kept |= std::uint64_t{1} << number;
  }
  return kept;
}

void Rules::remember(KnownSegments::Entry& entry, std::uint64_t alone) const {
  if (entry.alone_in != unit_->transaction()) entry.alone = 0;
  entry.alone_in = unit_->transaction();
  entry.alone |= alone;
}

bool Rules::is_alone(std::uint32_t trigger) const {
  const Others& others = others_[trigger];
  if (!others.bounded) return false;
  for (const Footprint::Other& other : RulePrograms::part(other_places_, others.places))
    if (unit_->has(other.place)) return false;
  return true;
}

/// False where the text of the segment says that the rule cannot be broken.
bool Rules::has_needs(std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment) {
  const auto needs = RulePrograms::part(needs_, others_[trigger].needs);
  const grammar::RuleSpec& rule = programs_.rules[triggers_[trigger].rule];
  root_ = {above(stored.occurrence, triggers_[trigger].up), rule.each ? segment : none};
  return std::all_of(needs.begin(), needs.end(), [&](const Footprint::Need& need) {
    return evaluate(need.condition, root_) == (need.truth ? Truth::yes : Truth::no);
  });
}

bool Rules::judge_trigger(std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment) {
  return judge(triggers_[trigger].rule, {above(stored.occurrence, triggers_[trigger].up), segment});
}

namespace {

/// Texts one behind the other, as long as they fit; the separator stands in none of them.
class Joined {
 public:
  explicit Joined(char separator) : separator_(separator) {}
  void add(std::string_view text) {
    if (size_ + text.size() >= text_.size()) fits_ = false;
    if (!fits_) return;
    std::memcpy(text_.data() + size_, text.data(), text.size());
    size_ += text.size();
    text_[size_++] = separator_;
  }
  void add(const x12::Segment& segment, std::uint64_t elements) {
    for (; elements != 0; elements &= elements - 1) add(segment.element(std::countr_zero(elements)));
  }
  /// Empty where they did not fit.
  std::string_view view() const { return {text_.data(), fits_ ? size_ : 0}; }
  void give_up() { fits_ = false; }

 private:
  std::array<char, KnownTexts::longest> text_;
  char separator_;
  std::size_t size_ = 0;
  bool fits_ = true;
};

}  // namespace

/// The loop that holds both is one and the same.
bool Rules::sees(const StoredSegment& segment, const StoredSegment& other) const {
  std::uint32_t a = segment.occurrence, b = other.occurrence;
  const auto depth = [&](std::uint32_t index) { return grammar_.instance(unit_->occurrence(index).instance).depth; };
  while (unit_->occurrence(a).instance != unit_->occurrence(b).instance) {
    const auto of_a = depth(a), of_b = depth(b);
    if (of_a >= of_b) a = unit_->occurrence(a).parent;
    if (of_b >= of_a) b = unit_->occurrence(b).parent;
  }
  return a == b;
}

/// True where the rule is kept, also where it was before, with the same texts in all that it looks at.
bool Rules::judge_joint(Joint& joint, std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment) {
  if (joint.transaction != unit_->transaction()) {
    joint.known.clear();
    joint.transaction = unit_->transaction();
  }
  Joined joined(delimiters_.element);
  joined.add(unit_->view(stored), joint.elements);
  for (const Footprint::Other& other : RulePrograms::part(other_places_, others_[trigger].places)) {
    const std::uint32_t count = unit_->count(other.place);
    const StoredSegment* const only = unit_->only(other.place);
    if (count > 1 || (count == 1 && (only == nullptr || only->count == 0 || !sees(stored, *only))))
      joined.give_up();
    else if (count == 1)
      joined.add(unit_->view(*only), other.elements | 1);
    else
      joined.add({});
  }
  const std::string_view text = joined.view();
  const bool known = remember_ && !stored.twice && !text.empty();
  if (known && joint.known.has(text)) return true;
  const bool kept = judge_trigger(trigger, stored, segment);
  if (kept && known) joint.known.add(text);
  return kept;
}

bool Rules::judge_by_text(Group& group, const x12::Segment& view, const StoredSegment& stored, std::uint32_t segment) {
  Joined joined(delimiters_.element);
  std::string_view text;
  if (std::has_single_bit(group.elements)) {
    text = view.element(std::countr_zero(group.elements));
    if (text.empty()) text = {&delimiters_.element, 1};  // an element that is not there; no text is like that
  } else {
    joined.add(view, group.elements);
    text = joined.view();
  }
  if (group.heading && group.transaction != unit_->transaction()) {
    group.known.clear();
    group.transaction = unit_->transaction();
  }
  const bool known = remember_ && !stored.twice && !text.empty();
  if (known && group.known.has(text)) return true;
  bool kept = true;
  for (std::uint32_t t = group.first; t < group.end; ++t)
    if (gates_->open_by_text(t, view, delimiters_.component) && gates_->open_by_unit(t, *unit_, witnessed_))
      kept &= judge_trigger(t, stored, segment);
  if (kept && known) group.known.add(text);
  return kept;
}

// ---- Which rules are judged by texts alone.

/// What the rule looks at beside its segment cannot be there twice, or is seen by each segment that triggers it: it
/// stands in the claim's own loop or above.
bool Rules::stands_above(const Footprint& footprint) const {
  return !footprint.filtered && !footprint.others.empty() &&
         std::all_of(footprint.others.begin(), footprint.others.end(), [&](const Footprint::Other& other) {
           const grammar::LoopInstance& loop = grammar_.instance(grammar_.place(other.place).loop);
           return !loop.in_unit || loop.definition == grammar_.unit_definition();
         });
}

void Rules::group_triggers(const grammar::Grammar& grammar) {
  at_places_.resize(grammar.place_count());
  std::vector<Footprint> footprints;
  std::vector<std::size_t> order(triggers_.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
    footprints.push_back(footprint_of(grammar, triggers_[i]));
  }
  const auto group_of = [&](std::size_t i) {
    const bool text = footprints[i].text_decides();
    return std::tuple(triggers_[i].place, text ? footprints[i].elements : 0, text && footprints[i].heading);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return group_of(a) < group_of(b); });
  std::vector<grammar::TriggerSpec> sorted;
  for (const std::size_t i : order) {
    const auto here = static_cast<std::uint32_t>(sorted.size());
    const auto [place, elements, heading] = group_of(i);
    AtPlace& at = at_places_[place];
    if (elements == 0) {
      if (at.wide.count++ == 0) at.wide.first = here;
    } else {
      if (at.groups.count == 0) at.groups.first = static_cast<std::uint32_t>(groups_.size());
      at.heading |= heading;
      if (at.groups.count == 0 || groups_.back().elements != elements || groups_.back().heading != heading) {
        groups_.emplace_back();
        groups_.back().first = here;
        groups_.back().elements = elements;
        groups_.back().heading = heading;
        ++at.groups.count;
      }
      groups_.back().end = here + 1;
    }
    const auto part = [](auto& table, const auto& entries) {
      const Range range{static_cast<std::uint32_t>(table.size()), static_cast<std::uint32_t>(entries.size())};
      table.insert(table.end(), entries.begin(), entries.end());
      return range;
    };
    const bool bounded = footprints[i].bounded;
    const bool joint = elements == 0 && bounded && stands_above(footprints[i]);
    if (joint) joints_.push_back({footprints[i].elements, 0, {}});
    others_.push_back({bounded, joint ? static_cast<std::uint32_t>(joints_.size() - 1) : none,
                       part(other_places_, footprints[i].others), part(needs_, footprints[i].needs)});
    sorted.push_back(triggers_[i]);
  }
  triggers_ = std::move(sorted);
}

bool Rules::judge(std::uint32_t number, Context context) {
  const grammar::RuleSpec& rule = programs_.rules[number];
  if (!rule.each) {
    const std::uint64_t serial = unit_->occurrence(context.occurrence).serial;
    if (judged_[number] == serial) return false;
    judged_[number] = serial;
    context.segment = none;
  }
  root_ = context;
  if (rule.each && !holds(programs_.paths[*rule.each], context.segment)) return true;
  culprit_ = left_hit_ = right_hit_ = {};
  if (rule.when && evaluate(*rule.when, context) != Truth::yes) return true;
  if (evaluate(rule.then, context) != (rule.forbids ? Truth::yes : Truth::no)) return true;
  if (rule.model->from || rule.model->through) {
    const std::int32_t date = service_date();
    if (date != 0 && (date < rule.from || date > rule.through)) return true;
  }
  report(rule, context);
  return false;
}

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
      truth = any_text(spec, context, [&](std::string_view text) { return set->find(text) != nullptr; });
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

// ---- Paths.

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

template <class Visit>
bool Rules::each_segment(const PathSpec& path, Context context, const Visit& visit) {
  const Context from = path.from_rule ? root_ : context;
  const bool open = path.qualifier_element == 0 && path.filters.count == 0;
  if (only_ != none) return (open || holds(path, only_)) && visit(only_);
  if (path.same_segment) return (open || holds(path, from.segment)) && visit(from.segment);
  const Occurrence& loop = unit_->occurrence(above(from.occurrence, path.up));
  const std::uint16_t* const places = unit_->places();
  if (path.places.count == 1) {
    const std::uint16_t wanted = programs_.places[path.places.first];
    for (std::uint32_t i = loop.first; i < loop.end; ++i)
      if (places[i] == wanted && (open || holds(path, i)) && visit(i)) return true;
    return false;
  }
  const auto wanted = RulePrograms::part(programs_.places, path.places);
  if (wanted.empty()) return false;
  for (std::uint32_t i = loop.first; i < loop.end; ++i)
    if (std::find(wanted.begin(), wanted.end(), places[i]) != wanted.end() && (open || holds(path, i)) && visit(i))
      return true;
  return false;
}

template <class Visit>
bool Rules::each_loop(const PathSpec& path, Context context, const Visit& visit) {
  const Context from = path.from_rule ? root_ : context;
  const auto wanted = RulePrograms::part(programs_.places, path.places);
  const std::uint32_t top = above(from.occurrence, path.up);
  const std::uint32_t end = std::max(unit_->occurrence(top).end_occurrence, top + 1);
  for (std::uint32_t i = top; i < end; ++i) {
    if (std::find(wanted.begin(), wanted.end(), unit_->occurrence(i).instance) == wanted.end()) continue;
    const auto filters = RulePrograms::part(programs_.filters, path.filters);
    const bool all = std::all_of(filters.begin(), filters.end(), [&](const grammar::FilterSpec& filter) {
      return evaluate(filter.condition, {above(i, filter.up), none}) == Truth::yes;
    });
    if (all && visit(i)) return true;
  }
  return false;
}

template <class Visit>
bool Rules::each_value(const PathSpec& path, Context context, const Visit& visit) {
  const auto elements = RulePrograms::part(programs_.elements, path.elements);
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

// ---- Values.

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
      each_number(operand, context, unread, [&](std::int64_t one) {
        result = one;
        return true;
      });
      return result;
  }
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

// ---- Findings.

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
