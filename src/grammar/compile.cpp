// Model to tables. Everything here runs once a grammar; nothing of it is on the way of a segment.
#include <algorithm>
#include <map>
#include <set>

#include "grammar/grammar.hpp"
#include "grammar/path.hpp"

namespace calx::grammar {
namespace {

/// The codes of the element that tells segments of one id apart; nothing where any value will do.
const std::vector<std::string>* qualifier_codes(const SegmentModel& segment, int number, bool component) {
  for (const ElementModel& element : segment.elements) {
    if (element.number != number) continue;
    const auto& codes = component && !element.components.empty() ? element.components.front().codes : element.codes;
    return codes.empty() ? nullptr : &codes;
  }
  return nullptr;
}

/// True for a note that only speaks where an element is written that the guide does not use: that is said already.
bool says_nothing(const SegmentModel& segment, const Note& note) {
  const auto used = [&](int number) {
    return std::any_of(segment.elements.begin(), segment.elements.end(), [&](const ElementModel& element) {
      return element.number == number && element.usage != Usage::not_used;
    });
  };
  if (note.kind == 'R') return false;
  if (note.kind == 'L') return !used(note.elements.front());
  return !std::all_of(note.elements.begin(), note.elements.end(), used);
}

Quick quick_look(const ElementModel& element) {
  if (element.usage == Usage::not_used) return Quick::none;
  switch (element.type) {
    case Type::an:
    case Type::id:
      if (element.advice_high != 0 || element.advice_digits != 0) return Quick::none;
      return element.codes.empty() ? Quick::text : Quick::code;
    case Type::n0:
    case Type::r:
      return element.codes.empty() ? Quick::number : Quick::none;
    case Type::dt:
      return element.codes.empty() && element.min == 8 && element.max == 8 ? Quick::date : Quick::none;
    case Type::composite:
      return element.components.empty() ? Quick::none : Quick::composite;
    case Type::tm:
      break;
  }
  return Quick::none;
}

}  // namespace

class Compiler {
 public:
  explicit Compiler(Model model) { grammar_->model_ = std::make_shared<const Model>(std::move(model)); }

  Result<std::shared_ptr<const Grammar>> run() {
    if (auto done = define_loops(); !done) return tl::unexpected<Failure>(done.error());
    if (auto done = resolve_rules(); !done) return tl::unexpected<Failure>(done.error());
    recognise_segments();
    prepare_quick_looks();
    const std::uint16_t root = definition_of("ST_LOOP");
    if (root == none) return usage_failure(model().id + ": there is no loop ST_LOOP.");
    if (auto done = expand(root, none, 0, 0, false); !done) return tl::unexpected<Failure>(done.error());
    connect();
    auto rules = compile_rules(*grammar_);
    if (!rules) return tl::unexpected<Failure>(rules.error());
    grammar_->rules_ = std::move(*rules);
    return std::shared_ptr<const Grammar>(std::move(grammar_));
  }

 private:
  const Model& model() const { return *grammar_->model_; }

  std::uint16_t definition_of(std::string_view id) const { return grammar_->find_definition(id); }

  Result<void> define_loops() {
    Grammar& g = *grammar_;
    for (const LoopModel& loop : model().loops) {
      LoopDefinition& definition = g.definitions_.emplace_back();
      definition.id = pack(loop.id);
      definition.model = &loop;
    }
    for (LoopDefinition& definition : g.definitions_) {
      const LoopModel& loop = *definition.model;
      if (loop.children.size() > 64) return usage_failure(model().id + ": loop " + loop.id + " has over 64 children.");
      for (const auto& child : loop.children) {
        Child compiled;
        if (const auto* segment = std::get_if<SegmentModel>(&child)) {
          compiled.node = add_node(loop, *segment);
          compiled.usage = segment->usage;
          compiled.max = segment->max;
          compiled.position = segment->position;
          compiled.confidence = segment->confidence;
        } else {
          const auto& reference = std::get<LoopReference>(child);
          compiled.loop = definition_of(reference.id);
          if (compiled.loop == none)
            return usage_failure(model().id + ": loop " + loop.id + " refers to " + reference.id +
                                 ", which is not there.");
          compiled.usage = reference.usage;
          compiled.max = reference.max;
          compiled.position = reference.position;
          compiled.confidence = reference.confidence;
        }
        definition.children.push_back(compiled);
      }
      for (std::size_t c = 0; c < definition.children.size(); ++c) {
        if (definition.children[c].usage == Usage::required) definition.required |= std::uint64_t{1} << c;
        for (std::size_t before = 0; before < definition.children.size(); ++before)
          if (definition.children[before].usage == Usage::required &&
              definition.children[before].position < definition.children[c].position)
            definition.children[c].required_before |= std::uint64_t{1} << before;
      }
    }
    for (LoopDefinition& definition : g.definitions_)
      for (Child& child : definition.children)
        if (child.loop != none) child.node = g.definitions_[child.loop].children.front().node;
    if (!model().unit.empty()) {
      g.unit_definition_ = definition_of(model().unit);
      if (g.unit_definition_ == none) return usage_failure(model().id + ": there is no loop " + model().unit + ".");
      g.unit_node_ = g.definitions_[g.unit_definition_].children.front().node;
    }
    return {};
  }

