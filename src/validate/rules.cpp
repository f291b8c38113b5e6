#include "validate/rules.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <string_view>
#include <tuple>

#include "validate/date_order.hpp"
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
  for (AtPlace& at : at_places_) {
    for (std::uint32_t number = 0; number < at.wide.count; ++number)
      at.asked.add(gates_->asked(at.wide.first + number));
    for (const Group& group : std::span(groups_).subspan(at.groups.first, at.groups.count))
      for (std::uint32_t trigger = group.first; trigger < group.end; ++trigger) at.asked.add(gates_->asked(trigger));
  }
  for (std::size_t place = 0; place < at_places_.size(); ++place) set_witness_look(static_cast<std::uint16_t>(place));
  judged_.assign(programs_.rules.size(), 0);
  then_first_.assign(programs_.rules.size(), 0);
  uses_.resize(at_places_.size());
  for (std::size_t place = 0; place < uses_.size(); ++place) {
    const AtPlace& at = at_places_[place];
    if (gates_->present(static_cast<std::uint16_t>(place)) != UnitFacts()) uses_[place] |= tells_by_place;
    if (at.witnesses != 0) uses_[place] |= tells_by_text | judged_here;  // and what it told is remembered
    if (at.wide.count + at.looks.count + at.groups.count != 0) uses_[place] |= judged_here;
  }
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

/// Which of a place's rules the facts allow to be broken. One claim after the other tells the same facts.
void Rules::find_open(AtPlace& at) {
  const UnitFacts facts = facts_ & at.asked;
  const bool same = at.facts_number != 0 && at.facts == facts;
  at.facts_number = facts_number_;
  if (same) return;
  at.facts = facts;
  at.open_by_facts = 0;
  for (std::uint32_t number = 0; number < std::min(at.wide.count, most_open); ++number)
    if (gates_->open_by_facts(at.wide.first + number, facts_)) at.open_by_facts |= std::uint64_t{1} << number;
  for (Group& group : std::span(groups_).subspan(at.groups.first, at.groups.count)) {
    group.open = false;
    for (std::uint32_t trigger = group.first; trigger < group.end; ++trigger)
      group.open = group.open || gates_->open_by_facts(trigger, facts_);
  }
}

/// Which of a place's rules that the segment's text does not answer may be broken, with the facts, and the look of the
/// segment in these surroundings (`kept_around`: see Look).
inline std::uint64_t Rules::open_now(AtPlace& at, std::uint64_t open, std::uint64_t kept_around) {
  if (at.facts_number != facts_number_) find_open(at);
  open &= at.open_by_facts;
  if (at.judging == judging_) open &= ~at.done;
  if ((open & at.around) != 0 && (kept_around & around(at.surroundings)) != 0) open &= ~at.around;
  return open;
}

/// The rule is that some values are unique, and they are, as a look at the few that most claims have tells.
bool Rules::has_no_twins(std::uint32_t trigger, const StoredSegment& stored) const {
  if (signs_[trigger].unique == none) return false;
  const grammar::PathSpec& path = programs_.paths[signs_[trigger].unique];
  const Occurrence& loop = unit_->occurrence(above(stored.occurrence, triggers_[trigger].up + path.up));
  const std::uint16_t wanted = programs_.places[path.places.first];
  if (unit_->count(wanted) == 1) return true;
  const std::uint8_t element = programs_.elements[path.elements.first];
  const std::uint16_t* const places = unit_->places();
  constexpr std::size_t few = 8;
  std::array<const char*, few> texts;  // filled as they come
  std::array<std::size_t, few> sizes;
  std::size_t count = 0;
  for (std::uint32_t i = loop.first; i < loop.end; ++i) {
    if (places[i] != wanted) continue;
    const std::string_view text = unit_->element(unit_->segment(i), element);
    if (text.empty() || count == few) return false;
    for (std::size_t before = 0; before < count; ++before)
      if (texts[before][sizes[before] - 1] == text.back() && std::string_view(texts[before], sizes[before]) == text)
        return false;
    texts[count] = text.data();
    sizes[count++] = text.size();
  }
  return true;
}

