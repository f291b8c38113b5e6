// What paths of condition rules mean: loops as one loop sees others, segments, elements, and filters on the way.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "grammar/rule_compiler.hpp"

namespace calx::grammar {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "CLM05" as a segment and an element of the loop.
bool split(const std::string& name, std::string& segment, int& element) {
  const std::size_t size = name.size();
  if (size < 4 || size > 5 || is_digit(name[0]) || !is_digit(name[size - 1]) || !is_digit(name[size - 2])) return false;
  segment = name.substr(0, size - 2);
  element = (name[size - 2] - '0') * 10 + (name[size - 1] - '0');
  return element > 0;
}

ValueType type_of(const ElementModel& element) {
  if (element.type == Type::r || element.type == Type::n0) return ValueType::number;
  if (element.type == Type::dt && element.max == 8) return ValueType::date;
  return ValueType::text;
}

}  // namespace

// ---- Loops.

bool RuleCompiler::is_lower(std::uint16_t instance) const {
  const LoopInstance& loop = g_.instance(instance);
  if (loop.definition == g_.unit_definition()) return true;
  return loop.depth > 0 && g_.node(g_.place(loop.first_place).node).hierarchical;
}

void RuleCompiler::find_below(std::uint16_t top, std::uint16_t definition, std::vector<std::uint16_t>& found) const {
  for (std::size_t i = 0; i < g_.instance_count(); ++i) {
    const auto candidate = static_cast<std::uint16_t>(i);
    if (g_.instance(candidate).definition != definition) continue;
    std::uint16_t way = candidate;
    while (way != top && way != none && !is_lower(way)) way = g_.instance(way).parent;
    if (way == top) found.push_back(candidate);
  }
}

RuleCompiler::Reached RuleCompiler::reach(std::uint16_t from, std::uint16_t definition) const {
  Reached reached;
  std::uint8_t up = 0;
  for (std::uint16_t loop = from; loop != none; loop = g_.instance(loop).parent, ++up)
    if (g_.instance(loop).definition == definition) return {up, {loop}};
  up = 0;
  for (std::uint16_t loop = from; loop != none; loop = g_.instance(loop).parent, ++up) {
    find_below(loop, definition, reached.instances);
    reached.up = up;
    if (!reached.instances.empty()) return reached;
  }
  return reached;
}

RuleCompiler::Reached RuleCompiler::below(const Reached& above, std::uint16_t definition) const {
  Reached reached{above.up, {}};
  for (const std::uint16_t instance : above.instances) find_below(instance, definition, reached.instances);
  return reached;
}

bool RuleCompiler::seen_from_any_twin(std::uint16_t from, std::uint16_t definition) const {
  for (std::size_t i = 0; i < g_.instance_count(); ++i)
    if (g_.instance(static_cast<std::uint16_t>(i)).definition == g_.instance(from).definition &&
        !reach(static_cast<std::uint16_t>(i), definition).instances.empty())
      return true;
  return false;
}

std::uint8_t RuleCompiler::steps_up(std::uint16_t place, std::uint16_t instance) const {
  return static_cast<std::uint8_t>(g_.instance(g_.place(place).loop).depth - g_.instance(instance).depth);
}

bool RuleCompiler::may_repeat(std::uint16_t instance, std::uint16_t from, std::uint8_t up) const {
  std::uint16_t top = from;
  for (std::uint8_t i = 0; i < up; ++i) top = g_.instance(top).parent;
  for (std::uint16_t i = instance; i != top && i != none; i = g_.instance(i).parent) {
    const LoopInstance& loop = g_.instance(i);
    if (loop.parent == none) return false;
    if (g_.definition(g_.instance(loop.parent).definition).children[loop.child].max > 1) return true;
  }
  return false;
}

std::uint16_t RuleCompiler::any_instance(std::uint16_t definition) const {
  for (std::size_t i = 0; i < g_.instance_count(); ++i)
    if (g_.instance(static_cast<std::uint16_t>(i)).definition == definition) return static_cast<std::uint16_t>(i);
  return none;
}

// ---- Paths.

