// calx network diff, check and report as their users meet them. What they find is tested in the library.
#include "command.hpp"

namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class NetworkViews : public Command {
 protected:
  void SetUp() override {
    Command::SetUp();
    write_tables("network", "559-555-0100");
  }

  /// One group, one site, one provider; nobody of whom exists.
  void write_tables(const std::string& folder, const std::string& phone) const {
    fs::create_directory(folder_ / folder);
    write(folder + "/groups.csv",
          "Group ID,Group Name,Group NPI,Contract Start\nG1,Muestra Partners,2000000085,2026-01-01\n");
    write(folder + "/sites.csv",
          "Site ID,Group ID,Site Name,Phone,Address,City,State,ZIP,County\n"
          "S1,G1,Central,\"" +
              phone + "\",1 Pretend Street,Fresno,CA,93721,Fresno\n");
    write(folder + "/providers.csv",
          "Provider ID,Last Name or Organization,First Name,NPI\nP1,Inventada,Ana,2000000093\n");
    write(folder + "/provider-sites.csv",
          "Provider ID,Site ID,Contract Start,Contract End\nP1,S1,2026-01-01,2026-02-10\n");
    write(folder + "/ecm-cs.csv",
          "Provider ID,Program,Populations of Focus,Capacity\n"
          "P1,ECM,adult: Individuals experiencing homelessness,40\n");
  }
};

TEST_F(NetworkViews, DiffSaysWhatDiffersAndEndsWithOneThen) {
  const Outcome same = run("network diff network network");
  EXPECT_EQ(same.status, 0) << same.output;
  EXPECT_THAT(same.output, HasSubstr("No differences."));

  write_tables("new", "559-555-0111");
  const Outcome other = run("network diff network new --format csv --output changes.csv");
  EXPECT_EQ(other.status, 1);
  EXPECT_EQ(read("changes.csv"),
            "Change,Of,Name,NPI,Where,What,Before,After\r\n"
            "changed,site,Central,,,Phone,5595550100,5595550111\r\n");
  EXPECT_EQ(run("network diff network new --output changes.csv").status, 3) << "it exists";
  EXPECT_EQ(run("network diff network new --output changes.csv --force").status, 1);
}

TEST_F(NetworkViews, TablesDoNotDifferFromThe274WrittenOfThem) {
  ASSERT_EQ(
      run("network write network --profile '" + fixtures + "profiles/plan.toml' --out out --date 2026-05-01").status,
      0);
  for (const char* pair : {"network out/*.dat", "out/*.dat network", "out/*.dat out/*.dat"})
    EXPECT_EQ(run(std::string("network diff ") + pair).status, 0) << pair;
}

TEST_F(NetworkViews, WhatIsNoNetworkIsOneSentence) {
  write("empty.dat", "");
  fs::create_directory(folder_ / "nothing");
  const std::string claims = "'" + fixtures + "837p/ecm.x12'";
  EXPECT_THAT(run("network diff network " + claims).output,
              HasSubstr("this is no 274: it holds a transaction set 837"));
  for (const std::string& bad : {claims, std::string("empty.dat"), std::string("nothing")}) {
    EXPECT_EQ(run("network diff network " + bad).status, 1) << bad;
    EXPECT_EQ(run("network diff " + bad + " network").status, 1) << bad;
  }
  EXPECT_EQ(run("network diff network nowhere").status, 3);
  EXPECT_EQ(run("network diff network").status, 2);
  EXPECT_EQ(run("network diff network network --format xml").status, 2);
}

TEST_F(NetworkViews, AnInputIsNeverTheOutputAndStandardInputIsReadOnce) {
  const std::string sites = read("network/sites.csv");
  for (const char* const line : {"report network --force --output network/sites.csv",
                                 "diff network network --force --output ./network/sites.csv",
                                 "diff network/sites.csv network --force --output network/sites.csv"}) {
    const Outcome outcome = run(std::string("network ") + line);
    EXPECT_EQ(outcome.status, 2) << line;
    EXPECT_THAT(outcome.output, HasSubstr("sites.csv is one of the inputs")) << line;
  }
  EXPECT_EQ(read("network/sites.csv"), sites);
  for (const char* const line : {"network diff - -", "network check --network - --encounters -", "validate - -",
                                 "convert - - --profile plan.toml --out out"}) {
    const Outcome outcome = run(std::string(line) + " < /dev/null");
    EXPECT_EQ(outcome.status, 2) << line;
    EXPECT_THAT(outcome.output, HasSubstr("Standard input (-) can be read only once")) << line;
  }
}

