// The invoice, the member and the providers.
#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "invoice/cells.hpp"
#include "invoice/row_check.hpp"
#include "text/address.hpp"
#include "text/fold.hpp"

namespace calx::invoice {
namespace {

using namespace std::string_view_literals;

/// True where `text` says one of `words` (capitals), in capitals or not.
template <std::size_t Count>
bool says(std::string_view text, const std::array<std::string_view, Count>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                      [](char a, char b) { return raised(a) == b; });
  });
}

/// A post office box, as the address will be sent.
bool is_box(const std::string& street) {
  if (text::is_post_office_box(street)) return true;
  const bool plain = (kinds_in(street) & Kinds::unsendable) == 0;
  return !plain && text::is_post_office_box(text::fold(street, text::CharacterSet::basic));
}

}  // namespace

void RowCheck::check_invoice() {
  read_reference(Key::payer_id, line_.payer_id, 80, Need::optional, 2);
  read_text(Key::payer_name, line_.payer_name, 60, Need::optional);
  read_reference(Key::invoice_number, line_.invoice_number, 20, Need::required);
  const auto invoice_date = read_date(Key::invoice_date, Need::required);
  line_.invoice_date = invoice_date.value_or(text::Date{});
  if (invoice_date && service_end_ && *invoice_date < *service_end_ && *service_end_ <= context_.today)
    report("INV-0604", Key::invoice_date);
  line_.invoice_amount = read_checked_money(Key::invoice_amount);

  const std::string_view type = without_point_zero(cell(Key::invoice_type));
  line_.type = InvoiceType::original;
  if (says(type, std::array{"CORRECTED"sv, "7"sv}))
    line_.type = InvoiceType::corrected;
  else if (says(type, std::array{"VOID"sv, "8"sv}))
    line_.type = InvoiceType::voided;
  else if (!type.empty() && !says(type, std::array{"NEW"sv, "1"sv}))
    report("INV-0601", Key::invoice_type);

  read_reference(Key::original_reference, line_.original_reference, 50, Need::optional);
  if (line_.type == InvoiceType::original) {
    if (!line_.original_reference.empty()) report("INV-0603", Key::original_reference);
    line_.original_reference.clear();
  } else if (line_.original_reference.empty() && !context_.ledger_knows_originals) {
    report("INV-0602", Key::original_reference);
  }
  read_reference(Key::control_number, line_.control_number, 30, Need::required);
  read_reference(Key::authorization_number, line_.authorization_number, 50, Need::optional);
}

void RowCheck::check_member() {
  read_cin();
  read_reference(Key::member_mrn, line_.member_mrn, 50, Need::optional);
  read_text(Key::member_last_name, line_.member_last_name, 60, Need::required);
  read_text(Key::member_first_name, line_.member_first_name, 35, Need::required);
  read_text(Key::member_middle_name, line_.member_middle_name, 25, Need::optional);
  read_text(Key::member_suffix, line_.member_suffix, 10, Need::optional);

  const auto birth = read_date(Key::member_date_of_birth, Need::required, true);
  line_.member_date_of_birth = birth.value_or(text::Date{});
  if (birth && *birth + std::chrono::years(150) < context_.today)
    report("INV-0304", Key::member_date_of_birth);
  else if (birth && service_start_ && *birth > *service_start_ && *birth <= context_.today)
    report("INV-0305", Key::member_date_of_birth);

  check_gender();
  check_homelessness();
  check_member_address();
}

void RowCheck::check_gender() {
  line_.member_gender = 'U';
  const std::string_view gender = cell(Key::member_gender);
  if (gender.empty()) return report_missing(Key::member_gender);
  if (says(gender, std::array{"F"sv, "FEMALE"sv}))
    line_.member_gender = 'F';
  else if (says(gender, std::array{"M"sv, "MALE"sv}))
    line_.member_gender = 'M';
  else if (!says(gender, std::array{"U"sv, "UNKNOWN"sv, "X"sv, "N"sv}))
    report("INV-0306", Key::member_gender);
}

void RowCheck::check_homelessness() {
  line_.member_homeless = false;
  const std::string_view text = cell(Key::member_homelessness);
  if (text.empty()) return report_missing(Key::member_homelessness);
  if (says(text, std::array{"Y"sv, "YES"sv, "TRUE"sv, "1"sv}))
    homeless_ = true;
  else if (says(text, std::array{"N"sv, "NO"sv, "FALSE"sv, "0"sv}))
    homeless_ = false;
  else
    report("INV-0307", Key::member_homelessness);
  line_.member_homeless = homeless_.value_or(false);
}

