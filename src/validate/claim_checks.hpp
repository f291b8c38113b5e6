// What only a whole claim shows: totals, codes on the date of service, ECM and Community Supports coding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calaim/coding_options.hpp"
#include "codes/code_set.hpp"
#include "grammar/grammar.hpp"
#include "text/date.hpp"
#include "validate/reporter.hpp"
#include "validate/service_days.hpp"
#include "validate/unit.hpp"

namespace calx::validate {

/// The checks that a grammar or its overlays name with <check does="...">, for the 837P's claim (loop 2300). Made once
/// a grammar; a check that nobody names costs nothing.
class ClaimChecks {
 public:
  ClaimChecks(const grammar::Grammar& grammar, const codes::CodeSets& codes, const calaim::CodingOptions& options,
              Reporter& reporter);

  /// Marks the places whose segments' texts are looked at.
  void keep(std::vector<std::uint8_t>& places) const;
  /// A claim is complete: `unit` holds it from segment `begin` on, the reporter's locator stands at it.
  void judge(const Unit& unit, std::size_t begin, const x12::Delimiters& delimiters);

 private:
  /// A service line of the claim being judged.
  struct Line {
    const StoredSegment* service = nullptr;
    std::optional<text::Date> from, through;
  };
  struct Claim;
  void check_total(const Claim& claim);
  void check_places_of_service(const Claim& claim);
  void check_place_of_service(const Claim& claim, const StoredSegment& segment, std::string_view code,
                              std::optional<text::Date> date, ElementPlace place, const char* element);
  const calaim::CodingOption* check_coding(const Claim& claim, const Line& line);
  void check_units(const Claim& claim, const Line& line, const calaim::CodingOption& option);
  void check_days(const Claim& claim);
  void report_units(const Claim& claim, const grammar::CheckRule& check, const Line& line,
                    const calaim::CodingOption& option, const Overfull& full);
  template <class RuleOrCode>
  void report(const Claim& claim, const StoredSegment& segment, const RuleOrCode& rule, findings::Arguments arguments,
              ElementPlace place, std::string_view value);
  struct Spot;
  const grammar::CheckRule* named(std::string_view does) const;

  const grammar::Grammar& grammar_;
  const codes::CodeSet* places_of_service_;
  const calaim::CodingOptions& options_;
  Reporter& reporter_;
  std::vector<Line> lines_;  // of the claim being judged; kept for its memory
  std::uint16_t claim_node_, line_node_, service_node_, date_node_;
  // The rules in force; null where nobody names them.
  const grammar::CheckRule* total_;
  const grammar::CheckRule* wrong_modifiers_;
  const grammar::CheckRule* shared_code_;
  const grammar::CheckRule* not_yet_;
  const grammar::CheckRule* ended_;
  const grammar::CheckRule* unconfirmed_;
  const grammar::CheckRule* telehealth_;
  const grammar::CheckRule* whole_units_;
  const grammar::CheckRule* units_in_a_day_;
  bool judges_coding_;
  ServiceDays days_;
  std::vector<ServiceLine> in_days_;       // lines of the claim being judged that have units of a service
  std::vector<const Line*> line_in_days_;  // and where they come from
};

}  // namespace calx::validate
