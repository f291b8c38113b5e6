// The command as its users meet it: exit status, standard output, files. What it finds is tested in the library.
#include "command.hpp"

namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(Command, WithoutASubcommandIsWrongUsage) {
  EXPECT_EQ(run("").status, 2);
  const Outcome unknown = run("conver");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.output, HasSubstr("there is no command \"calx conver\"; 'calx --help' lists"));
  EXPECT_THAT(run("template invoices x").output, HasSubstr("there is no command \"calx template invoices\""));
  EXPECT_THAT(run("network").output, HasSubstr("A subcommand is required"));
  EXPECT_EQ(run("validate --level 8 x").status, 2);
  EXPECT_EQ(run("--help").status, 0);
  EXPECT_THAT(run("--version").output, testing::StartsWith("calx 0."));
}

TEST_F(Command, ASearchForNoCodeSaysSo) {
  EXPECT_THAT(run("codes search housing").output, HasSubstr("hcpcs-coding-options: "));
  EXPECT_THAT(run("codes search xqxq").output, HasSubstr("No code's text holds \"xqxq\""));
}

TEST_F(Command, TheTemplateConvertsWithTheProfileOfInit) {
  ASSERT_EQ(run("template invoice > invoices.csv").status, 0);
  ASSERT_EQ(run("init").status, 0);
  const Outcome validated = run("validate invoices.csv --date 2026-05-01");
  EXPECT_EQ(validated.status, 0) << validated.output;
  EXPECT_THAT(validated.output, HasSubstr("2 rows, 0 errors, 0 warnings"));
  const Outcome converted = run("convert invoices.csv --profile plan.toml --out out --date 2026-05-01");
  EXPECT_EQ(converted.status, 0) << converted.output;
  EXPECT_THAT(converted.output, HasSubstr("2 rows in = 2 converted + 0 rejected"));
  EXPECT_FALSE(fs::exists(folder_ / "out/rejected.csv"));
  EXPECT_THAT(read("out/manifest.json"), HasSubstr("\"converted\": 2"));
  EXPECT_EQ(fs::status(folder_ / "out").permissions(), fs::perms::owner_all);
}

TEST_F(Command, ConvertsEveryCodingOptionToAFileThatTheStateTakes) {
  const std::string convert = "convert '" + fixtures + "invoices/every-service.csv' --profile '" + fixtures +
                              "profiles/plan.toml' --out out --date 2026-05-01";
  const Outcome first = run(convert);
  EXPECT_EQ(first.status, 0) << first.output;
  EXPECT_THAT(first.output, HasSubstr("54 rows in = 54 converted + 0 rejected"));
  const Outcome judged = run("validate out/*.dat --overlay dhcs --date 2026-05-01");
  EXPECT_EQ(judged.status, 0) << judged.output;
  EXPECT_THAT(judged.output, HasSubstr(" 0 errors"));

  const Outcome again = run(convert);
  EXPECT_EQ(again.status, 3) << "a target that exists";
  EXPECT_THAT(again.output, HasSubstr("it exists already"));
  const std::string before = read("out/manifest.json");
  EXPECT_EQ(run(convert + " --force").status, 0);
  EXPECT_EQ(read("out/manifest.json"), before) << "the same input gives the same bytes";
}

TEST_F(Command, RejectsBadRowsAndSaysSo) {
  const Outcome outcome = run("convert '" + fixtures + "invoices/mixed-problems.csv' --profile '" + fixtures +
                              "profiles/plan.toml' --out out --date 2026-05-01");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.output, HasSubstr("20 rows in = 12 converted + 8 rejected"));
  EXPECT_THAT(read("out/rejected.csv"),
              HasSubstr("INV-0504: Procedure Code Modifier 1: H0044 needs one of U2 (Housing Deposits)"));
}

TEST_F(Command, ADryRunWritesNothing) {
  EXPECT_EQ(run("convert '" + fixtures + "invoices/small.csv' --profile '" + fixtures +
                "profiles/plan.toml' --out out --date 2026-05-01 --dry-run")
                .status,
            0);
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(Command, AWrongKeyOfTheProfileIsNamedWithItsLine) {
  write("plan.toml", "[submitter]\nname = \"EXAMPLE\"\ntaxid = \"123456789\"\n");
  const Outcome outcome = run("convert x.csv --profile plan.toml --out out");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.output, HasSubstr("plan.toml:3:"));
  EXPECT_THAT(outcome.output, HasSubstr("did you mean tax_id?"));
}

