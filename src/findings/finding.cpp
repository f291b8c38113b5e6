#include "findings/finding.hpp"

#include <algorithm>
#include <array>

namespace calx::findings {
namespace {

constexpr std::array<std::string_view, 3> severities{"info", "warning", "error"};
constexpr std::array<std::string_view, 5> confidences{"confirmed", "base-standard", "partial", "unverified", "design"};

template <class Enum, std::size_t size>
std::optional<Enum> named(const std::array<std::string_view, size>& names, std::string_view text) {
  for (std::size_t i = 0; i < size; ++i)
    if (names[i] == text) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Severity severity) {
  return severities[static_cast<std::size_t>(severity)];
}

std::optional<Severity> parse_severity(std::string_view text) {
  return named<Severity>(severities, text);
}

std::string_view to_string(Confidence confidence) {
  return confidences[static_cast<std::size_t>(confidence)];
}

std::optional<Confidence> parse_confidence(std::string_view text) {
  return named<Confidence>(confidences, text);
}

Severity default_severity(Confidence confidence) {
  switch (confidence) {
    case Confidence::confirmed:
    case Confidence::design:
      return Severity::error;
    case Confidence::partial:
    case Confidence::unverified:
      return Severity::warning;
    case Confidence::base_standard:
      break;
  }
  return Severity::info;
}

Severity weighed(Severity severity, std::optional<Confidence> confidence) {
  const bool unsure = confidence == Confidence::partial || confidence == Confidence::unverified;
  return unsure ? std::min(severity, Severity::warning) : severity;
}

}  // namespace calx::findings
