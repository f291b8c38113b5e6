// rejected.csv: the rows that were not sent, as they came, with the reasons.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "encounter/input.hpp"
#include "encounter/roster.hpp"
#include "encounter/row_reasons.hpp"
#include "files/release.hpp"

namespace calx::encounter {

/// "rejected.csv" for one input; for several "rejected-may.csv" for may.csv, and "rejected-may-2.csv" for a second
/// input of that stem.
std::vector<std::string> rejected_file_names(const std::vector<std::unique_ptr<Input>>& inputs);

/// Writes the rejected rows of `input` to a file of this name: the input's columns in their order, then file, row and
/// errors. Cells that a row has too many are joined into the last column. Columns file, row and errors at the end of an
/// input that is such a file itself are left out.
Result<void> write_rejected(const std::string& name, Input& input, const Roster& roster, const RowReasons& reasons,
                            files::Release& release);

}  // namespace calx::encounter
