#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "cases.hpp"

namespace calx::validate {

/// What is wrong with each file of fixtures/837p/bad, by its README.
std::vector<Case> fixture_cases() {
  const std::vector<std::pair<std::string, std::vector<std::string>>> table = {
      {"se01-wrong", {"X12-1-0017 SE(30) 1"}},
      {"se02-differs", {"X12-1-0018 SE(30) 2"}},
      {"ge01-wrong", {"X12-1-0014 GE(31) 1"}},
      {"ge02-differs", {"X12-1-0015 GE(31) 2"}},
      {"iea01-wrong", {"X12-1-0011 IEA(32) 1"}},
      {"iea02-differs", {"X12-1-0012 IEA(32) 2"}},
      {"st02-twice", {"X12-1-0019 ST(31) 2"}},
      {"se-missing", {"X12-1-0016 SE(30)"}},
      {"ge-missing", {"X12-1-0013 GE(31)"}},
      {"iea-missing", {"X12-1-0010 IEA(32)"}},
      {"cut-in-segment", {"X12-1-0005 (28)"}},
      {"garbage-before-isa", {"X12-1-0003 (0)"}},
      {"hi-missing", {"X12-2-0035 HI(22)"}},
      {"segment-out-of-order", {"X12-2-0034 REF(22)"}},
      {"segment-unknown", {"X12-1-0031 ZZZ(22)"}},
      {"qualifier-unknown", {"X12-2-0033 DTP(21) 1"}},
      {"element-too-long", {"X12-1-0054 CLM(20) 1"}},
      {"element-too-short", {"X12-1-0053 N4(11) 1"}},
      {"code-wrong", {"X12-2-0060 CLM(20) 7"}},
      {"element-not-used", {"X12-2-0051 NM1(15) 6"}},
      {"element-missing", {"X12-2-0050 CLM(20) 7"}},
      {"repeats-too-often", {"X12-2-0037 N3(11)"}},
      {"pair-incomplete", {"X12-1-0061 PER(6) 6"}},
      {"id-lower-case", {"X12-2-0060 SV1(25) 3"}},
      {"number-with-letter", {"X12-1-0057 SV1(25) 4"}},
      {"date-impossible", {"X12-1-0058 DTP(26) 3"}},
      {"trailing-separator", {"X12-1-0069 DMG(18) 4"}},
      {"blank-before-value", {"X12-1-0070 NM1(15) 4"}},
      {"hl01-skips", {"X12-2-0080 HL(13) 1"}},
      {"hl02-no-parent", {"X12-2-0081 HL(13) 2"}},
      {"clm02-differs", {"2300-02 CLM(20) 2"}},
      {"diagnosis-decimal-point", {"X12-5-0006 HI(22) 2.2"}},
      {"pointer-without-diagnosis", {"2400-11-a SV1(28) 7"}},
      {"npi-check-digit", {"X12-5-0001 NM1(23) 9"}},
      {"place-of-service-unknown", {"X12-5-0002 CLM(20) 5.1"}},
      {"state-unknown", {"X12-5-0002 N4(17) 2"}},
  };
  std::vector<Case> cases;
  for (const auto& [file, expected] : table) {
    std::string name = file;
    std::replace(name.begin(), name.end(), '-', '_');
    cases.push_back({name, read_file(fixture_path("bad/" + file + ".x12")), expected});
  }
  return cases;
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

class BadFixture : public testing::TestWithParam<Case> {};

TEST_P(BadFixture, HasExactlyItsFault) {
  EXPECT_THAT(judge(GetParam().text).texts(), UnorderedElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Bad, BadFixture, testing::ValuesIn(fixture_cases()), NameOfCase());

TEST(Fixtures, EveryBadFileIsInTheTable) {
  std::set<std::string> there, listed;
  for (const auto& entry : std::filesystem::directory_iterator(fixture_path("bad"))) {
    std::string name = entry.path().stem().string();
    std::replace(name.begin(), name.end(), '-', '_');
    there.insert(name);
  }
  for (const Case& entry : fixture_cases()) listed.insert(entry.name);
  EXPECT_EQ(there, listed);
}

/// The taxonomy of a family doctor is not in the subset that is shipped.
TEST(Fixtures, GoodFilesHaveNoError) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fixture_path(""))) {
    if (entry.path().extension() != ".x12") continue;
    ++files;
    const Judged judged = judge(read_file(entry.path().string()));
    const std::string name = entry.path().filename().string();
    EXPECT_EQ(judged.totals.tally.errors, 0U) << name << testing::PrintToString(judged.texts());
    if (name == "commercial-subscriber.x12")
      EXPECT_THAT(judged.findings, testing::Each(testing::Field(&findings::Finding::code, "X12-5-0003")));
    else
      EXPECT_THAT(judged.texts(), IsEmpty()) << name;
  }
  EXPECT_GE(files, 12);
}

TEST(Fixtures, WhatTheGoodFilesHold) {
  const Totals one = judge(File::fixture("commercial-dependent.x12")).totals;
  EXPECT_EQ(one.interchanges, 1U);
  EXPECT_EQ(one.transactions, 1U);
  EXPECT_EQ(one.claims, 2U);
  EXPECT_EQ(one.segments, 59U);
  const Totals several = judge(read_file(fixture_path("several-groups.x12"))).totals;
  EXPECT_EQ(several.interchanges, 2U);
  EXPECT_EQ(several.transactions, 4U);
  EXPECT_EQ(several.claims, 4U);
}

TEST(Fixtures, FilesOfOthersPassAtLevel2) {
  const std::string folder = std::string(CALX_SOURCE_DIR) + "/../shared/examples/x12";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "the examples are not here";
  Asked asked;
  asked.options.level = 2;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const Judged judged = judge(read_file(entry.path().string()), asked);
    EXPECT_GT(judged.totals.claims, 0U) << entry.path();
    EXPECT_EQ(judged.totals.tally.errors, 0U) << entry.path() << testing::PrintToString(judged.texts());
  }
}

TEST(Fixtures, PlacesOfAFinding) {
  const findings::Finding finding = judge(read_file(fixture_path("bad/npi-check-digit.x12"))).only();
  EXPECT_EQ(finding.file, "test.x12");
  EXPECT_EQ(finding.loop, "2310B");
  EXPECT_EQ(finding.path, "2000A[1]/2000B[1]/2300[1]/2310B[1]");
  EXPECT_EQ(finding.segment_ordinal, 23U);
  EXPECT_EQ(finding.transaction_ordinal, 21U);
  EXPECT_EQ(finding.isa, "000000001");
  EXPECT_EQ(finding.gs, "1");
  EXPECT_EQ(finding.st, "0001");
  EXPECT_EQ(finding.claim, "BAD-0001");
  EXPECT_EQ(finding.severity, findings::Severity::error);
  EXPECT_EQ(finding.snip, 5);
  ASSERT_TRUE(finding.offset.has_value());
  EXPECT_EQ(*finding.offset, read_file(fixture_path("bad/npi-check-digit.x12")).find("NM1*82"));
}

TEST(Fixtures, TheSecondPatientsClaim) {
  File file = File::fixture("commercial-dependent.x12");
  const findings::Finding finding =
      judge(file.replace(55, "*UN*1", "*XX*1")).only();  // SV1 of the second claim's line 2
  EXPECT_EQ(in_short(finding), "X12-2-0060 SV1(55) 3");
  EXPECT_EQ(finding.path, "2000A[1]/2000B[1]/2000C[2]/2300[1]/2400[2]");
  EXPECT_EQ(finding.claim, "CD-0002");
}

}  // namespace
}  // namespace calx::validate
