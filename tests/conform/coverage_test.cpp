// What the suite of fixtures/conformance must hold: two cases a rule, a word about every rule of the reference, and
// (with the other tests) a case for every code of the catalogue.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "../files/temporary_folder.hpp"
#include "conform/find_cases.hpp"
#include "running.hpp"
#include "text/csv.hpp"

namespace calx::conform {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

/// Rules that cannot have cases here, and where they are shown.
const std::map<std::string, std::string> shown_elsewhere = {
    {"CALAIM-CODING-ENDED", "no coding option that is shipped has ended: tests/validate/overlays_test.cpp makes one"},
    {"DHCS-CLAIMS", "a file of 5,001 claims: tests/validate/memory_test.cpp makes one"},
};

/// The ids of the rules of all grammars and overlays, as their files say them.
std::set<std::string> rule_ids() {
  std::set<std::string> ids;
  for (const std::string& name : built_in().resources.list("grammars/")) {
    if (!name.ends_with(".xml")) continue;
    const std::string_view text = must(built_in().resources.read(name));
    pugi::xml_document document;
    if (!document.load_buffer(text.data(), text.size())) throw std::runtime_error("cannot read " + name);
    for (const pugi::xpath_node& rule : document.select_nodes("//*[@id and @message]"))
      ids.insert(rule.node().attribute("id").value());
  }
  return ids;
}

const std::vector<Case>& all_cases() {
  static const std::vector<Case> cases = must(find_cases(fixture("conformance")));
  return cases;
}

bool expects(const Case& entry, const std::string& code) {
  return entry.findings && std::any_of(entry.findings->begin(), entry.findings->end(),
                                       [&](const Expected& expected) { return expected.code == code; });
}

TEST(Rules, HaveACaseThatFindsThemAndOneThatDoesNot) {
  const std::set<std::string> ids = rule_ids();
  ASSERT_EQ(ids.count("2300-02"), 1U);
  ASSERT_EQ(ids.count("DHCS-ISA06"), 1U);
  std::vector<std::string> never_found, always_found;
  for (const std::string& id : ids) {
    const auto any = [&](auto&& holds) { return std::any_of(all_cases().begin(), all_cases().end(), holds); };
    const bool found = any([&](const Case& entry) { return expects(entry, id); });
    const bool not_found =
        any([&](const Case& entry) { return entry.rule == id && entry.findings && !expects(entry, id); });
    if (shown_elsewhere.count(id) != 0) {
      EXPECT_FALSE(found) << id << " has a case now: it need not be shown elsewhere";
      continue;
    }
    if (!found) never_found.push_back(id);
    if (!not_found) always_found.push_back(id);
  }
  EXPECT_THAT(never_found, IsEmpty()) << "no case finds these";
  EXPECT_THAT(always_found, IsEmpty()) << "no case is for these and does not find them";
}

/// X12 codes: tests/validate/catalogue_test.cpp. Bad invoices bear the code that tests/invoice/fixtures_test.cpp finds;
/// what only conversion finds (INV-09) stands in an expectation of tests/encounter. Directories with faults (NET) are
/// told of in fixtures/network/bad/cases.csv, which tests/network runs; what only writing and reading a 274 find, in
/// its tests.
TEST(Catalogue, EveryCodeOfInvoicesAndDirectoriesIsRaised) {
  std::set<std::string> raised;
  for (const auto& entry : fs::directory_iterator(fixture("invoices/bad")))
    raised.insert(entry.path().filename().string().substr(0, 8));
  for (const Case& entry : all_cases()) {
    if (!entry.findings) continue;
    for (const Expected& expected : *entry.findings) raised.insert(expected.code);
  }
  std::string conversion, networks = files::tests::content_of(fixture("network/bad/cases.csv"));
  for (const auto& entry : fs::directory_iterator(std::string(CALX_SOURCE_DIR) + "/tests/encounter"))
    conversion += files::tests::content_of(entry.path().string());
  for (const char* folder : {"/tests/network", "/tests/calx"})
    for (const auto& entry : fs::directory_iterator(std::string(CALX_SOURCE_DIR) + folder))
      networks += files::tests::content_of(entry.path().string());
  std::vector<std::string> silent;
  for (const auto& [code, entry] : built_in().catalogue.entries())
    if (!code.starts_with("X12-") && raised.count(code) == 0 &&
        !(code.starts_with("INV-09") && conversion.find(code) != std::string::npos) &&
        !(code.starts_with("NET-") && networks.find(code) != std::string::npos))
      silent.push_back(code);
  EXPECT_THAT(silent, IsEmpty());
}

/// A row of a coverage.csv.
struct Covered {
  std::string rule, how, by, why, origin;
};

std::vector<std::vector<std::string>> read_rows(const std::string& path) {
  const std::string text = files::tests::content_of(path);
  text::CsvReader reader(text, ',');
  text::CsvRecord record;
  std::vector<std::vector<std::string>> rows;
  while (reader.next(record))
    if (!record.cells.empty()) rows.emplace_back(record.cells.begin(), record.cells.end());
  return rows;
}

std::vector<Covered> read_coverage() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fixture("conformance")))
    if (entry.path().filename() == "coverage.csv") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  std::vector<Covered> all;
  for (const std::string& path : paths) {
    auto rows = read_rows(path);
    EXPECT_THAT(rows.front(), testing::ElementsAre("rule", "how", "by", "why")) << path;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const std::string origin = path + ", row " + std::to_string(i + 1);
      EXPECT_EQ(rows[i].size(), 4U) << origin;
      rows[i].resize(4);
      all.push_back({rows[i][0], rows[i][1], rows[i][2], rows[i][3], origin});
    }
  }
  return all;
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

