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

  /// False where the rule of trigger number `trigger` cannot be broken. `segment` is the triggering one.
  bool open(std::size_t trigger, const x12::Segment& segment, char component_separator, const Unit& unit) const;

 private:
  enum class Kind : std::uint8_t {
    there,     ///< the element is there
    absent,    ///< it is not
    listed,    ///< it is one of the texts
    unlisted,  ///< it is there and none of them
    comes,     ///< a segment of one of the places is there
  };
  struct Gate {
    Kind kind = Kind::there;
    std::uint8_t element = 0, component = 0;
    grammar::Range list;  ///< in codes_ or places_
  };

  class Maker;

  std::vector<std::uint32_t> first_;  // gates of trigger n: first_[n] to first_[n + 1]
  std::vector<Gate> gates_;
  std::vector<std::uint64_t> codes_;
  std::vector<std::uint16_t> places_;
};

inline bool Gates::open(std::size_t trigger, const x12::Segment& segment, char component_separator,
                        const Unit& unit) const {
  for (std::uint32_t i = first_[trigger]; i < first_[trigger + 1]; ++i) {
    const Gate& gate = gates_[i];
    if (gate.kind == Kind::comes) {
      bool any = false;
      for (std::uint32_t p = 0; p < gate.list.count && !any; ++p) any = unit.has(places_[gate.list.first + p]);
      if (!any) return false;
      continue;
    }
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
