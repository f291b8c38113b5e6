#include "findings/catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace calx::findings {
namespace {

using testing::HasSubstr;

constexpr const char* header = "code,severity,snip,message,hint,ack_999,ack_277ca,source,confidence\n";

/// A data folder with a findings.csv of its own.
class CatalogueTest : public testing::Test {
 protected:
  CatalogueTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "calx-catalogue-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
  }
  ~CatalogueTest() override { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/code-sets/findings.csv"; }

  Result<Catalogue> load(const std::string& text) {
    std::filesystem::create_directories(folder_ + "/code-sets");
    std::ofstream(path(), std::ios::binary) << text;
    const auto resources = files::Resources::with_overrides(folder_);
    if (!resources) return tl::unexpected<Failure>(resources.error());
    return Catalogue::load(*resources);
  }

  void expect_failure(const std::string& text, int line, const std::string& what) {
    const auto catalogue = load(text);
    ASSERT_FALSE(catalogue) << text;
    EXPECT_EQ(catalogue.error().kind, Failure::Kind::usage);
    EXPECT_THAT(catalogue.error().message, HasSubstr(path() + ", line " + std::to_string(line) + ": "));
    EXPECT_THAT(catalogue.error().message, HasSubstr(what));
  }
  /// One row under the header is wrong.
  void expect_wrong_row(const std::string& row, const std::string& what) { expect_failure(header + row, 2, what); }

 private:
  std::string folder_;
};

TEST_F(CatalogueTest, ReadsEveryColumn) {
  const auto catalogue =
      load(std::string(header) +
           "X12-2-0014,error,2,{element} is missing.,\"Add {element}, please.\",IK403=1 AK905=4,A7:562:85,"
           "TR3 appendix B,base-standard\n"
           "INV-0031,warning,0,Row kept.,,,,,design\n");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  EXPECT_EQ(catalogue->entries().size(), 2u);
  const Entry* entry = catalogue->find("X12-2-0014");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->code, "X12-2-0014");
  EXPECT_EQ(entry->severity, Severity::error);
  EXPECT_EQ(entry->snip, 2);
  EXPECT_EQ(entry->message, "{element} is missing.");
  EXPECT_EQ(entry->hint, "Add {element}, please.");
  EXPECT_EQ(entry->ack_999, "IK403=1 AK905=4");
  EXPECT_EQ(entry->ack_277ca, "A7:562:85");
  EXPECT_EQ(entry->source, "TR3 appendix B");
  EXPECT_EQ(entry->confidence, Confidence::base_standard);
  EXPECT_EQ(catalogue->find("INV-0031")->severity, Severity::warning);
  EXPECT_EQ(catalogue->find("INV-0032"), nullptr);
}

TEST_F(CatalogueTest, TakesColumnsInAnyOrderWithMarkAndBlankLines) {
  const auto catalogue = load(
      "\xEF\xBB\xBFsource,confidence,code,note,severity,snip,message,hint,ack_999,ack_277ca\r\n\r\n"
      "s,partial,NET-0001,n,info,7,m,h,,\r\n");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  ASSERT_NE(catalogue->find("NET-0001"), nullptr);
  EXPECT_EQ(catalogue->find("NET-0001")->hint, "h");
  EXPECT_EQ(catalogue->find("NET-0001")->snip, 7);
}

TEST_F(CatalogueTest, MakesFindingsFromTemplates) {
  const auto catalogue = load(std::string(header) +
                              "X12-2-0014,warning,2,{element} is missing in {{{loop}}}.,Add {element}.,,,,partial\n"
                              "INV-0031,error,6,Nothing to fill.,A brace: {{.,,,,confirmed\n");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  const std::string loop = "2300";
  const Finding finding = catalogue->make("X12-2-0014", {{"element", "CLM01"}, {"loop", loop}, {"unused", "x"}});
  EXPECT_EQ(finding.code, "X12-2-0014");
  EXPECT_EQ(finding.severity, Severity::warning);
  EXPECT_EQ(finding.snip, 2);
  EXPECT_EQ(finding.message, "CLM01 is missing in {2300}.");
  EXPECT_EQ(finding.hint, "Add CLM01.");
  EXPECT_TRUE(finding.segment.empty());
  EXPECT_FALSE(finding.offset);
  EXPECT_EQ(catalogue->make("INV-0031").message, "Nothing to fill.");
  EXPECT_EQ(catalogue->make("INV-0031").hint, "A brace: {.");
}

