#include "validate/judge.hpp"

#include <algorithm>

namespace calx::validate {

Judge::Judge(const grammar::Grammar& g, const codes::CodeSets& codes, const calaim::CodingOptions& options,
             Reporter& reporter, bool remember)
    : grammar(g),
      walker(g, reporter, *this),
      claim(g, options, remember),
      claim_checks(g, codes, options, reporter, claim),
      rules(g, codes, reporter, remember),
      duplicates(g, reporter, seen, claim),
      unique(g, reporter, seen),
      reporter_(reporter) {
  for (const grammar::CheckRule& check : g.model().checks)
    if (check.does == "at-most-in-file") limits.push_back({&check, g.find_definition(check.at), 0});
  set_roles();
  kept_.assign(g.place_count(), 0);
  rules.keep(kept_);
  claim.keep(kept_);
  unique.keep(kept_);
  keeps_ = std::find(kept_.begin(), kept_.end(), 1) != kept_.end();
}

void Judge::set_roles() {
  roles_.resize(grammar.instance_count());
  headings_.resize(64);
  marks_.resize(64);
  for (std::size_t i = 0; i < roles_.size(); ++i) {
    const auto instance = static_cast<std::uint16_t>(i);
    const grammar::LoopInstance& loop = grammar.instance(instance);
    Role& role = roles_[i];
    role.in_unit = loop.in_unit;
    role.unit = loop.definition == grammar.unit_definition();
    if (!role.unit && loop.depth != 0) continue;
    for (std::uint16_t way = instance; way != grammar::none; way = grammar.instance(way).parent)
      roles_[way].spine = true;
  }
  for (std::size_t i = 0; i < roles_.size(); ++i) {
    auto way = static_cast<std::uint16_t>(i);
    while (!roles_[way].spine) way = grammar.instance(way).parent;
    roles_[i].heading = grammar.instance(way).depth;
  }
}

void Judge::read(const x12::Segment& segment, const SegmentPlace& where, std::uint16_t place,
                 const KnownSegments::Entry* entry) {
  if (!keeps_) return;
  const std::uint16_t instance = grammar.place(place).loop;
  const Role& role = roles_[instance];
  // What comes behind the first loop below belongs to no heading any more.
  if (!role.in_unit && headings_[role.heading]) return;
  const grammar::Place& at = grammar.place(place);
  StoredSegment& stored = unit.push(segment, where, {at.node, place, unit.open_at(at.depth)}, kept_[place] != 0);
  if (entry == nullptr || entry->kept_place != place) return;
  stored.kept = true;
  stored.open = entry->open;
  stored.witness = entry->witness;
  stored.same_transaction = entry->kept_in == unit.transaction();
}

void Judge::complete_heading(std::size_t depth) {
  if (headings_[depth]) return;
  headings_[depth] = true;
  Occurrence& heading = unit.complete(depth);
  heading.behind_ordinal = next_ordinal_;
  heading.behind_transaction_ordinal = next_transaction_ordinal_;
  heading.behind_offset = next_offset_;
  if (!broken_off) rules.judge(unit, heading.first, heading.end, delimiters, known);
}

void Judge::judge_claim(std::size_t depth) {
  const std::size_t begin = marks_[depth].segments;
  const std::uint32_t at = unit.open_at(depth);
  claim.read(unit, begin, delimiters);
  claim_checks.judge();
  if ((unique.any() || duplicates.in_file()) && begin < unit.size())
    seen.begin_claim(NotedClaim::of(grammar, unit, at, reporter_));
  duplicates.judge(unit);
  unique.judge(unit, at, delimiters);
}

Result<void> Judge::finish() {
  return seen.finish([&](std::uint16_t check, const FilePlace& later, const FilePlace& twin) {
    later.report(grammar, reporter_, grammar.model().checks[check].rule, {{"twin", twin.in_words(later)}});
  });
}

void Judge::loop_opened(std::uint16_t instance) {
  const grammar::LoopInstance& loop = grammar.instance(instance);
  if (loop.definition == grammar.unit_definition()) ++units;
  for (Limit& limit : limits)
    if (limit.definition == loop.definition && ++limit.count == limit.check->max + std::uint64_t{1}) exceeded = &limit;
  if (!keeps_) return;
  if (roles_[instance].spine) {
    if (loop.depth > 0) complete_heading(loop.depth - 1U);
    marks_[loop.depth] = unit.mark();
    headings_[loop.depth] = false;
  }
  unit.open(grammar, instance);
}

void Judge::loop_closes(std::uint16_t instance) {
  const grammar::LoopInstance& loop = grammar.instance(instance);
  const Role& role = roles_[instance];
  if (keeps_) {
    if (!role.spine) {
      if (role.in_unit || !headings_[role.heading]) unit.complete(loop.depth);
    } else if (!role.unit) {
      complete_heading(loop.depth);
      unit.truncate(marks_[loop.depth]);
    } else {
      complete_heading(loop.depth);
      if (!broken_off) judge_claim(loop.depth);
      unit.truncate(marks_[loop.depth]);
    }
  }
  if (role.unit && has_claims()) reporter_.end_claim();
}

}  // namespace calx::validate
