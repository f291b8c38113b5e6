// UTF-8, byte by byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calx::text {

/// How many bytes from the start are valid UTF-8 (no overlong forms, no surrogates, nothing over U+10FFFF).
std::size_t valid_utf8_prefix(std::string_view bytes);

/// Characters of more than one byte, and places where the bytes are not UTF-8.
struct Utf8Count {
  std::size_t sequences = 0, faults = 0;
};
Utf8Count count_utf8(std::string_view bytes);

inline bool is_utf8_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// `c` must be a Unicode scalar value.
void append_utf8(std::string& out, char32_t c);

}  // namespace calx::text
