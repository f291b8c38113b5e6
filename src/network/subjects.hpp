// Who is who: the groups, sites and providers of a network by what they are known by, and the same ones in another.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "network/model.hpp"

namespace calx::network {

/// A group, site or provider. A 274 says one several times: in the file of each plan code, or at each of their sites.
struct Subject {
  std::vector<Index> entries;    ///< places in Network::groups, sites or providers
  const Entry* first = nullptr;  ///< in the network
  std::string npi;
  std::string name;                      ///< folded: capitals or not, and marks on letters, make no difference
  std::string where;                     ///< of a site: its address, folded
  std::size_t above = 0;                 ///< of a site: the group among Subjects::groups
  std::vector<std::string> identifiers;  ///< "EI 987654321"
};

struct Subjects {
  std::vector<Subject> groups, sites, providers;      ///< in the network's order
  std::vector<Index> of_group, of_site, of_provider;  ///< by Index: the place above
};

/// Entries are one subject where they share NPI and (of sites) name, address and group; groups also by name where they
/// have no NPI, sites by name, address and group. `network` outlives what is returned.
Subjects subjects_of(const Network& network);

inline constexpr Index nobody = ~Index{0};

/// By the old one's place: the new one's, or nobody.
using Matching = std::vector<Index>;

/// Pairs them by NPI; who is left by an identifier that only one on each side has; who is left then by name; then by
/// the plan's own id where `ids` says that it means the same on both sides. Two with different NPIs are never the same.
/// Of sites that share one NPI, name and address say which is which. Of several with one name, the first is paired with
/// the first.
Matching match(const std::vector<Subject>& before, const std::vector<Subject>& after, bool ids);

}  // namespace calx::network
