// The segments of the present claim and of what stands above it, kept while the claim is judged.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "grammar/grammar.hpp"
#include "validate/reporter.hpp"
#include "x12/segment.hpp"

namespace calx::validate {

/// One segment.
struct StoredSegment {
  std::uint64_t offset, ordinal;
  std::size_t text;  ///< where its text begins, from Unit's first byte of all
  std::uint32_t transaction_ordinal;
  std::uint32_t size;
  std::uint32_t first_mark;  ///< its index: count ends, then part_count parts
  std::uint32_t count;       ///< 0: its text is not kept
  std::uint32_t part_count, origin;
  std::uint32_t occurrence;  ///< of its loop
  std::uint16_t node, place;
  bool twice;          ///< its loop has another one of its place
  std::uint32_t name;  ///< KnownSegments::Entry::name of its text
};

/// One loop as it was read.
struct Occurrence {
  static constexpr std::uint32_t none = 0xffffffffU;
  std::uint16_t instance = 0;
  std::uint32_t parent = none;
  std::uint32_t index = 1;           ///< which one in its parent
  std::uint32_t first = 0, end = 0;  ///< its segments, those of the loops within it included
  std::uint32_t end_occurrence = 0;  ///< behind the loops within it
  std::uint64_t serial = 0;          ///< no two of a file have the same
  std::uint64_t behind_ordinal = 0, behind_transaction_ordinal = 0, behind_offset = 0;  ///< of what came after it
};

/// A stack of segments and loops: loops push theirs when they come and drop them when they close. Claims keep those of
/// their inner loops until they close themselves; loops above claims keep their heading.
class Unit {
 public:
  /// What has been read up to a point, to go back to.
  struct Mark {
    std::size_t segments = 0, occurrences = 0;
  };
  /// Where a segment stands in the grammar and in what was read.
  struct Position {
    std::uint16_t node = grammar::none, place = grammar::none;
    std::uint32_t occurrence = 0;
  };

  /// `input`: the bytes that all segments lie in, which stay where they are; null: texts that are kept are copied.
  explicit Unit(const char* input = nullptr) : copies_(input == nullptr), bytes_(input) {}

  Unit(const Unit&) = delete;
  Unit& operator=(const Unit&) = delete;

  /// Keeps a segment with its text, or without it.
  [[gnu::always_inline]] StoredSegment& push(const x12::Segment& segment, const SegmentPlace& where,
                                             const Position& position, bool text = true);
  std::size_t size() const { return size_; }
  Mark mark() const { return {size_, occurrences_.size()}; }
  /// Drops all segments from `size` on.
  void truncate(std::size_t size);
  void truncate(Mark mark);

  /// A loop begins within the open one above it.
  void open(const grammar::Grammar& grammar, std::uint16_t instance);
  /// What has come of the open loop at this depth is all of it.
  Occurrence& complete(std::size_t depth);
  std::uint32_t open_at(std::size_t depth) const { return open_[depth]; }

  /// The segments from `begin` on.
  std::span<const StoredSegment> segments(std::size_t begin = 0) const {
    return std::span<const StoredSegment>(segments_.data(), size_).subspan(begin);
  }
  const StoredSegment& segment(std::size_t index) const { return segments_[index]; }
  /// Their places in the grammar, close together.
  const std::uint16_t* places() const { return places_.data(); }
  /// A segment of this place is kept.
  bool has(std::uint16_t place) const { return count(place) != 0; }
  std::uint32_t count(std::uint16_t place) const { return place < at_places_.size() ? at_places_[place].count : 0; }
  /// The only segment of this place; null where there are several, or none.
  const StoredSegment* only(std::uint16_t place) const {
    const std::uint32_t index = index_of_only(place);
    return index == Occurrence::none ? nullptr : &segments_[index];
  }
  /// Its index; Occurrence::none where there is not one alone.
  std::uint32_t index_of_only(std::uint16_t place) const {
    if (count(place) != 1) return Occurrence::none;
    const std::uint32_t last = at_places_[place].last;
    return last < size_ && places_[last] == place ? last : Occurrence::none;
  }
  const Occurrence& occurrence(std::size_t index) const { return occurrences_[index]; }
  /// A number of the present transaction set.
  std::uint64_t transaction() const { return occurrences_.front().serial; }
  std::size_t occurrence_count() const { return occurrences_.size(); }

