#include "encounter/element_text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace calx::encounter {
namespace {

using invoice::Key;

// Lengths of the guide's elements (837P-005010X222A1), and 30 for the line item control number, which it limits.
constexpr std::size_t last_name_limit = 60, first_name_limit = 35, middle_name_limit = 25, suffix_limit = 10;
constexpr std::size_t street_limit = 55, city_least = 2, city_limit = 30;
constexpr std::size_t reference_limit = 50, control_number_limit = 30, note_limit = 80, description_limit = 80;
constexpr std::size_t payer_name_limit = 60, payer_id_least = 2, payer_id_limit = 80;

/// Characters that folding into the basic set leaves as they are, blank apart.
constexpr std::array<bool, 256> basic_characters = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 'A'; c <= 'Z'; ++c) table[c] = true;
  for (unsigned c = '0'; c <= '9'; ++c) table[c] = true;
  for (const char c : std::string_view("!\"&'()+,-./;?=")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

bool already_folded(std::string_view text) {
  bool blank = true;  // a blank in front of this character, or its start
  for (const char c : text) {
    if (c == ' ') {
      if (blank) return false;
      blank = true;
    } else if (basic_characters[static_cast<unsigned char>(c)]) {
      blank = false;
    } else {
      return false;
    }
  }
  return !blank || text.empty();
}

/// False where the checks of the row have said already that characters become blanks.
bool can_be_sent(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return text::in_extended_set(c) && std::string_view("*^:~").find(c) == std::string_view::npos;
  });
}

char capital(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool same_but_for_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return capital(x) == capital(y); });
}

}  // namespace

void fold_in_place(std::string& text, text::CharacterSet set) {
  if (!already_folded(text)) text = text::fold(text, set);
}

ElementTexts::ElementTexts(const profile::Profile& profile, const invoice::Context& context, RowSink& sink)
    : profile_(profile),
      context_(context),
      sink_(sink),
      set_(profile.encounter.character_set == "extended" ? text::CharacterSet::extended : text::CharacterSet::basic) {}

void ElementTexts::report(std::string_view code, Key key, const RowPlace& place, std::string_view value,
                          findings::Arguments arguments) {
  findings::Finding finding = context_.catalogue.make(code, arguments);
  finding.file = place.file->name();
  finding.row = place.row;
  finding.key = context_.elements[key].name;
  const int column = place.file->column(key);
  finding.column =
      column >= 0 ? place.file->columns()[static_cast<std::size_t>(column)] : context_.elements[key].header;
  finding.value = value;
  sink_.begin_row(place.index);
  sink_.report(std::move(finding));
}

void ElementTexts::words(std::string& text, Key key, std::size_t least, std::size_t limit, const RowPlace& place) {
  if (text.empty() || (already_folded(text) && text.size() >= least && text.size() <= limit)) return;
  before_ = text;
  fold_in_place(text, set_);
  if (text.size() > limit) {
    // A text that was too long from the start has been reported by the checks of the row.
    if (before_.size() <= limit) report("INV-0902", key, place, before_, {{"limit", std::to_string(limit)}});
    text.resize(text::cut(text, limit).size());
  }
  if (text.size() < least) report("INV-0903", key, place, before_, {});
}

void ElementTexts::identifier(std::string& text, Key key, std::size_t least, std::size_t limit, const RowPlace& place) {
  if (text.empty() || (already_folded(text) && text.size() >= least && text.size() <= limit)) return;
  before_ = text;
  fold_in_place(text, set_);
  if (text.size() < least)
    report("INV-0903", key, place, before_, {});
  else if (text.size() > limit)
    report("INV-0905", key, place, before_, {{"limit", std::to_string(limit)}});
  else if (!same_but_for_case(before_, text) && can_be_sent(before_))
    report("INV-0904", key, place, before_, {});
}

void ElementTexts::address(invoice::PostalAddress& address, Key street, Key city, const RowPlace& place) {
  words(address.line_1, street, 1, street_limit, place);
  words(address.city, city, city_least, city_limit, place);
}

void ElementTexts::extend_zip(std::string& zip) const {
  if (zip.size() == 5) zip += profile_.encounter.default_zip_extension;
}

void ElementTexts::billing_provider(invoice::InvoiceLine& line, const RowPlace& place) {
  words(line.billing_name, Key::billing_name, 1, last_name_limit, place);
  words(line.billing_first_name, Key::billing_first_name, 1, first_name_limit, place);
  address(line.billing_address, Key::billing_address, Key::billing_city, place);
  words(line.billing_address.line_2, Key::billing_address_2, 0, street_limit, place);
  extend_zip(line.billing_address.zip);
}

void ElementTexts::member(invoice::InvoiceLine& line, const RowPlace& place) {
  words(line.member_last_name, Key::member_last_name, 1, last_name_limit, place);
  words(line.member_first_name, Key::member_first_name, 1, first_name_limit, place);
  words(line.member_middle_name, Key::member_middle_name, 0, middle_name_limit, place);
  words(line.member_suffix, Key::member_suffix, 0, suffix_limit, place);
  const invoice::PostalAddress& given = line.member_address;
  if (given.line_1.empty() || given.city.empty() || given.state.empty() || given.zip.empty()) {
    if (profile_.encounter.homeless_address == "fixed") {
      const profile::Address& fixed = profile_.encounter.fixed_address;
      line.member_address = {fixed.street, {}, fixed.city, fixed.state, fixed.zip};
    } else {
      line.member_address = line.billing_address;
    }
  }
  address(line.member_address, Key::member_address, Key::member_city, place);
  words(line.member_address.line_2, Key::member_address_2, 0, street_limit, place);
}

void ElementTexts::claim(invoice::InvoiceLine& line, const RowPlace& place) {
  identifier(line.invoice_number, Key::invoice_number, 1, reference_limit, place);
  identifier(line.authorization_number, Key::authorization_number, 1, reference_limit, place);
  identifier(line.member_mrn, Key::member_mrn, 1, reference_limit, place);
  if (line.type != invoice::InvoiceType::original)
    identifier(line.original_reference, Key::original_reference, 1, reference_limit, place);
  identifier(line.payer_id, Key::payer_id, payer_id_least, payer_id_limit, place);
  words(line.payer_name, Key::payer_name, 0, payer_name_limit, place);
}

void ElementTexts::service(invoice::InvoiceLine& line, const RowPlace& place) {
  identifier(line.control_number, Key::control_number, 1, control_number_limit, place);
  words(line.note, Key::note, 0, note_limit, place);
  words(line.service_description, Key::service_description, 0, description_limit, place);
  words(line.rendering_name, Key::rendering_name, 1, last_name_limit, place);
  words(line.rendering_first_name, Key::rendering_first_name, 1, first_name_limit, place);
  if (!line.facility_name.empty()) {
    words(line.facility_name, Key::facility_name, 1, last_name_limit, place);
    address(line.facility_address, Key::facility_address, Key::facility_city, place);
    extend_zip(line.facility_address.zip);
  }
}

}  // namespace calx::encounter
