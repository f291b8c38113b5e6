#include "validate/unit.hpp"

#include <algorithm>
#include <string>

namespace calx::validate {

void Unit::grow() {
  capacity_ = 2 * capacity_ + 64;
  segments_.resize(capacity_);
  places_.resize(capacity_);
}

void Unit::grow_marks() {
  marks_.resize(2 * (std::size_t{mark_count_} + x12::Segment::Index::stride));
}

void Unit::copy_text(std::string_view text) {
  if (text_size_ + text.size() > text_.size()) {
    text_.resize(2 * (text_size_ + text.size()));
    bytes_ = text_.data();
  }
  text.copy(text_.data() + text_size_, text.size());
  text_size_ += text.size();
}

void Unit::truncate(std::size_t size) {
  if (size >= size_) return;
  text_size_ = segments_[size].text;
  mark_count_ = segments_[size].first_mark;
  for (std::size_t i = size; i < size_; ++i)
    if (places_[i] != grammar::none) --at_places_[places_[i]].count;
  size_ = size;
}

void Unit::truncate(Mark mark) {
  truncate(mark.segments);
  occurrences_.resize(std::min(mark.occurrences, occurrences_.size()));
}

void Unit::open(const grammar::Grammar& grammar, std::uint16_t instance) {
  const grammar::LoopInstance& loop = grammar.instance(instance);
  if (counters_.empty()) {
    counters_.resize(grammar.instance_count());
    at_places_.resize(grammar.place_count());
  }
  Occurrence& entry = occurrences_.emplace_back();
  entry.instance = instance;
  entry.serial = ++serial_;
  entry.first = static_cast<std::uint32_t>(size_);
  entry.end = Occurrence::none;
  if (loop.depth > 0) {
    entry.parent = open_[loop.depth - 1U];
    Counter& counter = counters_[instance];
    const std::uint64_t parent = occurrences_[entry.parent].serial;
    if (counter.parent != parent) counter = {parent, 0};
    entry.index = ++counter.count;
  }
  open_[loop.depth] = static_cast<std::uint32_t>(occurrences_.size() - 1);
}

Occurrence& Unit::complete(std::size_t depth) {
  Occurrence& entry = occurrences_[open_[depth]];
  if (entry.end == Occurrence::none) {
    entry.end = static_cast<std::uint32_t>(size_);
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
