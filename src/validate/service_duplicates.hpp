// Service lines that are the same service twice: within a claim, and within a file.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/grammar.hpp"
#include "validate/reporter.hpp"
#include "validate/uniqueness.hpp"
#include "validate/unit.hpp"

namespace calx::validate {

/// The checks "service-duplicates-in-claim" and "service-duplicates", made once a grammar; where nobody names them they
/// cost nothing. Two lines are the same service where dates, procedure, modifiers in any order, who rendered it (else
/// who bills) and, where both name one, the drug are the same; not units, charge or place of service. Within a claim a
/// description tells two lines of one unlisted code apart. Within a file the member must be the same too, and the kind
/// of claim (frequency): a claim that replaces another repeats its lines. Claims that void others are left aside.
class ServiceDuplicates {
 public:
  ServiceDuplicates(const grammar::Grammar& grammar, Reporter& reporter, Uniqueness& seen);

  /// Marks the places whose segments' texts are looked at.
  void keep(std::vector<std::uint8_t>& places) const;
  /// Duplicates within the file are asked for.
  bool in_file() const { return in_file_ != nullptr; }
  /// A claim is complete: `unit` holds it from segment `begin` on; it is the one that `seen` notes for.
  void judge(const Unit& unit, std::size_t begin, const x12::Delimiters& delimiters);

 private:
  /// Views into the unit.
  struct Line {
    const StoredSegment* service = nullptr;
    std::string_view number, code, description, dates, rendering, drug;
    std::array<std::string_view, 4> modifiers;  // sorted
  };
  void collect(const Unit& unit, std::size_t begin, const x12::Delimiters& delimiters);
  void compare_in_claim(const Unit& unit);
  void compare_in_file(const Unit& unit);
  void report(const Unit& unit, const Line& line, const grammar::CheckRule& check, std::string_view twin);

  const grammar::Grammar& grammar_;
  Reporter& reporter_;
  Uniqueness& seen_;
  const grammar::CheckRule* in_claim_ = nullptr;
  const grammar::CheckRule* in_file_ = nullptr;
  std::uint16_t in_file_number_ = 0;  // of the check
  std::uint16_t billing_, member_, patient_, claim_, rendering_;
  std::uint16_t line_, service_, date_, drug_, line_rendering_;
  // Of the claim being judged; kept for their memory.
  std::vector<Line> lines_;
  std::string_view frequency_, member_id_;
  std::array<std::string_view, 3> patient_name_;
};

}  // namespace calx::validate