  std::uint16_t add_node(const LoopModel& loop, const SegmentModel& segment) {
    Grammar& g = *grammar_;
    Node node;
    node.id = pack(segment.id);
    node.model = &segment;
    node.loop = &loop;
    node.hierarchical = segment.id == "HL";
    // Components first: the elements of a node stand together.
    std::vector<std::uint32_t> first_components;
    for (const ElementModel& element : segment.elements) {
      first_components.push_back(static_cast<std::uint32_t>(g.elements_.size()));
      for (const ElementModel& component : element.components)
        g.elements_.push_back(specify(component, element.components));
    }
    node.first_element = static_cast<std::uint32_t>(g.elements_.size());
    int number = 0;
    std::size_t index = 0;
    for (const ElementModel& element : segment.elements) {
      while (++number < element.number) {  // a gap in the table: an element that nobody names
        ElementSpec gap;
        gap.usage = Usage::not_used;
        gap.model = &element;
        g.elements_.push_back(gap);
      }
      ElementSpec spec = specify(element, segment.elements);
      spec.first_component = first_components[index++];
      spec.component_count = static_cast<std::uint16_t>(element.components.size());
      if (element.usage == Usage::required) node.required |= std::uint64_t{1} << element.number;
      g.elements_.push_back(spec);
    }
    node.element_count = static_cast<std::uint16_t>(g.elements_.size() - node.first_element);
    node.first_note = static_cast<std::uint32_t>(g.notes_.size());
    for (const Note& note : segment.notes) {
      if (says_nothing(segment, note)) continue;
      NoteSpec spec;
      spec.kind = note.kind;
      spec.model = &note;
      for (const int element : note.elements) spec.mask |= std::uint64_t{1} << element;
      spec.first = std::uint64_t{1} << note.elements.front();
      g.notes_.push_back(spec);
    }
    node.note_count = static_cast<std::uint16_t>(g.notes_.size() - node.first_note);
    g.nodes_.push_back(node);
    return static_cast<std::uint16_t>(g.nodes_.size() - 1);
  }

