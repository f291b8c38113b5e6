// Reading X12: bytes in, segments out, from a mapped file or a pipe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "files/input.hpp"
#include "x12/delimiter_index.hpp"
#include "x12/delimiters.hpp"
#include "x12/interchange_header.hpp"
#include "x12/segment.hpp"

namespace calx::x12 {

/// What is wrong with the bytes themselves. The reader goes on after each, where it can.
enum class Fault {
  none,
  nothing,          ///< the input is empty or blank
  no_interchange,   ///< no readable ISA header anywhere
  foreign_bytes,    ///< bytes that belong to no interchange were passed over
  bad_header,       ///< something that begins like an ISA header is none; reading goes on at the next one
  unended_segment,  ///< the input ends inside a segment; that segment is delivered next
  long_segment,     ///< no terminator within max_segment_bytes; reading goes on after the next terminator
  unreadable,       ///< the source failed: see failure()
};

/// Splits input into segments. Delimiters come from each ISA header; CR and LF after a terminator are passed over.
/// No allocation a segment. Usage:
///   Reader reader(bytes);
///   for (;;) switch (reader.next()) { case Reader::Event::segment: ...; case Event::fault: ...; case Event::end:
///   return; }
class Reader {
 public:
  enum class Event { segment, fault, end };

  static constexpr std::size_t max_segment_bytes = std::size_t{1} << 20;

  /// Reads `bytes`, which stay where they are.
  explicit Reader(std::string_view bytes);
  /// Reads `source` in portions of `portion` bytes.
  explicit Reader(files::ByteSource& source, std::size_t portion = std::size_t{1} << 18);

  Event next();

  /// The segment read last; valid until next().
  const Segment& segment() const { return now_; }
  /// Of that segment's first byte in the input.
  std::uint64_t offset() const { return segment_offset_; }
  /// ISA = 1; counts on through the interchange.
  std::uint64_t ordinal() const { return ordinal_; }
  const Delimiters& delimiters() const { return delimiters_; }

  Fault fault() const { return fault_; }
  std::uint64_t fault_offset() const { return fault_offset_; }
  /// How many bytes were passed over.
  std::uint64_t fault_size() const { return fault_size_; }
  const Failure& failure() const { return failure_; }

  /// Input offset before which nothing will be looked at again.
  std::uint64_t consumed() const { return base_ + cursor_; }

 private:
  Event outside();
  Event open(const InterchangeHeader& header);
  Event inside();
  Event pass_long_segment();
  Event finish();
  Event report(Fault fault, std::uint64_t offset, std::uint64_t size);
  Event deliver(std::size_t size, const Segment::Index& index);
  Event cut_off();
  bool index_more();
  void forget_index();
  bool refill();
  bool header_starts() const;
  std::string_view header_window() const;

  files::ByteSource* source_ = nullptr;
  std::vector<char> buffer_;
  const char* data_ = nullptr;  // the window
  std::size_t size_ = 0;
  std::uint64_t base_ = 0;  // input offset of the window's first byte
  bool at_end_ = false;     // nothing follows the window
  std::size_t cursor_ = 0;  // where the next segment begins, in the window

  DelimiterIndex index_;         // of a block of the window that begins with a segment
  std::size_t block_ = 0;        // where that is in the window
  std::size_t segment_ = 0;      // which of its terminators ends the next segment
  std::uint32_t first_end_ = 0;  // which of its ends is the next segment's first
  std::size_t part_ = 0;         // which of its parts comes next

  std::array<std::uint32_t, 17> header_ends_{};  // of ISA's elements
  Segment now_;
  std::uint64_t segment_offset_ = 0, ordinal_ = 0;
  Delimiters delimiters_;
  bool in_interchange_ = false;
  bool any_interchange_ = false;
  bool fault_reported_ = false;
  bool unended_ = false;  // the input's last segment has no terminator, and that was said
  bool failed_ = false;   // the source failed, and that was not said yet

  Fault fault_ = Fault::none;
  std::uint64_t fault_offset_ = 0, fault_size_ = 0;
  Failure failure_;
};

}  // namespace calx::x12
