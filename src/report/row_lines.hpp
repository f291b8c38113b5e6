// Which line of an invoice file a row begins on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "files/input.hpp"

namespace calx::report {

/// A record of CSV may span several lines: a cell in quotes holds line breaks. Of JSON Lines, a row is a line.
class RowLines {
 public:
  /// Knows no lines of a file that cannot be read, or is UTF-16.
  explicit RowLines(const std::string& path);

  /// Line, from 1, of record `row`, from 1. Rising rows cost one pass in all.
  std::optional<std::uint64_t> line_of(std::uint64_t row);

 private:
  struct Record {
    std::uint64_t row = 1;
    std::size_t offset = 0;
    std::uint64_t line = 1;
  };
  std::string_view text() const;

  std::optional<files::MappedFile> file_;
  bool json_ = false;
  char separator_ = ',';
  std::vector<Record> known_;  // records at regular distances
  Record last_;                // asked for
};

}  // namespace calx::report