const std::vector<std::string>* RuleCompiler::qualifiers_of(const SegmentModel& segment) {
  const int number = segment.id == "HL" ? 3 : 1;
  for (const ElementModel& element : segment.elements)
    if (element.number == number)
      return element.components.empty() ? &element.codes : &element.components.front().codes;
  return nullptr;
}

bool RuleCompiler::is_segment(const Child& child, std::uint64_t id) const {
  return child.loop == none && g_.node(child.node).id == id;
}

bool RuleCompiler::has_segment(std::uint16_t definition, const std::string& id) const {
  const auto& children = g_.definition(definition).children;
  return std::any_of(children.begin(), children.end(),
                     [&, packed = pack(id)](const Child& child) { return is_segment(child, packed); });
}

std::vector<std::size_t> RuleCompiler::children(std::uint16_t definition, const PathStep& step,
                                                const std::string& segment, PathSpec& spec) {
  std::vector<std::size_t> found;
  std::vector<std::string_view> missing(step.qualifiers.begin(), step.qualifiers.end());
  bool look = false;  // at the qualifier of each segment
  const auto& all = g_.definition(definition).children;
  const std::uint64_t id = pack(segment);
  for (std::size_t c = 0; c < all.size(); ++c) {
    if (!is_segment(all[c], id)) continue;
    const SegmentModel& model = *g_.node(all[c].node).model;
    if (!step.qualifiers.empty()) {
      const auto* codes = qualifiers_of(model);
      if (codes == nullptr || codes->empty()) continue;
      bool wanted = false, others = false;
      for (const std::string& code : *codes) {
        const bool asked = has(step.qualifiers, code);
        wanted |= asked;
        others |= !asked;
        if (asked) std::erase(missing, code);
      }
      if (!wanted) continue;
      look |= others;
      const auto& first = model.elements.front();
      spec.qualifier_component = segment != "HL" && !first.components.empty();
    }
    found.push_back(c);
  }
  if (!missing.empty()) {
    std::string known;
    for (const Child& child : all) {
      if (!is_segment(child, id)) continue;
      if (const auto* codes = qualifiers_of(*g_.node(child.node).model); codes != nullptr)
        for (const std::string& code : *codes) known += (known.empty() ? "" : ", ") + code;
    }
    fail(step.at, "no " + segment + " of " + g_.definition(definition).model->id + " has the qualifier " +
                      std::string(missing.front()) + (known.empty() ? "" : "; there is " + known));
  }
  if (look) {
    spec.qualifier_element = segment == "HL" ? 3 : 1;
    std::vector<std::uint64_t> codes;
    for (const std::string& code : step.qualifiers) codes.push_back(pack(code));
    spec.qualifiers = append(out_.codes, codes);
  }
  return found;
}

std::uint32_t RuleCompiler::take_segment(const Expression& written, Scope& scope) {
  const std::uint32_t index = path(written, scope);
  if (fault_) return 0;
  PathSpec& spec = out_.paths[index];
  if (written.steps.size() != 1 || spec.loops || spec.elements.count != 0) {
    fail(0, "this must be a segment of the rule's loop, such as PWK or REF[G1]");
    return 0;
  }
  spec.same_segment = true;
  const auto places = RulePrograms::part(out_.places, spec.places);
  scope.places.assign(places.begin(), places.end());
  scope.segment = written.steps.front().name;
  scope.qualifiers = written.steps.front().qualifiers;
  return index;
}

