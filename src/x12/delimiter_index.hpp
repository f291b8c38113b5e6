// Where the delimiters stand in a stretch of bytes.
#pragma once

#include <cstddef>
#include <cstdint>

#include "x12/delimiters.hpp"

namespace calx::x12 {

/// Writes `base` + the position of every delimiter in data[0, size) to `out`, in order, and returns how many. `out`
/// must have room for size + 8 entries. Uses the widest vectors that the processor has (Highway).
std::size_t index_delimiters(const char* data, std::size_t size, const Delimiters& delimiters, std::uint32_t base,
                             std::uint32_t* out);

/// The same, a byte at a time: what the vector form is compared with.
std::size_t index_delimiters_scalar(const char* data, std::size_t size, const Delimiters& delimiters,
                                    std::uint32_t base, std::uint32_t* out);

}  // namespace calx::x12
