// What only a whole claim shows: totals, codes on the date of service, ECM and Community Supports coding.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "calaim/coding_options.hpp"
#include "calaim/service_days.hpp"
#include "codes/code_set.hpp"
#include "grammar/grammar.hpp"
#include "text/date.hpp"
#include "validate/claim_lines.hpp"
#include "validate/reporter.hpp"

namespace calx::validate {

/// The checks that a grammar or its overlays name with <check does="...">, for the 837P's claim (loop 2300). Made once
/// a grammar; a check that nobody names costs nothing.
class ClaimChecks {
 public:
  /// `claim`: asked for what the checks in force look at.
  ClaimChecks(const grammar::Grammar& grammar, const codes::CodeSets& codes, const calaim::CodingOptions& options,
              Reporter& reporter, ClaimLines& claim);

  /// The claim has been read.
  void judge();

 private:
  void check_total();
  void check_line_numbers();
  void check_places_of_service();
  void check_place_of_service(const StoredSegment& segment, std::string_view code, std::optional<text::Date> date,
                              ElementPlace place, const char* element);
  const calaim::CodingOption* check_coding(const ClaimLine& line);
  void check_units(const ClaimLine& line, const calaim::CodingOption& option);
  void check_days();
  void report_units(const grammar::CheckRule& check, const ClaimLine& line, const calaim::CodingOption& option,
                    const calaim::Overfull& full);
  const grammar::CheckRule* named(std::string_view does) const;

  const grammar::Grammar& grammar_;
  const codes::CodeSet* places_of_service_;
  const calaim::CodingOptions& options_;
  Reporter& reporter_;
  const ClaimLines& claim_;
  // The rules in force; null where nobody names them.
  const grammar::CheckRule* total_;
  const grammar::CheckRule* line_numbers_;
  const grammar::CheckRule* wrong_modifiers_;
  const grammar::CheckRule* shared_code_;
  const grammar::CheckRule* not_yet_;
  const grammar::CheckRule* ended_;
  const grammar::CheckRule* unconfirmed_;
  const grammar::CheckRule* telehealth_;
  const grammar::CheckRule* whole_units_;
  const grammar::CheckRule* units_in_a_day_;
  bool judges_coding_;
  std::vector<std::uint64_t> dated_places_;  // codes of places_of_service_ that have a first or last day
  calaim::ServiceDays days_;
  std::vector<calaim::ServiceLine> in_days_;    // lines of the claim being judged that have units of a service
  std::vector<const ClaimLine*> line_in_days_;  // and where they come from
};

}  // namespace calx::validate
