// A run: what is left out, what is refused, the manifest.
#include <nlohmann/json.hpp>

#include "network_fixture.hpp"

namespace calx::network {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(NetworkTest, AnErrorMeansThatNothingIsWritten) {
  copy_tables(fixtures / "small");
  copy_tables(fixtures / "bad" / "0214-county");
  const WritingSummary summary = write();
  EXPECT_EQ(summary.tally.errors, 1u);
  EXPECT_THAT(summary.files, IsEmpty());
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(NetworkTest, WhatIsInvalidIsLeftOutWithWhatHangsOnIt) {
  copy_tables(fixtures / "small");
  copy_tables(fixtures / "bad" / "0214-county");  // site S1, where P1 and P2 work
  request_.skip_invalid = true;
  const WritingSummary summary = write();
  ASSERT_EQ(summary.files.size(), 1u);
  EXPECT_EQ(summary.files[0].counts.groups, 1u);
  EXPECT_EQ(summary.files[0].counts.sites, 1u);
  EXPECT_EQ(summary.files[0].counts.providers, 1u);
  EXPECT_THAT(written(), Not(HasSubstr("MUESTRA")));
  EXPECT_THAT(judged(written()), IsEmpty());

  const auto manifest = nlohmann::json::parse(content_of(folder_ / "out" / "manifest.json"));
  // groups 1, sites 1, providers 2, provider-sites 2, taxonomies 2, identifiers 3, ecm-cs 2
  EXPECT_EQ(manifest["totals"]["left_out"], 13);
  EXPECT_EQ(manifest["totals"]["rows"], 20);
  EXPECT_EQ(manifest["totals"]["written"], 7);
  EXPECT_EQ(manifest["month"], "202605");
  EXPECT_EQ(manifest["inputs"][2]["name"], "sites.csv");
  EXPECT_EQ(manifest["inputs"][2]["left_out"], 1);
  EXPECT_EQ(manifest["files"][0]["isa"], "000000007");
  EXPECT_EQ(manifest["files"][0]["providers"], 1);
}

TEST_F(NetworkTest, FilesArePrivateAndNeverReplacedUnasked) {
  copy_tables(fixtures / "small");
  write();
  EXPECT_EQ(fs::status(folder_ / "out").permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(folder_ / "out" / "305_274_20260501_00001.dat").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  const auto again = try_write();
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Failure::Kind::world);
  EXPECT_THAT(again.error().message, HasSubstr("it exists already"));
}

TEST_F(NetworkTest, WhatTheValidatorRefusesIsNotReleased) {
  copy_tables(fixtures / "small");
  request_.validate = [](const std::string&, findings::Sink&) -> Result<bool> { return false; };
  const auto refused = try_write();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("does not pass its own validation"));
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(NetworkTest, OneFileAPlanCode) {
  copy_tables(fixtures / "small");
  table("plan", "Plan Code,Plan Name\n306,Plan of Madera\n305,Example Health Plan\n");
  const WritingSummary summary = write();
  ASSERT_EQ(summary.files.size(), 2u);
  EXPECT_EQ(summary.files[0].name, "305_274_20260501_00001.dat");
  EXPECT_EQ(summary.files[0].counts.sites, 2u);
  EXPECT_EQ(summary.files[1].name, "306_274_20260501_00002.dat");
  EXPECT_EQ(summary.files[1].isa, "000000008");
  EXPECT_EQ(summary.files[1].counts.sites, 1u) << "S2 says 305";
  EXPECT_THAT(written("306_274_20260501_00002.dat"), HasSubstr("*ZZ*123456789306   *"));
}

TEST_F(NetworkTest, AProfileOfAnotherPlanCodeIsRefused) {
  copy_tables(fixtures / "small");
  request_.profile.submitter.plan_code = "399";
  EXPECT_THAT(write().files, IsEmpty());
  EXPECT_THAT(codes(), Contains("NET-0502"));
}

TEST_F(NetworkTest, WithoutAPlanTableTheProfileSpeaks) {
  copy_tables(fixtures / "small");
  fs::remove(folder_ / "tables" / "plan.csv");
  write();
  EXPECT_THAT(written(), HasSubstr("~PER*BJ*EDI DESK*TE*9165551234*EM*edi@example.org~"));
  EXPECT_THAT(written(), HasSubstr("~NM1*ACV*2*EXAMPLE HEALTH PLAN~"));
}

TEST_F(NetworkTest, APlanCodeWithoutSitesIsAnError) {
  copy_tables(fixtures / "small");
  table("plan", "Plan Code,Plan Name\n305,Example Health Plan\n306,Other\n");
  std::string sites = content_of(fixtures / "small" / "sites.csv");
  const std::string before = "Muestra Care Center,1888888884,,,";
  sites.replace(sites.find(before), before.size(), "Muestra Care Center,1888888884,,305,");
  table("sites", sites);
  write();
  EXPECT_THAT(codes(), Contains("NET-0503"));
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(NetworkTest, TheTemplateIsADirectoryWithoutErrors) {
  for (const auto& [name, text] : template_tables(shared().knowledge.columns))
    std::ofstream(folder_ / "tables" / name, std::ios::binary) << text;
  const Directory directory = read();
  EXPECT_THAT(found(), IsEmpty());
  EXPECT_EQ(directory.network.providers.size(), 3u);
  for (const TableCount& count : directory.tables) EXPECT_GT(count.kept, 0u) << count.name;
}

TEST_F(NetworkTest, HeadersAreKnownByAnyOfTheirNames) {
  copy_tables(fixtures / "small");
  table("groups",
        "\xEF\xBB\xBFgroup number;EFFECTIVE-DATE;practice_name;NPI\nG1;1/1/2024;Muestra;1999999992\nG2;;Inventada;\n");
  const Directory directory = read();
  EXPECT_THAT(found(), IsEmpty());
  ASSERT_EQ(directory.network.groups.size(), 2u);
  EXPECT_EQ(directory.network.groups[0].name.last, "Muestra");
  EXPECT_EQ(text::to_iso(*directory.network.groups[0].contract.start), "2024-01-01");
}

TEST_F(NetworkTest, TheFixtureHasWhatItPromises) {
  copy_tables(fixtures);
  const Directory directory = read();
  for (const findings::Finding& finding : findings_.findings)
    EXPECT_NE(finding.severity, findings::Severity::error) << finding.code << " " << finding.file << " " << finding.row;
  EXPECT_GE(directory.network.groups.size(), 3u);
  EXPECT_GE(directory.network.sites.size(), 12u);
  EXPECT_GE(directory.network.providers.size(), 60u);
}

}  // namespace
}  // namespace calx::network
