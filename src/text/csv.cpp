#include "text/csv.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>

#include "text/csv_stops.hpp"

namespace calx::text {
namespace {

bool is_break(char c) {
  return c == '\n' || c == '\r';
}

bool starts_formula(char c) {
  return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t';
}

}  // namespace

bool CsvReader::next(CsvRecord& record) {
  record.cells.clear();
  record.unclosed_quote = record.ended = false;
  const char* const begin = text_.data();
  const char* const end = begin + text_.size();
  const char* at = begin + next_;
  if (at >= end) return false;
  record.number = ++number_;
  record.offset = next_;
  unquoted_.clear();
  if (!is_break(*at)) {
    const char separator = separator_;
    CsvStops stops(at, end, separator);
    for (;; ++at) {
      if (at != end && *at == '"') {
        at = quoted(at + 1, record);
      } else {
        const char* const cell = at;
        at = stops.from(at);
        record.cells.emplace_back(cell, static_cast<std::size_t>(at - cell));
      }
      if (at == end || *at != separator) break;
    }
  }
  if (at != end) {
    record.ended = true;
    at += *at == '\r' && at + 1 != end && at[1] == '\n' ? 2 : 1;
  }
  next_ = static_cast<std::size_t>(at - begin);
  return true;
}

const char* CsvReader::quoted(const char* at, CsvRecord& record) {
  const char* const end = text_.data() + text_.size();
  const char* const cell = at;
  const auto closing = [&](const char* from) {
    const void* const found = from == end ? nullptr : std::memchr(from, '"', static_cast<std::size_t>(end - from));
    return found == nullptr ? end : static_cast<const char*>(found);
  };
  const auto is_over = [&](const char* place) { return place == end || *place == separator_ || is_break(*place); };

  const char* quote = closing(at);
  if (quote == end || (one_line_ && std::find_if(cell, quote, is_break) != quote)) return unclosed(cell, record);
  if (is_over(quote + 1)) {
    record.cells.emplace_back(cell, static_cast<std::size_t>(quote - cell));
    return quote + 1;
  }
  // Doubled quotes, or text after the closing one: the cell is put together in unquoted_.
  const std::size_t start = unquoted_.size();
  for (;;) {
    if (quote == end || (one_line_ && std::find_if(at, quote, is_break) != quote)) return unclosed(cell, record);
    append(record, at, quote);
    at = quote + 1;
    if (at == end || *at != '"') {
      const char* const tail = at;
      if (!is_over(tail) && std::find_if(cell, quote, is_break) != quote) return unclosed(cell, record);
      while (!is_over(at)) ++at;
      append(record, tail, at);
      break;
    }
    append(record, at, at + 1);
    quote = closing(++at);
  }
  record.cells.emplace_back(unquoted_.data() + start, unquoted_.size() - start);
  return at;
}

// The cell begins with a quote that closes nowhere, or only where a quoted cell of a later line begins: it is a bare
// one whose first character is that quote. No later quote can be unclosed to the end for the same reason, so that all
// of the text is looked at a few times at most.
const char* CsvReader::unclosed(const char* cell, CsvRecord& record) {
  const char* const end = text_.data() + text_.size();
  record.unclosed_quote = true;
  const char* const over = std::find_if(cell, end, [&](char c) { return c == separator_ || is_break(c); });
  record.cells.emplace_back(cell, static_cast<std::size_t>(over - cell));
  return over;
}

void CsvReader::append(CsvRecord& record, const char* from, const char* to) {
  const std::size_t size = static_cast<std::size_t>(to - from);
  if (unquoted_.capacity() - unquoted_.size() < size) {
    // Cells of this record may stand in the storage: they move with it.
    std::string bigger;
    bigger.reserve(std::max<std::size_t>(256, 2 * (unquoted_.size() + size)));
    bigger = unquoted_;
    const char* const old = unquoted_.data();
    for (std::string_view& cell : record.cells)
      if (!std::less<>()(cell.data(), old) && !std::less<>()(old + unquoted_.size(), cell.data()))
        cell = {bigger.data() + (cell.data() - old), cell.size()};
    unquoted_.swap(bigger);
  }
  unquoted_.append(from, size);
}

bool CsvReader::at(std::size_t offset, std::uint32_t number, CsvRecord& record) {
  const std::size_t next_before = next_;
  const std::uint32_t number_before = number_;
  next_ = offset;
  number_ = number - 1;
  const bool found = next(record);
  next_ = next_before;
  number_ = number_before;
  return found;
}

bool CsvReader::next(CsvRecord& record, std::size_t cells) {
  if (!next(record)) return false;
  if (!is_one_line(record, cells)) return true;
  next_ = record.offset;
  --number_;
  one_line_ = true;
  next(record);
  one_line_ = false;
  return true;
}

bool CsvReader::at(std::size_t offset, std::uint32_t number, CsvRecord& record, std::size_t cells) {
  if (!at(offset, number, record)) return false;
  one_line_ = is_one_line(record, cells);
  if (one_line_) at(offset, number, record);
  one_line_ = false;
  return true;
}

bool CsvReader::is_one_line(const CsvRecord& record, std::size_t cells) const {
  if (record.cells.size() == cells || record.unclosed_quote) return false;
  const auto has_break = [](std::string_view cell) { return std::any_of(cell.begin(), cell.end(), is_break); };
  if (std::none_of(record.cells.begin(), record.cells.end(), has_break)) return false;
  CsvReader alone(text_, separator_);
  alone.one_line_ = true;
  CsvRecord line;
  return alone.at(record.offset, record.number, line) && line.cells.size() == cells;
}

char detect_separator(std::string_view text) {
  constexpr std::array<char, 4> separators{',', ';', '\t', '|'};
  char best = separators.front();
  std::size_t most = 0;
  // A record of nothing but separators, whichever, says nothing.
  const auto is_filled = [](std::string_view cell) {
    return cell.find_first_not_of(" \t,;|\"") != std::string_view::npos;
  };
  for (const char separator : separators) {
    CsvReader reader(text, separator);
    CsvRecord record;
    while (reader.next(record) && std::none_of(record.cells.begin(), record.cells.end(), is_filled)) {
    }
    if (record.cells.size() > most) {
      most = record.cells.size();
      best = separator;
    }
  }
  return best;
}

void append_csv_cell(std::string& out, std::string_view cell, char separator) {
  const char special[] = {separator, '"', '\n', '\r'};
  const bool quote = cell.find_first_of(std::string_view(special, sizeof special)) != std::string_view::npos;
  if (quote) out += '"';
  if (!cell.empty() && starts_formula(cell.front())) out += '\'';
  if (!quote) {
    out += cell;
    return;
  }
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string_view without_guard(std::string_view cell) {
  if (cell.size() > 1 && cell.front() == '\'' && starts_formula(cell[1])) cell.remove_prefix(1);
  return cell;
}

}  // namespace calx::text
