// cases.csv: a row a case.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>

#include "conform/find_cases.hpp"
#include "conform/settings.hpp"
#include "text/csv.hpp"
#include "text/encoding.hpp"

namespace calx::conform {
namespace {

std::string_view trimmed(std::string_view cell) {
  const std::size_t first = cell.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return cell.substr(first, cell.find_last_not_of(" \t\r\n") - first + 1);
}

/// The parts between `separators`, blanks around them taken off, empty ones left out.
std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (const auto part = trimmed(text.substr(0, end)); !part.empty()) parts.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

enum Column : std::uint8_t { file, rule, overlays, level, date, findings, verdict, about, column_count };
constexpr std::array<std::string_view, column_count> column_names = {"file", "rule",     "overlays", "level",
                                                                     "date", "findings", "verdict",  "about"};

class TableOfCases {
 public:
  TableOfCases(std::string_view text, const std::string& path, const std::string& folder)
      : text_(text), path_(path), folder_(folder), reader_(text, ',') {}

  Result<std::vector<Case>> read() {
    if (!next()) return wrong("the file is empty; its first line must name the columns.");
    if (auto done = read_header(); !done) return tl::unexpected<Failure>(done.error());
    while (next()) {
      auto entry = read_row();
      if (!entry) return tl::unexpected<Failure>(entry.error());
      const std::string same = entry->name + "\n" + std::string(cell(overlays)) + "\n" + std::to_string(entry->level) +
                               "\n" + text::to_iso(entry->date);
      if (const auto [known, fresh] = lines_.emplace(same, line_); !fresh)
        return wrong("this is the case of line " + std::to_string(known->second) + " again; take one of the two out.");
      if (!names_.insert(entry->name).second) entry->name += " (line " + std::to_string(line_) + ")";
      cases_.push_back(std::move(*entry));
    }
    return std::move(cases_);
  }

 private:
  /// The next record that holds anything.
  bool next() {
    while (reader_.next(record_)) {
      line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                   text_.begin() + static_cast<std::ptrdiff_t>(record_.offset), '\n'));
      counted_ = record_.offset;
      const auto& cells = record_.cells;
      if (std::any_of(cells.begin(), cells.end(), [](auto cell) { return !trimmed(cell).empty(); })) return true;
    }
    return false;
  }

  Result<void> read_header() {
    places_.fill(-1);
    width_ = record_.cells.size();
    for (std::size_t i = 0; i < width_; ++i) {
      const auto name = trimmed(record_.cells[i]);
      const auto known = std::find(column_names.begin(), column_names.end(), name);
      if (known == column_names.end())
        return wrong("\"" + std::string(name) +
                     "\" is no column; there are file, rule, overlays, level, date, findings, verdict and about.");
      int& place = places_[static_cast<std::size_t>(known - column_names.begin())];
      if (place >= 0) return wrong("the column \"" + std::string(name) + "\" stands twice.");
      place = static_cast<int>(i);
    }
    if (places_[file] < 0) return wrong("the column \"file\" is missing.");
    if (places_[findings] < 0 && places_[verdict] < 0)
      return wrong("a column \"findings\" or \"verdict\" must say what is expected.");
    return {};
  }

  Result<Case> read_row() {
    if (record_.unclosed_quote) return wrong("a quote opens here and never closes.");
    if (record_.cells.size() != width_)
      return wrong("this row has " + std::to_string(record_.cells.size()) + " cells and the header " +
                   std::to_string(width_) + "; put quotes around a cell that holds a comma.");
    if (cell(file).empty()) return wrong("the column \"file\" must name the input.");
    Case entry;
    entry.folder = folder_;
    entry.rule = cell(rule);
    entry.name = std::string(cell(file)) + (entry.rule.empty() ? "" : " for " + entry.rule);
    entry.origin = path_ + ":" + std::to_string(line_);
    entry.input = beside(path_, std::string(cell(file)));
    for (const std::string_view overlay : split(cell(overlays), " \t")) add_overlay(entry, path_, std::string(overlay));
    if (!cell(level).empty())
      if (const auto fault = set_level(entry, cell(level))) return wrong(*fault);
    if (!cell(date).empty())
      if (const auto fault = set_date(entry, cell(date))) return wrong(*fault);
    if (cell(verdict) == "accepted" || cell(verdict) == "rejected")
      entry.verdict = cell(verdict) == "accepted" ? Verdict::accepted : Verdict::rejected;
    else if (!cell(verdict).empty())
      return wrong("\"" + std::string(cell(verdict)) + "\" is no verdict; write accepted or rejected.");
    // A verdict stands in for the findings where none are listed.
    if (!entry.verdict || !cell(findings).empty()) {
      entry.findings.emplace();
      for (const std::string_view text : split(cell(findings), ";")) {
        const auto expected = parse_short(text);
        if (!expected)
          return wrong("\"" + std::string(text) +
                       "\" is no finding; write CODE SEGMENT(ordinal) element-component, as 2300-08 HI(23) 2-2.");
        entry.findings->push_back(*expected);
      }
    }
    return entry;
  }

  std::string_view cell(Column column) const {
    const int place = places_[column];
    return place < 0 ? std::string_view() : trimmed(record_.cells[static_cast<std::size_t>(place)]);
  }

  tl::unexpected<Failure> wrong(const std::string& what) const {
    return usage_failure(path_ + ":" + std::to_string(line_) + ": " + what);
  }

  std::string_view text_;
  const std::string& path_;
  const std::string& folder_;
  text::CsvReader reader_;
  text::CsvRecord record_;
  std::size_t line_ = 1, counted_ = 0;  // line_ is the line of the byte at counted_
  std::size_t width_ = 0;
  std::array<int, column_count> places_{};
  std::map<std::string, std::size_t> lines_;  // of the cases so far
  std::set<std::string> names_;
  std::vector<Case> cases_;
};

}  // namespace

Result<std::vector<Case>> read_table(std::string_view text, const std::string& path, const std::string& folder) {
  const text::Decoded decoded = text::decode(text);
  return TableOfCases(decoded.text, path, folder).read();
}

}  // namespace calx::conform
