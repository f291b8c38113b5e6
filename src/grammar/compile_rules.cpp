#include "grammar/compile_rules.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "grammar/grammar.hpp"

namespace calx::grammar {
namespace {

using Kind = Expression::Kind;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::int32_t packed(text::Date date) {
  return static_cast<int>(date.year()) * 10000 + static_cast<int>(static_cast<unsigned>(date.month())) * 100 +
         static_cast<int>(static_cast<unsigned>(date.day()));
}

/// The codes that tell a segment from others of its id, or null where there are none.
const std::vector<std::string>* qualifiers_of(const SegmentModel& segment) {
  const int number = segment.id == "HL" ? 3 : 1;
  for (const ElementModel& element : segment.elements)
    if (element.number == number)
      return element.components.empty() ? &element.codes : &element.components.front().codes;
  return nullptr;
}

bool has(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// Segments whose coming a condition cannot do without; `always` where it can.
struct Need {
  bool always = true;
  std::vector<std::uint16_t> places;
};

}  // namespace

class RuleCompiler {
 public:
  explicit RuleCompiler(const Grammar& grammar) : g_(grammar) {}

  Result<RulePrograms> run() {
    for (const ConditionRule& rule : g_.model().condition_rules)
      if (auto done = compile(rule); !done) return tl::unexpected<Failure>(done.error());
    std::stable_sort(out_.triggers.begin(), out_.triggers.end(),
                     [](const TriggerSpec& a, const TriggerSpec& b) { return a.place < b.place; });
    find_service_dates();
    for (PathSpec& path : out_.paths)
      path.simple = !path.loops && !path.several && !path.repeats && path.elements.count == 1 &&
                    path.qualifier_element == 0 && path.filters.count == 0 &&
                    (path.same_segment || path.places.count == 1);
    return std::move(out_);
  }

 private:
  /// Where paths are seen from: an occurrence of a loop, and a segment of it where one is judged.
  struct Scope {
    std::uint16_t instance = none;
    std::vector<std::uint16_t> places;  ///< of the segment
    std::string segment;
    std::vector<std::string> qualifiers;
  };

