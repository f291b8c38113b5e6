// From rows to the network: what is at fault and what hangs on it is left out.
#pragma once

#include "network/directory.hpp"
#include "network/draft.hpp"

namespace calx::network {

/// Moves out of `draft` what is good; counts kept and left-out rows of each table. Provider_sites must be sorted.
void assemble(Draft& draft, Directory& directory);

}  // namespace calx::network
