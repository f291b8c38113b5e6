#include "network/entry_reader.hpp"

#include <optional>
#include <string>
#include <utility>

namespace calx::network {
namespace {

using x12::Segment;

/// What a cell could not keep apart: several values stand in it.
bool fits_list(std::string_view text) {
  return text.find_first_of(";|\n") == std::string_view::npos;
}

}  // namespace

void EntryReader::begin(Entry& entry) {
  entry_ = &entry;
  group_ = nullptr;
  site_ = nullptr;
  provider_ = nullptr;
  affiliate_ = nullptr;
  named_ = ecm_ = community_supports_ = false;
}

void EntryReader::begin(Group& group) {
  begin(static_cast<Entry&>(group));
  group_ = &group;
}

void EntryReader::begin(Site& site) {
  begin(static_cast<Entry&>(site));
  site_ = &site;
}

void EntryReader::begin(Provider& provider, std::vector<Contract>& periods) {
  begin(static_cast<Entry&>(provider));
  provider_ = &provider;
  periods_ = &periods;
}

std::string_view EntryReader::loop() const {
  if (group_ != nullptr) return affiliate_ != nullptr ? "2100CB" : "2100CA";
  if (site_ != nullptr) return affiliate_ != nullptr ? "2100DB" : "2100DA";
  return affiliate_ != nullptr ? "2100EB" : "2100EA";
}

void EntryReader::take(const Segment& s) {
  const std::string_view id = s.id();
  if (id == "NM1") return name(s);
  if (affiliate_ != nullptr) return affiliate(s);
  if (id == "N2") return additional_name(s);
  if (id == "DTP") return date(s);
  if (id == "LQ") {
    if (s.element(1) != "68") return lost_.add(std::string("LQ*").append(s.element(1)));
    entry_->taxonomies.emplace_back().code = s.element(2);
    return lost_.rest(s, {1, 2});
  }
  if (id == "REF") {
    entry_->identifiers.push_back({std::string(s.element(1)), std::string(s.element(2)), 0});
    return lost_.rest(s, {1, 2});
  }
  if (id == "TPB" && group_ == nullptr && !entry_->taxonomies.empty()) {
    entry_->taxonomies.back().roles.emplace_back(s.element(1));
    return lost_.rest(s, {1});
  }
  if (id == "LUI" && group_ == nullptr) return language(s);
  if (site_ != nullptr && site_segment(s)) return;
  if (provider_ != nullptr && provider_segment(s)) return;
  lost_.add(id);
}

void EntryReader::name(const Segment& s) {
  if (named_) {
    affiliate_ = &entry_->affiliates.emplace_back();
    affiliate_->kind = s.element(1);
    affiliate_->name = s.element(3);
    affiliate_->npi = s.element(8) == "XX" ? s.element(9) : std::string_view();
    return s.element(8) == "XX" ? lost_.rest(s, {1, 2, 3, 8, 9}) : lost_.rest(s, {1, 2, 3});
  }
  named_ = true;
  entry_->name.person = s.element(2) == "1";
  entry_->name.last = s.element(3);
  entry_->name.first = s.element(4);
  entry_->name.middle = s.element(5);
  entry_->name.suffix = s.element(7);
  const bool npi = s.element(8) == "XX";
  if (npi) entry_->name.npi = s.element(9);
  const std::string_view expected = group_ != nullptr ? "QV" : site_ != nullptr ? "77" : "1P";
  if (s.element(1) != expected) lost_.add(std::string("NM101 ").append(s.element(1)));
  npi ? lost_.rest(s, {1, 2, 3, 4, 5, 7, 8, 9}) : lost_.rest(s, {1, 2, 3, 4, 5, 7});
}

void EntryReader::additional_name(const Segment& s) {
  std::string first(s.element(1)), second(s.element(2));
  lost_.rest(s, {1, 2});
  if (!fits_list(first) || !fits_list(second)) return lost_.add("a further name (N2) with ; or |");
  if (site_ != nullptr && second == marks_.indicators.cbas) {
    site_->cbas = true;
    second.clear();
    if (first == entry_->name.last) return;
  }
  if (provider_ != nullptr) {
    const auto& marks = marks_.indicators;
    provider_->clinic = provider_->clinic || first == marks.clinic || second == marks.clinic;
    if (second.empty() && first == marks.ecm) ecm_ = true;
    if (second.empty() && first == marks.community_supports) community_supports_ = true;
    if (second.empty() && (first == marks.clinic || first == marks.ecm || first == marks.community_supports)) return;
  }
  if (!first.empty()) entry_->additional_names.push_back({std::move(first), std::move(second)});
}

void EntryReader::affiliate(const Segment& s) {
  if (s.id() == "N2") {
    if (!fits_list(s.element(1)) || !fits_list(s.element(2))) return lost_.add("a further name (N2) with ; or |");
    affiliate_->additional_names.push_back({std::string(s.element(1)), std::string(s.element(2))});
    return lost_.rest(s, {1, 2});
  }
  if (s.id() == "HAD" && provider_ != nullptr) {
    affiliate_->status = s.element(1);
    affiliate_->privilege_list = s.element(5);
    affiliate_->privilege = s.element(6);
    return lost_.rest(s, {1, 5, 6});
  }
  lost_.add(s.id());
}

void EntryReader::date(const Segment& s) {
  const std::optional<text::Date> day =
      s.element(2) == "D8" ? text::parse_ccyymmdd(s.element(3)) : std::optional<text::Date>{};
  const bool start = s.element(1) == "092";
  if (!day || (!start && s.element(1) != "093"))
    return lost_.add(std::string("DTP*").append(s.element(1)).append("*").append(s.element(2)));
  if (provider_ != nullptr) {
    std::vector<Contract>& periods = *periods_;
    if (periods.empty() || (start ? periods.back().start || periods.back().end : periods.back().end.has_value()))
      periods.emplace_back();
    (start ? periods.back().start : periods.back().end) = day;
    return;
  }
  Contract& contract = group_ != nullptr ? group_->contract : site_->contract;
  std::optional<text::Date>& to = start ? contract.start : contract.end;
  if (to)
    lost_.add("a further DTP");
  else
    to = day;
}

void EntryReader::language(const Segment& s) {
  std::vector<Language>& to = site_ != nullptr ? site_->languages : provider_->languages;
  const std::string_view skill = s.element(5);
  if (s.element(1) != "LE") return lost_.add(std::string("LUI*").append(s.element(1)));
  to.push_back({std::string(s.element(2)), skill.size() == 1 ? skill.front() : ' '});
  skill.size() <= 1 ? lost_.rest(s, {1, 2, 5}) : lost_.rest(s, {1, 2});
}

bool EntryReader::provider_segment(const Segment& s) {
  const std::string_view id = s.id();
  if (id == "DMG") {
    if (s.element(3).size() == 1) provider_->gender = s.element(3).front();
    lost_.rest(s, {3});
    return true;
  }
  if (id == "DEG") {
    if (s.element(4).find_first_of(";,:") != std::string_view::npos || s.element(1).find(':') == 0) {
      lost_.add("a degree (DEG) with ; , or :");
      return true;
    }
    const bool usual = s.element(1) == marks_.degree_code;
    provider_->degrees.push_back({usual ? std::string() : std::string(s.element(1)), std::string(s.element(4))});
    lost_.rest(s, {1, 4});
    return true;
  }
  if (id != "YNQ" || provider_->taxonomies.empty() || s.element(2).size() != 1) return false;
  if (s.element(1) != marks_.board_certification) lost_.add(std::string("YNQ01 ").append(s.element(1)));
  char& certified = provider_->taxonomies.back().board_certified;
  if (certified != ' ') return false;
  certified = s.element(2).front();
  lost_.rest(s, {1, 2});
  return true;
}

}  // namespace calx::network
