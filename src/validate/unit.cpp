#include "validate/unit.hpp"

namespace calx::validate {

void Unit::push(const x12::Segment& segment, StoredSegment place) {
  const std::string_view raw = segment.raw();
  place.text = text_.size();
  place.size = static_cast<std::uint32_t>(raw.size());
  place.first_element = static_cast<std::uint32_t>(elements_.size());
  place.element_count = static_cast<std::uint16_t>(segment.last_element() + 1);
  text_.insert(text_.end(), raw.begin(), raw.end());
  const x12::Element* first = &segment.place(0);
  elements_.insert(elements_.end(), first, first + place.element_count);
  segments_.push_back(place);
}

void Unit::truncate(std::size_t size) {
  if (size >= segments_.size()) return;
  text_.resize(segments_[size].text);
  elements_.resize(segments_[size].first_element);
  segments_.resize(size);
}

}  // namespace calx::validate
