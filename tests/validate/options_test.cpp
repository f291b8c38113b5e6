// Levels, limits, values: what a caller may ask of the validator.
#include <gmock/gmock.h>

#include "cases.hpp"

namespace calx::validate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A fault at each level from 1 to 7 but 4, in the file's order; G9008 U1 makes one more warning at level 6.
File faulty() {
  return File::fixture("ecm.x12")
      .replace(7, "610442", "610443")           // 7
      .replace(16, "90000001A", "X0000001A")    // 6
      .replace(21, "*400*", "*401*")            // 3
      .replace(25, "2000000093", "2000000094")  // 5
      .set(34, "LX*A")                          // 1
      .replace(64, "*A*Y*Y", "*Q*Y*Y");         // 2
}

Asked at_level(int level) {
  Asked asked{{"dhcs"}, Asked::standard(), {}};
  asked.options.level = level;
  return asked;
}

TEST(Level, KeepsThoseUpToIt) {
  const std::string one = "X12-1-0056 LX(34) 1", two = "X12-2-0060 CLM(64) 7", three = "2300-02 CLM(21) 2",
                    five = "X12-5-0001 NM1(25) 9", six = "CALAIM-CIN NM1(16) 9",
                    coding = "CALAIM-CODING-UNCONFIRMED SV1(49) 1", seven = "DHCS-RECEIVER NM1(7) 9";
  EXPECT_THAT(judge(faulty(), at_level(1)).texts(), testing::UnorderedElementsAre(one));
  EXPECT_THAT(judge(faulty(), at_level(2)).texts(), testing::UnorderedElementsAre(one, two));
  EXPECT_THAT(judge(faulty(), at_level(3)).texts(), testing::UnorderedElementsAre(one, two, three));
  EXPECT_THAT(judge(faulty(), at_level(4)).texts(), testing::UnorderedElementsAre(one, two, three));
  EXPECT_THAT(judge(faulty(), at_level(5)).texts(), testing::UnorderedElementsAre(one, two, three, five));
  EXPECT_THAT(judge(faulty(), at_level(6)).texts(), testing::UnorderedElementsAre(one, two, three, five, six, coding));
  EXPECT_THAT(judge(faulty(), at_level(7)).texts(),
              testing::UnorderedElementsAre(one, two, three, five, six, coding, seven));
}

TEST(Level, WhatIsLeftOutIsNotCounted) {
  const Totals totals = judge(faulty(), at_level(2)).totals;
  EXPECT_EQ(totals.tally.errors, 2U);
  EXPECT_EQ(totals.tally.warnings, 0U);
  EXPECT_EQ(totals.withheld, 0U);
}

TEST(Limit, WithholdsAndCounts) {
  Asked asked = at_level(7);
  asked.options.limit_findings = 3;
  const Judged judged = judge(faulty(), asked);
  EXPECT_EQ(judged.findings.size(), 3U);
  EXPECT_EQ(judged.totals.withheld, 4U);
  EXPECT_EQ(judged.totals.tally.errors, 5U);    // levels 1, 2, 3, 5 and CALAIM-CIN
  EXPECT_EQ(judged.totals.tally.warnings, 2U);  // the coding option and the receiver
  asked.options.limit_findings = 7;
  EXPECT_EQ(judge(faulty(), asked).totals.withheld, 0U);
}

TEST(Values, OnlyOnDemand) {
  for (const findings::Finding& finding : judge(faulty(), at_level(7)).findings) EXPECT_THAT(finding.value, IsEmpty());
  Asked asked = at_level(2);
  asked.options.show_values = true;
  const Judged judged = judge(faulty(), asked);
  ASSERT_THAT(judged.texts(), ElementsAre("X12-1-0056 LX(34) 1", "X12-2-0060 CLM(64) 7"));
  EXPECT_EQ(judged.findings[0].value, "A");
  EXPECT_EQ(judged.findings[1].value, "Q");
}

TEST(Values, AreNeverInMessages) {
  for (const findings::Finding& finding : judge(faulty(), at_level(7)).findings)
    for (const char* value : {"TESTERMAN", "MIKE", "X0000001A", "19850505", "2000000094"})
      EXPECT_THAT(finding.message + finding.hint, testing::Not(testing::HasSubstr(value))) << finding.code;
}

TEST(Today, MayBeUnknown) {
  Asked asked;
  asked.options.today = {};
  EXPECT_THAT(judge(File::good().replace(2, "20260315", "20990101"), asked).texts(), IsEmpty());
}

}  // namespace
}  // namespace calx::validate