TEST(Coverage, NamesRulesAndCodesThatExist) {
  const std::set<std::string> ids = rule_ids();
  const auto exists = [&](const std::string& id) {
    return ids.count(id) != 0 || built_in().catalogue.find(id) != nullptr;
  };
  for (const Covered& row : read_coverage()) {
    if (row.how == "rule" || row.how == "finding") {
      for (const std::string& id : words(row.by.empty() ? row.rule : row.by))
        EXPECT_TRUE(exists(id)) << row.origin << ": there is no " << id;
    } else if (row.how == "grammar") {
      EXPECT_FALSE(row.by.empty()) << row.origin << ": what of the grammar?";
      for (const std::string& id : words(row.by)) {
        EXPECT_TRUE(!id.starts_with("X12-") || exists(id)) << row.origin << ": there is no " << id;
      }
    } else if (row.how == "left-out") {
      EXPECT_FALSE(row.why.empty()) << row.origin << ": why is it left out?";
    } else {
      ADD_FAILURE() << row.origin << ": \"" << row.how << "\" is none of rule, finding, grammar and left-out";
    }
  }
}

/// The reference beside the project, also where this is a second working tree of it.
std::string reference() {
  for (fs::path folder = fs::path(CALX_SOURCE_DIR).parent_path(); folder != folder.root_path();
       folder = folder.parent_path())
    if (const fs::path path = folder / "shared/reference/x12/837P-situational-rules.csv"; fs::exists(path))
      return path.string();
  return {};
}

TEST(Coverage, NamesEveryRuleOfTheReferenceOnce) {
  const std::string path = reference();
  if (path.empty()) GTEST_SKIP() << "the reference is not here";
  std::map<std::string, std::vector<std::string>> origins;
  for (const Covered& row : read_coverage()) origins[row.rule].push_back(row.origin);
  std::vector<std::string> missing;
  const auto rows = read_rows(path);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto found = origins.find(rows[i].front());
    if (found == origins.end()) {
      missing.push_back(rows[i].front());
      continue;
    }
    EXPECT_EQ(found->second.size(), 1U) << rows[i].front() << ": " << testing::PrintToString(found->second);
    origins.erase(found);
  }
  EXPECT_EQ(rows.size(), 334U);
  EXPECT_THAT(missing, IsEmpty()) << missing.size() << " rules of the reference are in no coverage.csv";
  for (const auto& [rule, where] : origins) ADD_FAILURE() << where.front() << ": the reference has no rule " << rule;
}

}  // namespace
}  // namespace calx::conform
