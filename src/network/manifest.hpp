// manifest.json of a network's files: what a run took in and what it gave out. It holds no clock.
#pragma once

#include <string>

#include "network/writing.hpp"

namespace calx::network {

/// Keys version, date, month, inputs (a table each: rows = written + left_out), files, totals, grammars, overlays,
/// code_sets, notes.
std::string manifest_json(const WritingRequest& request, const std::string& month, const Knowledge& knowledge,
                          const WritingSummary& summary);

}  // namespace calx::network
