#include "codes/table.hpp"

#include <algorithm>
#include <utility>

namespace calx::codes {
namespace {

std::string_view trimmed(std::string_view cell) {
  const std::size_t first = cell.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return cell.substr(first, cell.find_last_not_of(" \t") - first + 1);
}

std::string quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

}  // namespace

TableReader::TableReader(std::string name, std::unique_ptr<text::Decoded> decoded, std::string sha256)
    : name_(std::move(name)), decoded_(std::move(decoded)), sha256_(std::move(sha256)), reader_(decoded_->text, ',') {}

Result<TableReader> TableReader::open(const files::Resources& resources, std::string name,
                                      std::initializer_list<std::string_view> columns) {
  const auto bytes = resources.read(name);
  if (!bytes) return tl::unexpected<Failure>(bytes.error());
  auto decoded = std::make_unique<text::Decoded>(text::decode(*bytes));
  const bool lossy = decoded->lossy;
  std::string sha256 = resources.sha256(name);
  TableReader reader(std::move(name), std::move(decoded), std::move(sha256));
  if (lossy) return reader.failure("This file is not text. Save it as CSV in UTF-8.");
  if (auto header = reader.read_header(columns); !header) return tl::unexpected<Failure>(header.error());
  return reader;
}

bool TableReader::next_filled() {
  while (reader_.next(record_)) {
    const std::string_view text = decoded_->text;
    for (; counted_ < record_.offset; ++counted_)
      if (text[counted_] == '\n' || (text[counted_] == '\r' && text[counted_ + 1] != '\n')) ++line_;
    if (std::any_of(record_.cells.begin(), record_.cells.end(), [](auto cell) { return !trimmed(cell).empty(); }))
      return true;
  }
  return false;
}

Result<void> TableReader::read_header(std::initializer_list<std::string_view> columns) {
  if (!next_filled()) return failure("The file is empty; its first line must name the columns.");
  width_ = record_.cells.size();
  for (const std::string_view column : columns) {
    const auto is_it = [column](std::string_view cell) { return trimmed(cell) == column; };
    const auto& cells = record_.cells;
    const auto found = std::find_if(cells.begin(), cells.end(), is_it);
    if (found == cells.end()) return failure("The column " + quoted(column) + " is missing from the header.");
    if (std::find_if(found + 1, cells.end(), is_it) != cells.end())
      return failure("The column " + quoted(column) + " stands twice in the header.");
    places_.push_back(static_cast<std::size_t>(found - cells.begin()));
  }
  names_.assign(columns);
  cells_.resize(columns.size());
  return {};
}

Result<bool> TableReader::next() {
  if (!next_filled()) return false;
  if (record_.unclosed_quote) return failure("A quote opens here and never closes.");
  if (record_.cells.size() != width_)
    return failure("This row has " + std::to_string(record_.cells.size()) + " cells and the header " +
                   std::to_string(width_) + "; put quotes around a cell that holds a comma.");
  for (std::size_t i = 0; i < places_.size(); ++i) cells_[i] = trimmed(record_.cells[places_[i]]);
  return true;
}

Result<std::string_view> TableReader::filled(std::size_t column) const {
  if (cells_[column].empty()) return failure("The column " + quoted(names_[column]) + " must not be empty.");
  return cells_[column];
}

Result<std::optional<text::Date>> TableReader::date(std::size_t column) const {
  if (cells_[column].empty()) return std::optional<text::Date>();
  const auto date = text::parse_iso_date(cells_[column]);
  if (!date)
    return failure(quoted(cells_[column]) + " in the column " + quoted(names_[column]) +
                   " is not a date; write it as 2026-01-31.");
  return date;
}

Result<findings::Confidence> TableReader::confidence(std::size_t column) const {
  const auto confidence = findings::parse_confidence(cells_[column]);
  if (!confidence)
    return failure(quoted(cells_[column]) + " in the column " + quoted(names_[column]) +
                   " is none of confirmed, base-standard, partial, unverified and design.");
  return *confidence;
}

tl::unexpected<Failure> TableReader::failure(std::string_view what) const {
  return usage_failure(name_ + ":" + std::to_string(line_) + ": " + std::string(what));
}

}  // namespace calx::codes