TEST_F(Command, ValidatesWhatComesThroughAPipe) {
  const Outcome outcome = run("validate - --date 2026-05-01 --format jsonl < '" + fixtures + "837p/ecm.x12'");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.output,
              StartsWith("{\"summary\":{\"files\":1,\"interchanges\":1,\"transactions\":1,\"claims\":2,"));
  EXPECT_EQ(run("validate - < /dev/null").status, 1) << "an empty input";
}

TEST_F(Command, HidesValuesUnlessAsked) {
  const std::string file = "'" + fixtures + "837p/bad/npi-check-digit.x12' --date 2026-05-01 --format jsonl";
  EXPECT_THAT(run("validate " + file).output, Not(HasSubstr("\"value\"")));
  EXPECT_THAT(run("validate --show-values " + file).output, HasSubstr("\"value\""));
}

TEST_F(Command, SaysWhatItCannotRead) {
  EXPECT_EQ(run("validate nowhere.x12").status, 3);
  EXPECT_THAT(run("validate .").output, HasSubstr("it is a folder, not a file"));
  EXPECT_EQ(run("validate --overlay nowhere '" + fixtures + "837p/ecm.x12'").status, 2);
  EXPECT_EQ(run("--data nowhere version").status, 2);
}

TEST_F(Command, WritesFindingsToAFile) {
  EXPECT_EQ(run("validate '" + fixtures + "837p/bad/se01-wrong.x12' --format jsonl --output findings.jsonl").status, 1);
  EXPECT_THAT(read("findings.jsonl"), HasSubstr("\"code\":\"X12-1-0017\""));
}

TEST_F(Command, ExplainsFindingsAndRules) {
  EXPECT_THAT(run("explain X12-1-0017").output, HasSubstr("IK502=4"));
  EXPECT_THAT(run("explain 2300-02").output, HasSubstr("confirmed"));
  EXPECT_THAT(run("explain DHCS-RECEIVER").output, HasSubstr("one plan's encounters"));
  EXPECT_THAT(run("explain calaim-coding").output, HasSubstr("CALAIM-CODING\n"));
  EXPECT_EQ(run("explain NOTHING-1").status, 2);
}

TEST_F(Command, ExplainsRulesThatAnOverlayHasSwitchedOffAndThoseOfOnesOwn) {
  EXPECT_THAT(run("explain 2000B-13").output, HasSubstr("off in      dhcs"));
  EXPECT_THAT(run("explain 2300-08").output, HasSubstr("said by     837P-005010X222A1, at 2300, REF[F8]"));
  write("ours.xml",
        "<overlay id=\"ours\" for=\"837P-005010X222A1\" level=\"7\"><rule id=\"OURS-1\" loop=\"2300\" "
        "confidence=\"design\" "
        "message=\"m\" source=\"our companion guide\">CLM02 above 0</rule></overlay>");
  EXPECT_THAT(run("explain OURS-1 --overlay ./ours.xml").output, HasSubstr("our companion guide"));
  EXPECT_EQ(run("explain OURS-1").status, 2);
}

TEST_F(Command, ExplainsWhatIsAskedAtAPlace) {
  const Outcome guide = run("explain --effective 2300/CLM05-03");
  EXPECT_EQ(guide.status, 0);
  EXPECT_THAT(guide.output,
              StartsWith("2300/CLM05-03 in 837P-005010X222A1\n  CLM05-03  Claim Frequency Code: required, "
                         "code, 1 character, a code of claim-frequency [837P-005010X222A1]\n"));
  EXPECT_THAT(guide.output, HasSubstr("requires REF[F8]; "));
  const Outcome overlaid = run("explain --effective 2000B/SBR09 --overlay dhcs");
  EXPECT_THAT(overlaid.output, HasSubstr(" level 7, warning: 2000B/SBR09 must be there and be MC"));
  EXPECT_THAT(overlaid.output, HasSubstr(" OFF by dhcs: level 2, warning: in 2000B: SBR requires SBR09; "));
  EXPECT_EQ(run("explain --effective 2300/CLM99").status, 2);
  EXPECT_EQ(run("explain").status, 2);
  EXPECT_EQ(run("explain 2300-08 --effective 2300/CLM").status, 2);
}

