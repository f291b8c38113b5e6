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

  Event next() {
    // Nearly always the segment is indexed, and is no matter of the envelope.
    if (segment_ != index_.segment_count && begins_plainly(data_[cursor_])) return take();
    return in_interchange_ ? inside() : outside();
  }

  /// The segment read last; valid until next().
  const Segment& segment() const { return now_; }
  /// The text of the segment that next() will read, where that is known without a search and is no matter of the
  /// envelope; else empty.
  std::string_view upcoming() const {
    if (segment_ == index_.segment_count) return {};
    std::size_t begin = cursor_;
    if (line_ends_pass_)
      while (data_[begin] == '\r' || data_[begin] == '\n') ++begin;  // a terminator stands behind them
    if (!begins_plainly(data_[begin])) return {};
    return {data_ + begin, block_ + index_.ends[index_.segments[segment_]] - begin};
  }
  /// Of that segment's first byte in the input.
  std::uint64_t offset() const { return segment_offset_; }
  /// ISA = 1; counts on through the interchange.
  std::uint64_t ordinal() const { return ordinal_; }
  const Delimiters& delimiters() const { return delimiters_; }
  /// The first byte of input that stays where it is; null where it comes in portions.
  const char* input() const { return source_ == nullptr ? data_ : nullptr; }

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
  Event take();
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
  /// With a letter, but not as ISA and IEA do.
  static bool begins_plainly(char c) { return c >= 'A' && c != 'I'; }

  files::ByteSource* source_ = nullptr;
  std::vector<char> buffer_;
  const char* data_ = nullptr;  // the window
  std::size_t size_ = 0;
  std::uint64_t base_ = 0;  // input offset of the window's first byte
  bool at_end_ = false;     // nothing follows the window
  std::size_t cursor_ = 0;  // where the next segment begins, in the window

  DelimiterIndex index_;         // of a block of the window that begins with a segment; empty outside interchanges
  std::size_t block_ = 0;        // where that is in the window
  std::size_t segment_ = 0;      // which of its terminators ends the next segment
  std::uint32_t first_end_ = 0;  // which of its ends is the next segment's first
  std::uint32_t part_ = 0;       // which of its parts comes next

  std::array<std::uint32_t, 17 + Segment::Index::stride> header_ends_{};  // of ISA's elements
  Segment now_;
  std::uint64_t segment_offset_ = 0, ordinal_ = 0;
  Delimiters delimiters_;
  bool line_ends_pass_ = false;  // neither CR nor LF is a delimiter
  bool in_interchange_ = false;
  bool any_interchange_ = false;
  bool fault_reported_ = false;
  bool unended_ = false;  // the input's last segment has no terminator, and that was said
  bool failed_ = false;   // the source failed, and that was not said yet

  Fault fault_ = Fault::none;
  std::uint64_t fault_offset_ = 0, fault_size_ = 0;
  Failure failure_;
};

/// Delivers the next segment of the index.
inline Reader::Event Reader::take() {
  const std::uint32_t terminator = index_.segments[segment_], part = index_.segment_parts[segment_];
  const std::uint32_t end = index_.ends[terminator];
  const auto origin = static_cast<std::uint32_t>(cursor_ - block_);
  now_.set(data_ + cursor_, end - origin,
           {index_.ends.data() + first_end_, index_.parts.data() + part_, terminator + 1 - first_end_, part - part_,
            origin, index_.clean, index_.trimmed});
  ++segment_;
  first_end_ = terminator + 1;
  part_ = part;
  segment_offset_ = base_ + cursor_;
  ++ordinal_;
  cursor_ = block_ + end + 1;
  return Event::segment;
}

}  // namespace calx::x12
