#include "conform/settings.hpp"

#include <filesystem>

namespace calx::conform {

std::string beside(const std::string& path, const std::string& name) {
  return (std::filesystem::path(path).parent_path() / name).lexically_normal().string();
}

void add_overlay(Case& entry, const std::string& path, const std::string& overlay) {
  const bool file = overlay.find('/') != std::string::npos || overlay.ends_with(".xml");
  entry.overlays.push_back(file ? beside(path, overlay) : overlay);
}

std::optional<std::string> set_level(Case& entry, std::string_view text) {
  if (text.size() != 1 || text[0] < '1' || text[0] > '7')
    return "\"" + std::string(text) + "\" is no level; write a number from 1 to 7.";
  entry.level = text[0] - '0';
  return std::nullopt;
}

std::optional<std::string> set_date(Case& entry, std::string_view text) {
  const auto date = text::parse_iso_date(text);
  if (!date) return "\"" + std::string(text) + "\" is no date; write it as 2026-01-31.";
  entry.date = *date;
  return std::nullopt;
}

}  // namespace calx::conform