/// Judges these. Returns the bit of the surroundings where the look answers for more of them from now on.
std::uint64_t Rules::judge_open(AtPlace& at, std::uint64_t open, const StoredSegment& stored, std::uint32_t segment) {
  if (at.judging != judging_) {
    at.judging = judging_;
    at.done = 0;
  }
  std::uint64_t news = (open & at.around) != 0 ? around(at.surroundings) : 0;
  at.done |= open & at.once;
  for (; open != 0; open &= open - 1) {
    const std::uint32_t trigger = at.wide.first + static_cast<std::uint32_t>(std::countr_zero(open));
    if (in_order(trigger, stored, segment) || has_no_twins(trigger, stored) || judge_trigger(trigger, stored, segment))
      continue;
    if ((open & -open & at.around) != 0) news = 0;
  }
  return news;
}

void Rules::judge(const Unit& unit, std::uint32_t begin, std::uint32_t end, const x12::Delimiters& delimiters,
                  KnownSegments& known) {
  if (triggers_.empty()) return;
  unit_ = &unit;
  begin_ = begin;
  end_ = end;
  if (delimiters != delimiters_) forget();
  delimiters_ = delimiters;
  service_date_.reset();
  if (!remember_) return judge_each();
  ++judging_;
  find_facts(known);
  const std::uint16_t* const places = unit.places();
  for (std::uint32_t segment = begin; segment < end; ++segment) {
    if ((uses_[places[segment]] & judged_here) == 0) continue;
    AtPlace& at = at_places_[places[segment]];
    const StoredSegment& stored = unit.segment(segment);
    KnownSegments::Entry* const entry = known.named(stored.name);
    if (entry == nullptr || entry->kept_place != stored.place || stored.twice ||
        (at.heading && entry->kept_in != unit.transaction())) {
      judge_anew(at, stored, segment, known);
      continue;
    }
    const std::uint64_t open = open_now(at, entry->open, entry->kept_around);
    if (open != 0) entry->kept_around |= judge_open(at, open, stored, segment);
  }
}

void Rules::judge_each() {
  for (std::uint32_t segment = begin_; segment < end_; ++segment) {
    const StoredSegment& stored = unit_->segment(segment);
    const Range triggers = at_places_[stored.place].triggers;
    for (std::uint32_t number = 0; number < triggers.count; ++number)
      judge_trigger(triggers.first + number, stored, segment);
  }
}

void Rules::find_facts(KnownSegments& known) {
  const std::uint16_t* const places = unit_->places();
  while (!above_.empty() && above_.back().end > begin_) above_.pop_back();
  facts_ = above_.empty() ? UnitFacts() : above_.back().facts;
  for (std::uint32_t segment = begin_; segment < end_; ++segment) {
    const std::uint8_t uses = uses_[places[segment]];
    if ((uses & tells_by_place) != 0) facts_.add(gates_->present(places[segment]));
    if ((uses & tells_by_text) == 0) continue;
    const StoredSegment& stored = unit_->segment(segment);
    AtPlace& at = at_places_[places[segment]];
    const KnownSegments::Entry* const entry = known.named(stored.name);
    const bool kept = entry != nullptr && entry->kept_place == stored.place;
    const Look* const look = !kept && at.witness_by_look ? find_look(at, stored) : nullptr;
    facts_.bits.front() |= kept ? entry->witness : look != nullptr ? look->witness : witness(at.witnesses, segment);
  }
  above_.push_back({end_, facts_});
  const bool heading = begin_ < end_ && !grammar_.instance(grammar_.place(places[begin_]).loop).in_unit;
  Facts& latest = heading ? of_heading_ : of_claim_;
  const bool same = latest.number != 0 && facts_ == latest.told;
  if (!same) {
    latest.told = latest.concluded = facts_;
    gates_->conclude(latest.concluded);
  }
  facts_ = latest.concluded;
  if (heading) gates_->conclude_heading(facts_, *unit_);
  if (!same || facts_ != latest.all) latest.number = ++most_facts_;
  latest.all = facts_;
  facts_number_ = latest.number;
}

