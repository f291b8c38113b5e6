#include "profile/values.hpp"

#include <algorithm>
#include <array>

#include "text/fold.hpp"

namespace calx::profile {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

bool all_digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace

std::string fault_of_text(std::string_view value, std::size_t least, std::size_t most) {
  if (value.size() < least || value.size() > most)
    return "has " + std::to_string(value.size()) + " characters; write " + std::to_string(least) + " to " +
           std::to_string(most);
  constexpr std::string_view delimiters = "*^:~";
  for (const char c : value)
    if (!text::in_extended_set(c) || delimiters.find(c) != std::string_view::npos)
      return "holds a character that an X12 file cannot carry; use letters, digits, blanks and hyphens";
  if (!value.empty() && (value.front() == ' ' || value.back() == ' ')) return "has a blank at an end; write it without";
  return {};
}

std::string fault_of_digits(std::string_view value, std::size_t count) {
  if (all_digits(value, count)) return {};
  return "must be " + std::to_string(count) + " digits; write them in quotes, without hyphens or blanks";
}

std::string fault_of_choice(std::string_view value, std::string_view choices) {
  std::string list;
  for (std::string_view rest = choices; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view choice = rest.substr(0, end);
    if (choice == value) return {};
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!list.empty()) list += rest.empty() ? " or " : ", ";
    list += "\"" + std::string(choice) + "\"";
  }
  return "there is no such value; write " + list;
}

std::string fault_of_email(std::string_view value) {
  if (value.empty()) return {};
  const std::size_t at = value.find('@');
  const bool fine = at != std::string_view::npos && at > 0 && at + 1 < value.size() &&
                    value.find('@', at + 1) == std::string_view::npos && value.find(' ') == std::string_view::npos;
  return fine ? fault_of_text(value, 1, 256) : "is no e-mail address; write it as edi@example.org";
}

std::string fault_of_file_name(std::string_view value) {
  if (value.size() > 200) return "has over 200 characters; shorten it";
  for (const char c : value)
    if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < ' ')
      return "must be a name, not a path; leave out / and \\, and give the folder with --out";
  bool sequence = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '}') return "has a } without a {; use the fields {plan_code}, {date} and {sequence}";
    if (value[i] != '{') continue;
    const std::size_t end = value.find('}', i);
    const std::string_view field = value.substr(i, end == std::string_view::npos ? end : end - i + 1);
    constexpr std::array<std::string_view, 3> fields{"{plan_code}", "{date}", "{sequence}"};
    if (std::find(fields.begin(), fields.end(), field) == fields.end())
      return "has a field that does not exist; use {plan_code}, {date} and {sequence}";
    sequence = sequence || field == "{sequence}";
    i = end;
  }
  if (!sequence) return "lacks {sequence}, and the files of a run would have one name; put it in";
  return {};
}

std::string fault_of_zip_extension(std::string_view value) {
  if (value.empty() || all_digits(value, 4)) return {};
  return "must be 4 digits; write them in quotes, or \"\" for none";
}

std::string fault_of_zip(std::string_view value) {
  if (all_digits(value, 5) || all_digits(value, 9)) return {};
  return "must be 5 or 9 digits; write them in quotes, without a hyphen";
}

std::string fault_of_state(std::string_view value) {
  if (value.size() == 2 && std::all_of(value.begin(), value.end(), is_capital)) return {};
  return "must be two capital letters; write it as \"CA\"";
}

std::string fault_of_adjustment(std::string_view value) {
  constexpr std::array<std::string_view, 5> groups{"CO", "CR", "OA", "PI", "PR"};
  const bool group = std::find(groups.begin(), groups.end(), value.substr(0, 2)) != groups.end();
  const bool reason = value.size() >= 3 && value.size() <= 7 &&
                      std::all_of(value.begin() + 2, value.end(), [](char c) { return is_digit(c) || is_capital(c); });
  if (group && reason) return {};
  return "must be a group (CO, CR, OA, PI or PR) and a reason of 1 to 5 characters; write it as \"CO45\"";
}

std::string fault_of_month(std::string_view value) {
  const std::string_view month = value.substr(std::min<std::size_t>(4, value.size()));
  if (value.empty() || (all_digits(value, 6) && value.substr(0, 2) == "20" && month >= "01" && month <= "12"))
    return {};
  return "is no month; write year and month as \"202605\", or \"\" for that of the day of the run";
}

std::string fault_of_degree_code(std::string_view value) {
  return value.empty() ? std::string() : fault_of_text(value, 3, 3);
}

}  // namespace calx::profile
