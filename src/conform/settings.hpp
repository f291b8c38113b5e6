// What cases.csv and expected.jsonl have in common: the options of a case.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "conform/case.hpp"

namespace calx::conform {

/// A file beside `path`, as it is named there.
std::string beside(const std::string& path, const std::string& name);

/// Adds an overlay: a name, or where it holds '/' or ends in ".xml" a file beside `path`.
void add_overlay(Case& entry, const std::string& path, const std::string& overlay);

/// Each returns what is wrong, in words; nothing where it was taken.
std::optional<std::string> set_level(Case& entry, std::string_view text);
std::optional<std::string> set_date(Case& entry, std::string_view text);

}  // namespace calx::conform
