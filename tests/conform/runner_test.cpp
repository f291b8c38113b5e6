#include "conform/runner.hpp"

#include <gmock/gmock.h>

#include "../files/temporary_folder.hpp"
#include "running.hpp"

namespace calx::conform {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<Expected> expected(const std::vector<std::string>& texts) {
  std::vector<Expected> all;
  for (const std::string& text : texts) all.push_back(parse_short(text).value());
  return all;
}

findings::Finding at(const std::string& code, std::uint64_t ordinal) {
  findings::Finding finding;
  finding.code = code;
  finding.segment = "HI";
  finding.segment_ordinal = ordinal;
  return finding;
}

Case fixture_case(const std::string& input, const std::vector<std::string>& findings) {
  Case entry;
  entry.input = fixture(input);
  entry.origin = "cases.csv:2";
  entry.findings = expected(findings);
  return entry;
}

TEST(Compare, TellsWhatIsMissingAndWhatIsExtra) {
  Outcome outcome;
  compare(expected({"A HI(1)", "A HI(1)", "B HI(2)"}), {at("A", 1), at("C", 3), at("B", 2)}, outcome);
  EXPECT_THAT(outcome.missing, ElementsAre("A HI(1)"));
  EXPECT_THAT(outcome.extra, ElementsAre("C HI(3)"));
  EXPECT_FALSE(outcome.as_expected());
}

TEST(Compare, FindsPartnersForAllWhereThereAreSome) {
  // The first fits both, the second only the one that the first would take.
  Expected any;
  any.code = "A";
  Expected first = any;
  first.segment_ordinal = 1;
  Outcome outcome;
  compare({any, first}, {at("A", 1), at("A", 2)}, outcome);
  EXPECT_TRUE(outcome.as_expected());
  compare({any, first}, {at("A", 2), at("A", 3)}, outcome);
  EXPECT_THAT(outcome.missing, ElementsAre("A (1)"));
  EXPECT_EQ(outcome.extra.size(), 1U);
}

TEST(Runner, JudgesX12ByTheCasesOptions) {
  Runner runner = make_runner();
  Case entry = fixture_case("837p/bad/npi-check-digit.x12", {"X12-5-0001 NM1(23) 9"});
  EXPECT_TRUE(runner.run(entry).as_expected());
  entry.level = 4;
  const Outcome below = runner.run(entry);
  EXPECT_THAT(below.missing, ElementsAre("X12-5-0001 NM1(23) 9"));
  EXPECT_THAT(below.extra, IsEmpty());
  entry.level = 7;
  entry.overlays = {"dhcs"};
  EXPECT_THAT(runner.run(entry).extra, testing::Contains("DHCS-RECEIVER NM1(7) 9"));
}

TEST(Runner, JudgesByTheDate) {
  Runner runner = make_runner();
  Case entry = fixture_case("837p/ecm.x12", {});
  EXPECT_TRUE(runner.run(entry).as_expected());
  entry.date = text::parse_iso_date("2026-03-14").value();  // the file is of the day after
  EXPECT_THAT(runner.run(entry).extra, testing::Contains("X12-1-0027 GS(2) 4"));
}

TEST(Runner, JudgesInvoices) {
  Runner runner = make_runner();
  EXPECT_TRUE(runner.run(fixture_case("invoices/small.csv", {})).as_expected());
  EXPECT_TRUE(runner.run(fixture_case("invoices/small.jsonl", {})).as_expected());
  Case bad = fixture_case("invoices/bad/INV-0504.csv", {"INV-0504 row(3) Procedure Code Modifier 1"});
  EXPECT_TRUE(runner.run(bad).as_expected()) << testing::PrintToString(runner.run(bad).extra);
  bad.level = 5;
  EXPECT_THAT(runner.run(bad).missing, ElementsAre("INV-0504 row(3) Procedure Code Modifier 1"));
}

TEST(Runner, ComparesVerdicts) {
  Runner runner = make_runner();
  Case entry = fixture_case("837p/bad/trailing-separator.x12", {});  // a warning
  entry.findings.reset();
  entry.verdict = Verdict::accepted;
  EXPECT_TRUE(runner.run(entry).as_expected());
  entry.verdict = Verdict::rejected;
  EXPECT_THAT(runner.run(entry).missing, ElementsAre("an error"));
  entry.input = fixture("837p/bad/se01-wrong.x12");
  EXPECT_TRUE(runner.run(entry).as_expected());
  entry.verdict = Verdict::accepted;
  EXPECT_THAT(runner.run(entry).extra, ElementsAre("X12-1-0017 SE(30) 1"));
}

TEST(Runner, SaysWhatItCannotRead) {
  Runner runner = make_runner();
  const Outcome missing = runner.run(fixture_case("837p/nowhere.x12", {}));
  ASSERT_TRUE(missing.failure);
  EXPECT_FALSE(missing.as_expected());
  EXPECT_EQ(missing.failure->kind, Failure::Kind::world);
  EXPECT_THAT(missing.failure->message, testing::StartsWith("cases.csv:2: "));
  Case entry = fixture_case("837p/ecm.x12", {});
  entry.overlays = {"nowhere"};
  const Outcome overlay = runner.run(entry);
  ASSERT_TRUE(overlay.failure);
  EXPECT_EQ(overlay.failure->kind, Failure::Kind::usage);
}

TEST(Runner, SaysAWrongGrammarOnce) {
  EXPECT_TRUE(make_runner().check_grammars());
  const files::tests::TemporaryFolder folder;
  folder.write("grammars/999-005010X231A1.xml", "<grammar/>");
  const files::Resources resources = must(files::Resources::with_overrides(folder.path()));
  const BuiltIn& all = built_in();
  const auto wrong = Runner({resources, all.catalogue, all.codes, all.coding_options, all.elements}).check_grammars();
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, Failure::Kind::usage);
  EXPECT_THAT(wrong.error().message, HasSubstr("999-005010X231A1.xml:1"));
}

TEST(Runner, TakesOverlaysOfTheCasesOwn) {
  const files::tests::TemporaryFolder folder;
  Case entry = fixture_case("837p/ecm.x12", {"OURS-1 CLM(21) 7"});
  entry.findings = {};
  entry.verdict = Verdict::rejected;
  entry.overlays = {folder.write("ours.xml", R"(<overlay id="ours" for="837P-005010X222A1" level="7" name="ours">
<element id="OURS-1" at="2300/CLM07" values="B" confidence="design" source="ours" message="CLM07 must be {values}."/>
</overlay>)")};
  Runner runner = make_runner();
  const Outcome outcome = runner.run(entry);
  EXPECT_TRUE(outcome.as_expected()) << (outcome.failure ? outcome.failure->message : "");
}

}  // namespace
}  // namespace calx::conform
