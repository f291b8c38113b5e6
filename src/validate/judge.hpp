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
  /// `remember`: of texts that came before, what was found out about them. `input`: see Unit.
  Judge(const grammar::Grammar& g, const codes::CodeSets& codes, const calaim::CodingOptions& options,
        Reporter& reporter, bool remember, const char* input);

  struct Limit {
    const grammar::CheckRule* check;
    std::uint16_t definition;
    std::uint64_t count;
  };

  /// A segment was walked, and belongs to this place.
  /// `entry`: of this text.
  [[gnu::always_inline]] void read(const x12::Segment& segment, const SegmentPlace& where, std::uint16_t place,
                                   const KnownSegments::Entry& entry);

  /// Units without a name of their own (the providers of a directory) are no claims.
  bool has_claims() const { return !grammar.model().unit_id.empty(); }
  /// The file is read: reports what only all of it shows.
  Result<void> finish();

  void loop_opened(std::uint16_t instance, const SegmentPlace& where) override;
  void loop_closes(std::uint16_t instance, const SegmentPlace& where) override;

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
    bool spine = false;    // on the way from the transaction set to the unit, or the unit
    bool unit = false;     // the unit itself
    bool in_unit = false;  // it, or within it
    bool limited = false;  // a check says how many there may be
    std::uint8_t depth = 0;
    std::uint8_t heading = 0;  // depth of the nearest loop of the spine above it, or its own
  };
  /// What becomes of a segment of one place.
  struct Part {
    std::uint16_t node = 0;
    std::uint8_t depth = 0;      // of its loop
    std::uint8_t heading = 0;    // Role::heading of its loop
    bool in_unit = false;        // so for its loop
    std::uint8_t looked_at = 0;  // its text is looked at
  };
  void set_roles();
  void complete_heading(std::size_t depth, const SegmentPlace& where);
  void expect_claim(std::size_t depth);
  void judge_claim(std::size_t depth);
  void note_claim(std::uint32_t occurrence);
  void count_limited(std::uint16_t definition);
  bool complete(std::size_t heading) const { return (headings_ >> heading & 1) != 0; }

  Reporter& reporter_;
  std::vector<Role> roles_;        // by instance
  std::vector<Part> parts_;        // by place
  std::uint64_t headings_ = 0;     // bit n: the heading at depth n is complete
  std::vector<Unit::Mark> marks_;  // by depth: when the open loops of the spine began
  bool keeps_ = false;             // anything
  std::uint64_t noted_in_ = 0;     // the transaction set of the claim that was noted last
};

inline void Judge::read(const x12::Segment& segment, const SegmentPlace& where, std::uint16_t place,
                        const KnownSegments::Entry& entry) {
  if (!keeps_) return;
  const Part& part = parts_[place];
  // What comes behind the first loop below belongs to no heading any more.
  if (!part.in_unit && complete(part.heading)) return;
  unit.push(segment, where, {part.node, place, unit.open_at(part.depth)}, part.looked_at != 0).name = entry.name;
}

}  // namespace calx::validate
