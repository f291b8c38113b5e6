#include "validate/judge.hpp"

#include <algorithm>

namespace calx::validate {

Judge::Judge(const grammar::Grammar& g, const codes::CodeSets& codes, const calaim::CodingOptions& options,
             Reporter& reporter, bool remember, const char* input)
    : grammar(g),
      walker(g, reporter, *this),
      claim(g, options, remember),
      claim_checks(g, codes, options, reporter, claim),
      rules(g, codes, reporter, remember),
      duplicates(g, reporter, seen, claim),
      unique(g, reporter, seen),
      unit(input),
      reporter_(reporter) {
  for (const grammar::CheckRule& check : g.model().checks)
    if (check.does == "at-most-in-file") limits.push_back({&check, g.find_definition(check.at), 0});
  set_roles();
  std::vector<std::uint8_t> kept(g.place_count());
  rules.keep(kept);
  claim.keep(kept);
  unique.keep(kept);
  keeps_ = std::find(kept.begin(), kept.end(), 1) != kept.end();
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const grammar::Place& place = g.place(static_cast<std::uint16_t>(i));
    const Role& role = roles_[place.loop];
    parts_.push_back({place.node, place.depth, role.heading, role.in_unit, kept[i]});
  }
}

void Judge::set_roles() {
  roles_.resize(grammar.instance_count());
  marks_.resize(64);
  for (std::size_t i = 0; i < roles_.size(); ++i) {
    const auto instance = static_cast<std::uint16_t>(i);
    const grammar::LoopInstance& loop = grammar.instance(instance);
    Role& role = roles_[i];
    role.in_unit = loop.in_unit;
    role.unit = loop.definition == grammar.unit_definition();
    role.limited = std::any_of(limits.begin(), limits.end(),
                               [&](const Limit& limit) { return limit.definition == loop.definition; });
    role.depth = loop.depth;
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

void Judge::complete_heading(std::size_t depth, const SegmentPlace& where) {
  if (complete(depth)) return;
  headings_ |= std::uint64_t{1} << depth;
  Occurrence& heading = unit.complete(depth);
  heading.behind_ordinal = where.ordinal;
  heading.behind_transaction_ordinal = where.transaction_ordinal;
  heading.behind_offset = where.offset;
  if (!broken_off) rules.judge(unit, heading.first, heading.end, delimiters, known);
}

/// Reads what is judged after the rules. Its keys' memory is fetched while these are judged.
void Judge::expect_claim(std::size_t depth) {
  claim.read(unit, marks_[depth].segments, unit.open_at(depth), delimiters);
  duplicates.expect();
  unique.expect(unit, unit.open_at(depth), delimiters);
}

void Judge::judge_claim(std::size_t depth) {
  const std::size_t begin = marks_[depth].segments;
  const std::uint32_t at = unit.open_at(depth);
  claim_checks.judge();
  if ((unique.any() || duplicates.in_file()) && begin < unit.size()) note_claim(at);
  duplicates.judge(unit);
  unique.judge(unit);
}

void Judge::note_claim(std::uint32_t occurrence) {
  if (noted_in_ != unit.transaction()) {
    noted_in_ = unit.transaction();
    seen.begin_transaction(NotedTransaction::of(unit.segment(unit.occurrence(occurrence).first), reporter_));
  }
  seen.begin_claim().note(grammar, unit, occurrence, reporter_);
}

Result<void> Judge::finish() {
  return seen.finish([&](std::uint16_t check, const FilePlace& later, const TwinPlace& twin) {
    later.report(grammar, reporter_, grammar.model().checks[check].rule, {{"twin", twin.in_words(later)}});
  });
}

void Judge::loop_opened(std::uint16_t instance, const SegmentPlace& where) {
  const Role& role = roles_[instance];
  if (role.unit) ++units;
  if (role.limited) count_limited(grammar.instance(instance).definition);
  if (!keeps_) return;
  if (role.spine) {
    if (role.depth > 0) complete_heading(role.depth - 1U, where);
    marks_[role.depth] = unit.mark();
    headings_ &= ~(std::uint64_t{1} << role.depth);
  }
  unit.open(grammar, instance);
}

void Judge::count_limited(std::uint16_t definition) {
  for (Limit& limit : limits)
    if (limit.definition == definition && ++limit.count == limit.check->max + std::uint64_t{1}) exceeded = &limit;
}

void Judge::loop_closes(std::uint16_t instance, const SegmentPlace& where) {
  const Role& role = roles_[instance];
  if (keeps_) {
    if (!role.spine) {
      if (role.in_unit || !complete(role.heading)) unit.complete(role.depth);
    } else {
      const bool judged = role.unit && !broken_off;
      if (judged) expect_claim(role.depth);
      complete_heading(role.depth, where);
      if (judged) judge_claim(role.depth);
      unit.truncate(marks_[role.depth]);
    }
  }
  if (role.unit && has_claims()) reporter_.end_claim();
}

}  // namespace calx::validate