/// Texts mean something else with other delimiters.
void Rules::forget() {
  for (Group& group : groups_) group.known.clear();
  for (AtPlace& at : at_places_) {
    at.known_looks.clear();
    at.surroundings.known.clear();
  }
}

/// Neither the facts nor a look at the segment tell that the rule is kept.
inline bool Rules::may_be_broken(std::uint32_t trigger, const x12::Segment& view, const StoredSegment& stored,
                                 std::uint32_t segment) {
  return gates_->open_by_facts(trigger, facts_) && gates_->open_by_text(trigger, view, delimiters_.component) &&
         !in_order(trigger, stored, segment);
}

inline bool Rules::may_be_broken(const Group& group, const x12::Segment& view, const StoredSegment& stored,
                                 std::uint32_t segment) {
  for (std::uint32_t trigger = group.first; trigger < group.end; ++trigger)
    if (may_be_broken(trigger, view, stored, segment)) return true;
  return false;
}

void Rules::judge_anew(AtPlace& at, const StoredSegment& stored, std::uint32_t segment, KnownSegments& known) {
  const x12::Segment view = unit_->view(stored);
  bool kept = true;
  KnownSegments::Entry* const entry = known.named(stored.name);
  // Most new texts do not come again: of these, no more is found out than this claim asks for.
  const bool comes_again = entry != nullptr && !entry->idle && !stored.twice && at.wide.count <= most_open;
  if (at.facts_number != facts_number_) find_open(at);
  if (at.wide.count > most_open) {
    for (std::uint32_t trigger = at.wide.first; trigger < at.wide.first + at.wide.count; ++trigger)
      if (gates_->open_by_text(trigger, view, delimiters_.component) && gates_->open_by_facts(trigger, facts_))
        judge_trigger(trigger, stored, segment);
  }
  const Look* const known_look = find_look(at, stored);
  Look look = known_look != nullptr ? *known_look : judge_look(at, stored, segment, kept);
  const std::uint64_t asked = comes_again ? ~at.by_look : at.open_by_facts & ~at.by_look;
  const std::uint64_t open = look.open | open_by_text(at, asked, stored, segment);
  const std::uint64_t now = open_now(at, open, look.kept_around);
  const std::uint64_t news = now == 0 ? 0 : judge_open(at, now, stored, segment);
  if (news != 0) {
    look.kept_around |= news;
    if (Look* const known_now = find_look(at, stored); known_now != nullptr) known_now->kept_around |= news;
  }
  for (Group& group : std::span(groups_).subspan(at.groups.first, at.groups.count))
    if (group.open && may_be_broken(group, view, stored, segment)) kept &= judge_by_text(group, view, stored, segment);
  if (!kept || !comes_again) return;
  entry->kept_place = stored.place;
  entry->open = open;
  entry->witness = at.witness_by_look ? look.witness : witness(at.witnesses, segment);
  entry->kept_around = look.kept_around;
  entry->kept_in = unit_->transaction();
}

TextKey Rules::look_of(const AtPlace& at, const x12::Segment& view) const {
  TextKey look(delimiters_);
  std::uint64_t there = 0;
  for (std::uint64_t left = at.presence; left != 0; left &= left - 1)
    there |= std::uint64_t{!view.element(std::countr_zero(left)).empty()} << std::countr_zero(left);
  look.add(there);
  look.add(view, at.values);
  return look;
}

/// What was found out about the look of a segment; null where that is new. Most segments whose text is new look like
/// others.
Rules::Look* Rules::find_look(AtPlace& at, const StoredSegment& stored) const {
  if (stored.twice) return nullptr;
  return at.known_looks.find(look_of(at, unit_->view(stored)));
}

