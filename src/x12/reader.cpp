#include "x12/reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace calx::x12 {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 13;  // indexed at a time: bytes and index stay in cache

bool blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\0' || c == '\x1a';
}

bool line_end(char c) {
  return c == '\n' || c == '\r';
}

/// What may stand behind a terminator and is passed over: a line end that is itself no delimiter.
bool passed_over(char c, const Delimiters& delimiters) {
  return line_end(c) && c != delimiters.segment && c != delimiters.element && c != delimiters.component &&
         c != delimiters.repetition;
}

bool letter_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

Reader::Reader(std::string_view bytes) : data_(bytes.data()), size_(bytes.size()), at_end_(true) {}

Reader::Reader(files::ByteSource& source, std::size_t portion)
    : source_(&source), buffer_(std::max(portion, 2 * max_header_bytes)), data_(buffer_.data()) {}

Reader::Event Reader::report(Fault fault, std::uint64_t offset, std::uint64_t size) {
  fault_ = fault;
  fault_offset_ = offset;
  fault_size_ = size;
  fault_reported_ = true;
  return Event::fault;
}

// The input is used up. What could not be said before is said now, each once.
Reader::Event Reader::finish() {
  if (failed_) {
    failed_ = false;
    return report(Fault::unreadable, base_ + size_, 0);
  }
  if (!any_interchange_ && !fault_reported_) return report(Fault::nothing, 0, 0);
  return Event::end;
}

