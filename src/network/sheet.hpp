// One table of a directory: a CSV file, its columns, its rows as raw cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "findings/catalogue.hpp"
#include "findings/sink.hpp"
#include "network/columns.hpp"
#include "text/csv.hpp"
#include "text/encoding.hpp"

namespace calx::network {

class Sheet {
 public:
  /// Decodes and finds the columns. What is wrong with the table as a whole is a finding (empty, a workbook, no header,
  /// required columns missing, one column twice; unknown columns an info each); rows() is false where no row can be
  /// read for what it means. A title above the header is passed over with an info. `bytes`, `columns`, `catalogue` and
  /// `sink` outlive this object.
  Sheet(Table table, std::string name, std::string_view bytes, const Columns& columns,
        const findings::Catalogue& catalogue, findings::Sink& sink);

  Table table() const { return table_; }
  const std::string& name() const { return name_; }
  /// False: nothing can be read.
  bool ok() const { return ok_; }

  /// The next row that is not blank; false at the end. A row that cannot be read (an open quote, too many cells) is
  /// reported and returned with `broken` set.
  bool next(bool& broken);
  /// Of the row: the header's is usually 1; blank rows count.
  std::uint32_t row() const { return record_.number; }
  /// The cell of a column (its place in Columns::of), without blanks around it and without the apostrophe that guards a
  /// formula; empty where the table has no such column.
  std::string_view cell(std::size_t place) const;
  bool has(std::size_t place) const { return of_place_[place] >= 0; }
  /// The header as the file writes it, else the column's own.
  const std::string& header(std::size_t place) const;

  /// A finding at the table, a row of it and a column; row 0 and no column where it is of the whole; its severity.
  findings::Severity report(std::string_view code, findings::Arguments arguments, std::uint32_t row = 0,
                            std::string column = {}, std::string key = {}, std::string value = {}) const;

 private:
  bool find_header(char separator);
  bool take_columns(const std::vector<std::string_view>& cells);
  bool report_columns(std::uint32_t row) const;

  Table table_;
  std::string name_;
  const Columns& columns_;
  const findings::Catalogue& catalogue_;
  findings::Sink& sink_;
  text::Decoded decoded_;
  std::vector<std::string> names_;  // headers as the file writes them
  std::vector<int> of_place_;       // by place in Columns::of: which cell, or -1
  std::unique_ptr<text::CsvReader> reader_;
  text::CsvRecord record_;
  std::uint32_t header_row_ = 0;
  bool ok_ = false;
};

}  // namespace calx::network
