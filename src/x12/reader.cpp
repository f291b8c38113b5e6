#include "x12/reader.hpp"

#include <algorithm>
#include <cstring>

#include "x12/delimiter_index.hpp"

namespace calx::x12 {
namespace {

constexpr std::size_t index_block = std::size_t{1}
                                    << 15;  // bytes indexed at a time: they and their index stay in cache

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

Reader::Reader(std::string_view bytes)
    : data_(bytes.data()),
      size_(bytes.size()),
      at_end_(true),
      index_(std::min(index_block, bytes.size()) + 8),
      elements_(64) {}

Reader::Reader(files::ByteSource& source, std::size_t portion)
    : source_(&source),
      buffer_(std::max(portion, 2 * max_header_bytes)),
      data_(buffer_.data()),
      index_(index_block + 8),
      elements_(64) {}

Reader::Event Reader::next() {
  return in_interchange_ ? inside() : outside();
}

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
  index_next_ = index_size_ = indexed_ = 0;
  auto count = source_->read(buffer_.data() + size_, buffer_.size() - size_);
  if (!count) {
    failure_ = count.error();
    failed_ = true;
  }
  at_end_ = !count || *count == 0;
  if (!at_end_) size_ += *count;
  return !at_end_;
}

// Indexes the next block behind the delimiters that are used up. False when the window has no more bytes.
bool Reader::index_more() {
  if (indexed_ == size_) return false;
  const std::size_t block = std::min(index_block, size_ - indexed_);
  index_size_ = index_delimiters(data_ + indexed_, block, delimiters_, static_cast<std::uint32_t>(0), index_.data());
  index_base_ = indexed_;
  index_next_ = 0;
  indexed_ += block;
  return true;
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
  in_interchange_ = any_interchange_ = true;
  unended_ = false;
  ordinal_ = 0;
  std::copy(header.elements.begin(), header.elements.end(), elements_.begin());
  element_count_ = static_cast<int>(header.elements.size());
  const std::size_t end = cursor_ + header.size;
  index_next_ = index_size_ = 0;
  indexed_ = end + 1;
  return deliver(end);
}

Reader::Event Reader::deliver(std::size_t end) {
  segment_ = Segment(data_ + cursor_, static_cast<std::uint32_t>(end - cursor_), elements_.data(), element_count_);
  segment_offset_ = base_ + cursor_;
  ++ordinal_;
  cursor_ = std::min(end + 1, size_);
  return Event::segment;
}

// `element` is complete but for its size.
inline void Reader::close_element(Element element, std::uint32_t end) {
  if (static_cast<std::size_t>(element_count_) == elements_.size()) elements_.resize(elements_.size() * 2);
  element.size = (end - element.begin) & 0x3fffffffU;
  elements_[static_cast<std::size_t>(element_count_++)] = element;
}

Reader::Event Reader::inside() {
restart:
  while (cursor_ < size_ && passed_over(data_[cursor_], delimiters_)) ++cursor_;
  if (size_ - cursor_ < 4 && refill()) goto restart;
  if (cursor_ == size_) {
    in_interchange_ = false;
    return finish();
  }
  if (header_starts()) {
    in_interchange_ = false;
    return outside();
  }

  // What the loop needs stands in locals: a store into elements_ does not make them be read again.
  const char* const data = data_ + cursor_;
  const Delimiters delimiters = delimiters_;
  const std::uint32_t* next = index_.data() + index_next_;
  const std::uint32_t* last = index_.data() + index_size_;
  auto shift = static_cast<std::uint32_t>(index_base_ - cursor_);  // of the index's positions to the segment's
  element_count_ = 0;
  Element element;
  for (;;) {
    if (next == last) {
      index_next_ = index_size_;
      if (indexed_ < cursor_) indexed_ = cursor_;
      if (indexed_ - cursor_ > max_segment_bytes) return pass_long_segment();
      if (!index_more()) {
        if (at_end_) return cut_off(element);
        refill();  // even where nothing comes, the window has moved
        goto restart;
      }
      next = index_.data();
      last = next + index_size_;
      shift = static_cast<std::uint32_t>(index_base_ - cursor_);
      continue;
    }
    const std::uint32_t position = *next++ + shift;
    const char c = data[position];
    if (c == delimiters.element) {
      close_element(element, position);
      element = {position + 1};
    } else if (c == delimiters.segment) {
      index_next_ = static_cast<std::size_t>(next - index_.data());
      if (position > max_segment_bytes) return pass_long_segment();
      close_element(element, position);
      deliver(cursor_ + position);
      const Element& id = elements_.front();
      if (id.size == 3 && std::memcmp(segment_.data(), "IEA", 3) == 0) in_interchange_ = false;
      return Event::segment;
    } else if (c == delimiters.component) {
      element.has_components = 1;
    } else {
      element.has_repetitions = 1;
    }
  }
}

// The input ends inside a segment: said first, and delivered then, as far as it is there.
Reader::Event Reader::cut_off(Element element) {
  std::size_t end = size_;
  while (end > cursor_ + element.begin && passed_over(data_[end - 1], delimiters_)) --end;
  if (!unended_) {
    unended_ = true;
    index_next_ = index_size_ = 0;
    indexed_ = cursor_;
    return report(Fault::unended_segment, base_ + cursor_, end - cursor_);
  }
  close_element(element, static_cast<std::uint32_t>(end - cursor_));
  deliver(end);
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
  index_next_ = index_size_ = 0;
  indexed_ = cursor_;
  ++ordinal_;
  return report(Fault::long_segment, from, base_ + cursor_ - from);
}

}  // namespace calx::x12
