#include <gmock/gmock.h>

#include "report_fixture.hpp"

namespace calx::report {
namespace {

using findings::Severity;
using testing::HasSubstr;
using testing::Not;

class Text : public testing::Test {
 protected:
  std::string written() {
    writer_->flush();
    return out_.str();
  }
  void report(std::initializer_list<findings::Finding> findings) {
    for (const findings::Finding& finding : findings) writer_->report(finding);
  }
  void close(const std::string& claim, std::uint64_t offset) {
    writer_->claim_closed({"a.x12", "000000001", "1", "0001", claim, offset});
  }
  static findings::Finding between_claims(std::uint64_t offset) {
    findings::Finding finding = finding_at(offset, "NM1", 9);
    finding.gs = "1";
    finding.st = "0001";
    return finding;
  }
  std::ostringstream out_;
  std::unique_ptr<Writer> writer_ = make_writer(Form::text, out_);
};

TEST_F(Text, GathersTheFindingsOfAClaim) {
  findings::Finding at_the_end = of_claim("A-17", Severity::warning);
  at_the_end.offset = 1700;
  at_the_end.element = 2;
  at_the_end.component = 0;
  findings::Finding hinted = of_claim("A-17");
  hinted.loop = "2300";
  hinted.hint = "How to mend it.";
  report({hinted, at_the_end, of_claim("A-18", Severity::info)});
  EXPECT_EQ(written(),
            "a.x12\n"
            "  Claim A-17: 1 error, 1 warning\n"
            "    warning at segment 2 (CLM02), byte 1700: What is wrong. [X12-2-0050]\n"
            "    error at segment 2 (CLM05-03), loop 2300, byte 1840: What is wrong. [X12-2-0050]\n"
            "        How to mend it.\n"
            "  Claim A-18: 1 for information\n"
            "    info at segment 2 (CLM05-03), byte 1840: What is wrong. [X12-2-0050]\n");
}

TEST_F(Text, GathersTheFindingsOfARow) {
  report({of_row(14), of_row(14, Severity::warning), of_row(15)});
  EXPECT_EQ(written(),
            "may.csv\n"
            "  Row 14: 1 error, 1 warning\n"
            "    error at Member Gender: the gender must be F, M or U [INV-0306]\n"
            "    warning at Member Gender: the gender must be F, M or U [INV-0306]\n"
            "  Row 15: 1 error\n"
            "    error at Member Gender: the gender must be F, M or U [INV-0306]\n");
}

TEST_F(Text, SaysBeforeWhichClaimAFindingStands) {
  report({between_claims(500)});
  close("A-17", 700);
  report({between_claims(1500), of_claim("A-18")});
  close("A-18", 1700);
  report({between_claims(1700)});  // what the subscriber lacked is found after the subscriber's claims
  close("A-19", 2700);
  report({between_claims(3000)});
  const std::string text = written();
  EXPECT_THAT(text, HasSubstr("  Before claim A-17: 1 error\n    error at segment 2 (NM109), byte 500"));
  EXPECT_THAT(text, HasSubstr("  Before claim A-18: 1 error\n    error at segment 2 (NM109), byte 1500"));
  EXPECT_THAT(text, HasSubstr("  Before claim A-18: 1 error\n    error at segment 2 (NM109), byte 1700"));
  EXPECT_THAT(text, HasSubstr("  Transaction set 0001: 1 error\n    error at segment 2 (NM109), byte 3000"));
}

TEST_F(Text, AClaimOfAnotherTransactionSetIsNotTheNext) {
  report({between_claims(500)});
  writer_->claim_closed({"a.x12", "000000001", "1", "0002", "A-17", 700});
  EXPECT_THAT(written(), HasSubstr("  Transaction set 0001: 1 error\n"));
}

TEST_F(Text, NamesWhatIsOutsideTransactionSets) {
  findings::Finding of_file = finding_at(0, "");
  of_file.segment_ordinal = 0;
  of_file.isa.clear();
  report({of_file, finding_at(923, "GE", 1)});
  EXPECT_EQ(written(),
            "a.x12\n"
            "  The file: 1 error\n"
            "    error at byte 0: What is wrong. [X12-2-0050]\n"
            "  Interchange 000000001: 1 error\n"
            "    error at segment 2 (GE01), byte 923: What is wrong. [X12-2-0050]\n");
}

TEST_F(Text, AFileIsNamedOnceForItsFindings) {
  report({of_claim("A-17"), of_claim("A-18"), of_row(3)});
  const std::string text = written();
  EXPECT_EQ(text.find("a.x12"), text.rfind("a.x12"));
  EXPECT_THAT(text, HasSubstr("\n\nmay.csv\n  Row 3: 1 error\n"));
}

TEST_F(Text, AVeryLongGroupGoesOn) {
  for (int i = 0; i < 1001; ++i) report({of_claim("A-17")});
  const std::string text = written();
  EXPECT_THAT(text, HasSubstr("  Claim A-17: 1000 errors\n"));
  EXPECT_THAT(text, HasSubstr("  Claim A-17, continued: 1 error\n"));
}

TEST_F(Text, WhatTheFileSaysCannotDriveTheTerminal) {
  findings::Finding finding = of_claim("A\x1B[2J\n17");
  finding.value = "B\x1B[2J";
  report({finding});
  EXPECT_THAT(written(), Not(HasSubstr("\x1B")));
  EXPECT_THAT(written(), HasSubstr("  Claim A\xEF\xBF\xBD[2J\xEF\xBF\xBD"
                                   "17: 1 error\n"));
}

TEST_F(Text, TheValueWhereThereIsOne) {
  findings::Finding finding = of_claim("A-17");
  report({finding});
  EXPECT_THAT(written(), Not(HasSubstr("value")));
  finding.value = "Q";
  report({finding});
  EXPECT_THAT(written(), HasSubstr("        value: Q\n"));
}

TEST_F(Text, DrawsTheSegmentWhereTheFileCanBeReadAgain) {
  const WrittenFile file(header() + "NM1*IL*1*TESTERMAN~");
  for (const bool show_values : {false, true}) {
    std::ostringstream out;
    const auto writer = make_writer(Form::text, out, shipped(show_values));
    writer->begin_file({"a.x12", file.path(), true});
    writer->report(finding_at(106, "NM1", 3));
    writer->begin_file({"b.x12", "", true});
    writer->report(finding_at(106, "NM1", 3));
    writer->flush();
    EXPECT_EQ(out.str(), std::string("a.x12\n"
                                     "  Interchange 000000001: 1 error\n"
                                     "    error at segment 2 (NM103), byte 106: What is wrong. [X12-2-0050]\n") +
                             (show_values ? "          NM1*IL*1*TESTERMAN\n                   ^^^^^^^^^ NM103\n"
                                          : "          NM1*IL*1*•••\n                   ^^^ NM103\n") +
                             "  Interchange 000000001: 1 error\n"
                             "    error at segment 2 (NM103), byte 106: What is wrong. [X12-2-0050]\n");
  }
}

Summary summary() {
  Summary counts;
  counts.files = counts.interchanges = counts.transactions = 1;
  counts.claims = 2;
  counts.segments = 80;
  counts.tally.errors = 1;
  return counts;
}

std::string finished(const Summary& counts, const Context& context = {}) {
  std::ostringstream out;
  make_writer(Form::text, out, context)->finish(counts);
  return out.str();
}

TEST(TextSummary, CountsWhatWasLookedAt) {
  EXPECT_EQ(finished(summary()), "1 file: 1 transaction set, 2 claims, 80 segments, 1 error, 0 warnings.\n");
  Summary invoices;
  invoices.files = 2;
  invoices.rows = 120;
  invoices.tally = {0, 3, 1};
  EXPECT_EQ(finished(invoices), "2 files: 120 rows, 0 errors, 3 warnings, 1 for information.\n");
  Summary limited = summary();
  limited.withheld = 1;
  EXPECT_THAT(finished(limited), HasSubstr("1 finding more not shown (--limit-findings).\n"));
}

TEST(TextSummary, ByCode) {
  Summary counts = summary();
  counts.codes = {{"X12-2-0050", Severity::error, 12, "CLM07 (Assignment) is missing."},
                  {"OURS-1", Severity::error, 3, "Ours."},
                  {"DHCS-RECEIVER", Severity::warning, 1, "Theirs."}};
  EXPECT_EQ(finished(counts, {&shipped_catalogue(), nullptr, false, {}}),
            "\nBy code:\n"
            "  error   12  X12-2-0050     ELEMENT (NAME) is missing.\n"
            "  error    3  OURS-1         Ours.\n"
            "  warning  1  DHCS-RECEIVER  Theirs.\n"
            "\n1 file: 1 transaction set, 2 claims, 80 segments, 1 error, 0 warnings.\n");
}

}  // namespace
}  // namespace calx::report
