// The names of the files that a profile asks for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "text/date.hpp"

namespace calx::profile {

/// `pattern` with {plan_code}, {date} (CCYYMMDD) and {sequence} (five digits, from 1) replaced.
std::string file_name(std::string pattern, std::string_view plan_code, text::Date date, std::uint32_t sequence);

}  // namespace calx::profile
