// An input read a second time, where a finding says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

namespace calx::report {

/// A regular file by places. What cannot be read any more is empty: a report is made without it then.
class SourceFile {
 public:
  explicit SourceFile(const std::string& path) : in_(path, std::ios::binary) {}

  /// Up to `size` bytes from `offset` on; fewer at the end.
  std::string read(std::uint64_t offset, std::size_t size);

  /// Line and column, both from 1; the column in characters (bytes that are no UTF-8 count one each at most).
  struct Position {
    std::uint64_t line = 1, column = 1;
  };
  /// Of the byte at `offset`. Reads on from the last one asked for, so that rising offsets cost one pass in all; going
  /// back costs one block.
  Position position(std::uint64_t offset);

 private:
  static constexpr std::size_t block = std::size_t{1} << 14;
  struct Place {
    std::uint64_t offset = 0;
    Position position;
  };
  std::ifstream in_;
  std::vector<Position> blocks_ = std::vector<Position>(1);  // where each block begins, as far as was read
  Place last_;                                               // asked for
};

}  // namespace calx::report
