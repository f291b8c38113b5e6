// What a plan is asked for: how many providers there are by county, population of focus and Community Supports service,
// and where there are none.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "network/knowledge.hpp"
#include "network/model.hpp"
#include "text/date.hpp"

namespace calx::network {

struct CountyReport {
  enum class By : std::uint8_t { everybody, program, population, service };
  /// A provider counts once, however many sites, entries or rows they have.
  struct Count {
    std::uint64_t sites = 0, providers = 0;
  };
  struct Line {
    By by = By::everybody;
    std::string what;                        ///< "ECM", "adult: ...", "Housing Deposits"; empty: everybody
    std::map<std::string, Count> by_county;  ///< each county of `counties`, and "" for sites without one
    Count all;
    /// Members who can be served, where rows say it; one row's is counted whole with each population that it names.
    std::optional<std::uint64_t> capacity;
  };

  text::Date day{};
  std::uint64_t not_counted = 0;       ///< providers without a contract on the day
  std::vector<std::string> counties;   ///< of the plan, sorted
  std::vector<std::string> elsewhere;  ///< other counties with sites, sorted
  bool counties_known = false;         ///< some site says its county; else where there is nobody is not known
  std::vector<Line> lines;             ///< everybody, ECM, Community Supports, populations, services
};

/// The names of counties as code-sets/counties.csv has them, sorted; all 58 where none is given. A usage failure names
/// one that is none of them.
Result<std::vector<std::string>> counties_named(const std::vector<std::string>& names, const Knowledge& knowledge);

/// Counts who is under contract on the day: at a site, with dates of the provider there, else of the site, else of the
/// group; for a program, population or service also within the period of its row. Every population and service has a
/// line, unless participation names none anywhere (a 274); what names none has a line "not said" where there is such.
CountyReport count_by_county(const Network& network, const Knowledge& knowledge,
                             const std::vector<std::string>& counties, text::Date day);

}  // namespace calx::network
