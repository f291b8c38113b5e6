#include "network/transaction_reader.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "network/hours.hpp"
#include "network/lost_content.hpp"

namespace calx::network {
namespace {

using x12::Segment;

constexpr Index nowhere = ~Index{0};

enum class Level : std::uint8_t { none, source, receiver, group, site, provider };

/// What a cell could not keep apart: several values stand in it.
bool fits_list(std::string_view text) {
  return text.find_first_of(";|\n") == std::string_view::npos;
}

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
  Site& site() { return network().sites[site_]; }
  Plan& plan() { return network().plans.back(); }

  /// Of the level at hand: 2000C and what is below its name, or its affiliates.
  std::string_view loop() const {
    switch (level_) {
      case Level::none:
        return {};
      case Level::source:
        return "2000A";
      case Level::receiver:
        return "2000B";
      case Level::group:
        return affiliate_ != nullptr ? "2100CB" : "2100CA";
      case Level::site:
        return affiliate_ != nullptr ? "2100DB" : "2100DA";
      case Level::provider:
        break;
    }
    return affiliate_ != nullptr ? "2100EB" : "2100EA";
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
        return affiliate_ != nullptr && id != "NM1" ? affiliate(s) : entry(s);
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
    affiliate_ = nullptr;
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
      network().groups.emplace_back();
      site_ = nowhere;
    } else if (level_ == Level::site) {
      site_ = static_cast<Index>(network().sites.size());
      network().sites.emplace_back().group = group_ = above;
      plan_of_site_.push_back(network().plans.size() - 1);
    } else if (level_ == Level::provider) {
      provider_ = {};
      link_ = {nowhere, above, {}, 0};
      ecm_ = community_supports_ = false;
      content_.clear();
      in_provider_ = true;
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

  // Groups, sites and providers

  Entry& entry_at_hand() {
    if (level_ == Level::group) return network().groups[group_];
    if (level_ == Level::site) return site();
    return provider_;
  }

  void entry(const Segment& s) {
    if (level_ == Level::provider) note_content(s);
    const std::string_view id = s.id();
    Entry& entry = entry_at_hand();
    if (id == "NM1") return names(s, entry);
    if (id == "N2") return additional_name(s, entry);
    if (id == "DTP") return date(s);
    if (id == "LQ") {
      if (s.element(1) != "68") return lost_.add(std::string("LQ*").append(s.element(1)));
      entry.taxonomies.emplace_back().code = s.element(2);
      return lost_.rest(s, {1, 2});
    }
    if (id == "REF") {
      entry.identifiers.push_back({std::string(s.element(1)), std::string(s.element(2)), 0});
      return lost_.rest(s, {1, 2});
    }
    if (id == "TPB" && level_ != Level::group && !entry.taxonomies.empty()) {
      entry.taxonomies.back().roles.emplace_back(s.element(1));
      return lost_.rest(s, {1});
    }
    if (id == "LUI" && level_ != Level::group) return language(s);
    if (level_ == Level::site && site_segment(s)) return;
    if (level_ == Level::provider && provider_segment(s)) return;
    lost_.add(id);
  }

  void names(const Segment& s, Entry& entry) {
    if (named_) {
      affiliate_ = &entry.affiliates.emplace_back();
      affiliate_->kind = s.element(1);
      affiliate_->name = s.element(3);
      affiliate_->npi = s.element(8) == "XX" ? s.element(9) : std::string_view();
      return s.element(8) == "XX" ? lost_.rest(s, {1, 2, 3, 8, 9}) : lost_.rest(s, {1, 2, 3});
    }
    named_ = true;
    entry.name.person = s.element(2) == "1";
    entry.name.last = s.element(3);
    entry.name.first = s.element(4);
    entry.name.middle = s.element(5);
    entry.name.suffix = s.element(7);
    const bool npi = s.element(8) == "XX";
    if (npi) entry.name.npi = s.element(9);
    const std::string_view expected = level_ == Level::group ? "QV" : level_ == Level::site ? "77" : "1P";
    if (s.element(1) != expected) lost_.add(std::string("NM101 ").append(s.element(1)));
    npi ? lost_.rest(s, {1, 2, 3, 4, 5, 7, 8, 9}) : lost_.rest(s, {1, 2, 3, 4, 5, 7});
  }

  void additional_name(const Segment& s, Entry& entry) {
    std::string first(s.element(1)), second(s.element(2));
    lost_.rest(s, {1, 2});
    if (!fits_list(first) || !fits_list(second)) return lost_.add("a further name (N2) with ; or |");
    if (level_ == Level::site && second == marks_.indicators.cbas) {
      site().cbas = true;
      second.clear();
      if (first == entry.name.last) return;
    }
    if (level_ == Level::provider) {
      const auto& marks = marks_.indicators;
      provider_.clinic = provider_.clinic || first == marks.clinic || second == marks.clinic;
      if (second.empty() && first == marks.ecm) ecm_ = true;
      if (second.empty() && first == marks.community_supports) community_supports_ = true;
      if (second.empty() && (first == marks.clinic || first == marks.ecm || first == marks.community_supports)) return;
    }
    if (!first.empty()) entry.additional_names.push_back({std::move(first), std::move(second)});
  }

  void affiliate(const Segment& s) {
    if (level_ == Level::provider) note_content(s);
    if (s.id() == "N2") {
      if (!fits_list(s.element(1)) || !fits_list(s.element(2))) return lost_.add("a further name (N2) with ; or |");
      affiliate_->additional_names.push_back({std::string(s.element(1)), std::string(s.element(2))});
      return lost_.rest(s, {1, 2});
    }
    if (s.id() == "HAD" && level_ == Level::provider) {
      affiliate_->status = s.element(1);
      affiliate_->privilege_list = s.element(5);
      affiliate_->privilege = s.element(6);
      return lost_.rest(s, {1, 5, 6});
    }
    lost_.add(s.id());
  }

  void date(const Segment& s) {
    const std::optional<text::Date> day =
        s.element(2) == "D8" ? text::parse_ccyymmdd(s.element(3)) : std::optional<text::Date>{};
    const bool start = s.element(1) == "092";
    if (!day || (!start && s.element(1) != "093"))
      return lost_.add(std::string("DTP*").append(s.element(1)).append("*").append(s.element(2)));
    if (level_ == Level::provider) {
      std::vector<Contract>& periods = link_.contracts;
      if (periods.empty() || (start ? periods.back().start || periods.back().end : periods.back().end.has_value()))
        periods.emplace_back();
      (start ? periods.back().start : periods.back().end) = day;
      return;
    }
    Contract& contract = level_ == Level::group ? network().groups[group_].contract : site().contract;
    std::optional<text::Date>& to = start ? contract.start : contract.end;
    if (to)
      lost_.add("a further DTP");
    else
      to = day;
  }

  void language(const Segment& s) {
    std::vector<Language>& to = level_ == Level::site ? site().languages : provider_.languages;
    const std::string_view skill = s.element(5);
    if (s.element(1) != "LE") return lost_.add(std::string("LUI*").append(s.element(1)));
    to.push_back({std::string(s.element(2)), skill.size() == 1 ? skill.front() : ' '});
    skill.size() <= 1 ? lost_.rest(s, {1, 2, 5}) : lost_.rest(s, {1, 2});
  }

  bool site_segment(const Segment& s) {
    const std::string_view id = s.id();
    if (id == "PER") return contact(s), true;
    if (id == "WS") return hours(s), true;
    if (id == "CRC") return conditions(s), true;
    if (id == "PDI") {
      if (s.element(1).size() == 1) site().gender_limit = s.element(1).front();
      site().minimum_age = s.element(2);
      site().maximum_age = s.element(3);
      lost_.rest(s, {1, 2, 3});
      return true;
    }
    Address& address = site().address;
    if (id == "NX1") {
      if (s.element(1) != "77") lost_.add(std::string("NX101 ").append(s.element(1)));
      lost_.rest(s, {1});
      return true;
    }
    if (id == "N3" && address.line_1.empty()) {
      address.line_1 = s.element(1);
      address.line_2 = s.element(2);
      lost_.rest(s, {1, 2});
      return true;
    }
    if (id == "N4" && address.city.empty()) {
      address.city = s.element(1);
      address.state = s.element(2);
      address.zip = s.element(3);
      address.country = s.element(4);
      lost_.rest(s, {1, 2, 3, 4});
      return true;
    }
    return false;
  }

  void contact(const Segment& s) {
    Site& site = this->site();
    if (s.element(1) != "AJ") lost_.add(std::string("PER01 ").append(s.element(1)));
    if (site.contact_name.empty())
      site.contact_name = s.element(2);
    else if (site.contact_name != s.element(2))
      lost_.add("a second contact's name (PER02)");
    for (int at = 3; at <= 7; at += 2) {
      const std::string_view kind = s.element(at), value = s.element(at + 1);
      if (value.empty()) continue;
      std::string* to = kind == "TE"   ? (site.phone.empty() ? &site.phone : &site.second_phone)
                        : kind == "EX" ? &site.phone_extension
                        : kind == "EM" ? &site.email
                        : kind == "FX" ? &site.fax
                                       : nullptr;
      if (kind == "EX" && !site.second_phone.empty()) to = nullptr;  // that of the other phone
      if (to != nullptr && to->empty())
        *to = value;
      else
        lost_.add(std::string("a further contact number ").append(kind));
    }
    lost_.rest(s, {1, 2, 3, 4, 5, 6, 7, 8});
  }

  void hours(const Segment& s) {
    const auto time = [](std::string_view text) {
      const bool fine = text::is_time(text) && text.find_first_not_of('0', 4) == std::string_view::npos;
      return fine ? std::string(text.substr(0, 4)) : std::string();
    };
    const std::string from = time(s.element(2)), till = time(s.element(3));
    if (from.empty() != s.element(2).empty() || till.empty() != s.element(3).empty() || from.empty() != till.empty())
      return lost_.add("WS with such times");
    const ValueList& days = knowledge_.values["days"];
    std::vector<std::string> codes;
    const std::string_view code = s.element(1);
    if (days.name_of(code) != code)
      codes.emplace_back(code);
    else if (const std::string_view name = knowledge_.values["further-days"].name_of(code); name != code)
      codes = parse_days(name, days);
    if (codes.empty()) return lost_.add(std::string("WS*").append(code));
    for (const std::string& one : codes) site().hours.push_back({one, from, till});
    lost_.rest(s, {1, 2, 3});
  }

  void conditions(const Segment& s) {
    Site& site = this->site();
    if (s.element(1) != marks_.acceptance_category) lost_.add(std::string("CRC01 ").append(s.element(1)));
    const std::string_view answer = s.element(2);
    if (answer != "Y" && answer != "N") return lost_.add(std::string("CRC02 ").append(answer));
    for (int at = 3; at <= 7; ++at) {
      const std::string_view code = s.element(at);
      if (code.empty()) continue;
      char* const to = code == "P7"    ? &site.accepts_existing
                       : code == "P8"  ? &site.accepts_new
                       : code == "AFM" ? &site.accepts_family
                       : code == "H3"  ? &site.accessible
                                       : nullptr;
      if (to != nullptr && *to == ' ')
        *to = answer.front();
      else
        lost_.add(std::string("CRC ").append(code));
    }
    lost_.rest(s, {1, 2, 3, 4, 5, 6, 7});
  }

  bool provider_segment(const Segment& s) {
    const std::string_view id = s.id();
    if (id == "DMG") {
      if (s.element(3).size() == 1) provider_.gender = s.element(3).front();
      lost_.rest(s, {3});
      return true;
    }
    if (id == "DEG") {
      if (s.element(4).find_first_of(";,:") != std::string_view::npos || s.element(1).find(':') == 0) {
        lost_.add("a degree (DEG) with ; , or :");
        return true;
      }
      const bool usual = s.element(1) == marks_.degree_code;
      provider_.degrees.push_back({usual ? std::string() : std::string(s.element(1)), std::string(s.element(4))});
      lost_.rest(s, {1, 4});
      return true;
    }
    if (id != "YNQ" || provider_.taxonomies.empty() || s.element(2).size() != 1) return false;
    if (s.element(1) != marks_.board_certification) lost_.add(std::string("YNQ01 ").append(s.element(1)));
    char& certified = provider_.taxonomies.back().board_certified;
    if (certified != ' ') return false;
    certified = s.element(2).front();
    lost_.rest(s, {1, 2});
    return true;
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
    for (const auto& [takes_part, program] :
         {std::pair(ecm_, Program::ecm), std::pair(community_supports_, Program::community_supports)}) {
      if (!takes_part || !fresh) continue;
      Participation& part = network().participations.emplace_back();
      part.provider = place->second;
      part.site = network().affiliations.back().site;
      part.program = program;
    }
    affiliate_ = nullptr;
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

  class Counted final : public findings::Sink {
   public:
    explicit Counted(findings::Sink& next) : next_(next) {}
    void report(findings::Finding finding) override {
      tally.count(finding.severity);
      next_.report(std::move(finding));
    }
    findings::Tally tally;

   private:
    findings::Sink& next_;
  };

  x12::Reader& reader_;
  const std::string& file_;
  const profile::Profile::Network& marks_;
  const Knowledge& knowledge_;
  findings::Sink& sink_;
  Counted counted_{sink_};
  ReadNetwork read_;
  LostContent lost_;

  std::string sender_, version_, other_;
  bool in_directory_ = false, open_ = false, skipping_ = false;
  Level level_ = Level::none;
  bool named_ = false;                                               // the level's name was read
  std::unordered_map<std::string, std::pair<Level, Index>> levels_;  // by HL01
  std::uint64_t strays_ = 0, stray_ordinal_ = 0;  // levels whose HL02 names no parent of theirs; the first of them
  std::string stray_, stray_names_;
  Index group_ = nowhere, site_ = nowhere;
  std::vector<std::size_t> plan_of_site_;
  Affiliate* affiliate_ = nullptr;

  Provider provider_;
  Affiliation link_;
  std::string content_;
  bool in_provider_ = false, ecm_ = false, community_supports_ = false;
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
