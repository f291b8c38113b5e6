// A compiled grammar: flat tables that a walker moves through, a look-up a segment. Immutable; threads share it.
//
// Words: a *node* is a segment as the guide defines it in a loop (2300/CLM); a *loop instance* is a loop at one of the
// points where the guide puts it (2300 stands under 2000B and under 2000C: two instances of one definition); a *place*
// is a node in a loop instance; a *key* is what a segment's id and qualifier say ("REF with G1").
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "files/failure.hpp"
#include "grammar/compile_rules.hpp"
#include "grammar/model.hpp"
#include "text/first_eight.hpp"
#include "x12/segment.hpp"

namespace calx::grammar {

inline constexpr std::uint16_t none = 0xffff;
inline constexpr std::size_t most_components = 32;  ///< of a composite; X12 itself stays far below

/// Up to eight characters as one integer; longer text is 0, as is empty text.
[[gnu::always_inline]] inline std::uint64_t pack(std::string_view text) {
  return text.size() > 8 ? 0 : text::first_eight(text);
}

/// "Where the qualifier has this code, the value has this format."
struct FormatSpec {
  std::uint64_t when = 0;
  std::uint16_t rule = none;   ///< into Grammar::model().formats
  std::uint8_t qualifier = 0;  ///< number of the element, or component, that holds the qualifier
};

/// How a quick look judges a value: most are fine, and it finds them so; the others get a closer look.
enum class Quick : std::uint8_t { none, text, code, number, date, composite };

/// An element or component.
struct ElementSpec {
  Quick quick = Quick::none;
  Usage usage = Usage::situational;
  Type type = Type::an;
  bool has_advice = false;
  std::uint16_t min = 0, max = 0;
  std::uint16_t quick_max = 0;  ///< longer than that is either too long or longer than advised
  std::uint16_t code_count = 0, component_count = 0;
  std::uint32_t first_code = 0, first_component = 0;
  std::uint16_t first_format = 0, format_count = 0;
  std::uint16_t code_set = none;  ///< into Grammar::code_sets()
  std::uint16_t repeat = 1;
  std::uint8_t last_required = 0;                             ///< number of the last component that must be there
  std::uint8_t advice_digits = 0xff, advice_decimals = 0xff;  ///< 0xff: no bound
  std::uint32_t advice_low = 0, advice_high = 0xffffffffU;
  const ElementModel* model = nullptr;
};

/// The lengths that an element may have: min to min + span.
struct Length {
  std::uint16_t min = 0, span = 0;
};

struct NoteSpec {
  std::uint64_t mask = 0;   ///< bit n: element n takes part
  std::uint64_t first = 0;  ///< bit of the element named first
  char kind = 'P';
  const Note* model = nullptr;
};

struct Node {
  std::uint64_t id = 0;  ///< pack() of the segment's
  const SegmentModel* model = nullptr;
  const LoopModel* loop = nullptr;
  std::uint32_t first_element = 0;
  std::uint32_t first_note = 0;
  std::uint16_t element_count = 0, note_count = 0;
  std::uint16_t first_rule = 0, rule_count = 0;  ///< into element_rules(): overlays' rules about its elements
  std::uint64_t required = 0;                    ///< bit n: element n must be there
  std::uint64_t judged = 0;                      ///< bit n: element n is more than text of some length and has no part
  std::uint64_t qualifier = 0;   ///< bit of the element that recognise() has found to be one of the node's codes
  std::uint64_t composites = 0;  ///< bit n: element n is a composite
  bool hierarchical = false;     ///< an HL segment
};

/// An overlay's rule about one element, resolved.
struct ElementRuleSpec {
  const ElementRule* model = nullptr;
  std::uint16_t node = none;
  std::uint8_t element = 0, component = 0;
};

/// One child of a loop: a segment or a loop.
struct Child {
  std::uint16_t node = none;  ///< the segment, or for a loop the segment that opens it
  std::uint16_t loop = none;  ///< definition, for a loop
  Usage usage = Usage::situational;
  std::uint32_t max = 1;
  int position = 0;
  std::optional<findings::Confidence> confidence;  ///< of its usage
  std::uint64_t required_before = 0;               ///< bit n: child n is required and comes before this one
};

struct LoopDefinition {
  std::uint64_t id = 0;  ///< pack() of the loop's
  const LoopModel* model = nullptr;
  std::vector<Child> children;  ///< at most 64
  std::uint64_t required = 0;
};

struct LoopInstance {
  std::uint16_t definition = 0;
  std::uint16_t parent = none;
  std::uint8_t child = 0;  ///< which child of the parent it is
  std::uint8_t depth = 0;  ///< of the transaction's own loop: 0
  std::uint16_t first_place = 0;
  std::uint16_t first_child = 0;  ///< of place_of()
  bool in_unit = false;           ///< it is the unit's loop or lies within it
  bool around_unit = false;  ///< it is the unit's loop or one that holds units: where a unit is, there is one of it
  // What its definition, and its child in the parent, say, close at hand.
  bool hierarchical = false;          ///< an HL segment opens it
  std::uint32_t max = 1;              ///< times in the parent
  std::uint64_t required = 0;         ///< LoopDefinition::required
  std::uint64_t required_before = 0;  ///< Child::required_before
};

struct Place {
  std::uint16_t node = 0;
  std::uint16_t loop = 0;  ///< instance
  std::uint8_t child = 0;  ///< which child of the loop; 0 opens it
  // What its loop and child say, close at hand for each segment.
  std::uint8_t depth = 0;             ///< of the loop
  bool hierarchical = false;          ///< an HL segment
  std::uint32_t max = 1;              ///< times in the loop
  std::uint64_t required_before = 0;  ///< Child::required_before
};

/// How a segment is recognised.
struct Recognition {
  std::uint16_t kind = none;  ///< segment id; none: no segment of this transaction
  std::uint16_t key = none;   ///< id and qualifier; none: no segment of this id has this qualifier
  bool qualified = false;     ///< the qualifier is a code of each segment that the key means
};

class Grammar {
 public:
  /// Compiles a model with its overlays applied. Fails where a loop has over 64 children, a loop or path is not there,
  /// or the grammar refers to itself.
  static Result<std::shared_ptr<const Grammar>> compile(Model model);

