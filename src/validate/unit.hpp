// The segments of the present claim and of what stands above it, kept while the claim is judged.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "validate/reporter.hpp"
#include "x12/segment.hpp"

namespace calx::validate {

/// One kept segment; its text lives in the Unit.
struct StoredSegment {
  std::uint64_t offset = 0, ordinal = 0, transaction_ordinal = 0;
  std::size_t text = 0;
  std::uint32_t size = 0;
  std::uint32_t first_mark = 0;  // its ends, then its parts
  x12::Segment::Index index;     // but for the pointers
  std::uint16_t node = 0, place = 0;
};

/// A stack of segments: loops push theirs when they come and drop them when they close. Claims keep those of their
/// inner loops until they close themselves.
class Unit {
 public:
  void push(const x12::Segment& segment, const SegmentPlace& where, std::uint16_t node, std::uint16_t place);
  std::size_t size() const { return segments_.size(); }
  /// Drops all segments from `size` on.
  void truncate(std::size_t size);

  /// The kept segments from `begin` on.
  std::span<const StoredSegment> segments(std::size_t begin = 0) const {
    return std::span<const StoredSegment>(segments_).subspan(begin);
  }
  x12::Segment view(const StoredSegment& stored) const {
    x12::Segment::Index index = stored.index;
    index.ends = marks_.data() + stored.first_mark;
    index.parts = index.ends + index.count;
    return {text_.data() + stored.text, stored.size, index};
  }
  std::string_view element(const StoredSegment& stored, int number) const { return view(stored).element(number); }

 private:
  // Grown, never shrunk: how much of each is in use stands beside it.
  std::vector<char> text_;
  std::vector<std::uint32_t> marks_;
  std::size_t text_size_ = 0, mark_count_ = 0;
  std::vector<StoredSegment> segments_;
};

}  // namespace calx::validate
