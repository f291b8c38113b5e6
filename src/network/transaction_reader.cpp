#include "network/transaction_reader.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "findings/counted.hpp"
#include "network/entry_reader.hpp"
#include "network/lost_content.hpp"

namespace calx::network {
namespace {

using x12::Segment;

constexpr Index nowhere = ~Index{0};

enum class Level : std::uint8_t { none, source, receiver, group, site, provider };

std::string numbered(char letter, std::size_t number, std::size_t of) {
  const std::string digits = std::to_string(number);
  const std::size_t width = std::max<std::size_t>(3, std::to_string(of).size());
  return letter + std::string(width - std::min(width, digits.size()), '0') + digits;
}

class Reading {
 public:
  Reading(x12::Reader& reader, const std::string& file, const profile::Profile::Network& marks,
          const Knowledge& knowledge, findings::Sink& sink)
      : reader_(reader), file_(file), marks_(marks), knowledge_(knowledge), sink_(sink) {}

  Result<ReadNetwork> run() {
    for (;;) {
      const x12::Reader::Event event = reader_.next();
      if (event == x12::Reader::Event::end) break;
      if (event == x12::Reader::Event::fault) {
        if (reader_.fault() == x12::Fault::unreadable) return tl::unexpected<Failure>(reader_.failure());
        lost_.at(reader_.ordinal(), {});
        lost_.add("what is no readable segment");
        continue;
      }
      segment(reader_.segment());
    }
    end_provider();
    finish();
    return std::move(read_);
  }

 private:
  void report(std::string_view code, findings::Arguments arguments, std::uint64_t ordinal = 0) {
    findings::Finding finding = knowledge_.catalogue.make(code, arguments);
    finding.file = file_;
    finding.segment_ordinal = ordinal;
    read_.tally.count(finding.severity);
    sink_.report(std::move(finding));
  }

  Network& network() { return read_.network; }
  Plan& plan() { return network().plans.back(); }

  std::string_view loop() const {
    switch (level_) {
      case Level::none:
        return {};
      case Level::source:
        return "2000A";
      case Level::receiver:
        return "2000B";
      default:
        return entries_.loop();
    }
  }

  void segment(const Segment& s) {
    lost_.at(reader_.ordinal(), loop());
    const std::string_view id = s.id();
    if (id == "ISA") {
      sender_ = s.element(6);
      return;
    }
    if (id == "GS") {
      in_directory_ = s.element(8) == "004050X109";
      version_ = s.element(8);
      return;
    }
    if (id == "ST") return begin(s);
    if (id == "SE") return end_provider();
    if (id == "GE" || id == "IEA" || !open_) return;
    if (id == "HL") return hierarchy(s);
    switch (level_) {
      case Level::none:
        if (!skipping_) header(s);
        return;
      case Level::source:
      case Level::receiver:
        return party(s);
      default:
        if (level_ == Level::provider) note_content(s);
        return entries_.take(s);
    }
  }

  void begin(const Segment& s) {
    end_provider();
    level_ = Level::none;
    open_ = in_directory_ && s.element(1) == "274";
    skipping_ = false;
    levels_.clear();
    group_ = site_ = nowhere;
    if (!open_) {
      other_ = "it holds a transaction set " + std::string(s.element(1)) + " of version " + version_;
      return;
    }
    read_.ok = true;
    std::string_view sender = sender_;
    while (!sender.empty() && sender.back() == ' ') sender.remove_suffix(1);
    network().plans.emplace_back();
    if (sender.size() == 12)
      plan().plan_code = sender.substr(9);
    else
      lost_.add("ISA06, which holds no plan code,");
  }

  void header(const Segment& s) {
    const std::string_view id = s.id();
    if (id == "BHT") return lost_.rest(s, {1, 2, 3, 4, 5});
    if (id == "DTM") return lost_.rest(s, {1, 2});
    if (id != "PER") return lost_.add(id);
    plan().contact_name = s.element(2);
    for (int at = 3; at <= 7; at += 2) {
      const std::string_view kind = s.element(at), value = s.element(at + 1);
      if (value.empty()) continue;
      std::string* const to = kind == "TE"   ? &plan().contact_phone
                              : kind == "EX" ? &plan().contact_extension
                              : kind == "EM" ? &plan().contact_email
                              : kind == "FX" ? &plan().contact_fax
                                             : nullptr;
      if (to != nullptr && to->empty())
        *to = value;
      else
        lost_.add(std::string("a contact number ").append(kind));
    }
    lost_.rest(s, {1, 2, 3, 4, 5, 6, 7, 8});
  }

  // Levels

  void hierarchy(const Segment& s) {
    end_provider();
    named_ = false;
    const std::string_view kind = s.element(3);
    level_ = kind == "20"   ? Level::source
             : kind == "21" ? Level::receiver
             : kind == "4"  ? Level::group
             : kind == "N"  ? Level::site
             : kind == "19" ? Level::provider
                            : Level::none;
    skipping_ = level_ == Level::none;
    Index above = nowhere;
    if (level_ == Level::site && !parent(s, Level::group, group_, above)) level_ = Level::none;
    if (level_ == Level::provider && !parent(s, Level::site, site_, above)) level_ = Level::none;
    if (level_ == Level::none) {
      skipping_ = true;
      return report("NET-0604", {{"level", kind}}, reader_.ordinal());
    }
    if (level_ == Level::group) {
      group_ = static_cast<Index>(network().groups.size());
      entries_.begin(network().groups.emplace_back());
      site_ = nowhere;
    } else if (level_ == Level::site) {
      site_ = static_cast<Index>(network().sites.size());
      entries_.begin(network().sites.emplace_back());
      network().sites.back().group = group_ = above;
      plan_of_site_.push_back(network().plans.size() - 1);
    } else if (level_ == Level::provider) {
      provider_ = {};
      link_ = {nowhere, above, {}, 0};
      content_.clear();
      in_provider_ = true;
      entries_.begin(provider_, link_.contracts);
    }
    levels_.insert_or_assign(std::string(s.element(1)), std::pair(level_, level_ == Level::group  ? group_
                                                                          : level_ == Level::site ? site_
                                                                                                  : nowhere));
  }

