#include "profile/file_name.hpp"

#include <algorithm>

namespace calx::profile {

std::string file_name(std::string pattern, std::string_view plan_code, text::Date date, std::uint32_t sequence) {
  const auto replace = [&pattern](std::string_view field, std::string_view value) {
    for (std::size_t at = 0; (at = pattern.find(field, at)) != std::string::npos; at += value.size())
      pattern.replace(at, field.size(), value);
  };
  const std::string number = std::to_string(sequence);
  replace("{plan_code}", plan_code);
  replace("{date}", text::to_ccyymmdd(date));
  replace("{sequence}", std::string(5 - std::min<std::size_t>(5, number.size()), '0') + number);
  return pattern;
}

}  // namespace calx::profile
