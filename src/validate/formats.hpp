// What a value must look like beyond its type: dates, check digits, shapes of codes.
#pragma once

#include <string_view>

#include "grammar/model.hpp"

namespace calx::validate {

/// True where the value has the format; what an overlay's rule asks for.
bool has_format(grammar::Format format, std::string_view value);

}  // namespace calx::validate
