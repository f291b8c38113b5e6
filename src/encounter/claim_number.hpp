// CLM01: the number by which every response names a claim.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "files/sha256.hpp"

namespace calx::encounter {

/// Makes CLM01 of 20 characters:
///   plan code (3) + tail of the invoice number (6) + hash (11)
/// - tail: the last 6 letters A-Z and digits of the invoice number (folded into the basic character set, so small
/// letters
///   count as capitals), padded with 0 on the left.
/// - hash: SHA-256 over the UTF-8 text `billing NPI|CIN|invoice number|part` (the invoice number as InvoiceLine has it:
///   without blanks around it, letters a-z as capitals; part decimal, from 1; a vertical bar between the fields), its
///   first 55 bits, most significant first, in groups of 5 bits by the alphabet A-Z 2-7 (RFC 4648, section 6).
/// Neither type nor reference of a correction goes in: a correction keeps the claim's number.
class ClaimNumbers {
 public:
  explicit ClaimNumbers(std::string plan_code) : plan_code_(std::move(plan_code)) {}
  /// Valid until the next call.
  std::string_view make(std::string_view billing_npi, std::string_view cin, std::string_view invoice_number,
                        std::uint32_t part);

 private:
  std::string plan_code_, text_, number_;
  files::Sha256 hash_;
};

}  // namespace calx::encounter
