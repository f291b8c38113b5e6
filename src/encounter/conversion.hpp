// Invoices to 837P encounter files: the way of `calx convert`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "files/failure.hpp"
#include "files/used_data.hpp"
#include "findings/sink.hpp"
#include "invoice/checks.hpp"
#include "profile/profile.hpp"
#include "text/date.hpp"
#include "text/money.hpp"

namespace calx::encounter {

using files::UsedData;

struct ConversionRequest {
  std::vector<std::string> inputs;  ///< paths; "-" is standard input
  profile::Profile profile;
  std::string output_folder;
  text::Date date{};                           ///< --date
  std::string time = "0000";                   ///< HHMM
  std::optional<std::uint32_t> first_control;  ///< ISA13 of the first file; without one 1, and a note
  bool test = false;                           ///< ISA15 T whatever the profile says
  bool dry_run = false;                        ///< writes nothing, reports everything but what `validate` would find
  bool force = false;                          ///< replaces files of the same names

  std::string version = "0.1.0";             ///< of the program: manifest
  std::vector<UsedData> grammars, overlays;  ///< of the validation: manifest

  /// Judges a written file before it gets its final name: false, or findings of severity error, keep everything back.
  /// Its findings may name any file: they are reported at the final path. May be empty.
  std::function<Result<bool>(const std::string& path, findings::Sink& sink)> validate;
  /// Called now and then: "reading" counts bytes of the inputs, "writing" rows. May be empty.
  std::function<void(std::string_view stage, std::uint64_t done, std::uint64_t total)> progress;
};

struct ConversionSummary {
  struct Invoices {
    std::string name, sha256;
    std::uint64_t rows = 0, converted = 0, rejected = 0;
    std::string rejected_file;  ///< path; empty where no row was rejected
  };
  struct Encounters {
    std::string name, path, sha256, isa;  ///< isa: ISA13, nine digits
    std::uint64_t claims = 0, lines = 0;
    text::Money charge;
  };
  std::vector<Invoices> inputs;
  std::vector<Encounters> files;
  std::string manifest;  ///< its path
  std::uint64_t rows = 0, converted = 0, rejected = 0;
  std::uint64_t held = 0;    ///< of those rejected: without errors of their own
  std::uint64_t merged = 0;  ///< of those converted: joined with another row on one line
  text::Money charge;
  std::vector<std::string> notes;  ///< sentences for people
  findings::Tally tally;
};

/// Converts. Rows are read twice: first each is checked and noted in a few words (Roster), then claim after claim is
/// read again and written; memory does not hold lines. `context` is taken with the profile's settings and
/// `request.date`.
///
/// Which rows are rejected: one with errors; with reject = "claim" all other rows of its claim ("held with row N"); a
/// row that CrossChecks names, or a claim that a row belongs to whose own claim key cannot be read but whose invoice
/// number and CIN, or name and birth date, agree. With reject = "row" the rest is sent.
///
/// Files of the run, in `output_folder`: the encounters, manifest.json, and rejected.csv (or rejected-<input>.csv each,
/// without the input's extension) where rows were rejected. A rejected.csv of an earlier run is not removed; a note
/// says so. All are written beside their names, the encounters are validated, then all are named.
///
/// Failures: a world failure where something cannot be read or written, a target exists, or a written file does not
/// pass `validate` (nothing is released then); a usage failure for a request that makes no sense. Faults in the data
/// are findings and rejected rows, never failures.
Result<ConversionSummary> convert(const ConversionRequest& request, const invoice::Context& context,
                                  findings::Sink& sink);

}  // namespace calx::encounter
