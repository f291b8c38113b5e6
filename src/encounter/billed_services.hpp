// Who billed and who rendered each service of an 837P, and when: what a check of encounters against a plan's network
// needs of a claim, and nothing of the member. Here because it must know the 837P's loops, which network/ does not.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "files/failure.hpp"
#include "text/date.hpp"
#include "x12/reader.hpp"

namespace calx::encounter {

/// One service line, 2400.
struct BilledService {
  std::string_view billing;             ///< NPI of 2010AA; empty where it has none
  std::string_view rendering;           ///< NPI of 2420A, else of 2310B; empty where the billing provider renders
  bool rendering_named = false;         ///< 2420A or 2310B is there, with an NPI or without
  std::optional<text::DateRange> days;  ///< DTP*472; empty where it is missing or no date
  std::uint64_t claim_ordinal = 0;      ///< of the CLM segment: ISA = 1
  std::uint64_t claim_offset = 0;       ///< of its first byte in the file
  std::uint64_t claim_number = 0;       ///< which claim of the file, from 1
};

struct BilledTotals {
  std::uint64_t interchanges = 0, transactions = 0, claims = 0, services = 0, segments = 0;
  std::string
      other;  ///< where there is no 837P: what there is instead, "it holds a transaction set 274 of version ..."
};

/// Calls `visit` for each service of the input's 837P transaction sets (GS08 005010X222 and its errata); others are
/// passed over. Nothing is judged: calx validate does that. Fails only where the input cannot be read.
Result<BilledTotals> read_billed_services(x12::Reader& reader, const std::function<void(const BilledService&)>& visit);

}  // namespace calx::encounter
