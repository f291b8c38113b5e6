// A segment as a view into the bytes it was read from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "x12/delimiters.hpp"

namespace calx::x12 {

/// Place and size of one element within its segment's bytes.
struct Element {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

/// Valid until the reader's next step. Element 0 is the segment's id; elements count from 1 as X12 counts them.
class Segment {
 public:
  /// Where things stand, as an index of delimiters tells it (see delimiter_index.hpp).
  struct Index {
    /// Both lists may be read so many at a time, what is behind their end included.
    static constexpr std::size_t stride = 4;
    const std::uint32_t* ends = nullptr;   ///< of each element: where it ends
    const std::uint32_t* parts = nullptr;  ///< component and repetition separators
    std::uint32_t count = 0;               ///< of elements, the id included
    std::uint32_t part_count = 0;
    std::uint32_t origin = 0;  ///< where the segment begins
    bool clean = false;        ///< it is printable ASCII; false: it was not looked at
    bool trimmed = false;      ///< no value begins or ends with a blank; false: it was not looked at
  };

  Segment() = default;
  Segment(const char* data, std::uint32_t size, Index index) : data_(data), size_(size), index_(index) {}

  std::string_view id() const { return {data_, index_.count == 0 ? 0 : index_.ends[0] - index_.origin}; }
  /// The number of the last element that is written; 0 for a bare id.
  int last_element() const { return static_cast<int>(index_.count) - 1; }
  /// The element's text; empty beyond the last one.
  std::string_view element(int number) const {
    if (static_cast<std::uint32_t>(number) >= index_.count) return {};
    const Element at = place(number);
    return {data_ + at.begin, at.size};
  }
  /// Of an element that is written.
  Element place(int number) const {
    if (number == 0) return {0, index_.ends[0] - index_.origin};
    const std::uint32_t begin = index_.ends[number - 1] + 1;
    return {begin - index_.origin, index_.ends[number] - begin};
  }
  /// Component `component` (from 1) of an element that does not repeat; empty where it is not written.
  std::string_view component(int number, int component, char separator) const {
    if (static_cast<std::uint32_t>(number) >= index_.count || number == 0) return {};
    std::uint32_t begin = index_.ends[number - 1] + 1;
    const std::uint32_t end = index_.ends[number];
    for (std::uint32_t i = 0; i < index_.part_count; ++i) {
      const std::uint32_t part = index_.parts[i];
      if (part < begin || data_[part - index_.origin] != separator) continue;
      if (part > end) break;
      if (--component == 0) return {data_ + (begin - index_.origin), part - begin};
      begin = part + 1;
    }
    return component == 1 ? std::string_view(data_ + (begin - index_.origin), end - begin) : std::string_view{};
  }
  /// A component or repetition separator stands in the element.
  bool has_parts(int number) const {
    const Element at = place(number);
    for (std::uint32_t i = 0; i < index_.part_count; ++i)
      if (index_.parts[i] - index_.origin - at.begin < at.size) return true;
    return false;
  }
  /// All of it, without the terminator.
  std::string_view raw() const { return {data_, size_}; }
  const char* data() const { return data_; }
  void set(const char* data, std::uint32_t size, const Index& index) {
    data_ = data;
    size_ = size;
    index_ = index;
  }
  const Index& index() const { return index_; }

 private:
  const char* data_ = nullptr;
  std::uint32_t size_ = 0;
  Index index_;
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
