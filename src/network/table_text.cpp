#include "network/table_text.hpp"

#include <algorithm>

#include "text/csv.hpp"

namespace calx::network {
namespace {

constexpr std::size_t widest_line = 110;

/// Characters of UTF-8 text.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

void add_csv_row(std::string& out, std::initializer_list<std::string_view> cells) {
  bool first = true;
  for (const std::string_view cell : cells) {
    if (!first) out += ',';
    first = false;
    text::append_csv_cell(out, cell);
  }
  out += "\r\n";
}

std::string in_columns(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.empty() ? 0 : rows.front().size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - width(row[i]), ' ');
      out += "  ";
      if (i == 0)
        out.append(row[i]).append(blanks);
      else
        out.append(blanks).append(row[i]);
    }
    out += '\n';
  }
  return out;
}

std::string wrapped_list(const std::vector<std::string>& names) {
  std::string out, line;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string word = names[i];
    if (i + 1 < names.size()) word += i + 2 == names.size() ? " and" : ",";
    if (!line.empty() && line.size() + 1 + word.size() > widest_line) {
      out.append(line).append("\n");
      line.clear();
    }
    line.append(line.empty() ? "  " : " ").append(word);
  }
  return line.empty() ? out : out + line + "\n";
}

}  // namespace calx::network