  ElementSpec specify(const ElementModel& element, const std::vector<ElementModel>& siblings) {
    Grammar& g = *grammar_;
    ElementSpec spec;
    spec.model = &element;
    spec.usage = element.usage;
    spec.type = element.type;
    spec.min = static_cast<std::uint16_t>(std::min<std::uint32_t>(element.min, 0xffff));
    spec.max = static_cast<std::uint16_t>(std::min<std::uint32_t>(element.max, 0xffff));
    spec.repeat = static_cast<std::uint16_t>(std::min<std::uint32_t>(element.repeat, 0xffff));
    if (!element.code_set.empty()) {
      const auto known = std::find(g.code_sets_.begin(), g.code_sets_.end(), element.code_set);
      spec.code_set = static_cast<std::uint16_t>(known - g.code_sets_.begin());
      if (known == g.code_sets_.end()) g.code_sets_.push_back(element.code_set);
    }
    spec.has_advice = element.advice_max != 0 || element.advice_high != 0 || element.advice_digits != 0;
    spec.first_code = static_cast<std::uint32_t>(g.codes_.size());
    spec.code_count = static_cast<std::uint16_t>(element.codes.size());
    for (const std::string& code : element.codes) g.codes_.push_back(pack(code));
    spec.first_format = static_cast<std::uint16_t>(g.formats_.size());
    for (std::size_t i = 0; i < model().formats.size(); ++i) {
      const FormatRule& rule = model().formats[i];
      if (rule.data != element.data) continue;
      const ElementModel* qualifier = nullptr;
      for (const ElementModel& sibling : siblings)
        if (sibling.number < element.number && sibling.data == rule.by) qualifier = &sibling;
      // Where the qualifier's codes do not list the value, the rule can never speak.
      if (qualifier == nullptr ||
          (!qualifier->codes.empty() &&
           std::find(qualifier->codes.begin(), qualifier->codes.end(), rule.when) == qualifier->codes.end()))
        continue;
      g.formats_.push_back(
          {pack(rule.when), static_cast<std::uint16_t>(i), static_cast<std::uint8_t>(qualifier->number)});
    }
    spec.format_count = static_cast<std::uint16_t>(g.formats_.size() - spec.first_format);
    if (element.advice_high != 0) {
      spec.advice_low = element.advice_low;
      spec.advice_high = element.advice_high;
    }
    if (element.advice_digits != 0) {
      spec.advice_digits = static_cast<std::uint8_t>(element.advice_digits);
      spec.advice_decimals = static_cast<std::uint8_t>(element.advice_decimals);
    }
    spec.quick = quick_look(element);
    spec.quick_max = element.advice_max == 0
                         ? spec.max
                         : std::min(spec.max, static_cast<std::uint16_t>(std::min(element.advice_max, 0xffffU)));
    for (const ElementModel& component : element.components)
      if (component.usage == Usage::required) spec.last_required = static_cast<std::uint8_t>(component.number);
    return spec;
  }

  Result<void> resolve_rules() {
    Grammar& g = *grammar_;
    for (const ElementRule& rule : model().element_rules) {
      const auto path = parse_path(rule.at);
      std::string segment = path ? path->loop + "/" + path->segment : std::string();
      if (path && !path->qualifier.empty()) segment += "[" + path->qualifier + "]";
      const std::uint16_t node = g.find_node(segment);
      if (node == none)
        return usage_failure(model().id + ": the rule " + rule.rule.id + " speaks of " + rule.at +
                             ", which is not there.");
      g.element_rules_.push_back(
          {&rule, node, static_cast<std::uint8_t>(path->element), static_cast<std::uint8_t>(path->component)});
    }
    std::stable_sort(g.element_rules_.begin(), g.element_rules_.end(),
                     [](const ElementRuleSpec& a, const ElementRuleSpec& b) { return a.node < b.node; });
    for (std::size_t i = 0; i < g.element_rules_.size(); ++i) {
      Node& node = g.nodes_[g.element_rules_[i].node];
      if (node.rule_count++ == 0) node.first_rule = static_cast<std::uint16_t>(i);
    }
    return {};
  }

  /// What the quick look at a segment's elements needs.
  void prepare_quick_looks() {
    Grammar& g = *grammar_;
    for (const ElementSpec& spec : g.elements_)
      g.lengths_.push_back({spec.min, static_cast<std::uint16_t>(std::max(spec.quick_max, spec.min) - spec.min)});
    for (Node& node : g.nodes_) {
      const auto specs = g.elements(node);
      for (std::size_t i = 0; i < specs.size(); ++i) {
        const std::uint64_t bit = std::uint64_t{1} << (i + 1);
        const ElementSpec& spec = specs[i];
        if (spec.quick != Quick::text || spec.format_count != 0 || spec.code_set != none) node.judged |= bit;
        if (spec.quick == Quick::composite) node.composites |= bit;
      }
      const std::size_t number = node.hierarchical ? 3 : 1;
      if (specs.size() >= number && specs[number - 1].quick == Quick::code && specs[number - 1].format_count == 0 &&
          specs[number - 1].code_set == none)
        node.qualifier = std::uint64_t{1} << number;
    }
  }

