// Is this NPI under contract on this day?
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "network/model.hpp"

namespace calx::network {

/// Where a contract of somebody with no dates of their own is said: a provider's at a site, else the site's, else its
/// group's.
std::vector<Contract> contracts_of(const Network& network, const Affiliation& affiliation);

/// The NPIs of a network and when they are under contract. Immutable; threads may share it.
class Coverage {
 public:
  /// A provider is under contract while one of their affiliations is; one without dates has the site's, a site without
  /// dates its group's, and who has none at all is always under contract. An NPI that is a group's and a provider's is
  /// under contract while either is.
  explicit Coverage(const Network& network);

  enum class Standing : std::uint8_t {
    unknown,       ///< nobody in the network has this NPI
    out_of_dates,  ///< somebody has, without a contract on that day
    covered,
  };
  Standing on(std::string_view npi, text::Date day) const;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::vector<Contract>, Hash, std::equal_to<>> periods_;
};

}  // namespace calx::network
