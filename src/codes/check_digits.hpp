// Identifiers that carry their own check: NPI and CIN.
#pragma once

#include <cstdint>
#include <string_view>

namespace calx::codes {

/// National Provider Identifier: ten digits, first 1 or 2, Luhn over "80840" + NPI (45 CFR 162.406).
enum class NpiFault : std::uint8_t { none, length, not_digits, first_digit, check_digit };
NpiFault npi_fault(std::string_view npi);

/// Medi-Cal Client Index Number: 9, seven digits, one capital letter. Letters B I J K L O P Q R S are not in use (2012
/// bulletin; partial).
enum class CinFault : std::uint8_t { none, length, shape, unused_letter };
CinFault cin_fault(std::string_view cin);
/// The 9-character CIN that a 9-, 10- (with check digit) or 14-character card number starts with; blanks around it are
/// taken off; small letters are raised by the caller. Empty where the length is another.
std::string_view cin_of_card(std::string_view card_number);

/// True for a taxonomy code's shape: ten capitals or digits, the last one X.
bool taxonomy_shape(std::string_view code);
/// True for an ICD-10-CM code's shape without the point: letter, digit, digit or A B, then up to four letters or
/// digits.
bool icd10_shape(std::string_view code);
/// True for an ICD-9-CM code's shape without the point: 3-5 digits, or V and 2-4 digits, or E and 3-4 digits.
bool icd9_shape(std::string_view code);
/// True for a HCPCS level I or II code's shape: five capitals or digits, at least one of them a digit.
bool hcpcs_shape(std::string_view code);

}  // namespace calx::codes
