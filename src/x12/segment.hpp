// A segment as a view into the bytes it was read from.
#pragma once

#include <cstdint>
#include <string_view>

#include "x12/delimiters.hpp"

namespace calx::x12 {

/// Place and size of one element within its segment's bytes.
struct Element {
  std::uint32_t begin = 0;
  std::uint32_t size : 30 = 0;
  std::uint32_t has_components : 1 = 0;   ///< a component separator stands in it
  std::uint32_t has_repetitions : 1 = 0;  ///< a repetition separator stands in it
};

/// Valid until the reader's next step. Element 0 is the segment's id; elements count from 1 as X12 counts them.
class Segment {
 public:
  Segment() = default;
  Segment(const char* data, std::uint32_t size, const Element* elements, int count)
      : data_(data), size_(size), elements_(elements), count_(count) {}

  std::string_view id() const { return text(0); }
  /// The number of the last element that is written; 0 for a bare id.
  int last_element() const { return count_ - 1; }
  /// The element's text; empty beyond the last one.
  std::string_view element(int number) const { return number < count_ ? text(number) : std::string_view{}; }
  const Element& place(int number) const { return elements_[number]; }
  /// All of it, without the terminator.
  std::string_view raw() const { return {data_, size_}; }
  const char* data() const { return data_; }

 private:
  std::string_view text(int number) const {
    const Element& element = elements_[number];
    return {data_ + element.begin, element.size};
  }
  const char* data_ = nullptr;
  std::uint32_t size_ = 0;
  const Element* elements_ = nullptr;
  int count_ = 0;
};

/// Calls `visit(part)` for each part of `text` between separators; at least once.
template <class Visit>
void for_each_part(std::string_view text, char separator, Visit visit) {
  for (;;) {
    const std::size_t end = text.find(separator);
    visit(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

/// Component `number` (from 1) of a composite; empty where it is not written.
inline std::string_view component(std::string_view composite, int number, char separator) {
  while (--number > 0) {
    const std::size_t end = composite.find(separator);
    if (end == std::string_view::npos) return {};
    composite.remove_prefix(end + 1);
  }
  return composite.substr(0, composite.find(separator));
}

}  // namespace calx::x12
