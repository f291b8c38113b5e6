#include "validate/gates.hpp"

#include <algorithm>

namespace calx::validate {

using grammar::ConditionSpec;
using grammar::OperandSpec;
using grammar::PathSpec;
using grammar::RulePrograms;
using grammar::TriggerSpec;

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
    if (truth) need_witness(condition);
    switch (spec.kind) {
      case Kind::all:
      case Kind::any:
        if (truth == (spec.kind == Kind::all) || spec.range.count == 1)
          for (const std::uint32_t child : RulePrograms::part(programs_.children, spec.range)) need(child, truth);
        return;
      case Kind::negation:
        return need(spec.a, !truth);
      case Kind::exists:
        return need_existence(programs_.paths[spec.a], truth);
      case Kind::unique:
        return need_values(programs_.paths[spec.a]);
      case Kind::relation:
        need_operand(spec.a);
        need_operand(spec.b);
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

  void need_witness(std::uint32_t condition) {
    std::vector<std::uint16_t> places;
    if (gates_.witnesses_.size() == most_witnesses || !is_about_one(condition, places)) return;
    gates_.needed_.back() |= std::uint64_t{1} << gates_.witnesses_.size();
    gates_.witnesses_.push_back({condition, std::move(places)});
  }

  /// The condition holds where it holds for some single segment of `places` (empty: not known yet), which stand within
  /// the unit and do not trigger the rule.
  bool is_about_one(std::uint32_t condition, std::vector<std::uint16_t>& places) const {
    const ConditionSpec& spec = programs_.conditions[condition];
    using Kind = ConditionSpec::Kind;
    if (spec.kind == Kind::any) {
      const auto children = RulePrograms::part(programs_.children, spec.range);
      return std::all_of(children.begin(), children.end(),
                         [&](std::uint32_t child) { return is_about_one(child, places); });
    }
    const bool compares = spec.kind == Kind::listed || spec.kind == Kind::starts || spec.kind == Kind::ends ||
                          spec.kind == Kind::contains ||
                          (spec.kind == Kind::relation && spec.relation == grammar::Relation::equal &&
                           programs_.operands[spec.b].kind == OperandSpec::Kind::text);
    if (!compares || spec.negative || spec.type != grammar::ValueType::text) return false;
    const OperandSpec& operand = programs_.operands[spec.a];
    if (operand.kind != OperandSpec::Kind::path) return false;
    const PathSpec& path = programs_.paths[operand.a];
    if (path.loops || path.same_segment || path.filters.count != 0) return false;
    const auto its = RulePrograms::part(programs_.places, path.places);
    const auto within = [&](std::uint16_t place) {
      return place != trigger_.place && grammar_.instance(grammar_.place(place).loop).in_unit;
    };
    if (its.empty() || !std::all_of(its.begin(), its.end(), within)) return false;
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

  void need_existence(const PathSpec& path, bool truth) {
    if (at_hand(path, truth))
      add({truth ? Gates::Kind::there : Gates::Kind::absent, element(path), path.component, {}});
    else if (truth)
      need_values(path);
  }

  /// A condition about the path's values is unknown where there are none.
  void need_values(const PathSpec& path) {
    if (path.same_segment || path.places.count == 0) return;
    const auto first = static_cast<std::uint32_t>(gates_.places_.size());
    for (const std::uint16_t entry : RulePrograms::part(programs_.places, path.places)) {
      const std::uint16_t place = path.loops ? grammar_.instance(entry).first_place : entry;
      if (place == trigger_.place) {
        gates_.places_.resize(first);
        return;
      }
      gates_.places_.push_back(place);
    }
    gates_.coming_.push_back({first, path.places.count});
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

  Gates& gates_;
  const grammar::Grammar& grammar_;
  const RulePrograms& programs_;
  const TriggerSpec& trigger_;
  bool each_ = false;
};

Gates::Gates(const grammar::Grammar& grammar, std::span<const TriggerSpec> triggers) {
  for (const TriggerSpec& trigger : triggers) {
    first_.push_back(static_cast<std::uint32_t>(gates_.size()));
    first_coming_.push_back(static_cast<std::uint32_t>(coming_.size()));
    needed_.push_back(0);
    Maker(*this, grammar, trigger).make();
  }
  first_.push_back(static_cast<std::uint32_t>(gates_.size()));
  first_coming_.push_back(static_cast<std::uint32_t>(coming_.size()));
}

}  // namespace calx::validate
