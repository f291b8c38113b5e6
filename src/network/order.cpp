#include "network/order.hpp"

#include <algorithm>
#include <numeric>

namespace calx::network {
namespace {

/// Ranks of entries by what they are sorted by: comparing two is comparing two numbers.
template <class Kind, class More>
std::vector<Index> ranks(const std::vector<Kind>& entries, text::CharacterSet set, More more) {
  std::vector<std::string> keys;
  keys.reserve(entries.size());
  for (const Kind& entry : entries) {
    std::string key = text::fold(entry.name.last, set);
    for (const std::string& part :
         {text::fold(entry.name.first, set), text::fold(entry.name.middle, set), more(entry), entry.name.npi, entry.id})
      key.append(1, '\0').append(part);
    keys.push_back(std::move(key));
  }
  std::vector<Index> order(entries.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::sort(order.begin(), order.end(), [&](Index a, Index b) { return keys[a] < keys[b]; });
  std::vector<Index> rank(entries.size());
  for (Index place = 0; place < order.size(); ++place) rank[order[place]] = place;
  return rank;
}

/// All of `count` sorted by owner and rank; `ends` says where each owner's end.
template <class OwnerOf, class RankOf>
std::vector<Index> by_owner(std::size_t count, std::size_t owners, OwnerOf owner_of, RankOf rank_of,
                            std::vector<Index>& ends) {
  std::vector<Index> all(count);
  std::iota(all.begin(), all.end(), Index{0});
  std::sort(all.begin(), all.end(),
            [&](Index a, Index b) { return std::pair(owner_of(a), rank_of(a)) < std::pair(owner_of(b), rank_of(b)); });
  ends.assign(owners, 0);
  for (const Index one : all) ++ends[owner_of(one)];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  return all;
}

}  // namespace

Order::Order(const Network& network, text::CharacterSet set) {
  const auto nothing = [](const Entry&) { return std::string(); };
  const std::vector<Index> group_ranks = ranks(network.groups, set, nothing);
  const std::vector<Index> site_ranks =
      ranks(network.sites, set, [set](const Site& site) { return text::fold(site.address.line_1, set); });
  const std::vector<Index> provider_ranks = ranks(network.providers, set, nothing);
  groups_.resize(network.groups.size());
  for (Index group = 0; group < groups_.size(); ++group) groups_[group_ranks[group]] = group;
  sites_ = by_owner(
      network.sites.size(), network.groups.size(), [&](Index site) { return network.sites[site].group; },
      [&](Index site) { return site_ranks[site]; }, site_ends_);
  affiliations_ = by_owner(
      network.affiliations.size(), network.sites.size(), [&](Index one) { return network.affiliations[one].site; },
      [&](Index one) { return provider_ranks[network.affiliations[one].provider]; }, affiliation_ends_);
}

}  // namespace calx::network