std::uint32_t RuleCompiler::path(const Expression& written, const Scope& now) {
  const Scope& scope = written.from_rule ? *root_ : now;
  PathSpec spec;
  spec.from_rule = written.from_rule;
  std::size_t next = 0;
  std::uint16_t definition = g_.instance(scope.instance).definition;
  Reached reached{0, {scope.instance}};
  std::vector<std::pair<std::size_t, std::uint16_t>> filtered;  // step and definition
  for (; next < written.steps.size(); ++next) {
    const PathStep& step = written.steps[next];
    const std::uint16_t loop = definition_of(step.name);
    if (loop == none) break;
    if (!step.elements.empty() || step.every || step.component != 0) {
      fail(step.at, step.name + " is a loop and has no elements");
      return 0;
    }
    const Reached further = next == 0 ? reach(scope.instance, loop) : below(reached, loop);
    if (further.instances.empty()) {
      const bool twin = next == 0 ? seen_from_any_twin(scope.instance, loop) : reached.instances.empty();
      if (!twin) {
        fail(step.at, step.name + " cannot be seen from " + g_.definition(definition).model->id +
                          ": it is no loop above it, within it or beside it");
        return 0;
      }
    }
    reached = further;
    definition = loop;
    if (!step.filter.empty() || !step.qualifiers.empty()) filtered.emplace_back(next, loop);
  }
  spec.up = reached.up;
  if (!reached.instances.empty()) spec.instance = reached.instances.front();
  spec.several = reached.instances.size() > 1;
  for (const std::uint16_t instance : reached.instances) spec.several |= may_repeat(instance, scope.instance, spec.up);
  std::vector<FilterSpec> filters;
  for (const auto& [index, loop] : filtered) add_loop_filter(written.steps[index], loop, spec.instance, filters);
  if (next == written.steps.size()) {
    spec.loops = true;
    spec.places = append(out_.places, reached.instances);
    spec.filters = append(out_.filters, filters);
    return add(out_.paths, spec);
  }
  segment(written, next, definition, scope, reached, spec, filters);
  spec.filters = append(out_.filters, filters);
  return fault_ ? 0 : add(out_.paths, spec);
}

void RuleCompiler::add_loop_filter(const PathStep& step, std::uint16_t loop, std::uint16_t target,
                                   std::vector<FilterSpec>& filters) {
  if (!step.qualifiers.empty()) {
    fail(step.at, step.name + " is a loop: what stands in its [ ] must be a comparison, such as [SVD01 = 'A']");
    return;
  }
  FilterSpec filter;
  Scope scope;
  scope.instance = target;
  // Where the loop is out of sight here, its filter is judged nowhere; it is compiled for its faults all the same.
  for (; scope.instance != none && g_.instance(scope.instance).definition != loop; ++filter.up)
    scope.instance = g_.instance(scope.instance).parent;
  if (scope.instance == none) {
    filter.up = 0;
    scope.instance = any_instance(loop);
  }
  filter.condition = condition(step.filter.front(), scope);
  filters.push_back(filter);
}

void RuleCompiler::segment(const Expression& written, std::size_t next, std::uint16_t definition, const Scope& scope,
                           const Reached& reached, PathSpec& spec, std::vector<FilterSpec>& filters) {
  const PathStep& step = written.steps[next];
  const PathStep& last = written.steps.back();
  const std::string& loop = g_.definition(definition).model->id;
  std::string segment = step.name;
  std::vector<int> numbers = last.elements;
  int element = 0;
  if (!has_segment(definition, segment) && split(step.name, segment, element)) {
    if (!numbers.empty() || last.every || next + 1 < written.steps.size())
      return fail(step.at, step.name + " is an element; nothing but a component may follow it");
    numbers = {element};
  }
  if (!has_segment(definition, segment))
    return fail(step.at, (next == 0 ? "there is no loop " + step.name + ", and no segment " + segment + " in "
                                    : "there is no segment " + segment + " in ") +
                             loop);
  if (next + 1 < written.steps.size()) {
    std::string again;
    if (next + 2 < written.steps.size() || !split(last.name, again, element) || again != segment ||
        !last.qualifiers.empty() || !last.filter.empty())
      return fail(last.at, "behind " + segment + " only one of its elements may stand, such as " + segment + "02");
    numbers = {element};
  }
  const std::vector<std::size_t> found = children(definition, step, segment, spec);
  if (fault_) return;

  const bool own = spec.up == 0 && reached.instances.size() == 1 && reached.instances.front() == scope.instance;
  spec.same_segment = own && scope.segment == segment &&
                      (step.qualifiers.empty() || step.qualifiers == scope.qualifiers) && step.filter.empty();
  std::vector<std::uint16_t> places;
  if (spec.same_segment) {
    places = scope.places;
    spec.several = false;
  } else {
    for (const std::uint16_t instance : reached.instances)
      for (const std::size_t child : found) places.push_back(g_.place_of(instance, child));
    spec.several |= found.size() > 1;
    for (const std::size_t child : found) spec.several |= g_.definition(definition).children[child].max > 1;
  }
  use(places);
  spec.places = append(out_.places, places);
  spec.node = g_.definition(definition).children[found.front()].node;
  const std::vector<Child>& all = g_.definition(definition).children;
  spec.required_segment =
      std::all_of(found.begin(), found.end(), [&](std::size_t child) { return all[child].usage == Usage::required; });
  if (!step.filter.empty()) {
    Scope inner;
    inner.instance = reached.instances.empty() ? any_instance(definition) : reached.instances.front();
    for (const std::size_t child : found) inner.places.push_back(g_.place_of(inner.instance, child));
    inner.segment = segment;
    inner.qualifiers = step.qualifiers;
    filters.push_back({0, true, condition(step.filter.front(), inner)});
  }
  elements(last, all, found, std::move(numbers), spec);
}

