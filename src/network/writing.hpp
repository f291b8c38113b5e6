// A directory to 274 files: the way of `calx network write`.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "files/failure.hpp"
#include "files/used_data.hpp"
#include "findings/sink.hpp"
#include "network/directory.hpp"
#include "network/knowledge.hpp"
#include "network/transaction_writer.hpp"
#include "profile/profile.hpp"
#include "text/date.hpp"

namespace calx::network {

struct WritingRequest {
  std::string directory;  ///< folder of the tables
  profile::Profile profile;
  std::string output_folder;
  text::Date date{};                           ///< --date
  std::string time = "0000";                   ///< HHMM
  std::string month;                           ///< CCYYMM; empty: the profile's, else that of the date
  std::optional<std::uint32_t> first_control;  ///< ISA13 of the first file; without one 1, and a note
  bool test = false;                           ///< ISA15 T whatever the profile says
  bool skip_invalid = false;                   ///< leaves out what is invalid; without it, an error means no file
  bool force = false;                          ///< replaces files of the same names

  std::string version = "0.1.0";                    ///< of the program: manifest
  std::vector<files::UsedData> grammars, overlays;  ///< of the validation: manifest

  /// Judges a written file before it gets its final name: false, or findings of severity error, keep everything back.
  /// Its findings may name any file: they are reported at the final path. May be empty.
  std::function<Result<bool>(const std::string& path, findings::Sink& sink)> validate;
};

struct WritingSummary {
  struct File {
    std::string name, path, sha256, isa, plan_code;  ///< isa: ISA13, nine digits
    TransactionCounts counts;
  };
  std::array<TableCount, table_count> tables;  ///< by Table
  std::vector<File> files;                     ///< empty: nothing was written
  std::string manifest;                        ///< its path; empty where nothing was written
  std::uint64_t left_out = 0;                  ///< rows of all tables
  std::vector<std::string> notes;              ///< sentences for people
  findings::Tally tally;
};

/// Writes one file for each plan code of plan.csv (in their order), or for the profile's where there is no such table.
/// Files of the run, in `output_folder`: the 274 files and manifest.json; they are validated, then all are named, or
/// none.
///
/// Failures: a world failure where something cannot be read or written, a target exists, or a written file does not
/// pass `validate`; a usage failure for a request that makes no sense. Faults in the tables are findings, never
/// failures.
Result<WritingSummary> write_network(const WritingRequest& request, const Knowledge& knowledge, findings::Sink& sink);

}  // namespace calx::network
