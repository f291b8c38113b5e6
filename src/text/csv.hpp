// Comma-separated text (RFC 4180) as spreadsheets write it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace calx::text {

/// One record; views are valid until the next record is read.
struct CsvRecord {
  std::uint32_t number =
      0;  ///< 1 is the first; blank records count, and a record counts once however many lines it spans
  std::size_t offset = 0;               ///< of its first byte in the text
  std::vector<std::string_view> cells;  ///< unquoted; empty for a blank record
  bool unclosed_quote = false;          ///< a quote opened a cell and closed nowhere
  bool ended = false;                   ///< a line break followed it
};

class CsvReader {
 public:
  /// `text` is UTF-8; `separator` ',' ';' or tab.
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  /// False at the end. CR, LF and CRLF end a record outside quotes. A quote in the middle of a bare cell is itself;
  /// text after a closing quote belongs to the cell. A line without characters is a blank record. A quote that closes
  /// nowhere, or in the middle of a later line's text, opens nothing: the cell is read as a bare one behind it, so that
  /// no record behind is lost, and the record says so.
  bool next(CsvRecord& record);
  /// Reads the record that starts at `offset` (from CsvRecord::offset) and carries `number`; next() goes on where it
  /// was.
  bool at(std::size_t offset, std::uint32_t number, CsvRecord& record);

  /// The same for a table whose rows have so many cells. Two quotes too many, in two rows, close each other and make
  /// one record of these rows and all between them: where a record of several lines has not as many cells while its
  /// first line alone has, that line is the record.
  bool next(CsvRecord& record, std::size_t cells);
  bool at(std::size_t offset, std::uint32_t number, CsvRecord& record, std::size_t cells);

 private:
  /// The first line of `record` is a record of so many cells, and `record` is not.
  bool is_one_line(const CsvRecord& record, std::size_t cells) const;
  /// Adds the quoted cell that begins at `at`, after its quote; what follows it is returned.
  const char* quoted(const char* at, CsvRecord& record);
  const char* unclosed(const char* at, CsvRecord& record);
  void append(CsvRecord& record, const char* from, const char* to);

  std::string_view text_;
  char separator_;
  std::size_t next_ = 0;
  std::uint32_t number_ = 0;
  bool one_line_ = false;  // quotes that close on a later line open nothing
  std::string unquoted_;   // storage of cells that hold doubled quotes
};

/// The separator that splits the first non-blank record into most cells, quotes respected: ',' ';' tab or '|'; the
/// first of these where several do.
char detect_separator(std::string_view text);

/// A cell as it must stand in a file: quoted where it holds the separator, a quote or a line break, and with a leading
/// apostrophe where a spreadsheet would run it (first character = + - @, or a tab).
void append_csv_cell(std::string& out, std::string_view cell, char separator = ',');

/// What reading takes off again: the apostrophe that append_csv_cell put before = + - @ or a tab.
std::string_view without_guard(std::string_view cell);

}  // namespace calx::text
