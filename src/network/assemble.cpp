#include "network/assemble.hpp"

#include <algorithm>
#include <utility>

namespace calx::network {
namespace {

class Assembly {
 public:
  Assembly(Draft& draft, Directory& directory) : draft_(draft), directory_(directory) {}

  void run() {
    sites_.assign(draft_.sites.size(), nowhere);
    groups_.assign(draft_.groups.size(), nowhere);
    providers_.assign(draft_.providers.size(), nowhere);
    plans();
    groups_and_sites();
    providers();
    owned(Table::taxonomies, draft_.taxonomies, &Entry::taxonomies);
    owned(Table::identifiers, draft_.identifiers, &Entry::identifiers);
    owned(Table::affiliates, draft_.affiliates, &Entry::affiliates);
    participations();
  }

 private:
  void count(Table table, std::size_t rows, std::size_t kept) {
    TableCount& count = directory_.tables[static_cast<std::size_t>(table)];
    count.rows = rows;
    count.kept = kept;
    count.left_out = rows - kept;
  }

  void plans() {
    for (std::size_t i = 0; i < draft_.plans.size(); ++i)
      if (draft_.bad_plans[i] == 0) network().plans.push_back(std::move(draft_.plans[i]));
    count(Table::plan, draft_.plans.size(), network().plans.size());
  }

  bool good_site(Index i) const {
    const Index group = draft_.sites[i].group;
    return draft_.bad_sites[i] == 0 && group != nowhere && draft_.bad_groups[group] == 0;
  }

  void groups_and_sites() {
    std::vector<char> needed(draft_.groups.size());
    for (Index i = 0; i < draft_.sites.size(); ++i)
      if (good_site(i)) needed[draft_.sites[i].group] = 1;
    for (Index i = 0; i < draft_.groups.size(); ++i) {
      if (needed[i] == 0) continue;
      groups_[i] = static_cast<Index>(network().groups.size());
      network().groups.push_back(std::move(draft_.groups[i]));
    }
    for (Index i = 0; i < draft_.sites.size(); ++i) {
      if (!good_site(i)) continue;
      sites_[i] = static_cast<Index>(network().sites.size());
      draft_.sites[i].group = groups_[draft_.sites[i].group];
      network().sites.push_back(std::move(draft_.sites[i]));
    }
    count(Table::groups, draft_.groups.size(), network().groups.size());
    count(Table::sites, draft_.sites.size(), network().sites.size());
  }

  bool good_link(const ProviderSite& link) const {
    return !link.bad && link.provider != nowhere && link.site != nowhere && draft_.bad_providers[link.provider] == 0 &&
           sites_[link.site] != nowhere;
  }

  void providers() {
    std::vector<char> needed(draft_.providers.size());
    std::size_t kept = 0;
    for (const ProviderSite& link : draft_.provider_sites)
      if (good_link(link)) {
        needed[link.provider] = 1;
        ++kept;
      }
    for (Index i = 0; i < draft_.providers.size(); ++i) {
      if (needed[i] == 0) continue;
      providers_[i] = static_cast<Index>(network().providers.size());
      network().providers.push_back(std::move(draft_.providers[i]));
    }
    std::vector<Affiliation>& affiliations = network().affiliations;
    for (const ProviderSite& link : draft_.provider_sites) {
      if (!good_link(link)) continue;
      const Index provider = providers_[link.provider], site = sites_[link.site];
      if (affiliations.empty() || affiliations.back().provider != provider || affiliations.back().site != site)
        affiliations.push_back({provider, site, {}, link.contract.row});
      if (link.contract.start || link.contract.end) affiliations.back().contracts.push_back(link.contract);
    }
    count(Table::providers, draft_.providers.size(), network().providers.size());
    count(Table::provider_sites, draft_.provider_sites.size(), kept);
  }

  Entry* owner(Table table, Index index) {
    if (index == nowhere) return nullptr;
    const Index now = table == Table::groups  ? groups_[index]
                      : table == Table::sites ? sites_[index]
                                              : providers_[index];
    if (now == nowhere) return nullptr;
    if (table == Table::groups) return &network().groups[now];
    if (table == Table::sites) return &network().sites[now];
    return &network().providers[now];
  }

  template <class Value>
  void owned(Table table, std::vector<Owned<Value>>& rows, std::vector<Value> Entry::*values) {
    std::size_t kept = 0;
    for (Owned<Value>& row : rows) {
      Entry* const entry = row.bad ? nullptr : owner(row.owner, row.index);
      if (entry == nullptr) continue;
      (entry->*values).push_back(std::move(row.value));
      ++kept;
    }
    count(table, rows.size(), kept);
  }

  bool works_at(Index provider, Index site) const {
    const std::vector<Affiliation>& all = directory_.network.affiliations;  // sorted by provider and site
    const auto found = std::lower_bound(
        all.begin(), all.end(), std::pair(provider, site),
        [](const Affiliation& one, const auto& key) { return std::pair(one.provider, one.site) < key; });
    return found != all.end() && found->provider == provider && found->site == site;
  }

  void participations() {
    const std::size_t rows = draft_.participations.size();
    for (std::size_t i = 0; i < rows; ++i) {
      Participation& part = draft_.participations[i];
      if (draft_.bad_participations[i] != 0 || part.provider == nowhere) continue;
      part.provider = providers_[part.provider];
      if (part.site) part.site = *part.site == nowhere ? nowhere : sites_[*part.site];
      if (part.provider == nowhere || (part.site && (*part.site == nowhere || !works_at(part.provider, *part.site))))
        continue;
      network().participations.push_back(std::move(part));
    }
    count(Table::ecm_cs, rows, network().participations.size());
  }

  Network& network() { return directory_.network; }

  Draft& draft_;
  Directory& directory_;
  std::vector<Index> groups_, sites_, providers_;  // where each has gone, or nowhere
};

}  // namespace

void assemble(Draft& draft, Directory& directory) {
  Assembly(draft, directory).run();
}

}  // namespace calx::network
