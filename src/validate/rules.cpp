#include "validate/rules.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <string_view>
#include <tuple>

#include "validate/footprint.hpp"

namespace calx::validate {

using grammar::Range;
using grammar::RulePrograms;

Rules::Rules(const grammar::Grammar& grammar, const codes::CodeSets& codes, Reporter& reporter, bool remember)
    : grammar_(grammar), programs_(grammar.rules()), reporter_(reporter), remember_(remember) {
  for (const grammar::CodeSetUse& use : programs_.sets) sets_.push_back(codes.set(use.name));
  for (const grammar::TriggerSpec& trigger : programs_.triggers)
    if (reporter.wants(programs_.rules[trigger.rule].model->rule.level)) triggers_.push_back(trigger);
  group_triggers(grammar);
  gates_.emplace(grammar, triggers_);
  for (std::size_t number = 0; number < gates_->witnesses().size(); ++number)
    for (const std::uint16_t place : gates_->witnesses()[number].places)
      at_places_[place].witnesses |= std::uint64_t{1} << number;
  judged_.assign(programs_.rules.size(), 0);
}

void Rules::keep(std::vector<std::uint8_t>& places) const {
  bool dated = false;
  for (const grammar::RuleSpec& rule : programs_.rules) {
    if (!reporter_.wants(rule.model->rule.level)) continue;
    for (const std::uint16_t place : RulePrograms::part(programs_.places, rule.used)) places[place] = 1;
    dated |= rule.model->from || rule.model->through;
  }
  if (dated)
    for (const std::uint16_t place : programs_.service_dates) places[place] = 1;
}

void Rules::judge(const Unit& unit, std::uint32_t begin, std::uint32_t end, const x12::Delimiters& delimiters,
                  KnownSegments& known) {
  if (triggers_.empty()) return;
  unit_ = &unit;
  begin_ = begin;
  end_ = end;
  if (delimiters != delimiters_)
    for (Group& group : groups_) group.known.clear();
  delimiters_ = delimiters;
  service_date_.reset();
  const std::uint16_t* const places = unit.places();
  witnessed_ = 0;
  for (std::uint32_t segment = begin; segment < end; ++segment)
    if (const std::uint64_t candidates = at_places_[places[segment]].witnesses; candidates != 0) {
      const StoredSegment& stored = unit.segment(segment);
      witnessed_ |= stored.kept ? stored.witness : witness(candidates, segment);
    }
  for (std::uint32_t segment = begin; segment < end; ++segment) {
    const AtPlace& at = at_places_[places[segment]];
    if (at.wide.count == 0 && at.groups.count == 0) continue;
    const StoredSegment& stored = unit.segment(segment);
    if (!stored.kept || stored.twice || (at.heading && !stored.same_transaction)) {
      judge_anew(at, stored, segment, known);
    } else if (stored.open != 0) {
      const std::uint64_t alone = judge_open(at, stored.open, stored, segment);
      KnownSegments::Entry* const entry = alone == 0 ? nullptr : known.find(unit.view(stored).raw());
      if (entry != nullptr && entry->kept_place == stored.place) remember(*entry, alone);
    }
  }
}

void Rules::judge_anew(const AtPlace& at, const StoredSegment& stored, std::uint32_t segment, KnownSegments& known) {
  const x12::Segment view = unit_->view(stored);
  KnownSegments::Entry* const entry = at.wide.count <= 64 && !stored.twice ? known.find(view.raw()) : nullptr;
  std::uint64_t open = 0, alone = 0;
  for (std::uint32_t i = 0; i < at.wide.count; ++i) {
    const std::uint32_t trigger = at.wide.first + i;
    if (!gates_->open_by_text(trigger, view, delimiters_.component)) continue;
    if (at.wide.count > 64) {
      if (gates_->open_by_unit(trigger, *unit_, witnessed_)) judge_trigger(trigger, stored, segment);
    } else if (entry == nullptr || has_needs(trigger, stored, segment)) {
      open |= std::uint64_t{1} << i;
    }
  }
  if (open != 0) alone = judge_open(at, open, stored, segment);
  bool kept = true;
  for (Group& group : std::span(groups_).subspan(at.groups.first, at.groups.count))
    kept &= judge_by_text(group, view, stored, segment);
  if (entry == nullptr || !kept) return;
  entry->kept_place = stored.place;
  entry->open = open;
  entry->witness = at.witnesses == 0 ? 0 : witness(at.witnesses, segment);
  entry->alone_in = 0;
  remember(*entry, alone);
}

/// Which of the candidates the segment is.
std::uint64_t Rules::witness(std::uint64_t candidates, std::uint32_t segment) {
  std::uint64_t found = 0;
  root_ = {unit_->segment(segment).occurrence, segment};
  only_ = segment;
  for (; candidates != 0; candidates &= candidates - 1) {
    const int number = std::countr_zero(candidates);
    const std::uint32_t condition = gates_->witnesses()[static_cast<std::size_t>(number)].condition;
    if (evaluate(condition, root_) == Truth::yes) found |= std::uint64_t{1} << number;
  }
  only_ = none;
  return found;
}

/// Judges those of a place's rules that the segment's text does not answer. Returns which of them were kept while
/// nothing else was there that they look at.
std::uint64_t Rules::judge_open(const AtPlace& at, std::uint64_t open, const StoredSegment& stored,
                                std::uint32_t segment) {
  std::uint64_t kept = 0;
  for (; open != 0; open &= open - 1) {
    const int number = std::countr_zero(open);
    const std::uint32_t trigger = at.wide.first + static_cast<std::uint32_t>(number);
    if (!gates_->open_by_unit(trigger, *unit_, witnessed_)) continue;
    const bool alone = !stored.twice && is_alone(trigger);
    if (alone && (stored.alone >> number & 1) != 0) continue;
    const std::uint32_t joint = others_[trigger].joint;
    const bool good =
        joint != none ? judge_joint(joints_[joint], trigger, stored, segment) : judge_trigger(trigger, stored, segment);
    if (good && alone) kept |= std::uint64_t{1} << number;
  }
  return kept;
}

void Rules::remember(KnownSegments::Entry& entry, std::uint64_t alone) const {
  if (entry.alone_in != unit_->transaction()) entry.alone = 0;
  entry.alone_in = unit_->transaction();
  entry.alone |= alone;
}

bool Rules::is_alone(std::uint32_t trigger) const {
  const Others& others = others_[trigger];
  if (!others.bounded) return false;
  for (const Footprint::Other& other : RulePrograms::part(other_places_, others.places))
    if (unit_->has(other.place)) return false;
  return true;
}

/// False where the text of the segment says that the rule cannot be broken.
bool Rules::has_needs(std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment) {
  const auto needs = RulePrograms::part(needs_, others_[trigger].needs);
  const grammar::RuleSpec& rule = programs_.rules[triggers_[trigger].rule];
  root_ = {above(stored.occurrence, triggers_[trigger].up), rule.each ? segment : none};
  return std::all_of(needs.begin(), needs.end(), [&](const Footprint::Need& need) {
    return evaluate(need.condition, root_) == (need.truth ? Truth::yes : Truth::no);
  });
}

bool Rules::judge_trigger(std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment) {
  return judge(triggers_[trigger].rule, {above(stored.occurrence, triggers_[trigger].up), segment});
}

namespace {

/// Texts one behind the other, as long as they fit; the separator stands in none of them.
class Joined {
 public:
  explicit Joined(char separator) : separator_(separator) {}
  void add(std::string_view text) {
    if (size_ + text.size() >= text_.size()) fits_ = false;
    if (!fits_) return;
    size_ += text.copy(text_.data() + size_, text.size());
    text_[size_++] = separator_;
  }
  void add(const x12::Segment& segment, std::uint64_t elements) {
    for (; elements != 0; elements &= elements - 1) add(segment.element(std::countr_zero(elements)));
  }
  /// Empty where they did not fit.
  std::string_view view() const { return {text_.data(), fits_ ? size_ : 0}; }
  void give_up() { fits_ = false; }

