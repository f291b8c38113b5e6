// Office hours as people write them: "Mon-Fri 08:00-17:00; Sat 9am-1pm; by appointment".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "network/model.hpp"
#include "network/values.hpp"

namespace calx::network {

enum class HoursFault : std::uint8_t {
  none,
  shape,     ///< not days and times
  reversed,  ///< ends before it starts, or at the same minute
};

/// The codes for "Mon-Fri", "Mon, Wed", "weekdays" or "by appointment": one where the list has one for just these days,
/// else one a day. Empty where these are no days.
std::vector<std::string> parse_days(std::string_view text, const ValueList& days);

/// Adds what `text` says to `hours`; `days` is the value list of that name. Parts are split by semicolons; times are
/// one or more of 08:00-17:00, 0800-1700, 8am-5pm, split by commas. Nothing is added where there is a fault.
HoursFault parse_hours(std::string_view text, const ValueList& days, std::vector<Hours>& hours);

/// "Mon-Fri 08:00-17:00; by appointment": what parse_hours() reads again as the same.
std::string to_text(const std::vector<Hours>& hours, const ValueList& days);

}  // namespace calx::network
