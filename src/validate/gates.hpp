// What must certainly hold before a rule can be broken, and costs next to nothing to find out: of most rules that a
// segment triggers, one look at that segment, or at what the claim has at all, says that they are kept.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "grammar/compile_rules.hpp"
#include "grammar/grammar.hpp"
#include "validate/unit.hpp"

namespace calx::validate {

/// Immutable once made; one row of gates a trigger.
class Gates {
 public:
  /// In the order of `triggers`.
  Gates(const grammar::Grammar& grammar, std::span<const grammar::TriggerSpec> triggers);

  /// False where the rule of trigger number `trigger` cannot be broken, by the text of the triggering segment.
  bool open_by_text(std::size_t trigger, const x12::Segment& segment, char component_separator) const;
  /// False where it cannot, by what the unit does not have; `witnessed`: which witnesses() it has.
  bool open_by_unit(std::size_t trigger, const Unit& unit, std::uint64_t witnessed) const;

  /// "Some line has the modifier 55": a condition that one segment of one of these places must hold before some rules
  /// can be broken. Found out once a segment instead of by each rule.
  struct Witness {
    std::uint32_t condition = 0;
    std::vector<std::uint16_t> places;
  };
  static constexpr std::size_t most_witnesses = 64;
  const std::vector<Witness>& witnesses() const { return witnesses_; }

 private:
  enum class Kind : std::uint8_t {
    there,     ///< the element is there
    absent,    ///< it is not
    listed,    ///< it is one of the texts
    unlisted,  ///< it is there and none of them
  };
  struct Gate {
    Kind kind = Kind::there;
    std::uint8_t element = 0, component = 0;
    grammar::Range list;  ///< in codes_
  };

  class Maker;

  // Gates of trigger n: first_[n] to first_[n + 1]; so for those that a segment of one of some places must be there.
  std::vector<std::uint32_t> first_, first_coming_;
  std::vector<Gate> gates_;
  std::vector<grammar::Range> coming_;  // in places_
  std::vector<std::uint64_t> codes_;
  std::vector<std::uint16_t> places_;
  std::vector<Witness> witnesses_;
  std::vector<std::uint64_t> needed_;  // by trigger: bit n: witnesses_[n] must be there
};

inline bool Gates::open_by_unit(std::size_t trigger, const Unit& unit, std::uint64_t witnessed) const {
  if ((needed_[trigger] & ~witnessed) != 0) return false;
  for (std::uint32_t i = first_coming_[trigger]; i < first_coming_[trigger + 1]; ++i) {
    const grammar::Range places = coming_[i];
    bool any = false;
    for (std::uint32_t p = 0; p < places.count && !any; ++p) any = unit.has(places_[places.first + p]);
    if (!any) return false;
  }
  return true;
}

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
    const std::uint64_t packed = grammar::pack(text);
    bool found = false;
    for (std::uint32_t c = 0; c < gate.list.count && !found; ++c) found = codes_[gate.list.first + c] == packed;
    if (found != (gate.kind == Kind::listed)) return false;
  }
  return true;
}

}  // namespace calx::validate
