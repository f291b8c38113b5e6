// The language of condition rules: text to a tree. What the names in it mean is looked up by compile_rules.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace calx::grammar {

struct Expression;

/// One part of a path between two slashes: "2430[SVD01 = ^2330B/NM109]", "HI[ABK]*-02", "CAS{03,06}", "CLM05-03".
struct PathStep {
  std::string name;                     ///< of a loop, a segment ("REF") or an element ("REF02")
  std::vector<std::string> qualifiers;  ///< [G1,9F]
  std::vector<Expression> filter;       ///< [SVD01 = 'A']: none or one condition
  bool every = false;                   ///< *: all elements
  std::vector<int> elements;            ///< {03,06}, or 02 behind a qualifier
  int component = 0;                    ///< -02
  std::size_t at = 0;
};

/// A condition or a value; which of the two the compiler judges.
struct Expression {
  enum class Kind : std::uint8_t {
    any,            ///< or
    all,            ///< and
    negation,       ///< not
    exists,         ///< of its only child, a path
    unique,         ///< likewise
    relation,       ///< two children; `word` is = != < <= > >=
    listed,         ///< the first child is one of the others
    in_set,         ///< the child is a code of the set `word`
    has_format,     ///< the child looks like `word`
    starts_with,    ///< the first child begins with one of the others
    ends_with,      ///< likewise
    contains,       ///< likewise
    add,            ///< two children
    subtract,       ///< two children
    multiply,       ///< two children
    call,           ///< function `word` of the children
    path,           ///< `steps`
    text,           ///< 'word'
    number,         ///< `word` as it is written
    date,           ///< `word`: CCYYMMDD
    parenthesised,  ///< its only child
  };
  Kind kind = Kind::path;
  bool negative = false;   ///< not in, is not
  bool from_rule = false;  ///< a path with ^: seen from the rule's own loop
  std::string word;
  std::vector<PathStep> steps;
  std::vector<Expression> children;
  std::size_t at = 0;  ///< where it begins in the rule's text
};

/// "A requires B", "A forbids B", or a condition alone.
struct Statement {
  enum class Kind : std::uint8_t { holds, requires_, forbids };
  Kind kind = Kind::holds;
  std::vector<Expression> conditions;  ///< one, or A and B
};

/// What is wrong with a rule's text, and at which of its characters.
struct RuleFault {
  std::string message;
  std::size_t at = 0;
};

tl::expected<Statement, RuleFault> parse_rule(std::string_view text);
/// A path alone, such as a rule's at="..." and each="...".
tl::expected<Expression, RuleFault> parse_rule_path(std::string_view text);

}  // namespace calx::grammar
