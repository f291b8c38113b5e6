// Provider directories (274): how sure a fact is, and what the validator says of a whole network.
#include <gmock/gmock.h>

#include <sstream>

#include "cases.hpp"

namespace calx::validate {
namespace {

using findings::Severity;
using testing::ElementsAre;
using testing::IsEmpty;

/// fixtures/274/network.x12 with one segment in another's place, or (an empty one) without it.
std::string changed(const std::string& from, const std::string& to) {
  std::string text = read_file(std::string(CALX_SOURCE_DIR) + "/fixtures/274/network.x12");
  const std::size_t at = text.find(from + "~\n");
  if (at == std::string::npos) throw std::logic_error("no segment " + from);
  text.replace(at, from.size() + 2, to.empty() ? "" : to + "~\n");
  if (to.empty()) text.replace(text.find("SE*89*"), 6, "SE*88*");
  return text;
}

Judged judged(const std::string& from, const std::string& to) {
  return judge(changed(from, to), {{"dhcs-274"}, Asked::standard(), {}});
}

TEST(Directory, IsJudgedByItsOwnGuide) {
  const std::string text = read_file(std::string(CALX_SOURCE_DIR) + "/fixtures/274/network.x12");
  const Judged alone = judge(text);
  EXPECT_THAT(alone.texts(), IsEmpty());
  EXPECT_EQ(alone.totals.transactions, 1U);
  EXPECT_EQ(alone.totals.claims, 0U);  // providers are none
  EXPECT_EQ(alone.totals.segments, 93U);
}

TEST(Directory, AFindingTellsGroupSiteAndProvider) {
  const findings::Finding finding = judged("DMG***U", "DMG***Z").only();
  EXPECT_EQ(in_short(finding), "X12-2-0060 DMG(83) 3");
  EXPECT_EQ(finding.loop, "2100EA");
  EXPECT_EQ(finding.path, "2000A[1]/2000B[1]/2000C[1]/2000D[2]/2000E[2]/2100EA[1]");
  EXPECT_EQ(finding.severity, Severity::error);
  EXPECT_THAT(finding.claim, IsEmpty());
}

TEST(Directory, AProviderOfAnotherSiteIsAnError) {
  const findings::Finding finding = judged("HL*9*7*19*0", "HL*9*4*19*0").only();
  EXPECT_EQ(finding.code, "X12-2-0081");
  EXPECT_EQ(finding.severity, Severity::error);
}

/// One fact of each kind that is partial or unverified, and its confirmed neighbour.
TEST(Confidence, AFactOfWhichNobodyIsSureIsAWarning) {
  EXPECT_EQ(judged("CRC*DJ*N*P8", "CRC*48*N*P8").only().severity, Severity::warning);      // a code
  EXPECT_EQ(judged("WS*D*1000*1800", "WS*Q*1000*1800").only().severity, Severity::error);  // confirmed
  const Judged unused = judged("LUI*LE*ES***1", "LUI*LE*ES*SPANISH**1");
  EXPECT_EQ(unused.only().code, "X12-2-0051");
  EXPECT_EQ(unused.only().severity, Severity::warning);
  const Judged missing = judged("CRC*DJ*N*P8", "CRC*DJ**P8");
  EXPECT_EQ(missing.only().code, "X12-2-0050");
  EXPECT_EQ(missing.only().severity, Severity::warning);
  EXPECT_EQ(judged("N3*34 PLACEHOLDER LANE", "N3**SUITE 5").only().severity, Severity::error);
  const Judged loop = judged("NM1*40*2*DHCS*****46*DHCS-PROVNETWK", "");
  EXPECT_EQ(loop.only().code, "X12-2-0036");
  EXPECT_EQ(loop.only().severity, Severity::warning);
  EXPECT_EQ(judged("NX1*77", "").only().severity, Severity::error);
}

/// An interchange without a group is judged by a guide of the version that ISA12 states.
TEST(Envelope, TheVersionChoosesTheGuideOfAnInterchangeWithoutGroups) {
  const auto interchange = [](const std::string& version) {
    return "ISA*00*          *00*          *ZZ*EXAMPLE PAYER  *ZZ*EXAMPLE CLINIC *260315*0000*^*" + version +
           "*000000001*0*T*:~TA1*000000009*260314*0000*A*000~IEA*0*000000001~";
  };
  EXPECT_THAT(judge(interchange("00405")).texts(), IsEmpty());
  EXPECT_THAT(judge(interchange("00501")).texts(), IsEmpty());
  EXPECT_THAT(judge(interchange("00402")).texts(), ElementsAre("X12-2-0060 ISA(1) 12"));
}

}  // namespace
}  // namespace calx::validate
