#include "network/comparison.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "network/rows.hpp"
#include "network/subjects.hpp"

namespace calx::network {
namespace {

std::string to_text(const Contract& period) {
  const std::string start = period.start ? text::to_iso(*period.start) : "",
                    end = period.end ? text::to_iso(*period.end) : "";
  if (start.empty() && end.empty()) return {};
  if (start.empty()) return "to " + end;
  return end.empty() ? "from " + start : start + " to " + end;
}

template <class List>
std::string joined(const List& list, std::string_view between = "; ") {
  std::string all;
  for (const auto& text : list)
    if (!text.empty()) all.append(all.empty() ? "" : between).append(text);
  return all;
}

/// One of the two networks.
struct Side {
  Side(const Network& of, const Knowledge& knowledge, bool as_274)
      : network(of), subjects(subjects_of(of)), rows(rows_of(of, knowledge, as_274)) {
    for (const Affiliation& affiliation : network.affiliations) {
      std::set<std::string>& periods =
          contracts[{subjects.of_provider[affiliation.provider], subjects.of_site[affiliation.site]}];
      for (const Contract& contract : affiliation.contracts) periods.insert(to_text(contract));
    }
    participate(as_274);
  }

  const std::vector<Subject>& of(Level level) const {
    return level == Level::group ? subjects.groups : level == Level::site ? subjects.sites : subjects.providers;
  }
  const std::vector<Fields>& fields(Level level) const {
    return level == Level::group ? rows.groups : level == Level::site ? rows.sites : rows.providers;
  }
  std::string site_name(Index site) const { return network::to_text(subjects.sites[site].first->name); }

  using Pair = std::pair<Index, Index>;  // provider, site: places among the subjects
  const Network& network;
  Subjects subjects;
  Rows rows;
  std::map<Pair, std::set<std::string>> contracts;
  std::map<Pair, std::set<std::string>> programs[2];  // by Program: what is done there

 private:
  void participate(bool as_274) {
    std::map<Index, std::set<Index>> sites_of;
    for (const auto& [pair, periods] : contracts) sites_of[pair.first].insert(pair.second);
    for (const Participation& part : network.participations) {
      const Index provider = subjects.of_provider[part.provider];
      std::string text = "yes";
      if (!as_274) {
        if (const std::string what = joined(part.program == Program::ecm ? part.populations : part.services);
            !what.empty())
          text += ": " + what;
        if (part.capacity) text += ", capacity " + std::to_string(*part.capacity);
        if (const std::string period = to_text(part.period); !period.empty()) text += ", " + period;
      }
      auto& at = programs[static_cast<std::size_t>(part.program)];
      if (part.site)
        at[{provider, subjects.of_site[*part.site]}].insert(text);
      else
        for (const Index site : sites_of[provider]) at[{provider, site}].insert(text);
    }
  }
};

class Comparing {
 public:
  Comparing(const Network& before, const Network& after, const Knowledge& knowledge, bool as_274, bool ids)
      : old_(before, knowledge, as_274), new_(after, knowledge, as_274) {
    for (const Level level : {Level::group, Level::site, Level::provider})
      matching_[at(level)] = match(old_.of(level), new_.of(level), ids);
  }

  Comparison run() {
    for (const Level level : {Level::group, Level::site, Level::provider}) {
      come_and_gone(level);
      const Matching& matching = matching_[at(level)];
      for (Index one = 0; one < matching.size(); ++one)
        if (matching[one] != nobody) changed_fields(level, one, matching[one]);
    }
    moved_sites();
    places_of_providers();
    count();
    // Fields stay in the order in which they were found.
    std::stable_sort(found_.begin(), found_.end(), [](const Difference& a, const Difference& b) {
      return std::tie(a.change, a.level, a.name, a.npi) < std::tie(b.change, b.level, b.name, b.npi);
    });
    comparison_.differences = std::move(found_);
    return std::move(comparison_);
  }

 private:
  static std::size_t at(Level level) { return static_cast<std::size_t>(level); }

  Difference& add(Change change, Level level, const Subject& who) {
    Difference& one = found_.emplace_back();
    one.change = change;
    one.level = level;
    one.name = to_text(who.first->name);
    one.npi = who.npi;
    return one;
  }