void RowCheck::check_member_address() {
  PostalAddress& address = line_.member_address;
  read_text(Key::member_address, address.line_1, 55, Need::optional);
  read_text(Key::member_address_2, address.line_2, 55, Need::optional);
  read_text(Key::member_city, address.city, 30, Need::optional, 2);
  read_state(Key::member_state, address.state);
  read_zip(Key::member_zip, address.zip, false);

  const std::array parts{std::pair(Key::member_address, &address.line_1), std::pair(Key::member_city, &address.city),
                         std::pair(Key::member_state, &address.state), std::pair(Key::member_zip, &address.zip)};
  const auto lacks = [](const auto& part) { return part.second->empty(); };
  const auto first_missing = std::find_if(parts.begin(), parts.end(), lacks);
  if (first_missing == parts.end()) return;
  if (!homeless_.value_or(false)) {
    if (!homeless_) return;  // one cause, one finding
    if (address.empty()) return report("INV-0308", Key::member_address);
    for (const auto& part : parts)
      if (lacks(part)) report("INV-0308", part.first);
    return;
  }
  if (!context_.homeless_stand_in_available) return report("INV-0310", first_missing->first);
  if (!address.empty()) report("INV-0309", first_missing->first);
  for (std::string* const part : {&address.line_1, &address.line_2, &address.city, &address.state, &address.zip})
    part->clear();
}

void RowCheck::check_billing_provider() {
  read_npi(Key::billing_npi, line_.billing_npi, Need::required);
  read_tin();
  read_text(Key::billing_name, line_.billing_name, 60, Need::required);
  read_text(Key::billing_first_name, line_.billing_first_name, 35, Need::optional);
  read_taxonomy(Key::billing_taxonomy, line_.billing_taxonomy);
  read_phone();

  PostalAddress& address = line_.billing_address;
  read_text(Key::billing_address, address.line_1, 55, Need::required);
  read_text(Key::billing_address_2, address.line_2, 55, Need::optional);
  if (judging() && is_box(address.line_1))
    report("INV-0401", Key::billing_address);
  else if (judging() && is_box(address.line_2))
    report("INV-0401", Key::billing_address_2);
  read_text(Key::billing_city, address.city, 30, Need::required, 2);
  read_state(Key::billing_state, address.state);
  read_zip(Key::billing_zip, address.zip, true);
  if (address.state.empty()) report_missing(Key::billing_state);
  if (address.zip.empty()) report_missing(Key::billing_zip);
}

void RowCheck::check_rendering_provider() {
  read_npi(Key::rendering_npi, line_.rendering_npi, Need::optional);
  const bool other = !line_.rendering_npi.empty() && line_.rendering_npi != line_.billing_npi;
  if (other) {
    read_text(Key::rendering_name, line_.rendering_name, 60, Need::optional);
    if (line_.rendering_name.empty()) report("INV-0402", Key::rendering_name);
    read_text(Key::rendering_first_name, line_.rendering_first_name, 35, Need::optional);
    read_taxonomy(Key::rendering_taxonomy, line_.rendering_taxonomy);
    return;
  }
  if (line_.rendering_npi.empty()) {
    const std::string_view name = cell(Key::rendering_name);
    if (!name.empty() && name != line_.billing_name) report("INV-0404", Key::rendering_name);
  }
  for (std::string* const part :
       {&line_.rendering_npi, &line_.rendering_name, &line_.rendering_first_name, &line_.rendering_taxonomy})
    part->clear();
}

void RowCheck::check_facility() {
  read_text(Key::facility_name, line_.facility_name, 60, Need::optional);
  PostalAddress& address = line_.facility_address;
  const std::array keys{Key::facility_npi, Key::facility_address, Key::facility_city, Key::facility_state,
                        Key::facility_zip};
  if (line_.facility_name.empty()) {
    const auto given = std::find_if(keys.begin(), keys.end(), [&](Key key) { return !cell(key).empty(); });
    if (given != keys.end()) report("INV-0405", *given);
    for (std::string* const part : {&line_.facility_npi, &address.line_1, &address.city, &address.state, &address.zip})
      part->clear();
    return;
  }
  read_npi(Key::facility_npi, line_.facility_npi, Need::optional);
  read_text(Key::facility_address, address.line_1, 55, Need::optional);
  read_text(Key::facility_city, address.city, 30, Need::optional, 2);
  read_state(Key::facility_state, address.state);
  read_zip(Key::facility_zip, address.zip, true);
  const std::array<const std::string*, 4> parts{&address.line_1, &address.city, &address.state, &address.zip};
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i]->empty()) report("INV-0403", keys[i + 1]);
}

}  // namespace calx::invoice
