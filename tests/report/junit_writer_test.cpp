#include <gmock/gmock.h>

#include <pugixml.hpp>

#include "report_fixture.hpp"

namespace calx::report {
namespace {

using findings::Severity;
using testing::ElementsAre;
using testing::HasSubstr;

class Junit : public testing::Test {
 protected:
  /// Ends the report and reads it again.
  void finish() {
    writer_->finish({});
    const std::string text = out_.str();
    ASSERT_TRUE(document_.load_string(text.c_str(), pugi::parse_default | pugi::parse_declaration)) << text;
    ASSERT_STREQ(document_.document_element().name(), "testsuites");
    for (const pugi::xml_node suite : document_.document_element()) expect_true_counts(suite);
  }
  static void expect_true_counts(const pugi::xml_node& suite) {
    int tests = 0, failures = 0, errors = 0;
    for (const pugi::xml_node test : suite.children("testcase")) {
      ++tests;
      failures += test.child("failure") ? 1 : 0;
      errors += test.child("error") ? 1 : 0;
      EXPECT_STREQ(test.attribute("classname").value(), suite.attribute("name").value());
    }
    EXPECT_EQ(suite.attribute("tests").as_int(-1), tests);
    EXPECT_EQ(suite.attribute("failures").as_int(-1), failures);
    EXPECT_EQ(suite.attribute("errors").as_int(-1), errors);
  }
  /// "suite: passed A, failed B".
  std::vector<std::string> suites() {
    std::vector<std::string> all;
    for (const pugi::xml_node suite : document_.document_element()) {
      std::string line = std::string(suite.attribute("name").value()) + ":";
      for (const pugi::xml_node test : suite.children("testcase"))
        line += std::string(test.child("error")     ? " stopped "
                            : test.child("failure") ? " failed "
                            : test.child("skipped") ? " skipped "
                                                    : " passed ") +
                test.attribute("name").value() + (test.child("system-out") ? " (with words)" : "") + ",";
      line.pop_back();
      all.push_back(line);
    }
    return all;
  }
  pugi::xml_node test(const std::string& name) {
    return document_.find_node([&](const pugi::xml_node& node) { return name == node.attribute("name").value(); });
  }
  void close(const std::string& claim, const std::string& st = "0001") {
    writer_->claim_closed({"a.x12", "000000001", "1", st, claim, 700});
  }
  void begin(const std::string& name) { writer_->begin_file({name, "", true}); }

