// The 274 of a tiny network, worked out by hand from the reference; and the faults of another exporter that ours lacks.
#include <map>
#include <set>

#include "network_fixture.hpp"

namespace calx::network {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(NetworkTest, TheSmallNetworkByHand) {
  copy_tables(fixtures / "small");
  request_.time = "0930";
  request_.profile.network.degree_code = "ZZZ";
  write();
  EXPECT_THAT(
      segments_of(written()),
      ElementsAre(
          "ISA*03*202605    *00*          *ZZ*123456789305   *ZZ*DHCS-PROVNETWK *260501*0930*^*00405*000000007*0*T*:",
          "GS*PW*123456789*DHCS-PROVNETWK*20260501*0930*7*X*004050X109", "ST*274*0001*004050X109",
          "BHT*0028*27*000000007-0001*20260501*0930", "DTM*507*20260501", "PER*BJ*NETWORK DESK*TE*9165551234",
          "HL*1**20*1", "NM1*ACV*2*EXAMPLE HEALTH PLAN", "HL*2*1*21*1", "NM1*40*2*CALIFORNIA-DHCS",
          // Inventada before Muestra: by name, whatever the order of the tables
          "HL*3*2*4*1", "NM1*QV*1*INVENTADA*ANA", "DTP*092*D8*20250701", "DTP*093*D8*20261231", "HL*4*3*N*1",
          "NM1*77*2*INVENTADA OFFICE", "N2*INVENTADA OFFICE*CBAS", "PER*AJ**TE*5595550101", "LUI*LE*ES", "WS*MC",
          "CRC*DJ*N*P8", "PDI*F**20", "NX1*77", "N3*12 PRETEND LANE", "N4*MADERA*CA*93637", "HL*5*4*19*0",
          "NM1*1P*1*FICTICIO*RAMON****XX*1777777776", "DMG***M", "LUI*LE*ES", "DTP*092*D8*20250701",
          "DTP*093*D8*20261231", "LQ*68*172V00000X", "NM1*80*2*EJEMPLO GENERAL HOSPITAL*****XX*1666666668", "HAD*AC",
          "HL*6*2*4*1", "NM1*QV*2*MUESTRA COMMUNITY PARTNERS*****XX*1999999992", "DTP*092*D8*20240101",
          "REF*EI*987654321", "HL*7*6*N*1", "NM1*77*2*MUESTRA CARE CENTER*****XX*1888888884",
          "PER*AJ*FRONT DESK*TE*5595550100*EX*12*FX*5595550103", "PER*AJ*FRONT DESK*EM*care@example.org", "LUI*LE*EN",
          "LUI*LE*ES***A", "DTP*092*D8*20240101", "WS*A*0800*1700", "CRC*DJ*Y*P8", "PDI**18*64", "NX1*77",
          "N3*100 EXAMPLE STREET", "N4*FRESNO*CA*937210001", "REF*1J*EX-100", "HL*8*7*19*0",
          "NM1*1P*2*MUESTRA COMMUNITY PARTNERS*****XX*1999999992", "N2*CLNC", "N2*CS", "DTP*092*D8*20240101",
          "LQ*68*251B00000X", "HL*9*7*19*0", "NM1*1P*1*TESTERMAN*ALEX****XX*1234567893", "N2*ECM", "DMG***F",
          "DEG*ZZZ***LCSW", "LUI*LE*EN", "LUI*LE*ES", "DTP*092*D8*20240101", "LQ*68*171M00000X", "TPB*3A", "YNQ*PL*N",
          "REF*0B*EXAMPLE-1", "SE*69*0001", "GE*1*7", "IEA*1*000000007"));
}

TEST_F(NetworkTest, IndicatorsAndMonthComeFromTheProfile) {
  copy_tables(fixtures / "small");
  request_.profile.network.indicators = {"KLINIK", "DAYCARE", "E-C-M", "SUPPORT"};
  request_.profile.network.month = "202604";
  write();
  EXPECT_THAT(written(), HasSubstr("ISA*03*202604    *"));
  for (const char* const mark : {"~N2*KLINIK~", "*DAYCARE~", "~N2*E-C-M~", "~N2*SUPPORT~"})
    EXPECT_THAT(written(), HasSubstr(mark));
  request_.month = "202603";
  request_.force = true;
  write();
  EXPECT_THAT(written(), HasSubstr("ISA*03*202603    *")) << "the command line before the profile";
}

TEST_F(NetworkTest, WhatHasNoPlaceIsSaidOnce) {
  copy_tables(fixtures / "small");
  const WritingSummary summary = write();
  EXPECT_THAT(codes(), ElementsAre("NET-0501", "NET-0504"));
  EXPECT_THAT(findings_.findings[0].message, HasSubstr("2 counties of sites, 2 rows of what is done for ECM"));
  EXPECT_EQ(summary.tally.errors, 0u);
}

TEST_F(NetworkTest, TheOrderOfTheTablesDoesNotMatter) {
  copy_tables(fixtures);
  write();
  const std::string before = written();
  for (const char* const name : {"groups", "sites", "providers", "provider-sites"}) {
    std::vector<std::string> lines;
    std::istringstream in(content_of(fixtures / (std::string(name) + ".csv")));
    for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
    std::string turned = lines.front();
    for (auto line = lines.rbegin(); line + 1 != lines.rend(); ++line) turned += *line;
    table(name, turned);
  }
  request_.force = true;
  write();
  EXPECT_EQ(written(), before);
}

// Faults of another exporter, as the reference tells them.

TEST_F(NetworkTest, EveryProviderHangsOnItsOwnSiteAndHl04IsTrue) {
  copy_tables(fixtures);
  write();
  std::map<std::string, std::string> kind_of, parent_of, says;
  std::set<std::string> parents;
  std::string site;
  for (const std::string& segment : segments_of(written())) {
    if (segment.rfind("HL*", 0) != 0) continue;
    std::istringstream in(segment);
    std::string id, own, parent, kind, children;
    for (std::string* const part : {&id, &own, &parent, &kind, &children}) std::getline(in, *part, '*');
    EXPECT_EQ(own, std::to_string(kind_of.size() + 1)) << "levels are numbered without gaps";
    if (kind == "N") site = own;
    if (kind == "19") {
      EXPECT_EQ(parent, site) << segment;
    }
    kind_of[own] = kind;
    says[own] = children;
    parents.insert(parent);
    const std::map<std::string, std::string> above{{"21", "20"}, {"4", "21"}, {"N", "4"}, {"19", "N"}};
    if (kind != "20") {
      EXPECT_EQ(kind_of[parent], above.at(kind)) << segment;
    }
  }
  for (const auto& [own, children] : says) EXPECT_EQ(children, parents.count(own) > 0 ? "1" : "0") << own;
}

TEST_F(NetworkTest, NoSegmentIsEmptyAndNoneEndsInSeparators) {
  copy_tables(fixtures);
  write();
  for (const std::string& segment : segments_of(written())) {
    EXPECT_THAT(segment, HasSubstr("*"));
    if (segment.rfind("ISA", 0) != 0) {
      EXPECT_NE(segment.back(), '*') << segment;
    }
  }
}

TEST_F(NetworkTest, TheMinimumAgeStandsBeforeTheMaximum) {
  copy_tables(fixtures / "small");
  write();
  EXPECT_THAT(segments_of(written()), Contains("PDI**18*64"));
}

TEST_F(NetworkTest, ASiteWithoutProvidersHasNoChildren) {
  copy_tables(fixtures / "small");
  copy_tables(fixtures / "bad" / "0405-site-without-provider");
  write();
  EXPECT_THAT(segments_of(written()), Contains("HL*4*3*N*0"));
  EXPECT_THAT(judged(written()), IsEmpty());
}

TEST_F(NetworkTest, OurValidatorTakesWhatWeWrite) {
  for (const fs::path& folder : {fixtures / "small", fixtures}) {
    copy_tables(folder);
    request_.force = true;
    request_.profile.network.degree_code = "ZZZ";
    write();
    std::vector<std::string> errors;
    for (const findings::Finding& finding : judged(written()))
      if (finding.severity == findings::Severity::error) errors.push_back(finding.code + " " + finding.message);
    EXPECT_THAT(errors, IsEmpty());
  }
}

}  // namespace
}  // namespace calx::network