void RuleCompiler::elements(const PathStep& step, const std::vector<Child>& all, const std::vector<std::size_t>& found,
                            std::vector<int> numbers, PathSpec& spec) {
  const std::string& segment = g_.node(all[found.front()].node).model->id;
  if (step.every)
    for (const ElementModel& element : g_.node(all[found.front()].node).model->elements)
      if (element.usage != Usage::not_used &&
          (step.component == 0 || static_cast<std::size_t>(step.component) <= element.components.size()))
        numbers.push_back(element.number);
  if (numbers.empty()) {
    if (step.every)
      return fail(step.at, "no element of " + segment + " has a component " + std::to_string(step.component));
    if (step.component != 0) return fail(step.at, "a component needs its element, such as " + segment + "01-02");
    return;
  }
  std::optional<ValueType> type;
  for (const int number : numbers) {
    bool there = false;
    for (const std::size_t child : found)
      for (const ElementModel& element : g_.node(all[child].node).model->elements) {
        if (element.number != number) continue;
        const ElementModel* meant = &element;
        if (step.component != 0) {
          if (static_cast<std::size_t>(step.component) > element.components.size()) continue;
          meant = &element.components[static_cast<std::size_t>(step.component) - 1];
        }
        there = true;
        if (element.usage == Usage::required && meant->usage == Usage::required)
          spec.required_elements |= std::uint64_t{1} << number;
        spec.repeats |= element.repeat > 1;
        spec.money |= meant->data == "782";
        const ValueType its = type_of(*meant);
        type = !type || *type == its ? its : ValueType::text;
      }
    if (!there) {
      std::string name = segment + (number < 10 ? "0" : "") + std::to_string(number);
      if (step.component != 0) name += (step.component < 10 ? "-0" : "-") + std::to_string(step.component);
      return fail(step.at, "there is no " + name + " in " + g_.node(all[found.front()].node).loop->id);
    }
  }
  spec.type = type.value_or(ValueType::text);
  spec.component = static_cast<std::uint8_t>(step.component);
  spec.several |= numbers.size() > 1 || spec.repeats;
  std::vector<std::uint8_t> small;
  small.reserve(numbers.size());
  for (const int number : numbers) small.push_back(static_cast<std::uint8_t>(number));
  spec.elements = append(out_.elements, small);
}

std::uint32_t RuleCompiler::path_argument(const Expression& written, const Scope& scope) {
  if (written.kind == Kind::parenthesised) return path_argument(written.children.front(), scope);
  if (written.kind == Kind::path) return path(written, scope);
  if (written.kind == Kind::number && definition_of(written.word) != none) {
    Expression loop;
    PathStep step;
    step.name = written.word;
    step.at = loop.at = written.at;
    loop.steps.push_back(std::move(step));
    return path(loop, scope);
  }
  fail(written.at, "here must stand a path");
  return 0;
}

}  // namespace calx::grammar
