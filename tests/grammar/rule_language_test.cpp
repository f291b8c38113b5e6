// The language of rules: text to a tree. What the names mean is judged in compile_rules_test.
#include "grammar/rule_language.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace calx::grammar {
namespace {

using Kind = Expression::Kind;

std::string in_short(const Expression& expression);

std::string in_short(const PathStep& step) {
  std::string text = step.name;
  for (std::size_t i = 0; i < step.qualifiers.size(); ++i) text += (i == 0 ? "[" : ",") + step.qualifiers[i];
  if (!step.qualifiers.empty()) text += "]";
  for (const Expression& filter : step.filter) text += "[" + in_short(filter) + "]";
  if (step.every) text += "*";
  for (std::size_t i = 0; i < step.elements.size(); ++i)
    text += (i == 0 ? "{" : ",") + std::to_string(step.elements[i]);
  if (!step.elements.empty()) text += "}";
  if (step.component != 0) text += "-" + std::to_string(step.component);
  return text;
}

/// "(and (= CLM02 1) (exists REF[F8]))"
std::string in_short(const Expression& expression) {
  std::string name;
  switch (expression.kind) {
    case Kind::path: {
      std::string text = expression.from_rule ? "^" : "";
      for (std::size_t i = 0; i < expression.steps.size(); ++i)
        text += (i == 0 ? "" : "/") + in_short(expression.steps[i]);
      return text;
    }
    case Kind::text:
      return "'" + expression.word + "'";
    case Kind::number:
    case Kind::date:
      return expression.word;
    case Kind::parenthesised:
      return in_short(expression.children.front());
    case Kind::any:
      name = "or";
      break;
    case Kind::all:
      name = "and";
      break;
    case Kind::negation:
      name = "not";
      break;
    case Kind::exists:
      name = "exists";
      break;
    case Kind::unique:
      name = "unique";
      break;
    case Kind::relation:
    case Kind::call:
      name = expression.word;
      break;
    case Kind::listed:
      name = "in";
      break;
    case Kind::in_set:
      name = "in-set:" + expression.word;
      break;
    case Kind::has_format:
      name = "is:" + expression.word;
      break;
    case Kind::starts_with:
      name = "starts";
      break;
    case Kind::ends_with:
      name = "ends";
      break;
    case Kind::contains:
      name = "contains";
      break;
    case Kind::add:
      name = "+";
      break;
    case Kind::subtract:
      name = "-";
      break;
    case Kind::multiply:
      name = "*";
      break;
  }
  std::string text = "(" + (expression.negative ? "not-" + name : name);
  for (const Expression& child : expression.children) text += " " + in_short(child);
  return text + ")";
}

std::string parsed(const std::string& text) {
  const auto statement = parse_rule(text);
  if (!statement) return "at " + std::to_string(statement.error().at) + ": " + statement.error().message;
  std::string result = in_short(statement->conditions.front());
  if (statement->kind == Statement::Kind::holds) return result;
  return result + (statement->kind == Statement::Kind::requires_ ? " requires " : " forbids ") +
         in_short(statement->conditions.back());
}

TEST(RuleLanguage, Statements) {
  EXPECT_EQ(parsed("REF[F8]"), "REF[F8]");
  EXPECT_EQ(parsed("CLM05-03 = '7' requires REF[F8]"), "(= CLM05-3 '7') requires REF[F8]");
  EXPECT_EQ(parsed("  CN1\n  forbids\tCN104  "), "CN1 forbids CN104") << "blanks do not matter";
}

TEST(RuleLanguage, Precedence) {
  EXPECT_EQ(parsed("A1 or B1 and C1 or D1"), "(or A1 (and B1 C1) D1)");
  EXPECT_EQ(parsed("(A1 or B1) and not C1"), "(and (or A1 B1) (not C1))");
  EXPECT_EQ(parsed("not A1 = '1' and B1"), "(and (not (= A1 '1')) B1)");
  EXPECT_EQ(parsed("1 + 2 * 3 - 4 = 5"), "(= (- (+ 1 (* 2 3)) 4) 5)");
  EXPECT_EQ(parsed("10 - 4 - 3 = 3"), "(= (- (- 10 4) 3) 3)");
  EXPECT_EQ(parsed("(1 + 2) * 3 > -1.5"), "(> (* (+ 1 2) 3) -1.5)");
}

TEST(RuleLanguage, Conditions) {
  EXPECT_EQ(parsed("exists 2400/SV1"), "(exists 2400/SV1)");
  EXPECT_EQ(parsed("unique REF[6R]02"), "(unique REF[6R]{2})");
  EXPECT_EQ(parsed("A1 in ('a', 'b')"), "(in A1 'a' 'b')");
  EXPECT_EQ(parsed("A1 not in (1, 2.5)"), "(not-in A1 1 2.5)");
  EXPECT_EQ(parsed("A1 in set 'states'"), "(in-set:states A1)");
  EXPECT_EQ(parsed("A1 not in set 'states'"), "(not-in-set:states A1)");
  EXPECT_EQ(parsed("A1 is not zip-9"), "(not-is:zip-9 A1)");
  EXPECT_EQ(parsed("A1 starts with 'x'"), "(starts A1 'x')");
  EXPECT_EQ(parsed("A1 ends with ('x', 'y')"), "(ends A1 'x' 'y')");
  EXPECT_EQ(parsed("A1 contains 'x'"), "(contains A1 'x')");
}

TEST(RuleLanguage, ComparisonsInWordsAndSigns) {
  for (const auto& [written, sign] : std::vector<std::pair<std::string, std::string>>{{"=", "="},
                                                                                      {"!=", "!="},
                                                                                      {"<", "<"},
                                                                                      {"<=", "<="},
                                                                                      {">", ">"},
                                                                                      {">=", ">="},
                                                                                      {"below", "<"},
                                                                                      {"above", ">"},
                                                                                      {"at most", "<="},
                                                                                      {"at least", ">="}})
    EXPECT_EQ(parsed("A1 " + written + " 1"), "(" + sign + " A1 1)");
}

TEST(RuleLanguage, Values) {
  EXPECT_EQ(parsed("A1 = 2026-02-28"), "(= A1 20260228)");
  EXPECT_EQ(parsed("sum(2400/SV102) = years(A1, B1)"), "(= (sum 2400/SV102) (years A1 B1))");
  EXPECT_EQ(parsed("A1 = ''"), "(= A1 '')");
}

TEST(RuleLanguage, Paths) {
  EXPECT_EQ(parsed("REF[G1,9F]02"), "REF[G1,9F]{2}");
  EXPECT_EQ(parsed("CAS{02,05,08}"), "CAS{2,5,8}");
  EXPECT_EQ(parsed("HI[ABK]*-02"), "HI[ABK]*-2");
  EXPECT_EQ(parsed("2430[SVD01 = ^2330B/NM109]/CAS"), "2430[(= SVD01 ^2330B/NM109)]/CAS");
  EXPECT_EQ(parsed("REF[F8]/REF02"), "REF[F8]/REF02");
}

TEST(RuleLanguage, FaultsSayWhatWasExpectedAndWhere) {
  const std::string value = "a value (a path, 'text', a number, a date or a function)";
  EXPECT_EQ(parsed("CLM02 ="), "at 7: expected " + value + "; the rule ends here");
  EXPECT_EQ(parsed("CLM02 = and"), "at 8: expected " + value + "; here stands \"and\"");
  EXPECT_EQ(parsed("CLM02 CLM07"),
            "at 6: expected a comparison, and, or, requires, forbids, or the end of the rule; here stands \"CLM07\"");
  EXPECT_EQ(parsed("CLM02 = 'x"), "at 10: expected ' at the end of the text; the rule ends here");
  EXPECT_EQ(parsed("(CLM02 = 1"), "at 10: expected ) to close the bracket; the rule ends here");
  EXPECT_EQ(parsed("CLM02 is NPI"), "at 9: expected the name of a format (such as npi); here stands \"NPI\"");
  EXPECT_EQ(parsed("CLM02 starts 'x'"), "at 13: expected with; here stands \"'\"");
  EXPECT_EQ(parsed("REF[F8"), "at 6: expected ] behind the condition; the rule ends here");
  EXPECT_EQ(parsed("CAS{2}"), "at 4: expected an element's number of two digits; here stands \"2\"");
  EXPECT_EQ(parsed("CLM02 = 1 requires"), "at 18: expected a condition; the rule ends here");
  EXPECT_EQ(parsed("A requires B requires C"),
            "at 13: expected a comparison, and, or, requires, forbids, or the end of the rule; here stands "
            "\"requires\"");
}

TEST(RuleLanguage, APathAloneIsNothingElse) {
  ASSERT_TRUE(parse_rule_path("REF[F8]02"));
  const auto more = parse_rule_path("REF[F8]02 = 'x'");
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().message, "expected the end of the path; here stands \"=\"");
}

}  // namespace
}  // namespace calx::grammar
