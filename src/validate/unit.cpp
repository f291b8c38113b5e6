#include "validate/unit.hpp"

#include <algorithm>
#include <cstring>

namespace calx::validate {

void Unit::push(const x12::Segment& segment, StoredSegment place) {
  const std::string_view raw = segment.raw();
  place.text = text_size_;
  place.size = static_cast<std::uint32_t>(raw.size());
  place.first_element = static_cast<std::uint32_t>(element_count_);
  place.element_count = static_cast<std::uint16_t>(segment.last_element() + 1);
  if (text_size_ + raw.size() > text_.size()) text_.resize(2 * (text_size_ + raw.size()));
  std::memcpy(text_.data() + text_size_, raw.data(), raw.size());
  text_size_ += raw.size();
  if (element_count_ + place.element_count > elements_.size())
    elements_.resize(2 * (element_count_ + place.element_count));
  std::copy_n(&segment.place(0), place.element_count, elements_.data() + element_count_);
  element_count_ += place.element_count;
  segments_.push_back(place);
}

void Unit::truncate(std::size_t size) {
  if (size >= segments_.size()) return;
  text_size_ = segments_[size].text;
  element_count_ = segments_[size].first_element;
  segments_.resize(size);
}

}  // namespace calx::validate
