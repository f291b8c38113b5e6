// Codes as numbers, for look-ups that compare no text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace calx::codes {

/// The first eight bytes of a code as one number that sorts as the text does; codes of up to eight characters are
/// equal where their numbers are.
constexpr std::uint64_t packed(std::string_view code) {
  const std::size_t size = code.size() < 8 ? code.size() : 8;
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i) number = number << 8 | static_cast<unsigned char>(code[i]);
  return size == 0 ? 0 : number << 8 * (8 - size);
}

}  // namespace calx::codes
