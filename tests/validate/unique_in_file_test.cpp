// The check "unique-in-file", and service lines that come twice in a file.
#include <gmock/gmock.h>
#include <unistd.h>

#include "ruled.hpp"

namespace calx::validate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The good file with further claims behind its own, each like it but for number and frequency.
File with_claims(const std::vector<std::pair<std::string, std::string>>& claims) {
  File file = File::good();
  const auto own = file.segments(20, 29);
  for (const auto& [number, frequency] : claims) {
    auto next = own;
    next[0] = "CLM*" + number + "*150***11:B:" + frequency + "*Y*A*Y*Y";
    if (frequency != "1") next.insert(next.begin() + 1, "REF*F8*PAYER-1");
    file.insert(file.size() - 2, next);
  }
  return file;
}

/// Findings of a code, in short.
std::vector<std::string> found(const File& file, const std::string& code, const Asked& asked = {}) {
  std::vector<std::string> result;
  for (const findings::Finding& finding : judge(file, asked).findings)
    if (finding.code == code) result.push_back(in_short(finding));
  return result;
}

TEST(UniqueInFile, TwoClaimsOfOneNumber) {
  EXPECT_THAT(found(with_claims({{"GOOD-0002", "1"}}), "2300-01"), IsEmpty());
  EXPECT_THAT(found(with_claims({{"GOOD-0001", "1"}}), "2300-01"), ElementsAre("2300-01 CLM(30) 1"));
  EXPECT_THAT(found(with_claims({{"GOOD-0002", "1"}, {"GOOD-0001", "1"}}), "2300-01"),
              ElementsAre("2300-01 CLM(40) 1"));
}

TEST(UniqueInFile, AClaimAndItsReplacementMayHaveOneNumber) {
  EXPECT_THAT(found(with_claims({{"GOOD-0001", "7"}, {"GOOD-0001", "8"}}), "2300-01"), IsEmpty());
  EXPECT_THAT(found(with_claims({{"GOOD-0001", "7"}, {"GOOD-0001", "7"}}), "2300-01"),
              ElementsAre("2300-01 CLM(41) 1"));
}

TEST(UniqueInFile, ClaimsWithoutANumberAreLeftAside) {
  EXPECT_THAT(found(with_claims({{"", "1"}, {"", "1"}}), "2300-01"), IsEmpty());
}

TEST(UniqueInFile, TheTwinIsNamedAsFarAsItStandsElsewhere) {
  File file = File::good();
  File second = File::good();
  second.replace(1, "000000001*0", "000000002*0").replace(32, "000000001", "000000002");
  file.append(second);
  const Judged judged = judge(file);
  std::vector<std::string> messages;
  for (const findings::Finding& finding : judged.findings)
    if (finding.code == "2300-01") messages.push_back(in_short(finding) + " " + finding.isa + ": " + finding.message);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_THAT(messages.front(), testing::StartsWith("2300-01 CLM(20) 1 000000002: This claim has the number (CLM01) of "
                                                    "the claim at segment 20 in interchange 000000001: "));
}

TEST(UniqueInFile, IsOfItsLevel) {
  Asked asked;
  asked.options.level = 3;
  EXPECT_THAT(found(with_claims({{"GOOD-0001", "1"}}), "2300-01", asked), IsEmpty());
}

TEST(UniqueInFile, KeepsToTheLimitOfFindings) {
  Asked asked;
  asked.options.limit_findings = 1;
  const Judged judged = judge(with_claims({{"GOOD-0001", "1"}, {"GOOD-0001", "1"}, {"GOOD-0001", "1"}}), asked);
  EXPECT_EQ(judged.findings.size(), 1U);
  EXPECT_EQ(judged.totals.withheld, judged.totals.tally.warnings + judged.totals.tally.errors - 1);
}

TEST(UniqueInFile, AKeyOfOnesOwnInALoopWithinTheClaim) {
  const std::string check =
      "<check id=\"R\" at=\"2400\" does=\"unique-in-file\" values=\"REF[6R]/REF02\" confidence=\"confirmed\" "
      "source=\"made for tests\" message=\"{twin}\"/>";
  File file = with_claims({{"GOOD-0002", "1"}});
  // The second line of each claim; in the second claim the line comes later by one segment.
  file.insert(40, {"REF*6R*LINE-2"}).insert(30, {"REF*6R*LINE-2"});
  ASSERT_THAT(broken(check, file), ElementsAre("R REF(41) 2"));
  for (const findings::Finding& finding : judge_by(check, file))
    if (finding.code == "R") {
      EXPECT_EQ(finding.message, "segment 30 of claim GOOD-0001");
      EXPECT_EQ(finding.path, "2000A[1]/2000B[1]/2300[2]/2400[2]");
      EXPECT_EQ(finding.claim, "GOOD-0002");
    }
  EXPECT_THAT(broken(check, file.replace(41, "LINE-2", "LINE-3")), IsEmpty());
}

// ---- Service lines: what the conformance cases of DHCS-DUPLICATE do not show.

Asked by_dhcs() {
  Asked asked;
  asked.overlays = {"dhcs"};
  return asked;
}

TEST(ServiceDuplicates, MembersAreToldApart) {
  // The same services for another member: a second 2000B.
  File file = File::good();
  auto other = file.segments(13, 29);
  other[0] = "HL*3*1*22*0";
  other[2] = "NM1*IL*1*TESTERMAN*UNIFORM****MI*MEMBER0021";
  other[7] = "CLM*GOOD-0002*150***11:B:1*Y*A*Y*Y";
  file.insert(30, other);
  EXPECT_THAT(found(file, "DHCS-DUPLICATE", by_dhcs()), IsEmpty());
  // MEMBER0020 again: both lines.
  file.replace(32, "MEMBER0021", "MEMBER0020");
  EXPECT_THAT(found(file, "DHCS-DUPLICATE", by_dhcs()),
              ElementsAre("DHCS-DUPLICATE SV1(42) 1", "DHCS-DUPLICATE SV1(45) 1"));
}

TEST(ServiceDuplicates, ADayAsARangeIsThatDay) {
  File file = with_claims({{"GOOD-0002", "1"}});
  file.set(36, "DTP*472*RD8*20260115-20260115").set(39, "DTP*472*D8*20260116");
  EXPECT_THAT(found(file, "DHCS-DUPLICATE", by_dhcs()), ElementsAre("DHCS-DUPLICATE SV1(35) 1"));
}

TEST(ServiceDuplicates, UnitsChargeAndPlaceOfServiceDoNotMatter) {
  File file = with_claims({{"GOOD-0002", "1"}});
  file.set(35, "SV1*HC:99213*80*UN*2*12**1:2").set(38, "SV1*HC:87880:59*70*UN*1***1");
  EXPECT_THAT(found(file, "DHCS-DUPLICATE", by_dhcs()), ElementsAre("DHCS-DUPLICATE SV1(35) 1"));
}

TEST(ServiceDuplicates, WithoutTheOverlayOnlyWithinAClaim) {
  EXPECT_THAT(found(with_claims({{"GOOD-0002", "1"}}), "2400-46"), IsEmpty());
  EXPECT_THAT(found(with_claims({{"GOOD-0002", "1"}}), "DHCS-DUPLICATE"), IsEmpty());
}

}  // namespace
}  // namespace calx::validate
