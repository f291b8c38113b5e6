// Who wants to hear of each claim, those without findings too.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace calx::validate {

/// A claim (a grammar's unit) whose loop has closed. Views are valid during the call.
struct ClaimPlace {
  std::string_view file, isa, gs, st;
  std::string_view claim;               ///< its id, as findings carry it; empty where its first segment is missing
  std::optional<std::uint64_t> offset;  ///< of its first segment, where there is one
};

class ClaimListener {
 public:
  virtual ~ClaimListener() = default;
  /// Called once a claim, in the order of the file, after the findings that carry the claim's id; but for those that
  /// only all of a long file shows, which come when it is read.
  virtual void claim_closed(const ClaimPlace& place) = 0;
};

}  // namespace calx::validate
