// A network as its tables say it, before references are checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "network/columns.hpp"
#include "network/model.hpp"

namespace calx::network {

inline constexpr Index nowhere = ~Index{0};

/// Entries of a table by the id that the plan gives them; capitals or not is the same.
class Ids {
 public:
  /// False where the id is taken; `index` is then of its owner.
  bool add(std::string_view id, Index& index);
  /// Or nowhere.
  Index find(std::string_view id) const;
  bool empty() const { return by_id_.empty(); }

 private:
  std::unordered_map<std::string, Index> by_id_;
  mutable std::string raised_;
};

/// A row of provider-sites.csv.
struct ProviderSite {
  Index provider = nowhere, site = nowhere;
  Contract contract;
  bool bad = false;
};

/// A row of taxonomies.csv, identifiers.csv or affiliates.csv.
template <class Value>
struct Owned {
  Table owner = Table::providers;  ///< groups, sites or providers
  Index index = nowhere;
  Value value;
  bool bad = false;
};

/// Rows by table, those with errors marked.
struct Draft {
  std::vector<Plan> plans;
  std::vector<Group> groups;
  std::vector<Site> sites;  ///< `group` may be nowhere
  std::vector<Provider> providers;
  std::vector<ProviderSite> provider_sites;
  std::vector<Owned<Taxonomy>> taxonomies;
  std::vector<Owned<Identifier>> identifiers;
  std::vector<Owned<Affiliate>> affiliates;
  std::vector<Participation> participations;
  std::vector<char> bad_plans, bad_groups, bad_sites, bad_providers, bad_participations;
  Ids group_ids, site_ids, provider_ids;
};

}  // namespace calx::network
