// Where bare cells of CSV end, found in 64 bytes at a time.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace calx::text {

inline constexpr std::size_t csv_block = 64;

/// Bit i is set where block[i] is the separator or a line break; csv_block bytes are read.
std::uint64_t csv_stops(const char* block, char separator);

/// The stops of a text, asked for from the front to the back: each block is looked at once.
class CsvStops {
 public:
  CsvStops(const char* at, const char* end, char separator) : end_(end), separator_(separator) { look(at); }

  /// The first separator or line break at `at` or behind it, else the end of the text.
  const char* from(const char* at) {
    for (;;) {
      const auto offset = static_cast<std::size_t>(at - block_);
      if (offset < csv_block) {
        const std::uint64_t stops = stops_ >> offset;
        if (stops != 0) return at + std::countr_zero(stops);
        at = block_ + csv_block;
      }
      if (at >= end_) return end_;
      look(at);
    }
  }

 private:
  void look(const char* at) {
    block_ = at;
    const auto left = static_cast<std::size_t>(end_ - at);
    if (left >= csv_block) {
      stops_ = csv_stops(at, separator_);
      return;
    }
    char rest[csv_block] = {};  // a zero is no stop
    std::memcpy(rest, at, left);
    stops_ = csv_stops(rest, separator_);
  }

  const char* const end_;
  const char* block_ = nullptr;
  std::uint64_t stops_ = 0;
  const char separator_;
};

}  // namespace calx::text
