#include "validate/unit.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace calx::validate {

StoredSegment& Unit::push(const x12::Segment& segment, const SegmentPlace& where, const Position& position, bool text) {
  // Fields are stored one by one: what is copied right after it was written in parts waits for them.
  StoredSegment& stored = segments_.emplace_back();
  stored.offset = where.offset;
  stored.ordinal = where.ordinal;
  stored.transaction_ordinal = where.transaction_ordinal;
  stored.text = text_size_;
  stored.first_mark = static_cast<std::uint32_t>(mark_count_);
  stored.occurrence = position.occurrence;
  stored.node = position.node;
  stored.place = position.place;
  places_.push_back(position.place);
  if (position.place != grammar::none) {
    if (position.place >= at_places_.size()) at_places_.resize(position.place + 1U);
    AtPlace& at = at_places_[position.place];
    if (at.count != 0 && at.last < places_.size() - 1 && places_[at.last] == position.place &&
        segments_[at.last].occurrence == position.occurrence)
      stored.twice = segments_[at.last].twice = true;
    ++at.count;
    at.last = static_cast<std::uint32_t>(segments_.size() - 1);
  }
  if (!text) return stored;
  const std::string_view raw = segment.raw();
  const x12::Segment::Index& index = segment.index();
  if (text_size_ + raw.size() > text_.size()) text_.resize(2 * (text_size_ + raw.size()));
  if (mark_count_ + index.count + index.part_count > marks_.size())
    marks_.resize(2 * (mark_count_ + index.count + index.part_count));
  stored.size = static_cast<std::uint32_t>(raw.size());
  stored.count = index.count;
  stored.part_count = index.part_count;
  stored.origin = index.origin;
  std::memcpy(text_.data() + text_size_, raw.data(), raw.size());
  text_size_ += raw.size();
  for (std::uint32_t i = 0; i < index.count; ++i) marks_[mark_count_++] = index.ends[i];
  for (std::uint32_t i = 0; i < index.part_count; ++i) marks_[mark_count_++] = index.parts[i];
  return stored;
}

void Unit::truncate(std::size_t size) {
  if (size >= segments_.size()) return;
  text_size_ = segments_[size].text;
  mark_count_ = segments_[size].first_mark;
  for (std::size_t i = size; i < places_.size(); ++i)
    if (places_[i] != grammar::none) --at_places_[places_[i]].count;
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