  /// Where a subject stands: the sites of a provider, the group of a site.
  std::string place_of(const Side& side, Level level, Index who) const {
    if (level == Level::group) return {};
    if (level == Level::site) return to_text(side.subjects.groups[side.subjects.sites[who].above].first->name);
    std::vector<std::string> names;
    for (auto one = side.contracts.lower_bound({who, 0}); one != side.contracts.end() && one->first.first == who; ++one)
      names.push_back(side.site_name(one->first.second));
    return joined(names);
  }

  void come_and_gone(Level level) {
    const Matching& matching = matching_[at(level)];
    ChangeCounts& counts = comparison_.counts[at(level)];
    const std::vector<Subject>&before = old_.of(level), &after = new_.of(level);
    counts.before = before.size();
    counts.after = after.size();
    std::vector<bool> known(after.size(), false);
    for (Index one = 0; one < before.size(); ++one) {
      if (matching[one] != nobody) {
        known[matching[one]] = true;
        continue;
      }
      add(Change::ended, level, before[one]).place = place_of(old_, level, one);
      ++counts.ended;
    }
    for (Index one = 0; one < after.size(); ++one) {
      if (known[one]) continue;
      add(Change::added, level, after[one]).place = place_of(new_, level, one);
      ++counts.added;
    }
  }

  /// What the entries of a subject say in a field; several say it where a 274 has it several times.
  static std::string value(const std::vector<Fields>& rows, const Subject& subject, std::size_t field) {
    if (subject.entries.size() == 1) return rows[subject.entries.front()][field].value;
    std::set<std::string> values;
    for (const Index entry : subject.entries) values.insert(rows[entry][field].value);
    return joined(values, " / ");
  }

  void changed_fields(Level level, Index one, Index other) {
    const Subject &before = old_.of(level)[one], &after = new_.of(level)[other];
    const Fields& fields = old_.fields(level)[before.entries.front()];
    for (std::size_t field = 0; field < fields.size(); ++field) {
      std::string was = value(old_.fields(level), before, field), is = value(new_.fields(level), after, field);
      if (was != is) change(level, one, after, fields[field].header, {}, std::move(was), std::move(is));
    }
  }

  void change(Level level, Index one, const Subject& who, std::string_view field, std::string place, std::string before,
              std::string after) {
    Difference& difference = add(Change::changed, level, who);
    difference.field = field;
    difference.place = std::move(place);
    difference.before = std::move(before);
    difference.after = std::move(after);
    changed_.insert({level, one});
  }

  void moved_sites() {
    const Matching &sites = matching_[at(Level::site)], &groups = matching_[at(Level::group)];
    for (Index site = 0; site < sites.size(); ++site) {
      if (sites[site] == nobody) continue;
      const Subject &was = old_.subjects.sites[site], &is = new_.subjects.sites[sites[site]];
      if (groups[was.above] == is.above) continue;
      Difference& one = add(Change::moved, Level::site, is);
      one.field = "Group";
      one.before = place_of(old_, Level::site, site);
      one.after = place_of(new_, Level::site, sites[site]);
      moved_.insert({Level::site, site});
    }
  }

  void places_of_providers() {
    const Matching &sites = matching_[at(Level::site)], &providers = matching_[at(Level::provider)];
    std::map<Index, std::vector<Index>> old_sites, new_sites;
    for (const auto& [pair, periods] : old_.contracts) old_sites[pair.first].push_back(pair.second);
    for (const auto& [pair, periods] : new_.contracts) new_sites[pair.first].push_back(pair.second);
    for (Index provider = 0; provider < providers.size(); ++provider) {
      const Index now = providers[provider];
      if (now == nobody) continue;
      std::vector<Index> left, joined_at = new_sites[now];
      std::vector<std::pair<Index, Index>> stayed;
      for (const Index site : old_sites[provider]) {
        const auto still = std::find(joined_at.begin(), joined_at.end(), sites[site]);
        if (sites[site] == nobody || still == joined_at.end()) {
          left.push_back(site);
        } else {
          stayed.emplace_back(site, sites[site]);
          joined_at.erase(still);
        }
      }
      moves(provider, now, left, joined_at);
      for (const auto& [was, is] : stayed) contract_at(provider, now, was, is);
      for (const Program program : {Program::ecm, Program::community_supports})
        programs(program, provider, now, stayed);
    }
  }

