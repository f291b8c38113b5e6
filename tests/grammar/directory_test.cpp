// The grammar of the 274 against the table of facts that it was made from, counted by hand from there.
#include <gmock/gmock.h>

#include <algorithm>
#include <pugixml.hpp>
#include <string>

#include "files/resources.hpp"
#include "grammar/library.hpp"

namespace calx::grammar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Directory : public testing::Test {
 protected:
  void SetUp() override {
    const auto text = resources_.read("grammars/274-004050X109.xml");
    ASSERT_TRUE(text.has_value());
    ASSERT_TRUE(document_.load_buffer(text->data(), text->size()));
  }
  std::size_t count(const std::string& path) const {
    return document_.document_element().select_nodes(path.c_str()).size();
  }
  const Grammar& grammar() {
    if (!library_) library_ = std::make_unique<Library>(*Library::open(resources_, {}));
    return **library_->by_id("274-004050X109");
  }
  const SegmentModel& segment(const std::string& path) { return *grammar().node(grammar().find_node(path)).model; }

  files::Resources resources_;
  pugi::xml_document document_;
  std::unique_ptr<Library> library_;
};

/// 433 rows: 22 loops beside the envelope's three, 109 segments, 302 elements. 124 more elements stand in segments that
/// the table knows by name only and the directory uses elsewhere.
TEST_F(Directory, HoldsAllRows) {
  EXPECT_EQ(count("loop"), 25U);
  EXPECT_EQ(count("loop/loop[@ref]"), 24U);  // all but ISA_LOOP stand once
  EXPECT_EQ(count("loop/segment"), 109U);
  EXPECT_EQ(count("loop/segment/*"), 302U + 124U);
  EXPECT_EQ(count("loop/segment/composite"), 4U + 2U);  // REF04 three times, DMG05 once; twice more in the others
}

TEST_F(Directory, UsageOfElementsAsTheTableHasIt) {
  const std::string known = "loop/segment/*[not(@confidence='base-standard')]";
  EXPECT_EQ(count(known + "[@usage='R']"), 136U);
  EXPECT_EQ(count(known + "[@usage='S']"), 59U);
  EXPECT_EQ(count(known + "[@usage='N']"), 37U);
  EXPECT_EQ(count("loop/segment/*[@confidence='base-standard']"), 70U + 124U);
  EXPECT_EQ(count("loop/segment/*[@confidence='base-standard'][@usage!='S']"), 0U);
}

TEST_F(Directory, WhatNobodyWasSeenToUseIsNeverRequired) {
  for (const char* const kind : {"segment", "loop"})
    EXPECT_EQ(count("loop/" + std::string(kind) + "[@confidence='base-standard'][@usage!='S']"), 0U) << kind;
  EXPECT_EQ(count("loop/segment[@confidence='base-standard']"), 57U);
  EXPECT_EQ(count("loop/loop[@confidence='base-standard']"), 2U);  // 2130EA and 2150EA
}

TEST_F(Directory, Levels) {
  const auto children = [&](const char* loop) {
    std::vector<std::string> result;
    for (const auto& child : grammar().model().loop(loop)->children)
      if (const auto* reference = std::get_if<LoopReference>(&child))
        result.push_back(reference->id + (reference->usage == Usage::required ? " R " : " S ") +
                         (reference->max == unbounded ? "any" : std::to_string(reference->max)));
    return result;
  };
  EXPECT_THAT(children("ST_LOOP"), ElementsAre("2000A R 1"));
  EXPECT_THAT(children("2000A"), ElementsAre("2100AA R any", "2000B R 1"));
  EXPECT_THAT(children("2000B"), ElementsAre("2100BA R any", "2000C R any"));
  EXPECT_THAT(children("2000C"), ElementsAre("2100CA R 1", "2100CB S any", "2000D R any"));
  EXPECT_THAT(children("2000D"), ElementsAre("2100DA R 1", "2100DB S any", "2000E S any"));
  EXPECT_THAT(children("2000E"), ElementsAre("2100EA R 1", "2100EB S any"));
  EXPECT_THAT(children("2100DA"), ElementsAre("2110DA R 1", "2120DA S any", "2140DA S any"));
  EXPECT_THAT(children("2100EA"), ElementsAre("2120EA S any", "2130EA S 99", "2140EA S any", "2150EA S 9"));
}

