#include "invoice/file.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "invoice/cells.hpp"
#include "invoice/columns.hpp"
#include "invoice/json_line.hpp"
#include "text/csv.hpp"
#include "text/encoding.hpp"

namespace calx::invoice {
namespace {

/// A title may stand above the header: this many records are looked at.
constexpr int records_above_header = 20;
/// A record with so many cells that name a column is the header.
constexpr int known_columns_of_header = 3;

}  // namespace

struct InvoiceFile::State {
  std::string name;
  const Elements& elements;
  const findings::Catalogue& catalogue;
  findings::Sink& sink;
  text::Decoded decoded;
  Columns columns;
  bool ok = false;
  bool readable = false;  // rows can be told apart,
  bool headed = false;    // and judged
  bool lost = false;      // characters of the text

  bool json = false;
  std::optional<text::CsvReader> reader;
  text::CsvRecord record;
  JsonLine line;
  std::size_t next_line = 0;
  std::uint32_t line_number = 0;
  std::unordered_map<std::string, std::size_t> json_columns;

  State(std::string file_name, const Elements& table, const findings::Catalogue& codes, findings::Sink& into)
      : name(std::move(file_name)), elements(table), catalogue(codes), sink(into) {}

  std::string_view text() const { return decoded.text; }

  void open(std::string_view bytes) {
    if (const std::string_view kind = text::binary_kind(bytes); !kind.empty())
      return report("INV-0002", {{"kind", kind}});
    decoded = text::decode(bytes);
    const std::string_view start = trimmed(text());
    if (start.empty()) return report("INV-0001");
    lost = text::has_lost_characters(text());
    json = start.front() == '{' || start.front() == '[';
    json ? open_json() : open_csv();
  }

  void report(std::string_view code, findings::Arguments arguments = {}, std::uint32_t row = 0,
              std::string column = {}) {
    findings::Finding finding = catalogue.make(code, arguments);
    finding.file = name;
    finding.row = row;
    if (const Element* const element = column.empty() ? nullptr : elements.by_header(column))
      finding.key = element->name;
    finding.column = std::move(column);
    sink.report(std::move(finding));
  }

  // CSV

  bool find_header(char separator) {
    text::CsvReader rows(text(), separator);
    int above = 0;
    for (int i = 0; i < records_above_header && rows.next(record);) {
      if (all_blank(record.cells)) continue;
      ++i;
      std::vector<std::string> names;
      for (const std::string_view cell : record.cells) names.emplace_back(trimmed(cell));
      Columns found(std::move(names), elements);
      if (found.known() >= known_columns_of_header) {
        columns = std::move(found);
        reader = std::move(rows);
        if (above > 0) report("INV-0016", {{"count", std::to_string(above)}}, record.number);
        return true;
      }
      // Excel's own "sep=;" says nothing about the invoice.
      if (record.cells.front().substr(0, 4) != "sep=") ++above;
    }
    return false;
  }

  /// The rows that there are can be told apart, so that an account can be given of them.
  void count_without_header(char separator) {
    report("INV-0003");
    reader.emplace(text(), separator);
    text::CsvReader ahead = *reader;
    std::vector<std::string> names;
    while (ahead.next(record) && all_blank(record.cells)) {
    }
    for (std::size_t i = 0; i < record.cells.size(); ++i) names.push_back("Column " + std::to_string(i + 1));
    columns = Columns(std::move(names), elements);
    readable = true;
  }

  void open_csv() {
    const char detected = text::detect_separator(text());
    bool found = find_header(detected);
    for (const char separator : {',', ';', '\t', '|'})
      if (!found && separator != detected) found = find_header(separator);
    if (!found) return count_without_header(detected);
    const std::uint32_t header = record.number;
    text::CsvReader ahead = *reader;
    text::CsvRecord first;
    bool rows = false;
    while (!rows && ahead.next(first)) rows = !all_blank(first.cells);
    const bool fine = columns.report(name, header, elements, catalogue, sink);
    if (!rows) return report("INV-0004", {}, header);
    readable = headed = true;
    ok = fine;
  }

  void take_cells(RawRow& row) {
    row.number = record.number;
    row.offset = record.offset;
    row.cells.assign(record.cells.begin(), record.cells.end());
    if (row.cells.size() < columns.names().size()) row.cells.resize(columns.names().size());
  }

  /// True for a record that can be read, as it is or with a warning.
  bool judge_record() {
    const std::size_t have = record.cells.size(), want = columns.names().size();
    if (record.unclosed_quote) {
      if (record.ended)
        report("INV-0017", {}, record.number);
      else
        report("INV-0009", {{"what", "a cell opens with a quote in this row, and the quote never closes"}},
               record.number);
      return false;
    }
    if (have == want) return true;
    const std::string cells = std::to_string(have), wanted = std::to_string(want);
    if (have > want) {
      if (std::all_of(record.cells.begin() + static_cast<std::ptrdiff_t>(want), record.cells.end(),
                      [](std::string_view cell) { return trimmed(cell).empty(); }))
        return true;
      report("INV-0010", {{"cells", cells}, {"columns", wanted}}, record.number);
      return false;
    }
    if (!record.ended) {
      report("INV-0009", {{"what", "its last row has " + cells + " of " + wanted + " cells"}}, record.number);
      return false;
    }
    const bool needed = std::any_of(elements.all().begin(), elements.all().end(), [&](const Element& element) {
      return element.required == "required" && columns.of(element.key) >= static_cast<int>(have);
    });
    report(needed ? "INV-0011" : "INV-0012", {{"cells", cells}, {"columns", wanted}}, record.number);
    return !needed;
  }

