#include <gmock/gmock.h>

#include <pugixml.hpp>
#include <string>

#include "files/resources.hpp"
#include "grammar/library.hpp"
#include "small_grammar.hpp"

namespace calx::grammar {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Compile, ShippedGrammarsAreUnambiguous) {
  const files::Resources resources;
  for (const std::vector<std::string>& overlays : {std::vector<std::string>{}, {"calaim"}, {"dhcs"}, {"dhcs-274"}}) {
    auto library = Library::open(resources, overlays);
    ASSERT_TRUE(library.has_value()) << library.error().message;
    ASSERT_GE(library->ids().size(), 4U);
    for (const std::string& id : library->ids()) {
      const auto grammar = library->by_id(id);
      ASSERT_TRUE(grammar.has_value()) << grammar.error().message;
      EXPECT_THAT((*grammar)->ambiguities(), IsEmpty()) << id;
      EXPECT_GT((*grammar)->place_count(), 10U) << id;
    }
  }
}

/// The table that the grammar was made from has so many rows of each kind.
TEST(Compile, The837PHoldsAllOfTheGuide) {
  const files::Resources resources;
  const auto text = resources.read("grammars/837P-005010X222A1.xml");
  ASSERT_TRUE(text.has_value());
  pugi::xml_document document;
  ASSERT_TRUE(document.load_buffer(text->data(), text->size()));
  const pugi::xml_node root = document.document_element();
  EXPECT_EQ(root.select_nodes("loop").size(), 41U);
  EXPECT_EQ(root.select_nodes("loop[@id='2300']").size(), 1U);
  EXPECT_EQ(root.select_nodes("//loop[@ref='2300']").size(), 2U);  // under 2000B and 2000C
  EXPECT_EQ(root.select_nodes("loop/segment").size(), 219U);
  EXPECT_EQ(root.select_nodes("loop/segment/element").size(), 1287U);
  EXPECT_EQ(root.select_nodes("loop/segment/composite").size(), 111U);
  EXPECT_EQ(root.select_nodes("loop/segment/composite/component").size(), 333U);
}

TEST(Compile, The837PInTables) {
  const files::Resources resources;
  auto library = Library::open(resources, {});
  ASSERT_TRUE(library.has_value());
  const Grammar& grammar = **library->by_id("837P-005010X222A1");
  EXPECT_EQ(grammar.node_count(), 219U);
  const Node& claim = grammar.node(grammar.find_node("2300/CLM"));
  EXPECT_EQ(claim.loop->id, "2300");
  EXPECT_EQ(grammar.elements(claim).size(), 20U);
  const ElementSpec& place = grammar.elements(claim)[4];
  EXPECT_EQ(place.type, Type::composite);
  ASSERT_EQ(grammar.components(place).size(), 3U);
  EXPECT_EQ(grammar.components(place)[2].model->id, "CLM05-03");
  // CLM01, 02 and 05 to 09 are required.
  EXPECT_EQ(claim.required, (1U << 1) | (1U << 2) | (1U << 5) | (1U << 6) | (1U << 7) | (1U << 8) | (1U << 9));
  EXPECT_EQ(grammar.unit_node(), grammar.find_node("2300/CLM"));
  EXPECT_TRUE(grammar.node(grammar.find_node("2000B/HL")).hierarchical);
  EXPECT_FALSE(claim.hierarchical);
  EXPECT_EQ(grammar.find_node("2300/CLN"), none);
  EXPECT_EQ(grammar.find_node("9999/CLM"), none);
  EXPECT_EQ(grammar.find_node("2300/REF[ZZ]"), none);
}

TEST(Compile, SmallGrammarIsUnambiguous) {
  const auto grammar = compiled(small_grammar);
  ASSERT_NE(grammar, nullptr);
  EXPECT_THAT(grammar->ambiguities(), IsEmpty());
  EXPECT_EQ(grammar->node_count(), 6U);  // ST, SE, NM1, CLM, REF twice
}

TEST(Compile, TwoSegmentsWithOneQualifierAreAmbiguous) {
  const auto grammar = compiled(changed({{"codes=\"F8\"", "codes=\"F8 9F\""}}));
  ASSERT_NE(grammar, nullptr);
  ASSERT_THAT(grammar->ambiguities(), Not(IsEmpty()));
  EXPECT_THAT(grammar->ambiguities(),
              Each(testing::AllOf(HasSubstr("B/REF (First reference)"), HasSubstr("B/REF (Second reference)"))));
}

TEST(Compile, ASegmentWithoutQualifierBesideOneWithIsAmbiguous) {
  const auto grammar = compiled(changed({{" codes=\"F8\"", ""}}));
  ASSERT_NE(grammar, nullptr);
  EXPECT_THAT(grammar->ambiguities(), Not(IsEmpty()));
}

TEST(Compile, AnOuterSegmentLikeAnInnerOneIsAmbiguous) {
  // After CLM, REF*F8 may be B's, or A's that follows.
  const auto grammar = compiled(changed(
      {{"<loop ref=\"B\" pos=\"20\" usage=\"S\" max=\"5\"/>",
        "<loop ref=\"B\" pos=\"20\" usage=\"S\" max=\"5\"/>"
        "<segment id=\"REF\" pos=\"30\" name=\"Outer reference\" usage=\"S\"><element id=\"REF01\" name=\"Qualifier\" "
        "usage=\"R\" type=\"ID\" min=\"2\" max=\"3\" codes=\"F8\"/></segment>"}}));
  ASSERT_NE(grammar, nullptr);
  EXPECT_THAT(grammar->ambiguities(), testing::Contains(HasSubstr("A/REF (Outer reference)")));
}

TEST(Compile, NotesThatOnlySpeakOfElementsNotUsedAreLeftOut) {
  const auto used = compiled(small_grammar);
  ASSERT_NE(used, nullptr);
  EXPECT_EQ(used->notes(used->node(used->find_node("A/NM1"))).size(), 1U);
  const auto unused = compiled(changed({{"name=\"Second\" usage=\"S\"", "name=\"Second\" usage=\"N\""}}));
  ASSERT_NE(unused, nullptr);
  EXPECT_EQ(unused->notes(unused->node(unused->find_node("A/NM1"))).size(), 0U);
}

TEST(Compile, AModelThatNoFileSaid) {
  Model model;
  model.id = "BARE";
  const auto grammar = Grammar::compile(model);
  ASSERT_FALSE(grammar.has_value());
  EXPECT_THAT(grammar.error().message, HasSubstr("there is no loop ST_LOOP"));
}

}  // namespace
}  // namespace calx::grammar
