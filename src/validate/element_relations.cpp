// Elements beside each other: relational notes, and what overlays ask of them.
#include <algorithm>

#include "validate/elements.hpp"
#include "validate/formats.hpp"

namespace calx::validate {

using grammar::ElementModel;

namespace {

std::string names_of(const grammar::Node& node, std::uint64_t mask, std::string_view last) {
  std::vector<std::string> names;
  for (const ElementModel& element : node.model->elements)
    if ((mask >> element.number & 1) != 0) names.push_back(element.id);
  return join(names, last);
}

}  // namespace

void ElementChecker::check_notes(const Here& here, std::uint64_t present) {
  for (const grammar::NoteSpec& note : here.grammar.notes(here.node)) {
    const std::uint64_t there = present & note.mask;
    const bool first = (present & note.first) != 0;
    const std::uint64_t others = note.mask & ~note.first;
    std::string_view code;
    switch (note.kind) {
      case 'P':
        if (there != 0 && there != note.mask) code = "X12-1-0061";
        break;
      case 'R':
        if (there == 0) code = "X12-1-0062";
        break;
      case 'E':
        if ((there & (there - 1)) != 0) code = "X12-1-0063";
        break;
      case 'C':
        if (first && (there & others) != others) code = "X12-1-0064";
        break;
      case 'L':
        if (first && (there & others) == 0) code = "X12-1-0065";
        break;
      default:
        break;
    }
    if (code.empty()) continue;
    // An element that the guide requires is reported as missing already.
    const std::uint64_t absent = note.mask & ~present;
    if (note.kind != 'E' && (absent & here.node.required) != 0) continue;
    const bool conditional = note.kind == 'C' || note.kind == 'L';
    const std::string elements =
        names_of(here.node, conditional ? others : note.mask, note.kind == 'R' || note.kind == 'L' ? "or" : "and");
    const std::uint64_t blamed = note.kind == 'E' ? there : absent;
    int number = 0;
    for (int n = 1; n < 64 && number == 0; ++n)
      if ((blamed >> n & 1) != 0) number = n;
    reporter_.report(code, {{"elements", elements}, {"first", names_of(here.node, note.first, "and")}}, here.where,
                     {number});
  }
}

void ElementChecker::check_rules(const Here& here) {
  for (const grammar::ElementRuleSpec& spec : here.grammar.element_rules(here.node)) {
    const grammar::ElementRule& rule = *spec.model;
    if (!reporter_.wants(rule.rule.level)) continue;
    std::string_view text = here.segment.element(spec.element);
    if (spec.component != 0) text = x12::component(text, spec.component, here.delimiters.component);
    // Fixed-width elements of the interchange header are padded.
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    const ElementPlace place{spec.element, spec.component};
    if (text.empty()) {
      if (rule.required) reporter_.report(rule.rule, {{"values", join(rule.values, "or")}}, here.where, place);
      continue;
    }
    const bool listed =
        rule.values.empty() || std::find(rule.values.begin(), rule.values.end(), text) != rule.values.end();
    if (!listed || !has_format(rule.format, text))
      reporter_.report(rule.rule, {{"values", join(rule.values, "or")}}, here.where, place, text);
  }
}

}  // namespace calx::validate