TEST_F(Directory, TheBaseSetsOrder) {
  std::vector<std::string> order;
  int position = 0;
  for (const auto& child : grammar().model().loop("2100DA")->children)
    if (const auto* segment = std::get_if<SegmentModel>(&child)) {
      order.push_back(segment->id);
      EXPECT_GT(segment->position, position);
      position = segment->position;
    }
  EXPECT_THAT(order, ElementsAre("NM1", "N2", "PER", "DMG", "AMT", "API", "DEG", "IND", "LUI", "DTP", "MTX", "QTY",
                                 "WS", "CRC", "HSD", "BCI", "PDI", "HAD"));
}

TEST_F(Directory, SomeRows) {
  const SegmentModel& language = segment("2100DA/LUI");
  EXPECT_EQ(language.max, 9U);
  EXPECT_EQ(language.usage, Usage::situational);
  ASSERT_EQ(language.notes.size(), 2U);
  EXPECT_EQ(language.notes[1].kind, 'L');
  EXPECT_THAT(language.notes[1].elements, ElementsAre(4, 2, 3));
  EXPECT_THAT(language.elements[4].codes, ElementsAre("A", "B", "C", "D", "E", "1", "2", "3", "4", "5", "6"));
  EXPECT_EQ(language.elements[2].usage, Usage::not_used);
  EXPECT_EQ(language.elements[2].confidence, findings::Confidence::partial);

  const SegmentModel& ages = segment("2100DA/PDI");
  EXPECT_EQ(ages.elements[1].name, "Minimum Age");
  EXPECT_EQ(ages.elements[1].type, Type::r);
  EXPECT_EQ(ages.elements[1].max, 20U);

  EXPECT_EQ(segment("2100DA/WS").max, 99U);
  EXPECT_EQ(segment("2100DA/CRC").elements[0].confidence, findings::Confidence::unverified);
  EXPECT_THAT(segment("2000D/HL").elements[3].codes, ElementsAre("0", "1"));
  EXPECT_THAT(segment("2000E/HL").elements[3].codes, ElementsAre("0"));
  EXPECT_THAT(segment("2100EA/DMG").elements[2].codes, ElementsAre("M", "F", "U"));
  EXPECT_THAT(segment("ISA_LOOP/ISA").elements[11].codes, ElementsAre("00405"));
  EXPECT_THAT(segment("2130EA/HPL").elements, testing::SizeIs(6));
  EXPECT_THAT(segment("2150EA/EMS").elements, IsEmpty());
}

/// What DHCS alone wants is its overlay's.
TEST_F(Directory, HoldsNothingOfTheTradingPartners) {
  const auto text = resources_.read("grammars/274-004050X109.xml");
  EXPECT_EQ(text->find("PROVNETWK"), std::string_view::npos);
  EXPECT_EQ(count("//*[contains(@codes, 'CBAS') or contains(@codes, 'CLNC')]"), 0U);
  EXPECT_THAT(segment("ISA_LOOP/ISA").elements[0].codes, ElementsAre("00", "03"));
}

TEST_F(Directory, ItsOverlayAndThoseOfThe837PKeepToTheirGrammars) {
  auto library = Library::open(resources_, {"dhcs-274", "dhcs"});
  ASSERT_TRUE(library.has_value()) << library.error().message;
  const Grammar& directory = **library->for_version("004050X109");
  const Grammar& claims = **library->for_version("005010X222A1");
  const auto has = [](const Grammar& grammar, const std::string& id) {
    const auto is = [&](const auto& entry) { return entry.rule.id == id; };
    const Model& model = grammar.model();
    return std::any_of(model.element_rules.begin(), model.element_rules.end(), is) ||
           std::any_of(model.condition_rules.begin(), model.condition_rules.end(), is);
  };
  EXPECT_TRUE(has(directory, "DHCS-274-ISA08"));
  EXPECT_TRUE(has(directory, "DHCS-274-TAXONOMY"));
  EXPECT_FALSE(has(directory, "DHCS-ISA08"));
  EXPECT_FALSE(has(claims, "DHCS-274-ISA08"));
  EXPECT_TRUE(has(claims, "DHCS-ISA08"));
  EXPECT_TRUE(has(claims, "CALAIM-CIN"));
}

}  // namespace
}  // namespace calx::grammar
