#include "report/sarif_writer.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "report_fixture.hpp"

namespace calx::report {
namespace {

using findings::Severity;
using nlohmann::json;

class Sarif : public testing::Test {
 protected:
  /// Ends the report and reads it again: its only run.
  json finish(const Summary& summary = {}) {
    writer_->finish(summary);
    const json log = json::parse(out_.str());
    EXPECT_EQ(log["version"], "2.1.0");
    EXPECT_EQ(log["$schema"], "https://json.schemastore.org/sarif-2.1.0.json");
    EXPECT_EQ(log["runs"].size(), 1U);
    return log["runs"][0];
  }
  std::ostringstream out_;
  std::unique_ptr<Writer> writer_ = make_writer(Form::sarif, out_, shipped());
};

TEST_F(Sarif, AFindingWithItsBytesAndLines) {
  // "NM1" begins at byte 107, in line 2; NM103 is 9 bytes behind it and 9 bytes long.
  const WrittenFile file(header() + "\nNM1*IL*1*TESTERMAN~\n");
  writer_->begin_file({"a.x12", file.path(), true});
  findings::Finding finding = finding_at(107, "NM1", 3);
  finding.path = "2000A[1]/2000B[1]/2010BA[1]";
  finding.loop = "2010BA";
  finding.hint = "How to mend it.";
  finding.claim = "A-17";
  writer_->report(finding);
  const json result = finish()["results"][0];
  EXPECT_EQ(result["ruleId"], "X12-2-0050");
  EXPECT_EQ(result["ruleIndex"], 0);
  EXPECT_EQ(result["level"], "error");
  EXPECT_EQ(result["message"]["text"], "What is wrong. How to mend it.");
  const json place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "a.x12");
  EXPECT_EQ(place["region"], json::parse(R"({"byteOffset":116,"byteLength":9,"startLine":2,"startColumn":10,"endLine":2,
                                             "endColumn":19})"));
  EXPECT_EQ(result["locations"][0]["logicalLocations"],
            json::parse(R"([{"fullyQualifiedName":"2000A[1]/2000B[1]/2010BA[1]/NM103","name":"NM103",
                             "kind":"element"}])"));
  EXPECT_EQ(result["properties"],
            json::parse(R"({"snip":2,"loop":"2010BA","segment_ordinal":2,"isa":"000000001","claim":"A-17"})"));
  EXPECT_THAT(out_.str(), testing::Not(testing::HasSubstr("TESTERMAN")));
}

TEST_F(Sarif, WhatIsMissingIsAPlaceWithoutLength) {
  const WrittenFile file(header() + "LX*1~");
  writer_->begin_file({"a.x12", file.path(), true});
  writer_->report(finding_at(106, "HI"));     // before LX
  writer_->report(finding_at(106, "LX", 2));  // behind LX*1
  writer_->report(finding_at(111, "IEA"));    // behind the last byte
  const json results = finish()["results"];
  const auto region = [&](std::size_t i) { return results[i]["locations"][0]["physicalLocation"]["region"]; };
  EXPECT_EQ(region(0)["byteOffset"], 106);
  EXPECT_EQ(region(0)["byteLength"], 0);
  EXPECT_EQ(region(1)["byteOffset"], 110);
  EXPECT_EQ(region(1)["byteLength"], 0);
  EXPECT_EQ(region(2)["byteOffset"], 111);
  EXPECT_EQ(region(2)["startColumn"], 112);
}