 private:
  std::array<char, KnownTexts::longest> text_;
  char separator_;
  std::size_t size_ = 0;
  bool fits_ = true;
};

}  // namespace

/// The loop that holds both is one and the same.
bool Rules::sees(const StoredSegment& segment, const StoredSegment& other) const {
  std::uint32_t a = segment.occurrence, b = other.occurrence;
  const auto depth = [&](std::uint32_t index) { return grammar_.instance(unit_->occurrence(index).instance).depth; };
  while (unit_->occurrence(a).instance != unit_->occurrence(b).instance) {
    const auto of_a = depth(a), of_b = depth(b);
    if (of_a >= of_b) a = unit_->occurrence(a).parent;
    if (of_b >= of_a) b = unit_->occurrence(b).parent;
  }
  return a == b;
}

/// True where the rule is kept, also where it was before, with the same texts in all that it looks at.
bool Rules::judge_joint(Joint& joint, std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment) {
  if (joint.transaction != unit_->transaction()) {
    joint.known.clear();
    joint.transaction = unit_->transaction();
  }
  Joined joined(delimiters_.element);
  joined.add(unit_->view(stored), joint.elements);
  for (const Footprint::Other& other : RulePrograms::part(other_places_, others_[trigger].places)) {
    const std::uint32_t count = unit_->count(other.place);
    const StoredSegment* const only = unit_->only(other.place);
    if (count > 1 || (count == 1 && (only == nullptr || only->count == 0 || !sees(stored, *only))))
      joined.give_up();
    else if (count == 1)
      joined.add(unit_->view(*only), other.elements | 1);
    else
      joined.add({});
  }
  const std::string_view text = joined.view();
  const bool known = remember_ && !stored.twice && !text.empty();
  if (known && joint.known.has(text)) return true;
  const bool kept = judge_trigger(trigger, stored, segment);
  if (kept && known) joint.known.add(text);
  return kept;
}

bool Rules::judge_by_text(Group& group, const x12::Segment& view, const StoredSegment& stored, std::uint32_t segment) {
  Joined joined(delimiters_.element);
  std::string_view text;
  if (std::has_single_bit(group.elements)) {
    text = view.element(std::countr_zero(group.elements));
    if (text.empty()) text = {&delimiters_.element, 1};  // an element that is not there; no text is like that
  } else {
    joined.add(view, group.elements);
    text = joined.view();
  }
  if (group.heading && group.transaction != unit_->transaction()) {
    group.known.clear();
    group.transaction = unit_->transaction();
  }
  const bool known = remember_ && !stored.twice && !text.empty();
  if (known && group.known.has(text)) return true;
  bool kept = true;
  for (std::uint32_t t = group.first; t < group.end; ++t)
    if (gates_->open_by_text(t, view, delimiters_.component) && gates_->open_by_unit(t, *unit_, witnessed_))
      kept &= judge_trigger(t, stored, segment);
  if (kept && known) group.known.add(text);
  return kept;
}

// ---- Which rules are judged by texts alone.

/// What the rule looks at beside its segment cannot be there twice, or is seen by each segment that triggers it: it
/// stands in the claim's own loop or above.
bool Rules::stands_above(const Footprint& footprint) const {
  return !footprint.filtered && !footprint.others.empty() &&
         std::all_of(footprint.others.begin(), footprint.others.end(), [&](const Footprint::Other& other) {
           const grammar::LoopInstance& loop = grammar_.instance(grammar_.place(other.place).loop);
           return !loop.in_unit || loop.definition == grammar_.unit_definition();
         });
}

void Rules::group_triggers(const grammar::Grammar& grammar) {
  at_places_.resize(grammar.place_count());
  std::vector<Footprint> footprints;
  std::vector<std::size_t> order(triggers_.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
    footprints.push_back(footprint_of(grammar, triggers_[i]));
  }
  const auto group_of = [&](std::size_t i) {
    const bool text = footprints[i].text_decides();
    return std::tuple(triggers_[i].place, text ? footprints[i].elements : 0, text && footprints[i].heading);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return group_of(a) < group_of(b); });
  std::vector<grammar::TriggerSpec> sorted;
  for (const std::size_t i : order) {
    const auto here = static_cast<std::uint32_t>(sorted.size());
    const auto [place, elements, heading] = group_of(i);
    AtPlace& at = at_places_[place];
    if (elements == 0) {
      if (at.wide.count++ == 0) at.wide.first = here;
    } else {
      if (at.groups.count == 0) at.groups.first = static_cast<std::uint32_t>(groups_.size());
      at.heading |= heading;
      if (at.groups.count == 0 || groups_.back().elements != elements || groups_.back().heading != heading) {
        groups_.emplace_back();
        groups_.back().first = here;
        groups_.back().elements = elements;
        groups_.back().heading = heading;
        ++at.groups.count;
      }
      groups_.back().end = here + 1;
    }
    const auto part = [](auto& table, const auto& entries) {
      const Range range{static_cast<std::uint32_t>(table.size()), static_cast<std::uint32_t>(entries.size())};
      table.insert(table.end(), entries.begin(), entries.end());
      return range;
    };
    const bool bounded = footprints[i].bounded;
    const bool joint = elements == 0 && bounded && stands_above(footprints[i]);
    if (joint) joints_.push_back({footprints[i].elements, 0, {}});
    others_.push_back({bounded, joint ? static_cast<std::uint32_t>(joints_.size() - 1) : none,
                       part(other_places_, footprints[i].others), part(needs_, footprints[i].needs)});
    sorted.push_back(triggers_[i]);
  }
  triggers_ = std::move(sorted);
}

bool Rules::judge(std::uint32_t number, Context context) {
  const grammar::RuleSpec& rule = programs_.rules[number];
  if (!rule.each) {
    const std::uint64_t serial = unit_->occurrence(context.occurrence).serial;
    if (judged_[number] == serial) return false;
    judged_[number] = serial;
    context.segment = none;
  }
  root_ = context;
  if (rule.each && !holds(programs_.paths[*rule.each], context.segment)) return true;
  culprit_ = left_hit_ = right_hit_ = {};
  if (rule.when && evaluate(*rule.when, context) != Truth::yes) return true;
  if (evaluate(rule.then, context) != (rule.forbids ? Truth::yes : Truth::no)) return true;
  if (rule.model->from || rule.model->through) {
    const std::int32_t date = service_date();
    if (date != 0 && (date < rule.from || date > rule.through)) return true;
  }
  report(rule, context);
  return false;
}

}  // namespace calx::validate
