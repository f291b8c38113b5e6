// What the values of a profile must be. Each function returns what is wrong and how to mend it, or nothing.
#pragma once

#include <string>
#include <string_view>

namespace calx::profile {

/// Characters that a file can carry (no * ^ : ~), within the length of the element.
std::string fault_of_text(std::string_view value, std::size_t least, std::size_t most);
std::string fault_of_digits(std::string_view value, std::size_t count);
/// `choices` split by blanks: "test production".
std::string fault_of_choice(std::string_view value, std::string_view choices);
std::string fault_of_email(std::string_view value);
/// Fields {plan_code}, {date} and {sequence}; the last one is needed so that two files never have one name.
std::string fault_of_file_name(std::string_view value);
std::string fault_of_zip_extension(std::string_view value);
std::string fault_of_zip(std::string_view value);
std::string fault_of_state(std::string_view value);
/// A claim adjustment group and reason: "CO45".
std::string fault_of_adjustment(std::string_view value);

/// CCYYMM, or nothing.
std::string fault_of_month(std::string_view value);
/// Three characters (DEG01), or nothing.
std::string fault_of_degree_code(std::string_view value);

}  // namespace calx::profile