TEST_F(CatalogueTest, FillsNamesThatAreOnlyAPartOfALongerText) {
  const auto catalogue = load(std::string(header) + "INV-0001,error,0,{a} and {ab},,,,,design\n");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  const std::string_view names = "abc";
  EXPECT_EQ(catalogue->make("INV-0001", {{names.substr(0, 1), "1"}, {names.substr(0, 2), "2"}}).message, "1 and 2");
}

TEST_F(CatalogueTest, TakesNothingInAnArgumentForATemplate) {
  const auto catalogue = load(std::string(header) + "INV-0001,error,0,It reads {text}.,,,,,design\n");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  EXPECT_EQ(catalogue->make("INV-0001", {{"text", "{element} }{"}}).message, "It reads {element} }{.");
}

TEST_F(CatalogueTest, CallsWrongUseABug) {
  const auto catalogue = load(std::string(header) + "INV-0001,error,0,{a} is wrong,Mend {b},,,,design\n");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  EXPECT_THROW(catalogue->make("INV-0002"), std::logic_error);
  EXPECT_THROW(catalogue->make("INV-0001"), std::logic_error);
  EXPECT_THROW(catalogue->make("INV-0001", {{"a", "x"}}), std::logic_error) << "the hint lacks b";
  EXPECT_THROW(catalogue->make("INV-0001", {{"a", "x"}, {"B", "x"}}), std::logic_error);
  EXPECT_NO_THROW(catalogue->make("INV-0001", {{"a", "x"}, {"b", "y"}}));
}

TEST_F(CatalogueTest, NamesFileAndLineOfAWrongRow) {
  expect_wrong_row("INV-0001,fatal,0,m,,,,,design\n", "severity");
  expect_wrong_row("INV-0001,,0,m,,,,,design\n", "severity");
  expect_wrong_row("INV-0001,error,8,m,,,,,design\n", "snip");
  expect_wrong_row("INV-0001,error,,m,,,,,design\n", "snip");
  expect_wrong_row("INV-0001,error,0,m,,,,,certain\n", "confidence");
  expect_wrong_row("INV-0001,error,0,,,,,,design\n", "message is empty");
  expect_wrong_row("INV-0001,error,0,m,,,design\n", "7 cells where the header has 9");
  expect_wrong_row("INV-0001,error,0,\"m,,,,,design\n", "quote");
}

TEST_F(CatalogueTest, RefusesCodesThatAreNotOfThePattern) {
  for (const char* code :
       {"", "INV", "INV-1", "INV-00001", "inv-0001", "X12-0001", "X12-3-0001", "INV-2-0001", "-0001", "INV 0001"})
    expect_wrong_row(std::string(code) + ",error,2,m,,,,,design\n", "the code");
}

TEST_F(CatalogueTest, RefusesWhatIsNoTemplate) {
  for (const char* wrong :
       {"open {element", "close }", "{}", "{0}", "{ element}", "{element:d}", "{element:", "{a{b}}"}) {
    expect_wrong_row("INV-0001,error,0," + std::string(wrong) + ",,,,,design\n", "message is not a template");
    expect_wrong_row("INV-0001,error,0,m," + std::string(wrong) + ",,,,design\n", "hint is not a template");
  }
}

TEST_F(CatalogueTest, CountsLinesNotRecords) {
  expect_failure(std::string(header) + "INV-0001,error,0,\"two\nlines\",,,,,design\n\nINV-0002,oops,0,m,,,,,design\n",
                 5, "severity");
}

TEST_F(CatalogueTest, RefusesACodeTwice) {
  expect_failure(std::string(header) + "INV-0001,error,0,m,,,,,design\nINV-0001,error,0,n,,,,,design\n", 3, "INV-0001");
}

TEST_F(CatalogueTest, NeedsAllColumns) {
  expect_failure("", 1, "empty");
  expect_failure("code,severity,snip,message,ack_999,ack_277ca,source,confidence\n", 1, "hint");
}

TEST_F(CatalogueTest, ReadsItsOwnFileWhereNoneIsGiven) {
  const auto catalogue = Catalogue::load(files::Resources());
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  for (const auto& [code, entry] : catalogue->entries()) EXPECT_EQ(code, entry.code);
}

}  // namespace
}  // namespace calx::findings