  // JSON Lines

  /// The line that starts at `offset`, without its break.
  std::string_view line_at(std::size_t offset, std::size_t& after) const {
    const std::size_t end = std::min(text().find('\n', offset), text().size());
    after = std::min(end + 1, text().size());
    return trimmed(text().substr(offset, end - offset));
  }

  void open_json() {
    std::vector<std::string> names;
    bool rows = false, objects = false;
    for (std::size_t at = 0; at < text().size();) {
      const std::string_view one = line_at(at, at);
      if (one.empty()) continue;
      rows = true;
      const JsonLine::Fault fault = line.read(one);
      if (fault == JsonLine::Fault::syntax || fault == JsonLine::Fault::not_an_object) continue;
      objects = true;
      for (std::size_t i = 0; i < line.size(); ++i) {
        if (i < names.size() && names[i] == line.key(i)) continue;
        std::string key(line.key(i));
        if (json_columns.try_emplace(key, names.size()).second) names.push_back(std::move(key));
      }
    }
    if (!rows) return report("INV-0001");
    readable = true;
    columns = Columns(std::move(names), elements);
    if (!objects) return report("INV-0013", {{"what", "nor is any other line of the file"}}, 1);
    if (columns.known() == 0) return report("INV-0003");
    headed = true;
    ok = columns.report(name, 0, elements, catalogue, sink);
  }

  void take_members(RawRow& row, std::uint32_t number, std::size_t offset) {
    row.number = number;
    row.offset = offset;
    row.cells.assign(columns.names().size(), {});
    for (std::size_t i = 0; i < line.size(); ++i) {
      std::size_t column = i;
      if (i >= columns.names().size() || columns.names()[i] != line.key(i)) {
        const auto found = json_columns.find(std::string(line.key(i)));
        if (found == json_columns.end()) continue;  // of a faulty line
        column = found->second;
      }
      row.cells[column] = line.value(i);
    }
  }

  void report_line(JsonLine::Fault fault, std::uint32_t number) {
    switch (fault) {
      case JsonLine::Fault::none:
        return;
      case JsonLine::Fault::syntax:
        return report("INV-0013", {{"what", "reading stops at byte " + std::to_string(line.byte()) + " of the line"}},
                      number);
      case JsonLine::Fault::not_an_object:
        return report("INV-0013", {{"what", "it must begin with { and end with }"}}, number);
      case JsonLine::Fault::nested:
        return report("INV-0014", {}, number, line.faulty_key());
      case JsonLine::Fault::repeated_key:
        return report("INV-0015", {}, number, line.faulty_key());
    }
  }

  bool next_json(RawRow& row, bool& broken) {
    while (next_line < text().size()) {
      const std::size_t offset = next_line;
      const std::string_view one = line_at(offset, next_line);
      ++line_number;
      if (one.empty()) continue;
      const JsonLine::Fault fault = line.read(one);
      take_members(row, line_number, offset);
      broken = fault != JsonLine::Fault::none;
      if (!broken && all_blank(row.cells)) continue;
      if (headed) report_line(fault, line_number);
      return true;
    }
    return false;
  }
};

InvoiceFile::InvoiceFile(std::string name, std::string_view bytes, const Elements& elements,
                         const findings::Catalogue& catalogue, findings::Sink& sink)
    : state_(std::make_unique<State>(std::move(name), elements, catalogue, sink)) {
  state_->open(bytes);
}

InvoiceFile::~InvoiceFile() = default;
InvoiceFile::InvoiceFile(InvoiceFile&&) noexcept = default;
InvoiceFile& InvoiceFile::operator=(InvoiceFile&&) noexcept = default;

bool InvoiceFile::ok() const {
  return state_->ok;
}

bool InvoiceFile::lost_characters() const {
  return state_->lost;
}

const std::string& InvoiceFile::name() const {
  return state_->name;
}

const std::vector<std::string>& InvoiceFile::columns() const {
  return state_->columns.names();
}

const std::array<int, key_count>& InvoiceFile::columns_by_key() const {
  return state_->columns.by_key();
}

bool InvoiceFile::next(RawRow& row, bool& broken) {
  State& state = *state_;
  broken = false;
  if (!state.readable) return false;
  if (state.json) return state.next_json(row, broken);
  while (state.reader->next(state.record, state.columns.names().size())) {
    if (all_blank(state.record.cells)) continue;
    broken = state.headed && !state.judge_record();
    state.take_cells(row);
    return true;
  }
  return false;
}

bool InvoiceFile::at(std::size_t offset, std::uint32_t number, RawRow& row) {
  State& state = *state_;
  if (!state.readable || offset >= state.text().size()) return false;
  if (!state.json) {
    if (!state.reader->at(offset, number, state.record, state.columns.names().size())) return false;
    state.take_cells(row);
    return true;
  }
  std::size_t after = 0;
  const std::string_view one = state.line_at(offset, after);
  if (one.empty()) return false;
  state.line.read(one);
  state.take_members(row, number, offset);
  return true;
}

}  // namespace calx::invoice
