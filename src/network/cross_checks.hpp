// What rows of a directory's tables show only together.
#pragma once

#include <array>
#include <memory>

#include "network/draft.hpp"
#include "network/sheet.hpp"

namespace calx::network {

/// By Table; null where the folder has no such table.
using Sheets = std::array<std::unique_ptr<Sheet>, table_count>;

/// Reports providers without a site, groups without one, one NPI under two names, overlapping contracts, participation
/// at a site where the provider does not work, and what is said twice; marks the rows in `draft` that are at fault.
/// Sorts provider_sites by provider, site and start.
void check_rows_together(const Sheets& sheets, Draft& draft);

}  // namespace calx::network
