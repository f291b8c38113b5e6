#include "network/model.hpp"

#include <algorithm>

namespace calx::network {

bool covers(const Contract& contract, text::Date day) {
  return (!contract.start || *contract.start <= day) && (!contract.end || day <= *contract.end);
}

bool covers(const Affiliation& affiliation, text::Date day) {
  return affiliation.contracts.empty() ||
         std::any_of(affiliation.contracts.begin(), affiliation.contracts.end(),
                     [day](const Contract& contract) { return covers(contract, day); });
}

bool takes_part(const Network& network, Index provider, Index site, Program program) {
  return std::any_of(network.participations.begin(), network.participations.end(), [&](const Participation& one) {
    return one.provider == provider && one.program == program && one.site.value_or(site) == site;
  });
}

std::string to_text(const Name& name) {
  std::string text = name.last;
  if (!name.first.empty()) text += ", " + name.first;
  if (!name.middle.empty()) text += " " + name.middle;
  if (!name.suffix.empty()) text += " " + name.suffix;
  return text;
}

}  // namespace calx::network
