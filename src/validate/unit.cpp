#include "validate/unit.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace calx::validate {

void Unit::push(const x12::Segment& segment, StoredSegment place, bool text) {
  place.text = text_size_;
<<<<<<< ours
  place.first_element = static_cast<std::uint32_t>(element_count_);
  places_.push_back(place.place);
  if (!text) {
    segments_.push_back(place);
    return;
  }
  const std::string_view raw = segment.raw();
  place.size = static_cast<std::uint32_t>(raw.size());
  place.element_count = static_cast<std::uint16_t>(segment.last_element() + 1);
  if (text_size_ + raw.size() > text_.size()) text_.resize(2 * (text_size_ + raw.size()));
  std::memcpy(text_.data() + text_size_, raw.data(), raw.size());
  text_size_ += raw.size();
  if (element_count_ + place.element_count > elements_.size())
    elements_.resize(2 * (element_count_ + place.element_count));
  for (int i = 0; i < place.element_count; ++i)
    elements_[element_count_ + static_cast<std::size_t>(i)] = segment.place(i);
  element_count_ += place.element_count;
=======
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
>>>>>>> theirs
  segments_.push_back(place);
}

void Unit::truncate(std::size_t size) {
  if (size >= segments_.size()) return;
  text_size_ = segments_[size].text;
  mark_count_ = segments_[size].first_mark;
  segments_.resize(size);
  places_.resize(size);
}

void Unit::truncate(Mark mark) {
  truncate(mark.segments);
  occurrences_.resize(std::min(mark.occurrences, occurrences_.size()));
}

void Unit::open(const grammar::Grammar& grammar, std::uint16_t instance) {
  const grammar::LoopInstance& loop = grammar.instance(instance);
  if (counters_.size() < grammar.instance_count()) counters_.resize(grammar.instance_count());
  Occurrence entry;
  entry.instance = instance;
  entry.serial = ++serial_;
  entry.first = static_cast<std::uint32_t>(segments_.size());
  entry.end = Occurrence::none;
  if (loop.depth > 0) {
    entry.parent = open_[loop.depth - 1U];
    Counter& counter = counters_[instance];
    const std::uint64_t parent = occurrences_[entry.parent].serial;
    if (counter.parent != parent) counter = {parent, 0};
    entry.index = ++counter.count;
  }
  open_[loop.depth] = static_cast<std::uint32_t>(occurrences_.size());
  occurrences_.push_back(entry);
}

Occurrence& Unit::complete(std::size_t depth) {
  Occurrence& entry = occurrences_[open_[depth]];
  if (entry.end == Occurrence::none) {
    entry.end = static_cast<std::uint32_t>(segments_.size());
    entry.end_occurrence = static_cast<std::uint32_t>(occurrences_.size());
  }
  return entry;
}

std::string Unit::path(const grammar::Grammar& grammar, std::uint32_t occurrence) const {
  std::string text;
  for (; occurrence != Occurrence::none; occurrence = occurrences_[occurrence].parent) {
    const Occurrence& entry = occurrences_[occurrence];
    const grammar::LoopInstance& loop = grammar.instance(entry.instance);
    if (loop.depth == 0) break;
    text = grammar.definition(loop.definition).model->id + "[" + std::to_string(entry.index) + "]" +
           (text.empty() ? "" : "/") + text;
  }
  return text;
}

}  // namespace calx::validate