  x12::Segment view(const StoredSegment& stored) const {
    x12::Segment::Index index;
    index.ends = marks_.data() + stored.first_mark;
    index.count = stored.count;
    index.parts = index.ends + index.count;
    index.part_count = stored.part_count;
    index.origin = stored.origin;
    return {bytes_ + stored.text, stored.size, index};
  }
  std::string_view element(const StoredSegment& stored, int number) const { return view(stored).element(number); }
  /// "2000A[1]/2000B[3]/2300[1]"
  std::string path(const grammar::Grammar& grammar, std::uint32_t occurrence) const;

 private:
  void grow();
  void grow_marks();
  [[gnu::always_inline]] void keep_text(const x12::Segment& segment, StoredSegment& stored);
  void copy_text(std::string_view text);

  bool copies_;
  const char* bytes_;  // that texts lie in: the input, or text_
  // Grown, never shrunk: how much of each is in use stands beside it.
  std::vector<char> text_;
  std::size_t text_size_ = 0;
  std::vector<std::uint32_t> marks_;
  std::uint32_t mark_count_ = 0;
  std::vector<StoredSegment> segments_;
  std::vector<std::uint16_t> places_;
  std::size_t size_ = 0, capacity_ = 0;  // of both
  struct AtPlace {
    std::uint32_t count = 0;
    std::uint32_t last = 0;  // the latest to come; it may have been dropped since
  };
  std::vector<AtPlace> at_places_;  // the segments by their places
  std::vector<Occurrence> occurrences_;
  std::array<std::uint32_t, 32> open_{};  // by depth
  struct Counter {
    std::uint64_t parent = 0;
    std::uint32_t count = 0;
  };
  std::vector<Counter> counters_;  // by instance: how many the present parent has
  std::uint64_t serial_ = 0;
};

inline StoredSegment& Unit::push(const x12::Segment& segment, const SegmentPlace& where, const Position& position,
                                 bool text) {
  const std::size_t here = size_++;
  if (here == capacity_) grow();
  // Fields are stored one by one: what is copied right after it was written in parts waits for them.
  StoredSegment& stored = segments_[here];
  stored.offset = where.offset;
  stored.ordinal = where.ordinal;
  stored.transaction_ordinal = static_cast<std::uint32_t>(where.transaction_ordinal);
  stored.text = text_size_;
  stored.first_mark = mark_count_;
  stored.count = 0;
  stored.occurrence = position.occurrence;
  stored.node = position.node;
  stored.place = position.place;
  stored.twice = false;
  stored.name = 0;
  std::uint16_t* const places = places_.data();
  places[here] = position.place;
  if (position.place != grammar::none) {
    AtPlace& at = at_places_[position.place];
    if (at.count != 0 && at.last < here && places[at.last] == position.place &&
        segments_[at.last].occurrence == position.occurrence)
      stored.twice = segments_[at.last].twice = true;
    ++at.count;
    at.last = static_cast<std::uint32_t>(here);
  }
  if (text)
    keep_text(segment, stored);
  else
    stored.size = stored.part_count = stored.origin = 0;
  return stored;
}

inline void Unit::keep_text(const x12::Segment& segment, StoredSegment& stored) {
  const x12::Segment::Index& index = segment.index();
  const std::uint32_t count = index.count, part_count = index.part_count, first = mark_count_;
  mark_count_ = first + count + part_count;
  if (mark_count_ + x12::Segment::Index::stride > marks_.size()) grow_marks();
  const std::string_view raw = segment.raw();
  stored.size = static_cast<std::uint32_t>(raw.size());
  stored.count = count;
  stored.part_count = part_count;
  stored.origin = index.origin;
  const auto copy = [](const std::uint32_t* from, std::uint32_t size, std::uint32_t* to) {
    constexpr std::uint32_t stride = x12::Segment::Index::stride;
    for (std::uint32_t i = 0; i < size; i += stride) std::memcpy(to + i, from + i, stride * sizeof *to);
  };
  std::uint32_t* const marks = marks_.data() + first;
  copy(index.ends, count, marks);
  copy(index.parts, part_count, marks + count);
  if (copies_)
    copy_text(raw);
  else
    stored.text = static_cast<std::size_t>(raw.data() - bytes_);
}

}  // namespace calx::validate
