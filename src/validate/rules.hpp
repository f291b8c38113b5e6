// Condition rules at work: what grammar/compile_rules.hpp made of them, judged over the segments that a Unit keeps.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "codes/code_set.hpp"
#include "grammar/grammar.hpp"
#include "validate/footprint.hpp"
#include "validate/gates.hpp"
#include "validate/known_segments.hpp"
#include "validate/known_texts.hpp"
#include "validate/reporter.hpp"
#include "validate/unit.hpp"
#include "x12/delimiters.hpp"

namespace calx::validate {

/// The rules of a grammar and its overlays, up to the level that is asked for. Made once a grammar and file; judging
/// allocates nothing but for findings.
class Rules {
 public:
  /// `remember`: see Judge; false judges every rule that a segment triggers, whatever is known or can be told before.
  Rules(const grammar::Grammar& grammar, const codes::CodeSets& codes, Reporter& reporter, bool remember);

  /// Marks the places whose segments' texts are looked at.
  void keep(std::vector<std::uint8_t>& places) const;
  /// Segments `begin` to `end` of the unit are complete: a claim, or the heading of a loop above.
  /// `known` tells what need not be judged again, and is told.
  void judge(const Unit& unit, std::uint32_t begin, std::uint32_t end, const x12::Delimiters& delimiters,
             KnownSegments& known);

 private:
  /// Kleene's three values, in their order: `and` is the least, `or` the greatest.
  enum class Truth : std::uint8_t { no, unknown, yes };
  static Truth opposite(Truth truth) { return static_cast<Truth>(2 - static_cast<int>(truth)); }

  static constexpr std::uint32_t none = 0xffffffffU;
  /// Where paths are seen from.
  struct Context {
    std::uint32_t occurrence = 0;
    std::uint32_t segment = none;
  };
  /// Where a value stands; nowhere for one that the rule itself writes.
  struct Spot {
    std::uint32_t segment = none;
    std::uint8_t element = 0, component = 0;
    std::uint16_t repetition = 0;
  };

  /// Triggers of one place that some elements of the triggering segment alone decide: they need no second look once
  /// nothing was wrong with these.
  struct Group {
    std::uint32_t first = 0, end = 0;  // in triggers_
    std::uint64_t elements = 0;        // bit n: element n is looked at
    bool heading = false;              // beside the heading of the transaction set
    bool open = false;                 // the facts allow one of them to be broken: see AtPlace::facts
    std::uint64_t transaction = 0;     // of which `known` speaks then
    std::uint32_t vain = 0;            // how often `known` did not know a text since it knew one
    KnownTexts known;
  };
  /// How the rules that a segment triggers are judged.
  enum class Judged : std::uint8_t {
    wide,  ///< they look at more than its text
    look,  ///< its look decides: codes that it holds, and which elements are there
    text,  ///< other elements of it decide
  };
  static constexpr std::uint32_t most_open = 64;
  /// What the look of a segment says.
  struct Look {
    std::uint64_t open = 0;         // which of AtPlace::by_look may be broken
    std::uint64_t witness = 0;      // as KnownSegments::Entry::witness
    std::uint64_t kept_around = 0;  // bit n: all of AtPlace::around are kept in the surroundings number n
  };
  /// What rules of a place look at beside the segments that trigger them, where each claim has one of it: the
  /// diagnoses, the claim's place of service. Most claims have the same few.
  struct Surroundings {
    grammar::Range places;       // in other_places_
    std::vector<TextKey> known;  // their numbers
    std::uint64_t judging = 0;   // of which `bit` speaks
    std::uint64_t bit = 0;       // of their number, or none
  };
  /// What a segment of one place triggers. What every segment is judged by comes first, close together.
  struct alignas(64) AtPlace {
    // Which of `wide` may be broken with the facts that had that number.
    std::uint64_t facts_number = 0;
    std::uint64_t open_by_facts = 0;
    std::uint64_t judging = 0;  // of which call of judge() `done` speaks
    std::uint64_t done = 0;     // of `once`
    std::uint64_t once = 0;     // bit n: number n of `wide` is judged once a claim, by the first to trigger it
    std::uint64_t around = 0;   // bit n: number n of `wide` looks at the look, and at the surroundings
    grammar::Range wide;        // these look at more than the segment's text,
    bool heading = false;       // a group looks at the heading