/// What the look of a segment decides: judges the rules about it alone; `kept` becomes false where one is broken.
Rules::Look Rules::judge_look(AtPlace& at, const StoredSegment& stored, std::uint32_t segment, bool& kept) {
  const x12::Segment view = unit_->view(stored);
  const Look look{open_by_text(at, at.by_look, stored, segment),
                  at.witness_by_look ? witness(at.witnesses, segment) : 0, 0};
  bool fine = true;
  for (std::uint32_t trigger = at.looks.first; trigger < at.looks.first + at.looks.count; ++trigger)
    if (gates_->open_by_text(trigger, view, delimiters_.component)) fine &= judge_trigger(trigger, stored, segment);
  if (fine && !stored.twice) at.known_looks.add(look_of(at, view), look);
  kept &= fine;
  return look;
}

/// Which of these rules (bit n: number n of at.wide) may be broken, as far as the segment's text tells.
std::uint64_t Rules::open_by_text(const AtPlace& at, std::uint64_t rules, const StoredSegment& stored,
                                  std::uint32_t segment) {
  if (at.wide.count == 0 || at.wide.count > most_open) return 0;
  const x12::Segment view = unit_->view(stored);
  std::uint64_t open = 0;
  rules &= ~std::uint64_t{0} >> (most_open - at.wide.count);
  for (; rules != 0; rules &= rules - 1) {
    const std::uint32_t trigger = at.wide.first + static_cast<std::uint32_t>(std::countr_zero(rules));
    if (gates_->open_by_text(trigger, view, delimiters_.component) &&
        (stored.twice || has_needs(trigger, stored, segment)))
      open |= rules & -rules;
  }
  return open;
}

/// Which of the candidates the segment is.
std::uint64_t Rules::witness(std::uint64_t candidates, std::uint32_t segment) {
  std::uint64_t found = 0;
  root_ = {unit_->segment(segment).occurrence, segment};
  only_ = segment;
  for (; candidates != 0; candidates &= candidates - 1) {
    const int number = std::countr_zero(candidates);
    const Gates::Witness& witness = gates_->witnesses()[static_cast<std::size_t>(number)];
    if (evaluate(witness.condition, root_) == (witness.truth ? Truth::yes : Truth::no))
      found |= std::uint64_t{1} << number;
  }
  only_ = none;
  return found;
}

/// False where the text of the segment says that the rule cannot be broken.
bool Rules::has_needs(std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment) {
  const auto needs = RulePrograms::part(needs_, signs_[trigger].needs);
  const grammar::RuleSpec& rule = programs_.rules[triggers_[trigger].rule];
  root_ = {above(stored.occurrence, triggers_[trigger].up), rule.each ? segment : none};
  return std::all_of(needs.begin(), needs.end(), [&](const Footprint::Need& need) {
    return evaluate(need.condition, root_) == (need.truth ? Truth::yes : Truth::no);
  });
}

bool Rules::judge_trigger(std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment) {
  return judge(triggers_[trigger].rule, {above(stored.occurrence, triggers_[trigger].up), segment});
}

/// The bit of their number; 0 where there are no more numbers, or some of what they are stands there twice.
std::uint64_t Rules::find_surroundings(Surroundings& surroundings) const {
  surroundings.judging = judging_;
  surroundings.bit = 0;
  TextKey key(delimiters_);
  for (const Footprint::Other& other : RulePrograms::part(other_places_, surroundings.places)) add_other(key, other);
  if (!key.fits()) return 0;
  auto& known = surroundings.known;
  const auto number = static_cast<std::size_t>(std::find(known.begin(), known.end(), key) - known.begin());
  if (number == 64) return 0;
  if (number == known.size()) known.push_back(key);
  return surroundings.bit = std::uint64_t{1} << number;
}

