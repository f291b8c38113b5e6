// What values of condition rules mean: fixed ones, what paths lead to, functions and arithmetic.
#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

#include "grammar/rule_compiler.hpp"

namespace calx::grammar {

OperandSpec RuleCompiler::operand_spec(const Expression& written, const Scope& scope) {
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

std::uint32_t RuleCompiler::operand(const Expression& written, const Scope& scope) {
  return add(out_.operands, operand_spec(written, scope));
}

std::int64_t RuleCompiler::number(const Expression& written) {
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

std::int64_t RuleCompiler::date(const Expression& written) {
  std::string digits;
  for (const char c : written.word)
    if (c != '-') digits += c;
  const auto day = text::parse_ccyymmdd(digits);
  if (!day)
    fail(written.at,
         digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6) + " is no day of the calendar");
  return day ? packed(*day) : 0;
}

void RuleCompiler::want(const OperandSpec& spec, ValueType type, const Expression& written) {
  if (fault_ || spec.type == type) return;
  if (type == ValueType::number)
    fail(written.at, spec.type == ValueType::text ? "a number must stand here; of a text it is made by number(...)"
                                                  : "a number must stand here, and this is a date");
  else if (type == ValueType::date)
    fail(written.at, spec.type == ValueType::text
                         ? "a date must stand here; of a text it is made by from(...) or through(...)"
                         : "a date must stand here, and this is a number");
}

void RuleCompiler::want_path(const OperandSpec& spec, const Expression& written) {
  if (is_literal(spec)) fail(written.at, "a path must stand here, and this is a fixed value");
}

void RuleCompiler::want_one(const OperandSpec& spec, const Expression& written) {
  if (spec.several)
    fail(written.at, "there may be several of these; say which: min(...), max(...), first(...) or last(...)");
}

OperandSpec RuleCompiler::arithmetic(const Expression& written, OperandSpec::Kind kind, const Scope& scope) {
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

OperandSpec RuleCompiler::call(const Expression& written, const Scope& scope) {
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

void RuleCompiler::want_text(std::uint32_t index, const Expression& written) {
  OperandSpec& spec = out_.operands[index];
  if (fault_ || spec.type == ValueType::text) return;
  if (spec.kind == OperandSpec::Kind::path)
    spec.type = ValueType::text;
  else
    fail(written.at, "an element must stand here");
}

}  // namespace calx::grammar
