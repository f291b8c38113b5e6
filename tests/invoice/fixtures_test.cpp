// The invoices under fixtures/invoices: the bad ones show the fault that their name says, the good ones none.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

#include "invoice_fixture.hpp"

namespace calx::invoice {
namespace {

struct Outcome {
  std::vector<findings::Finding> findings;
  int rows = 0, good = 0;
  std::set<std::string> of(findings::Severity severity) const {
    std::set<std::string> codes;
    for (const findings::Finding& finding : findings)
      if (finding.severity == severity) codes.insert(finding.code);
    return codes;
  }
};

/// Reads and checks files as one run.
Outcome run(const std::vector<std::string>& names, const Context& how = context()) {
  findings::Collector sink;
  Outcome result;
  CrossChecks across(how);
  std::vector<std::unique_ptr<std::string>> texts;
  for (const std::string& name : names) {
    texts.push_back(std::make_unique<std::string>(read_fixture(name)));
    InvoiceFile file(name, *texts.back(), how.elements, how.catalogue, sink);
    if (!across.begin_file(file, *texts.back(), sink) || !file.ok()) continue;
    RawRow row;
    InvoiceLine line;
    bool broken = false;
    while (file.next(row, broken)) {
      ++result.rows;
      if (broken) continue;
      if (check_row(file, row, how, line, sink))
        result.good += across.add(file, line, sink).ok ? 1 : 0;
      else
        across.leave_out(line);
    }
  }
  across.finish(sink);
  result.findings = std::move(sink.findings);
  return result;
}

/// The bad invoices by their code.
std::map<std::string, std::vector<std::string>> bad_invoices() {
  std::map<std::string, std::vector<std::string>> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(CALX_SOURCE_DIR) + "/fixtures/invoices/bad")) {
    const std::string name = entry.path().filename().string();
    files[name.substr(0, 8)].push_back("bad/" + name);
  }
  for (auto& [code, names] : files) std::sort(names.begin(), names.end());
  return files;
}

class BadInvoice : public testing::TestWithParam<std::pair<const std::string, std::vector<std::string>>> {};

TEST_P(BadInvoice, ShowsTheFaultOfItsName) {
  const auto& [code, names] = GetParam();
  Context how = context();
  how.five_digit_zip_is_error = code == "INV-0313";
  how.homeless_stand_in_available = code != "INV-0310";
  how.one_unit_per_ecm_contact = code == "INV-0514";
  const Outcome result = run(names, how);

  const findings::Entry* const entry = how.catalogue.find(code);
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(result.of(entry->severity).count(code), 1u);
  std::set<std::string> errors = result.of(findings::Severity::error);
  errors.erase(code);
  EXPECT_EQ(errors, std::set<std::string>()) << "one cause, one finding";
  // Nothing that a person is known by may stand in a message.
  for (const findings::Finding& finding : result.findings)
    for (const char* const word :
         {"90000001", "90000002", "Testerman", "Inventada", "1980", "1991", "Example Street"}) {
      EXPECT_EQ(finding.message.find(word), std::string::npos) << finding.code;
      EXPECT_EQ(finding.hint.find(word), std::string::npos) << finding.code;
    }
}

INSTANTIATE_TEST_SUITE_P(All, BadInvoice, testing::ValuesIn(bad_invoices()), [](const auto& instance) {
  std::string name = instance.param.first;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Invoices, EveryCodingOptionPasses) {
  const Outcome result = run({"every-service.csv"});
  EXPECT_EQ(result.rows, 54);
  EXPECT_EQ(result.good, 54);
  // Options that no public document confirms get a warning; nothing else is said.
  EXPECT_EQ(result.of(findings::Severity::error), std::set<std::string>());
  EXPECT_EQ(result.of(findings::Severity::warning), std::set<std::string>{"INV-0506"});
  EXPECT_EQ(result.of(findings::Severity::info), std::set<std::string>());
  // G9008 four times, H0043 U2, H0044 U6, H0040 U2 and U1.
  EXPECT_EQ(result.findings.size(), 8u);
}

TEST(Invoices, SmallPassesWithoutAFinding) {
  for (const char* const name : {"small.csv", "small.jsonl", "excel-semicolon-windows-1252.csv", "excel-utf-16.txt"}) {
    const Outcome result = run({name});
    EXPECT_EQ(result.rows, 12) << name;
    EXPECT_EQ(result.good, 12) << name;
    EXPECT_TRUE(result.findings.empty()) << name;
  }
}

TEST(Invoices, WhatASpreadsheetDidToNumbersIsRestoredAndSaid) {
  const Outcome result = run({"excel-bom-quotes.csv"});
  EXPECT_EQ(result.rows, 12);
  EXPECT_EQ(result.good, 12);
  EXPECT_EQ(result.of(findings::Severity::error), std::set<std::string>());
  EXPECT_EQ(result.of(findings::Severity::warning), (std::set<std::string>{"INV-0108", "INV-0109"}));
}

TEST(Invoices, MixedProblemsHoldsTwelveGoodRowsAndEightFaulty) {
  const Outcome result = run({"mixed-problems.csv"});
  EXPECT_EQ(result.rows, 20);
  EXPECT_EQ(result.good, 12);
  EXPECT_EQ(result.of(findings::Severity::error),
            (std::set<std::string>{"INV-0101", "INV-0107", "INV-0204", "INV-0209", "INV-0301", "INV-0311", "INV-0312",
                                   "INV-0401", "INV-0503", "INV-0504", "INV-0513"}));
}

TEST(Invoices, AllFilesTogetherAreOneRun) {
  const Outcome result = run({"every-service.csv", "small.csv", "small.jsonl", "excel-semicolon-windows-1252.csv",
                              "excel-utf-16.txt", "excel-bom-quotes.csv"});
  EXPECT_EQ(result.rows, 114);
  EXPECT_EQ(result.good, 114);
}

}  // namespace
}  // namespace calx::invoice