TEST_F(Command, ALongFileNeedsATemporaryFile) {
  std::string text = read(fixtures + "837p/commercial-subscriber.x12");
  const std::size_t claim = text.find("CLM*"), end = text.find("SE*");
  const std::string one = text.substr(text.find('*', claim + 4), end - text.find('*', claim + 4));
  std::string claims;
  for (int i = 0; i < 30000; ++i) claims += "CLM*LONG-" + std::to_string(i) + one;
  write("long.x12", text.substr(0, claim) + claims + text.substr(end));
  ::setenv("TMPDIR", "/nowhere/at/all", 1);
  const Outcome outcome = run("validate long.x12 --level 4 --limit-findings 1 --date 2026-05-01");
  ::unsetenv("TMPDIR");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.output, HasSubstr("No temporary file can be made in /nowhere/at/all"));
}

TEST_F(Command, ShowsATreeAndTheCodes) {
  EXPECT_THAT(run("show '" + fixtures + "837p/ecm.x12'").output, HasSubstr("Loop 2300  Claim Information"));
  EXPECT_THAT(run("codes show hcpcs-coding-options").output, HasSubstr("H0044 U2  Housing Deposits"));
  EXPECT_EQ(run("codes show nothing").status, 2);
  EXPECT_THAT(run("codes search unsheltered").output, HasSubstr("Z5902"));
}

TEST_F(Command, RunsConformanceCases) {
  const std::string bad = "'" + fixtures + "837p/bad/npi-check-digit.x12'";
  ASSERT_EQ(run("validate " + bad + " --date 2026-05-01 --format jsonl > expected.jsonl").status, 1);
  fs::create_directories(folder_ / "cases/npi");
  fs::copy_file(fixtures + "837p/bad/npi-check-digit.x12", folder_ / "cases/npi/claim.x12");
  fs::rename(folder_ / "expected.jsonl", folder_ / "cases/npi/expected.jsonl");
  write("cases/cases.csv", "file,verdict\nnpi/claim.x12,rejected\n");
  const Outcome good = run("conform cases --junit results.xml");
  EXPECT_EQ(good.status, 0) << good.output;
  EXPECT_EQ(good.output,
            "npi/claim.x12  as expected\n"
            "npi            as expected\n"
            "2 cases: 2 as expected, 0 missed, 0 not run.\n");
  EXPECT_THAT(read("results.xml"), HasSubstr("tests=\"2\" failures=\"0\" errors=\"0\""));

  write("cases/cases.csv", "file,verdict\nnpi/claim.x12,accepted\n");
  const Outcome missed = run("conform cases --misses");
  EXPECT_EQ(missed.status, 1);
  EXPECT_THAT(missed.output, StartsWith("npi/claim.x12  MISSED\n    extra    X12-5-0001 NM1(23) 9\n2 cases: "));
  EXPECT_EQ(run("conform cases --filter npi/").status, 1);
  EXPECT_EQ(run("conform cases/npi").status, 0);
  EXPECT_THAT(run("conform cases --filter nowhere").output, HasSubstr("has \"nowhere\" in its name"));
  EXPECT_EQ(run("conform cases --filter nowhere").status, 2);

  write("cases/cases.csv", "file,verdict\nnowhere.x12,accepted\n");
  EXPECT_EQ(run("conform cases").status, 3) << "an input that is not there";
  EXPECT_EQ(run("conform nowhere").status, 3);
  write("cases/cases.csv", "file,verdict\nnpi/claim.x12,fine\n");
  const Outcome wrong = run("conform cases");
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.output, HasSubstr("cases/cases.csv:2: \"fine\" is no verdict"));
}

TEST_F(Command, AFolderOfOnesOwnOverridesTheData) {
  fs::create_directories(folder_ / "mine/code-sets");
  write("mine/code-sets/claim-frequency.csv", "nonsense\n");
  const Outcome outcome = run("--data mine version");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.output, HasSubstr("claim-frequency.csv:1"));
}

}  // namespace
