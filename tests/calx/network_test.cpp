// calx network and calx template network as their users meet them.
#include "command.hpp"

namespace {

using ::testing::HasSubstr;

const std::string write_network = "network write '" + fixtures + "network' --profile '" + fixtures +
                                  "profiles/plan.toml' --out out --date 2026-05-01 --first-control 3";
const std::string file = "EXAMPLE_305_274_20260501_00001.dat";

TEST_F(Command, WritesANetworkThatTheStateTakesAndReadsItBack) {
  const Outcome written = run(write_network);
  EXPECT_EQ(written.status, 0) << written.output;
  EXPECT_THAT(written.output, HasSubstr("out/" + file + ": 4 groups, 12 sites, 62 providers (79 at sites)"));
  const Outcome judged = run("validate out/*.dat --overlay dhcs-274 --date 2026-05-01");
  EXPECT_EQ(judged.status, 0) << judged.output;
  EXPECT_THAT(judged.output, HasSubstr(" 0 errors, 0 warnings"));

  EXPECT_EQ(run("network read out/" + file + " --out tables").status, 0);
  const Outcome again = run("network write tables --profile '" + fixtures +
                            "profiles/plan.toml' --out again --date 2026-05-01 --first-control 3");
  EXPECT_EQ(again.status, 0) << again.output;
  EXPECT_EQ(read("again/" + file), read("out/" + file));

  EXPECT_EQ(run(write_network).status, 3) << "a target that exists";
  EXPECT_EQ(run(write_network + " --force").status, 0);
}

TEST_F(Command, TheTemplateOfANetworkIsWritten) {
  ASSERT_EQ(run("template network --out tables").status, 0);
  ASSERT_EQ(run("init").status, 0);
  const Outcome written = run("network write tables --profile plan.toml --out out --date 2026-05-01");
  EXPECT_EQ(written.status, 0) << written.output;
  EXPECT_THAT(written.output, HasSubstr("2 groups, 2 sites, 3 providers"));
  EXPECT_EQ(run("template network --out tables").status, 3) << "tables that exist";
  EXPECT_THAT(run("template network --describe").output, HasSubstr("sites.csv\n  Site ID\n      required; "));
}

TEST_F(Command, AnErrorInATableMeansNoFileUnlessTheInvalidIsSkipped) {
  fs::create_directory(folder_ / "tables");
  for (const std::string name : {"plan", "groups", "providers", "provider-sites"})
    fs::copy_file(fixtures + "network/small/" + name + ".csv", folder_ / "tables" / (name + ".csv"));
  fs::copy_file(fixtures + "network/bad/0214-county/sites.csv", folder_ / "tables/sites.csv");
  const std::string command =
      "network write tables --profile '" + fixtures + "profiles/plan.toml' --out out --date 2026-05-01";
  const Outcome refused = run(command);
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.output, HasSubstr("tables/sites.csv\n  Row 2: 1 error\n    error at County: this is none of "
                                        "California's 58 counties; did you mean Fresno? [NET-0214]"));
  EXPECT_FALSE(fs::exists(folder_ / "out"));
  const Outcome skipped = run(command + " --skip-invalid");
  EXPECT_EQ(skipped.status, 1);
  EXPECT_THAT(skipped.output, HasSubstr("1 group, 1 site, 1 provider"));
  EXPECT_THAT(read("out/manifest.json"), HasSubstr("\"left_out\": 6"));
}

TEST_F(Command, ANetworkThatCannotBeReadIsSaidSo) {
  EXPECT_EQ(run("network").status, 2);
  EXPECT_EQ(run("network write nowhere --profile '" + fixtures + "profiles/plan.toml' --out out").status, 3);
  EXPECT_EQ(run("network write '" + fixtures + "network' --profile nothing.toml --out out").status, 3);
  EXPECT_EQ(run("network read nothing.dat --out tables").status, 3);
  const Outcome other = run("network read '" + fixtures + "837p/ecm.x12' --out tables");
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.output, HasSubstr("this is no 274: it holds a transaction set 837 of version 005010X222A1"));
  EXPECT_FALSE(fs::exists(folder_ / "tables"));
}

}  // namespace
