// Where the delimiters stand in a stretch of bytes, by kind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "x12/delimiters.hpp"

namespace calx::x12 {

/// The delimiters of a block of bytes, as positions from the block's first byte, each list in order. Room is kept from
/// one block to the next; only the counted entries mean something.
struct DelimiterIndex {
  std::vector<std::uint32_t> ends;           ///< where elements end: element separators and segment terminators
  std::vector<std::uint32_t> segments;       ///< of each segment terminator: which of `ends` it is
  std::vector<std::uint32_t> parts;          ///< component and repetition separators
  std::vector<std::uint32_t> segment_parts;  ///< of each segment terminator: how many of `parts` stand before it
  std::size_t end_count = 0, segment_count = 0, part_count = 0;
  /// Besides delimiters and at most two line ends behind a terminator, all is printable ASCII.
  bool clean = true;
  /// No blank stands beside a delimiter: no value begins or ends with one.
  bool trimmed = true;

  /// Makes room for a block of `size` bytes and what the vector form writes, and Segment::Index lets read, beyond.
  void reserve(std::size_t size);
};

/// Indexes data[0, size), size below 4 GiB. Uses the widest vectors that the processor has (Highway).
void index_delimiters(const char* data, std::size_t size, const Delimiters& delimiters, DelimiterIndex& index);

/// The same, a byte at a time: what the vector form is compared with.
void index_delimiters_scalar(const char* data, std::size_t size, const Delimiters& delimiters, DelimiterIndex& index);

}  // namespace calx::x12
