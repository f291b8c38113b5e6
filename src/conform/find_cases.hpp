// Where cases are: a folder with an input and expected.jsonl, or the rows of a cases.csv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conform/case.hpp"
#include "files/failure.hpp"

namespace calx::conform {

/// All cases below `folder`, folders in the order of their names, rows in the order of their file. A wrong cases.csv or
/// expected.jsonl is a usage failure with file and line, as is a folder without any case; a folder or one of these
/// files that cannot be read is a failure of the world. Whether the inputs are there shows when they are judged.
Result<std::vector<Case>> find_cases(const std::string& folder);

/// The rows of a cases.csv. `path` is its own path; `folder` what Case::folder becomes. Columns (in any order): file,
/// and findings or verdict; rule, overlays, level, date, about, which may be left out.
Result<std::vector<Case>> read_table(std::string_view text, const std::string& path, const std::string& folder);

/// The case of an expected.jsonl: its options and findings. The input is the caller's to add.
Result<Case> read_expected(std::string_view text, const std::string& path, const std::string& folder);

}  // namespace calx::conform