  /// Splits the values of each segment id's qualifier into keys: values that mean the same nodes share one.
  void recognise_segments() {
    Grammar& g = *grammar_;
    g.kind_table_.assign(Grammar::kind_slots, {});
    std::map<std::string, std::vector<std::uint16_t>> by_id;
    for (std::size_t n = 0; n < g.nodes_.size(); ++n)
      by_id[g.nodes_[n].model->id].push_back(static_cast<std::uint16_t>(n));
    nodes_of_key_.clear();
    for (const auto& segments : by_id) {
      const std::string& id = segments.first;
      const std::vector<std::uint16_t>& nodes = segments.second;
      Grammar::Kind kind;
      kind.id = pack(id);
      const SegmentModel& first = *g.nodes_[nodes.front()].model;
      kind.component = !first.elements.empty() && !first.elements.front().components.empty();
      const int number = id == "HL" ? 3 : 1;
      std::map<std::vector<std::uint16_t>, std::uint16_t> key_of_nodes;
      const auto key_for = [&](const std::vector<std::uint16_t>& meant) -> std::uint16_t {
        if (meant.empty()) return none;
        const auto [known, added] = key_of_nodes.try_emplace(meant, static_cast<std::uint16_t>(nodes_of_key_.size()));
        if (added) nodes_of_key_.push_back(meant);
        return known->second;
      };
      std::map<std::string_view, std::vector<std::uint16_t>> values;  // and the nodes that each may mean
      for (const std::uint16_t n : nodes)
        if (const auto* codes = qualifier_codes(*g.nodes_[n].model, number, kind.component))
          for (const std::string& code : *codes) values[code];
      std::vector<std::uint16_t> any;  // the nodes that all others mean
      for (const std::uint16_t n : nodes) {
        const auto mean = [n](std::vector<std::uint16_t>& meant) {
          if (meant.empty() || meant.back() != n) meant.push_back(n);
        };
        if (const auto* codes = qualifier_codes(*g.nodes_[n].model, number, kind.component)) {
          for (const std::string& code : *codes) mean(values[code]);
        } else {
          mean(any);
          for (auto& value : values) mean(value.second);
        }
      }
      kind.other = key_for(any);
      kind.first_value = static_cast<std::uint32_t>(g.values_.size());
      if (!values.empty()) {
        kind.element = static_cast<std::uint8_t>(number);
        // Two nodes of one loop with a value in common: the second element tells them apart.
        std::set<std::string> second_values;
        for (const std::uint16_t a : nodes)
          for (const std::uint16_t b : nodes)
            if (a < b && g.nodes_[a].loop == g.nodes_[b].loop && share_value(a, b, number, kind.component))
              for (const std::uint16_t n : {a, b})
                if (const auto* codes = qualifier_codes(*g.nodes_[n].model, 2, false))
                  second_values.insert(codes->begin(), codes->end());
        if (!second_values.empty()) kind.second = 2;
        std::size_t slots = 4;
        while (slots < 2 * values.size()) slots *= 2;
        kind.value_mask = static_cast<std::uint32_t>(slots - 1);
        g.values_.resize(g.values_.size() + slots);
        for (const auto& [value, meant] : values) {
          Grammar::QualifierValue entry;
          entry.value = pack(value);
          entry.key = key_for(second_values.empty() ? meant : first_of_each_loop(meant));
          entry.first_second = static_cast<std::uint32_t>(g.second_values_.size());
          for (const std::string& second : second_values)
            if (const auto both = with_second(meant, second); !both.empty()) {
              Grammar::QualifierValue exact;
              exact.value = pack(second);
              exact.key = key_for(both);
              g.second_values_.push_back(exact);
            }
          entry.second_count = static_cast<std::uint16_t>(g.second_values_.size() - entry.first_second);
          std::size_t at = Grammar::value_slot(entry.value);
          while (g.values_[kind.first_value + (at & kind.value_mask)].value != 0) ++at;
          g.values_[kind.first_value + (at & kind.value_mask)] = entry;
        }
      }
      std::size_t slot = Grammar::kind_slot(kind.id);
      while (g.kind_table_[slot].kind != none) slot = (slot + 1) % Grammar::kind_slots;
      g.kind_table_[slot] = {kind.id, static_cast<std::uint16_t>(g.kinds_.size())};
      g.kinds_.push_back(kind);
    }
    g.keys_ = nodes_of_key_.size();
    for (const auto& nodes : nodes_of_key_) g.key_nodes_.push_back(nodes.front());
  }

  /// Those whose second element may be this.
  std::vector<std::uint16_t> with_second(const std::vector<std::uint16_t>& nodes, const std::string& code) const {
    std::vector<std::uint16_t> kept;
    for (const std::uint16_t n : nodes) {
      const auto* codes = qualifier_codes(*grammar_->nodes_[n].model, 2, false);
      if (codes == nullptr || std::find(codes->begin(), codes->end(), code) != codes->end()) kept.push_back(n);
    }
    return kept;
  }

