// Small directories in a folder of their own, and what is needed to read and write them. All people and organizations
// are invented.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "network/directory.hpp"
#include "network/transaction_reader.hpp"
#include "network/write_tables.hpp"
#include "network/writing.hpp"
#include "text/csv.hpp"
#include "validate/validator.hpp"

namespace calx::network {

namespace fs = std::filesystem;

inline const fs::path fixtures = fs::path(CALX_SOURCE_DIR) / "fixtures" / "network";

struct Shared {
  files::Resources resources;
  findings::Catalogue catalogue = *findings::Catalogue::load(resources);
  codes::CodeSets codes = *codes::CodeSets::load(resources);
  calaim::CodingOptions options = *calaim::CodingOptions::load(resources);
  Knowledge knowledge = load();

 private:
  Knowledge load() {
    auto loaded = Knowledge::load(resources, catalogue, codes, options);
    if (!loaded) throw std::runtime_error(loaded.error().message);
    return std::move(*loaded);
  }
};

inline const Shared& shared() {
  static const Shared all;
  return all;
}

inline std::string content_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class NetworkTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "calx-network-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    fs::create_directory(folder_ / "tables");
    request_.directory = (folder_ / "tables").string();
    request_.output_folder = (folder_ / "out").string();
    request_.date = text::Date{std::chrono::year(2026), std::chrono::May, std::chrono::day(1)};
    request_.first_control = 7;
    request_.profile.submitter = {"EXAMPLE HEALTH PLAN", "123456789",       "305",        "EDI DESK",
                                  "9165551234",          "edi@example.org", "EXAMPLE305", "123456789"};
  }
  void TearDown() override { fs::remove_all(folder_); }

  void table(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / "tables" / (name + ".csv"), std::ios::binary) << text;
  }
  void copy_tables(const fs::path& from) {
    for (const auto& file : fs::directory_iterator(from))
      if (file.path().extension() == ".csv")
        fs::copy_file(file.path(), folder_ / "tables" / file.path().filename(), fs::copy_options::overwrite_existing);
  }

  Directory read() {
    findings_.findings.clear();
    auto directory = read_directory(request_.directory, shared().knowledge, findings_);
    EXPECT_TRUE(directory) << directory.error().message;
    return directory ? std::move(*directory) : Directory{};
  }
  Result<WritingSummary> try_write() {
    findings_.findings.clear();
    return write_network(request_, shared().knowledge, findings_);
  }
  WritingSummary write() {
    auto summary = try_write();
    EXPECT_TRUE(summary) << summary.error().message;
    return summary ? std::move(*summary) : WritingSummary{};
  }
  std::string written(const std::string& name = "305_274_20260501_00001.dat") const {
    return content_of(folder_ / "out" / name);
  }
  static std::vector<std::string> segments_of(const std::string& text) {
    std::vector<std::string> list;
    std::istringstream in(text);
    for (std::string segment; std::getline(in, segment, '~');) list.push_back(segment);
    return list;
  }
  ReadNetwork read_back(const std::string& text) {
    findings_.findings.clear();
    x12::Reader reader(text);
    auto network = read_transaction(reader, "network.dat", request_.profile.network, shared().knowledge, findings_);
    EXPECT_TRUE(network) << network.error().message;
    return network ? std::move(*network) : ReadNetwork{};
  }

  /// "NET-0214 sites.csv 2 County".
  std::vector<std::string> found() const {
    std::vector<std::string> list;
    for (const findings::Finding& finding : findings_.findings)
      list.push_back(finding.code + " " + fs::path(finding.file).filename().string() + " " +
                     std::to_string(finding.row) + " " + finding.column);
    return list;
  }
  std::vector<std::string> codes() const {
    std::vector<std::string> list;
    for (const findings::Finding& finding : findings_.findings) list.push_back(finding.code);
    return list;
  }

  fs::path folder_;
  WritingRequest request_;
  findings::Collector findings_;
};

/// Judges a 274 with the shipped grammar and DHCS's overlay.
inline std::vector<findings::Finding> judged(const std::string& text) {
  auto library = grammar::Library::open(shared().resources, {"dhcs-274"}, {});
  if (!library) throw std::runtime_error(library.error().message);
  const validate::Knowledge by{*library, shared().catalogue, shared().codes, shared().options};
  validate::Options options;
  options.today = text::Date{std::chrono::year(2026), std::chrono::May, std::chrono::day(1)};
  findings::Collector collector;
  x12::Reader reader(text);
  auto totals = validate::validate(reader, "network.dat", by, options, collector);
  if (!totals) throw std::runtime_error(totals.error().message);
  return collector.findings;
}

}  // namespace calx::network
