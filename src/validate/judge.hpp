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
#include "validate/reporter.hpp"
#include "validate/unit.hpp"
#include "validate/walker.hpp"

namespace calx::validate {

/// Made once a grammar and file; listens to its walker and keeps the segments that a claim is judged by.
struct Judge final : LoopListener {
  Judge(const grammar::Grammar& g, const codes::CodeSets& codes, const calaim::CodingOptions& options,
        Reporter& reporter)
      : grammar(g), walker(g, reporter, *this), claim_checks(g, codes, options, reporter), reporter_(reporter) {
    for (const grammar::CheckRule& check : g.model().checks)
      if (check.does == "at-most-in-file") limits.push_back({&check, definition(check.at), 0});
  }

  struct Limit {
    const grammar::CheckRule* check;
    std::uint16_t definition;
    std::uint64_t count;
  };

  void loop_opened(std::uint16_t instance) override {
    const grammar::LoopInstance& loop = grammar.instance(instance);
    if (!loop.in_unit || loop.definition == grammar.unit_definition()) marks.push_back(unit.size());
    if (loop.definition == grammar.unit_definition()) ++units;
    for (Limit& limit : limits)
      if (limit.definition == loop.definition && ++limit.count == limit.check->max + std::uint64_t{1})
        exceeded = &limit;
  }

  void loop_closes(std::uint16_t instance) override {
    const grammar::LoopInstance& loop = grammar.instance(instance);
    if (loop.in_unit && loop.definition != grammar.unit_definition()) return;
    if (loop.definition == grammar.unit_definition()) {
      if (!broken_off) claim_checks.judge(unit, marks.back(), delimiters);
      reporter_.end_claim();
    }
    unit.truncate(marks.back());
    marks.pop_back();
  }

  std::uint16_t definition(std::string_view id) const {
    for (std::size_t i = 0; i < grammar.model().loops.size(); ++i)
      if (grammar.model().loops[i].id == id) return static_cast<std::uint16_t>(i);
    return grammar::none;
  }

  const grammar::Grammar& grammar;
  Walker walker;
  ClaimChecks claim_checks;
  Unit unit;
  std::vector<std::size_t> marks;  // sizes of the unit when the open loops began
  std::vector<Limit> limits;
  Limit* exceeded = nullptr;
  std::uint64_t units = 0;
  bool broken_off = false;  // what is open is not complete and not judged as a whole
  x12::Delimiters delimiters;

 private:
  Reporter& reporter_;
};

}  // namespace calx::validate
