#include "report/row_lines.hpp"

#include <algorithm>

#include "text/csv.hpp"

namespace calx::report {
namespace {

constexpr std::uint64_t distance = 1024;  // of the records that are remembered

}  // namespace

RowLines::RowLines(const std::string& path) {
  auto file = files::MappedFile::open(path);
  if (!file) return;
  if (file->bytes().substr(0, 4096).find('\0') != std::string_view::npos) return;  // UTF-16
  file_ = std::move(*file);
  const std::string_view start = text().substr(0, 4096);
  const std::size_t first = start.find_first_not_of(" \t\r\n");
  json_ = first != std::string_view::npos && (start[first] == '{' || start[first] == '[');
  if (!json_) separator_ = text::detect_separator(text());
  known_.push_back({});
}

std::string_view RowLines::text() const {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  const std::string_view bytes = file_->bytes();
  return bytes.substr(0, mark.size()) == mark ? bytes.substr(mark.size()) : bytes;
}

std::optional<std::uint64_t> RowLines::line_of(std::uint64_t row) {
  if (!file_ || row == 0) return std::nullopt;
  if (json_) return row;
  Record from = last_;
  if (row < from.row) from = known_[std::min<std::size_t>((row - 1) / distance, known_.size() - 1)];
  const std::string_view whole = text();
  text::CsvReader reader(whole.substr(from.offset), separator_);
  text::CsvRecord record;
  for (const Record begin = from; reader.next(record); ++from.row) {
    const std::size_t offset = begin.offset + record.offset;
    from.line += static_cast<std::uint64_t>(std::count(whole.begin() + static_cast<std::ptrdiff_t>(from.offset),
                                                       whole.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    from.offset = offset;
    if ((from.row - 1) / distance == known_.size() && (from.row - 1) % distance == 0) known_.push_back(from);
    if (from.row == row) {
      last_ = from;
      return from.line;
    }
  }
  return std::nullopt;
}

}  // namespace calx::report
