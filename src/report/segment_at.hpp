// The segment that a finding speaks of, read again from its file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "findings/finding.hpp"
#include "report/source_file.hpp"
#include "x12/delimiters.hpp"

namespace calx::report {

/// A segment's bytes, without the terminator. `delimiters` has no component and repetition separator for an ISA.
struct SegmentAt {
  std::string raw;
  x12::Delimiters delimiters;
  std::string_view id() const { return std::string_view(raw).substr(0, raw.find(delimiters.element)); }
};

/// Which bytes of a segment a finding means; `size` is 0 for what is not written.
struct Mark {
  std::size_t begin = 0, size = 0;
};
/// The element, repetition and component that the finding names, or the segment's id where it names none. What is not
/// written is marked where it would be, or at the end of the segment.
Mark mark_of(const SegmentAt& segment, const findings::Finding& finding);
/// The segment is not the one that the finding names: that one is missing, and this one stands in its stead.
bool stands_instead(const SegmentAt& segment, const findings::Finding& finding);

/// Finds segments by the offsets of findings. Delimiters come from the nearest interchange header above.
class Segments {
 public:
  explicit Segments(const std::string& path) : file_(path) {}

  /// Nothing where the finding has no place in a segment, or no segment begins there.
  std::optional<SegmentAt> at(const findings::Finding& finding);
  SourceFile& file() { return file_; }

 private:
  struct Header {
    x12::Delimiters delimiters;
    std::string number;  // ISA13
    std::uint64_t offset = 0, size = 0;
  };
  std::optional<Header> header_at(std::uint64_t offset);
  std::optional<Header> last_header(std::uint64_t from, std::uint64_t to);
  const Header* nearest_header(std::uint64_t offset);
  std::optional<SegmentAt> segment(const Header& header, std::uint64_t offset);

  SourceFile file_;
  std::optional<Header> header_;
  std::uint64_t searched_ = 0;  // no other header begins between header_ and here
};

}  // namespace calx::report
