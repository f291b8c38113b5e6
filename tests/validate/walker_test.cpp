#include "validate/walker.hpp"

#include <gmock/gmock.h>

#include "cases.hpp"

namespace calx::validate {

std::vector<Case> walker_cases() {
  std::vector<Case> cases;
  const auto add = [&](const char* name, const File& file, std::vector<std::string> expected) {
    cases.push_back({name, file.text(), std::move(expected)});
  };
  const auto good = [] { return File::good(); };
  add("nothing_wrong", good(), {});

  // A loop without its first segment: that is said, and what follows is judged in the loop.
  add("billing_name_missing", good().erase(9), {"X12-2-0039 NM1(9)"});
  add("subscriber_level_missing", good().erase(13), {"X12-2-0039 HL(13)"});
  add("billing_level_missing", good().erase(8), {"X12-2-0039 HL(8)"});
  add("claim_missing", good().erase(20), {"X12-2-0039 CLM(20)"});
  add("first_line_number_missing", good().erase(24), {"X12-2-0039 LX(24)"});
  add("second_line_number_missing", good().erase(27), {"X12-2-0039 LX(27)"});
  add("other_subscriber_missing",
      good().insert(24, {"NM1*IL*1*TESTERMAN*UNIFORM****MI*MEMBER0020", "NM1*PR*2*EXAMPLE OTHER*****PI*EXPAYER2"}),
      {"X12-2-0039 SBR(24)", "X12-2-0035 OI(24)"});

  // Required segments and loops.
  add("subscriber_information_missing", good().erase(14), {"X12-2-0035 SBR(14)"});
  // The payer may stand before the subscriber's name: only the claim says that there is none.
  add("subscriber_name_missing", good().erase(15, 4), {"X12-2-0036 NM1(16)"});
  add("payer_missing", good().erase(19), {"X12-2-0036 NM1(19)"});
  add("service_missing", good().erase(25), {"X12-2-0035 SV1(25)"});
  add("last_date_missing", good().erase(29), {"X12-2-0035 DTP(29)"});
  add("lines_missing", good().erase(24, 6), {"X12-2-0036 LX(24)"});
  add("receiver_missing", good().erase(7), {"X12-2-0036 NM1(7)"});
  add("tax_id_missing", good().erase(12), {"X12-2-0035 REF(12)"});
  add("two_missing", good().erase(28).erase(22), {"X12-2-0035 HI(22)", "X12-2-0035 SV1(27)"});

  // Late ones are out of order, not missing as well.
  add("address_late", good().set(10, "N4*FRESNO*CA*937210100").set(11, "N3*100 INVENTED STREET"),
      {"X12-2-0034 N3(11)"});
  add("diagnosis_late", good().set(22, File::good().segment(23)).set(23, File::good().segment(22)),
      {"X12-2-0034 HI(23)"});
  add("service_late", good().set(25, File::good().segment(26)).set(26, File::good().segment(25)),
      {"X12-2-0034 SV1(26)"});
  add("any_order_where_the_guide_allows_it",
      good().erase(21).insert(21, {"REF*F8*CONTROL01", "REF*EA*MRN0020", "REF*G1*AUTH0001"}), {});

  // Too many.
  add("second_record_number", good().insert(22, {"REF*EA*MRN0021"}), {"X12-2-0037 REF(22)"});
  add("second_record_number_late", good().insert(23, {"REF*EA*MRN0021"}), {"X12-2-0037 REF(23)"});
  add("second_and_third", good().insert(22, {"REF*EA*MRN0021", "REF*EA*MRN0022"}),
      {"X12-2-0037 REF(22)", "X12-2-0037 REF(23)"});
  const std::string referring = "NM1*DN*1*INVENTADO*DELTA****XX*2000000036";
  const std::string primary = "NM1*P3*1*INVENTADO*EPSILON****XX*2000000044";
  add("two_referring_providers", good().insert(23, {referring, primary}), {});
  add("three_referring_providers", good().insert(23, {referring, referring, referring}), {"X12-2-0038 NM1(25)"});
  add("four_referring_providers", good().insert(23, {referring, referring, referring, referring}),
      {"X12-2-0038 NM1(25)"});
  add("second_receiver", good().insert(8, {File::good().segment(7)}), {"X12-2-0038 NM1(8)"});

  // What belongs nowhere.
  add("foreign_segment", good().insert(22, {"ZZZ*1"}), {"X12-1-0031 ZZZ(22)"});
  add("run_of_foreign_segments", good().insert(22, {"ZZZ*1", "YYY*2", "ZZZ*3"}), {"X12-1-0031 ZZZ(22)"});
  add("two_runs", good().insert(27, {"YYY*1", "YYY*2"}).insert(22, {"ZZZ*1"}),
      {"X12-1-0031 ZZZ(22)", "X12-1-0031 YYY(28)"});
  add("segment_of_another_place", good().insert(5, {"SVD*EXPAYER2*80*HC:99213**1"}), {"X12-2-0032 SVD(5)"});
  add("strange_qualifier", good().insert(22, {"REF*QQ*1"}), {"X12-2-0033 REF(22) 1"});
  add("strange_level", good().insert(30, {"HL*3*1*29*0"}), {"X12-2-0033 HL(30) 3"});
  add("foreign_segment_at_the_end", good().insert(30, {"ZZZ*1"}), {"X12-1-0031 ZZZ(30)"});

  // A wrong qualifier on a segment that is required: the segment is what it must be, the qualifier is wrong.
  add("qualifier_of_service_date", good().replace(26, "472", "473"), {"X12-2-0060 DTP(26) 1"});
  add("qualifier_of_second_service_date", good().replace(29, "472", "47"), {"X12-1-0053 DTP(29) 1"});
  add("qualifier_of_submitter", good().replace(5, "*41*", "*4I*"), {"X12-2-0060 NM1(5) 1"});
  add("qualifier_of_receiver", good().replace(7, "*40*", "*4O*"), {"X12-2-0060 NM1(7) 1"});
  add("qualifier_of_billing_provider", good().replace(9, "*85*", "*8S*"), {"X12-2-0060 NM1(9) 1"});
  add("qualifier_of_another_provider", good().replace(9, "*85*", "*82*"), {"X12-2-0060 NM1(9) 1"});
  add("qualifier_of_subscriber", good().replace(15, "*IL*", "*1L*"), {"X12-2-0060 NM1(15) 1"});
  add("qualifier_of_payer", good().replace(19, "*PR*", "*RP*"), {"X12-2-0060 NM1(19) 1"});
  add("qualifier_of_tax_id", good().replace(12, "*EI*", "*E1*"), {"X12-2-0060 REF(12) 1"});
  add("qualifier_of_diagnosis", good().replace(22, "ABK", "ABX"), {"X12-2-0060 HI(22) 1.1"});
  add("code_of_billing_level", good().replace(8, "*20*", "*2O*"), {"X12-2-0060 HL(8) 3"});
  add("code_of_subscriber_level", good().replace(13, "*22*", "*2Z*"), {"X12-2-0060 HL(13) 3"});

  // HL01 and HL02.
  const std::vector<std::string> second_subscriber = {"HL*3*1*22*0",
                                                      "SBR*P*18*******CI",
                                                      "NM1*IL*1*TESTERMAN*VICTOR****MI*MEMBER0021",
                                                      "N3*13 PLACEHOLDER LANE",
                                                      "N4*FRESNO*CA*937210116",
                                                      "DMG*D8*19900101*F",
                                                      "NM1*PR*2*EXAMPLE PAYER*****PI*EXPAYER1"};
  add("two_subscribers", good().insert(30, second_subscriber), {});
  add("numbers_go_on_after_a_gap", good().insert(30, second_subscriber).set(13, "HL*3*1*22*0").set(30, "HL*4*1*22*0"),
      {"X12-2-0080 HL(13) 1"});
  add("numbers_go_on_behind_a_missing_level", good().insert(30, second_subscriber).erase(13), {"X12-2-0039 HL(13)"});
  add("numbers_go_on_as_if_no_level_were_missing",
      good().insert(30, second_subscriber).set(30, "HL*2*1*22*0").erase(13), {"X12-2-0039 HL(13)"});
  add("no_number", good().replace(13, "HL*2*", "HL*B*"), {"X12-2-0080 HL(13) 1"});
  add("number_above_is_none", good().replace(8, "HL*1*", "HL*A*"), {"X12-2-0080 HL(8) 1"});
  File self = File::fixture("commercial-dependent.x12");
  // PAT01 18 (self) is none of 2000C's codes; the PAT of 2000B has no codes there and would take any.
  add("relationship_of_patient", self.replace(22, "PAT*19", "PAT*18"), {"X12-2-0060 PAT(22) 1"});
  File children = File::fixture("commercial-dependent.x12");
  add("patient_under_the_wrong_level", children.set(42, "HL*4*1*23*0"), {"X12-2-0081 HL(42) 2"});
  return cases;
}

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

class Walk : public testing::TestWithParam<Case> {};

TEST_P(Walk, HasExactlyTheseFindings) {
  EXPECT_THAT(judge(GetParam().text, GetParam().asked).texts(), UnorderedElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Cases, Walk, testing::ValuesIn(walker_cases()), NameOfCase());

TEST(Walks, ARunOfForeignSegmentsIsCounted) {
  EXPECT_THAT(judge(File::good().insert(22, {"ZZZ*1", "YYY*2", "ZZZ*3"})).only().message,
              HasSubstr("nor are the 2 segments after it"));
  EXPECT_THAT(judge(File::good().insert(22, {"ZZZ*1", "YYY*2"})).only().message,
              HasSubstr("nor is the segment after it"));
  EXPECT_THAT(judge(File::good().insert(22, {"ZZZ*1"})).only().message, Not(HasSubstr("nor")));
}

TEST(Walks, AMissingLoopIsNamedWithItsSegment) {
  const findings::Finding finding = judge(File::good().erase(19)).only();
  EXPECT_THAT(finding.message, HasSubstr("2010BB"));
  EXPECT_THAT(finding.message, HasSubstr("NM1 with PR"));
  EXPECT_EQ(finding.loop, "2000B");
  EXPECT_EQ(finding.path, "2000A[1]/2000B[1]");
}

TEST(Walks, WhatFollowsALoopWithoutItsFirstSegmentIsJudgedInIt) {
  const Judged judged = judge(File::good().erase(9).set(10, "N4*F*CA*937210100"));
  EXPECT_THAT(judged.texts(), UnorderedElementsAreArray({"X12-2-0039 NM1(9)", "X12-1-0053 N4(10) 1"}));
  EXPECT_EQ(judged.findings.back().path, "2000A[1]/2010AA[1]");
}

TEST(Walks, PathsCountLoopsWithinTheirParent) {
  EXPECT_EQ(judge(File::good().set(27, "LX*B")).only().path, "2000A[1]/2000B[1]/2300[1]/2400[2]");
  // The second billing provider's first member.
  const findings::Finding finding =
      judge(File::fixture("community-supports.x12").set(57, "CLM*X*496.5***12:B:1*Y*Q*Y*Y")).only();
  EXPECT_EQ(finding.path, "2000A[2]/2000B[1]/2300[1]");
  EXPECT_EQ(finding.claim, "X");
}

TEST(Walks, TheClaimEndsWithItsLevel) {
  // DMG of the second member, before its claim: no claim is named.
  const findings::Finding finding = judge(File::fixture("ecm.x12").set(62, "DMG*D8*19911231*X")).only();
  EXPECT_EQ(in_short(finding), "X12-2-0060 DMG(62) 3");
  EXPECT_EQ(finding.claim, "");
  EXPECT_EQ(finding.path, "2000A[1]/2000B[2]/2010BA[1]");
}

TEST(Walks, AnotherGrammar) {
  // A 999 by its own grammar: IK5 without its code.
  const std::string text =
      "ISA*00*          *00*          *ZZ*EXAMPLE PAYER  *ZZ*EXAMPLE CLINIC *260315*0000*^*00501*000000003*0*T*:~"
      "GS*FA*EXAMPLEPAYER*EXAMPLECLINIC*20260315*0000*3*X*005010X231A1~ST*999*0001*005010X231A1~"
      "AK1*HC*1*005010X222A1~AK2*837*0001*005010X222A1~IK5*A~AK9*A*1*1*1~SE*6*0001~GE*1*3~IEA*1*000000003~";
  EXPECT_THAT(judge(text).texts(), IsEmpty());
  std::string bad = text;
  bad.replace(bad.find("IK5*A"), 5, "IK5*Z");
  EXPECT_THAT(judge(bad).texts(), ElementsAre("X12-2-0060 IK5(6) 1"));
}

}  // namespace
}  // namespace calx::validate