// ecm.x12 is billed by 2000000085; 2000000093 renders on 3, 10 and 24 February, 2000000135 on 17 February.
TEST_F(NetworkViews, CheckFindsWhoIsNotUnderContract) {
  const std::string claims = " --encounters '" + fixtures + "837p/ecm.x12'";
  const Outcome text = run("network check --network network" + claims);
  EXPECT_EQ(text.status, 1);
  EXPECT_THAT(text.output,
              HasSubstr("the rendering provider with NPI 2000000135 is not in the network: 1 service of 1 claim"));
  EXPECT_THAT(text.output, Not(HasSubstr("2000000085")));
  EXPECT_THAT(
      text.output,
      HasSubstr(
          "the rendering provider with NPI 2000000093 has no contract on the day of service: 1 service of 1 claim"));
  const Outcome lines = run("network check --network network --format jsonl" + claims);
  EXPECT_EQ(lines.status, 1);
  EXPECT_THAT(lines.output, HasSubstr(R"("code":"NET-0702","severity":"error")"));
  EXPECT_THAT(lines.output, HasSubstr(R"("claims":2,)"));

  write("network/providers.csv",
        "Provider ID,Last Name or Organization,First "
        "Name,NPI\nP1,Inventada,Ana,2000000093\nP2,Inventado,Beto,2000000135\n");
  write("network/provider-sites.csv", "Provider ID,Site ID\nP1,S1\nP2,S1\n");
  const Outcome fine = run("network check --network network" + claims);
  EXPECT_EQ(fine.status, 0) << fine.output;
}

TEST_F(NetworkViews, CheckRefusesWhatIsNoEncounters) {
  write("empty.dat", "");
  const std::string check = "network check --network network --encounters ";
  const Outcome directory = run(check + "'" + fixtures + "274/network.x12'");
  EXPECT_EQ(directory.status, 1);
  EXPECT_THAT(directory.output,
              HasSubstr("this is no 837P: it holds a transaction set 274 of version 004050X109 [NET-0706]"));
  const Outcome empty = run(check + "empty.dat");
  EXPECT_EQ(empty.status, 1);
  EXPECT_THAT(empty.output, HasSubstr("this is no 837P: it is empty"));
  EXPECT_EQ(run(check + "nowhere.dat").status, 3);
  EXPECT_EQ(run("network check --network '" + fixtures + "837p/ecm.x12' --encounters empty.dat").status, 1);
  EXPECT_EQ(run("network check --network network").status, 2);
}

TEST_F(NetworkViews, ReportCountsByCounty) {
  const std::string report = "network report network --date 2026-02-01 --counties Fresno,Kings";
  const Outcome text = run(report);
  EXPECT_EQ(text.status, 0) << text.output;
  EXPECT_THAT(text.output, HasSubstr("Providers under contract on 2026-02-01: 1, at 1 site\n"));
  EXPECT_THAT(text.output, HasSubstr("Counties with no provider: 1 of 2\n  Kings\n"));
  EXPECT_THAT(run("network report network --date 2026-03-01").output,
              HasSubstr(": 0, at 0 sites; not under contract on that day and not counted: 1\n"));
  EXPECT_EQ(run(report + " --format csv --output counts.csv").status, 0);
  EXPECT_THAT(read("counts.csv"),
              HasSubstr("\nprogram,ECM,(all),1,1,40\r\nprogram,ECM,Fresno,1,1,\r\nprogram,ECM,Kings,0,0,\r\n"));

  EXPECT_THAT(run("network report '" + fixtures + "274/network.x12'").output, HasSubstr("a 274 holds no counties"));
  EXPECT_EQ(run("network report network --counties Kingz").status, 2);
  EXPECT_EQ(run("network report '" + fixtures + "837p/ecm.x12'").status, 1);
  EXPECT_EQ(run("network report nowhere").status, 3);
}

}  // namespace
