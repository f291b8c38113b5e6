#include "text/address.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/cells.hpp"

namespace calx::text {
namespace {

/// Quick: hardly any street has "box" or "pob" in it.
bool is_possible(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != 'B' && line[i] != 'b') continue;
    if (i + 2 < line.size() && raised(line[i + 2]) == 'X') return true;
    if (i >= 1 && raised(line[i - 1]) == 'O') return true;
    if (i >= 2 && line[i - 1] == '.' && raised(line[i - 2]) == 'O') return true;
  }
  return false;
}

}  // namespace

bool is_post_office_box(std::string_view line) {
  if (!is_possible(line)) return false;
  // The words in capitals, one blank around each.
  std::array<char, 96> buffer;
  std::size_t size = 0;
  buffer[size++] = ' ';
  for (const char c : line) {
    if (size + 2 > buffer.size()) break;
    if (is_letter_or_digit(c))
      buffer[size++] = raised(c);
    else if (c != '.' && buffer[size - 1] != ' ')
      buffer[size++] = ' ';
  }
  buffer[size++] = ' ';
  const std::string_view words(buffer.data(), size);
  constexpr std::array<std::string_view, 8> boxes{" PO BOX ",          " P O BOX ",    " POBOX ",    " POB ",
                                                  " POST OFFICE BOX ", " POSTAL BOX ", " LOCK BOX ", " LOCKBOX "};
  return std::any_of(boxes.begin(), boxes.end(),
                     [&](std::string_view box) { return words.find(box) != std::string_view::npos; });
}

}  // namespace calx::text
