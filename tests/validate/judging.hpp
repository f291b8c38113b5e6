// Judging small files in tests: files made by changing a good one, findings as short texts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/resources.hpp"
#include "validate/validator.hpp"

namespace calx::validate {

/// A file as its segments, ISA = 1. Where SE segments are plain, their counts are made right when the file is written.
class File {
 public:
  /// A small commercial claim: two lines (100 and 50), 32 segments, nothing wrong with it.
  static File good();
  /// One of fixtures/837p: "ecm.x12".
  static File fixture(const std::string& name);

  File& set(std::size_t ordinal, std::string segment);
  File& insert(std::size_t ordinal, const std::vector<std::string>& segments);  ///< before `ordinal`
  File& erase(std::size_t ordinal, std::size_t count = 1);
  File& replace(std::size_t ordinal, std::string_view from, std::string_view to);  ///< within one segment
  File& append(const File& other);
  /// SE01 stays as it is.
  File& keep_counts();

  const std::string& segment(std::size_t ordinal) const { return segments_[ordinal - 1]; }
  std::vector<std::string> segments(std::size_t from, std::size_t through) const;
  std::size_t size() const { return segments_.size(); }
  std::string text() const;

 private:
  std::vector<std::string> segments_;
  bool count_ = true;
};

std::string read_file(const std::string& path);
std::string fixture_path(const std::string& name);

struct Asked {
  std::vector<std::string> overlays;
  Options options = standard();
  std::vector<std::pair<std::string, std::string>> stated;  ///< by the profile
  static Options standard();                                ///< judged on 2026-03-31
};

struct Judged {
  Totals totals;
  std::vector<findings::Finding> findings;
  std::vector<std::string> texts() const;
  /// The only finding; a failed test where there is another number of them.
  findings::Finding only() const;
};

/// What all tests share: catalogue, code sets, coding options, built in.
struct Facts {
  files::Resources resources;
  findings::Catalogue catalogue;
  codes::CodeSets codes;
  calaim::CodingOptions options;
};
const Facts& facts();
/// A library with these overlays, kept for the whole program.
grammar::Library& library(const std::vector<std::string>& overlays,
                          const std::vector<std::pair<std::string, std::string>>& stated = {});

Judged judge(std::string_view text, const Asked& asked = {});
Judged judge(const File& file, const Asked& asked = {});

/// "X12-2-0050 CLM(20) 7", "X12-5-0006 HI(22) 2.2", "X12-1-0003 (0)".
std::string in_short(const findings::Finding& finding);

}  // namespace calx::validate
