// Small invoices, a profile and a folder to convert in. All people and organisations are invented.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "encounter/conversion.hpp"
#include "files/sha256.hpp"
#include "findings/catalogue.hpp"
#include "invoice/elements.hpp"
#include "text/csv.hpp"

namespace calx::encounter {

using Row = std::map<std::string, std::string>;

inline const std::string npi_1 = "1234567893", npi_2 = "1999999992", npi_3 = "1888888884";

/// A row that converts as it is: key of the element, cell.
inline Row row(const Row& changes = {}) {
  Row cells{
      {"invoice_number", "INV-1001"},
      {"invoice_date", "2026-04-30"},
      {"invoice_type", ""},
      {"original_reference", ""},
      {"control_number", "L1"},
      {"authorization_number", ""},
      {"payer_id", ""},
      {"payer_name", ""},
      {"member_cin", "91234567A"},
      {"member_mrn", ""},
      {"member_last_name", "Testerman"},
      {"member_first_name", "Ana"},
      {"member_middle_name", ""},
      {"member_suffix", ""},
      {"member_date_of_birth", "1980-02-15"},
      {"member_gender", "F"},
      {"member_homelessness", "N"},
      {"member_address", "1 Imaginary Avenue"},
      {"member_address_2", ""},
      {"member_city", "Fresno"},
      {"member_state", "CA"},
      {"member_zip", "93721"},
      {"billing_npi", npi_1},
      {"billing_tin", "987654321"},
      {"billing_name", "Muestra Community Services"},
      {"billing_first_name", ""},
      {"billing_taxonomy", "251B00000X"},
      {"billing_phone", "5595550100"},
      {"billing_address", "100 Invented Street"},
      {"billing_address_2", ""},
      {"billing_city", "Fresno"},
      {"billing_state", "CA"},
      {"billing_zip", "937210001"},
      {"rendering_npi", ""},
      {"rendering_name", ""},
      {"rendering_first_name", ""},
      {"rendering_taxonomy", ""},
      {"facility_name", ""},
      {"facility_npi", ""},
      {"facility_address", ""},
      {"facility_city", ""},
      {"facility_state", ""},
      {"facility_zip", ""},
      {"place_of_service", "11"},
      {"procedure_code", "G9012"},
      {"modifier_1", "U2"},
      {"modifier_2", ""},
      {"service_start", "2026-04-10"},
      {"service_end", ""},
      {"units", "1"},
      {"charge", "120.00"},
      {"diagnosis_1", "Z59.41"},
      {"note", ""},
      {"service_description", ""},
      {"admission_date", ""},
      {"paid_amount", ""},
      {"paid_date", ""},
  };
  for (const auto& [key, cell] : changes) {
    EXPECT_EQ(cells.count(key), 1U) << key;
    cells[key] = cell;
  }
  return cells;
}

/// A further line of the same claim, on a day of its own.
inline Row line(int number, Row changes = {}) {
  changes.try_emplace("control_number", "L" + std::to_string(number));
  changes.try_emplace("service_start", std::string("2026-0") + (number % 2 == 0 ? "3-" : "4-") +
                                           (number / 2 + 1 < 10 ? "0" : "") + std::to_string(number / 2 + 1));
  return row(changes);
}

inline std::string csv(const std::vector<Row>& rows) {
  std::string text;
  for (const auto& [key, cell] : rows.front()) text += (text.empty() ? "" : ",") + key;
  text += "\n";
  for (const Row& cells : rows) {
    std::string record;
    for (const auto& [key, cell] : cells) {
      if (&cell != &cells.begin()->second) record += ',';
      text::append_csv_cell(record, cell);
    }
    text += record + "\n";
  }
  return text;
}

class ConversionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "calx-encounter-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    request_.output_folder = (folder_ / "out").string();
    request_.date = text::Date{std::chrono::year{2026}, std::chrono::month{5}, std::chrono::day{1}};
    request_.first_control = 1;
    profile::Profile& profile = request_.profile;
    profile.submitter = {"EXAMPLE HEALTH PLAN", "123456789",       "305",        "EDI DESK",
                         "9165551234",          "edi@example.org", "EXAMPLE305", "123456789"};
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string input(const std::string& name, const std::string& text) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  /// Converts one invoice of these rows; the header is row 1.
  ConversionSummary convert_rows(const std::vector<Row>& rows) {
    request_.inputs = {input("may.csv", csv(rows))};
    return convert_inputs();
  }
  ConversionSummary convert_inputs() {
    auto summary = try_convert();
    EXPECT_TRUE(summary.has_value()) << summary.error().message;
    return summary.has_value() ? *summary : ConversionSummary{};
  }
  Result<ConversionSummary> try_convert() {
    findings_.findings.clear();
    static const files::Resources resources;
    static const auto elements = invoice::Elements::load(resources);
    static const auto catalogue = findings::Catalogue::load(resources);
    static const auto codes = codes::CodeSets::load(resources);
    static const auto options = calaim::CodingOptions::load(resources);
    EXPECT_TRUE(elements && catalogue && codes && options);
    const invoice::Context context{*elements, *catalogue, *codes, *options, request_.date};
    return convert(request_, context, findings_);
  }

