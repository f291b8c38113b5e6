#include "report/rule_book.hpp"

#include <gmock/gmock.h>

#include "report_fixture.hpp"

namespace calx::report {
namespace {

TEST(InGeneral, FieldsAreWordsInCapitals) {
  EXPECT_EQ(in_general("{element} ({name}) is missing."), "ELEMENT (NAME) is missing.");
  EXPECT_EQ(in_general("no {kind:>5} of {service_date}"), "no KIND of SERVICE DATE");
  EXPECT_EQ(in_general("one is {relation}{choices}; day{s}"), "one is RELATION; day");
  EXPECT_EQ(in_general("the provider with NPI {npi} is not"), "the provider with NPI is not");
  EXPECT_EQ(in_general("it must begin with {{ and end with }}"), "it must begin with { and end with }");
  EXPECT_EQ(in_general("{segment} is no segment of this transaction set{more}."),
            "SEGMENT is no segment of this transaction set.");
  EXPECT_EQ(in_general("open { brace"), "open { brace");
  EXPECT_EQ(in_general(""), "");
}

TEST(RuleBook, KnowsTheCatalogue) {
  RuleBook book(&shipped_catalogue(), nullptr);
  const RuleFacts* facts = book.find("X12-1-0017");
  ASSERT_NE(facts, nullptr);
  EXPECT_EQ(facts->message, "SE01 says STATED segments; from ST to SE there are COUNTED.");
  EXPECT_EQ(facts->snip, 1);
  EXPECT_EQ(facts->ack_999, "IK502=4");
  EXPECT_EQ(book.find("2300-02"), nullptr);
}

TEST(RuleBook, KnowsGrammarsAndOverlays) {
  RuleBook book(&shipped_catalogue(), &shipped_grammars());
  ASSERT_NE(book.find("2300-02"), nullptr);  // a check of the 837P
  EXPECT_EQ(book.find("2300-02")->confidence, findings::Confidence::confirmed);
  ASSERT_NE(book.find("DHCS-RECEIVER"), nullptr);  // an element rule of the overlay dhcs
  EXPECT_EQ(book.find("DHCS-RECEIVER")->severity, findings::Severity::warning);
  EXPECT_EQ(book.find("NOTHING-1"), nullptr);
}

TEST(RuleBook, MayBeEmpty) {
  EXPECT_EQ(RuleBook(nullptr, nullptr).find("X12-1-0017"), nullptr);
}

}  // namespace
}  // namespace calx::report
