// What must certainly hold before a rule can be broken, and costs next to nothing to find out: of most rules that a
// segment triggers, one look at that segment, or at what the claim has at all, says that they are kept.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "grammar/compile_rules.hpp"
#include "grammar/grammar.hpp"
#include "validate/unit.hpp"

namespace calx::validate {

/// What is true of the segments that a claim sees, a bit each: "some line has the modifier 55", "there is a loop 2320".
struct UnitFacts {
  static constexpr std::size_t words = 3;
  std::array<std::uint64_t, words> bits{};  ///< the first word: Gates::witnesses()
  std::uint64_t seen = 0;                   ///< no facts: what Gates::conclude() asks of the segments, a bit each

  bool operator==(const UnitFacts& others) const {
    std::uint64_t differences = seen ^ others.seen;
    for (std::size_t i = 0; i < words; ++i) differences |= bits[i] ^ others.bits[i];
    return differences == 0;
  }
  void add(const UnitFacts& others) {
    for (std::size_t i = 0; i < words; ++i) bits[i] |= others.bits[i];
    seen |= others.seen;
  }
  UnitFacts operator&(const UnitFacts& others) const {
    UnitFacts both;
    for (std::size_t i = 0; i < words; ++i) both.bits[i] = bits[i] & others.bits[i];
    return both;
  }
  void add(std::size_t number) { bits[number / 64] |= std::uint64_t{1} << number % 64; }
  /// All that are needed hold, and none that is forbidden.
  bool suit(const UnitFacts& needed, const UnitFacts& forbidden) const {
    std::uint64_t wrong = 0;
    for (std::size_t i = 0; i < words; ++i) wrong |= (needed.bits[i] & ~bits[i]) | (forbidden.bits[i] & bits[i]);
    return wrong == 0;
  }
};

/// Immutable once made; one row of gates a trigger.
class Gates {
 public:
  /// In the order of `triggers`.
  Gates(const grammar::Grammar& grammar, std::span<const grammar::TriggerSpec> triggers);

  /// False where the rule of trigger number `trigger` cannot be broken, by the text of the triggering segment.
  bool open_by_text(std::size_t trigger, const x12::Segment& segment, char component_separator) const;
  /// False where it cannot, by what there is and what there is not.
  bool open_by_facts(std::size_t trigger, const UnitFacts& facts) const {
    return facts.suit(needed_[trigger], forbidden_[trigger]);
  }

  /// Which facts that depends on.
  UnitFacts asked(std::size_t trigger) const {
    UnitFacts facts = needed_[trigger];
    facts.add(forbidden_[trigger]);
    return facts;
  }

  /// "Some line has the modifier 55", "the file holds claims that are to be paid": a condition that one segment of one
  /// of these places must answer so before some rules can be broken. Found out once a segment instead of by each rule.
  struct Witness {
    std::uint32_t condition = 0;
    bool truth = true;
    std::vector<std::uint16_t> places;
  };
  static constexpr std::size_t most_witnesses = 64;
  const std::vector<Witness>& witnesses() const { return witnesses_; }

  /// What is true because there is a segment of this place. It stays true, whatever else comes. What has been seen is
  /// part of it.
  const UnitFacts& present(std::uint16_t place) const { return present_[place]; }
  /// Adds what follows from other facts, and from what has not been seen. That may change when more comes.
  void conclude(UnitFacts& facts) const;
  /// The same for a heading, of which the unit has more than one loop at times.
  void conclude_heading(UnitFacts& facts, const Unit& unit) const;

 private:
  enum class Kind : std::uint8_t {
    there,     ///< the element is there
    absent,    ///< it is not
    listed,    ///< it is one of the texts
    unlisted,  ///< it is there and none of them
    negative,  ///< it begins with a minus sign
  };
  struct Gate {
    Kind kind = Kind::there;
    std::uint8_t element = 0, component = 0;
    grammar::Range list;  ///< in codes_
  };
  /// A fact: one of the witnesses is there, or a segment of one of `any`, or there is none of any of `missing`. With
  /// `alone`, a loop of a heading: there is one such loop, and a segment of one of `any`.
  struct Clause {
    std::uint64_t witnesses = 0;
    std::vector<std::uint16_t> any, missing;
    std::uint16_t alone = grammar::none;
    bool operator==(const Clause&) const = default;
  };
  /// A clause close at hand.
  struct Conclusion {
    std::size_t fact = 0;
    std::uint64_t witnesses = 0;
    std::uint64_t seen = 0;  ///< the bit of Clause::missing; 0: none is missing
  };
  struct OfHeading {
    std::size_t fact = 0;
    std::uint64_t alone = 0;  ///< the bit of that loop
    std::vector<std::uint16_t> any;
  };
  static constexpr std::size_t most_clauses = 64 * (UnitFacts::words - 1);

  class Maker;

  std::vector<std::uint32_t> first_;  // gates of trigger n: first_[n] to first_[n + 1]
  std::vector<Gate> gates_;
  std::vector<std::uint64_t> codes_;
  std::vector<Witness> witnesses_;
  std::vector<Clause> clauses_;                // number n is the fact 64 + n
  std::vector<Conclusion> conclusions_;        // of clauses that are about more than what is there
  std::vector<OfHeading> of_headings_;         // of those with `alone`
  std::vector<std::uint64_t> bits_;            // by instance: the bit of a loop that these speak of
  std::vector<UnitFacts> present_;             // by place
  std::vector<UnitFacts> needed_, forbidden_;  // by trigger
};

inline bool Gates::open_by_text(std::size_t trigger, const x12::Segment& segment, char component_separator) const {
  for (std::uint32_t i = first_[trigger]; i < first_[trigger + 1]; ++i) {
    const Gate& gate = gates_[i];
    const std::string_view text = gate.component == 0
                                      ? segment.element(gate.element)
                                      : segment.component(gate.element, gate.component, component_separator);
    if (text.empty()) {
      if (gate.kind != Kind::absent) return false;
      continue;
    }
    if (gate.kind == Kind::there) continue;
    if (gate.kind == Kind::absent) return false;
    if (gate.kind == Kind::negative) {
      if (text.front() != '-') return false;
      continue;
    }
    const std::uint64_t packed = grammar::pack(text);
    bool found = false;
    for (std::uint32_t c = 0; c < gate.list.count && !found; ++c) found = codes_[gate.list.first + c] == packed;
    if (found != (gate.kind == Kind::listed)) return false;
  }
  return true;
}

}  // namespace calx::validate
