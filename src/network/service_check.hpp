// Services against a network: who billed or rendered without being in it, or without a contract on the day.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "findings/catalogue.hpp"
#include "findings/sink.hpp"
#include "network/coverage.hpp"

namespace calx::network {

enum class Role : std::uint8_t { billing, rendering };

/// Where a claim stands.
struct ClaimPlace {
  std::uint32_t file = 0;                 ///< which of the files
  std::uint64_t claim = 0;                ///< which of the file's claims
  std::uint64_t ordinal = 0, offset = 0;  ///< of its first segment: ISA = 1; byte of the file
};

/// Gathers what is wrong by NPI: memory grows with the NPIs at fault, not with the services.
class ServiceCheck {
 public:
  /// `coverage` outlives the check.
  explicit ServiceCheck(const Coverage& coverage) : coverage_(coverage) {}

  /// A service from one day through another: the contract must hold on both. Where there is no NPI (ten digits), or are
  /// no days, that alone is said. Services of a claim come one after the other.
  void service(Role role, std::string_view npi, const std::optional<text::DateRange>& days, const ClaimPlace& place);

  /// One finding an NPI, role and fault (NET-0701 to 0705, 0708), at its first claim, with how many services and claims
  /// there are; in the order of the first claims. `files` are the names, by ClaimPlace::file. No day and nothing of a
  /// member is shown.
  void report(const findings::Catalogue& catalogue, const std::vector<std::string>& files, findings::Sink& sink) const;

 private:
  enum class Fault : std::uint8_t { unknown, out_of_dates, no_npi, no_days };
  struct Case {
    ClaimPlace first, last;
    std::uint64_t services = 0, claims = 0;
  };
  void add(Role role, Fault fault, std::string_view npi, const ClaimPlace& place);

  const Coverage& coverage_;
  std::map<std::tuple<std::string, Role, Fault>, Case> cases_;
};

}  // namespace calx::network
