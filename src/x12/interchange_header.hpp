// The interchange header (ISA): where the delimiters come from.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "x12/delimiters.hpp"
#include "x12/segment.hpp"

namespace calx::x12 {

/// An ISA segment taken apart. Widths are not judged here: a header with a field too short is still read.
struct InterchangeHeader {
  Delimiters delimiters;
  std::array<Element, 17> elements;  ///< the id and ISA01 to ISA16, relative to the header's first byte
  std::uint32_t size = 0;            ///< in bytes, without the terminator
};

/// The longest header that is read: 16 elements of at most 35 characters.
inline constexpr std::size_t max_header_bytes = 600;

/// Reads "ISA", the element separator that follows it, 15 elements, ISA16 (the component separator) and the segment
/// terminator. Nothing where the text does not begin with such a header, or two delimiters are the same, or one is a
/// letter or digit. A repetition separator that is a letter, digit or blank (versions before 00402 write U) is none.
std::optional<InterchangeHeader> parse_interchange_header(std::string_view text);

}  // namespace calx::x12