  const Model& model() const { return *model_; }

  Recognition recognise(const x12::Segment& segment, const x12::Delimiters& delimiters) const;

  /// One of the nodes that a key may mean: for messages.
  const Node& example(std::uint16_t key) const { return nodes_[key_nodes_[key]]; }

  std::uint16_t start() const { return 0; }  ///< the place of ST
  /// The place that `key` leads to from `place`, the guide's order kept; none where there is none.
  std::uint16_t forward(std::uint16_t place, std::uint16_t key) const { return forward_[at(place, key)]; }
  /// The place that `key` names in an open loop, before the present position: out of order.
  std::uint16_t backward(std::uint16_t place, std::uint16_t key) const { return backward_[at(place, key)]; }
  /// The place that `key` names inside a loop that should have been opened first: a segment of it, or (place 0 of its
  /// own loop) the opener of a loop within it.
  std::uint16_t implied(std::uint16_t place, std::uint16_t key) const { return implied_[at(place, key)]; }
  /// The place of a loop instance's child; for a child that is a loop, of the segment that opens it.
  std::uint16_t place_of(std::uint16_t instance, std::size_t child) const {
    return child_places_[instances_[instance].first_child + child];
  }

  const Place& place(std::uint16_t index) const { return places_[index]; }
  const LoopInstance& instance(std::uint16_t index) const { return instances_[index]; }
  const LoopDefinition& definition(std::uint16_t index) const { return definitions_[index]; }
  const Node& node(std::uint16_t index) const { return nodes_[index]; }
  std::size_t instance_count() const { return instances_.size(); }
  std::size_t definition_count() const { return definitions_.size(); }
  std::size_t node_count() const { return nodes_.size(); }
  std::size_t place_count() const { return places_.size(); }
  std::size_t key_count() const { return keys_; }

  std::span<const ElementSpec> elements(const Node& node) const {
    return {elements_.data() + node.first_element, node.element_count};
  }
  /// Element 1's comes first.
  const Length* lengths(const Node& node) const { return lengths_.data() + node.first_element; }
  std::span<const ElementSpec> components(const ElementSpec& spec) const {
    return {elements_.data() + spec.first_component, spec.component_count};
  }
  std::span<const NoteSpec> notes(const Node& node) const { return {notes_.data() + node.first_note, node.note_count}; }
  std::span<const std::uint64_t> codes(const ElementSpec& spec) const {
    return {codes_.data() + spec.first_code, spec.code_count};
  }
  /// Names of the external code sets that elements refer to.
  const std::vector<std::string>& code_sets() const { return code_sets_; }
  std::span<const FormatSpec> formats(const ElementSpec& spec) const {
    return {formats_.data() + spec.first_format, spec.format_count};
  }
  std::span<const ElementRuleSpec> element_rules(const Node& node) const {
    return {element_rules_.data() + node.first_rule, node.rule_count};
  }

  /// The condition rules, compiled.
  const RulePrograms& rules() const { return rules_; }

