#include "validate/unit.hpp"

#include <algorithm>
#include <cstring>

namespace calx::validate {

void Unit::push(const x12::Segment& segment, const SegmentPlace& where, std::uint16_t node, std::uint16_t place) {
  const std::string_view raw = segment.raw();
  const x12::Segment::Index& index = segment.index();
  if (text_size_ + raw.size() > text_.size()) text_.resize(2 * (text_size_ + raw.size()));
  if (mark_count_ + index.count + index.part_count > marks_.size())
    marks_.resize(2 * (mark_count_ + index.count + index.part_count));
  StoredSegment& stored = segments_.emplace_back();
  stored.offset = where.offset;
  stored.ordinal = where.ordinal;
  stored.transaction_ordinal = where.transaction_ordinal;
  stored.text = text_size_;
  stored.size = static_cast<std::uint32_t>(raw.size());
  stored.first_mark = static_cast<std::uint32_t>(mark_count_);
  stored.index.count = index.count;
  stored.index.part_count = index.part_count;
  stored.index.origin = index.origin;
  stored.node = node;
  stored.place = place;
  std::memcpy(text_.data() + text_size_, raw.data(), raw.size());
  text_size_ += raw.size();
  for (std::uint32_t i = 0; i < index.count; ++i) marks_[mark_count_++] = index.ends[i];
  for (std::uint32_t i = 0; i < index.part_count; ++i) marks_[mark_count_++] = index.parts[i];
}

void Unit::truncate(std::size_t size) {
  if (size >= segments_.size()) return;
  text_size_ = segments_[size].text;
  mark_count_ = segments_[size].first_mark;
  segments_.resize(size);
}

}  // namespace calx::validate
