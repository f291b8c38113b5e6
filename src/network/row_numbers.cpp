// NPI, phone, e-mail, state, ZIP, county, taxonomy, ages and counts.
#include <algorithm>

#include "codes/check_digits.hpp"
#include "network/row_reader.hpp"
#include "text/cells.hpp"
#include "text/nearest.hpp"

namespace calx::network {
namespace {

constexpr text::ByteSet in_numbers("- "), in_phones(" -().+/");

bool same_name(std::string_view a, std::string_view b) {
  std::string folded_a, folded_b;
  text::fold_header(a, folded_a);
  text::fold_header(b, folded_b);
  return folded_a == folded_b;
}

/// The code of the row that `text` is the code or the name of; null where there is none.
const codes::Code* by_code_or_name(const codes::CodeSet& set, std::string_view text) {
  for (const codes::Code& row : set.rows())
    if (same_name(row.code, text) || same_name(row.name, text)) return &row;
  return nullptr;
}

}  // namespace

void RowReader::npi(std::size_t place, std::string& to) {
  std::string_view text = cell(place);
  to.assign(text);
  if (text.empty() || codes::npi_fault(text) == codes::NpiFault::none) return;
  to.clear();
  if (!restored_number(place, text)) return;
  to.assign(text);
  switch (codes::npi_fault(text)) {
    case codes::NpiFault::none:
      return;
    case codes::NpiFault::length:
      return report("NET-0201", place, {{"length", std::to_string(text.size())}});
    case codes::NpiFault::not_digits:
      return report("NET-0202", place);
    case codes::NpiFault::first_digit:
      return report("NET-0203", place);
    case codes::NpiFault::check_digit:
      return report("NET-0204", place);
  }
}

void RowReader::phone(std::size_t place, std::string& to) {
  std::string_view text = cell(place);
  to.clear();
  if (text.empty() || !restored_number(place, text)) return;
  const bool fine = text::only_digits(text, in_phones, to);
  if (fine && to.size() == 11 && to.front() == '1') to.erase(0, 1);
  if (!fine || to.size() != 10) return report("NET-0205", place);
  if (to[0] < '2' || to[3] < '2') report("NET-0206", place);
}

void RowReader::digits(std::size_t place, std::string& to, std::size_t limit) {
  std::string_view text = cell(place);
  to.clear();
  if (text.empty() || !restored_number(place, text)) return;
  if (!text::only_digits(text, in_numbers, to) || to.empty() || to.size() > limit)
    report("NET-0208", place, {{"limit", std::to_string(limit)}});
}

void RowReader::email(std::size_t place, std::string& to) {
  const std::string_view text = cell(place);
  to.assign(text);
  if (text.empty()) return;
  const std::size_t at = text.find('@');
  const bool fine = at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
                    text.find('.', at) != std::string_view::npos && text.back() != '.' &&
                    text.size() <= Limits::email && std::all_of(text.begin(), text.end(), [](char c) {
                      return c > ' ' && text::in_extended_set(c) && c != ';' && c != ',';
                    });
  if (!fine) report("NET-0207", place);
}

void RowReader::state(std::size_t place, std::string& to) {
  const std::string_view text = cell(place);
  if (text.empty()) return;
  text::assign_raised(to, text);
  const codes::CodeSet* const states = knowledge_.codes.set("states");
  if (states == nullptr || states->find(to) != nullptr) return;
  if (const codes::Code* const state = by_code_or_name(*states, text))
    to = state->code;
  else
    report("NET-0211", place);
}

void RowReader::zip(std::size_t place, std::string& to) {
  std::string_view text = cell(place);
  to.clear();
  if (text.empty() || !restored_number(place, text)) return;
  const bool digits_only = text::only_digits(text, in_numbers, to);
  const bool plain = digits_only && to.size() == text.size();
  const bool split = to.size() + 1 == text.size() && text.size() > 5 && !text::is_digit(text[5]);
  if (digits_only && plain && (to.size() == 4 || to.size() == 8)) {
    to.insert(to.begin(), '0');
    report("NET-0110", place);
  }
  if (!digits_only || (!plain && !split) || (to.size() != 5 && to.size() != 9)) report("NET-0212", place);
}

void RowReader::country(std::size_t place, std::string& to) {
  const std::string_view text = cell(place);
  to.clear();
  if (text.empty()) return;
  text::assign_raised(to, text);
  const codes::CodeSet* const countries = knowledge_.codes.set("countries");
  if (countries == nullptr || countries->find(to) != nullptr) return;
  if (const codes::Code* const country = by_code_or_name(*countries, text))
    to = country->code;
  else
    report("NET-0213", place);
}

void RowReader::county(std::size_t place, std::string& to) {
  std::string_view text = cell(place);
  to.assign(text);
  const codes::CodeSet* const counties = knowledge_.codes.set("counties");
  if (text.empty() || counties == nullptr) return;
  constexpr std::string_view word = " county";
  if (text.size() > word.size() && same_name(text.substr(text.size() - word.size()), word))
    text.remove_suffix(word.size());
  for (const codes::Code& county : counties->rows())
    if (same_name(county.name, text)) {
      to = county.name;
      return;
    }
  std::vector<std::string> names;
  for (const codes::Code& county : counties->rows()) names.push_back(county.name);
  const std::string near = text::nearest(text, names);
  report("NET-0214", place, {{"suggestion", near.empty() ? "" : "; did you mean " + near + "?"}});
}

void RowReader::taxonomy(std::size_t place, std::string& to) {
  const std::string_view text = cell(place);
  text::assign_raised(to, text);
  if (text.empty()) return;
  if (!codes::taxonomy_shape(to)) return report("NET-0209", place);
  const codes::CodeSet* const set = knowledge_.codes.set("taxonomy");
  if (set != nullptr && !set->has(to))
    report(set->complete ? "NET-0223" : "NET-0210", place, {{"code", to}, {"official", set->official_table}});
}

void RowReader::age(std::size_t place, std::string& to) {
  std::string_view text = text::without_point_zero(cell(place));
  to.assign(text);
  if (text.empty()) return;
  if (!text::all_digits(text) || text.size() > 3 || std::stoi(to) > 120) report("NET-0219", place);
}

void RowReader::plan_code(std::size_t place, std::string_view text, std::string& to) {
  text = text::without_point_zero(text);
  to.assign(text);
  if (!text.empty() && (text.size() != 3 || !text::all_digits(text))) report("NET-0221", place);
}

std::optional<std::uint32_t> RowReader::count(std::size_t place) {
  const std::string_view text = text::without_point_zero(cell(place));
  if (text.empty()) return std::nullopt;
  if (text::all_digits(text) && text.size() <= 7) return static_cast<std::uint32_t>(std::stoul(std::string(text)));
  report("NET-0303", place);
  return std::nullopt;
}

}  // namespace calx::network
