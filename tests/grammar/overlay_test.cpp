#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "grammar/load.hpp"
#include "small_grammar.hpp"

namespace calx::grammar {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

using Stated = std::vector<std::pair<std::string, std::string>>;

const std::string words = " confidence=\"partial\" message=\"must be {values}\" source=\"made for tests\" ";

Model small() {
  auto model = load_grammar(small_grammar, "small.xml");
  EXPECT_TRUE(model.has_value());
  return model ? std::move(*model) : Model();
}

std::string overlay(const std::string& content) {
  return "<overlay id=\"own\" for=\"SMALL\" level=\"7\">\n" + content + "\n</overlay>\n";
}

Result<void> lay_over(const std::string& content, Model& model, const Stated& stated = {}) {
  return apply_overlay(overlay(content), "own.xml", stated, model);
}

std::string refusal(const std::string& content, const Stated& stated = {}) {
  Model model = small();
  const auto applied = lay_over(content, model, stated);
  EXPECT_FALSE(applied.has_value());
  if (applied) return {};
  EXPECT_EQ(applied.error().kind, Failure::Kind::usage);
  return applied.error().message;
}

const ElementModel& element(const Model& model, std::size_t child, std::size_t number) {
  return std::get<SegmentModel>(model.loop("A")->children[child]).elements[number - 1];
}

TEST(Overlay, Header) {
  const auto header = overlay_header(
      "\n<overlay id=\"own\" for=\"SMALL\" level=\"6\" includes=\"one two\" name=\"n\" source=\"s\"/>", "own.xml");
  ASSERT_TRUE(header.has_value());
  EXPECT_EQ(header->id, "own");
  EXPECT_EQ(header->grammar, "SMALL");
  EXPECT_THAT(header->includes, ElementsAre("one", "two"));
  EXPECT_EQ(header->line, 2);
}

TEST(Overlay, BadHeaders) {
  const auto refused = [](std::string_view xml) {
    const auto header = overlay_header(xml, "own.xml");
    return header ? std::string() : header.error().message;
  };
  EXPECT_THAT(refused("<grammar/>"), AllOf(StartsWith("own.xml:1: "), HasSubstr("must be a <overlay>")));
  EXPECT_THAT(refused("\n<overlay id=\"own\" level=\"7\"/>"),
              AllOf(StartsWith("own.xml:2: "), HasSubstr("needs for=")));
  EXPECT_THAT(refused("<overlay id=\"own\" for=\"SMALL\"/>"), AllOf(StartsWith("own.xml:1: "), HasSubstr("level")));
  EXPECT_THAT(refused("<overlay id=\"own\" for=\"SMALL\" level=\"7\" include=\"x\"/>"), HasSubstr("\"include\""));
  EXPECT_THAT(refused("<overlay>"), StartsWith("own.xml:1: this is no well-formed XML"));
}

TEST(Overlay, RulesAreAdded) {
  Model model = small();
  const auto applied =
      lay_over("<element id=\"OWN-1\" at=\"A/NM102\" usage=\"R\" values=\"X Y\" format=\"npi\" hint=\"h\"" + words +
                   "/>\n<check id=\"OWN-2\" at=\"B\" does=\"at-most-in-file\" max=\"5\" level=\"4\"" + words + "/>",
               model);
  ASSERT_TRUE(applied.has_value()) << applied.error().message;
  ASSERT_EQ(model.element_rules.size(), 1U);
  const ElementRule& rule = model.element_rules[0];
  EXPECT_EQ(rule.rule.id, "OWN-1");
  EXPECT_EQ(rule.rule.level, 7);                               // the overlay's
  EXPECT_EQ(rule.rule.severity, findings::Severity::warning);  // follows the confidence
  EXPECT_EQ(rule.rule.origin, "own");
  EXPECT_TRUE(rule.required);
  EXPECT_THAT(rule.values, ElementsAre("X", "Y"));
  EXPECT_EQ(rule.format, Format::npi);
  ASSERT_EQ(model.checks.size(), 1U);
  EXPECT_EQ(model.checks[0].rule.level, 4);
  EXPECT_EQ(model.checks[0].max, 5U);
}

TEST(Overlay, SeverityMayBeStated) {
  Model model = small();
  ASSERT_TRUE(lay_over("<element id=\"OWN-1\" at=\"A/NM102\" usage=\"R\" severity=\"info\"" + words + "/>", model));
  EXPECT_EQ(model.element_rules[0].rule.severity, findings::Severity::info);
  EXPECT_THAT(refusal("<element id=\"OWN-1\" at=\"A/NM102\" usage=\"R\" severity=\"bad\"" + words + "/>"),
              AllOf(StartsWith("own.xml:2: "), HasSubstr("severity must be")));
}

TEST(Overlay, UnknownElement) {
  for (const char* at : {"A/NM109", "A/REF02", "C/NM102", "A", "A/NM1", "A/NM1[IL]/NM102", "nonsense/"})
    EXPECT_THAT(refusal(std::string("\n<element id=\"OWN-1\" at=\"") + at + "\" usage=\"R\"" + words + "/>"),
                AllOf(StartsWith("own.xml:3: "), HasSubstr("there is no element")))
        << at;
}

TEST(Overlay, NothingToCheck) {
  EXPECT_THAT(refusal("<element id=\"OWN-1\" at=\"A/NM102\"" + words + "/>"),
              AllOf(StartsWith("own.xml:2: "), HasSubstr("needs usage=\"R\", values or format")));
  EXPECT_THAT(refusal("<element id=\"OWN-1\" at=\"A/NM102\" usage=\"N\"" + words + "/>"),
              AllOf(StartsWith("own.xml:2: "), HasSubstr("usage may be R")));
}

TEST(Overlay, CodesBeyondTheGuide) {
  const std::string rule = "<element id=\"OWN-1\" at=\"A/NM101\" values=\"85 87\"" + words;
  EXPECT_THAT(refusal(rule + "/>"), AllOf(StartsWith("own.xml:2: "), HasSubstr("87 is not among the guide's codes"),
                                          HasSubstr("override=\"true\"")));
  Model model = small();
  ASSERT_TRUE(lay_over(rule + "override=\"true\"/>", model));
  EXPECT_THAT(element(model, 0, 1).codes, ElementsAre("85", "87"));  // the guide's own check lets it pass, too
}

TEST(Overlay, AGuidesRequirementMadeSituational) {
  const std::string rule = "<element id=\"OWN-1\" at=\"A/NM101\" usage=\"S\"" + words;
  EXPECT_THAT(refusal(rule + "/>"), AllOf(StartsWith("own.xml:2: "), HasSubstr("the guide requires A/NM101"),
                                          HasSubstr("override=\"true\"")));
  Model model = small();
  ASSERT_TRUE(lay_over(rule + "override=\"true\"/>", model));
  EXPECT_EQ(element(model, 0, 1).usage, Usage::situational);
}

TEST(Overlay, AnElementThatTheGuideDoesNotUse) {
  const std::string text = changed({{"name=\"First\" usage=\"S\"", "name=\"First\" usage=\"N\""}});
  const std::string rule = "<element id=\"OWN-1\" at=\"A/NM102\" usage=\"R\"" + words;
  Model refused = *load_grammar(text, "small.xml");
  const auto applied = lay_over(rule + "/>", refused);
  ASSERT_FALSE(applied.has_value());
  EXPECT_THAT(applied.error().message, HasSubstr("the guide does not use A/NM102"));
  Model model = *load_grammar(text, "small.xml");
  ASSERT_TRUE(lay_over(rule + "override=\"true\"/>", model));
  EXPECT_EQ(element(model, 0, 2).usage, Usage::situational);
}

TEST(Overlay, DuplicateRule) {
  const std::string rule = "<element id=\"OWN-1\" at=\"A/NM102\" usage=\"R\"" + words + "/>\n";
  EXPECT_THAT(refusal(rule + rule), AllOf(StartsWith("own.xml:3: "), HasSubstr("the rule OWN-1 stands twice")));
  EXPECT_THAT(refusal(rule + "<check id=\"OWN-1\" at=\"B\" does=\"claim-total\"" + words + "/>"),
              AllOf(StartsWith("own.xml:3: "), HasSubstr("stands twice")));
  Model model = small();
  ASSERT_TRUE(lay_over(rule, model));
  const auto again = lay_over(rule, model);  // another overlay with the same id
  ASSERT_FALSE(again.has_value());
  EXPECT_THAT(again.error().message, AllOf(StartsWith("own.xml:2: "), HasSubstr("stands twice")));
}

TEST(Overlay, UnknownThings) {
  EXPECT_THAT(refusal("<check id=\"OWN-1\" at=\"B\" does=\"coding-modifier\"" + words + "/>"),
              AllOf(StartsWith("own.xml:2: "), HasSubstr("there is no check \"coding-modifier\"")));
  EXPECT_THAT(refusal("<segment id=\"NM1\"/>"),
              AllOf(StartsWith("own.xml:2: "), HasSubstr("<element>, <rule> and <check> only")));
  EXPECT_THAT(refusal("<element id=\"OWN-1\" at=\"A/NM102\" use=\"R\"" + words + "/>"),
              AllOf(StartsWith("own.xml:2: "), HasSubstr("\"use\"")));
  EXPECT_THAT(refusal("<element id=\"OWN-1\" at=\"A/NM102\" format=\"npii\"" + words + "/>"),
              AllOf(StartsWith("own.xml:2: "), HasSubstr("there is no format \"npii\"")));
}

TEST(Overlay, TheProfileStatesAValue) {
  const std::string rule = "<element id=\"OWN-1\" at=\"A/NM102\" values=\"X\" profile=\"receiver.id\"" + words + "/>";
  Model model = small();
  ASSERT_TRUE(lay_over(rule, model, {{"other", "Q"}, {"receiver.id", "Z"}}));
  EXPECT_THAT(model.element_rules[0].values, ElementsAre("Z"));
  EXPECT_EQ(model.element_rules[0].rule.severity, findings::Severity::error);
  Model silent = small();
  ASSERT_TRUE(lay_over(rule, silent, {{"other", "Q"}}));
  EXPECT_THAT(silent.element_rules[0].values, ElementsAre("X"));
  EXPECT_EQ(silent.element_rules[0].rule.severity, findings::Severity::warning);
}

TEST(Overlay, RulesFindTheirNode) {
  Model model = small();
  ASSERT_TRUE(lay_over("<element id=\"OWN-1\" at=\"B/REF[F8]/REF01\" values=\"F8\"" + words + "/>", model));
  const auto grammar = Grammar::compile(std::move(model));
  ASSERT_TRUE(grammar.has_value());
  const Grammar& g = **grammar;
  const auto first = g.find_node("B/REF[9F]"), second = g.find_node("B/REF[F8]");
  ASSERT_NE(first, none);
  ASSERT_NE(second, none);
  EXPECT_NE(first, second);
  EXPECT_EQ(g.element_rules(g.node(first)).size(), 0U);
  ASSERT_EQ(g.element_rules(g.node(second)).size(), 1U);
  EXPECT_EQ(g.element_rules(g.node(second))[0].element, 1);
}

}  // namespace
}  // namespace calx::grammar
