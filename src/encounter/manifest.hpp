// manifest.json: what a run took in and what it gave out. It holds no clock.
#pragma once

#include <string>

#include "encounter/conversion.hpp"

namespace calx::encounter {

/// The contract's keys (version, date, inputs, files, totals, grammars, overlays, code_sets), then "merged", the rows
/// that were joined with another on one line, and "notes". Dollars are strings.
std::string manifest_json(const ConversionRequest& request, const invoice::Context& context,
                          const ConversionSummary& summary);

}  // namespace calx::encounter
