#include "validate/footprint.hpp"

#include <algorithm>

namespace calx::validate {
namespace {

using grammar::ConditionSpec;
using grammar::OperandSpec;
using grammar::PathSpec;
using grammar::RulePrograms;

class Finder {
 public:
  Finder(const grammar::Grammar& grammar, const grammar::TriggerSpec& trigger)
      : grammar_(grammar), programs_(grammar.rules()), trigger_(trigger), rule_(programs_.rules[trigger.rule]) {}

  Footprint find_of_one(std::uint32_t number) {
    of_one_ = true;
    condition(number);
    found_.presence = found_.elements & ~values_;
    return std::move(found_);
  }

  Footprint find() {
    // The dates of service decide whether such a rule is in force.
    if (rule_.model->from || rule_.model->through) found_.bounded = false;
    if (rule_.each) {
      const PathSpec& each = programs_.paths[*rule_.each];
      if (each.filters.count != 0) found_.bounded = false;
      if (each.qualifier_element != 0) look_at(each.qualifier_element);
    }
    if (rule_.when) condition(*rule_.when);
    condition(rule_.then);
    found_.presence = found_.elements & ~values_;
    std::vector<Footprint::Need> needs;
    if (rule_.when) need(*rule_.when, true, needs);
    need(rule_.then, rule_.forbids, needs);
    found_.needs = std::move(needs);
    return std::move(found_);
  }

 private:
  void need(std::uint32_t number, bool truth, std::vector<Footprint::Need>& needs) const {
    Finder part(grammar_, trigger_);
    part.condition(number);
    const Footprint& found = part.found_;
    if (found.bounded && found.others.empty() && !found.heading) {
      needs.push_back({number, truth});
      return;
    }
    const ConditionSpec& spec = programs_.conditions[number];
    if (spec.kind == ConditionSpec::Kind::negation) need(spec.a, !truth, needs);
    if (spec.kind == (truth ? ConditionSpec::Kind::all : ConditionSpec::Kind::any))
      for (const std::uint32_t child : RulePrograms::part(programs_.children, spec.range)) need(child, truth, needs);
  }

  void look_at(std::uint8_t element, bool presence = false) {
    found_.elements |= std::uint64_t{1} << element;
    if (!presence) values_ |= std::uint64_t{1} << element;
  }

  void condition(std::uint32_t number) {
    const ConditionSpec& spec = programs_.conditions[number];
    using Kind = ConditionSpec::Kind;
    switch (spec.kind) {
      case Kind::any:
      case Kind::all:
        for (const std::uint32_t child : RulePrograms::part(programs_.children, spec.range)) condition(child);
        return;
      case Kind::negation:
        return condition(spec.a);
      case Kind::exists:
        return path(programs_.paths[spec.a], true);
      case Kind::unique:
        return path(programs_.paths[spec.a]);
      case Kind::relation:
        operand(spec.a);
        return operand(spec.b);
      case Kind::listed:
      case Kind::in_set:
      case Kind::format:
      case Kind::starts:
      case Kind::ends:
      case Kind::contains:
        return operand(spec.a);
    }
  }

  void operand(std::uint32_t number) {
    const OperandSpec& spec = programs_.operands[number];
    using Kind = OperandSpec::Kind;
    switch (spec.kind) {
      case Kind::text:
      case Kind::number:
      case Kind::date:
        return;
      case Kind::path:
        return path(programs_.paths[spec.a]);
      case Kind::count:
        return path(programs_.paths[spec.a], true);
      case Kind::sum: {
        const std::size_t others = found_.others.size();
        operand(spec.a);
        if (found_.others.size() != others) found_.bounded = false;  // it counts loops
        return;
      }
      case Kind::left:
      case Kind::parsed:
      case Kind::length:
      case Kind::from:
      case Kind::through:
      case Kind::least:
      case Kind::most:
      case Kind::first:
      case Kind::last:
        return operand(spec.a);
      case Kind::add:
      case Kind::subtract:
      case Kind::multiply:
      case Kind::years:
        operand(spec.a);
        return operand(spec.b);
    }
  }

  /// The filters of a path that leads to other segments are looked at only where these are there. `presence`: nothing
  /// matters but where there are values.
  void path(const PathSpec& path, bool presence = false) {
    if (leads_to_trigger(path)) {
      if (path.qualifier_element != 0) look_at(path.qualifier_element);
      const bool whole = path.component == 0 && !path.repeats;
      for (const std::uint8_t number : RulePrograms::part(programs_.elements, path.elements))
        look_at(number, presence && whole);
      return;
    }
    const auto places = RulePrograms::part(programs_.places, path.places);
    if (path.loops && !places.empty()) found_.bounded = false;
    if (path.loops) return;
    for (const std::uint16_t place : places) {
      if (grammar_.place(place).depth != 0) {
        look_at(place, path, presence);
        continue;
      }
      found_.heading = true;
      if (path.filters.count != 0) found_.bounded = false;
    }
  }

  void look_at(std::uint16_t place, const PathSpec& path, bool presence) {
    found_.filtered |= path.filters.count != 0;
    auto other = std::find_if(found_.others.begin(), found_.others.end(),
                              [place](const Footprint::Other& known) { return known.place == place; });
    if (other == found_.others.end()) other = found_.others.insert(other, {place});
    if (path.qualifier_element != 0)
      (path.qualifier_component ? other->leads : other->elements) |= std::uint64_t{1} << path.qualifier_element;
    presence = presence && !path.repeats && (other->there == 0 || other->component == path.component);
    if (presence) other->component = path.component;
    for (const std::uint8_t number : RulePrograms::part(programs_.elements, path.elements))
      (presence ? other->there : other->elements) |= std::uint64_t{1} << number;
  }

  /// And nowhere else. For a rule of a loop: to a segment of the trigger's place of which the loop has one.
  bool leads_to_trigger(const PathSpec& path) const {
    if (of_one_) return true;
    if (path.loops || path.filters.count != 0 || trigger_.up != 0) return false;
    if (path.same_segment) return true;
    return !rule_.each && path.places.count == 1 && programs_.places[path.places.first] == trigger_.place &&
           grammar_.place(trigger_.place).max == 1;
  }

  const grammar::Grammar& grammar_;
  const RulePrograms& programs_;
  const grammar::TriggerSpec& trigger_;
  const grammar::RuleSpec& rule_;
  Footprint found_;
  std::uint64_t values_ = 0;  // elements whose values matter
  bool of_one_ = false;       // all paths lead to one and the same segment
};

}  // namespace

Footprint footprint_of(const grammar::Grammar& grammar, const grammar::TriggerSpec& trigger) {
  return Finder(grammar, trigger).find();
}

Footprint footprint_of_one(const grammar::Grammar& grammar, std::uint32_t condition) {
  return Finder(grammar, grammar.rules().triggers.front()).find_of_one(condition);
}

}  // namespace calx::validate
