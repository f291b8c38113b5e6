#include "network/coverage.hpp"

#include <algorithm>

namespace calx::network {
namespace {

bool has_dates(const Contract& contract) {
  return contract.start || contract.end;
}

const Contract& contract_of(const Network& network, const Site& site) {
  return has_dates(site.contract) ? site.contract : network.groups[site.group].contract;
}

bool same_days(const Contract& a, const Contract& b) {
  return a.start == b.start && a.end == b.end;
}

}  // namespace

std::vector<Contract> contracts_of(const Network& network, const Affiliation& affiliation) {
  if (std::any_of(affiliation.contracts.begin(), affiliation.contracts.end(), has_dates)) return affiliation.contracts;
  return {contract_of(network, network.sites[affiliation.site])};
}

Coverage::Coverage(const Network& network) {
  const auto add = [this](const std::string& npi, const Contract& contract) {
    if (npi.empty()) return;
    std::vector<Contract>& periods = periods_[npi];
    if (std::none_of(periods.begin(), periods.end(), [&](const Contract& one) { return same_days(one, contract); }))
      periods.push_back(contract);
  };
  for (const Group& group : network.groups) add(group.name.npi, group.contract);
  for (const Site& site : network.sites) add(site.name.npi, contract_of(network, site));
  for (const Affiliation& affiliation : network.affiliations)
    for (const Contract& contract : contracts_of(network, affiliation))
      add(network.providers[affiliation.provider].name.npi, contract);
}

Coverage::Standing Coverage::on(std::string_view npi, text::Date day) const {
  const auto found = periods_.find(npi);
  if (found == periods_.end()) return Standing::unknown;
  return std::any_of(found->second.begin(), found->second.end(),
                     [day](const Contract& contract) { return covers(contract, day); })
             ? Standing::covered
             : Standing::out_of_dates;
}

}  // namespace calx::network
