// The service lines of the claim being judged, read once for all checks that look at them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "calaim/coding_options.hpp"
#include "grammar/grammar.hpp"
#include "text/date.hpp"
#include "text/money.hpp"
#include "validate/known_segments.hpp"
#include "validate/procedures.hpp"
#include "validate/reporter.hpp"
#include "validate/unit.hpp"

namespace calx::validate {

/// What SV1 says.
struct Service {
  Procedure procedure;   ///< SV101
  text::Money charge;    ///< SV102
  text::Quantity units;  ///< SV104
  bool charged = false;  ///< SV102 is an amount
  bool counted = false;  ///< SV103 is UN, and SV104 a number
  bool placed = false;   ///< SV105 is there
};

/// A service line of the 837P (loop 2400). One whose LX is missing begins with its SV1. Texts live in the unit.
struct ClaimLine {
  const StoredSegment* number = nullptr;   ///< LX
  const StoredSegment* service = nullptr;  ///< SV1
  std::string_view text;                   ///< SV101
  Service says;                            ///< SV1
  std::string_view days;                   ///< DTP*472: CCYYMMDD or CCYYMMDD-CCYYMMDD
  std::uint64_t period = 0;                ///< a number for that text, RD8 of one day having that of the day
  std::optional<text::Date> from, through;
  std::string_view rendering;  ///< who rendered it, else who bills: the NPI, or the name of one without
  std::string_view drug;       ///< LIN03
};

/// Made once a grammar; reads only what is asked for.
class ClaimLines {
 public:
  /// What checks look at, bits.
  enum Ask : std::uint8_t {
    numbers = 1,     ///< LX
    charges = 2,     ///< CLM and SV1
    places = 4,      ///< CLM, SV1 and from
    procedures = 8,  ///< all of a line but who rendered it and drugs
    services = 16,   ///< all of it
    members = 32,    ///< member_id and patient_name
  };

  ClaimLines(const grammar::Grammar& grammar, const calaim::CodingOptions& options, bool remember);

  void ask(Ask what) { asked_ |= what; }
  /// All has been asked for: marks the places whose segments' texts are looked at.
  void keep(std::vector<std::uint8_t>& places);

  /// A claim is complete: `unit` holds it from segment `begin` on, `occurrence` is its loop.
  void read(const Unit& unit, std::size_t begin, std::uint32_t occurrence, const x12::Delimiters& delimiters);

  const StoredSegment* header = nullptr;  ///< CLM; where it is null nothing is to be judged
  std::vector<ClaimLine> lines;
  std::optional<text::Date> first_service;
  std::string_view member_id;
  std::array<std::string_view, 3> patient_name;  ///< of one who is not the subscriber

  std::string_view element(const StoredSegment& segment, int number) const { return unit_->element(segment, number); }
  std::string_view component(const StoredSegment& segment, int element, int component) const {
    return unit_->view(segment).component(element, component, separator_);
  }
  ProcedureParts parts(const ClaimLine& line) const { return ProcedureParts::of(line.text, separator_); }
  /// Reports a finding at one of its segments. `rule`: a rule, or a code of the catalogue.
  template <class Rule>
  [[gnu::cold]] void report(Reporter& reporter, const StoredSegment& segment, const Rule& rule,
                            findings::Arguments arguments, ElementPlace place) const;

 private:
  enum class Role : std::uint8_t {
    none,
    header,
    line,
    service,
    date,
    drug,
    line_rendering,
    rendering,
    billing,
    member,
    patient
  };
  static constexpr std::uint32_t none = 0xffffffffU;
  /// What stands above claims: segments of the unit, or none.
  struct Heading {
    std::uint64_t serial = 0;  // of the loop around the claims
    std::uint32_t billing = none, member = none, patient = none;
  };
  struct Days {
    std::optional<text::Date> from, through;
    std::uint64_t period = 0;
  };
  std::string_view provider(const StoredSegment& name) const;
  void read_heading(std::size_t begin, std::uint32_t occurrence);
  void read_days(ClaimLine& line, const StoredSegment& segment);
  void read_service(ClaimLine& line);

  const grammar::Grammar& grammar_;
  Procedures procedures_;
  unsigned asked_ = 0;
  std::vector<Role> roles_;  // by place
  const Unit* unit_ = nullptr;
  char separator_ = '\0';
  Heading heading_;
  SegmentFacts<Days> days_;
  SegmentFacts<Service> services_;
};

}  // namespace calx::validate