  /// The node that a path names ("2300/CLM", "2300/REF[F8]", "ISA_LOOP/ISA"), or none.
  std::uint16_t find_node(std::string_view path) const;
  /// The definition of a loop ("2300"), or none.
  std::uint16_t find_definition(std::string_view loop) const;
  /// The definition of the unit's loop, or none.
  std::uint16_t unit_definition() const { return unit_definition_; }
  std::uint16_t unit_node() const { return unit_node_; }

  /// Keys that lead from one place to two places, in words; empty for every grammar that may be used.
  const std::vector<std::string>& ambiguities() const { return ambiguities_; }

 private:
  friend class Compiler;
  Grammar() = default;
  std::size_t at(std::uint16_t place, std::uint16_t key) const { return std::size_t{place} * keys_ + key; }

  /// One code of a qualifier, and the key it means; `second` where a second element decides.
  struct QualifierValue {
    std::uint64_t value = 0;
    std::uint16_t key = none;
    std::uint32_t first_second = 0;
    std::uint16_t second_count = 0;
  };
  struct Kind {
    std::uint64_t id = 0;
    std::uint8_t element = 0;       ///< that holds the qualifier; 0: there is none
    bool component = false;         ///< in its first component
    std::uint8_t second = 0;        ///< a second element that decides, or 0
    std::uint16_t other = none;     ///< key of any other value
    std::uint32_t first_value = 0;  ///< of a hash table in values_ with value_mask + 1 slots
    std::uint32_t value_mask = 0;
  };
  static constexpr std::size_t kind_slots = 512;
  static std::size_t kind_slot(std::uint64_t id) {
    return static_cast<std::size_t>((id * 0x9e3779b97f4a7c15ULL) >> 55);
  }
  static std::size_t value_slot(std::uint64_t value) {
    return static_cast<std::size_t>((value * 0x9e3779b97f4a7c15ULL) >> 40);
  }

  std::shared_ptr<const Model> model_;
  std::vector<ElementSpec> elements_;
  std::vector<Length> lengths_;  // as elements_
  std::vector<NoteSpec> notes_;
  std::vector<std::uint64_t> codes_;
  std::vector<FormatSpec> formats_;
  std::vector<std::string> code_sets_;
  std::vector<ElementRuleSpec> element_rules_;
  std::vector<Node> nodes_;
  std::vector<LoopDefinition> definitions_;
  std::vector<LoopInstance> instances_;
  std::vector<Place> places_;
  std::vector<std::uint16_t> child_places_;
  std::vector<Kind> kinds_;
  std::vector<QualifierValue> values_, second_values_;
  struct KindSlot {
    std::uint64_t id = 0;
    std::uint16_t kind = none;
  };
  std::vector<KindSlot> kind_table_;  // by a hash of the id
  std::size_t keys_ = 0;
  std::vector<std::uint16_t> key_nodes_;
  std::vector<std::uint16_t> forward_, backward_, implied_;
  std::uint16_t unit_definition_ = none, unit_node_ = none;
  std::vector<std::string> ambiguities_;
  RulePrograms rules_;
};

// Inline: a small struct that is returned in one register goes through memory, which costs more than all this.
[[gnu::always_inline]] inline Recognition Grammar::recognise(const x12::Segment& segment,
                                                             const x12::Delimiters& delimiters) const {
  const std::uint64_t id = pack(segment.id());
  std::size_t slot = kind_slot(id);
  Recognition result;
  if (id == 0) return result;  // no id, or a long one
  for (;; slot = (slot + 1) % kind_slots) {
    if (kind_table_[slot].id == id) break;
    if (kind_table_[slot].kind == none) return result;
  }
  result.kind = kind_table_[slot].kind;
  const Kind& kind = kinds_[result.kind];
  result.key = kind.other;
  if (kind.element == 0) return result;
  std::string_view text = segment.element(kind.element);
  if (kind.component && segment.index().part_count != 0) text = x12::component(text, 1, delimiters.component);
  const std::uint64_t value = pack(text);
  if (value == 0) return result;
  const QualifierValue* const table = values_.data() + kind.first_value;
  std::size_t at = value_slot(value);
  while (table[at & kind.value_mask].value != value) {
    if (table[at & kind.value_mask].value == 0) return result;
    ++at;
  }
  const QualifierValue* const found = table + (at & kind.value_mask);
  result.key = found->key;
  result.qualified = true;
  if (found->second_count != 0) {
    const std::uint64_t second = pack(segment.element(kind.second));
    for (std::uint32_t i = 0; i < found->second_count; ++i)
      if (second_values_[found->first_second + i].value == second)
        result.key = second_values_[found->first_second + i].key;
  }
  return result;
}

}  // namespace calx::grammar