    grammar::Range triggers;       // in triggers_: all of them, which are `wide`,
    grammar::Range looks;          // these, and those of the groups
    grammar::Range groups;         // in groups_
    bool witness_by_look = false;  // the look says what it is a witness of
    std::uint64_t witnesses = 0;   // bit n: it may be number n of gates_->witnesses()
    std::uint64_t values = 0;      // the look: these elements (bit n: element n),
    std::uint64_t presence = 0;    // and which of these are there
    std::uint64_t by_look = 0;     // bit n: number n of `wide` looks at no more of its text
    Surroundings surroundings;
    KnownAnswers<Look> known_looks;  // with which `looks` are kept
    UnitFacts asked;                 // which facts decide about `wide` and the groups
    UnitFacts facts;                 // those of `asked` that hold
  };
  /// What can tell that a trigger's rule is kept.
  struct Signs {
    grammar::Range needs;                // in needs_
    std::uint32_t dates = 0xffffffffU;   // in date_orders_, or none
    std::uint32_t unique = 0xffffffffU;  // the rule: what this path leads to is unique; or none
  };
  /// A rule about two dates: that they stand in some order, or are not too many years apart.
  struct DateOrder {
    // A day is CCYYMMDD as a number, or one of these.
    static constexpr std::int64_t not_there = -1, not_settled = -2;
    struct Side {
      const grammar::PathSpec* path = nullptr;
      std::uint8_t own = 0;  // an element of the triggering segment
      bool last = false;     // the last day of a period
      bool around = false;   // what the path is seen from is the same for all of a claim
      std::uint16_t place = grammar::none;
      std::uint64_t offset = 0;  // of which segment `day` speaks, in the input
      std::int64_t day = not_there;
    };
    Side left{}, right{};
    std::int64_t least = 0, below = 0;  // what ccyymmdd of `right` has more than that of `left`
    bool negative = false;              // it may not have that
  };
  static constexpr std::uint32_t patience = 256;  // then Group::known is not asked any more
  std::uint32_t add_date_order(const grammar::TriggerSpec& trigger);
  bool in_order(std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment);
  std::int64_t day_of(DateOrder::Side& side, std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment);
  std::int64_t find_day(DateOrder::Side& side, Context context);
  bool is_once(const grammar::TriggerSpec& trigger) const;
  bool looks_around(const grammar::RuleSpec& rule, const Footprint& footprint) const;
  void add_surroundings(Surroundings& surroundings, const Footprint& footprint);
  void group_triggers(const grammar::Grammar& grammar);
  void set_witness_look(std::uint16_t place);
  bool has_look(std::uint16_t place, const Footprint& footprint) const;
  void forget();
  void judge_each();
  void find_facts(KnownSegments& known);
  void judge_anew(AtPlace& at, const StoredSegment& stored, std::uint32_t segment, KnownSegments& known);
  void find_open(AtPlace& at);
  std::uint64_t open_now(AtPlace& at, std::uint64_t open, std::uint64_t kept_around);
  std::uint64_t judge_open(AtPlace& at, std::uint64_t open, const StoredSegment& stored, std::uint32_t segment);
  TextKey look_of(const AtPlace& at, const x12::Segment& view) const;
  Look* find_look(AtPlace& at, const StoredSegment& stored) const;
  Look judge_look(AtPlace& at, const StoredSegment& stored, std::uint32_t segment, bool& kept);
  std::uint64_t around(Surroundings& surroundings) const {
    return surroundings.judging == judging_ ? surroundings.bit : find_surroundings(surroundings);
  }
  std::uint64_t find_surroundings(Surroundings& surroundings) const;
  void add_other(TextKey& key, const Footprint::Other& other) const;
  std::uint64_t open_by_text(const AtPlace& at, std::uint64_t rules, const StoredSegment& stored,
                             std::uint32_t segment);
  std::uint64_t witness(std::uint64_t candidates, std::uint32_t segment);
  bool has_needs(std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment);
  bool may_be_broken(std::uint32_t trigger, const x12::Segment& view, const StoredSegment& stored,
                     std::uint32_t segment);
  bool may_be_broken(const Group& group, const x12::Segment& view, const StoredSegment& stored, std::uint32_t segment);
  // Those below return true where the rule was judged and is kept.
  bool judge_by_text(Group& group, const x12::Segment& view, const StoredSegment& stored, std::uint32_t segment);
  bool judge_trigger(std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment);
  [[gnu::noinline]] bool judge(std::uint32_t rule, Context context);
  Truth evaluate(std::uint32_t condition, Context context);
  Truth relation(const grammar::ConditionSpec& spec, Context context);
  Truth listed(const grammar::ConditionSpec& spec, Context context);
  Truth unique(const grammar::ConditionSpec& spec, Context context);
  bool has_no_twins(std::uint32_t trigger, const StoredSegment& stored) const;
  template <class Test>
  Truth any_text(const grammar::ConditionSpec& spec, Context context, const Test& test);

