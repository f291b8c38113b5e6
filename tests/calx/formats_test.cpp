// What validate writes, in each of its formats, with good and bad input.
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "command.hpp"

namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Formats : public Command {
 protected:
  static std::string fixture(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(fixtures + name, std::ios::binary).rdbuf();
    return text.str();
  }
  static std::string changed(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
    return text;
  }
  Outcome validate(const std::string& arguments) const { return run("validate --date 2026-05-01 " + arguments); }

  /// "suite: failed A, passed B", of a report that must be XML.
  static std::vector<std::string> suites(const std::string& xml) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(xml.c_str())) << xml;
    std::vector<std::string> all;
    for (const pugi::xml_node suite : document.child("testsuites")) {
      std::string line = std::string(suite.attribute("name").value()) + ":";
      for (const pugi::xml_node test : suite.children("testcase"))
        line += std::string(test.child("failure") ? " failed "
                            : test.child("error") ? " stopped "
                                                  : " passed ") +
                test.attribute("name").value() + ",";
      line.pop_back();
      all.push_back(line);
    }
    return all;
  }
  static json sarif_run(const std::string& text) {
    const json log = json::parse(text, nullptr, false);
    EXPECT_FALSE(log.is_discarded()) << text;
    return log["runs"][0];
  }
};

TEST_F(Formats, TextShowsTheSegmentWithTheElementMarked) {
  const std::string text = fixture("837p/bad/clm02-differs.x12");
  write("bad.x12", text);
  const Outcome outcome = validate("bad.x12");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.output,
            "bad.x12\n"
            "  Claim BAD-0001: 1 error\n"
            "    error at segment 20 (CLM02), loop 2300, byte " +
                std::to_string(text.find("CLM*")) +
                ": CLM02 says 151.00; the service lines add up to 150.00. The claim says 1.00 more than its lines. "
                "[2300-02]\n"
                "          CLM*•••*•••***•••:B:1*•••*A*•••*Y\n"
                "                  ^^^ CLM02\n"
                "        Make CLM02 the sum of the charges (SV102) of all service lines of the claim.\n"
                "\n"
                "By code:\n"
                "  error   1  2300-02  CLM02 says STATED; the service lines add up to SUM. The claim says DIFFERENCE "
                "RELATION than its lines.\n"
                "\n"
                "1 file: 1 transaction set, 1 claim, 32 segments, 1 error, 0 warnings.\n");
  EXPECT_EQ(validate("bad.x12").output, outcome.output) << "the same input gives the same report";
  EXPECT_THAT(validate("--show-values bad.x12").output, HasSubstr("          CLM*BAD-0001*151***11:B:1*Y*A*Y*Y\n"
                                                                  "                       ^^^ CLM02\n"
                                                                  "        value: 151\n"));
}

TEST_F(Formats, TextOfAGoodFileIsItsSum) {
  write("good.x12", fixture("837p/ecm.x12"));
  const Outcome outcome = validate("good.x12");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.output, StartsWith("1 file: 1 transaction set, 2 claims,"));
}

TEST_F(Formats, JunitHasATestCaseAClaim) {
  write("good.x12", fixture("837p/ecm.x12"));
  write("bad.x12", changed(fixture("837p/bad/clm02-differs.x12"), "BAD-0001", "A<&>\"1"));
  const Outcome outcome = validate("--format junit good.x12 bad.x12");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(suites(outcome.output),
              ElementsAre("good.x12, transaction set 0001 (interchange 000000001, group 1): passed "
                          "305000101AAAABBBBCCC, passed 305000102AAAABBBBCCC, passed outside claims",
                          "bad.x12, transaction set 0001 (interchange 000000001, group 1): failed A<&>\"1, passed "
                          "outside claims",
                          "good.x12: passed the file as a whole", "bad.x12: passed the file as a whole"));
  EXPECT_THAT(outcome.output, HasSubstr("[2300-02]"));
}

