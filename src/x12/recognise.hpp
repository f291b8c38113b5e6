// Is it X12 at all?
#pragma once

#include <string_view>

namespace calx::x12 {

/// True where the first few thousand bytes hold an interchange header, or begin with a segment of the envelope
/// (ISA, GS, ST): such input is judged as X12, however broken.
bool looks_like_x12(std::string_view beginning);

}  // namespace calx::x12
