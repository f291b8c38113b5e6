// How compile_rules() works; for the files that define it: compile_rules.cpp (whole rules, and what makes them be
// judged), compile_paths.cpp, compile_values.cpp and compile_conditions.cpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/grammar.hpp"
#include "text/date.hpp"

namespace calx::grammar {

/// One run over the rules of a grammar. The first thing wrong is kept and ends the run with its rule; what members
/// return behind it means nothing, so they look at `fault_` only before they would trip over it.
class RuleCompiler {
 public:
  explicit RuleCompiler(const Grammar& grammar) : g_(grammar) {}

  Result<RulePrograms> run();

 private:
  using Kind = Expression::Kind;

  /// Where paths are seen from: an occurrence of a loop, and a segment of it where one is judged.
  struct Scope {
    std::uint16_t instance = none;
    std::vector<std::uint16_t> places;  ///< of the segment
    std::string segment;
    std::vector<std::string> qualifiers;
  };

  /// Instances of a loop, and how many loops up is the nearest one that holds them.
  struct Reached {
    std::uint8_t up = 0;
    std::vector<std::uint16_t> instances;
  };

  /// Segments whose coming a condition cannot do without; `always` where it can.
  struct Need {
    bool always = true;
    std::vector<std::uint16_t> places;
  };

  // ---- Rules.

  /// In every instance of its loop.
  Result<void> compile(const ConditionRule& rule);
  void compile(const ConditionRule& rule, std::uint16_t instance);
  /// `at`: the character of the rule's text; of no meaning while an attribute is read.
  void fail(std::size_t at, std::string message);
  /// The rule that is compiled looks at these places.
  void use(const std::vector<std::uint16_t>& places) { used_.insert(used_.end(), places.begin(), places.end()); }

  // ---- Tables.

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

  static std::int32_t packed(text::Date date) {
    return static_cast<int>(date.year()) * 10000 + static_cast<int>(static_cast<unsigned>(date.month())) * 100 +
           static_cast<int>(static_cast<unsigned>(date.day()));
  }

  static bool has(const std::vector<std::string>& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
  }

  // ---- Loops.

  std::uint16_t definition_of(std::string_view id) const { return g_.find_definition(id); }
  /// A loop that its parent does not see: it may come long after the parent's other segments.
  bool is_lower(std::uint16_t instance) const;
  /// The instances of `definition` within `top` that it sees.
  void find_below(std::uint16_t top, std::uint16_t definition, std::vector<std::uint16_t>& found) const;
  /// The loop's instances as seen from `from`: the open one, or those within the nearest loop that holds both.
  Reached reach(std::uint16_t from, std::uint16_t definition) const;
  /// Likewise within those that were reached before.
  Reached below(const Reached& above, std::uint16_t definition) const;
  /// What one instance of the rule's loop does not see is a fault only where no other instance of it does either.
  bool seen_from_any_twin(std::uint16_t from, std::uint16_t definition) const;
  /// From the loop of `place` to `instance`, which holds it.
  std::uint8_t steps_up(std::uint16_t place, std::uint16_t instance) const;
  /// Whether a loop may occur several times within the one `up` loops above `from`.
  bool may_repeat(std::uint16_t instance, std::uint16_t from, std::uint8_t up) const;
  std::uint16_t any_instance(std::uint16_t definition) const;

  // ---- Paths; numbers returned are indices into paths.

  /// The codes that tell a segment from others of its id, or null where there are none.
  static const std::vector<std::string>* qualifiers_of(const SegmentModel& segment);
  bool is_segment(const Child& child, std::uint64_t id) const;
  bool has_segment(std::uint16_t definition, const std::string& id) const;
  /// The children of the loop that are this segment with one of these qualifiers.
  std::vector<std::size_t> children(std::uint16_t definition, const PathStep& step, const std::string& segment,
                                    PathSpec& spec);
  /// each="...": the segments that a rule is judged for.
  std::uint32_t take_segment(const Expression& written, Scope& scope);
  std::uint32_t path(const Expression& written, const Scope& now);
  /// A path where a path must stand: 2400 alone is a loop there, not a number.
  std::uint32_t path_argument(const Expression& written, const Scope& scope);
  void add_loop_filter(const PathStep& step, std::uint16_t loop, std::uint16_t target,
                       std::vector<FilterSpec>& filters);
  /// The part of a path behind its loops: a segment, its elements.
  void segment(const Expression& written, std::size_t next, std::uint16_t definition, const Scope& scope,
               const Reached& reached, PathSpec& spec, std::vector<FilterSpec>& filters);
  void elements(const PathStep& step, const std::vector<Child>& all, const std::vector<std::size_t>& found,
                std::vector<int> numbers, PathSpec& spec);

  // ---- Values.

  OperandSpec operand_spec(const Expression& written, const Scope& scope);
  /// Its index in operands.
  std::uint32_t operand(const Expression& written, const Scope& scope);
  /// In ten-thousandths.
  std::int64_t number(const Expression& written);
  /// CCYYMMDD.
  std::int64_t date(const Expression& written);
  OperandSpec arithmetic(const Expression& written, OperandSpec::Kind kind, const Scope& scope);
  OperandSpec call(const Expression& written, const Scope& scope);

  void want(const OperandSpec& spec, ValueType type, const Expression& written);
  void want_path(const OperandSpec& spec, const Expression& written);
  void want_one(const OperandSpec& spec, const Expression& written);
  /// A path of any type may be read as the text that it is.
  void want_text(std::uint32_t index, const Expression& written);

  static bool is_literal(const OperandSpec& spec) {
    return spec.kind == OperandSpec::Kind::text || spec.kind == OperandSpec::Kind::number ||
           spec.kind == OperandSpec::Kind::date;
  }

  // ---- Conditions.

  /// Its index in conditions.
  std::uint32_t condition(const Expression& written, const Scope& scope);
  void text_operand(const Expression& written, const Scope& scope, ConditionSpec& spec);
  /// The children behind the first.
  Range texts(const Expression& written);
  void relation(const Expression& written, const Scope& scope, ConditionSpec& spec);
  /// Two types beside each other: what is an element may be compared as the text that it is, with a text.
  void as_text(OperandSpec& a, OperandSpec& b, const Expression& left, const Expression& right);
  void list(const Expression& written, const Scope& scope, ConditionSpec& spec);

  // ---- What makes a rule be judged.

  Need path_need(std::uint32_t index) const;
  Need operand_need(std::uint32_t index) const;
  /// What must be there for the condition to be certainly `value`.
  Need needed(std::uint32_t index, bool value) const;
  /// How often a loop has one of these segments, roughly: a required one is there once, a situational one seldom.
  /// What is not within the loop can trigger nothing.
  double cost(std::uint16_t instance, const Need& need) const;
  Need better(std::uint16_t instance, Need a, Need b) const;
  void find_service_dates();

  const Grammar& g_;
  RulePrograms out_;
  const RuleText* text_ = nullptr;
  const char* attribute_ = nullptr;  // each or at, while that is read
  std::optional<RuleFault> fault_;
  const Scope* root_ = nullptr;      // of the rule itself, whatever filter is compiled
  std::vector<std::uint16_t> used_;  // by the rule in this instance
};

}  // namespace calx::grammar
