// What a condition rule looks at when a segment triggers it: rules that look at that segment alone, or at it and at
// what is not there, need not be judged again for a text that they were kept for. That holds where its loop has no
// second segment of its place (see StoredSegment::twice).
#pragma once

#include <cstdint>
#include <vector>

#include "grammar/grammar.hpp"

namespace calx::validate {

struct Footprint {
  std::uint64_t elements = 0;  ///< bit n: element n of the triggering segment is looked at
  std::uint64_t presence = 0;  ///< of these, those of which nothing matters but whether they are there
  /// A place of other segments that are looked at: what matters of them beside that they are there.
  struct Other {
    std::uint16_t place = grammar::none;
    std::uint64_t elements = 0;  ///< bit n: their element n
    std::uint64_t leads = 0;     ///< bit n: the first component of their element n
    std::uint64_t there = 0;     ///< bit n: whether their element n has that component, or is there (0)
    std::uint8_t component = 0;
    bool operator==(const Other&) const = default;
  };
  std::vector<Other> others;  ///< but those of the heading; each place once
  bool heading = false;       ///< it looks at the transaction set's own segments (BHT), the same for all of it
  bool bounded = true;        ///< false: it looks at more than can be told
  bool filtered = false;      ///< it looks at others by conditions

  /// A condition on the triggering segment's text alone: unless it is certainly that, the rule is not broken.
  struct Need {
    std::uint32_t condition = 0;
    bool truth = false;
  };
  std::vector<Need> needs;

  /// Its text alone decides, within a transaction set.
  bool text_decides() const { return bounded && others.empty() && elements != 0; }
};

Footprint footprint_of(const grammar::Grammar& grammar, const grammar::TriggerSpec& trigger);
/// Of a condition about one segment, whichever that is (see Gates::Witness): what it looks at there.
Footprint footprint_of_one(const grammar::Grammar& grammar, std::uint32_t condition);

}  // namespace calx::validate
