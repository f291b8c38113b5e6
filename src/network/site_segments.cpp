// What only sites have: contacts, hours, who is accepted, the address.
#include <string>
#include <utility>
#include <vector>

#include "network/entry_reader.hpp"
#include "network/hours.hpp"

namespace calx::network {

using x12::Segment;

bool EntryReader::site_segment(const Segment& s) {
  const std::string_view id = s.id();
  if (id == "PER") return contact(s), true;
  if (id == "WS") return hours(s), true;
  if (id == "CRC") return conditions(s), true;
  if (id == "PDI") {
    if (s.element(1).size() == 1) site_->gender_limit = s.element(1).front();
    site_->minimum_age = s.element(2);
    site_->maximum_age = s.element(3);
    lost_.rest(s, {1, 2, 3});
    return true;
  }
  Address& address = site_->address;
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

void EntryReader::contact(const Segment& s) {
  Site& site = *site_;
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

void EntryReader::hours(const Segment& s) {
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
  for (const std::string& one : codes) site_->hours.push_back({one, from, till});
  lost_.rest(s, {1, 2, 3});
}

void EntryReader::conditions(const Segment& s) {
  Site& site = *site_;
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

}  // namespace calx::network
