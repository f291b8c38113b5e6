// Reading a 274 back: the same bytes for what we wrote, the same content for what others wrote.
#include "network_fixture.hpp"

namespace calx::network {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RoundTrip : public NetworkTest {
 protected:
  /// What is written from the tables of what was read from `text`.
  std::string again(const std::string& text) {
    const ReadNetwork read = read_back(text);
    EXPECT_TRUE(read.ok);
    lost_ = codes();
    for (const auto& [name, csv] : write_tables(read.network, shared().knowledge)) {
      fs::create_directories(folder_ / "again");
      std::ofstream(folder_ / "again" / name, std::ios::binary) << csv;
    }
    request_.directory = (folder_ / "again").string();
    request_.force = true;
    const WritingSummary summary = write();
    EXPECT_EQ(summary.tally.errors, 0u) << ::testing::PrintToString(found());
    return written();
  }
  std::vector<std::string> lost_;
};

TEST_F(RoundTrip, OurOwnFilesGiveTheSameBytes) {
  for (const fs::path& folder : {fixtures / "small", fixtures})
    for (const char* const degree : {"", "ZZZ"}) {
      request_.directory = (folder_ / "tables").string();
      copy_tables(folder);
      request_.force = true;
      request_.profile.network.degree_code = degree;
      write();
      const std::string before = written();
      EXPECT_EQ(again(before), before);
      EXPECT_THAT(lost_, IsEmpty());
    }
}

TEST_F(RoundTrip, SmallLettersStayWhereTheProfileSaysSo) {
  copy_tables(fixtures);
  request_.profile.encounter.character_set = "extended";
  write();
  const std::string before = written();
  EXPECT_THAT(before, HasSubstr("*Ficticio*Ramon"));
  EXPECT_EQ(again(before), before);
}

std::string with(const std::string& site, const std::string& provider) {
  return "ISA*03*202605    *00*          *ZZ*123456789305   *ZZ*DHCS-PROVNETWK "
         "*260501*0930*^*00405*000000007*0*T*:~"
         "GS*PW*123456789*DHCS-PROVNETWK*20260501*0930*7*X*004050X109~ST*274*0001*004050X109~"
         "BHT*0028*27*7*20260501*0930~DTM*507*20260501~PER*BJ*DESK*TE*9165551234~"
         "HL*1**20*1~NM1*PR*2*PLAN~HL*2*1*21*1~NM1*40*2*DHCS~HL*3*2*4*1~NM1*QV*2*GROUP~HL*4*3*N*1~NM1*77*2*SITE~"
         "PER*AJ**TE*5595550100~" +
         site + "NX1*77~N3*1 STREET~N4*FRESNO*CA*93721~" + provider + "SE*1*0001~GE*1*7~IEA*1*000000007~";
}

TEST_F(RoundTrip, WhatTheTablesCannotHoldIsReported) {
  read_back(with("AMT*R*5~LUI*LE*ES~QTY*88*12~PDI*F*1*2*X~",
                 "HL*5*4*19*0~NM1*1P*2*CLINIC~DEG*ZZZ*D8*2001*MD~HL*6*4*19*0~NM1*1P*2*OTHER~DEG*ZZZ*D8*2002*MD~"));
  std::vector<std::string> messages;
  for (const findings::Finding& finding : findings_.findings) messages.push_back(finding.message);
  EXPECT_THAT(
      messages,
      ElementsAre(
          HasSubstr("AMT of loop 2100DA is not held by the tables and is lost in reading: 1, first at segment 16"),
          HasSubstr("QTY of loop 2100DA"), HasSubstr("PDI04 of loop 2100DA"),
          HasSubstr("DEG02 of loop 2100EA is not held by the tables and is lost in reading: 2, first at segment 25"),
          HasSubstr("DEG03 of loop 2100EA")));
}

TEST_F(RoundTrip, AProviderWhoseParentIsNoSiteStandsUnderTheLastSite) {
  const ReadNetwork read =
      read_back(with("", "HL*5*4*19*0~NM1*1P*2*ONE~HL*6*5*19*0~NM1*1P*2*TWO~HL*7*6*19*0~NM1*1P*2*THREE~"));
  EXPECT_THAT(codes(), ElementsAre("NET-0603"));
  EXPECT_THAT(findings_.findings[0].message,
              HasSubstr("2 levels name no level of the right kind as their parent (first: HL 6 names HL 5)"));
  ASSERT_EQ(read.network.affiliations.size(), 3u);
  for (const Affiliation& one : read.network.affiliations) EXPECT_EQ(one.site, 0u);
}

TEST_F(RoundTrip, ALevelWhereNoneOfItsKindMayStandIsPassedOver) {
  std::string text = with("", "HL*5*4*22*0~NM1*IL*1*NOBODY~HL*6*4*19*0~NM1*1P*2*CLINIC~");
  ReadNetwork read = read_back(text);
  EXPECT_THAT(codes(), ElementsAre("NET-0604")) << "a level of another transaction";
  EXPECT_EQ(read.network.providers.size(), 1u);
  const std::string group = "HL*3*2*4*1~NM1*QV*2*GROUP~";
  text.replace(text.find(group), group.size(), "");
  read = read_back(text);
  EXPECT_THAT(codes(), ElementsAre("NET-0604", "NET-0604", "NET-0604")) << "a site without a group, and what is below";
  EXPECT_EQ(read.tally.errors, 3u);
}

TEST_F(RoundTrip, OneProviderAtTwoSitesIsOneProvider) {
  const std::string provider = "NM1*1P*1*TESTERMAN*ALEX****XX*1234567893~";
  const ReadNetwork read = read_back(
      with("", "HL*5*4*19*0~" + provider +
                   "N2*ECM~DTP*092*D8*20240101~LQ*68*171M00000X~HL*6*3*N*1~NM1*77*2*SECOND~"
                   "PER*AJ**TE*5595550101~NX1*77~N3*2 STREET~N4*FRESNO*CA*93721~HL*7*6*19*0~" +
                   provider + "DTP*092*D8*20250101~DTP*093*D8*20251231~DTP*092*D8*20260201~LQ*68*171M00000X~"));
  EXPECT_THAT(codes(), IsEmpty());
  ASSERT_EQ(read.network.providers.size(), 1u);
  ASSERT_EQ(read.network.affiliations.size(), 2u);
  EXPECT_EQ(read.network.affiliations[1].contracts.size(), 2u);
  ASSERT_EQ(read.network.participations.size(), 1u);
  EXPECT_EQ(read.network.participations[0].site, Index{0});
  EXPECT_TRUE(takes_part(read.network, 0, 0, Program::ecm));
  EXPECT_FALSE(takes_part(read.network, 0, 1, Program::ecm));
}

TEST_F(RoundTrip, ForeignHoursAreWrittenByTheDay) {
  const ReadNetwork read = read_back(with("WS*L*080000*1700~WS*ZZ*0800*1700~", ""));
  const auto& hours = read.network.sites.at(0).hours;
  ASSERT_EQ(hours.size(), 4u) << "Monday to Thursday";
  EXPECT_EQ(hours[0].days + hours[3].days + hours[0].from, "DG0800");
  EXPECT_THAT(codes(), ElementsAre("NET-0602"));
}

TEST_F(RoundTrip, WhatIsNo274IsRefused) {
  for (const std::string& text :
       {std::string(), std::string("nothing"), content_of(fs::path(CALX_SOURCE_DIR) / "fixtures/837p/ecm.x12")}) {
    EXPECT_FALSE(read_back(text).ok);
    EXPECT_THAT(codes(), Contains("NET-0601"));
  }
}

}  // namespace
}  // namespace calx::network
