// What a condition rule looks at when a segment triggers it: rules that look at that segment alone, or at it and at
// what is not there, need not be judged again for a text that they were kept for.
#pragma once

#include <cstdint>
#include <vector>

#include "grammar/grammar.hpp"

namespace calx::validate {

struct Footprint {
  std::uint64_t elements = 0;         ///< bit n: element n of the triggering segment is looked at
  std::vector<std::uint16_t> others;  ///< places of other segments that are looked at
  bool bounded = true;                ///< false: it looks at more than can be told
  bool sole = true;                   ///< false: its loop might have the triggering segment twice

  /// Its text alone decides.
  bool text_decides() const { return bounded && others.empty() && elements != 0; }
};

Footprint footprint_of(const grammar::Grammar& grammar, const grammar::TriggerSpec& trigger);

}  // namespace calx::validate