  /// As many as left one site and joined another moved; the rest only left or only joined.
  void moves(Index provider, Index now, const std::vector<Index>& left, const std::vector<Index>& joined_at) {
    const Subject& who = new_.subjects.providers[now];
    for (std::size_t i = 0; i < std::max(left.size(), joined_at.size()); ++i) {
      const bool leaves = i < left.size(), joins = i < joined_at.size();
      Difference& one = add(leaves && joins ? Change::moved
                            : leaves        ? Change::ended
                                            : Change::added,
                            Level::provider, who);
      one.field = "Site";
      if (leaves) one.before = old_.site_name(left[i]);
      if (joins) one.after = new_.site_name(joined_at[i]);
      (leaves && joins ? moved_ : changed_).insert({Level::provider, provider});
    }
  }

  void contract_at(Index provider, Index now, Index was, Index is) {
    std::string before = joined(old_.contracts.at({provider, was})), after = joined(new_.contracts.at({now, is}));
    if (before == after) return;
    change(Level::provider, provider, new_.subjects.providers[now], "Contract", new_.site_name(is), std::move(before),
           std::move(after));
  }

  /// One difference for all sites where the same became of the same.
  void programs(Program program, Index provider, Index now, const std::vector<std::pair<Index, Index>>& stayed) {
    const auto said = [program](const Side& side, Index who, Index site) {
      const auto& at = side.programs[static_cast<std::size_t>(program)];
      const auto found = at.find({who, site});
      return found == at.end() ? std::string() : joined(found->second, " | ");
    };
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> sites;
    for (const auto& [was, is] : stayed) {
      std::pair<std::string, std::string> texts(said(old_, provider, was), said(new_, now, is));
      if (texts.first != texts.second) sites[std::move(texts)].push_back(new_.site_name(is));
    }
    for (const auto& [texts, where] : sites)
      change(Level::provider, provider, new_.subjects.providers[now],
             program == Program::ecm ? "ECM" : "Community Supports", joined(where), texts.first, texts.second);
  }

  void count() {
    for (const auto& [level, one] : moved_) ++comparison_.counts[at(level)].moved;
    for (const auto& [level, one] : changed_) ++comparison_.counts[at(level)].changed;
  }

  Side old_, new_;
  std::array<Matching, level_count> matching_;
  std::vector<Difference> found_;
  std::set<std::pair<Level, Index>> moved_, changed_;  // those in both, by the old one's place
  Comparison comparison_;
};

}  // namespace

Comparison compare(const Network& before, const Network& after, const Knowledge& knowledge, bool as_274, bool ids) {
  return Comparing(before, after, knowledge, as_274, ids).run();
}

Network of_plans(const Network& network, const std::vector<Plan>& plans) {
  const auto stands = [&](const Site& site) {
    return site.plan_codes.empty() || std::any_of(plans.begin(), plans.end(), [&](const Plan& plan) {
             return std::find(site.plan_codes.begin(), site.plan_codes.end(), plan.plan_code) != site.plan_codes.end();
           });
  };
  Network part;
  std::vector<Index> groups(network.groups.size(), nobody), sites(network.sites.size(), nobody),
      providers(network.providers.size(), nobody);
  const auto take = [](const auto& from, auto& to, std::vector<Index>& places, Index one) {
    if (places[one] != nobody) return;
    places[one] = static_cast<Index>(to.size());
    to.push_back(from[one]);
  };
  part.plans = plans;
  for (Index site = 0; site < sites.size(); ++site) {
    if (!stands(network.sites[site])) continue;
    take(network.groups, part.groups, groups, network.sites[site].group);
    take(network.sites, part.sites, sites, site);
    part.sites.back().group = groups[network.sites[site].group];
  }
  for (const Affiliation& affiliation : network.affiliations) {
    if (sites[affiliation.site] == nobody) continue;
    take(network.providers, part.providers, providers, affiliation.provider);
    Affiliation& one = part.affiliations.emplace_back(affiliation);
    one.provider = providers[affiliation.provider];
    one.site = sites[affiliation.site];
  }
  for (const Participation& participation : network.participations) {
    if (providers[participation.provider] == nobody || (participation.site && sites[*participation.site] == nobody))
      continue;
    Participation& one = part.participations.emplace_back(participation);
    one.provider = providers[participation.provider];
    if (one.site) one.site = sites[*participation.site];
  }
  return part;
}

}  // namespace calx::network
