// Codes as numbers, for look-ups that compare no text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace calx::codes {

/// The first eight bytes of a code as one number that sorts as the text does; codes of up to eight characters are
/// equal where their numbers are.
constexpr std::uint64_t packed(std::string_view code) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i)
    number = number << 8 | (i < code.size() ? static_cast<unsigned char>(code[i]) : 0U);
  return number;
}

}  // namespace calx::codes
