#include "network/sheet.hpp"

#include <algorithm>
#include <utility>

#include "text/cells.hpp"
#include "text/nearest.hpp"

namespace calx::network {
namespace {

/// A title may stand above the header: this many records are looked at.
constexpr int records_above_header = 20;
/// A record with so many cells that name a column is the header.
constexpr int known_columns_of_header = 2;

}  // namespace

Sheet::Sheet(Table table, std::string name, std::string_view bytes, const Columns& columns,
             const findings::Catalogue& catalogue, findings::Sink& sink)
    : table_(table),
      name_(std::move(name)),
      columns_(columns),
      catalogue_(catalogue),
      sink_(sink),
      of_place_(columns.of(table).size(), -1) {
  if (const std::string_view kind = text::binary_kind(bytes); !kind.empty()) {
    report("NET-0002", {{"kind", kind}});
    return;
  }
  decoded_ = text::decode(bytes);
  if (text::trimmed(decoded_.text).empty()) {
    report("NET-0002", {{"kind", "empty"}});
    return;
  }
  if (decoded_.lossy) report("NET-0007", {{"encoding", decoded_.encoding}});
  const char detected = text::detect_separator(decoded_.text);
  bool found = find_header(detected);
  for (const char separator : {',', ';', '\t', '|'})
    if (!found && separator != detected) found = find_header(separator);
  if (!found) {
    report("NET-0003", {{"table", name_of(table)}});
    return;
  }
  ok_ = report_columns(header_row_);
  text::CsvReader ahead = *reader_;
  text::CsvRecord record;
  bool rows = false;
  while (!rows && ahead.next(record)) rows = !text::all_blank(record.cells);
  if (!rows && is_required(table)) report("NET-0010", {}, header_row_);
}

bool Sheet::find_header(char separator) {
  auto rows = std::make_unique<text::CsvReader>(decoded_.text, separator);
  int above = 0;
  for (int i = 0; i < records_above_header && rows->next(record_);) {
    if (text::all_blank(record_.cells)) continue;
    ++i;
    if (take_columns(record_.cells)) {
      reader_ = std::move(rows);
      header_row_ = record_.number;
      if (above > 0) report("NET-0012", {{"count", std::to_string(above)}}, header_row_);
      return true;
    }
    if (record_.cells.front().substr(0, 4) != "sep=") ++above;
  }
  return false;
}

bool Sheet::take_columns(const std::vector<std::string_view>& cells) {
  names_.clear();
  std::fill(of_place_.begin(), of_place_.end(), -1);
  int known = 0, named = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    names_.emplace_back(text::trimmed(cells[i]));
    if (!names_.back().empty()) ++named;
    const int place = columns_.by_header(table_, names_.back());
    if (place < 0) continue;
    ++known;
    int& cell = of_place_[static_cast<std::size_t>(place)];
    if (cell < 0) cell = static_cast<int>(i);
  }
  return known > 0 && known >= std::min(named, known_columns_of_header);
}

bool Sheet::report_columns(std::uint32_t row) const {
  bool fine = true;
  const std::vector<Column>& columns = columns_.of(table_);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (names_[i].empty()) continue;
    const int place = columns_.by_header(table_, names_[i]);
    if (place >= 0) {
      const int first = of_place_[static_cast<std::size_t>(place)];
      if (static_cast<std::size_t>(first) == i) continue;
      fine = false;
      const Column& column = columns[static_cast<std::size_t>(place)];
      report("NET-0005", {{"first", names_[static_cast<std::size_t>(first)]}, {"header", column.header}}, row,
             names_[i], column.key);
      continue;
    }
    if (words.empty())
      for (const Column& column : columns) {
        words.push_back(column.header);
        words.insert(words.end(), column.aliases.begin(), column.aliases.end());
      }
    const std::string near = text::nearest(names_[i], words);
    report("NET-0006", {{"suggestion", near.empty() ? "" : "; did you mean " + near + "?"}}, row, names_[i]);
  }
  std::string missing;
  for (std::size_t place = 0; place < columns.size(); ++place)
    if (columns[place].required == "required" && !has(place))
      missing += (missing.empty() ? "" : ", ") + columns[place].header;
  if (missing.empty()) return fine;
  report("NET-0004", {{"columns", missing}}, row);
  return false;
}

bool Sheet::next(bool& broken) {
  broken = false;
  if (!ok_) return false;
  while (reader_->next(record_, names_.size())) {
    if (text::all_blank(record_.cells)) continue;
    const std::size_t have = record_.cells.size(), want = names_.size();
    if (record_.unclosed_quote) {
      if (record_.ended)
        report("NET-0014", {}, row());
      else
        report("NET-0008", {{"what", "a cell opens with a quote in this row, and the quote never closes"}}, row());
      broken = true;
    } else if (have > want &&
               !std::all_of(record_.cells.begin() + static_cast<std::ptrdiff_t>(want), record_.cells.end(),
                            [](std::string_view cell) { return text::trimmed(cell).empty(); })) {
      report("NET-0009", {{"cells", std::to_string(have)}, {"columns", std::to_string(want)}}, row());
      broken = true;
    }
    return true;
  }
  return false;
}

std::string_view Sheet::cell(std::size_t place) const {
  const auto cell = static_cast<std::size_t>(of_place_[place]);  // -1 where the table lacks the column
  if (cell >= record_.cells.size()) return {};
  const std::string_view text = text::trimmed(record_.cells[cell]);
  return !text.empty() && text.front() == '\'' ? text::trimmed(text::without_guard(text)) : text;
}

const std::string& Sheet::header(std::size_t place) const {
  const int cell = of_place_[place];
  return cell < 0 ? columns_.of(table_)[place].header : names_[static_cast<std::size_t>(cell)];
}

findings::Severity Sheet::report(std::string_view code, findings::Arguments arguments, std::uint32_t row,
                                 std::string column, std::string key, std::string value) const {
  findings::Finding finding = catalogue_.make(code, arguments);
  finding.file = name_;
  finding.row = row;
  finding.column = std::move(column);
  finding.key = std::move(key);
  finding.value = std::move(value);
  const findings::Severity severity = finding.severity;
  sink_.report(std::move(finding));
  return severity;
}

}  // namespace calx::network