TEST_F(Formats, SarifOpensTheFileAtTheByte) {
  const std::string text = changed(fixture("837p/bad/clm02-differs.x12"), "BAD-0001", "A<&>\"1");
  write("bad file.x12", text);
  const Outcome outcome = validate("--format sarif 'bad file.x12'");
  EXPECT_EQ(outcome.status, 1);
  const json run = sarif_run(outcome.output);
  ASSERT_EQ(run["results"].size(), 1U);
  const json result = run["results"][0];
  EXPECT_EQ(result["ruleId"], "2300-02");
  EXPECT_EQ(result["level"], "error");
  EXPECT_EQ(result["properties"]["claim"], "A<&>\"1");
  const json place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "bad%20file.x12");
  EXPECT_EQ(place["region"]["byteOffset"], text.find("*151*") + 1);
  EXPECT_EQ(place["region"]["byteLength"], 3);
  EXPECT_EQ(place["region"]["startLine"], 20);    // the fixture has a segment a line
  EXPECT_EQ(place["region"]["startColumn"], 12);  // behind CLM*A<&>"1*
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["id"], "2300-02");
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["properties"]["snip"], 3);

  write("good.x12", fixture("837p/ecm.x12"));
  EXPECT_TRUE(sarif_run(validate("--format sarif good.x12").output)["results"].empty());
}

TEST_F(Formats, OfInvoicesByRow) {
  write("may.csv", fixture("invoices/bad/INV-0306.csv"));  // row 3: gender Q
  EXPECT_THAT(validate("may.csv").output,
              StartsWith("may.csv\n"
                         "  Row 3: 1 error\n"
                         "    error at Member Gender Code: the gender must be F, M or U [INV-0306]\n"));
  EXPECT_THAT(suites(validate("--format junit may.csv").output),
              ElementsAre("may.csv, rows: passed row 2, failed row 3", "may.csv: passed the file as a whole"));
  const json result = sarif_run(validate("--format sarif may.csv").output)["results"][0];
  EXPECT_EQ(result["ruleId"], "INV-0306");
  EXPECT_EQ(result["locations"][0]["physicalLocation"],
            json::parse(R"({"artifactLocation":{"uri":"may.csv"},"region":{"startLine":3}})"));
  const json line = json::parse(validate("--format jsonl may.csv | head -1").output);
  EXPECT_EQ(line["row"], 3);
  EXPECT_EQ(line["code"], "INV-0306");
}

