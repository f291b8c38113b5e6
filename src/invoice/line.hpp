// One service line of an invoice, checked and typed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "calaim/coding_options.hpp"
#include "text/date.hpp"
#include "text/money.hpp"

namespace calx::invoice {

enum class InvoiceType : std::uint8_t { original = 1, corrected = 7, voided = 8 };  // CLM05-03

struct PostalAddress {
  std::string line_1, line_2, city, state, zip;  // zip: 5 or 9 digits
  bool empty() const { return line_1.empty() && city.empty() && state.empty() && zip.empty(); }
  friend bool operator==(const PostalAddress&, const PostalAddress&) = default;
};

/// Fields of ../code-sets/invoice-elements.csv. Text is UTF-8 with blanks trimmed, not yet folded or cut; codes are
/// capitals; what was not given is empty. Reused from row to row.
struct InvoiceLine {
  std::uint32_t row = 0;

  std::string payer_id, payer_name;
  std::string invoice_number, control_number, authorization_number, original_reference;
  text::Date invoice_date{};
  std::optional<text::Money> invoice_amount;
  InvoiceType type = InvoiceType::original;

  std::string member_cin, member_mrn;  // CIN: 9 characters
  std::string member_last_name, member_first_name, member_middle_name, member_suffix;
  text::Date member_date_of_birth{};
  char member_gender = 'U';  // F M U
  bool member_homeless = false;
  PostalAddress member_address;

  std::string billing_npi, billing_tin, billing_name, billing_first_name, billing_taxonomy, billing_phone;
  PostalAddress billing_address;
  // Empty: as the billing provider.
  std::string rendering_npi, rendering_name, rendering_first_name, rendering_taxonomy;
  std::string facility_name, facility_npi;
  PostalAddress facility_address;

  std::string place_of_service, procedure_code;
  std::array<std::string, 4> modifiers;
  const calaim::CodingOption* option = nullptr;  ///< what code and modifiers mean
  text::Date service_start{}, service_end{};
  text::Quantity units;
  text::Money charge;
  std::array<std::string, 12> diagnoses;  // without the point; none twice; no gaps
  int diagnosis_count = 0;
  std::string note, service_description;
  std::optional<text::Date> admission_date;
  std::optional<text::Money> paid_amount;
  std::optional<text::Date> paid_date;

  friend bool operator==(const InvoiceLine&, const InvoiceLine&) = default;
};

}  // namespace calx::invoice
