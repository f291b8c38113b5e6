#include "report/report.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace calx::report {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The finding of the contract's example.
findings::Finding example() {
  findings::Finding finding;
  finding.file = "a.x12";
  finding.code = "2300-08";
  finding.severity = findings::Severity::error;
  finding.snip = 4;
  finding.message = "What is wrong.";
  finding.hint = "How to mend it.";
  finding.loop = "2300";
  finding.path = "2000A[1]/2000B[3]/2300[1]";
  finding.segment = "CLM";
  finding.segment_ordinal = 23;
  finding.transaction_ordinal = 21;
  finding.offset = 1840;
  finding.element = 5;
  finding.component = 3;
  finding.repetition = 1;
  finding.isa = "000000001";
  finding.gs = "1";
  finding.st = "0001";
  finding.claim = "A-17";
  return finding;
}

findings::Finding of_an_invoice() {
  findings::Finding finding;
  finding.file = "may.csv";
  finding.code = "INV-0504";
  finding.snip = 6;
  finding.message = "H0044 needs U2.";
  finding.row = 14;
  finding.column = "Procedure Code Modifier 1";
  finding.key = "modifier_1";
  return finding;
}

Summary summary() {
  Summary counts;
  counts.files = 1;
  counts.interchanges = 1;
  counts.transactions = 1;
  counts.claims = 2;
  counts.segments = 80;
  counts.tally.errors = 1;
  counts.seconds = 0.0104;
  return counts;
}

std::string written(Form form, const std::vector<findings::Finding>& findings, const Summary& counts) {
  std::ostringstream out;
  const auto writer = make_writer(form, out);
  for (const findings::Finding& finding : findings) writer->report(finding);
  writer->finish(counts);
  return out.str();
}

TEST(Json, FieldsInTheOrderOfTheContract) {
  EXPECT_EQ(to_json(example()),
            R"({"file":"a.x12","code":"2300-08","severity":"error","snip":4,"message":"What is wrong.",)"
            R"("hint":"How to mend it.","loop":"2300","path":"2000A[1]/2000B[3]/2300[1]","segment":"CLM",)"
            R"("segment_ordinal":23,"transaction_ordinal":21,"offset":1840,"element":5,"component":3,"repetition":1,)"
            R"("isa":"000000001","gs":"1","st":"0001","claim":"A-17"})");
}

TEST(Json, UnknownFieldsAreLeftOut) {
  findings::Finding finding;
  finding.code = "X12-1-0001";
  finding.message = "The input is empty.";
  finding.snip = 1;
  finding.offset = 0;  // the first byte is a place
  EXPECT_EQ(to_json(finding),
            R"({"code":"X12-1-0001","severity":"error","snip":1,"message":"The input is empty.","offset":0})");
  EXPECT_EQ(to_json(of_an_invoice()),
            R"({"file":"may.csv","code":"INV-0504","severity":"error","snip":6,"message":"H0044 needs U2.","row":14,)"
            R"("column":"Procedure Code Modifier 1","key":"modifier_1"})");
}

TEST(Json, TheValueOnlyWhereThereIsOne) {
  EXPECT_THAT(to_json(example()), Not(HasSubstr("value")));
  findings::Finding finding = example();
  finding.value = "Q";
  EXPECT_EQ(nlohmann::json::parse(to_json(finding))["value"], "Q");
}

TEST(Json, Severities) {
  findings::Finding finding = example();
  finding.severity = findings::Severity::warning;
  EXPECT_EQ(nlohmann::json::parse(to_json(finding))["severity"], "warning");
  finding.severity = findings::Severity::info;
  EXPECT_EQ(nlohmann::json::parse(to_json(finding))["severity"], "info");
}

TEST(Json, TextIsEscapedAndStaysOneLine) {
  findings::Finding finding = example();
  finding.claim = "A\"1\n\\";
  const std::string json = to_json(finding);
  EXPECT_EQ(json.find('\n'), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(json)["claim"], "A\"1\n\\");
}

TEST(Json, BytesThatAreNoUtf8AreReplaced) {
  findings::Finding finding = example();
  finding.claim = "A\xC3";
  finding.value = "\xFF\xFE";
  std::string json;
  ASSERT_NO_THROW(json = to_json(finding));
  EXPECT_EQ(nlohmann::json::parse(json)["claim"], "A\xEF\xBF\xBD");  // U+FFFD
}

TEST(JsonLines, AFindingALineThenTheSummary) {
  EXPECT_EQ(written(Form::jsonl, {example(), of_an_invoice()}, summary()),
            to_json(example()) + "\n" + to_json(of_an_invoice()) + "\n" +
                R"({"summary":{"files":1,"interchanges":1,"transactions":1,"claims":2,"segments":80,"rows":0,)"
                R"("errors":1,"warnings":0,"infos":0,"seconds":0.01}})" +
                "\n");
}

TEST(JsonLines, WhatALimitKeptBackIsTold) {
  Summary counts = summary();
  counts.withheld = 12;
  const auto line = nlohmann::json::parse(written(Form::jsonl, {}, counts));
  EXPECT_EQ(line["summary"]["withheld"], 12);
}

TEST(Place, InWords) {
  findings::Finding finding = example();
  EXPECT_EQ(place_in_words(finding), "segment 23 (CLM05-03), loop 2300, claim A-17, byte 1840");
  finding.component = 0;
  finding.element = 12;
  finding.claim.clear();
  EXPECT_EQ(place_in_words(finding), "segment 23 (CLM12), loop 2300, byte 1840");
  finding.element = 0;
  finding.loop.clear();
  EXPECT_EQ(place_in_words(finding), "segment 23 (CLM), byte 1840");
  EXPECT_EQ(place_in_words(of_an_invoice()), "row 14, Procedure Code Modifier 1");
  EXPECT_EQ(place_in_words({}), "");
  EXPECT_EQ(place_in_words(example(), true), "segment 23 (CLM05-03), loop 2300, byte 1840");
  EXPECT_EQ(place_in_words(of_an_invoice(), true), "Procedure Code Modifier 1");
}

TEST(Form, Names) {
  EXPECT_EQ(parse_form("text"), Form::text);
  EXPECT_EQ(parse_form("jsonl"), Form::jsonl);
  EXPECT_EQ(parse_form("junit"), Form::junit);
  EXPECT_EQ(parse_form("sarif"), Form::sarif);
  EXPECT_FALSE(parse_form("csv").has_value());
  EXPECT_FALSE(parse_form("").has_value());
}

}  // namespace
}  // namespace calx::report