inline void Rules::add_other(TextKey& key, const Footprint::Other& other) const {
  const std::uint32_t index = unit_->index_of_only(other.place);
  if (index == Occurrence::none || unit_->segment(index).count == 0) {
    key.add(0);
    return unit_->has(other.place) ? key.give_up() : void();
  }
  const x12::Segment segment = unit_->view(unit_->segment(index));
  const auto part = [&](std::uint64_t element, int component) {
    const int number = std::countr_zero(element);
    return component == 0 ? segment.element(number) : segment.component(number, component, delimiters_.component);
  };
  for (std::uint64_t left = other.elements; left != 0; left &= left - 1) key.add(part(left, 0));
  for (std::uint64_t left = other.leads; left != 0; left &= left - 1) key.add(part(left, 1));
  const int last = std::min(segment.last_element(), 62);
  std::uint64_t there = 1;  // unlike what is added for a segment that is not there
  for (std::uint64_t left = other.there & ((std::uint64_t{2} << last) - 1); left != 0; left &= left - 1)
    if (!part(left, other.component).empty()) there |= left & -left;
  key.add(there);
}

bool Rules::judge_by_text(Group& group, const x12::Segment& view, const StoredSegment& stored, std::uint32_t segment) {
  TextKey key(delimiters_);
  if (group.vain > patience)
    key.give_up();
  else
    key.add(view, group.elements);
  if (group.heading && group.transaction != unit_->transaction()) {
    group.known.clear();
    group.transaction = unit_->transaction();
  }
  const bool known = !stored.twice && key.fits();
  if (known && group.known.has(key)) {
    group.vain = 0;
    return true;
  }
  ++group.vain;
  bool kept = true;
  for (std::uint32_t trigger = group.first; trigger < group.end; ++trigger)
    if (may_be_broken(trigger, view, stored, segment)) kept &= judge_trigger(trigger, stored, segment);
  if (kept && known) group.known.add(key);
  return kept;
}

// ---- Which rules are judged by texts alone.

/// Lets the look of a segment say what it is a witness of, if it can.
void Rules::set_witness_look(std::uint16_t place) {
  AtPlace& at = at_places_[place];
  std::uint64_t values = 0, presence = 0;
  for (std::uint64_t left = at.witnesses; left != 0; left &= left - 1) {
    const Footprint found =
        footprint_of_one(grammar_, gates_->witnesses()[static_cast<std::size_t>(std::countr_zero(left))].condition);
    if (!has_look(place, found)) return;
    values |= found.elements & ~found.presence;
    presence |= found.presence;
  }
  at.witness_by_look = at.witnesses != 0;
  at.values |= values;
  at.presence = (at.presence | presence) & ~at.values;
}

/// The rule is about the unit as a whole, and a segment within it triggers it.
bool Rules::is_once(const grammar::TriggerSpec& trigger) const {
  const grammar::RuleSpec& rule = programs_.rules[trigger.rule];
  return !rule.each && grammar_.instance(rule.instance).definition == grammar_.unit_definition();
}

/// The rule is about each segment, and of what it looks at beside that each claim has one.
bool Rules::looks_around(const grammar::RuleSpec& rule, const Footprint& footprint) const {
  return rule.each && footprint.bounded && !footprint.filtered && !footprint.heading && !footprint.others.empty() &&
         std::all_of(footprint.others.begin(), footprint.others.end(), [&](const Footprint::Other& other) {
           return grammar_.instance(grammar_.place(other.place).loop).around_unit;
         });
}

void Rules::add_surroundings(Surroundings& surroundings, const Footprint& footprint) {
  Range& places = surroundings.places;
  if (places.count == 0) places.first = static_cast<std::uint32_t>(other_places_.size());
  for (const Footprint::Other& other : footprint.others) {
    const auto known = RulePrograms::part(other_places_, places);
    if (std::find(known.begin(), known.end(), other) != known.end()) continue;
    other_places_.push_back(other);
    ++places.count;
  }
}

