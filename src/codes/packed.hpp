// Codes as numbers, for look-ups that compare no text.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/first_eight.hpp"

namespace calx::codes {

/// The first eight bytes of a code as one number that sorts as the text does; codes of up to eight characters are
/// equal where their numbers are.
inline std::uint64_t packed(std::string_view code) {
  return __builtin_bswap64(text::first_eight(code));
}

}  // namespace calx::codes