TEST_F(Sarif, OfAPipeTheSegmentsByte) {
  writer_->begin_file({"standard input", "", true});
  findings::Finding finding = finding_at(107, "NM1", 3);
  finding.file = "standard input";
  writer_->report(finding);
  const json place = finish()["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "standard%20input");
  EXPECT_EQ(place["region"], json::parse(R"({"byteOffset":107,"byteLength":0})"));
}

TEST_F(Sarif, OfAnInvoiceTheLineOfTheRow) {
  const WrittenFile file("header\n\"a\nb\"\nc\n");
  writer_->begin_file({"may.csv", file.path(), false});
  findings::Finding whole = of_row(0);
  whole.column.clear();
  writer_->report(of_row(3));
  writer_->report(whole);
  const json results = finish()["results"];
  EXPECT_EQ(results[0]["locations"][0]["physicalLocation"]["region"], json::parse(R"({"startLine":4})"));
  EXPECT_EQ(results[0]["locations"][0]["logicalLocations"],
            json::parse(R"([{"fullyQualifiedName":"row 3/Member Gender","name":"Member Gender"}])"));
  EXPECT_EQ(results[0]["properties"]["row"], 3);
  EXPECT_EQ(results[0]["properties"]["key"], "member_gender");
  EXPECT_FALSE(results[1]["locations"][0]["physicalLocation"].contains("region"));
  EXPECT_FALSE(results[1]["locations"][0].contains("logicalLocations"));
}

TEST_F(Sarif, RulesTellWhatACodeMeans) {
  for (const char* code : {"X12-5-0001", "2300-02", "X12-5-0001", "OURS-1"}) {
    findings::Finding finding = of_claim("A-17", Severity::warning);
    finding.code = code;
    writer_->report(finding);
  }
  const json run = finish();
  const json rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), 3U);
  EXPECT_EQ(run["results"][2]["ruleIndex"], 0);
  EXPECT_EQ(run["results"][3]["ruleIndex"], 2);
  EXPECT_EQ(rules[0]["id"], "X12-5-0001");
  EXPECT_EQ(rules[0]["shortDescription"]["text"], "ELEMENT (NAME) is no valid NPI: REASON.");
  EXPECT_THAT(rules[0]["help"]["text"].get<std::string>(), testing::HasSubstr("NPPES"));
  EXPECT_EQ(rules[0]["defaultConfiguration"]["level"], "error");
  EXPECT_EQ(rules[0]["properties"]["snip"], 5);
  EXPECT_EQ(rules[0]["properties"]["confidence"], "confirmed");
  EXPECT_THAT(rules[0]["properties"]["source"].get<std::string>(), testing::HasSubstr("2310B-03"));
  EXPECT_EQ(rules[1]["id"], "2300-02");  // of the grammar
  EXPECT_EQ(rules[1]["properties"]["snip"], 3);
  EXPECT_EQ(rules[2]["shortDescription"]["text"], "What is wrong.");  // of nobody
  EXPECT_EQ(rules[2]["defaultConfiguration"]["level"], "warning");
  EXPECT_EQ(run["tool"]["driver"]["name"], "calx");
  EXPECT_EQ(run["tool"]["driver"]["version"], "0.1.0");
}

TEST_F(Sarif, Levels) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info})
    writer_->report(of_claim("A-17", severity));
  const json results = finish()["results"];
  EXPECT_EQ(results[0]["level"], "error");
  EXPECT_EQ(results[1]["level"], "warning");
  EXPECT_EQ(results[2]["level"], "note");
}

TEST_F(Sarif, WhatAFileSaysIsEscaped) {
  findings::Finding finding = of_claim("A\"\\\n\xC3<&>");
  finding.message = "It begins with { and {0}.";
  finding.value = "Q";
  writer_->report(finding);
  const json result = finish()["results"][0];
  EXPECT_EQ(result["properties"]["claim"], "A\"\\\n\xEF\xBF\xBD<&>");
  EXPECT_EQ(result["properties"]["value"], "Q");
  EXPECT_EQ(result["message"]["text"], "It begins with {{ and {{0}}.");  // SARIF 2.1.0, 3.11.5
}

TEST_F(Sarif, TellsOfTheRun) {
  Summary summary;
  summary.files = 1;
  summary.claims = 2;
  summary.withheld = 3;
  summary.seconds = 4.5;
  const json run = finish(summary);
  EXPECT_TRUE(run["results"].is_array());
  EXPECT_TRUE(run["results"].empty());
  EXPECT_EQ(run["invocations"], json::parse(R"([{"executionSuccessful":true}])"));
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  EXPECT_EQ(run["properties"]["claims"], 2);
  EXPECT_EQ(run["properties"]["withheld"], 3);
  EXPECT_FALSE(run["properties"].contains("seconds")) << "the same input gives the same report";
}

TEST_F(Sarif, AFileThatCannotBeReadIsTold) {
  writer_->could_not("nowhere.x12", "Cannot read nowhere.x12.");
  EXPECT_EQ(finish()["invocations"][0], json::parse(R"({"executionSuccessful":false,"toolExecutionNotifications":
                            [{"level":"error","message":{"text":"Cannot read nowhere.x12."}}]})"));
}

TEST(Uri, OfPaths) {
  EXPECT_EQ(to_uri("out/a-b_c.x12"), "out/a-b_c.x12");
  EXPECT_EQ(to_uri("/data/may 2026.x12"), "file:///data/may%202026.x12");
  EXPECT_EQ(to_uri("c:a#b?.x12"), "c%3Aa%23b%3F.x12");
  EXPECT_EQ(to_uri("Nú"), "N%C3%BA");
}

}  // namespace
}  // namespace calx::report
