// A comparison as people and spreadsheets read it.
#pragma once

#include <string>

#include "network/comparison.hpp"

namespace calx::network {

/// Counts in words first, then the differences under the headings Added, Ended, Moved and Changed. UTF-8, ends in a
/// line break.
std::string to_text(const Comparison& comparison);

/// One row a difference: Change,Of,Name,NPI,Where,What,Before,After. CRLF; with its header row even where nothing
/// differs.
std::string to_csv(const Comparison& comparison);

}  // namespace calx::network
