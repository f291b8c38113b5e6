#include "network/county_report.hpp"

#include <algorithm>
#include <set>

#include "network/coverage.hpp"
#include "network/subjects.hpp"
#include "text/cells.hpp"
#include "text/nearest.hpp"

namespace calx::network {
namespace {

using Line = CountyReport::Line;
using By = CountyReport::By;

class Counting {
 public:
  Counting(const Network& network, const Knowledge& knowledge, const std::vector<std::string>& counties, text::Date day)
      : network_(network), knowledge_(knowledge), subjects_(subjects_of(network)) {
    report_.day = day;
    report_.counties = counties;
  }

  CountyReport run() {
    places();
    everybody();
    for (const Program program : {Program::ecm, Program::community_supports}) of_program(program);
    std::vector<std::string> populations;
    for (const auto& population : knowledge_.populations.all()) populations.push_back(population.text());
    each_of(By::population, Program::ecm, &Participation::populations, populations);
    each_of(By::service, Program::community_supports, &Participation::services, knowledge_.services.names());
    return std::move(report_);
  }

 private:
  using Place = std::pair<Index, Index>;  // provider and site, among the subjects
  using Words = std::vector<std::string> Participation::*;

  // Who is where on the day.
  void places() {
    for (const Affiliation& one : network_.affiliations) {
      const std::vector<Contract> contracts = contracts_of(network_, one);
      if (std::any_of(contracts.begin(), contracts.end(),
                      [&](const Contract& contract) { return covers(contract, report_.day); }))
        sites_[subjects_.of_provider[one.provider]].insert(subjects_.of_site[one.site]);
    }
    report_.not_counted = subjects_.providers.size() - sites_.size();
    std::set<std::string> elsewhere;
    for (const Site& site : network_.sites) {
      if (site.county.empty()) continue;
      report_.counties_known = true;
      if (!std::binary_search(report_.counties.begin(), report_.counties.end(), site.county))
        elsewhere.insert(site.county);
    }
    report_.elsewhere.assign(elsewhere.begin(), elsewhere.end());
  }

  const std::string& county_of(Index site) const {
    return network_.sites[subjects_.sites[site].entries.front()].county;
  }

  void add(By by, std::string what, const std::set<Place>& places, std::optional<std::uint64_t> capacity) {
    struct Members {
      std::set<Index> sites, providers;
      CountyReport::Count count() const { return {sites.size(), providers.size()}; }
    };
    Members all;
    std::map<std::string, Members> by_county;
    for (const auto& [provider, site] : places)
      for (Members* const members : {&all, &by_county[county_of(site)]}) {
        members->sites.insert(site);
        members->providers.insert(provider);
      }
    Line& line = report_.lines.emplace_back();
    line.by = by;
    line.what = std::move(what);
    line.all = all.count();
    line.capacity = capacity;
    for (const std::vector<std::string>* counties : {&report_.counties, &report_.elsewhere})
      for (const std::string& county : *counties) line.by_county[county] = {};
    for (const auto& [county, members] : by_county) line.by_county[county] = members.count();
  }

  void everybody() {
    std::set<Place> all;
    for (const auto& [provider, sites] : sites_)
      for (const Index site : sites) all.emplace(provider, site);
    add(By::everybody, {}, all, {});
  }

  /// Those whose participation in the program is `wanted`.
  template <class Wanted>
  void of(By by, const std::string& what, Program program, Wanted wanted) {
    std::set<Place> places;
    std::optional<std::uint64_t> capacity;
    for (const Participation& one : network_.participations) {
      if (one.program != program || !covers(one.period, report_.day) || !wanted(one)) continue;
      const Index provider = subjects_.of_provider[one.provider];
      const auto sites = sites_.find(provider);
      if (sites == sites_.end()) continue;
      bool there = false;
      for (const Index site : sites->second) {
        if (one.site && subjects_.of_site[*one.site] != site) continue;
        places.emplace(provider, site);
        there = true;
      }
      if (there && one.capacity) capacity = capacity.value_or(0) + *one.capacity;
    }
    if (places.empty() && what == not_said_) return;
    add(by, what, places, capacity);
  }

  void of_program(Program program) {
    of(By::program, program == Program::ecm ? "ECM" : "Community Supports", program,
       [](const Participation&) { return true; });
  }
  /// Where there is participation and none of it names anything, how many each has is not known: no lines of them.
  void each_of(By by, Program program, Words words, const std::vector<std::string>& names) {
    bool any = false, any_named = false;
    for (const Participation& one : network_.participations) {
      any = any || one.program == program;
      any_named = any_named || (one.program == program && !(one.*words).empty());
    }
    if (any_named || !any)
      for (const std::string& name : names)
        of(by, name, program, [&](const Participation& one) {
          return std::find((one.*words).begin(), (one.*words).end(), name) != (one.*words).end();
        });
    of(by, not_said_, program, [&](const Participation& one) { return (one.*words).empty(); });
  }

  static inline const std::string not_said_ = "not said";
  const Network& network_;
  const Knowledge& knowledge_;
  Subjects subjects_;
  std::map<Index, std::set<Index>> sites_;  // of each provider who is under contract: where
  CountyReport report_;
};

}  // namespace

Result<std::vector<std::string>> counties_named(const std::vector<std::string>& names, const Knowledge& knowledge) {
  std::vector<std::string> all;
  if (const codes::CodeSet* set = knowledge.codes.set("counties"); set != nullptr)
    for (const codes::Code& county : set->rows()) all.push_back(county.name);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  if (names.empty()) return all;
  std::set<std::string> chosen;
  std::string wanted, known;
  for (const std::string& name : names) {
    text::fold_header(name, wanted);
    const auto found = std::find_if(all.begin(), all.end(), [&](const std::string& county) {
      text::fold_header(county, known);
      return known == wanted;
    });
    if (found == all.end()) {
      const std::string near = text::nearest(name, all);
      return usage_failure("--counties: " + name + " is none of California's counties" +
                           (near.empty() ? "." : "; did you mean " + near + "?"));
    }
    chosen.insert(*found);
  }
  return std::vector<std::string>(chosen.begin(), chosen.end());
}

CountyReport count_by_county(const Network& network, const Knowledge& knowledge,
                             const std::vector<std::string>& counties, text::Date day) {
  return Counting(network, knowledge, counties, day).run();
}

}  // namespace calx::network