// Moves what is left from cursor_ on to the window's front and reads on behind it. False when nothing came.
bool Reader::refill() {
  if (at_end_) return false;
  const std::size_t left = size_ - cursor_;
  std::memmove(buffer_.data(), buffer_.data() + cursor_, left);
  base_ += cursor_;
  cursor_ = 0;
  size_ = left;
  if (size_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
  data_ = buffer_.data();
  forget_index();
  auto count = source_->read(buffer_.data() + size_, buffer_.size() - size_);
  if (!count) {
    failure_ = count.error();
    failed_ = true;
  }
  at_end_ = !count || *count == 0;
  if (!at_end_) size_ += *count;
  return !at_end_;
}

// Indexes a block from cursor_ on that ends at least one segment. False where the window ends first, or the segment is
// longer than any may be.
bool Reader::index_more() {
  part_ = 0;
  segment_ = 0;
  first_end_ = 0;
  block_ = cursor_;
  for (std::size_t size = block_bytes;; size *= 2) {
    const std::size_t left = size_ - cursor_;
    index_delimiters(data_ + cursor_, std::min(size, left), delimiters_, index_);
    if (index_.segment_count != 0) return true;
    if (size >= left || size > max_segment_bytes) return false;
  }
}

void Reader::forget_index() {
  segment_ = index_.segment_count = 0;
}

bool Reader::header_starts() const {
  return cursor_ + 4 <= size_ && std::memcmp(data_ + cursor_, "ISA", 3) == 0 && !letter_or_digit(data_[cursor_ + 3]);
}

std::string_view Reader::header_window() const {
  return {data_ + cursor_, std::min(size_ - cursor_, max_header_bytes)};
}

Reader::Event Reader::outside() {
  for (;;) {
    while (cursor_ < size_ && blank(data_[cursor_])) ++cursor_;
    if (size_ - cursor_ >= max_header_bytes || !refill()) break;
  }
  if (cursor_ == size_) return finish();
  const bool claims_header = header_starts();
  if (claims_header)
    if (const auto header = parse_interchange_header(header_window())) return open(*header);

  const std::uint64_t from = base_ + cursor_;
  cursor_ += claims_header ? 3 : 1;
  for (;;) {
    const std::size_t found = std::string_view(data_, size_).find("ISA", cursor_);
    if (found == std::string_view::npos) {
      cursor_ = std::max(cursor_, size_ - std::min<std::size_t>(size_, 2));
      if (refill()) continue;
      cursor_ = size_;
      break;
    }
    cursor_ = found;
    while (size_ - cursor_ < max_header_bytes && refill()) {
    }
    if (header_starts() && parse_interchange_header(header_window())) break;
    cursor_ += 3;
  }
  const bool hopeless = cursor_ == size_ && !any_interchange_ && !claims_header;
  return report(claims_header ? Fault::bad_header
                : hopeless    ? Fault::no_interchange
                              : Fault::foreign_bytes,
                from, base_ + cursor_ - from);
}

Reader::Event Reader::open(const InterchangeHeader& header) {
  delimiters_ = header.delimiters;
  line_ends_pass_ = passed_over('\r', delimiters_) && passed_over('\n', delimiters_);
  in_interchange_ = any_interchange_ = true;
  unended_ = false;
  ordinal_ = 0;
  forget_index();
  for (std::size_t i = 0; i < header.elements.size(); ++i)
    header_ends_[i] = header.elements[i].begin + header.elements[i].size;
  Segment::Index index;
  index.ends = header_ends_.data();
  index.count = static_cast<std::uint32_t>(header.elements.size());
  return deliver(header.size, index);
}

Reader::Event Reader::deliver(std::size_t size, const Segment::Index& index) {
  now_.set(data_ + cursor_, static_cast<std::uint32_t>(size), index);
  segment_offset_ = base_ + cursor_;
  ++ordinal_;
  cursor_ = std::min(cursor_ + size + 1, size_);
  return Event::segment;
}

Reader::Event Reader::inside() {
restart:
  while (cursor_ < size_ && line_end(data_[cursor_]) && passed_over(data_[cursor_], delimiters_)) ++cursor_;
  if (size_ - cursor_ < 4 && refill()) goto restart;
  if (cursor_ == size_) {
    in_interchange_ = false;
    return finish();
  }
  if (data_[cursor_] == 'I' && header_starts()) {
    in_interchange_ = false;
    forget_index();
    return outside();
  }
  if (segment_ == index_.segment_count && !index_more()) {
    if (size_ - cursor_ > max_segment_bytes) return pass_long_segment();
    if (at_end_) return cut_off();
    refill();  // even where nothing comes, the window has moved
    goto restart;
  }

  // A block is no longer than its first segment makes it: no other can be too long.
  if (segment_ == 0 && index_.ends[index_.segments[0]] > max_segment_bytes) return pass_long_segment();
  take();
  if (now_.data()[0] == 'I' && now_.id() == "IEA") {
    in_interchange_ = false;
    forget_index();
  }
  return Event::segment;
}

// The input ends inside a segment: said first, and delivered then, as far as it is there.
Reader::Event Reader::cut_off() {
  const auto [ends, count] = std::pair(index_.ends.data(), index_.end_count);
  const std::size_t last = count == 0 ? cursor_ : block_ + ends[count - 1] + 1;
  std::size_t end = size_;
  while (end > last && passed_over(data_[end - 1], delimiters_)) --end;
  if (!unended_) {
    unended_ = true;
    forget_index();
    return report(Fault::unended_segment, base_ + cursor_, end - cursor_);
  }
  Segment::Index index;
  ends[count] = static_cast<std::uint32_t>(end - block_);
  index.ends = ends;
  index.count = static_cast<std::uint32_t>(count) + 1;
  index.parts = index_.parts.data();
  index.part_count = static_cast<std::uint32_t>(index_.part_count);
  deliver(end - cursor_, index);
  cursor_ = size_;
  in_interchange_ = false;
  return Event::segment;
}

Reader::Event Reader::pass_long_segment() {
  const std::uint64_t from = base_ + cursor_;
  for (;;) {
    const std::size_t end = std::string_view(data_, size_).find(delimiters_.segment, cursor_);
    if (end != std::string_view::npos) {
      cursor_ = end + 1;
      break;
    }
    cursor_ = size_;
    if (!refill()) break;
  }
  forget_index();
  ++ordinal_;
  return report(Fault::long_segment, from, base_ + cursor_ - from);
}

}  // namespace calx::x12
