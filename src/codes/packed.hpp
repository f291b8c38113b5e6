// Codes as numbers, for look-ups that compare no text.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace calx::codes {

/// The first eight bytes of a code as one number that sorts as the text does; codes of up to eight characters are
/// equal where their numbers are.
inline std::uint64_t packed(std::string_view code) {
  static_assert(std::endian::native == std::endian::little, "the lowest byte of a word is the first in memory");
  // Two loads that overlap make up any size: no loop, and nothing beyond the code is read.
  const std::size_t size = code.size() < 8 ? code.size() : 8;
  const auto load = [&](auto part, std::size_t at) {
    std::memcpy(&part, code.data() + at, sizeof part);
    return std::uint64_t{part};
  };
  std::uint64_t number = 0;
  if (size >= 4)
    number = load(std::uint32_t{}, 0) | load(std::uint32_t{}, size - 4) << 8 * (size - 4);
  else if (size >= 2)
    number = load(std::uint16_t{}, 0) | load(std::uint16_t{}, size - 2) << 8 * (size - 2);
  else if (size == 1)
    number = load(std::uint8_t{}, 0);
  return __builtin_bswap64(number);
}

}  // namespace calx::codes
