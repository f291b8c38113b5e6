// Choices, and cells that hold several values.
#include <algorithm>

#include "network/hours.hpp"
#include "network/row_reader.hpp"
#include "text/cells.hpp"
#include "text/fold.hpp"

namespace calx::network {
namespace {

constexpr text::ByteSet semicolons(";\n"), between_codes(";,\n");
/// The mark of Community Based Adult Services, which is no name.
bool is_cbas(std::string_view text) {
  return text.size() == 4 && text::fold(text, text::CharacterSet::basic) == "CBAS";
}

constexpr std::size_t most_languages = 9, most_degrees = 9;

bool looks_like_code(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), [](char c) {
           return text::is_letter_or_digit(c) && text::raised(c) == c;
         });
}

}  // namespace

char RowReader::choice(std::size_t place, std::string_view list) {
  const std::string_view text = cell(place);
  if (text.empty()) return ' ';
  const std::string_view code = this->list(list).code_of(text::without_point_zero(text));
  if (!code.empty()) return code.front();
  report("NET-0113", place, {{"choices", this->list(list).choices()}});
  return ' ';
}

void RowReader::code(std::size_t place, std::string_view text, std::string_view list, std::size_t least,
                     std::size_t most, std::string& to) {
  to.assign(this->list(list).code_of(text));
  if (text.empty() || !to.empty()) return;
  to.assign(text);
  if (looks_like_code(text, least, most))
    report("NET-0115", place, {{"code", to}, {"choices", this->list(list).choices()}});
  else
    report("NET-0114", place,
           {{"choices", this->list(list).choices()}, {"suggestion", this->list(list).suggestion(text)}});
}

void RowReader::codes(std::size_t place, std::string_view list, std::size_t least, std::size_t most,
                      std::vector<std::string>& to) {
  for (const std::string_view part : text::split_list(cell(place), between_codes)) {
    to.emplace_back();
    code(place, part, list, least, most, to.back());
  }
}

void RowReader::languages(std::size_t place, std::vector<Language>& to) {
  for (const std::string_view part : text::split_list(cell(place), between_codes)) {
    const std::size_t bracket = std::min(part.find('('), part.size());
    const std::string_view word = text::trimmed(part.substr(0, bracket));
    Language language;
    language.code.assign(knowledge_.languages.code_of(word));
    if (language.code.empty()) {
      text::assign_raised(language.code, word);
      const bool shape = (word.size() == 2 || word.size() == 3) && std::all_of(word.begin(), word.end(), [](char c) {
                           return text::is_letter_or_digit(c) && !text::is_digit(c);
                         });
      if (shape)
        report("NET-0216", place, {{"language", word}});
      else
        report("NET-0215", place, {{"language", word}, {"suggestion", knowledge_.languages.suggestion(word)}});
    }
    if (bracket < part.size()) {
      std::string_view skill = part.substr(bracket + 1);
      if (!skill.empty() && skill.back() == ')') skill.remove_suffix(1);
      const std::string_view code = list("proficiency").code_of(text::trimmed(skill));
      if (code.empty())
        report("NET-0113", place, {{"choices", list("proficiency").choices()}});
      else
        language.proficiency = code.front();
    }
    if (std::none_of(to.begin(), to.end(), [&](const Language& other) { return other.code == language.code; }))
      to.push_back(std::move(language));
  }
  if (to.size() <= most_languages) return;
  report("NET-0116", place, {{"count", std::to_string(to.size())}, {"limit", std::to_string(most_languages)}});
  to.resize(most_languages);
}

void RowReader::hours(std::size_t place, std::vector<Hours>& to) {
  switch (parse_hours(cell(place), list("days"), to)) {
    case HoursFault::none:
      return;
    case HoursFault::shape:
      return report("NET-0217", place);
    case HoursFault::reversed:
      return report("NET-0218", place);
  }
}

void RowReader::additional_names(std::size_t place, std::vector<AdditionalName>& to) {
  for (const std::string_view part : text::split_list(cell(place), semicolons)) {
    const std::size_t bar = std::min(part.find('|'), part.size());
    AdditionalName name;
    words(place, text::trimmed(part.substr(0, bar)), name.first, Limits::additional_name);
    if (bar < part.size()) words(place, text::trimmed(part.substr(bar + 1)), name.second, Limits::additional_name);
    // Where the state's guide has moved this mark from.
    const bool of_provider = sheet_.table() == Table::providers;
    if (is_cbas(name.first) || (of_provider && is_cbas(name.second)))
      report("NET-0121", place);
    else if (name.first.empty())
      report("NET-0117", place);
    else
      to.push_back(std::move(name));
  }
}

void RowReader::degrees(std::size_t place, std::vector<Provider::Degree>& to) {
  for (const std::string_view part : text::split_list(cell(place), between_codes)) {
    const std::size_t colon = part.find(':');
    Provider::Degree degree;
    if (colon != std::string_view::npos) {
      degree.code.assign(text::trimmed(part.substr(0, colon)));
      if (degree.code.size() != 3) report("NET-0118", place);
    }
    words(place, text::trimmed(colon == std::string_view::npos ? part : part.substr(colon + 1)), degree.text, 80);
    to.push_back(std::move(degree));
  }
  if (to.size() <= most_degrees) return;
  report("NET-0116", place, {{"count", std::to_string(to.size())}, {"limit", std::to_string(most_degrees)}});
  to.resize(most_degrees);
}

}  // namespace calx::network
