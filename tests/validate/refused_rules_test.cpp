// Wrong rules are refused where they are loaded: with file, line and column.
#include <gmock/gmock.h>
#include <unistd.h>

#include "ruled.hpp"

namespace calx::validate {
namespace {

using testing::HasSubstr;

struct Refused {
  std::string text;  ///< an @ stands before the character that the message names
  std::string message;
  std::string attributes = "loop=\"2300\"";
};

/// What loading says, without the name of the file: "2:107: rule R: ...".
std::string refusal(const std::string& rules) {
  auto library = ruled(rules);
  if (!library) {
    EXPECT_EQ(library.error().kind, Failure::Kind::usage);
    const std::string& message = library.error().message;
    return message.substr(message.find(".xml:") + 5);
  }
  const auto grammar = library->by_id("837P-005010X222A1");
  const auto found = find_code_sets(**grammar, facts().codes);
  if (found) return "nothing";
  EXPECT_EQ(found.error().kind, Failure::Kind::usage);
  return found.error().message.substr(found.error().message.find(".xml:") + 5);
}

void expect_refused(const Refused& refused) {
  std::string text = refused.text;
  const std::size_t at = text.find('@');
  ASSERT_NE(at, std::string::npos);
  text.erase(at, 1);
  const std::string xml = rule(refused.attributes, text);
  // What stands before the place, as the file writes it: < is &lt; there.
  std::size_t column = xml.find('>') + 2 + at;
  for (const char c : text.substr(0, at)) column += c == '<' ? 3 : 0;
  const std::string place = "2:" + std::to_string(column) + ": ";
  const std::string said = refusal(xml);
  EXPECT_EQ(said.substr(0, place.size()), place) << refused.text << "\n" << said;
  EXPECT_THAT(said, HasSubstr(refused.message)) << refused.text;
}

TEST(RefusedRule, SyntaxErrors) {
  for (const Refused& refused : std::vector<Refused>{
           {"CLM02 = @",
            "rule R: expected a value (a path, 'text', a number, a date or a function); the rule ends here"},
           {"CLM02 < 1 and @", "expected a condition; the rule ends here"},
           {"CLM02 @CLM07", "here stands \"CLM07\""},
           {"(CLM02 = 1 @requires CLM07", "expected ) to close the bracket"},
           {"CLM01 in ('A' @'B')", "expected ) to close the bracket"},
           {"CLM01 in (@CLM07)", "expected 'text', a number or a date"},
           {"exists @'A'", "expected a path"},
           {"REF[F8]*@02", "here stands \"02\""},
       })
    expect_refused(refused);
}

TEST(RefusedRule, NamesThatAreNotThere) {
  for (const Refused& refused : std::vector<Refused>{
           {"@XYZ = '1'", "rule R: there is no loop XYZ, and no segment XYZ in 2300"},
           {"CLM07 = 'A' requires @2999/SV102 = 1", "there is no loop 2999, and no segment 2999 in 2300"},
           {"2310B/@XYZ", "there is no segment XYZ in 2310B"},
           {"@CLM25 = '1'", "there is no CLM25 in 2300"},
           {"@CLM05-09 = '1'", "there is no CLM05-09 in 2300"},
           {"@HI[ABK]*-12 = '1'", "no element of HI has a component 12"},
           {"@REF[ZZ]", "no REF of 2300 has the qualifier ZZ; there is "},
           {"CLM02 = 1 and @CLM01 is npii", "there is no format npii"},
           {"@CLM01 in set 'nothing'", "there is no code set 'nothing'"},
           {"CLM02 = @total(2400/SV102)", "there is no function total; there is count, sum, "},
           {"CLM/@REF02", "behind CLM only one of its elements may stand"},
           {"@CLM02/CLM02 = 1", "CLM02 is an element; nothing but a component may follow it"},
           {"@2310B-02 = 1", "2310B is a loop and has no elements"},
       })
    expect_refused(refused);
}

TEST(RefusedRule, LoopsOutOfSight) {
  expect_refused({"@2300/CLM01 = 'A'",
                  "2300 cannot be seen from 2010AA: it is no loop above it, within it or beside it",
                  "loop=\"2010AA\""});
  expect_refused({"@2000A/HL and 2000C/PAT", "2000A cannot be seen", "loop=\"1000A\""});
  expect_refused({"@CLM01", "there is no loop CLM01, and no segment CLM in 2010AA", "loop=\"2010AA\""});
  expect_refused({"@ISA06 = 'A'", "rules cannot see the loop ISA_LOOP: it stands outside the transaction set",
                  "loop=\"ISA_LOOP\""});
}

TEST(RefusedRule, WhatCannotBeCompared) {
  for (const Refused& refused : std::vector<Refused>{
           {"@CLM01 = 1", "a number must stand here; of a text it is made by number(...)"},
           {"@CLM01 = 2026-01-01", "a date must stand here; of a text it is made by from(...) or through(...)"},
           {"@CLM01 < 'A'", "only numbers and dates can be under or over another"},
           {"CLM02 = @ST_LOOP/BHT04", "a number and a date cannot be compared"},
           {"@2400/SV102 > 1", "there may be several of these; say which: min(...), max(...), first(...) or last(...)"},
           {"CLM02 = @2400/SV102 + 1", "there may be several of these"},
           {"@CLM = '1'", "a segment has no value; name one of its elements, such as REF[F8]02"},
           {"CLM02 = @2310B", "a loop has no value"},
           {"CLM02 = 1 + @CLM01", "a number must stand here"},
           {"CLM02 = 1 + @ST_LOOP/BHT04", "a number must stand here, and this is a date"},
           {"@1 = 2", "both sides are fixed"},
           {"CLM07 = 'A' and @'A' in ('A')", "fixed"},
       })
    expect_refused(refused);
}

TEST(RefusedRule, FunctionsOfTheWrongThings) {
  for (const Refused& refused : std::vector<Refused>{
           {"sum(@CLM01) = 1", "a number must stand here"},
           {"sum(@2400) = 1", "a path must stand here"},
           {"@left(CLM01) = 'A'", "left takes two values"},
           {"@sum(CLM02, CLM02) = 1", "sum takes one value"},
           {"left(CLM01, @CLM02) = 'A'", "left(...) takes the number of characters"},
           {"left(CLM01, @1.5) = 'A'", "left(...) takes the number of characters"},
           {"left(CLM01, @0) = 'A'", "left(...) takes the number of characters"},
           {"min(@CLM01) = 1", "min takes numbers or dates"},
           {"years(@CLM02, ST_LOOP/BHT04) = 1", "a date must stand here, and this is a number"},
           {"count(@'A') = 1", "here must stand a path"},
           {"CLM02 = 1 requires unique @REF[EA]", "unique speaks of the values of an element"},
       })
    expect_refused(refused);
}

TEST(RefusedRule, ValuesWhereConditionsMustStand) {
  for (const Refused& refused : std::vector<Refused>{
           {"@CLM02 + 1", "a condition must stand here, and this is a value: compare it with something"},
           {"CLM02 = 1 requires @'A'", "a condition must stand here, and this is a value"},
           {"@12", "a condition must stand here, and this is a number"},
           {"(@CLM02 = 1) = 1", "here must stand a value, and this is a condition"},
       })
    expect_refused(refused);
}

TEST(RefusedRule, Literals) {
  for (const Refused& refused : std::vector<Refused>{
           {"CLM02 = @123456789012.345", "a number may have ten digits, and four behind the point"},
           {"CLM02 = @12345678901", "a number may have ten digits, and four behind the point"},
           {"CLM02 = @1.23456", "four behind the point"},
           {"ST_LOOP/BHT04 = @2026-02-30", "2026-02-30 is no day of the calendar"},
           {"CLM01 in ('A', @1)", "a list holds texts only, numbers only or dates only"},
       })
    expect_refused(refused);
}

TEST(RefusedRule, ThePlaceIsRightBehindEntitiesAndEndsOfLines) {
  const std::string begin = rule("loop=\"2300\"", "CLM02 < 1");
  const std::string head = begin.substr(0, begin.find('>') + 1);
  EXPECT_THAT(refusal(head + "\n  CLM02 &lt; 1 and\n  XYZ\n</rule>"), HasSubstr("4:3: rule R: there is no loop XYZ"));
  EXPECT_THAT(refusal(head + "\n  CLM02 &lt; 1 and XYZ</rule>"), HasSubstr("3:20: rule R: "));
  EXPECT_THAT(refusal(head + "<![CDATA[\n CLM02 < 1 and XYZ]]></rule>"), HasSubstr("3:16: rule R: "));
  EXPECT_THAT(refusal(head + "\r\n  XYZ</rule>"), HasSubstr("3:3: rule R: "));
}

TEST(RefusedRule, ItsAttributesNameTheirLine) {
  const auto refused = [](const std::string& attributes) { return refusal(rule(attributes, "CLM02 = 1")); };
  EXPECT_EQ(refused("loop=\"2300\" each=\"2400/SV1\""),
            "2: rule R, each=\"...\": this must be a segment of the rule's loop, such as PWK or REF[G1].");
  EXPECT_EQ(refused("loop=\"2300\" at=\"2400\""),
            "2: rule R, at=\"...\": a finding stands at a segment or an element, not at a loop.");
  EXPECT_EQ(refused("loop=\"2300\" at=\"CLM88\""), "2: rule R, at=\"...\": there is no CLM88 in 2300.");
  EXPECT_THAT(refused("loop=\"2300\" at=\"CLM02 = 1\""),
              HasSubstr("2: at=\"CLM02 = 1\": expected the end of the path"));
  EXPECT_EQ(refused("loop=\"2999\""), "2: there is no loop 2999.");
  EXPECT_EQ(refused(""), "2: <rule> needs loop=\"...\".");
  EXPECT_EQ(refused("loop=\"2300\" from=\"2026-02-30\""), "2: from must be a day, CCYY-MM-DD.");
  EXPECT_EQ(refused("loop=\"2300\" where=\"CLM\""), "2: <rule> has no attribute \"where\".");
}

TEST(RefusedRule, ItsKeyOfUniqueInFileIsOfTheClaim) {
  const auto refused = [](const std::string& attributes) {
    return refusal("<check id=\"R\" does=\"unique-in-file\" confidence=\"confirmed\" source=\"s\" message=\"m\" " +
                   attributes + "/>");
  };
  EXPECT_EQ(refused("at=\"2300\" values=\"CLM01 CLM05-03\""), "nothing");
  EXPECT_EQ(refused("at=\"2400\" values=\"REF[6R]/REF02\""), "nothing");
  EXPECT_EQ(refused("at=\"2300\""), "2: unique-in-file needs values=\"...\": the elements that make the key.");
  EXPECT_EQ(refused("at=\"2300\" values=\"CLM01 CLM99\""), "2: there is no element CLM99 in 2300.");
  EXPECT_EQ(refused("at=\"2300\" values=\"CLM\""), "2: there is no element CLM in 2300.");
  EXPECT_EQ(refused("at=\"2010BA\" values=\"NM109\""), "2: unique-in-file speaks of 2300 and loops within it.");
}

}  // namespace
}  // namespace calx::validate
