// A provider network of any size, the same bytes at every run: invented people, valid check digits.
#pragma once

#include <cstdint>
#include <string>

#include "files/failure.hpp"

namespace calx::generate {

/// Writes the tables of `providers` providers at `sites` sites of a tenth as many groups into `folder`: every provider
/// at one site, every tenth at a second one, two taxonomies and identifiers, an ECM or Community Supports row for every
/// fifth. Clean but for what the profile lacks.
Result<void> write_network(std::uint64_t providers, std::uint64_t sites, const std::string& folder);

}  // namespace calx::generate
