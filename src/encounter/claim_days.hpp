// How much of a service the days of one claim can hold, over all its lines.
#pragma once

#include <vector>

#include "calaim/coding_options.hpp"
#include "calaim/service_days.hpp"
#include "encounter/claim.hpp"
#include "encounter/element_text.hpp"

namespace calx::encounter {

/// Judges the lines of claims together; each row by itself has been judged when it was checked (INV-0528).
class ClaimDays {
 public:
  explicit ClaimDays(const calaim::CodingOptions& options) : options_(options) {}

  /// A line that is too much for its days beside the lines before it, or that joining rows has made too much, is an
  /// error (INV-0915), as it is for calaim's rule CALAIM-DAY.
  void check(const Claim& claim, ElementTexts& texts);

 private:
  const calaim::CodingOptions& options_;
  // Kept for their memory.
  calaim::ServiceDays days_;
  std::vector<calaim::ServiceLine> lines_;
  std::vector<const ClaimLine*> line_of_;
};

}  // namespace calx::encounter
