// The CSV tables of code-sets/, read strictly: what a wrong row is told by is its file and line.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "files/resources.hpp"
#include "findings/finding.hpp"
#include "text/csv.hpp"
#include "text/date.hpp"
#include "text/encoding.hpp"

namespace calx::codes {

/// Reads one table row by row. UTF-8 (a byte-order mark is skipped), commas, a header line first; blanks around cells
/// are taken off, rows without any content are skipped. Valid as long as the Resources it was opened from.
class TableReader {
 public:
  /// `name` is the resource, "code-sets/states.csv"; `columns` are those that the caller reads, by the header's words,
  /// and must all be there. Further columns may stand anywhere.
  static Result<TableReader> open(const files::Resources& resources, std::string name,
                                  std::initializer_list<std::string_view> columns);

  /// Moves to the next row; false after the last. A row with too few or too many cells is a failure.
  Result<bool> next();

  /// The cell of the current row in the caller's `column`-th column, counted from 0; valid until the next row.
  std::string_view cell(std::size_t column) const { return cells_[column]; }
  /// The same, where it must not be empty.
  Result<std::string_view> filled(std::size_t column) const;
  /// YYYY-MM-DD; nothing where the cell is empty.
  Result<std::optional<text::Date>> date(std::size_t column) const;
  Result<findings::Confidence> confidence(std::size_t column) const;

  /// A usage failure at the current row: "code-sets/states.csv:12: " and then `what`.
  tl::unexpected<Failure> failure(std::string_view what) const;
  /// SHA-256 of the file as it stands, in hexadecimal.
  const std::string& sha256() const { return sha256_; }

 private:
  TableReader(std::string name, std::unique_ptr<text::Decoded> decoded, std::string sha256);
  Result<void> read_header(std::initializer_list<std::string_view> columns);
  /// The next record that holds anything; counts lines.
  bool next_filled();

  std::string name_;
  std::unique_ptr<text::Decoded> decoded_;  // where it stands must not change: reader_ has views of it
  std::string sha256_;
  text::CsvReader reader_;
  text::CsvRecord record_;
  std::size_t line_ = 1, counted_ = 0;  // line_ is the line of the byte at counted_
  std::size_t width_ = 0;               // cells of the header
  std::vector<std::string_view> names_, cells_;
  std::vector<std::size_t> places_;  // where in a record the caller's columns are
};

}  // namespace calx::codes