  std::ostringstream out_;
  std::unique_ptr<Writer> writer_ = make_writer(Form::junit, out_);
  pugi::xml_document document_;
};

TEST_F(Junit, ATestCaseAClaim) {
  begin("a.x12");
  close("A-16");
  writer_->report(of_claim("A-17"));
  writer_->report(of_claim("A-17", Severity::warning));
  close("A-17");
  writer_->report(of_claim("A-18", Severity::info));
  close("A-18");
  close("B-1", "0002");
  finish();
  EXPECT_THAT(suites(), ElementsAre("a.x12, transaction set 0001 (interchange 000000001, group 1): passed A-16, failed "
                                    "A-17 (with words), passed A-18 (with words), passed outside claims",
                                    "a.x12, transaction set 0002 (interchange 000000001, group 1): passed B-1, passed "
                                    "outside claims",
                                    "a.x12: passed the file as a whole"));
}

TEST_F(Junit, AFailureHoldsTheErrorsAndSystemOutTheRest) {
  begin("a.x12");
  findings::Finding first = of_claim("A-17"), second = of_claim("A-17"), third = of_claim("A-17", Severity::warning);
  first.hint = "How to mend it.";
  second.code = "2300-08";
  second.value = "Q";
  third.code = "2300-09";
  for (const auto& finding : {first, third, second}) writer_->report(finding);
  close("A-17");
  finish();
  const pugi::xml_node failure = test("A-17").child("failure");
  EXPECT_STREQ(failure.attribute("type").value(), "X12-2-0050");
  EXPECT_STREQ(failure.attribute("message").value(), "What is wrong. [X12-2-0050] and 1 error more");
  EXPECT_STREQ(failure.text().get(),
               "error at segment 2 (CLM05-03), claim A-17, byte 1840: What is wrong. [X12-2-0050]\n"
               "  How to mend it.\n"
               "error at segment 2 (CLM05-03), claim A-17, byte 1840: What is wrong. [2300-08]\n"
               "  value: Q\n");
  EXPECT_STREQ(test("A-17").child("system-out").text().get(),
               "warning at segment 2 (CLM05-03), claim A-17, byte 1840: What is wrong. [2300-09]\n");
}

TEST_F(Junit, WhatIsOutsideClaimsHasItsOwnCases) {
  begin("a.x12");
  findings::Finding subscriber = of_claim("");
  findings::Finding late = of_claim("A-17");
  writer_->report(finding_at(106, "GS", 8));
  writer_->report(subscriber);
  close("A-17");
  writer_->report(late);  // of a claim that is closed
  close("A-18");
  writer_->report(finding_at(900, "IEA", 1));
  finish();
  EXPECT_THAT(suites(), ElementsAre("a.x12, transaction set 0001 (interchange 000000001, group 1): passed A-17, passed "
                                    "A-18, failed outside claims",
                                    "a.x12: failed the file as a whole"));
  EXPECT_THAT(test("outside claims").child("failure").attribute("message").value(), HasSubstr("and 1 error more"));
  EXPECT_THAT(test("the file as a whole").child("failure").text().get(), HasSubstr("segment 2 (GS08), byte 106"));
  EXPECT_THAT(test("the file as a whole").child("failure").text().get(), HasSubstr("segment 2 (IEA01), byte 900"));
}

TEST_F(Junit, AClaimWithoutANumberIsNeitherGoodNorBad) {
  begin("a.x12");
  writer_->report(of_claim(""));
  close("");
  finish();
  EXPECT_THAT(suites(), ElementsAre("a.x12, transaction set 0001 (interchange 000000001, group 1): skipped (a claim "
                                    "without a number), failed outside claims",
                                    "a.x12: passed the file as a whole"));
}

TEST_F(Junit, ATestCaseARow) {
  writer_->begin_file({"may.csv", "", false});
  writer_->report(of_row(1, Severity::info));  // the header's
  writer_->row_done(2);
  writer_->report(of_row(3));
  writer_->row_done(3);
  writer_->report(of_row(4, Severity::warning));
  writer_->row_done(4);
  writer_->begin_file({"june.csv", "", false});
  writer_->row_done(2);
  writer_->report(of_row(2));  // of may.csv: what only both files show
  finish();
  EXPECT_THAT(suites(), ElementsAre("may.csv, rows: passed row 2, failed row 3, passed row 4 (with words)",
                                    "june.csv, rows: passed row 2", "may.csv: failed the file as a whole (with words)",
                                    "june.csv: passed the file as a whole"));
  EXPECT_THAT(test("the file as a whole").child("failure").text().get(), HasSubstr("error at row 2, Member Gender:"));
}

TEST_F(Junit, WhatOnlyAllRowsShowIsTheFiles) {
  writer_->begin_file({"may.csv", "", false});
  writer_->row_done(2);
  writer_->report(of_row(2));
  finish();
  EXPECT_THAT(suites(), ElementsAre("may.csv, rows: passed row 2", "may.csv: failed the file as a whole"));
}

TEST_F(Junit, AWithheldErrorIsAFailureAllTheSame) {
  begin("a.x12");
  writer_->withhold(of_claim("A-17"));
  writer_->withhold(of_claim("A-17"));
  close("A-17");
  writer_->withhold(of_claim("A-18", Severity::warning));
  close("A-18");
  writer_->report(of_claim("A-19"));
  writer_->withhold(of_claim("A-19"));
  close("A-19");
  finish();
  EXPECT_THAT(suites().front(), HasSubstr("failed A-17, passed A-18 (with words), failed A-19, passed outside"));
  EXPECT_STREQ(test("A-17").child("failure").attribute("message").value(), "2 errors not shown");
  EXPECT_STREQ(test("A-18").child("system-out").text().get(), "1 finding more, not shown.\n");
  EXPECT_THAT(test("A-19").child("failure").text().get(), HasSubstr("1 error more, not shown.\n"));
}

TEST_F(Junit, AFileThatCannotBeReadIsAnError) {
  begin("a.x12");
  writer_->could_not("a.x12", "Cannot read a.x12: input/output error.");
  writer_->could_not("nowhere.x12", "Cannot read nowhere.x12: there is no such file or folder.");
  finish();
  EXPECT_THAT(suites(), ElementsAre("a.x12: stopped the file as a whole", "nowhere.x12: stopped the file as a whole"));
}

TEST_F(Junit, AnyClaimIdIsGoodXml) {
  begin("a<&>\".x12");
  for (const char* id : {"<&>\"']]>", "A\x01\x1B\n", "A\xC3", "Nú"}) {
    writer_->report(of_claim(id));
    close(id);
  }
  finish();
  EXPECT_TRUE(test("<&>\"']]>").child("failure"));
  EXPECT_TRUE(test("A\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD").child("failure"));
  EXPECT_TRUE(test("A\xEF\xBF\xBD").child("failure"));
  EXPECT_TRUE(test("Nú").child("failure"));
  EXPECT_TRUE(test("a<&>\".x12"));
}

TEST_F(Junit, NothingAtAllIsGoodXml) {
  finish();
  EXPECT_TRUE(suites().empty());
}

TEST_F(Junit, ManyClaimsAreKeptOnDisk) {
  begin("a.x12");
  constexpr int claims = 30000;  // some 3 MB of test cases
  for (int i = 0; i < claims; ++i) close("A-" + std::to_string(i));
  EXPECT_LT(out_.str().size(), 200U) << "the suite's counts come first";
  finish();
  EXPECT_EQ(document_.document_element().first_child().attribute("tests").as_int(), claims + 1);
  EXPECT_TRUE(test("A-0"));
  EXPECT_TRUE(test("A-29999"));
}

TEST_F(Junit, OneCaseHoldsSoManyTexts) {
  begin("a.x12");
  for (int i = 0; i < 1500; ++i) writer_->report(of_claim("A-17"));
  close("A-17");
  finish();
  EXPECT_THAT(test("A-17").child("failure").text().get(), HasSubstr("500 errors more, not shown.\n"));
  EXPECT_STREQ(test("A-17").child("failure").attribute("message").value(),
               "What is wrong. [X12-2-0050] and 1499 errors more");
}

}  // namespace
}  // namespace calx::report
