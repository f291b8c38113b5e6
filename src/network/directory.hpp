// A directory: a folder of tables, read into the model.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "findings/sink.hpp"
#include "network/knowledge.hpp"
#include "network/model.hpp"

namespace calx::network {

/// One table of the folder and what became of its rows: rows = kept + left_out.
struct TableCount {
  std::string name;    ///< of the file; empty where there is none
  std::string sha256;  ///< of its bytes
  std::uint64_t rows = 0, kept = 0;
  std::uint64_t left_out = 0;  ///< invalid, or hanging on what is
};

struct Directory {
  Network network;                             ///< of what is valid and hangs on nothing invalid
  std::array<TableCount, table_count> tables;  ///< by Table
  findings::Tally tally;                       ///< of what was reported
};

/// Reads the tables of `folder`. A table is the CSV file of its name, case, blanks and punctuation ignored; other CSV
/// files are an info each. Faults in the tables are findings at table, row and column; a failure only where the folder
/// or a file in it cannot be read.
///
/// What is left out: rows with errors; with a group its sites, with a site the providers there, with a provider all of
/// them; providers and groups that have no site left; rows that refer to what is left out. Of two rows that contradict
/// each other (one NPI under two names, overlapping contracts) both are left out; of two with one id the later one.
Result<Directory> read_directory(const std::string& folder, const Knowledge& knowledge, findings::Sink& sink);

}  // namespace calx::network
