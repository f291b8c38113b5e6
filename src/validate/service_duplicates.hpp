// Service lines that are the same service twice: within a claim, and within a file.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/grammar.hpp"
#include "validate/claim_lines.hpp"
#include "validate/fingerprint.hpp"
#include "validate/reporter.hpp"
#include "validate/uniqueness.hpp"

namespace calx::validate {

/// The checks "service-duplicates-in-claim" and "service-duplicates", made once a grammar; where nobody names them they
/// cost nothing. Two lines are the same service where dates, procedure, modifiers in any order, who rendered it (else
/// who bills) and, where both name one, the drug are the same; not units, charge or place of service. Within a claim a
/// description tells two lines of one unlisted code apart. Within a file the member must be the same too, and the kind
/// of claim (frequency): a claim that replaces another repeats its lines. Claims that void others are left aside.
class ServiceDuplicates {
 public:
  /// `claim`: asked for what the checks in force look at.
  ServiceDuplicates(const grammar::Grammar& grammar, Reporter& reporter, Uniqueness& seen, ClaimLines& claim);

  /// Duplicates within the file are asked for.
  bool in_file() const { return in_file_ != nullptr; }
  /// The claim has been read, and will be judged.
  void expect();
  /// It was expected; `unit` holds it, and it is the one that `seen` notes for.
  void judge(const Unit& unit);

 private:
  void compare_in_claim();
  void compare_in_file(const Unit& unit);

  const grammar::Grammar& grammar_;
  Reporter& reporter_;
  Uniqueness& seen_;
  const ClaimLines& claim_;
  const grammar::CheckRule* in_claim_ = nullptr;
  const grammar::CheckRule* in_file_ = nullptr;
  std::uint16_t in_file_number_ = 0;   // of the check
  std::string_view frequency_;         // of the claim
  std::vector<Uniqueness::Key> keys_;  // of the lines; kept for its memory
};

}  // namespace calx::validate
