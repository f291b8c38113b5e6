#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "cases.hpp"
#include "text/csv.hpp"

namespace calx::validate {
namespace {

/// What the cases of fixtures/conformance find; that they do, tests/conform shows.
std::set<std::string> codes_of_conformance_cases() {
  std::set<std::string> codes;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::string(CALX_SOURCE_DIR) + "/fixtures/conformance")) {
    if (entry.path().filename() != "cases.csv") continue;
    const std::string text = read_file(entry.path().string());
    text::CsvReader reader(text, ',');
    text::CsvRecord record;
    if (!reader.next(record)) continue;
    const auto column = std::find(record.cells.begin(), record.cells.end(), "findings") - record.cells.begin();
    while (reader.next(record)) {
      if (record.cells.size() <= static_cast<std::size_t>(column)) continue;
      std::istringstream findings{std::string(record.cells[static_cast<std::size_t>(column)])};
      for (std::string finding; std::getline(findings >> std::ws, finding, ';');)
        codes.insert(finding.substr(0, finding.find(' ')));
    }
  }
  return codes;
}

/// Every X12 code of the catalogue is raised by a case of some table; none is left over.
TEST(Catalogue, EveryCodeIsRaised) {
  std::set<std::string> raised = codes_of_conformance_cases();
  for (const auto& cases : {fixture_cases(), envelope_cases(), walker_cases(), element_cases(), claim_cases()})
    for (const Case& entry : cases)
      for (const findings::Finding& finding : judge(entry.text, entry.asked).findings) raised.insert(finding.code);
  std::vector<std::string> silent;
  for (const auto& [code, entry] : facts().catalogue.entries())
    if (code.substr(0, 3) == "X12" && raised.count(code) == 0) silent.push_back(code);
  EXPECT_THAT(silent, testing::IsEmpty());
}

TEST(Catalogue, EveryRuleOfTheShippedOverlaysIsRaised) {
  // The option that has ended and the file of too many claims have tests of their own.
  std::set<std::string> raised = codes_of_conformance_cases();
  raised.insert({"CALAIM-CODING-ENDED", "DHCS-CLAIMS"});
  for (const auto& cases : {claim_cases(), overlay_cases()})
    for (const Case& entry : cases)
      for (const findings::Finding& finding : judge(entry.text, entry.asked).findings) raised.insert(finding.code);
  const grammar::Model& model = (*library({"dhcs"}).by_id("837P-005010X222A1"))->model();
  ASSERT_FALSE(model.element_rules.empty());
  for (const grammar::ElementRule& rule : model.element_rules)
    EXPECT_EQ(raised.count(rule.rule.id), 1U) << rule.rule.id;
  for (const grammar::CheckRule& check : model.checks) EXPECT_EQ(raised.count(check.rule.id), 1U) << check.rule.id;
}

}  // namespace
}  // namespace calx::validate
