#include "validate/gates.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace calx::validate {

using grammar::ConditionSpec;
using grammar::OperandSpec;
using grammar::PathSpec;
using grammar::RulePrograms;
using grammar::TriggerSpec;

namespace {

template <class Entry, class Same>
bool all_alike(std::span<const Entry> a, std::span<const Entry> b, const Same& same) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

bool alike(const RulePrograms& programs, const PathSpec& a, const PathSpec& b) {
  return a.component == b.component && a.repeats == b.repeats && a.qualifier_element == b.qualifier_element &&
         a.qualifier_component == b.qualifier_component &&
         all_alike(RulePrograms::part(programs.codes, a.qualifiers), RulePrograms::part(programs.codes, b.qualifiers),
                   std::equal_to<>()) &&
         all_alike(RulePrograms::part(programs.elements, a.elements), RulePrograms::part(programs.elements, b.elements),
                   std::equal_to<>());
}

bool alike(const OperandSpec& a, const OperandSpec& b, const RulePrograms& programs) {
  using Kind = OperandSpec::Kind;
  if (a.kind != b.kind || a.type != b.type || a.value != b.value) return false;
  if (a.kind == Kind::number || a.kind == Kind::date) return true;
  if (a.kind == Kind::text) return programs.texts[a.a].text == programs.texts[b.a].text;
  if (a.kind == Kind::path) return alike(programs, programs.paths[a.a], programs.paths[b.a]);
  return alike(programs.operands[a.a], programs.operands[b.a], programs);
}

/// Of one and the same segment, both conditions say the same. For conditions that witnesses may be about.
bool alike(const RulePrograms& programs, std::uint32_t one, std::uint32_t other) {
  const ConditionSpec& a = programs.conditions[one];
  const ConditionSpec& b = programs.conditions[other];
  using Kind = ConditionSpec::Kind;
  if (a.kind != b.kind || a.negative != b.negative || a.type != b.type) return false;
  switch (a.kind) {
    case Kind::any:
    case Kind::all:
      return all_alike(RulePrograms::part(programs.children, a.range), RulePrograms::part(programs.children, b.range),
                       [&](std::uint32_t x, std::uint32_t y) { return alike(programs, x, y); });
    case Kind::negation:
      return alike(programs, a.a, b.a);
    case Kind::exists:
      return alike(programs, programs.paths[a.a], programs.paths[b.a]);
    case Kind::unique:
      return false;
    case Kind::relation:
      return a.relation == b.relation && alike(programs.operands[a.a], programs.operands[b.a], programs) &&
             alike(programs.operands[a.b], programs.operands[b.b], programs);
    case Kind::listed:
    case Kind::in_set:
    case Kind::format:
    case Kind::starts:
    case Kind::ends:
    case Kind::contains:
      break;
  }
  if (!alike(programs.operands[a.a], programs.operands[b.a], programs)) return false;
  if (a.kind == Kind::in_set) return a.b == b.b;
  if (a.kind == Kind::format) return a.format == b.format;
  if (a.kind == Kind::listed && a.type != grammar::ValueType::text)
    return all_alike(RulePrograms::part(programs.numbers, a.range), RulePrograms::part(programs.numbers, b.range),
                     std::equal_to<>());
  return all_alike(RulePrograms::part(programs.texts, a.range), RulePrograms::part(programs.texts, b.range),
                   [](const grammar::TextSpec& x, const grammar::TextSpec& y) { return x.text == y.text; });
}

}  // namespace

/// Finds the gates of one trigger: the conditions that must all have a certain value for the rule to be broken.
class Gates::Maker {
 public:
  Maker(Gates& gates, const grammar::Grammar& grammar, const TriggerSpec& trigger)
      : gates_(gates), grammar_(grammar), programs_(grammar.rules()), trigger_(trigger) {}

  void make() {
    const grammar::RuleSpec& rule = programs_.rules[trigger_.rule];
    each_ = rule.each.has_value();
    if (rule.when) need(*rule.when, true);
    need(rule.then, rule.forbids);
  }