  // The level that HL02 names, else the last of its kind.
  bool parent(const Segment& s, Level kind, Index last, Index& above) {
    const auto named = levels_.find(std::string(s.element(2)));
    if (named != levels_.end() && named->second.first == kind) {
      above = named->second.second;
      return true;
    }
    if (last == nowhere) return false;
    above = last;
    if (strays_++ == 0) {
      stray_ = s.element(1);
      stray_names_ = s.element(2);
      stray_ordinal_ = reader_.ordinal();
    }
    return true;
  }

  void party(const Segment& s) {
    Party& party = level_ == Level::source ? plan().source : plan().receiver;
    if (s.id() != "NM1" || named_) return lost_.add(s.id());
    named_ = true;
    party.kind = s.element(1);
    party.name = s.element(3);
    party.id_type = s.element(8);
    party.id = s.element(9);
    lost_.rest(s, {1, 2, 3, 8, 9});
  }

  /// What makes a provider the same one at another site: all but dates and the marks that may differ between sites.
  void note_content(const Segment& s) {
    if (s.id() == "DTP") return;
    const auto& marks = marks_.indicators;
    if (s.id() == "N2" && (s.element(1) == marks.ecm || s.element(1) == marks.community_supports) &&
        s.element(2).empty())
      return;
    content_.append(s.raw()).append(1, '\n');
  }

  void end_provider() {
    if (!std::exchange(in_provider_, false)) return;
    const auto [place, added] = by_content_.try_emplace(content_, static_cast<Index>(network().providers.size()));
    if (added) network().providers.push_back(std::move(provider_));
    link_.provider = place->second;
    const auto [known, fresh] =
        links_.try_emplace(std::uint64_t{link_.provider} << 32 | link_.site, network().affiliations.size());
    if (fresh) {
      network().affiliations.push_back(std::move(link_));
    } else {
      Affiliation& same = network().affiliations[known->second];
      if (link_.contracts.empty()) lost_.add("the same provider twice at a site");
      same.contracts.insert(same.contracts.end(), link_.contracts.begin(), link_.contracts.end());
    }
    for (const auto& [takes_part, program] : {std::pair(entries_.ecm(), Program::ecm),
                                              std::pair(entries_.community_supports(), Program::community_supports)}) {
      if (!takes_part || !fresh) continue;
      Participation& part = network().participations.emplace_back();
      part.provider = place->second;
      part.site = network().affiliations.back().site;
      part.program = program;
    }
  }

  void finish() {
    if (!read_.ok) {
      const std::string what = other_.empty() ? "it holds no transaction set 274 of version 004050X109" : other_;
      return report("NET-0601", {{"what", what}});
    }
    const auto name = [](auto& entries, char letter) {
      for (std::size_t i = 0; i < entries.size(); ++i) entries[i].id = numbered(letter, i + 1, entries.size());
    };
    name(network().groups, 'G');
    name(network().sites, 'S');
    name(network().providers, 'P');
    if (network().plans.size() > 1)
      for (std::size_t i = 0; i < network().sites.size(); ++i)
        network().sites[i].plan_codes = {network().plans[plan_of_site_[i]].plan_code};
    if (strays_ > 0)
      report("NET-0603", {{"count", std::to_string(strays_)}, {"id", stray_}, {"named", stray_names_}}, stray_ordinal_);
    lost_.report(file_, knowledge_.catalogue, counted_);
    read_.tally.warnings += counted_.tally.warnings;
  }

  x12::Reader& reader_;
  const std::string& file_;
  const profile::Profile::Network& marks_;
  const Knowledge& knowledge_;
  findings::Sink& sink_;
  findings::Counted counted_{sink_};
  ReadNetwork read_;
  LostContent lost_;
  EntryReader entries_{marks_, knowledge_, lost_};

  std::string sender_, version_, other_;
  bool in_directory_ = false, open_ = false, skipping_ = false;
  Level level_ = Level::none;
  bool named_ = false;                                               // the level's name was read
  std::unordered_map<std::string, std::pair<Level, Index>> levels_;  // by HL01
  std::uint64_t strays_ = 0, stray_ordinal_ = 0;  // levels whose HL02 names no parent of theirs; the first of them
  std::string stray_, stray_names_;
  Index group_ = nowhere, site_ = nowhere;
  std::vector<std::size_t> plan_of_site_;
  Provider provider_;
  Affiliation link_;
  std::string content_;
  bool in_provider_ = false;
  std::unordered_map<std::string, Index> by_content_;
  std::unordered_map<std::uint64_t, std::size_t> links_;
};

}  // namespace

Result<ReadNetwork> read_transaction(x12::Reader& reader, const std::string& file,
                                     const profile::Profile::Network& marks, const Knowledge& knowledge,
                                     findings::Sink& sink) {
  return Reading(reader, file, marks, knowledge, sink).run();
}

}  // namespace calx::network
