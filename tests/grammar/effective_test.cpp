// What is asked at a place, and who says so.
#include "grammar/effective.hpp"

#include <gmock/gmock.h>

#include "small_grammar.hpp"

namespace calx::grammar {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string words = " confidence=\"partial\" message=\"m\" source=\"made for tests\" ";

/// The small grammar, with an overlay that is called "own".
Model small(const std::string& content = {}, const std::string& attributes = {}) {
  auto model = load_grammar(small_grammar, "small.xml");
  EXPECT_TRUE(model);
  if (!content.empty() || !attributes.empty()) {
    const auto applied =
        apply_overlay("<overlay id=\"own\" for=\"SMALL\" level=\"7\" " + attributes + ">" + content + "</overlay>",
                      "own.xml", {}, *model);
    EXPECT_TRUE(applied) << applied.error().message;
  }
  return std::move(*model);
}

/// "NM102: First: situational, text, 1 to 9 characters [SMALL]"
std::vector<std::string> at(const std::string& path, const Model& model) {
  const auto lines = effective(model, path);
  if (!lines) return {lines.error().message};
  std::vector<std::string> result;
  for (const EffectiveLine& line : *lines)
    result.push_back(line.about + ": " + line.text + " [" + line.origin + "]" +
                     (line.off_by.empty() ? "" : " off by " + line.off_by));
  return result;
}

std::string rule(const std::string& id, const std::string& attributes, const std::string& text) {
  return "<rule id=\"" + id + "\" " + attributes + words + ">" + text + "</rule>";
}

TEST(Effective, ALoopIsItsSegmentsAndLoops) {
  EXPECT_THAT(at("A", small()), ElementsAre("A/NM1[85]: Name: required, once [SMALL]",
                                            "B: loop Inner: situational, at most 5 times [SMALL]"));
  EXPECT_THAT(at("ST_LOOP", small()), Contains("A: loop Outer: required, any number [SMALL]"));
}

TEST(Effective, ASegmentIsItsElementsAndTheirRelations) {
  EXPECT_THAT(at("A/NM1", small()), ElementsAre("A/NM1[85]: Name: required, once [SMALL]",
                                                "NM101: Entity: required, code, 2 to 3 characters, 85 [SMALL]",
                                                "NM102: First: situational, text, 1 to 9 characters [SMALL]",
                                                "NM103: Second: situational, text, 1 to 9 characters [SMALL]",
                                                "NM1: all or none of NM102 and NM103 [SMALL]"));
}

TEST(Effective, AnElementIsItselfAndItsRelations) {
  EXPECT_THAT(at("A/NM103", small()), ElementsAre("NM103: Second: situational, text, 1 to 9 characters [SMALL]",
                                                  "NM1: all or none of NM102 and NM103 [SMALL]"));
  EXPECT_THAT(at("A/NM101", small()), ElementsAre("NM101: Entity: required, code, 2 to 3 characters, 85 [SMALL]"));
}

TEST(Effective, AQualifierTellsWhichSegment) {
  EXPECT_THAT(at("B/REF[F8]", small()), ElementsAre("B/REF[F8]: Second reference: situational, once [SMALL]",
                                                    "REF01: Qualifier: required, code, 2 to 3 characters, F8 [SMALL]"));
  EXPECT_EQ(at("B/REF", small()).size(), 4U);
}

TEST(Effective, WhatIsNotThere) {
  for (const char* path : {"C", "A/N3", "A/NM109", "B/REF[ZZ]", "A/", "nonsense"}) {
    const auto lines = effective(small(), path);
    ASSERT_FALSE(lines) << path;
    EXPECT_EQ(lines.error().kind, Failure::Kind::usage);
    EXPECT_THAT(lines.error().message, HasSubstr(std::string("There is no ") + path + " in SMALL"));
  }
}

TEST(Effective, RulesAboutElementsNameTheirOverlay) {
  const Model model =
      small("<element id=\"OWN-1\" at=\"A/NM102\" usage=\"R\" values=\"X Y\" profile=\"a.b\"" + words + "/>");
  const std::string line =
      "OWN-1: level 7, warning: A/NM102 must be there and be X or Y (a profile's a.b stands instead); \"m\" [own]";
  EXPECT_THAT(at("A/NM102", model), Contains(line));
  EXPECT_THAT(at("A/NM1", model), Contains(line));
  EXPECT_THAT(at("A", model), Contains(line));
  EXPECT_THAT(at("A/NM103", model), testing::Not(Contains(line)));
}

TEST(Effective, WhatAnOverlayLoosensIsSaidWithItsName) {
  const Model model = small("<element id=\"OWN-1\" at=\"A/NM101\" usage=\"S\" override=\"true\"" + words +
                            "/><element id=\"OWN-2\" at=\"A/NM101\" values=\"85 77\" override=\"true\"" + words + "/>");
  EXPECT_THAT(at("A/NM101", model), ElementsAre("NM101: Entity: situational, code, 2 to 3 characters, 85 or 77 [SMALL]",
                                                "A/NM101: may be left out; the guide requires it [own]",
                                                "A/NM101: may be 77; the guide does not list it [own]",
                                                "OWN-1: level 7, warning: A/NM101 may be left out; \"m\" [own]",
                                                "OWN-2: level 7, warning: A/NM101 must be 85 or 77; \"m\" [own]"));
}

TEST(Effective, RulesShowWhereTheirPathsLead) {
  const Model model = small(rule("OWN-1", "loop=\"A\" each=\"NM1\"", "NM102 = 'X'\n   requires B/REF[G1]"));
  const std::string line = "OWN-1: level 7, warning: in A, each NM1: NM102 = 'X' requires B/REF[G1]; \"m\" [own]";
  for (const char* path : {"A", "A/NM1", "A/NM102", "B/REF", "B/REF[G1]"})
    EXPECT_THAT(at(path, model), Contains(line)) << path;
  for (const char* path : {"B", "B/CLM", "A/NM103", "B/REF[F8]", "ST_LOOP"})
    EXPECT_THAT(at(path, model), testing::Not(Contains(line))) << path;
}

TEST(Effective, FiltersAndAtCountToo) {
  const Model model = small(rule("OWN-1", "loop=\"A\" at=\"NM103\"", "B[REF[F8]01 = ^NM101]"));
  for (const char* path : {"A/NM103", "A/NM101", "B/REF[F8]", "B/REF01"})
    EXPECT_THAT(at(path, model), Contains(testing::StartsWith("OWN-1: "))) << path;
}

TEST(Effective, RulesThatAreSwitchedOffAreShownAsThat) {
  Model model = small(rule("OWN-1", "loop=\"A\"", "NM102 = 'X'"));
  ASSERT_TRUE(apply_overlay("<overlay id=\"other\" for=\"SMALL\" level=\"7\" off=\"OWN-1\"/>", "o.xml", {}, model));
  EXPECT_THAT(at("A/NM102", model), Contains("OWN-1: level 7, warning: in A: NM102 = 'X'; \"m\" [own] off by other"));
  EXPECT_THAT(at("A/NM103", model), testing::Not(Contains(testing::StartsWith("OWN-1"))));
}

TEST(Effective, ChecksStandAtTheirLoop) {
  const Model model =
      small("<check id=\"OWN-1\" at=\"B\" does=\"at-most-in-file\" max=\"7\"" + words +
            "/><check id=\"OWN-2\" at=\"B\" does=\"unique-in-file\" values=\"REF[F8]/REF01\"" + words + "/>");
  EXPECT_THAT(at("B", model), Contains("OWN-1: level 7, warning: check at-most-in-file 7; \"m\" [own]"));
  EXPECT_THAT(at("B/REF01", model), Contains("OWN-2: level 7, warning: check unique-in-file; \"m\" [own]"));
  EXPECT_THAT(at("B/CLM", model), testing::Not(Contains(testing::StartsWith("OWN-"))));
}

TEST(Effective, EveryRuleOfAModelIsVisitedOnce) {
  Model model =
      small(rule("OWN-1", "loop=\"A\" at=\"NM102\"", "NM102") + "<element id=\"OWN-2\" at=\"A/NM102\" usage=\"R\"" +
            words + "/><check id=\"OWN-3\" at=\"B\" does=\"claim-total\"" + words + "/>");
  ASSERT_TRUE(apply_overlay("<overlay id=\"other\" for=\"SMALL\" level=\"7\" off=\"OWN-2\"/>", "o.xml", {}, model));
  std::vector<std::string> seen;
  model.each_rule([&](const Rule& each, const std::string& place, const std::string& off_by) {
    seen.push_back(each.id + " " + place + " " + off_by);
  });
  EXPECT_THAT(seen, ElementsAre("OWN-3 B ", "OWN-1 A, NM102 ", "OWN-2 A/NM102 other"));
}

}  // namespace
}  // namespace calx::grammar
