// Rules as wholes: in which instances of loops they are judged, what makes them be judged, and what they use.
#include "grammar/compile_rules.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "grammar/rule_compiler.hpp"

namespace calx::grammar {

Result<RulePrograms> RuleCompiler::run() {
  for (const ConditionRule& rule : g_.model().condition_rules)
    if (auto done = compile(rule); !done) return tl::unexpected<Failure>(done.error());
  std::stable_sort(out_.triggers.begin(), out_.triggers.end(),
                   [](const TriggerSpec& a, const TriggerSpec& b) { return a.place < b.place; });
  find_service_dates();
  for (PathSpec& path : out_.paths) {
    const bool direct = !path.loops && !path.repeats && path.elements.count == 1 && path.qualifier_element == 0 &&
                        path.filters.count == 0;
    path.simple = direct && !path.several && (path.same_segment || path.places.count == 1);
    path.plain = direct && !path.same_segment && !path.from_rule && path.places.count == 1 && path.component == 0;
  }
  return std::move(out_);
}

Result<void> RuleCompiler::compile(const ConditionRule& rule) {
  const std::uint16_t definition = definition_of(rule.loop);
  text_ = &rule.text;
  fault_.reset();
  attribute_ = nullptr;
  bool anywhere = false;
  for (std::size_t i = 0; i < g_.instance_count() && !fault_; ++i)
    if (g_.instance(static_cast<std::uint16_t>(i)).definition == definition) {
      compile(rule, static_cast<std::uint16_t>(i));
      anywhere = true;
    }
  if (!anywhere && !fault_)
    fail(0, "rules cannot see the loop " + rule.loop + ": it stands outside the transaction set");
  if (fault_) {
    if (attribute_ != nullptr)
      return usage_failure(rule.text.file + ":" + std::to_string(rule.text.line) + ": rule " + rule.rule.id + ", " +
                           attribute_ + "=\"...\": " + fault_->message + ".");
    return usage_failure(rule.text.place(fault_->at) + ": rule " + rule.rule.id + ": " + fault_->message + ".");
  }
  return {};
}

void RuleCompiler::compile(const ConditionRule& rule, std::uint16_t instance) {
  RuleSpec spec;
  spec.model = &rule;
  spec.instance = instance;
  if (rule.from) spec.from = packed(*rule.from);
  if (rule.through) spec.through = packed(*rule.through);
  Scope scope;
  scope.instance = instance;
  root_ = &scope;
  used_.clear();
  if (!rule.each_path.empty()) {
    attribute_ = "each";
    spec.each = take_segment(rule.each_path.front(), scope);
    if (fault_) return;
    attribute_ = nullptr;
  }
  if (!rule.at_path.empty()) {
    attribute_ = "at";
    spec.at = path(rule.at_path.front(), scope);
    if (fault_) return;
    if (out_.paths[*spec.at].loops) fail(0, "a finding stands at a segment or an element, not at a loop");
    if (fault_) return;
    attribute_ = nullptr;
  }
  const Statement& statement = rule.statement;
  if (statement.kind != Statement::Kind::holds) spec.when = condition(statement.conditions.front(), scope);
  spec.then = condition(statement.conditions.back(), scope);
  spec.forbids = statement.kind == Statement::Kind::forbids;
  if (fault_) return;

  const auto number = static_cast<std::uint32_t>(out_.rules.size());
  if (spec.each) {
    for (const std::uint16_t place : scope.places) out_.triggers.push_back({place, 0, number});
  } else {
    Need need = needed(spec.then, spec.forbids);
    if (spec.when) need = better(instance, needed(*spec.when, true), need);
    if (need.always || cost(instance, need) > 1.0) {
      need.places = {g_.instance(instance).first_place};
      use(need.places);
    }
    for (const std::uint16_t place : need.places) out_.triggers.push_back({place, steps_up(place, instance), number});
  }
  std::sort(used_.begin(), used_.end());
  used_.erase(std::unique(used_.begin(), used_.end()), used_.end());
  spec.used = append(out_.places, used_);
  out_.rules.push_back(spec);
}

void RuleCompiler::fail(std::size_t at, std::string message) {
  if (!fault_) fault_ = RuleFault{std::move(message), at};
}

// ---- What makes a rule be judged.

RuleCompiler::Need RuleCompiler::path_need(std::uint32_t index) const {
  const PathSpec& spec = out_.paths[index];
  if (spec.loops) return {};
  const auto places = RulePrograms::part(out_.places, spec.places);
  return {false, {places.begin(), places.end()}};
}

RuleCompiler::Need RuleCompiler::operand_need(std::uint32_t index) const {
  const OperandSpec& spec = out_.operands[index];
  using Function = OperandSpec::Kind;
  switch (spec.kind) {
    case Function::path:
      return path_need(spec.a);
    case Function::left:
    case Function::parsed:
    case Function::length:
    case Function::from:
    case Function::through:
    case Function::least:
    case Function::most:
    case Function::first:
    case Function::last:
      return operand_need(spec.a);
    case Function::add:
    case Function::subtract:
    case Function::multiply:
    case Function::years:
      return better(root_->instance, operand_need(spec.a), operand_need(spec.b));
    default:
      return {};
  }
}

RuleCompiler::Need RuleCompiler::needed(std::uint32_t index, bool value) const {
  const ConditionSpec& spec = out_.conditions[index];
  switch (spec.kind) {
    case ConditionSpec::Kind::any:
    case ConditionSpec::Kind::all: {
      const bool every = (spec.kind == ConditionSpec::Kind::all) == value;
      Need whole;
      bool first = true;
      for (const std::uint32_t child : RulePrograms::part(out_.children, spec.range)) {
        Need part = needed(child, value);
        if (first) {
          whole = std::move(part);
        } else if (every) {
          whole = better(root_->instance, std::move(whole), std::move(part));
        } else {
          whole.always |= part.always;
          whole.places.insert(whole.places.end(), part.places.begin(), part.places.end());
        }
        first = false;
      }
      std::sort(whole.places.begin(), whole.places.end());
      whole.places.erase(std::unique(whole.places.begin(), whole.places.end()), whole.places.end());
      return whole;
    }
    case ConditionSpec::Kind::negation:
      return needed(spec.a, !value);
    case ConditionSpec::Kind::exists:
      return value ? path_need(spec.a) : Need{};
    case ConditionSpec::Kind::unique:
      return value ? Need{} : path_need(spec.a);
    case ConditionSpec::Kind::relation:
      return better(root_->instance, operand_need(spec.a), operand_need(spec.b));
    default:
      return operand_need(spec.a);
  }
}

double RuleCompiler::cost(std::uint16_t instance, const Need& need) const {
  if (need.always) return 1000;
  double sum = 0;
  for (const std::uint16_t place : need.places) {
    double often = 1;
    const auto weigh = [&](const Child& child) {
      if (child.usage != Usage::required) often *= 0.25;
      if (child.max > 1) often *= 2;
    };
    const Place& its = g_.place(place);
    std::uint16_t loop = its.loop;
    if (its.child != 0) weigh(g_.definition(g_.instance(loop).definition).children[its.child]);
    while (loop != instance && loop != none && !is_lower(loop)) {
      const LoopInstance& inner = g_.instance(loop);
      if (inner.parent != none) weigh(g_.definition(g_.instance(inner.parent).definition).children[inner.child]);
      loop = inner.parent;
    }
    if (loop != instance) return 1000;
    sum += often;
  }
  return sum;
}

RuleCompiler::Need RuleCompiler::better(std::uint16_t instance, Need a, Need b) const {
  return cost(instance, a) <= cost(instance, b) ? std::move(a) : std::move(b);
}

void RuleCompiler::find_service_dates() {
  for (std::size_t p = 0; p < g_.place_count(); ++p) {
    const Place& place = g_.place(static_cast<std::uint16_t>(p));
    const SegmentModel& model = *g_.node(place.node).model;
    if (model.id != "DTP" || !g_.instance(place.loop).in_unit) continue;
    const auto* codes = qualifiers_of(model);
    if (codes != nullptr && has(*codes, "472")) out_.service_dates.push_back(static_cast<std::uint16_t>(p));
  }
}

Result<RulePrograms> compile_rules(const Grammar& grammar) {
  return RuleCompiler(grammar).run();
}

}  // namespace calx::grammar