TEST_F(Formats, OfAPipe) {
  const std::string text = fixture("837p/bad/clm02-differs.x12");
  write("bad.x12", text);
  const std::string byte = std::to_string(text.find("CLM*"));
  const std::string from_pipe = "< bad.x12 -";
  const Outcome in_text = validate(from_pipe);
  EXPECT_EQ(in_text.status, 1);
  EXPECT_THAT(in_text.output, StartsWith("standard input\n  Claim BAD-0001: 1 error\n    error at segment 20 (CLM02), "
                                         "loop 2300, byte " +
                                         byte));
  EXPECT_THAT(in_text.output, Not(HasSubstr("^^^")));
  EXPECT_THAT(suites(validate("--format junit " + from_pipe).output),
              ElementsAre("standard input, transaction set 0001 (interchange 000000001, group 1): failed BAD-0001, "
                          "passed outside claims",
                          "standard input: passed the file as a whole"));
  const json place =
      sarif_run(validate("--format sarif " + from_pipe).output)["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["region"]["byteOffset"], text.find("CLM*"));
  write("may.csv", fixture("invoices/bad/INV-0306.csv"));
  EXPECT_THAT(validate("- < may.csv").output, StartsWith("standard input\n  Row 3: 1 error\n"));
}

TEST_F(Formats, NoneShowsAMembersDataUnlessAsked) {
  const std::string all = "'" + fixtures + "'837p/bad/*.x12 '" + fixtures + "'invoices/bad/*";
  for (const std::string format : {"text", "jsonl", "junit", "sarif"}) {
    const std::string report = validate("--format " + format + " " + all).output;
    EXPECT_THAT(report, HasSubstr("2300-02"));
    for (const char* value : {"TESTERMAN", "UNIFORM", "MEMBER0020", "19810811", "PLACEHOLDER", "GRP0001", "MRN0020",
                              "Testerman", "Inventada", "90000001A", "1980-02-29", "Pretend Lane"})
      EXPECT_THAT(report, Not(HasSubstr(value))) << format;
    write("bad.x12", fixture("837p/bad/blank-before-value.x12"));  // NM104 " UNIFORM"
    EXPECT_THAT(validate("--show-values --format " + format + " bad.x12").output, HasSubstr("UNIFORM")) << format;
  }
}

TEST_F(Formats, LevelAndLimitGoForAll) {
  // A wrong NPI (level 5) and a wrong sum (level 3) in one claim.
  write("bad.x12", changed(fixture("837p/bad/clm02-differs.x12"), "2000000010", "2000000011"));
  write("may.csv", fixture("invoices/bad/INV-0306.csv"));
  const std::string both = " bad.x12 may.csv may.csv";
  for (const std::string format : {"text", "jsonl", "junit", "sarif"}) {
    const std::string whole = validate("--format " + format + both).output;
    EXPECT_THAT(whole, HasSubstr("X12-5-0001")) << format;
    EXPECT_THAT(whole, HasSubstr("INV-0306")) << format;
    const std::string low = validate("--level 3 --format " + format + both).output;
    EXPECT_THAT(low, Not(HasSubstr("X12-5-0001"))) << format;
    EXPECT_THAT(low, HasSubstr("2300-02")) << format;
    EXPECT_THAT(low, HasSubstr("INV-0306")) << format;
    const Outcome limited = validate("--limit-findings 1 --format " + format + " bad.x12");
    EXPECT_EQ(limited.status, 1);
    EXPECT_THAT(limited.output, HasSubstr(format == "text"    ? "1 finding more not shown (--limit-findings).\n"
                                          : format == "jsonl" ? "\"errors\":2,\"warnings\":0,\"infos\":0,\"withheld\":1"
                                          : format == "junit" ? "1 error more, not shown."
                                                              : "\"withheld\":1"));
  }
  // Withheld findings are counted by code too.
  EXPECT_THAT(validate("--limit-findings 1 bad.x12").output, HasSubstr("\n  error   1  X12-5-0001  ELEMENT"));
}

TEST_F(Formats, OfAnInputThatCannotBeRead) {
  write("good.x12", fixture("837p/ecm.x12"));
  EXPECT_THAT(suites(run("validate --format junit nowhere.x12 good.x12 2>/dev/null | cat").output),
              ::testing::Contains("nowhere.x12: stopped the file as a whole"));
  const json run_of = sarif_run(run("validate --format sarif nowhere.x12 good.x12 2>/dev/null | cat").output);
  EXPECT_EQ(run_of["invocations"][0]["executionSuccessful"], false);
  EXPECT_EQ(run_of["properties"]["claims"], 2);
  EXPECT_EQ(validate("--format sarif nowhere.x12 good.x12").status, 3);
}

TEST_F(Formats, AnOutputFileIsNewAndPrivate) {
  write("bad.x12", fixture("837p/bad/clm02-differs.x12"));
  for (const std::string format : {"text", "jsonl", "junit", "sarif"}) {
    const std::string command = "--format " + format + " --output report." + format + " bad.x12";
    const Outcome first = validate(command);
    EXPECT_EQ(first.status, 1);
    EXPECT_EQ(first.output, "");
    EXPECT_EQ(fs::status(folder_ / ("report." + format)).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    const std::string report = read("report." + format);
    EXPECT_THAT(report, HasSubstr("2300-02"));
    const Outcome again = validate(command);
    EXPECT_EQ(again.status, 3);
    EXPECT_THAT(again.output, HasSubstr("it exists already"));
    EXPECT_EQ(validate("--force " + command).status, 1);
    if (format == "jsonl") continue;  // its summary holds the seconds
    EXPECT_EQ(read("report." + format), report);
  }
}

TEST_F(Formats, NoOutputFileIsLeftWhereNothingIsJudged) {
  write("good.x12", fixture("837p/ecm.x12"));
  EXPECT_EQ(validate("--overlay nowhere --output report.txt good.x12").status, 2);
  EXPECT_EQ(validate("--format csv --output report.txt good.x12").status, 2);
  EXPECT_EQ(validate("--output nowhere/report.txt good.x12").status, 3);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1) << "good.x12 alone";
}

TEST_F(Formats, AnInputIsNeverTheOutput) {
  write("good.x12", fixture("837p/ecm.x12"));
  const Outcome outcome = validate("--force --output ./good.x12 good.x12");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.output, HasSubstr("is one of the inputs"));
  EXPECT_EQ(read("good.x12"), fixture("837p/ecm.x12"));
}

}  // namespace
