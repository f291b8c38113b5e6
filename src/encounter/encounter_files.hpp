// The 837P files of a run: claims in their order, a new file when one is full.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "encounter/claim_writer.hpp"
#include "encounter/conversion.hpp"
#include "files/release.hpp"

namespace calx::encounter {

/// The name of the file number `sequence` (from 1): {plan_code}, {date} (CCYYMMDD) and {sequence} (five digits)
/// replaced.
std::string encounter_file_name(const profile::Profile& profile, text::Date date, std::uint32_t sequence);

/// Puts claims under their providers and members. A 2000B holds at most 100 claims and is then repeated; a file at most
/// the profile's max_claims_per_file, and the next one has the next control number.
class EncounterFiles {
 public:
  EncounterFiles(const ConversionRequest& request, files::Release& release);

  /// `provider` and `member` are numbers of blocks: where one changes, a 2000A or 2000B starts.
  Result<void> add(const Claim& claim, std::uint32_t provider, std::uint32_t member);
  Result<void> finish();

  /// Those ended, in order; temporary paths beside them.
  std::vector<ConversionSummary::Encounters> files;
  std::vector<std::string> temporary_paths;

 private:
  Result<void> start_file();
  Result<void> end_file();
  Result<void> flush(std::size_t threshold);

  const ConversionRequest& request_;
  files::Release& release_;
  EnvelopeSettings settings_;
  std::string buffer_;
  std::optional<ClaimWriter> writer_;
  std::uint64_t max_claims_;
  std::uint32_t next_control_;
  std::optional<std::uint32_t> provider_, member_;
  bool member_paid_ = false;
  std::size_t member_claims_ = 0;
};

}  // namespace calx::encounter
