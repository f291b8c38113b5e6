// What the tests of this folder share: the shipped grammars, findings, files that go away again.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "files/resources.hpp"
#include "report/report.hpp"

namespace calx::report {

inline grammar::Library& shipped_grammars() {
  static const files::Resources resources;
  static grammar::Library library = grammar::Library::open(resources, {"dhcs"}).value();
  return library;
}

inline const findings::Catalogue& shipped_catalogue() {
  static const findings::Catalogue catalogue = findings::Catalogue::load(files::Resources()).value();
  return catalogue;
}

inline Context shipped(bool show_values = false) {
  return {&shipped_catalogue(), &shipped_grammars(), show_values, "0.1.0"};
}

/// A file of its own; gone when the test is over.
class WrittenFile {
 public:
  explicit WrittenFile(const std::string& bytes) {
    std::string name = (std::filesystem::temp_directory_path() / "calx-report-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    EXPECT_GE(descriptor, 0);
    std::ofstream(name, std::ios::binary) << bytes;
    path_ = name;
  }
  WrittenFile(const WrittenFile&) = delete;
  WrittenFile& operator=(const WrittenFile&) = delete;
  ~WrittenFile() { std::filesystem::remove(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// 106 bytes, the terminator the last.
inline std::string header(const std::string& number = "000000001", char element = '*', char component = ':',
                          char terminator = '~') {
  std::string text =
      "ISA*00*          *00*          *ZZ*EXAMPLE CLINIC *ZZ*EXAMPLE PAYER  *260315*0000*^*00501*" + number + "*0*T*";
  for (char& c : text)
    if (c == '*') c = element;
  return text + component + terminator;
}

inline findings::Finding finding_at(std::uint64_t offset, const std::string& segment, int element = 0,
                                    int component = 0, int repetition = 0) {
  findings::Finding finding;
  finding.file = "a.x12";
  finding.code = "X12-2-0050";
  finding.snip = 2;
  finding.message = "What is wrong.";
  finding.segment = segment;
  finding.segment_ordinal = 2;
  finding.offset = offset;
  finding.element = element;
  finding.component = component;
  finding.repetition = repetition;
  finding.isa = "000000001";
  return finding;
}

/// Of a claim in transaction set 0001.
inline findings::Finding of_claim(const std::string& claim, findings::Severity severity = findings::Severity::error) {
  findings::Finding finding = finding_at(1840, "CLM", 5, 3);
  finding.severity = severity;
  finding.gs = "1";
  finding.st = "0001";
  finding.claim = claim;
  return finding;
}

inline findings::Finding of_row(std::uint64_t row, findings::Severity severity = findings::Severity::error) {
  findings::Finding finding;
  finding.file = "may.csv";
  finding.code = "INV-0306";
  finding.severity = severity;
  finding.snip = 2;
  finding.message = "the gender must be F, M or U";
  finding.row = row;
  finding.column = "Member Gender";
  finding.key = "member_gender";
  return finding;
}

}  // namespace calx::report
