// The order of a 274: groups, their sites, the providers at each, the same however the tables are sorted.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "network/model.hpp"
#include "text/fold.hpp"

namespace calx::network {

/// Groups and sites by name (as it is written), then address, NPI and id; providers of a site the same way. What is
/// read back from a 274 has its ids in the order of the file, so that it is written in this order again.
class Order {
 public:
  Order(const Network& network, text::CharacterSet set);

  const std::vector<Index>& groups() const { return groups_; }
  std::span<const Index> sites_of(Index group) const { return part(sites_, site_ends_, group); }
  /// Places in Network::affiliations.
  std::span<const Index> affiliations_at(Index site) const { return part(affiliations_, affiliation_ends_, site); }

 private:
  static std::span<const Index> part(const std::vector<Index>& all, const std::vector<Index>& ends, Index which) {
    const Index begin = which == 0 ? 0 : ends[which - 1];
    return {all.data() + begin, ends[which] - begin};
  }

  std::vector<Index> groups_, sites_, affiliations_;
  std::vector<Index> site_ends_, affiliation_ends_;  // by group; by site
};

}  // namespace calx::network
