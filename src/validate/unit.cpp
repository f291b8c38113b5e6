#include "validate/unit.hpp"

#include <algorithm>
#include <cstring>

namespace calx::validate {

void Unit::push(const x12::Segment& segment, StoredSegment place) {
  const std::string_view raw = segment.raw();
  place.text = text_size_;
  place.size = static_cast<std::uint32_t>(raw.size());
  place.first_mark = static_cast<std::uint32_t>(mark_count_);
  place.index = segment.index();
  const std::uint32_t count = place.index.count, part_count = place.index.part_count;
  if (text_size_ + raw.size() > text_.size()) text_.resize(2 * (text_size_ + raw.size()));
  std::memcpy(text_.data() + text_size_, raw.data(), raw.size());
  text_size_ += raw.size();
  if (mark_count_ + count + part_count > marks_.size()) marks_.resize(2 * (mark_count_ + count + part_count));
  std::copy_n(place.index.ends, count, marks_.data() + mark_count_);
  std::copy_n(place.index.parts, part_count, marks_.data() + mark_count_ + count);
  mark_count_ += count + part_count;
  segments_.push_back(place);
}

void Unit::truncate(std::size_t size) {
  if (size >= segments_.size()) return;
  text_size_ = segments_[size].text;
  mark_count_ = segments_[size].first_mark;
  segments_.resize(size);
}

}  // namespace calx::validate