  /// Where a second element decides and is strange itself, the node that the guide lists first stands for the others.
  std::vector<std::uint16_t> first_of_each_loop(const std::vector<std::uint16_t>& nodes) const {
    std::vector<std::uint16_t> kept;
    std::set<const LoopModel*> loops;
    for (const std::uint16_t n : nodes)
      if (loops.insert(grammar_->nodes_[n].loop).second) kept.push_back(n);
    return kept;
  }

  bool share_value(std::uint16_t a, std::uint16_t b, int number, bool component) const {
    const auto* first = qualifier_codes(*grammar_->nodes_[a].model, number, component);
    const auto* second = qualifier_codes(*grammar_->nodes_[b].model, number, component);
    if (first == nullptr || second == nullptr) return true;
    return std::find_first_of(first->begin(), first->end(), second->begin(), second->end()) != first->end();
  }

  Result<void> expand(std::uint16_t definition, std::uint16_t parent, std::uint8_t child, std::uint8_t depth,
                      bool in_unit) {
    Grammar& g = *grammar_;
    if (depth > 24) return usage_failure(model().id + ": the loops are nested over 24 deep; does one hold itself?");
    LoopInstance instance;
    instance.definition = definition;
    instance.parent = parent;
    instance.child = child;
    instance.depth = depth;
    instance.in_unit = in_unit || definition == g.unit_definition_;
    const auto index = static_cast<std::uint16_t>(g.instances_.size());
    instance.first_place = static_cast<std::uint16_t>(g.places_.size());
    instance.first_child = static_cast<std::uint16_t>(g.child_places_.size());
    instance.hierarchical = g.nodes_[g.definitions_[definition].children.front().node].hierarchical;
    instance.required = g.definitions_[definition].required;
    if (parent != none) {
      const Child& entry = g.definitions_[g.instances_[parent].definition].children[child];
      instance.max = entry.max;
      instance.required_before = entry.required_before;
    }
    g.instances_.push_back(instance);
    if (definition == g.unit_definition_)
      for (std::uint16_t way = index; way != none; way = g.instances_[way].parent) g.instances_[way].around_unit = true;
    const std::size_t children = g.definitions_[definition].children.size();
    g.child_places_.resize(g.child_places_.size() + children, none);
    for (std::size_t c = 0; c < children; ++c) {
      const Child& entry = g.definitions_[definition].children[c];
      if (entry.loop != none) continue;
      g.child_places_[instance.first_child + c] = static_cast<std::uint16_t>(g.places_.size());
      g.places_.push_back({entry.node, index, static_cast<std::uint8_t>(c), depth, g.nodes_[entry.node].hierarchical,
                           entry.max, entry.required_before});
    }
    for (std::size_t c = 0; c < children; ++c) {
      const std::uint16_t loop = g.definitions_[definition].children[c].loop;
      if (loop == none) continue;
      g.child_places_[instance.first_child + c] = static_cast<std::uint16_t>(g.places_.size());  // of its opener
      if (auto done =
              expand(loop, index, static_cast<std::uint8_t>(c), static_cast<std::uint8_t>(depth + 1), instance.in_unit);
          !done)
        return done;
    }
    return {};
  }

  std::vector<std::uint16_t> keys_of(std::uint16_t node) const {
    std::vector<std::uint16_t> keys;
    for (std::size_t k = 0; k < nodes_of_key_.size(); ++k)
      if (std::find(nodes_of_key_[k].begin(), nodes_of_key_[k].end(), node) != nodes_of_key_[k].end())
        keys.push_back(static_cast<std::uint16_t>(k));
    return keys;
  }

  void connect() {
    Grammar& g = *grammar_;
    for (std::size_t n = 0; n < g.nodes_.size(); ++n) keys_of_node_.push_back(keys_of(static_cast<std::uint16_t>(n)));
    const std::size_t cells = g.places_.size() * g.keys_;
    g.forward_.assign(cells, none);
    g.backward_.assign(cells, none);
    g.implied_.assign(cells, none);
    for (std::size_t p = 0; p < g.places_.size(); ++p) connect_from(static_cast<std::uint16_t>(p));
  }

