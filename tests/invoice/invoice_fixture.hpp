// What the tests of this folder share: the tables, and a row made of named cells.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "calaim/coding_options.hpp"
#include "codes/code_set.hpp"
#include "files/resources.hpp"
#include "findings/catalogue.hpp"
#include "invoice/checks.hpp"
#include "invoice/elements.hpp"
#include "invoice/file.hpp"
#include "text/csv.hpp"

namespace calx::invoice {

inline constexpr text::Date run_date{std::chrono::year(2026), std::chrono::May, std::chrono::day(1)};

/// Built once: all that a Context refers to.
struct Tables {
  files::Resources resources;
  Elements elements;
  findings::Catalogue catalogue;
  codes::CodeSets codes;
  calaim::CodingOptions coding_options;

  static const Tables& get() {
    static const Tables tables = [] {
      files::Resources resources;
      auto elements = Elements::load(resources);
      auto catalogue = findings::Catalogue::load(resources);
      auto codes = codes::CodeSets::load(resources);
      auto options = calaim::CodingOptions::load(resources);
      return Tables{{},
                    std::move(elements.value()),
                    std::move(catalogue.value()),
                    std::move(codes.value()),
                    std::move(options.value())};
    }();
    return tables;
  }
};

inline Context context() {
  const Tables& tables = Tables::get();
  return {.elements = tables.elements,
          .catalogue = tables.catalogue,
          .codes = tables.codes,
          .coding_options = tables.coding_options,
          .today = run_date};
}

inline std::string read_fixture(const std::string& name) {
  std::ifstream in(std::string(CALX_SOURCE_DIR) + "/fixtures/invoices/" + name, std::ios::binary);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Cells by the keys of elements; made into CSV with the table's headers.
using Cells = std::map<std::string, std::string>;

/// A row without fault: 2 hours of housing navigation for an invented member.
inline Cells good_row() {
  return {{"invoice_number", "INV-7"},
          {"invoice_date", "2026-04-30"},
          {"control_number", "1"},
          {"member_cin", "90000001A"},
          {"member_last_name", "Testerman"},
          {"member_first_name", "Alex"},
          {"member_date_of_birth", "1980-02-29"},
          {"member_gender", "M"},
          {"member_homelessness", "N"},
          {"member_address", "100 Example Street"},
          {"member_city", "Fresno"},
          {"member_state", "CA"},
          {"member_zip", "93721"},
          {"billing_npi", "1234567893"},
          {"billing_tin", "12-3456789"},
          {"billing_name", "Example Housing Partners"},
          {"billing_phone", "559-555-0100"},
          {"billing_address", "200 Sample Avenue"},
          {"billing_city", "Fresno"},
          {"billing_state", "CA"},
          {"billing_zip", "93721-1234"},
          {"place_of_service", "12"},
          {"procedure_code", "H0043"},
          {"modifier_1", "U6"},
          {"service_start", "2026-04-02"},
          {"units", "1"},
          {"charge", "118.00"},
          {"diagnosis_1", "Z59.811"}};
}

inline Cells with(Cells cells, const Cells& changes) {
  for (const auto& [key, value] : changes) cells[key] = value;
  return cells;
}

inline std::string csv(const std::vector<Cells>& rows) {
  std::set<std::string> used;
  for (const Cells& row : rows)
    for (const auto& [key, value] : row) used.insert(key);
  std::string text;
  std::vector<std::string> keys;
  for (const Element& element : Tables::get().elements.all())
    if (used.count(element.name) != 0) {
      if (!keys.empty()) text += ',';
      keys.push_back(element.name);
      text::append_csv_cell(text, element.header);
    }
  text += '\n';
  for (const Cells& row : rows) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (i > 0) text += ',';
      const auto cell = row.find(keys[i]);
      if (cell == row.end()) continue;
      // Quoted as it is: append_csv_cell would guard what a test means as it stands.
      text += '"';
      for (const char c : cell->second) text += c == '"' ? std::string("\"\"") : std::string(1, c);
      text += '"';
    }
    text += '\n';
  }
  return text;
}

inline std::vector<std::string> codes_of(const findings::Collector& sink) {
  std::vector<std::string> codes;
  for (const findings::Finding& finding : sink.findings) codes.push_back(finding.code);
  return codes;
}

/// One row, checked.
struct Checked {
  bool ok = false;
  InvoiceLine line;
  std::vector<findings::Finding> findings;

  const findings::Finding* find(std::string_view code) const {
    for (const findings::Finding& finding : findings)
      if (finding.code == code) return &finding;
    return nullptr;
  }
  std::vector<std::string> codes() const {
    std::vector<std::string> all;
    for (const findings::Finding& finding : findings) all.push_back(finding.code);
    return all;
  }
};

inline Checked check(const Cells& cells, const Context& how = context()) {
  const std::string text = csv({cells});
  findings::Collector sink;
  InvoiceFile file("test.csv", text, how.elements, how.catalogue, sink);
  EXPECT_TRUE(file.ok());
  Checked checked;
  RawRow row;
  bool broken = false;
  EXPECT_TRUE(file.next(row, broken));
  EXPECT_FALSE(broken);
  checked.ok = check_row(file, row, how, checked.line, sink);
  checked.findings = std::move(sink.findings);
  return checked;
}

}  // namespace calx::invoice