/// Of all elements whose values matter, codes are the values, or parts of a composite.
bool Rules::has_look(std::uint16_t place, const Footprint& footprint) const {
  const auto specs = grammar_.elements(grammar_.node(grammar_.place(place).node));
  for (std::uint64_t left = footprint.elements & ~footprint.presence; left != 0; left &= left - 1) {
    const auto number = static_cast<std::size_t>(std::countr_zero(left));
    if (number == 0 || number > specs.size()) return false;
    const grammar::ElementSpec& spec = specs[number - 1];
    if (spec.type != grammar::Type::id && spec.type != grammar::Type::composite && spec.code_set == grammar::none)
      return false;
  }
  return true;
}

void Rules::group_triggers(const grammar::Grammar& grammar) {
  at_places_.resize(grammar.place_count());
  std::vector<Footprint> footprints;
  std::vector<std::size_t> order(triggers_.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
    footprints.push_back(footprint_of(grammar, triggers_[i]));
  }
  const auto kind_of = [&](std::size_t i) {
    if (!footprints[i].text_decides()) return Judged::wide;
    return !footprints[i].heading && has_look(triggers_[i].place, footprints[i]) ? Judged::look : Judged::text;
  };
  const auto group_of = [&](std::size_t i) {
    const bool text = kind_of(i) == Judged::text;
    return std::tuple(triggers_[i].place, kind_of(i), text ? footprints[i].elements : 0, text && footprints[i].heading);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return group_of(a) < group_of(b); });
  std::vector<grammar::TriggerSpec> sorted;
  for (const std::size_t i : order) {
    const auto here = static_cast<std::uint32_t>(sorted.size());
    const auto [place, kind, elements, heading] = group_of(i);
    AtPlace& at = at_places_[place];
    const auto extend = [here](Range& range) {
      if (range.count++ == 0) range.first = here;
    };
    const auto take_look = [&] {
      at.values |= footprints[i].elements & ~footprints[i].presence;
      at.presence |= footprints[i].presence;
    };
    extend(at.triggers);
    if (kind == Judged::wide) {
      if (at.wide.count < most_open && is_once(triggers_[i])) at.once |= std::uint64_t{1} << at.wide.count;
      if (at.wide.count < most_open && has_look(place, footprints[i])) {
        at.by_look |= std::uint64_t{1} << at.wide.count;
        take_look();
        if (looks_around(programs_.rules[triggers_[i].rule], footprints[i])) {
          at.around |= std::uint64_t{1} << at.wide.count;
          add_surroundings(at.surroundings, footprints[i]);
        }
      }
      extend(at.wide);
    } else if (kind == Judged::look) {
      extend(at.looks);
      take_look();
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
    const grammar::RuleSpec& rule = programs_.rules[triggers_[i].rule];
    const grammar::ConditionSpec& then = programs_.conditions[rule.then];
    const bool unique = then.kind == grammar::ConditionSpec::Kind::unique && !rule.forbids && !rule.each &&
                        programs_.paths[then.a].plain;
    signs_.push_back({part(needs_, footprints[i].needs), add_date_order(triggers_[i]), unique ? then.a : none});
    sorted.push_back(triggers_[i]);
  }
  for (AtPlace& at : at_places_) at.presence &= ~at.values;
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
  const Truth broken = rule.forbids ? Truth::yes : Truth::no;
  // Either one can tell that the rule is kept; what a message says is found out in the order of the rule.
  if (then_first_[number] != 0) {
    if (evaluate(rule.then, context) != broken) return true;
    then_first_[number] = 0;
    culprit_ = left_hit_ = right_hit_ = {};
  }
  if (rule.when && evaluate(*rule.when, context) != Truth::yes) return true;
  if (evaluate(rule.then, context) != broken) {
    then_first_[number] = 1;
    return true;
  }
  if (rule.model->from || rule.model->through) {
    const std::int32_t date = service_date();
    if (date != 0 && (date < rule.from || date > rule.through)) return true;
  }
  report(rule, context);
  return false;
}

}  // namespace calx::validate