  void connect_from(std::uint16_t place) {
    Grammar& g = *grammar_;
    const Place& from = g.places_[place];
    // Level by level outwards: what may follow in this loop, in its parent behind it, and so on.
    std::uint8_t child = from.child;
    for (std::uint16_t i = from.loop; i != none; child = g.instances_[i].child, i = g.instances_[i].parent) {
      const auto& children = g.definitions_[g.instances_[i].definition].children;
      const int position = children[child].position;
      for (std::size_t c = 1; c < children.size(); ++c) {
        const std::uint16_t target = g.place_of(i, c);
        const bool ahead = children[c].position >= position;
        for (const std::uint16_t key : keys_of_node_[children[c].node]) {
          std::uint16_t& cell = (ahead ? g.forward_ : g.backward_)[g.at(place, key)];
          if (cell == none)
            cell = target;
          else if (ahead && cell != target)
            note_ambiguity(place, cell, target);
        }
        if (ahead && children[c].loop != none) imply(place, i, c);
      }
    }
  }

  /// Segments inside a loop that was not opened, and the openers of loops in it. Segments win over openers, and of
  /// loops beside each other required ones over situational ones.
  void imply(std::uint16_t place, std::uint16_t parent, std::size_t child) {
    Grammar& g = *grammar_;
    const auto loop = g.places_[g.place_of(parent, child)].loop;
    const auto& inner = g.definitions_[g.instances_[loop].definition].children;
    const bool required = g.definitions_[g.instances_[parent].definition].children[child].usage == Usage::required;
    for (std::size_t c = 1; c < inner.size(); ++c)
      for (const std::uint16_t key : keys_of_node_[inner[c].node]) {
        std::uint16_t& cell = g.implied_[g.at(place, key)];
        const bool opener_there = cell != none && g.places_[cell].child == 0;
        const bool opener = inner[c].loop != none;
        const bool weaker = cell != none && opener_there == opener && required &&
                            g.instances_[lacking(cell)].parent == parent && !loop_is_required(lacking(cell));
        if (cell == none || (opener_there && !opener) || weaker) cell = g.place_of(loop, c);
      }
  }

  /// The loop that lacks its opener when a walk goes to `implied`.
  std::uint16_t lacking(std::uint16_t implied) const {
    const Place& place = grammar_->places_[implied];
    return place.child == 0 ? grammar_->instances_[place.loop].parent : place.loop;
  }

  bool loop_is_required(std::uint16_t loop) const {
    const Grammar& g = *grammar_;
    const LoopInstance& instance = g.instances_[loop];
    return instance.parent != none &&
           g.definitions_[g.instances_[instance.parent].definition].children[instance.child].usage == Usage::required;
  }

  void note_ambiguity(std::uint16_t from, std::uint16_t first, std::uint16_t second) {
    const auto words = [&](std::uint16_t place) {
      const Node& node = grammar_->nodes_[grammar_->places_[place].node];
      return node.loop->id + "/" + node.model->id + " (" + node.model->name + ")";
    };
    grammar_->ambiguities_.push_back("after " + words(from) + ": " + words(first) + " or " + words(second));
  }

  std::unique_ptr<Grammar> grammar_{new Grammar};
  std::vector<std::vector<std::uint16_t>> nodes_of_key_, keys_of_node_;
};

Result<std::shared_ptr<const Grammar>> Grammar::compile(Model model) {
  return Compiler(std::move(model)).run();
}

std::uint16_t Grammar::find_definition(std::string_view loop) const {
  const std::uint64_t id = pack(loop);
  for (std::size_t i = 0; i < definitions_.size(); ++i)
    if (definitions_[i].id == id && definitions_[i].model->id == loop) return static_cast<std::uint16_t>(i);
  return none;
}

std::uint16_t Grammar::find_node(std::string_view text) const {
  const auto path = parse_path(text);
  if (!path || path->segment.empty()) return none;
  for (std::size_t n = 0; n < nodes_.size(); ++n) {
    const Node& node = nodes_[n];
    if (node.loop->id != path->loop || node.model->id != path->segment) continue;
    if (path->qualifier.empty()) return static_cast<std::uint16_t>(n);
    for (const ElementModel& element : node.model->elements) {
      const auto& codes = element.components.empty() ? element.codes : element.components.front().codes;
      if (std::find(codes.begin(), codes.end(), path->qualifier) != codes.end()) return static_cast<std::uint16_t>(n);
    }
  }
  return none;
}

}  // namespace calx::grammar
