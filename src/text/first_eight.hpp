// Short texts as numbers.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace calx::text {

/// The first eight characters of a text, or all where it has less, as one integer: the first in its lowest byte.
[[gnu::always_inline]] inline std::uint64_t first_eight(std::string_view text) {
  static_assert(std::endian::native == std::endian::little, "the lowest byte of a word is the first in memory");
  // Two loads that overlap make up any size: no loop and no call, and nothing beyond the text is read.
  const std::size_t size = text.size() < 8 ? text.size() : 8;
  const char* const data = text.data();
  const auto load = [data](auto type, std::size_t at) {
    std::memcpy(&type, data + at, sizeof type);
    return std::uint64_t{type};
  };
  if (size >= 4) return load(std::uint32_t{}, 0) | load(std::uint32_t{}, size - 4) << (8 * (size - 4));
  if (size >= 2) return load(std::uint16_t{}, 0) | load(std::uint16_t{}, size - 2) << (8 * (size - 2));
  return size == 1 ? load(std::uint8_t{}, 0) : 0;
}

}  // namespace calx::text
