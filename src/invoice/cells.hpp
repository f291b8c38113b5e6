// What a cell holds before anyone asks what it means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace calx::invoice {

/// Without blanks, tabs, line breaks, no-break spaces, zero-width spaces and byte-order marks at both ends.
std::string_view trimmed(std::string_view cell);

/// True where no cell holds anything but what trimmed() takes off.
bool all_blank(const std::vector<std::string_view>& cells);

bool is_digit(char c);
bool is_letter_or_digit(char c);  // ASCII
bool all_digits(std::string_view text);  // and not empty

/// ASCII letters raised, all else as it is.
char raised(char c);
void assign_raised(std::string& to, std::string_view text);

/// "1.23E+09", "9,16E+09": what a spreadsheet makes of a long number.
bool is_shortened_number(std::string_view text);
/// "11" of "11.0" and "11.00"; anything else as it is.
std::string_view without_point_zero(std::string_view text);

}  // namespace calx::invoice
