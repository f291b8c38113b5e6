// Month against month: what differs between two networks.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "network/knowledge.hpp"
#include "network/model.hpp"

namespace calx::network {

enum class Level : std::uint8_t { group, site, provider };
inline constexpr std::size_t level_count = 3;

enum class Change : std::uint8_t { added, ended, moved, changed };

/// One difference. A whole group, site or provider that came or went has no `field`; a provider who works at one site
/// more or less has the field "Site"; one who works at another instead, and a site of another group, moved.
struct Difference {
  Change change = Change::changed;
  Level level = Level::provider;
  std::string name, npi;
  std::string place;          ///< where it is so: a provider's sites, a site's group; empty: of the whole
  std::string field;          ///< "Phone": a column's header, or what else differs
  std::string before, after;  ///< empty: there is none
};

/// Of one level.
struct ChangeCounts {
  std::uint64_t before = 0, after = 0;  ///< how many there are
  std::uint64_t added = 0, ended = 0;
  std::uint64_t moved = 0, changed = 0;  ///< of those in both; one may be counted in each
};

struct Comparison {
  std::array<ChangeCounts, level_count> counts;  ///< by Level
  /// Added, ended, moved, changed; in each groups, sites, providers; these by name, NPI, place; fields in the order of
  /// the table.
  std::vector<Difference> differences;
};

/// `as_274`: one of the two was read from a 274. Then what a 274 cannot hold is not compared, and case, marks on
/// letters and what is beyond a 274's lengths make no difference; of a network read from tables give what that 274 can
/// hold: see of_plans(). `ids`: the plan's own ids mean the same on both sides.
Comparison compare(const Network& before, const Network& after, const Knowledge& knowledge, bool as_274, bool ids);

/// The part that stands in the files of these plan codes.
Network of_plans(const Network& network, const std::vector<Plan>& plans);

}  // namespace calx::network