 private:
  /// The condition must be certainly true, or certainly false.
  void need(std::uint32_t condition, bool truth) {
    const ConditionSpec& spec = programs_.conditions[condition];
    using Kind = ConditionSpec::Kind;
    if (const std::uint64_t witness = make_witness(condition, truth); witness != 0) {
      gates_.needed_.back().bits.front() |= witness;
      return;
    }
    if (spec.kind == (truth ? Kind::any : Kind::all) && spec.range.count > 1) {
      Clause clause;
      if (make_one_of(RulePrograms::part(programs_.children, spec.range), truth, clause))
        add(std::move(clause), gates_.needed_.back());
    }
    switch (spec.kind) {
      case Kind::all:
      case Kind::any:
        if (truth == (spec.kind == Kind::all) || spec.range.count == 1)
          for (const std::uint32_t child : RulePrograms::part(programs_.children, spec.range)) need(child, truth);
        return;
      case Kind::negation:
        return need(spec.a, !truth);
      case Kind::exists:
        return need_existence(condition, truth);
      case Kind::unique:
        return need_values(programs_.paths[spec.a]);
      case Kind::relation:
        need_operand(spec.a);
        need_operand(spec.b);
        need_count(spec, truth);
        need_sign(spec, truth);
        if (spec.relation == grammar::Relation::equal && spec.type == grammar::ValueType::text) {
          const OperandSpec& constant = programs_.operands[spec.b];
          if (constant.kind == OperandSpec::Kind::text)
            need_code(spec.a, truth != spec.negative, {&programs_.texts[constant.a], 1});
        }
        return;
      case Kind::listed:
        need_operand(spec.a);
        if (spec.type == grammar::ValueType::text)
          need_code(spec.a, truth != spec.negative, RulePrograms::part(programs_.texts, spec.range));
        return;
      case Kind::in_set:
      case Kind::format:
      case Kind::starts:
      case Kind::ends:
      case Kind::contains:
        return need_operand(spec.a);
    }
  }

  /// The bit of the witness that the condition has this truth; 0 where it is about more than one segment, about the
  /// triggering one, or there are witnesses enough.
  std::uint64_t make_witness(std::uint32_t condition, bool truth) {
    std::vector<std::uint16_t> places;
    if (!is_about_one(condition, truth, places)) return 0;
    return add_witness(condition, truth, places);
  }

  std::uint64_t add_witness(std::uint32_t condition, bool truth, const std::vector<std::uint16_t>& places) {
    const auto known = std::find_if(gates_.witnesses_.begin(), gates_.witnesses_.end(), [&](const Witness& witness) {
      return witness.truth == truth && witness.places == places && alike(programs_, witness.condition, condition);
    });
    const auto number = known - gates_.witnesses_.begin();
    if (number == most_witnesses) return 0;
    if (known == gates_.witnesses_.end()) gates_.witnesses_.push_back({condition, truth, places});
    return std::uint64_t{1} << number;
  }

