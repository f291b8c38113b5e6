#include "network/subjects.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "text/cells.hpp"
#include "text/fold.hpp"

namespace calx::network {
namespace {

std::string folded(std::string_view text) {
  return text::fold(text, text::CharacterSet::basic);
}

Subject subject(const Entry& entry) {
  Subject one;
  one.first = &entry;
  one.npi = entry.name.npi;
  one.name = folded(to_text(entry.name));
  return one;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string key;
  for (const std::string_view part : parts) key.append(part).append(1, '\n');
  return key;
}

/// Adds an entry to the subject of its key; one without a key stands for itself.
class Gathering {
 public:
  Gathering(std::vector<Subject>& subjects, std::vector<Index>& of) : subjects_(subjects), of_(of) {}

  void add(Index index, Subject one, const std::string& key) {
    const auto place = static_cast<Index>(subjects_.size());
    const Index at = key.empty() ? place : by_key_.try_emplace(key, place).first->second;
    const Entry& entry = *one.first;
    if (at == place) subjects_.push_back(std::move(one));
    Subject& subject = subjects_[at];
    subject.entries.push_back(index);
    for (const Identifier& identifier : entry.identifiers) {
      std::string text = identifier.type + " " + identifier.number;
      if (std::find(subject.identifiers.begin(), subject.identifiers.end(), text) == subject.identifiers.end())
        subject.identifiers.push_back(std::move(text));
    }
    of_.push_back(at);
  }

 private:
  std::vector<Subject>& subjects_;
  std::vector<Index>& of_;
  std::unordered_map<std::string, Index> by_key_;
};

/// One way after the other of telling who is who, among those who are not paired yet.
class Pairing {
 public:
  Pairing(const std::vector<Subject>& before, const std::vector<Subject>& after)
      : before_(before), after_(after), matching_(before.size(), nobody), taken_(after.size(), false) {}

  /// Pairs those whose keys agree, the first with the first; those without a key are passed over.
  template <class KeyOf>
  void by(KeyOf key_of) {
    std::unordered_map<std::string, std::vector<Index>> waiting;
    for (auto place = static_cast<Index>(after_.size()); place-- > 0;) {
      if (taken_[place]) continue;
      if (std::string key = key_of(after_[place]); !key.empty()) waiting[std::move(key)].push_back(place);
    }
    for (Index place = 0; place < before_.size(); ++place) {
      if (matching_[place] != nobody) continue;
      const auto found = waiting.find(key_of(before_[place]));
      if (found == waiting.end()) continue;
      std::vector<Index>& candidates = found->second;
      for (auto one = candidates.rbegin(); one != candidates.rend(); ++one) {
        if (!may_be_same(before_[place], after_[*one])) continue;
        pair(place, *one);
        candidates.erase(std::next(one).base());
        break;
      }
    }
  }

  /// By what only one on each side has, those who are paired already included; `names` are what one has.
  template <class NamesOf>
  void by_own(NamesOf names_of) {
    const auto old_owners = owners(before_, names_of), new_owners = owners(after_, names_of);
    for (Index place = 0; place < before_.size(); ++place)
      for (const std::string& name : names_of(before_[place])) {
        const auto found = new_owners.find(name);
        if (matching_[place] != nobody || found == new_owners.end() || found->second == nobody ||
            old_owners.at(name) == nobody || taken_[found->second] ||
            !may_be_same(before_[place], after_[found->second]))
          continue;
        pair(place, found->second);
      }
  }

  Matching result() { return std::move(matching_); }

 private:
  static bool may_be_same(const Subject& a, const Subject& b) {
    return a.npi.empty() || b.npi.empty() || a.npi == b.npi;
  }

  /// Whose a name is; nobody's where it is of several.
  template <class NamesOf>
  static std::unordered_map<std::string, Index> owners(const std::vector<Subject>& all, NamesOf names_of) {
    std::unordered_map<std::string, Index> owner;
    for (Index place = 0; place < all.size(); ++place)
      for (const std::string& name : names_of(all[place]))
        if (const auto [found, fresh] = owner.try_emplace(name, place); !fresh) found->second = nobody;
    return owner;
  }

  void pair(Index before, Index after) {
    matching_[before] = after;
    taken_[after] = true;
  }

  const std::vector<Subject>&before_, &after_;
  Matching matching_;
  std::vector<bool> taken_;
};

}  // namespace

Subjects subjects_of(const Network& network) {
  Subjects all;
  Gathering groups(all.groups, all.of_group), sites(all.sites, all.of_site), providers(all.providers, all.of_provider);
  for (Index index = 0; index < network.groups.size(); ++index) {
    Subject one = subject(network.groups[index]);
    const std::string key = one.npi.empty() ? joined({"name", one.name}) : joined({"npi", one.npi});
    groups.add(index, std::move(one), key);
  }
  for (Index index = 0; index < network.sites.size(); ++index) {
    const Site& site = network.sites[index];
    Subject one = subject(site);
    one.where = folded(site.address.line_1 + " " + site.address.line_2 + " " + site.address.city);
    one.above = all.of_group[site.group];
    const std::string key = joined({one.npi, one.name, one.where, std::to_string(one.above)});
    sites.add(index, std::move(one), key);
  }
  for (Index index = 0; index < network.providers.size(); ++index) {
    Subject one = subject(network.providers[index]);
    const std::string key = one.npi;
    providers.add(index, std::move(one), key);
  }
  return all;
}

Matching match(const std::vector<Subject>& before, const std::vector<Subject>& after, bool ids) {
  Pairing pairing(before, after);
  const auto with_npi = [](const Subject& one, std::initializer_list<std::string_view> more) {
    return one.npi.empty() ? std::string() : one.npi + "\n" + joined(more);
  };
  pairing.by([&](const Subject& one) { return with_npi(one, {one.name, one.where}); });
  pairing.by([&](const Subject& one) { return with_npi(one, {one.name}); });
  pairing.by([&](const Subject& one) { return one.where.empty() ? std::string() : with_npi(one, {one.where}); });
  pairing.by_own([](const Subject& one) {
    return one.npi.empty() ? std::vector<std::string>{} : std::vector<std::string>{one.npi};
  });
  pairing.by_own([](const Subject& one) -> const std::vector<std::string>& { return one.identifiers; });
  pairing.by([](const Subject& one) { return one.where.empty() ? std::string() : joined({one.name, one.where}); });
  pairing.by([](const Subject& one) { return one.name; });
  if (ids)
    pairing.by([](const Subject& one) {
      std::string raised;
      text::assign_raised(raised, one.first->id);
      return raised;
    });
  return pairing.result();
}

}  // namespace calx::network
