// Writing X12 segments: delimiters, trimming, counts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "x12/delimiters.hpp"

namespace calx::x12 {

/// Appends segments to a string. Trailing empty elements and components are left out. A delimiter inside a value is
/// written as a blank, so that no value breaks a segment. Usage:
///   writer.begin("NM1").element("IL").element("1").element(name).end();
///   writer.begin("SV1").component("HC").component("G9012").component("U2").next().element("120").end();
/// begin() leaves the writer in element 1; element(v) writes a whole simple element; component(v) adds to the present
/// composite and next() closes it. skip(n) leaves n elements empty. element(v) of a repeating element is not offered:
/// no segment of ours repeats one.
class Writer {
 public:
  explicit Writer(std::string& out, Delimiters delimiters = {}, std::string_view line_end = {});

  Writer& begin(std::string_view id);
  Writer& element(std::string_view value);
  Writer& skip(int count = 1);
  Writer& component(std::string_view value);
  Writer& next();  ///< ends a composite
  void end();      ///< ends the segment

  /// A simple segment in one call.
  void segment(std::string_view id, std::initializer_list<std::string_view> elements);

  /// The interchange header: 16 elements of fixed width, padded with blanks (numbers with zeros on the left); ISA11 and
  /// ISA16 come from the delimiters and are not given.
  struct Isa {
    std::string_view authorization_qualifier = "00", authorization = {}, security_qualifier = "00", security = {};
    std::string_view sender_qualifier = "ZZ", sender = {}, receiver_qualifier = "ZZ", receiver = {};
    std::string_view date = {}, time = {}, version = "00501";
    std::uint32_t control_number = 0;
    std::string_view acknowledgment = "0", usage = "T";
  };
  void isa(const Isa& isa);

  /// Segments written so far, ISA included.
  std::uint64_t segments() const noexcept { return segments_; }
  /// Values in which a delimiter became a blank.
  std::uint64_t blanked() const noexcept { return blanked_; }

 private:
  void value(std::string_view text);
  void padded(std::string_view text, std::size_t width);
  void as_it_is(char delimiter);
  /// Where `size` bytes can be written behind the segment so far.
  char* room_for(std::size_t size) {
    if (segment_.size() - size_ < size) segment_.resize(2 * (size_ + size));
    return segment_.data() + size_;
  }
  char* write(char* to, std::string_view text);

  std::string& out_;
  Delimiters delimiters_;
  std::string terminator_;            // of segments, and the line's end
  std::array<char, 256> written_as_;  // bytes of values: delimiters become blanks
  std::string segment_;               // room for the segment at hand, of which [0, size_) is written
  std::size_t size_ = 0;
  int pending_elements_ = 0;  // separators that are due before the next value
  int pending_components_ = 0;
  std::uint64_t segments_ = 0, blanked_ = 0;
};

}  // namespace calx::x12