  /// What one of the conditions needs to have this truth; false where one of them may have it without anything.
  bool make_one_of(std::span<const std::uint32_t> conditions, bool truth, Clause& clause) {
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](std::uint32_t condition) { return make_one(condition, truth, clause); });
  }

  bool make_one(std::uint32_t condition, bool truth, Clause& clause) {
    const ConditionSpec& spec = programs_.conditions[condition];
    using Kind = ConditionSpec::Kind;
    if (const std::uint64_t witness = make_witness(condition, truth); witness != 0) {
      clause.witnesses |= witness;
      return true;
    }
    const auto children = RulePrograms::part(programs_.children, spec.range);
    if (spec.kind == Kind::negation) return make_one(spec.a, !truth, clause);
    if (spec.kind == (truth ? Kind::any : Kind::all)) return make_one_of(children, truth, clause);
    if (spec.kind == (truth ? Kind::all : Kind::any))
      return std::any_of(children.begin(), children.end(),
                         [&](std::uint32_t child) { return make_one(child, truth, clause); });
    if (spec.kind != Kind::exists) return false;
    return truth ? add_places(programs_.paths[spec.a], clause.any) : false;
  }

  /// The condition has its truth by the values of some single segment of `places` (empty: not known yet), which do not
  /// trigger the rule.
  bool is_about_one(std::uint32_t condition, bool truth, std::vector<std::uint16_t>& places) const {
    const ConditionSpec& spec = programs_.conditions[condition];
    using Kind = ConditionSpec::Kind;
    switch (spec.kind) {
      case Kind::any:
      case Kind::all: {
        if (truth != (spec.kind == Kind::any)) return false;
        const auto children = RulePrograms::part(programs_.children, spec.range);
        return std::all_of(children.begin(), children.end(),
                           [&](std::uint32_t child) { return is_about_one(child, truth, places); });
      }
      case Kind::negation:
        return is_about_one(spec.a, !truth, places);
      case Kind::exists:
      case Kind::unique:
        return false;
      case Kind::relation: {
        const bool swapped = is_constant(spec.a);
        return is_constant(swapped ? spec.a : spec.b) && is_of_one(swapped ? spec.b : spec.a, places);
      }
      case Kind::listed:
      case Kind::in_set:
      case Kind::format:
      case Kind::starts:
      case Kind::ends:
      case Kind::contains:
        return is_of_one(spec.a, places);
    }
    return false;
  }

  bool is_constant(std::uint32_t operand) const {
    using Kind = OperandSpec::Kind;
    const Kind kind = programs_.operands[operand].kind;
    return kind == Kind::text || kind == Kind::number || kind == Kind::date;
  }

  /// The operand's value is that of one segment.
  bool is_of_one(std::uint32_t number, std::vector<std::uint16_t>& places) const {
    const OperandSpec& operand = programs_.operands[number];
    using Kind = OperandSpec::Kind;
    switch (operand.kind) {
      case Kind::path:
        break;
      case Kind::left:
      case Kind::parsed:
      case Kind::length:
      case Kind::from:
      case Kind::through:
      case Kind::least:
      case Kind::most:
      case Kind::first:
      case Kind::last:
        return is_of_one(operand.a, places);
      case Kind::text:
      case Kind::number:
      case Kind::date:
      case Kind::count:
      case Kind::sum:
      case Kind::add:
      case Kind::subtract:
      case Kind::multiply:
      case Kind::years:
        return false;
    }
    const PathSpec& path = programs_.paths[operand.a];
    if (path.loops || path.same_segment || path.filters.count != 0) return false;
    const auto its = RulePrograms::part(programs_.places, path.places);
    if (its.empty() || std::find(its.begin(), its.end(), trigger_.place) != its.end()) return false;
    if (places.empty()) places.assign(its.begin(), its.end());
    return std::equal(places.begin(), places.end(), its.begin(), its.end());
  }

  /// True where the path leads to an element of the triggering segment, and nowhere else that could decide: `truth`
  /// asks for one value that makes a condition hold, its opposite for all values.
  bool at_hand(const PathSpec& path, bool truth) const {
    if (path.loops || path.elements.count != 1 || path.qualifier_element != 0 || path.filters.count != 0 ||
        path.repeats)
      return false;
    if (path.same_segment) return each_;
    if (each_ || path.places.count != 1 || programs_.places[path.places.first] != trigger_.place) return false;
    return truth || !path.several;
  }

  void need_existence(std::uint32_t condition, bool truth) {
    const PathSpec& path = programs_.paths[programs_.conditions[condition].a];
    if (at_hand(path, truth))
      add({truth ? Gates::Kind::there : Gates::Kind::absent, element(path), path.component, {}});
    else if (truth)
      need_values(path);
    else
      need_absence(condition, path);
  }

  /// A condition about the path's values is unknown where there are none.
  void need_values(const PathSpec& path) {
    Clause clause;
    if (add_places(path, clause.any)) add(std::move(clause), gates_.needed_.back());
  }

  /// What is there is where the rule looks for it, if that is a heading or the claim as a whole: of these, the unit has
  /// one at a time. Of a loop in a heading there may be another one.
  void need_absence(std::uint32_t condition, const PathSpec& path) {
    if (path.filters.count != 0 || path.loops || path.same_segment) return;
    std::uint16_t top = programs_.rules[trigger_.rule].instance;
    for (unsigned up = path.up; up > 0; --up) top = grammar_.instance(top).parent;
    Clause clause;
    if (!grammar_.instance(top).around_unit) {
      if (grammar_.instance(top).in_unit) return;
      clause.alone = top;
    }
    if (!add_places(path, clause.missing)) return;
    for (const std::uint16_t place : clause.missing) {
      std::uint16_t loop = grammar_.place(place).loop;
      while (loop != top && !grammar_.instance(loop).around_unit) loop = grammar_.instance(loop).parent;
      if (loop != top) return;
    }
    if (path.elements.count == 0 && path.qualifier_element == 0) {
      std::swap(clause.any, clause.missing);
      return add(std::move(clause), gates_.forbidden_.back());
    }
    if (clause.alone == grammar::none) clause.witnesses = add_witness(condition, false, clause.missing);
    if (clause.witnesses != 0) add(std::move(clause), gates_.needed_.back());
  }

  /// Where the path may lead; false where that is the triggering segment, or not to be told. A loop is there where any
  /// segment within it is: its first one may be missing.
  bool add_places(const PathSpec& path, std::vector<std::uint16_t>& places) const {
    if (path.same_segment || path.places.count == 0) return false;
    const auto leads = RulePrograms::part(programs_.places, path.places);
    const std::size_t first = places.size();
    if (!path.loops) {
      places.insert(places.end(), leads.begin(), leads.end());
    } else {
      const auto count = static_cast<std::uint16_t>(grammar_.place_count());
      for (std::uint16_t place = 0; place < count; ++place)
        if (is_within(grammar_.place(place).loop, leads)) places.push_back(place);
    }
    return std::find(places.begin() + static_cast<std::ptrdiff_t>(first), places.end(), trigger_.place) == places.end();
  }

  bool is_within(std::uint16_t instance, std::span<const std::uint16_t> loops) const {
    while (instance != grammar::none && std::find(loops.begin(), loops.end(), instance) == loops.end())
      instance = grammar_.instance(instance).parent;
    return instance != grammar::none;
  }

  /// "At most one of them": where there is none, the relation is what it must not be.
  void need_count(const ConditionSpec& spec, bool truth) {
    const OperandSpec& left = programs_.operands[spec.a];
    const OperandSpec& right = programs_.operands[spec.b];
    using Kind = OperandSpec::Kind;
    const bool swapped = left.kind == Kind::number && right.kind == Kind::count;
    if (!swapped && !(left.kind == Kind::count && right.kind == Kind::number)) return;
    const std::int64_t one = swapped ? left.value : 0, other = swapped ? 0 : right.value;
    const bool of_none = spec.relation == grammar::Relation::equal  ? one == other
                         : spec.relation == grammar::Relation::less ? one < other
                                                                    : one <= other;
    if ((of_none != spec.negative) != truth) need_values(programs_.paths[swapped ? right.a : left.a]);
  }

  /// "At least 0": what does not begin with a minus sign is.
  void need_sign(const ConditionSpec& spec, bool truth) {
    using Kind = OperandSpec::Kind;
    const bool holds = truth != spec.negative;
    const auto is_zero = [&](std::uint32_t operand) {
      return programs_.operands[operand].kind == Kind::number && programs_.operands[operand].value == 0;
    };
    std::uint32_t below = 0;  // what is less than 0 where the rule is broken
    if (spec.relation == grammar::Relation::less && holds && is_zero(spec.b))
      below = spec.a;
    else if (spec.relation == grammar::Relation::at_most && !holds && is_zero(spec.a))
      below = spec.b;
    else
      return;
    const OperandSpec& operand = programs_.operands[below];
    const OperandSpec& text = operand.kind == Kind::parsed ? programs_.operands[operand.a] : operand;
    if (text.kind != Kind::path || !at_hand(programs_.paths[text.a], true)) return;
    const PathSpec& path = programs_.paths[text.a];
    add({Gates::Kind::negative, element(path), path.component, {}});
  }

  void need_operand(std::uint32_t operand) {
    const OperandSpec& spec = programs_.operands[operand];
    using Kind = OperandSpec::Kind;
    switch (spec.kind) {
      case Kind::path:
        if (at_hand(programs_.paths[spec.a], true))
          add({Gates::Kind::there, element(programs_.paths[spec.a]), programs_.paths[spec.a].component, {}});
        else
          need_values(programs_.paths[spec.a]);
        return;
      case Kind::left:
      case Kind::parsed:
      case Kind::length:
      case Kind::from:
      case Kind::through:
      case Kind::first:
      case Kind::last:
      case Kind::least:
      case Kind::most:
        return need_operand(spec.a);
      case Kind::add:
      case Kind::subtract:
      case Kind::multiply:
      case Kind::years:
        need_operand(spec.a);
        return need_operand(spec.b);
      case Kind::text:
      case Kind::number:
      case Kind::date:
      case Kind::count:
      case Kind::sum:
        return;
    }
  }

  void need_code(std::uint32_t operand, bool truth, std::span<const grammar::TextSpec> texts) {
    const OperandSpec& spec = programs_.operands[operand];
    if (spec.kind != OperandSpec::Kind::path || !at_hand(programs_.paths[spec.a], truth)) return;
    // What is longer than a packed text is compared as text, where the rule is judged.
    if (std::any_of(texts.begin(), texts.end(), [](const grammar::TextSpec& text) { return text.packed == 0; })) return;
    Gate gate{truth ? Gates::Kind::listed : Gates::Kind::unlisted,
              element(programs_.paths[spec.a]),
              programs_.paths[spec.a].component,
              {static_cast<std::uint32_t>(gates_.codes_.size()), static_cast<std::uint32_t>(texts.size())}};
    for (const grammar::TextSpec& text : texts) gates_.codes_.push_back(text.packed);
    add(gate);
  }

  std::uint8_t element(const PathSpec& path) const { return programs_.elements[path.elements.first]; }
  void add(const Gate& gate) { gates_.gates_.push_back(gate); }
  /// Where there is no room for another fact, the rule does without it: it is judged more often.
  void add(Clause clause, UnitFacts& facts) {
    const auto known = std::find(gates_.clauses_.begin(), gates_.clauses_.end(), clause);
    const auto number = static_cast<std::size_t>(known - gates_.clauses_.begin());
    if (number == most_clauses) return;
    if (known == gates_.clauses_.end()) gates_.clauses_.push_back(std::move(clause));
    facts.add(64 + number);
  }

  Gates& gates_;
  const grammar::Grammar& grammar_;
  const RulePrograms& programs_;
  const TriggerSpec& trigger_;
  bool each_ = false;
};

