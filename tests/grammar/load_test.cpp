#include "grammar/load.hpp"

#include <gmock/gmock.h>

#include <string>

#include "small_grammar.hpp"

namespace calx::grammar {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// The failure's message; a file that loads is a failed test.
std::string refusal(std::string_view xml) {
  const auto model = load_grammar(xml, "small.xml");
  EXPECT_FALSE(model.has_value());
  if (model) return {};
  EXPECT_EQ(model.error().kind, Failure::Kind::usage);
  return model.error().message;
}

TEST(Load, WhatTheFileSays) {
  const auto model =
      load_grammar(changed({{"usage=\"S\" type=\"AN\" min=\"1\" max=\"9\"/>",
                             "usage=\"S\" type=\"R\" min=\"1\" max=\"15\" repeat=\"4\" "
                             "code-set=\"states\" data=\"380\" "
                             "advice-digits=\"8.3\"/>"},
                            {"</grammar>", "<format data=\"67\" by=\"66\" when=\"XX\" is=\"npi\"/>\n</grammar>"}}),
                   "small.xml");
  ASSERT_TRUE(model.has_value()) << model.error().message;
  EXPECT_EQ(model->id, "SMALL");
  EXPECT_EQ(model->transaction, "837");
  EXPECT_THAT(model->versions, ElementsAre("005010X999A1"));
  EXPECT_EQ(model->unit, "B");
  ASSERT_EQ(model->loops.size(), 3U);
  const LoopModel* outer = model->loop("A");
  ASSERT_NE(outer, nullptr);
  ASSERT_EQ(outer->children.size(), 2U);
  const auto& name = std::get<SegmentModel>(outer->children[0]);
  EXPECT_EQ(name.id, "NM1");
  EXPECT_EQ(name.position, 10);
  EXPECT_EQ(name.usage, Usage::required);
  EXPECT_EQ(name.max, 1U);
  ASSERT_EQ(name.notes.size(), 1U);
  EXPECT_EQ(name.notes[0].kind, 'P');
  EXPECT_THAT(name.notes[0].elements, ElementsAre(2, 3));
  ASSERT_EQ(name.elements.size(), 3U);
  EXPECT_THAT(name.elements[0].codes, ElementsAre("85"));
  EXPECT_EQ(name.elements[1].type, Type::r);
  EXPECT_EQ(name.elements[1].max, 15U);
  EXPECT_EQ(name.elements[1].repeat, 4U);
  EXPECT_EQ(name.elements[1].code_set, "states");
  EXPECT_EQ(name.elements[1].advice_digits, 8U);
  EXPECT_EQ(name.elements[1].advice_decimals, 3U);
  const auto& reference = std::get<LoopReference>(outer->children[1]);
  EXPECT_EQ(reference.id, "B");
  EXPECT_EQ(reference.usage, Usage::situational);
  EXPECT_EQ(reference.max, 5U);
  EXPECT_EQ(std::get<LoopReference>(model->loop("ST_LOOP")->children[1]).max, unbounded);
  EXPECT_EQ(model->loop("C"), nullptr);
  ASSERT_EQ(model->formats.size(), 1U);
  EXPECT_EQ(model->formats[0].format, Format::npi);
}

TEST(Load, NoXml) {
  EXPECT_THAT(refusal("ISA*00*"), StartsWith("small.xml:1: this is no well-formed XML"));
  EXPECT_THAT(refusal(""), StartsWith("small.xml:1: this is no well-formed XML"));
  EXPECT_THAT(refusal("<grammar id=\"X\">\n<loop>\n</grammar>"), StartsWith("small.xml:3: this is no well-formed XML"));
  EXPECT_THAT(refusal("\n<overlay/>"), StartsWith("small.xml:2: the document must be a <grammar>"));
}

TEST(Load, UnknownTag) {
  EXPECT_THAT(refusal(changed({{"<segment id=\"SE\"", "<segmnet id=\"SE\""}})), StartsWith("small.xml:7: "));
  EXPECT_THAT(refusal(changed({{"<element id=\"ST01\"", "<elment id=\"ST01\""}})),
              AllOf(StartsWith("small.xml:4: "), HasSubstr("<element>s and <composite>s")));
  EXPECT_THAT(refusal(changed({{"</grammar>", "<rule/>\n</grammar>"}})),
              AllOf(StartsWith("small.xml:26: "), HasSubstr("<loop>, <format> and <check>")));
  EXPECT_THAT(refusal(changed(
                  {{"<element id=\"ST01\" name=\"Kind\" usage=\"R\" type=\"ID\" min=\"3\" max=\"3\" codes=\"837\"/>",
                    "<composite id=\"ST01\" name=\"Kind\" usage=\"R\"><element id=\"ST01-01\"/></composite>"}})),
              AllOf(StartsWith("small.xml:4: "), HasSubstr("<component>s only")));
}

TEST(Load, UnknownAttribute) {
  EXPECT_THAT(refusal(changed({{"max=\"3\" codes=\"837\"", "max=\"3\" code=\"837\""}})),
              AllOf(StartsWith("small.xml:4: "), HasSubstr("<element> has no attribute \"code\"")));
  EXPECT_THAT(refusal(changed({{"max=\"5\"/>", "maximum=\"5\"/>"}})),
              AllOf(StartsWith("small.xml:15: "), HasSubstr("\"maximum\"")));
  EXPECT_THAT(refusal(changed({{"<loop id=\"A\"", "<loop usage=\"R\" id=\"A\""}})),
              AllOf(StartsWith("small.xml:9: "), HasSubstr("\"usage\"")));
}

TEST(Load, MissingAttribute) {
  EXPECT_THAT(refusal(changed({{" name=\"Kind\"", ""}})),
              AllOf(StartsWith("small.xml:4: "), HasSubstr("<element> needs name=")));
  EXPECT_THAT(refusal(changed({{" type=\"ID\" min=\"3\"", " min=\"3\""}})),
              AllOf(StartsWith("small.xml:4: "), HasSubstr("needs type=")));
  EXPECT_THAT(refusal(changed({{"<segment id=\"SE\"", "<segment"}})),
              AllOf(StartsWith("small.xml:7: "), HasSubstr("needs id=")));
  EXPECT_THAT(refusal(changed({{" usage=\"R\" max=\"unbounded\"", " max=\"unbounded\""}})),
              AllOf(StartsWith("small.xml:6: "), HasSubstr("needs usage=")));
  EXPECT_THAT(refusal(changed({{" transaction=\"837\"", ""}})),
              AllOf(StartsWith("small.xml:1: "), HasSubstr("needs transaction=")));
  EXPECT_THAT(refusal(changed({{"min=\"3\" max=\"3\" codes", "min=\"3\" codes"}})),
              AllOf(StartsWith("small.xml:4: "), HasSubstr("max must be given")));
}

TEST(Load, BadValues) {
  EXPECT_THAT(refusal(changed({{"name=\"Header\" usage=\"R\"", "name=\"Header\" usage=\"Q\""}})),
              AllOf(StartsWith("small.xml:3: "), HasSubstr("usage must be R, S or N")));
  EXPECT_THAT(refusal(changed({{"type=\"ID\"", "type=\"TEXT\""}})),
              AllOf(StartsWith("small.xml:4: "), HasSubstr("type must be AN, ID, N0, R, DT or TM")));
  EXPECT_THAT(refusal(changed({{"max=\"3\"", "max=\"three\""}})),
              AllOf(StartsWith("small.xml:4: "), HasSubstr("whole number")));
  EXPECT_THAT(refusal(changed({{"max=\"3\"", "max=\"2\""}})),
              AllOf(StartsWith("small.xml:4: "), HasSubstr("not be under min")));
  EXPECT_THAT(refusal(changed({{"id=\"NM102\"", "id=\"NM1XX\""}})),
              AllOf(StartsWith("small.xml:12: "), HasSubstr("number of two digits")));
  EXPECT_THAT(refusal(changed({{"id=\"NM102\"", "id=\"REF02\""}})),
              AllOf(StartsWith("small.xml:12: "), HasSubstr("must begin with NM1")));
  EXPECT_THAT(refusal(changed({{"id=\"NM103\"", "id=\"NM102\""}})),
              AllOf(StartsWith("small.xml:13: "), HasSubstr("follow in order")));
  EXPECT_THAT(refusal(changed({{"id=\"NM103\"", "id=\"NM164\""}})),
              AllOf(StartsWith("small.xml:13: "), HasSubstr("over 63")));
  EXPECT_THAT(refusal(changed({{"usage=\"S\" type=\"AN\"", "usage=\"S\" confidence=\"sure\" type=\"AN\""}})),
              AllOf(StartsWith("small.xml:12: "), HasSubstr("confidence must be")));
  EXPECT_THAT(refusal(changed({{"</grammar>", "<format data=\"67\" by=\"66\" when=\"XX\" is=\"nip\"/></grammar>"}})),
              AllOf(StartsWith("small.xml:26: "), HasSubstr("there is no format \"nip\"")));
  EXPECT_THAT(refusal(changed({{"max=\"9\"", "max=\"9\" advice-range=\"1-12\""}})),
              AllOf(StartsWith("small.xml:12: "), HasSubstr("advice-range must be like 1..12")));
}

TEST(Load, BadRelationalNotes) {
  for (const char* note : {"Q0203", "P", "P02", "P020", "P020A", "P0200", "P0264", "0203", "p0203", "P02-3"})
    EXPECT_THAT(refusal(changed({{"P0203", note}})),
                AllOf(StartsWith("small.xml:10: "), HasSubstr("is no relational note")))
        << note;
}

TEST(Load, Loops) {
  EXPECT_THAT(refusal(changed({{"<loop id=\"B\"", "<loop id=\"A\""}})),
              AllOf(StartsWith("small.xml:17: "), HasSubstr("the loop A stands twice")));
  EXPECT_THAT(refusal(changed({{"ref=\"B\"", "ref=\"C\""}})),
              AllOf(StartsWith("small.xml:15: "), HasSubstr("there is no loop C")));
  EXPECT_THAT(refusal(changed({{"unit=\"B\"", "unit=\"C\""}})),
              AllOf(StartsWith("small.xml:1: "), HasSubstr("there is no loop C")));
  EXPECT_THAT(refusal(changed({{"id=\"ST_LOOP\"", "id=\"XX_LOOP\""}})),
              AllOf(StartsWith("small.xml:1: "), HasSubstr("there is no loop ST_LOOP")));
  EXPECT_THAT(
      refusal(changed({{"<segment id=\"CLM\" pos=\"10\" name=\"Claim\" usage=\"R\"/>\n", "<!-- -->\n"},
                       {"<segment id=\"REF\" pos=\"20\" name=\"First reference\" usage=\"S\">",
                        "<loop ref=\"A\" usage=\"S\"/><segment id=\"REF\" name=\"First reference\" usage=\"S\">"}})),
      AllOf(StartsWith("small.xml:17: "), HasSubstr("begins with the segment that opens it")));
}

TEST(Load, ALoopThatHoldsItself) {
  const char* const second = "<segment id=\"REF\" pos=\"20\" name=\"Second reference\" usage=\"S\">";
  const std::string direct = "<loop ref=\"B\" pos=\"20\" usage=\"S\"/>" + std::string(second);
  EXPECT_THAT(refusal(changed({{second, direct}})),
              AllOf(StartsWith("small.xml:22: "), HasSubstr("the loop B holds itself")));
  const std::string by_way = "<loop ref=\"A\" pos=\"20\" usage=\"S\"/>" + std::string(second);
  EXPECT_THAT(refusal(changed({{second, by_way}})),
              AllOf(StartsWith("small.xml:22: "), HasSubstr("the loop A holds itself")));
}

TEST(Load, AtMost64Children) {
  const auto with_references = [](int count) {
    std::string more;
    for (int i = 0; i < count; ++i)
      more += "<segment id=\"K3\" pos=\"" + std::to_string(30 + i) + "\" name=\"Note\" usage=\"S\"/>";
    return changed({{"<segment id=\"CLM\" pos=\"10\" name=\"Claim\" usage=\"R\"/>",
                     "<segment id=\"CLM\" pos=\"10\" name=\"Claim\" usage=\"R\"/>" + more}});
  };
  EXPECT_TRUE(load_grammar(with_references(61), "small.xml").has_value());  // with CLM and the two REF: 64
  EXPECT_THAT(refusal(with_references(62)), AllOf(StartsWith("small.xml:17: "), HasSubstr("over 64 children")));
}

TEST(Load, Checks) {
  const auto with = [](const char* attributes) {
    return changed({{"</grammar>", std::string("<check ") + attributes + "/>\n</grammar>"}});
  };
  const std::string rest = "level=\"3\" confidence=\"confirmed\" message=\"m\" source=\"s\" ";
  EXPECT_TRUE(
      load_grammar(with(("id=\"X-1\" at=\"B\" does=\"claim-total\" " + rest).c_str()), "small.xml").has_value());
  EXPECT_THAT(refusal(with(("id=\"X-1\" at=\"B\" does=\"claim-totals\" " + rest).c_str())),
              AllOf(StartsWith("small.xml:26: "), HasSubstr("there is no check \"claim-totals\"")));
  EXPECT_THAT(refusal(with(("id=\"X-1\" at=\"C\" does=\"claim-total\" " + rest).c_str())),
              AllOf(StartsWith("small.xml:26: "), HasSubstr("there is no loop C")));
  EXPECT_THAT(refusal(with("id=\"X-1\" at=\"B\" does=\"claim-total\" level=\"3\" message=\"m\" source=\"s\"")),
              AllOf(StartsWith("small.xml:26: "), HasSubstr("needs confidence")));
  EXPECT_THAT(refusal(with("id=\"X-1\" at=\"B\" does=\"claim-total\" level=\"8\" confidence=\"design\" message=\"m\" "
                           "source=\"s\"")),
              AllOf(StartsWith("small.xml:26: "), HasSubstr("level must be 1 to 7")));
}

TEST(Load, NamesOfChecks) {
  for (const char* name : {"claim-total", "coding-modifiers", "coding-shared-code", "coding-not-yet", "coding-ended",
                           "coding-unconfirmed", "coding-telehealth", "at-most-in-file"})
    EXPECT_TRUE(is_check(name)) << name;
  EXPECT_FALSE(is_check(""));
  EXPECT_FALSE(is_check("claim"));
}

}  // namespace
}  // namespace calx::grammar
