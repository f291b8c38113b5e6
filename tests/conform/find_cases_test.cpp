#include "conform/find_cases.hpp"

#include <gmock/gmock.h>

#include "../files/temporary_folder.hpp"

namespace calx::conform {
namespace {

using files::tests::TemporaryFolder;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> titles(const std::vector<Case>& cases) {
  std::vector<std::string> all;
  for (const Case& entry : cases) all.push_back(entry.title());
  return all;
}

/// The sentence of a file that is refused.
std::string refusal(const std::string& name, const std::string& text) {
  const TemporaryFolder folder;
  folder.write(name, text);
  folder.write("input.x12", "");
  const auto cases = find_cases(folder.path());
  if (cases) return "taken";
  EXPECT_EQ(cases.error().kind, Failure::Kind::usage);
  const std::string& message = cases.error().message;
  EXPECT_THAT(message, testing::StartsWith(folder.path(name) + ":"));
  return message.substr(std::min(message.size(), folder.path(name).size()));
}

TEST(FindCases, GoesIntoAllFoldersInTheOrderOfTheirNames) {
  const TemporaryFolder folder;
  folder.write("b/cases.csv", "file,rule,findings\nz.x12,R-1,\na.x12,,\n");
  folder.write("a/two/expected.jsonl", "");
  folder.write("a/two/input.x12", "");
  folder.write("a/one/expected.jsonl", "");
  folder.write("a/one/invoice.csv", "");
  folder.write("a/one/README.md", "");
  folder.write("a/.hidden/cases.csv", "wrong");
  folder.write("cases.csv", "file,verdict\nroot.x12,accepted\n");
  folder.write("elsewhere/coverage.csv", "");
  const auto cases = find_cases(folder.path());
  ASSERT_TRUE(cases) << cases.error().message;
  EXPECT_THAT(titles(*cases), ElementsAre("root.x12", "a/one", "a/two", "b/z.x12 for R-1", "b/a.x12"));
  EXPECT_EQ((*cases)[1].input, folder.path("a/one/invoice.csv"));
  EXPECT_EQ((*cases)[3].input, folder.path("b/z.x12"));
  EXPECT_EQ((*cases)[3].origin, folder.path("b/cases.csv") + ":2");
}

TEST(FindCases, ReadsTheColumnsOfATable) {
  const auto cases = read_table(
      "\xEF\xBB\xBF"
      "about,date,level,overlays,rule,file,findings\r\n"
      "\"a, b\",2026-01-31,3, dhcs  ./ours.xml ,2300-08,../x/f.x12,\"2300-08 HI(23) 2-2 ; X12-1-0001 (0)\"\r\n"
      "\r\n"
      ",,,,,g.x12,\r\n",
      "dir/cases.csv", ".");
  ASSERT_TRUE(cases) << cases.error().message;
  ASSERT_EQ(cases->size(), 2U);
  const Case& first = cases->front();
  EXPECT_EQ(first.rule, "2300-08");
  EXPECT_EQ(first.input, "x/f.x12");
  EXPECT_THAT(first.overlays, ElementsAre("dhcs", "dir/ours.xml"));
  EXPECT_EQ(first.level, 3);
  EXPECT_EQ(text::to_iso(first.date), "2026-01-31");
  ASSERT_TRUE(first.findings);
  ASSERT_EQ(first.findings->size(), 2U);
  EXPECT_EQ(in_short(first.findings->front()), "2300-08 HI(23) 2-2");
  EXPECT_FALSE(first.verdict);
  const Case& second = cases->back();
  EXPECT_EQ(second.origin, "dir/cases.csv:4");
  EXPECT_EQ(second.level, 7);
  EXPECT_EQ(text::to_iso(second.date), "2026-05-01");
  ASSERT_TRUE(second.findings);
  EXPECT_THAT(*second.findings, IsEmpty());
}

TEST(FindCases, AVerdictStandsInForFindings) {
  const auto cases =
      read_table("file,findings,verdict\na.x12,,accepted\nb.x12,,rejected\nc.x12,2300-08 HI(23),rejected\nd.x12,,\n",
                 "cases.csv", ".");
  ASSERT_TRUE(cases) << cases.error().message;
  EXPECT_EQ((*cases)[0].verdict, Verdict::accepted);
  EXPECT_FALSE((*cases)[0].findings);
  EXPECT_EQ((*cases)[1].verdict, Verdict::rejected);
  EXPECT_TRUE((*cases)[2].findings);
  EXPECT_EQ((*cases)[2].verdict, Verdict::rejected);
  EXPECT_TRUE((*cases)[3].findings);
  EXPECT_FALSE((*cases)[3].verdict);
}

TEST(FindCases, OneInputMayServeSeveralCases) {
  const auto cases =
      read_table("file,rule,level,findings\na.x12,R-1,,\na.x12,R-2,,\na.x12,R-1,3,\n", "cases.csv", "claims");
  ASSERT_TRUE(cases) << cases.error().message;
  EXPECT_THAT(titles(*cases),
              ElementsAre("claims/a.x12 for R-1", "claims/a.x12 for R-2", "claims/a.x12 for R-1 (line 4)"));
}

TEST(FindCases, NamesTheLineOfAWrongTable) {
  EXPECT_THAT(refusal("cases.csv", ""), HasSubstr(":1: the file is empty"));
  EXPECT_THAT(refusal("cases.csv", "rule,findings\n"), HasSubstr(":1: the column \"file\" is missing"));
  EXPECT_THAT(refusal("cases.csv", "file,rule\n"), HasSubstr(":1: a column \"findings\" or \"verdict\""));
  EXPECT_THAT(refusal("cases.csv", "file,findigs\n"), HasSubstr(":1: \"findigs\" is no column"));
  EXPECT_THAT(refusal("cases.csv", "file,findings,file\n"), HasSubstr(":1: the column \"file\" stands twice"));
  EXPECT_THAT(refusal("cases.csv", "file,findings\na.x12\n"), HasSubstr(":2: this row has 1 cells and the header 2"));
  EXPECT_THAT(refusal("cases.csv", "file,findings\na.x12,\"x\n"), HasSubstr(":2: a quote opens here"));
  EXPECT_THAT(refusal("cases.csv", "file,findings\na.x12,\n,2300-08 HI(1)\n"), HasSubstr(":3: the column \"file\""));
  EXPECT_THAT(refusal("cases.csv", "file,findings,about\na.x12,,\"two\nlines\"\nb.x12,nonsense here,\n"),
              HasSubstr(":4: \"nonsense here\" is no finding"));
  EXPECT_THAT(refusal("cases.csv", "file,findings,level\na.x12,,8\n"), HasSubstr(":2: \"8\" is no level"));
  EXPECT_THAT(refusal("cases.csv", "file,findings,date\na.x12,,2026-02-30\n"), HasSubstr(":2: \"2026-02-30\" is no"));
  EXPECT_THAT(refusal("cases.csv", "file,verdict\na.x12,fine\n"), HasSubstr(":2: \"fine\" is no verdict"));
  EXPECT_THAT(refusal("cases.csv", "file,verdict\na.x12,accepted\na.x12,rejected\n"),
              HasSubstr(":3: this is the case of line 2 again"));
}

TEST(FindCases, ReadsExpectedLines) {
  const auto entry = read_expected(
      "{\"options\":{\"overlays\":[\"dhcs\",\"./ours.xml\"],\"level\":3,\"date\":\"2026-01-31\"}}\n"
      "{\"file\":\"a.x12\",\"code\":\"2300-08\",\"severity\":\"error\",\"segment\":\"HI\",\"segment_ordinal\":23,"
      "\"element\":2,\"component\":2,\"repetition\":1}\r\n"
      "\n"
      "{\"code\":\"INV-0504\",\"row\":14,\"column\":\"Procedure Code\"}\n"
      "{\"summary\":{\"files\":1}}\n",
      "dir/expected.jsonl", "dir");
  ASSERT_TRUE(entry) << entry.error().message;
  EXPECT_THAT(entry->overlays, ElementsAre("dhcs", "dir/ours.xml"));
  EXPECT_EQ(entry->level, 3);
  EXPECT_EQ(text::to_iso(entry->date), "2026-01-31");
  ASSERT_TRUE(entry->findings);
  ASSERT_EQ(entry->findings->size(), 2U);
  EXPECT_EQ(in_short(entry->findings->front()), "2300-08 HI(23) 2-2, repetition 1");
  EXPECT_FALSE(entry->findings->front().row) << "not said, not compared";
  EXPECT_EQ(in_short(entry->findings->back()), "INV-0504 row(14) Procedure Code");
}

TEST(FindCases, NamesTheLineOfWrongExpectedLines) {
  const std::string name = "expected.jsonl";
  EXPECT_THAT(refusal(name, "\n{\"code\":\n"), HasSubstr(":2: this line is not one JSON object"));
  EXPECT_THAT(refusal(name, "[]\n"), HasSubstr(":1: this line is not one JSON object"));
  EXPECT_THAT(refusal(name, "{\"segment\":\"HI\"}\n"), HasSubstr(":1: a finding needs its \"code\""));
  EXPECT_THAT(refusal(name, "{\"code\":\"A\",\"elment\":2}\n"), HasSubstr(":1: \"elment\" is no field"));
  EXPECT_THAT(refusal(name, "{\"code\":\"A\",\"element\":\"2\"}\n"), HasSubstr(":1: \"element\" must be a whole"));
  EXPECT_THAT(refusal(name, "{\"code\":\"A\",\"row\":-2}\n"), HasSubstr(":1: \"row\" must be a whole"));
  EXPECT_THAT(refusal(name, "{\"code\":7}\n"), HasSubstr(":1: \"code\" must be a text"));
  EXPECT_THAT(refusal(name, "{\"code\":\"A\"}\n{\"options\":{}}\n"), HasSubstr(":2: options belong on the first line"));
  EXPECT_THAT(refusal(name, "{\"options\":{\"levl\":7}}\n"), HasSubstr(":1: \"levl\" is no option"));
  EXPECT_THAT(refusal(name, "{\"options\":{\"level\":0}}\n"), HasSubstr(":1: \"0\" is no level"));
  EXPECT_THAT(refusal(name, "{\"options\":{\"date\":20260131}}\n"), HasSubstr(":1: \"20260131\" is no date"));
  EXPECT_THAT(refusal(name, "{\"options\":{\"overlays\":\"dhcs\"}}\n"), HasSubstr(":1: \"overlays\" must be a list"));
}

TEST(FindCases, AFolderCaseHasOneInput) {
  const TemporaryFolder folder;
  folder.write("one/expected.jsonl", "{\"options\":{\"overlays\":[\"./ours.xml\"]}}\n");
  folder.write("one/ours.xml", "");
  const auto none = find_cases(folder.path());
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().message,
              EndsWith("expected.jsonl:1: the folder must hold one input beside it, and holds none."));
  folder.write("one/input.x12", "");
  const auto one = find_cases(folder.path());
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_EQ(one->front().input, folder.path("one/input.x12"));
  folder.write("one/second.x12", "");
  const auto two = find_cases(folder.path());
  ASSERT_FALSE(two);
  EXPECT_EQ(two.error().kind, Failure::Kind::usage);
  EXPECT_THAT(two.error().message, HasSubstr("and holds 2"));
}

TEST(FindCases, SaysWhereThereIsNone) {
  const TemporaryFolder folder;
  const auto none = find_cases(folder.path());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, Failure::Kind::usage);
  EXPECT_THAT(none.error().message, HasSubstr("There is no case below"));
  const auto nowhere = find_cases(folder.path("nowhere"));
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().kind, Failure::Kind::world);
}

}  // namespace
}  // namespace calx::conform
