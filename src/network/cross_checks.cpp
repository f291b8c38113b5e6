#include "network/cross_checks.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>

#include "text/cells.hpp"

namespace calx::network {
namespace {

/// A loop holds nine dates: four periods of two.
constexpr std::size_t most_periods = 4;

class Checks {
 public:
  Checks(const Sheets& sheets, Draft& draft) : sheets_(sheets), draft_(draft) {}

  void run() {
    one_name_an_npi(Table::groups, draft_.groups, draft_.bad_groups);
    one_name_an_npi(Table::providers, draft_.providers, draft_.bad_providers);
    contracts();
    somewhere();
    participations();
    repeats(Table::taxonomies, "taxonomy", draft_.taxonomies, [](const Taxonomy& one) { return one.code; });
    repeats(Table::identifiers, "number", draft_.identifiers,
            [](const Identifier& one) { return one.type + "*" + one.number; });
  }

 private:
  const Sheet* sheet(Table table) const { return sheets_[static_cast<std::size_t>(table)].get(); }
  bool readable(Table table) const { return sheet(table) != nullptr && sheet(table)->ok(); }

  void report(std::string_view code, Table table, std::string_view key, std::uint32_t row,
              findings::Arguments arguments = {}) {
    sheet(table)->report(code, arguments, row, sheet(table)->header(place_of(table, key)), std::string(key));
  }

  template <class Kind>
  void one_name_an_npi(Table table, const std::vector<Kind>& entries, std::vector<char>& bad) {
    std::unordered_map<std::string_view, Index> first;
    std::string name, other_name;
    for (Index i = 0; i < entries.size(); ++i) {
      const Entry& entry = entries[i];
      if (entry.name.npi.empty()) continue;
      const auto [place, added] = first.try_emplace(entry.name.npi, i);
      if (added) continue;
      const Entry& other = entries[place->second];
      const std::string row = std::to_string(other.row);
      text::fold_header(to_text(entry.name), name);
      text::fold_header(to_text(other.name), other_name);
      if (name == other_name) {
        report("NET-0409", table, "npi", entry.row, {{"row", row}});
        continue;
      }
      report("NET-0408", table, "npi", entry.row, {{"row", row}});
      bad[i] = bad[place->second] = 1;
    }
  }

  static bool same_place(const ProviderSite& a, const ProviderSite& b) {
    return a.provider == b.provider && a.site == b.site;
  }

  void contracts() {
    std::vector<ProviderSite>& links = draft_.provider_sites;
    std::sort(links.begin(), links.end(), [](const ProviderSite& a, const ProviderSite& b) {
      // No start is before every start.
      return std::tuple(a.provider, a.site, a.contract.start, a.contract.row) <
             std::tuple(b.provider, b.site, b.contract.start, b.contract.row);
    });
    for (std::size_t i = 0; i < links.size();) {
      std::size_t end = i + 1;
      while (end < links.size() && same_place(links[i], links[end])) ++end;
      if (links[i].provider != nowhere && links[i].site != nowhere) periods(links.data() + i, links.data() + end);
      i = end;
    }
  }

  void periods(ProviderSite* first, ProviderSite* end) {
    ProviderSite* longest = first;  // of those that started before
    for (ProviderSite* link = first + 1; link < end; ++link) {
      const auto& ends = longest->contract.end;
      if (!ends || !link->contract.start || *link->contract.start <= *ends) {
        const auto [earlier, later] = std::minmax(longest->contract.row, link->contract.row);
        report("NET-0410", Table::provider_sites, "contract_start", later, {{"row", std::to_string(earlier)}});
        link->bad = true;
      }
      if (ends && (!link->contract.end || *link->contract.end > *ends)) longest = link;
    }
    if (end - first > static_cast<std::ptrdiff_t>(most_periods)) {
      const std::uint32_t last = std::max_element(first, end, [](const ProviderSite& a, const ProviderSite& b) {
                                   return a.contract.row < b.contract.row;
                                 })->contract.row;
      report("NET-0415", Table::provider_sites, "contract_start", last,
             {{"count", std::to_string(end - first)}, {"limit", std::to_string(most_periods)}});
      first->bad = true;
    }
    // What is not known of one period makes the whole doubtful.
    if (std::any_of(first, end, [](const ProviderSite& link) { return link.bad; }))
      std::for_each(first, end, [](ProviderSite& link) { link.bad = true; });
  }

  void somewhere() {
    std::vector<char> provider_works(draft_.providers.size()), site_has(draft_.sites.size()),
        group_has(draft_.groups.size());
    for (const ProviderSite& link : draft_.provider_sites) {
      if (link.provider != nowhere) provider_works[link.provider] = 1;
      if (link.site != nowhere) site_has[link.site] = 1;
    }
    for (const Site& site : draft_.sites)
      if (site.group != nowhere) group_has[site.group] = 1;
    if (readable(Table::provider_sites)) {
      for (Index i = 0; i < draft_.providers.size(); ++i) {
        if (provider_works[i] != 0) continue;
        // One that is bad as the second of its id has none, and the first is meant.
        if (draft_.bad_providers[i] == 0) report("NET-0404", Table::providers, "provider_id", draft_.providers[i].row);
        draft_.bad_providers[i] = 1;
      }
      for (Index i = 0; i < draft_.sites.size(); ++i)
        if (site_has[i] == 0 && draft_.bad_sites[i] == 0)
          report("NET-0405", Table::sites, "site_id", draft_.sites[i].row);
    }
    if (!readable(Table::sites)) return;
    for (Index i = 0; i < draft_.groups.size(); ++i) {
      if (group_has[i] != 0) continue;
      if (draft_.bad_groups[i] == 0) report("NET-0406", Table::groups, "group_id", draft_.groups[i].row);
      draft_.bad_groups[i] = 1;
    }
  }

  void participations() {
    const std::vector<ProviderSite>& links = draft_.provider_sites;  // sorted
    for (std::size_t i = 0; i < draft_.participations.size(); ++i) {
      const Participation& part = draft_.participations[i];
      if (part.provider == nowhere || !part.site || *part.site == nowhere) continue;
      const auto found = std::lower_bound(
          links.begin(), links.end(), std::pair(part.provider, *part.site),
          [](const ProviderSite& link, const auto& key) { return std::pair(link.provider, link.site) < key; });
      if (found != links.end() && found->provider == part.provider && found->site == *part.site) continue;
      report("NET-0412", Table::ecm_cs, "site_id", part.row,
             {{"provider_row", std::to_string(draft_.providers[part.provider].row)},
              {"site_row", std::to_string(draft_.sites[*part.site].row)}});
      draft_.bad_participations[i] = 1;
    }
  }

  template <class Value, class Say>
  void repeats(Table table, std::string_view key, std::vector<Owned<Value>>& rows, Say say) {
    std::unordered_map<std::string, std::uint32_t> first;
    for (Owned<Value>& owned : rows) {
      if (owned.bad || owned.index == nowhere) continue;
      std::string what(name_of(owned.owner));
      what.append(std::to_string(owned.index)).append("*").append(say(owned.value));
      const auto [place, added] = first.try_emplace(std::move(what), owned.value.row);
      if (added) continue;
      report("NET-0414", table, key, owned.value.row, {{"row", std::to_string(place->second)}});
      owned.bad = true;
    }
  }

  const Sheets& sheets_;
  Draft& draft_;
};

}  // namespace

void check_rows_together(const Sheets& sheets, Draft& draft) {
  Checks(sheets, draft).run();
}

}  // namespace calx::network
