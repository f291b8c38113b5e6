// The elements of an invoice: code-sets/invoice-elements.csv.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "files/resources.hpp"

namespace calx::invoice {

/// One enumerator a row of invoice-elements.csv, in its order; diagnoses 2 to 12 follow diagnosis_1.
enum class Key : std::uint8_t {
  payer_id,
  payer_name,
  invoice_number,
  invoice_date,
  invoice_amount,
  invoice_type,
  original_reference,
  control_number,
  authorization_number,
  member_cin,
  member_mrn,
  member_last_name,
  member_first_name,
  member_middle_name,
  member_suffix,
  member_date_of_birth,
  member_gender,
  member_homelessness,
  member_address,
  member_address_2,
  member_city,
  member_state,
  member_zip,
  billing_npi,
  billing_tin,
  billing_name,
  billing_first_name,
  billing_taxonomy,
  billing_phone,
  billing_address,
  billing_address_2,
  billing_city,
  billing_state,
  billing_zip,
  rendering_npi,
  rendering_name,
  rendering_first_name,
  rendering_taxonomy,
  facility_name,
  facility_npi,
  facility_address,
  facility_city,
  facility_state,
  facility_zip,
  place_of_service,
  procedure_code,
  modifier_1,
  modifier_2,
  modifier_3,
  modifier_4,
  service_start,
  service_end,
  units,
  unit_charge,
  charge,
  diagnosis_1,
  diagnosis_2,
  diagnosis_3,
  diagnosis_4,
  diagnosis_5,
  diagnosis_6,
  diagnosis_7,
  diagnosis_8,
  diagnosis_9,
  diagnosis_10,
  diagnosis_11,
  diagnosis_12,
  note,
  service_description,
  admission_date,
  paid_amount,
  paid_date,
};
inline constexpr int key_count = static_cast<int>(Key::paid_date) + 1;

/// What the table says of one element.
struct Element {
  Key key;
  std::string name;                  ///< "member_cin": the key of JSON and of findings
  std::string header;                ///< "Member Client Index Number (CIN)"
  std::vector<std::string> aliases;  ///< other headers
  std::string group, required, format, target;
  std::string example_1, example_2;  ///< cells of the template's rows
};

/// The table, in the order of Key.
class Elements {
 public:
  static Result<Elements> load(const files::Resources& resources);
  const Element& operator[](Key key) const { return elements_[static_cast<std::size_t>(key)]; }
  const std::vector<Element>& all() const { return elements_; }
  /// The element that a header names, by name, header or alias, case, blanks and punctuation ignored; or nullptr.
  const Element* by_header(std::string_view header) const;

 private:
  std::vector<Element> elements_;
  std::vector<std::pair<std::string, Key>> by_header_;  // sorted by the folded header
};

}  // namespace calx::invoice