  bool holds(const grammar::PathSpec& path, std::uint32_t segment);
  template <class Visit>
  bool each_segment(const grammar::PathSpec& path, Context context, const Visit& visit);
  template <class Visit>
  bool each_loop(const grammar::PathSpec& path, Context context, const Visit& visit);
  template <class Visit>
  bool each_value(const grammar::PathSpec& path, Context context, const Visit& visit);
  struct Sole {
    bool settled = false;
    std::uint32_t segment = none;
  };
  Sole sole_segment(const grammar::PathSpec& path, Context context) const;
  std::string_view text_at(const grammar::PathSpec& path, std::uint32_t segment) const;
  bool sole_text(const grammar::OperandSpec& operand, Context context, std::string_view& text, Spot& spot) const;
  bool sole_number(const grammar::OperandSpec& operand, Context context, std::optional<std::int64_t>& value) const;
  template <class Visit>
  bool each_text(std::uint32_t operand, Context context, const Visit& visit);
  /// Numbers and dates; `unread` becomes true where a text is none.
  template <class Visit>
  bool each_number(std::uint32_t operand, Context context, bool& unread, const Visit& visit);
  std::optional<std::int64_t> number(std::uint32_t operand, Context context);
  std::optional<std::int64_t> sum(std::uint32_t operand, Context context);
  std::int64_t count(const grammar::PathSpec& path, Context context);

  std::int32_t service_date();
  [[gnu::cold]] void report(const grammar::RuleSpec& rule, Context context);
  bool find_spot(const grammar::RuleSpec& rule, Context context, Spot& spot);
  SegmentPlace in_stead(const grammar::PathSpec& path, Context context, std::uint32_t& occurrence);
  SegmentPlace behind(std::uint32_t occurrence) const;

  std::uint32_t above(std::uint32_t occurrence, unsigned up) const {
    for (; up > 0; --up) occurrence = unit_->occurrence(occurrence).parent;
    return occurrence;
  }

  const grammar::Grammar& grammar_;
  const grammar::RulePrograms& programs_;
  Reporter& reporter_;
  bool remember_;
  std::vector<const codes::CodeSet*> sets_;
  std::vector<AtPlace> at_places_;
  std::vector<std::uint8_t> uses_;  // by place: what its segments are good for
  static constexpr std::uint8_t tells_by_place = 1, tells_by_text = 2, judged_here = 4;
  std::vector<Group> groups_;
  std::vector<grammar::TriggerSpec> triggers_;  // of the rules in force
  std::vector<Signs> signs_;                    // as triggers_
  std::vector<Footprint::Other> other_places_;
  std::vector<Footprint::Need> needs_;
  std::vector<DateOrder> date_orders_;
  std::optional<Gates> gates_;            // of triggers_
  std::vector<std::uint8_t> then_first_;  // by rule: its `then` is more often good than its `when` fails
  std::vector<std::uint64_t> judged_;     // by rule: serial of the loop that it was judged for last

  // What is judged now.
  const Unit* unit_ = nullptr;
  std::uint32_t begin_ = 0, end_ = 0;
  std::uint64_t judging_ = 0;  // which call of judge() it is
  x12::Delimiters delimiters_;
  Context root_;
  UnitFacts facts_;
  /// One unit after the other tells the same facts.
  struct Facts {
    UnitFacts told, concluded;  // by its segments, and with what follows from that
    UnitFacts all;              // for a heading, with what follows from how many it has of some loop
    std::uint64_t number = 0;   // of `all`: no others have it; 0: none was found yet
  };
  Facts of_claim_, of_heading_;  // the latest ones
  std::uint64_t facts_number_ = 0, most_facts_ = 0;
  struct Above {
    std::uint32_t end = 0;  // of the segments of a heading
    UnitFacts facts;
  };
  std::vector<Above> above_;   // of the unit's headings, and of the last claim
  std::uint32_t only_ = none;  // paths lead to this segment alone
  std::optional<std::int32_t> service_date_;
  // What a message may tell.
  std::int64_t left_ = 0, right_ = 0, count_ = 0;
  bool money_ = false;
  Spot culprit_;               // of unique: the second one
  Spot left_hit_, right_hit_;  // the values that made the last comparison hold
  std::uint64_t first_ordinal_ = 0;
  struct Value {
    std::string_view text;
    Spot spot;
  };
  std::vector<Value> values_;  // of unique; kept for its memory
};

}  // namespace calx::validate
