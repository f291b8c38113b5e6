#include "report/selection.hpp"

#include <gmock/gmock.h>

#include "report_fixture.hpp"

namespace calx::report {
namespace {

using findings::Severity;
using testing::ElementsAre;

/// What a writer was told.
class Heard final : public Writer {
 public:
  void report(findings::Finding finding) override { lines.push_back("shown " + in_short(finding)); }
  void withhold(const findings::Finding& finding) override { lines.push_back("withheld " + in_short(finding)); }
  void finish(const Summary&) override {}
  std::vector<std::string> lines;

 private:
  static std::string in_short(const findings::Finding& finding) {
    return finding.code + " " + finding.file + (finding.value.empty() ? "" : " " + finding.value);
  }
};

findings::Finding finding(const std::string& code, Severity severity = Severity::error,
                          const std::string& file = "a.x12") {
  findings::Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.snip = 2;
  finding.file = file;
  finding.message = "message of " + code;
  finding.value = "TESTERMAN";
  return finding;
}

TEST(Selection, TakesValuesOutUnlessTheyAreWanted) {
  Heard heard;
  Selection without(heard, {}), with(heard, {7, 0, true});
  without.report(finding("A"));
  with.report(finding("A"));
  EXPECT_THAT(heard.lines, ElementsAre("shown A a.x12", "shown A a.x12 TESTERMAN"));
}

TEST(Selection, KeepsToTheLevel) {
  Heard heard;
  Selection selection(heard, {1, 0, false});
  selection.report(finding("A"));
  Summary summary;
  selection.add_to(summary);
  EXPECT_THAT(heard.lines, ElementsAre());
  EXPECT_EQ(summary.tally.errors, 0U);
  EXPECT_TRUE(summary.codes.empty());
}

TEST(Selection, LimitsEachFileAndCountsTheRest) {
  Heard heard;
  Selection selection(heard, {7, 2, false});
  for (int i = 0; i < 4; ++i) selection.report(finding("A"));
  selection.report(finding("B", Severity::warning, "b.x12"));
  EXPECT_THAT(heard.lines,
              ElementsAre("shown A a.x12", "shown A a.x12", "withheld A a.x12", "withheld A a.x12", "shown B b.x12"));
  Summary summary;
  selection.add_to(summary);
  EXPECT_EQ(summary.tally.errors, 4U);
  EXPECT_EQ(summary.tally.warnings, 1U);
  EXPECT_EQ(summary.withheld, 2U);
}

TEST(Selection, SumsUpByCode) {
  Heard heard;
  Selection selection(heard, {7, 1, false});
  for (const char* code : {"D", "C", "C", "A", "B", "C"}) selection.report(finding(code, Severity::warning));
  selection.report(finding("Z", Severity::error));
  selection.report(finding("I", Severity::info));
  for (int i = 0; i < 9; ++i) selection.report(finding("I", Severity::info));
  selection.report(finding("A", Severity::error));
  Summary summary;
  selection.add_to(summary);
  std::vector<std::string> lines;
  for (const CodeCount& entry : summary.codes)
    lines.push_back(std::string(findings::to_string(entry.severity)) + " " + std::to_string(entry.count) + " " +
                    entry.code + " " + entry.message);
  EXPECT_THAT(lines, ElementsAre("error 1 A message of A", "error 1 Z message of Z", "warning 3 C message of C",
                                 "warning 1 A message of A", "warning 1 B message of B", "warning 1 D message of D",
                                 "info 10 I message of I"));
}

}  // namespace
}  // namespace calx::report
