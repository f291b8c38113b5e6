// Condition rules as flat programs: every path resolved against the loops, every type settled. Judging them needs
// indices only; see validate/rules.hpp.
//
// A rule is compiled once for every instance of its loop (2300 under 2000B and under 2000C), so that all distances
// between loops are fixed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "files/failure.hpp"
#include "grammar/model.hpp"

namespace calx::grammar {

class Grammar;

/// A part of one of the tables of RulePrograms.
struct Range {
  std::uint32_t first = 0, count = 0;
};

enum class ValueType : std::uint8_t { text, number, date };

/// Where a path leads from an occurrence of a loop: to segments of some places, to their elements, or to loops.
struct PathSpec {
  bool from_rule = false;         ///< seen from the rule's own occurrence, also within a filter
  bool same_segment = false;      ///< the very segment that is judged
  bool loops = false;             ///< a loop: `places` are instances
  bool several = false;           ///< may lead to several values
  bool repeats = false;           ///< an element of it may repeat
  bool required_segment = false;  ///< its loop must have it: a sum without it is not known
  bool money = false;             ///< written with cents
  bool simple = false;            ///< no condition on the way, and one value where the guide's repeats are kept
  bool plain = false;             ///< one element, whole and not repeating, of all segments of one place in its loop
  ValueType type = ValueType::text;
  std::uint8_t up = 0;         ///< so many loops up is the nearest one that holds both
  std::uint8_t component = 0;  ///< 0: the whole element
  std::uint8_t qualifier_element = 0;
  bool qualifier_component = false;
  std::uint64_t required_elements = 0;  ///< bit n: element n must be there: a sum without it is not known
  Range places;                         ///< in places
  Range qualifiers;                     ///< in codes; none: each segment of the places
  Range filters;                        ///< in filters
  Range elements;                       ///< in elements; none: the segment itself
  std::uint16_t instance = 0xffff;      ///< of its loop, or of the first of them; none where they are out of sight
  std::uint16_t node = 0xffff;          ///< of its segment, or of the first of them
};

/// A condition that a loop or segment on the way must hold.
struct FilterSpec {
  std::uint8_t up = 0;  ///< from the segment's loop to the loop that it speaks of
  bool segment = false;
  std::uint32_t condition = 0;
};

/// A value.
struct OperandSpec {
  enum class Kind : std::uint8_t {
    text,     ///< texts[a]
    number,   ///< value
    date,     ///< value
    path,     ///< paths[a]
    left,     ///< the first `value` characters of operand a
    parsed,   ///< operand a, a text, as a number
    length,   ///< of operand a
    from,     ///< first day of operand a
    through,  ///< last day of operand a
    count,    ///< of paths[a]
    sum,      ///< of operand a
    least,    ///< of operand a
    most,     ///< of operand a
    first,    ///< of operand a
    last,     ///< of operand a
    add,      ///< operands a, b
    subtract,
    multiply,
    years,
  };
  Kind kind = Kind::text;
  ValueType type = ValueType::text;
  bool several = false;
  bool money = false;
  std::uint32_t a = 0, b = 0;
  std::int64_t value = 0;
};

enum class Relation : std::uint8_t { equal, less, at_most };

struct ConditionSpec {
  enum class Kind : std::uint8_t {
    any,       ///< of `range` in children
    all,       ///< of `range` in children
    negation,  ///< conditions[a]
    exists,    ///< paths[a]
    unique,    ///< paths[a]
    relation,  ///< operands a, b
    listed,    ///< operand a; `range` in texts or numbers
    in_set,    ///< operand a; sets[b]
    format,    ///< operand a
    starts,    ///< operand a; `range` in texts
    ends,
    contains,
  };
  Kind kind = Kind::any;
  bool negative = false;  ///< the opposite holds
  bool swapped = false;   ///< operand a was written on the right
  ValueType type = ValueType::text;
  Relation relation = Relation::equal;
  Format format = Format::none;
  std::uint32_t a = 0, b = 0;
  Range range;
};

struct TextSpec {
  std::uint64_t packed = 0;  ///< see pack(); 0 where it is longer
  std::string text;
};

/// A segment whose coming makes a rule be judged.
struct TriggerSpec {
  std::uint16_t place = 0xffff;
  std::uint8_t up = 0;  ///< from its loop to the rule's
  std::uint32_t rule = 0;
};

/// One rule in one instance of its loop.
struct RuleSpec {
  const ConditionRule* model = nullptr;
  std::uint16_t instance = 0xffff;
  std::optional<std::uint32_t> each;  ///< paths[each]: judged for every such segment, else once an occurrence
  std::optional<std::uint32_t> when;  ///< conditions[when] must hold
  std::uint32_t then = 0;
  bool forbids = false;                       ///< broken where `then` holds, else where it does not
  std::optional<std::uint32_t> at;            ///< paths[at]: where findings stand
  Range used;                                 ///< in places: all segments it looks at
  std::int32_t from = 0, through = 99999999;  ///< of services, CCYYMMDD
};

struct CodeSetUse {
  std::string name;
  std::string where;  ///< "overlays/ours.xml:12:4", for messages
};

struct RulePrograms {
  std::vector<RuleSpec> rules;
  std::vector<TriggerSpec> triggers;  ///< by place
  std::vector<ConditionSpec> conditions;
  std::vector<OperandSpec> operands;
  std::vector<PathSpec> paths;
  std::vector<FilterSpec> filters;
  std::vector<std::uint16_t> places;
  std::vector<std::uint64_t> codes;
  std::vector<std::uint8_t> elements;
  std::vector<std::uint32_t> children;
  std::vector<TextSpec> texts;
  std::vector<std::int64_t> numbers;
  std::vector<CodeSetUse> sets;
  std::vector<std::uint16_t> service_dates;  ///< places of DTP*472 in the unit

  template <class Entry>
  static std::span<const Entry> part(const std::vector<Entry>& table, Range range) {
    return {table.data() + range.first, range.count};
  }
};

/// Numbers of rules count ten-thousandths.
inline constexpr std::int64_t number_scale = 10000;

/// Compiles the model's condition rules. A path that leads nowhere, or a comparison of what cannot be compared, is a
/// usage failure with file, line and column.
Result<RulePrograms> compile_rules(const Grammar& grammar);

}  // namespace calx::grammar