Gates::Gates(const grammar::Grammar& grammar, std::span<const TriggerSpec> triggers)
    : bits_(grammar.instance_count()), present_(grammar.place_count()) {
  for (const TriggerSpec& trigger : triggers) {
    first_.push_back(static_cast<std::uint32_t>(gates_.size()));
    needed_.emplace_back();
    forbidden_.emplace_back();
    Maker(*this, grammar, trigger).make();
  }
  first_.push_back(static_cast<std::uint32_t>(gates_.size()));
  std::vector<const std::vector<std::uint16_t>*> missing;  // by bit of UnitFacts::seen
  std::uint64_t next = 1;  // of bits_; 0: there are no more, and those left out hold nowhere
  for (std::size_t number = 0; number < clauses_.size(); ++number) {
    const Clause& clause = clauses_[number];
    if (clause.alone != grammar::none) {
      std::uint64_t& bit = bits_[clause.alone];
      if (bit == 0) bit = std::exchange(next, next << 1);
      of_headings_.push_back({64 + number, bit, clause.any});
      continue;
    }
    for (const std::uint16_t place : clause.any) present_[place].add(64 + number);
    if (clause.witnesses == 0 && clause.missing.empty()) continue;
    Conclusion conclusion{64 + number, clause.witnesses, 0};
    if (!clause.missing.empty()) {
      const auto known =
          std::find_if(missing.begin(), missing.end(), [&](const auto* places) { return *places == clause.missing; });
      const auto number_of = std::min<std::ptrdiff_t>(known - missing.begin(), 63);
      conclusion.seen = std::uint64_t{1} << number_of;
      if (known == missing.end()) missing.push_back(&clause.missing);
      if (number_of < 63)  // the last bit is for all that there is no room for: taken for missing
        for (const std::uint16_t place : clause.missing) present_[place].seen |= conclusion.seen;
    }
    conclusions_.push_back(conclusion);
  }
}

void Gates::conclude(UnitFacts& facts) const {
  for (const Conclusion& conclusion : conclusions_)
    if ((conclusion.witnesses & facts.bits.front()) != 0 ||
        (conclusion.seen != 0 && (conclusion.seen & facts.seen) == 0))
      facts.add(conclusion.fact);
}

void Gates::conclude_heading(UnitFacts& facts, const Unit& unit) const {
  std::uint64_t once = 0, twice = 0;
  for (std::size_t i = 0; i < unit.occurrence_count(); ++i) {
    const std::uint64_t bit = bits_[unit.occurrence(i).instance];
    twice |= once & bit;
    once |= bit;
  }
  for (const OfHeading& conclusion : of_headings_)
    if ((once & ~twice & conclusion.alone) != 0 &&
        std::any_of(conclusion.any.begin(), conclusion.any.end(), [&](std::uint16_t place) { return unit.has(place); }))
      facts.add(conclusion.fact);
}

}  // namespace calx::validate