  std::filesystem::path out(const std::string& name) const {
    return std::filesystem::path(request_.output_folder) / name;
  }
  static std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
  std::string encounter(int sequence = 1) const {
    return read(out("305_837P_MCE_20260501_0000" + std::to_string(sequence) + ".dat"));
  }
  std::vector<std::string> segments(int sequence = 1) const {
    std::vector<std::string> list;
    std::istringstream text(encounter(sequence));
    for (std::string segment; std::getline(text, segment, '~');) list.push_back(segment);
    return list;
  }
  /// The segments from the first that starts so, up to and without the next that starts with `end`.
  std::vector<std::string> from(std::string_view start, std::string_view end, int sequence = 1) const {
    std::vector<std::string> list;
    for (const std::string& segment : segments(sequence)) {
      const bool starts = segment.rfind(start, 0) == 0;
      if (list.empty() ? !starts : segment.rfind(end, 0) == 0) {
        if (!list.empty()) break;
        continue;
      }
      list.push_back(segment);
    }
    return list;
  }
  std::vector<std::string> starting(std::string_view start, int sequence = 1) const {
    std::vector<std::string> list;
    for (const std::string& segment : segments(sequence))
      if (segment.rfind(start, 0) == 0) list.push_back(segment);
    return list;
  }

  std::vector<std::string> codes() const {
    std::vector<std::string> list;
    for (const findings::Finding& finding : findings_.findings) list.push_back(finding.code);
    return list;
  }
  /// "CODE@row" of what the conversion itself reports.
  std::vector<std::string> own_findings() const {
    std::vector<std::string> list;
    for (const findings::Finding& finding : findings_.findings)
      if (finding.code.rfind("INV-09", 0) == 0) list.push_back(finding.code + "@" + std::to_string(finding.row));
    return list;
  }
  std::vector<std::vector<std::string>> records(const std::string& name) const {
    const std::string text = read(out(name));
    text::CsvReader reader(text, ',');
    text::CsvRecord record;
    std::vector<std::vector<std::string>> list;
    while (reader.next(record)) list.emplace_back(record.cells.begin(), record.cells.end());
    return list;
  }
  /// "row: errors" of a file of rejected rows.
  std::vector<std::string> rejected(const std::string& name = "rejected.csv") const {
    std::vector<std::string> list;
    for (const auto& record : records(name)) list.push_back(record[record.size() - 2] + ": " + record.back());
    if (!list.empty()) list.erase(list.begin());
    return list;
  }

  std::filesystem::path folder_;
  ConversionRequest request_;
  findings::Collector findings_;
};

}  // namespace calx::encounter
