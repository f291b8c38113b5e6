// An invoice file: CSV or JSON Lines, its columns, its rows as raw cells.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "files/input.hpp"
#include "findings/catalogue.hpp"
#include "findings/sink.hpp"
#include "invoice/elements.hpp"

namespace calx::invoice {

/// A row before any check. Views are valid until the next row is read.
struct RawRow {
  std::uint32_t number = 0;             ///< CSV record number (the header's is usually 1) or JSON line
  std::size_t offset = 0;               ///< of the decoded text: InvoiceFile::at() reads it again
  std::vector<std::string_view> cells;  ///< by column of the file; a row with too many cells has them at the end
};

class InvoiceFile {
 public:
  /// Decodes and finds the columns. Everything wrong with the file as a whole is a finding (empty, a PDF, a workbook,
  /// a header without rows, required columns missing, one column twice, unknown columns once as an info); ok() is false
  /// when no row can be read for what it means: none may be converted then, though next() still tells apart the rows
  /// that there are. A title above the header is passed over with an info. `bytes`, `elements`, `catalogue` and `sink`
  /// must outlive this object.
  InvoiceFile(std::string name, std::string_view bytes, const Elements& elements, const findings::Catalogue& catalogue,
              findings::Sink& sink);
  ~InvoiceFile();
  InvoiceFile(InvoiceFile&&) noexcept;
  InvoiceFile& operator=(InvoiceFile&&) noexcept;

  bool ok() const;
  /// See text::has_lost_characters().
  bool lost_characters() const;
  const std::string& name() const;
  /// Headers (CSV) or keys (JSON Lines) as the file writes them, in its order.
  const std::vector<std::string>& columns() const;
  /// The column of an element, or -1.
  int column(Key key) const { return columns_by_key()[static_cast<std::size_t>(key)]; }
  const std::array<int, key_count>& columns_by_key() const;
  /// The next row that is not blank; false at the end. A row that cannot be read (too many cells, too few for a
  /// required one, a quote that never closes, JSON that is none) is reported and returned with `broken` set and such
  /// cells as it has; a row that lacks only optional cells at its end, as spreadsheets write them, is read with a
  /// warning. Where no columns are known, nothing is said of single rows.
  bool next(RawRow& row, bool& broken);
  /// A row again, by its offset and number, without a report; next() goes on where it was.
  bool at(std::size_t offset, std::uint32_t number, RawRow& row);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace calx::invoice