  Result<void> compile(const ConditionRule& rule) {
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

  void compile(const ConditionRule& rule, std::uint16_t instance) {
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

  void fail(std::size_t at, std::string message) {
    if (!fault_) fault_ = RuleFault{std::move(message), at};
  }

  void use(const std::vector<std::uint16_t>& places) { used_.insert(used_.end(), places.begin(), places.end()); }

  template <class Entry>
  static Range append(std::vector<Entry>& table, const std::vector<Entry>& entries) {
    const Range range{static_cast<std::uint32_t>(table.size()), static_cast<std::uint32_t>(entries.size())};
    table.insert(table.end(), entries.begin(), entries.end());
    return range;
  }

  template <class Entry>
  static std::uint32_t add(std::vector<Entry>& table, Entry entry) {
    table.push_back(std::move(entry));
    return static_cast<std::uint32_t>(table.size() - 1);
  }

  // ---- Loops.

  std::uint16_t definition_of(std::string_view id) const { return g_.find_definition(id); }

  const std::string& loop_id(std::uint16_t instance) const {
    return g_.definition(g_.instance(instance).definition).model->id;
  }

  /// A loop that its parent does not see: it may come long after the parent's other segments.
  bool is_lower(std::uint16_t instance) const {
    const LoopInstance& loop = g_.instance(instance);
    if (loop.definition == g_.unit_definition()) return true;
    return loop.depth > 0 && g_.node(g_.place(loop.first_place).node).hierarchical;
  }

  /// The instances of `definition` within `top` that it sees.
  void find_below(std::uint16_t top, std::uint16_t definition, std::vector<std::uint16_t>& found) const {
    for (std::size_t i = 0; i < g_.instance_count(); ++i) {
      const auto candidate = static_cast<std::uint16_t>(i);
      if (g_.instance(candidate).definition != definition) continue;
      std::uint16_t way = candidate;
      while (way != top && way != none && !is_lower(way)) way = g_.instance(way).parent;
      if (way == top) found.push_back(candidate);
    }
  }

  struct Reached {
    std::uint8_t up = 0;
    std::vector<std::uint16_t> instances;
  };

  /// The loop's instances as seen from `from`: the open one, or those within the nearest loop that holds both.
  Reached reach(std::uint16_t from, std::uint16_t definition) const {
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

  bool seen_from_any_twin(std::uint16_t from, std::uint16_t definition) const {
    for (std::size_t i = 0; i < g_.instance_count(); ++i)
      if (g_.instance(static_cast<std::uint16_t>(i)).definition == g_.instance(from).definition &&
          !reach(static_cast<std::uint16_t>(i), definition).instances.empty())
        return true;
    return false;
  }

  std::uint8_t steps_up(std::uint16_t place, std::uint16_t instance) const {
    return static_cast<std::uint8_t>(g_.instance(g_.place(place).loop).depth - g_.instance(instance).depth);
  }

  // ---- Paths.

  /// "CLM05" as a segment and an element of the loop.
  static bool split(const std::string& name, std::string& segment, int& element) {
    const std::size_t size = name.size();
    if (size < 4 || size > 5 || is_digit(name[0]) || !is_digit(name[size - 1]) || !is_digit(name[size - 2]))
      return false;
    segment = name.substr(0, size - 2);
    element = (name[size - 2] - '0') * 10 + (name[size - 1] - '0');
    return element > 0;
  }

  bool is_segment(const Child& child, std::uint64_t id) const {
    return child.loop == none && g_.node(child.node).id == id;
  }

  bool has_segment(std::uint16_t definition, const std::string& id) const {
    const auto& children = g_.definition(definition).children;
    return std::any_of(children.begin(), children.end(),
                       [&, packed = pack(id)](const Child& child) { return is_segment(child, packed); });
  }

  /// The children of the loop that are this segment with one of these qualifiers.
  std::vector<std::size_t> children(std::uint16_t definition, const PathStep& step, const std::string& segment,
                                    PathSpec& spec) {
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

  /// each="...": the segments that a rule is judged for.
  std::uint32_t take_segment(const Expression& written, Scope& scope) {
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

  std::uint32_t path(const Expression& written, const Scope& now) {
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
    for (const std::uint16_t instance : reached.instances)
      spec.several |= may_repeat(instance, scope.instance, spec.up);
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

  Reached below(const Reached& above, std::uint16_t definition) const {
    Reached reached{above.up, {}};
    for (const std::uint16_t instance : above.instances) find_below(instance, definition, reached.instances);
    return reached;
  }

  /// Whether a loop may occur several times within the one `up` loops above `from`.
  bool may_repeat(std::uint16_t instance, std::uint16_t from, std::uint8_t up) const {
    std::uint16_t top = from;
    for (std::uint8_t i = 0; i < up; ++i) top = g_.instance(top).parent;
    for (std::uint16_t i = instance; i != top && i != none; i = g_.instance(i).parent) {
      const LoopInstance& loop = g_.instance(i);
      if (loop.parent == none) return false;
      if (g_.definition(g_.instance(loop.parent).definition).children[loop.child].max > 1) return true;
    }
    return false;
  }

  void add_loop_filter(const PathStep& step, std::uint16_t loop, std::uint16_t target,
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

  std::uint16_t any_instance(std::uint16_t definition) const {
    for (std::size_t i = 0; i < g_.instance_count(); ++i)
      if (g_.instance(static_cast<std::uint16_t>(i)).definition == definition) return static_cast<std::uint16_t>(i);
    return none;
  }

  /// The part of a path behind its loops: a segment, its elements.
  void segment(const Expression& written, std::size_t next, std::uint16_t definition, const Scope& scope,
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

  void elements(const PathStep& step, const std::vector<Child>& all, const std::vector<std::size_t>& found,
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

  static ValueType type_of(const ElementModel& element) {
    if (element.type == Type::r || element.type == Type::n0) return ValueType::number;
    if (element.type == Type::dt && element.max == 8) return ValueType::date;
    return ValueType::text;
  }

  /// A path where a path must stand: 2400 alone is a loop there, not a number.
  std::uint32_t path_argument(const Expression& written, const Scope& scope) {
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

  // ---- Values.

  OperandSpec operand_spec(const Expression& written, const Scope& scope) {
    OperandSpec spec;
    switch (written.kind) {
      case Kind::parenthesised:
        return operand_spec(written.children.front(), scope);
      case Kind::text:
        spec.a = add(out_.texts, {pack(written.word), written.word});
        return spec;
      case Kind::number:
        spec.kind = OperandSpec::Kind::number;
        spec.type = ValueType::number;
        spec.value = number(written);
        return spec;
      case Kind::date:
        spec.kind = OperandSpec::Kind::date;
        spec.type = ValueType::date;
        spec.value = date(written);
        return spec;
      case Kind::path: {
        spec.kind = OperandSpec::Kind::path;
        spec.a = path(written, scope);
        if (fault_) return spec;
        const PathSpec& leads = out_.paths[spec.a];
        if (leads.elements.count == 0)
          fail(written.at, leads.loops ? "a loop has no value; name one of its elements, such as 2400/SV102"
                                       : "a segment has no value; name one of its elements, such as REF[F8]02");
        spec.type = leads.type;
        spec.several = leads.several;
        spec.money = leads.money;
        return spec;
      }
      case Kind::add:
        return arithmetic(written, OperandSpec::Kind::add, scope);
      case Kind::subtract:
        return arithmetic(written, OperandSpec::Kind::subtract, scope);
      case Kind::multiply:
        return arithmetic(written, OperandSpec::Kind::multiply, scope);
      case Kind::call:
        return call(written, scope);
      default:
        fail(written.at, "here must stand a value, and this is a condition");
        return spec;
    }
  }

  std::uint32_t operand(const Expression& written, const Scope& scope) {
    return add(out_.operands, operand_spec(written, scope));
  }

  std::int64_t number(const Expression& written) {
    const std::string& word = written.word;
    const std::size_t point = std::min(word.find('.'), word.size());
    std::int64_t whole = 0, scaled = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + point, whole);
    std::string decimals = point < word.size() ? word.substr(point + 1) : std::string();
    while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
    const std::size_t digits = point - (word.front() == '-' ? 1 : 0);
    if (error != std::errc{} || digits > 10 || decimals.size() > 4) {
      fail(written.at, "a number may have ten digits, and four behind the point");
      return 0;
    }
    decimals.resize(4, '0');
    std::from_chars(decimals.data(), decimals.data() + 4, scaled);
    return whole * number_scale + (word.front() == '-' ? -scaled : scaled);
  }

  std::int64_t date(const Expression& written) {
    std::string digits;
    for (const char c : written.word)
      if (c != '-') digits += c;
    const auto day = text::parse_ccyymmdd(digits);
    if (!day)
      fail(written.at,
           digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6) + " is no day of the calendar");
    return day ? packed(*day) : 0;
  }

  void want(const OperandSpec& spec, ValueType type, const Expression& written) {
    if (fault_ || spec.type == type) return;
    if (type == ValueType::number)
      fail(written.at, spec.type == ValueType::text ? "a number must stand here; of a text it is made by number(...)"
                                                    : "a number must stand here, and this is a date");
    else if (type == ValueType::date)
      fail(written.at, spec.type == ValueType::text
                           ? "a date must stand here; of a text it is made by from(...) or through(...)"
                           : "a date must stand here, and this is a number");
  }

  void want_path(const OperandSpec& spec, const Expression& written) {
    if (is_literal(spec)) fail(written.at, "a path must stand here, and this is a fixed value");
  }

  void want_one(const OperandSpec& spec, const Expression& written) {
    if (spec.several)
      fail(written.at, "there may be several of these; say which: min(...), max(...), first(...) or last(...)");
  }

  OperandSpec arithmetic(const Expression& written, OperandSpec::Kind kind, const Scope& scope) {
    OperandSpec spec;
    spec.kind = kind;
    spec.type = ValueType::number;
    spec.a = operand(written.children[0], scope);
    spec.b = operand(written.children[1], scope);
    const auto check = [&](std::uint32_t part, const Expression& side) {
      const OperandSpec its = out_.operands[part];
      want(its, ValueType::number, side);
      want_one(its, side);
      spec.money |= its.money;
    };
    check(spec.a, written.children[0]);
    check(spec.b, written.children[1]);
    return spec;
  }

  OperandSpec call(const Expression& written, const Scope& scope) {
    using Function = OperandSpec::Kind;
    struct Known {
      std::string_view name;
      Function function;
      std::size_t arguments;
    };
    static constexpr Known functions[] = {
        {"count", Function::count, 1},     {"sum", Function::sum, 1},     {"number", Function::parsed, 1},
        {"length", Function::length, 1},   {"from", Function::from, 1},   {"day", Function::from, 1},
        {"through", Function::through, 1}, {"left", Function::left, 2},   {"min", Function::least, 1},
        {"max", Function::most, 1},        {"first", Function::first, 1}, {"last", Function::last, 1},
        {"years", Function::years, 2},
    };
    OperandSpec spec;
    const auto known = std::find_if(std::begin(functions), std::end(functions),
                                    [&](const Known& entry) { return entry.name == written.word; });
    if (known == std::end(functions)) {
      std::string names;
      for (const Known& entry : functions) names += (names.empty() ? "" : ", ") + std::string(entry.name);
      fail(written.at, "there is no function " + written.word + "; there is " + names);
      return spec;
    }
    if (written.children.size() != known->arguments) {
      fail(written.at, written.word + " takes " + (known->arguments == 1 ? "one value" : "two values"));
      return spec;
    }
    spec.kind = known->function;
    const Expression& first = written.children.front();
    if (spec.kind == Function::count) {
      spec.type = ValueType::number;
      spec.a = path_argument(first, scope);
      return spec;
    }
    const OperandSpec inner = operand_spec(first, scope);
    if (spec.kind != Function::years) want_path(inner, first);
    if (fault_) return spec;
    spec.a = add(out_.operands, inner);
    spec.several = inner.several;
    spec.money = inner.money;
    switch (spec.kind) {
      case Function::sum:
        want(inner, ValueType::number, first);
        spec.type = ValueType::number;
        spec.several = false;
        break;
      case Function::parsed:
        spec.type = ValueType::number;
        if (inner.type == ValueType::number) return inner;
        want_text(spec.a, first);
        break;
      case Function::length:
        spec.type = ValueType::number;
        spec.money = false;
        want_text(spec.a, first);
        break;
      case Function::from:
      case Function::through:
        spec.type = ValueType::date;
        want_text(spec.a, first);
        break;
      case Function::left: {
        want_text(spec.a, first);
        const Expression& size = written.children[1];
        if (size.kind == Kind::number) spec.value = number(size);
        if (spec.value < number_scale || spec.value % number_scale != 0)
          fail(size.at, "left(...) takes the number of characters, such as left(N403, 5)");
        spec.value /= number_scale;
        break;
      }
      case Function::least:
      case Function::most:
        if (inner.type == ValueType::text)
          fail(first.at,
               written.word +
                   " takes numbers or dates; of a text they are made by number(...), from(...) or through(...)");
        [[fallthrough]];
      case Function::first:
      case Function::last:
        spec.type = inner.type;
        spec.several = false;
        break;
      case Function::years: {
        const Expression& second = written.children[1];
        const OperandSpec until = operand_spec(second, scope);
        want(inner, ValueType::date, first);
        want(until, ValueType::date, second);
        want_one(inner, first);
        want_one(until, second);
        spec.b = add(out_.operands, until);
        spec.type = ValueType::number;
        break;
      }
      default:
        break;
    }
    return spec;
  }

  /// A path of any type may be read as the text that it is.
  void want_text(std::uint32_t index, const Expression& written) {
    OperandSpec& spec = out_.operands[index];
    if (fault_ || spec.type == ValueType::text) return;
    if (spec.kind == OperandSpec::Kind::path)
      spec.type = ValueType::text;
    else
      fail(written.at, "an element must stand here");
  }

  // ---- Conditions.

  std::uint32_t condition(const Expression& written, const Scope& scope) {
    ConditionSpec spec;
    spec.negative = written.negative;
    switch (written.kind) {
      case Kind::parenthesised:
        return condition(written.children.front(), scope);
      case Kind::any:
      case Kind::all: {
        spec.kind = written.kind == Kind::any ? ConditionSpec::Kind::any : ConditionSpec::Kind::all;
        std::vector<std::uint32_t> parts;
        for (const Expression& child : written.children) parts.push_back(condition(child, scope));
        spec.range = append(out_.children, parts);
        break;
      }
      case Kind::negation:
        spec.kind = ConditionSpec::Kind::negation;
        spec.a = condition(written.children.front(), scope);
        break;
      case Kind::exists:
        spec.kind = ConditionSpec::Kind::exists;
        spec.a = path_argument(written.children.front(), scope);
        break;
      case Kind::path:
      case Kind::number:
        spec.kind = ConditionSpec::Kind::exists;
        if (written.kind == Kind::number && definition_of(written.word) == none)
          fail(written.at, "a condition must stand here, and this is a number");
        else
          spec.a = path_argument(written, scope);
        break;
      case Kind::unique:
        spec.kind = ConditionSpec::Kind::unique;
        spec.a = path_argument(written.children.front(), scope);
        if (!fault_ && out_.paths[spec.a].elements.count == 0)
          fail(written.at, "unique speaks of the values of an element, such as REF[6R]02");
        break;
      case Kind::relation:
        relation(written, scope, spec);
        break;
      case Kind::listed:
        spec.kind = ConditionSpec::Kind::listed;
        list(written, scope, spec);
        break;
      case Kind::in_set:
        spec.kind = ConditionSpec::Kind::in_set;
        text_operand(written, scope, spec);
        spec.b = add(out_.sets, {written.word, text_->place(written.at)});
        break;
      case Kind::has_format: {
        spec.kind = ConditionSpec::Kind::format;
        text_operand(written, scope, spec);
        const auto format = parse_format(written.word);
        if (!format) fail(written.at, "there is no format " + written.word);
        spec.format = format.value_or(Format::none);
        break;
      }
      case Kind::starts_with:
      case Kind::ends_with:
      case Kind::contains:
        spec.kind = written.kind == Kind::starts_with ? ConditionSpec::Kind::starts
                    : written.kind == Kind::ends_with ? ConditionSpec::Kind::ends
                                                      : ConditionSpec::Kind::contains;
        text_operand(written, scope, spec);
        spec.range = texts(written);
        break;
      case Kind::call:
      case Kind::add:
      case Kind::subtract:
      case Kind::multiply:
      case Kind::text:
      case Kind::date:
        fail(written.at, "a condition must stand here, and this is a value: compare it with something");
        break;
    }
    return add(out_.conditions, spec);
  }

  void text_operand(const Expression& written, const Scope& scope, ConditionSpec& spec) {
    spec.a = operand(written.children.front(), scope);
    want_path(out_.operands[spec.a], written.children.front());
    want_text(spec.a, written.children.front());
  }

  Range texts(const Expression& written) {
    std::vector<TextSpec> entries;
    for (std::size_t i = 1; i < written.children.size(); ++i)
      entries.push_back({pack(written.children[i].word), written.children[i].word});
    return append(out_.texts, entries);
  }

  static bool is_literal(const OperandSpec& spec) {
    return spec.kind == OperandSpec::Kind::text || spec.kind == OperandSpec::Kind::number ||
           spec.kind == OperandSpec::Kind::date;
  }

  void relation(const Expression& written, const Scope& scope, ConditionSpec& spec) {
    spec.kind = ConditionSpec::Kind::relation;
    const Expression* left = &written.children[0];
    const Expression* right = &written.children[1];
    const std::string& sign = written.word;
    spec.negative = sign == "!=";
    spec.swapped = sign == ">" || sign == ">=";
    if (spec.swapped) std::swap(left, right);
    spec.relation = sign == "=" || sign == "!="  ? Relation::equal
                    : sign == "<" || sign == ">" ? Relation::less
                                                 : Relation::at_most;
    spec.a = operand(*left, scope);
    spec.b = operand(*right, scope);
    if (fault_) return;
    OperandSpec& a = out_.operands[spec.a];
    OperandSpec& b = out_.operands[spec.b];
    if (is_literal(a) && is_literal(b))
      return fail(written.at, "both sides are fixed: this always holds or never does");
    if (a.type != b.type) as_text(a, b, *left, *right);
    spec.type = a.type;
    if (spec.relation == Relation::equal) return;
    if (spec.type == ValueType::text)
      return fail(written.at,
                  "only numbers and dates can be under or over another; of a text they are made by "
                  "number(...), from(...) or through(...)");
    want_one(a, *left);
    want_one(b, *right);
  }

  /// Two types beside each other: what is an element may be compared as the text that it is, with a text.
  void as_text(OperandSpec& a, OperandSpec& b, const Expression& left, const Expression& right) {
    OperandSpec& text = a.type == ValueType::text ? a : b;
    OperandSpec& other = a.type == ValueType::text ? b : a;
    const Expression& written = a.type == ValueType::text ? left : right;
    if (text.type == ValueType::text && other.kind == OperandSpec::Kind::path) {
      other.type = ValueType::text;
      return;
    }
    if (text.type != ValueType::text) return fail(right.at, "a number and a date cannot be compared");
    want(text, other.type, written);
  }

  void list(const Expression& written, const Scope& scope, ConditionSpec& spec) {
    spec.a = operand(written.children.front(), scope);
    want_path(out_.operands[spec.a], written.children.front());
    if (fault_) return;
    const Kind kind = written.children[1].kind;
    for (std::size_t i = 2; i < written.children.size(); ++i)
      if (written.children[i].kind != kind)
        return fail(written.children[i].at, "a list holds texts only, numbers only or dates only");
    const ValueType type = kind == Kind::text     ? ValueType::text
                           : kind == Kind::number ? ValueType::number
                                                  : ValueType::date;
    spec.type = type;
    if (type == ValueType::text) {
      want_text(spec.a, written.children.front());
      spec.range = texts(written);
      return;
    }
    want(out_.operands[spec.a], type, written.children.front());
    std::vector<std::int64_t> values;
    for (std::size_t i = 1; i < written.children.size(); ++i)
      values.push_back(type == ValueType::number ? number(written.children[i]) : date(written.children[i]));
    spec.range = append(out_.numbers, values);
  }

  // ---- What makes a rule be judged.

  Need path_need(std::uint32_t index) const {
    const PathSpec& spec = out_.paths[index];
    if (spec.loops) return {};
    const auto places = RulePrograms::part(out_.places, spec.places);
    return {false, {places.begin(), places.end()}};
  }

  Need operand_need(std::uint32_t index) const {
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

  /// What must be there for the condition to be certainly `value`.
  Need needed(std::uint32_t index, bool value) const {
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

  /// How often a loop has one of these segments, roughly: a required one is there once, a situational one seldom.
  /// What is not within the loop can trigger nothing.
  double cost(std::uint16_t instance, const Need& need) const {
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

  Need better(std::uint16_t instance, Need a, Need b) const {
    return cost(instance, a) <= cost(instance, b) ? std::move(a) : std::move(b);
  }

  void find_service_dates() {
    for (std::size_t p = 0; p < g_.place_count(); ++p) {
      const Place& place = g_.place(static_cast<std::uint16_t>(p));
      const SegmentModel& model = *g_.node(place.node).model;
      if (model.id != "DTP" || !g_.instance(place.loop).in_unit) continue;
      const auto* codes = qualifiers_of(model);
      if (codes != nullptr && has(*codes, "472")) out_.service_dates.push_back(static_cast<std::uint16_t>(p));
    }
  }

  const Grammar& g_;
  RulePrograms out_;
  const RuleText* text_ = nullptr;
  const char* attribute_ = nullptr;  // each or at, while that is read
  std::optional<RuleFault> fault_;
  const Scope* root_ = nullptr;
  std::vector<std::uint16_t> used_;
};

Result<RulePrograms> compile_rules(const Grammar& grammar) {
  return RuleCompiler(grammar).run();
}

}  // namespace calx::grammar
