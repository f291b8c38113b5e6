// One grammar at work on a file: the walk, the claim that is open, what a file may hold at most.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "calaim/coding_options.hpp"
#include "codes/code_set.hpp"
#include "grammar/grammar.hpp"
#include "validate/claim_checks.hpp"
#include "validate/claim_lines.hpp"
#include "validate/known_segments.hpp"
#include "validate/reporter.hpp"
#include "validate/rules.hpp"
#include "validate/service_duplicates.hpp"
#include "validate/unique_in_file.hpp"
#include "validate/uniqueness.hpp"
#include "validate/unit.hpp"
#include "validate/walker.hpp"

namespace calx::validate {

/// Made once a grammar and file; listens to its walker, keeps the segments that claims are judged by and judges what
/// is complete: the heading of a loop above the claims when the first loop below it opens, a claim when it closes.
struct Judge final : LoopListener {
  /// `remember`: of texts that came before, what was found out about them.
  Judge(const grammar::Grammar& g, const codes::CodeSets& codes, const calaim::CodingOptions& options,
        Reporter& reporter, bool remember);

  struct Limit {
    const grammar::CheckRule* check;
    std::uint16_t definition;
    std::uint64_t count;
  };

  /// A segment is about to be walked: what closes now stands before it.
  void reading(const SegmentPlace& where) {
    next_ordinal_ = where.ordinal;
    next_transaction_ordinal_ = where.transaction_ordinal;
    next_offset_ = where.offset;
  }
  /// It belongs to this place.
  /// `entry`: of this text, or null.
  void read(const x12::Segment& segment, const SegmentPlace& where, std::uint16_t place,
            const KnownSegments::Entry* entry = nullptr);

  /// Units without a name of their own (the providers of a directory) are no claims.
  bool has_claims() const { return !grammar.model().unit_id.empty(); }
  /// The file is read: reports what only all of it shows.
  Result<void> finish();

  void loop_opened(std::uint16_t instance) override;
  void loop_closes(std::uint16_t instance) override;

  const grammar::Grammar& grammar;
  Walker walker;
  ClaimLines claim;
  ClaimChecks claim_checks;
  Rules rules;
  Uniqueness seen;  // in the file
  ServiceDuplicates duplicates;
  UniqueInFile unique;
  Unit unit;
  KnownSegments known;
  std::vector<Limit> limits;
  Limit* exceeded = nullptr;
  std::uint64_t units = 0;
  bool broken_off = false;  // what is open is not complete and not judged as a whole
  x12::Delimiters delimiters;

 private:
  /// How a loop instance takes part.
  struct Role {
    bool spine = false;        // on the way from the transaction set to the unit, or the unit
    bool unit = false;         // the unit itself
    bool in_unit = false;      // it, or within it
    std::uint8_t heading = 0;  // depth of the nearest loop of the spine above it, or its own
  };
  void set_roles();
  void complete_heading(std::size_t depth);
  void judge_claim(std::size_t depth);

  Reporter& reporter_;
  std::vector<Role> roles_;         // by instance
  std::vector<bool> headings_;      // by depth: complete
  std::vector<Unit::Mark> marks_;   // by depth: when the open loops of the spine began
  std::vector<std::uint8_t> kept_;  // by place: its text is looked at
  bool keeps_ = false;              // anything
  std::uint64_t next_ordinal_ = 0, next_transaction_ordinal_ = 0, next_offset_ = 0;
};

}  // namespace calx::validate
