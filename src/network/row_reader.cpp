#include "network/row_reader.hpp"

#include <algorithm>
#include <chrono>

#include "text/cells.hpp"
#include "text/fold.hpp"

namespace calx::network {

bool RowReader::next() {
  bool broken = false;
  if (!sheet_.next(broken)) return false;
  ok_ = !broken;
  if (broken) return true;
  const std::vector<Column>& columns = knowledge_.columns.of(sheet_.table());
  for (std::size_t place = 0; place < columns.size(); ++place) {
    const std::string& required = columns[place].required;
    if (required == "optional" || !cell(place).empty()) continue;
    if (required == "required")
      report("NET-0101", place, {{"format", columns[place].format}});
    else if (required == "recommended" && sheet_.has(place))
      report("NET-0102", place);
  }
  return true;
}

void RowReader::report(std::string_view code, std::size_t place, findings::Arguments arguments) {
  const findings::Severity severity =
      sheet_.report(code, arguments, row(), sheet_.header(place), knowledge_.columns.of(sheet_.table())[place].key,
                    std::string(cell(place)));
  ok_ = ok_ && severity != findings::Severity::error;
}

bool RowReader::has_text(std::size_t place, std::string_view text) {
  if (std::any_of(text.begin(), text.end(), text::is_letter_or_digit)) return true;
  const std::string folded = text::fold(text, text::CharacterSet::basic);
  if (std::any_of(folded.begin(), folded.end(), text::is_letter_or_digit)) return true;
  report("NET-0105", place);
  return false;
}

void RowReader::words(std::size_t place, std::string& to, std::size_t limit, std::size_t minimum) {
  words(place, cell(place), to, limit, minimum);
}

void RowReader::words(std::size_t place, std::string_view text, std::string& to, std::size_t limit,
                      std::size_t minimum) {
  to.assign(text);
  if (text.empty() || !has_text(place, text)) return;
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const std::size_t length = plain ? text.size() : text::fold(text, text::CharacterSet::extended).size();
  if (length < minimum) report("NET-0104", place, {{"minimum", std::to_string(minimum)}});
  if (length > limit) report("NET-0103", place, {{"length", std::to_string(length)}, {"limit", std::to_string(limit)}});
}

void RowReader::reference(std::size_t place, std::string& to, std::size_t limit, std::size_t minimum) {
  std::string_view text = cell(place);
  to.clear();
  if (text.empty() || !restored_number(place, text)) return;
  const unsigned kinds = text::assign_raised(to, text);
  if (!has_text(place, text)) return;
  if (text.size() < minimum) report("NET-0104", place, {{"minimum", std::to_string(minimum)}});
  if (text.size() > limit)
    report("NET-0106", place, {{"length", std::to_string(text.size())}, {"limit", std::to_string(limit)}});
  if ((kinds & text::Kinds::unsendable) != 0) report("NET-0107", place);
}

void RowReader::id(std::size_t place, std::string& to) {
  // Both tables hold what the spreadsheet made of it, so it need not be what it was.
  to.assign(text::without_point_zero(cell(place)));
}

std::optional<text::Date> RowReader::date(std::size_t place) {
  const std::string_view text = cell(place);
  if (text.empty()) return std::nullopt;
  // No contract reaches further; open ends are often written as 9999-12-31 or 2099-12-31.
  constexpr text::Date latest{std::chrono::year(2079), std::chrono::December, std::chrono::day(31)};
  const std::optional<text::Date> date = text::parse_typed_date(text, latest);
  if (!date) report("NET-0111", place);
  return date;
}

void RowReader::contract(std::size_t start, std::size_t end, Contract& to) {
  to.start = date(start);
  to.end = date(end);
  to.row = row();
  if (to.start && to.end && *to.end < *to.start) report("NET-0112", end);
}

bool RowReader::restored_number(std::size_t place, std::string_view& text) {
  if (text::is_shortened_number(text)) {
    report("NET-0108", place);
    return false;
  }
  const std::string_view restored = text::without_point_zero(text);
  if (restored.size() != text.size()) report("NET-0109", place);
  text = restored;
  return true;
}

}  // namespace calx::network
