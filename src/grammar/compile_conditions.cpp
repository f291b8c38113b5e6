// What conditions of rules mean.
#include <string>
#include <utility>

#include "grammar/rule_compiler.hpp"

namespace calx::grammar {

std::uint32_t RuleCompiler::condition(const Expression& written, const Scope& scope) {
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

void RuleCompiler::text_operand(const Expression& written, const Scope& scope, ConditionSpec& spec) {
  spec.a = operand(written.children.front(), scope);
  want_path(out_.operands[spec.a], written.children.front());
  want_text(spec.a, written.children.front());
}

Range RuleCompiler::texts(const Expression& written) {
  std::vector<TextSpec> entries;
  for (std::size_t i = 1; i < written.children.size(); ++i)
    entries.push_back({pack(written.children[i].word), written.children[i].word});
  return append(out_.texts, entries);
}

void RuleCompiler::relation(const Expression& written, const Scope& scope, ConditionSpec& spec) {
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
  if (is_literal(a) && is_literal(b)) return fail(written.at, "both sides are fixed: this always holds or never does");
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

void RuleCompiler::as_text(OperandSpec& a, OperandSpec& b, const Expression& left, const Expression& right) {
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

void RuleCompiler::list(const Expression& written, const Scope& scope, ConditionSpec& spec) {
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

}  // namespace calx::grammar
