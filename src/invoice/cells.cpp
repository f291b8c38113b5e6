#include "invoice/cells.hpp"

#include <algorithm>
#include <array>

namespace calx::invoice {
namespace {

constexpr std::array<std::string_view, 3> unseen{"\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF"};

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

std::string_view trimmed(std::string_view cell) {
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7F'; };
  if (cell.empty() || (is_plain(cell.front()) && is_plain(cell.back()))) return cell;
  while (!cell.empty()) {
    if (is_blank(cell.front())) {
      cell.remove_prefix(1);
      continue;
    }
    if (static_cast<unsigned char>(cell.front()) < 0x80) break;
    const auto mark = std::find_if(unseen.begin(), unseen.end(),
                                   [&](std::string_view blank) { return cell.substr(0, blank.size()) == blank; });
    if (mark == unseen.end()) break;
    cell.remove_prefix(mark->size());
  }
  while (!cell.empty()) {
    if (is_blank(cell.back())) {
      cell.remove_suffix(1);
      continue;
    }
    if (static_cast<unsigned char>(cell.back()) < 0x80) break;
    const auto mark = std::find_if(unseen.begin(), unseen.end(), [&](std::string_view blank) {
      return cell.size() >= blank.size() && cell.substr(cell.size() - blank.size()) == blank;
    });
    if (mark == unseen.end()) break;
    cell.remove_suffix(mark->size());
  }
  return cell;
}

bool all_blank(const std::vector<std::string_view>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return trimmed(cell).empty(); });
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

void assign_raised(std::string& to, std::string_view text) {
  if (text.empty()) return to.clear();
  to.assign(text);
  for (char& c : to) c = raised(c);
}

bool is_shortened_number(std::string_view text) {
  if (text.size() < 4 || !is_digit(text.front()) || !is_digit(text.back())) return false;
  constexpr ByteSet letters("Ee");
  const std::size_t e = letters.first_in(text);
  if (e == text.size()) return false;
  std::string_view mantissa = text.substr(0, e), exponent = text.substr(e + 1);
  const bool sign = exponent.front() == '+';
  if (sign) exponent.remove_prefix(1);
  if (!all_digits(exponent) || exponent.size() > 3) return false;
  if (mantissa.size() == 1) return sign;
  return (mantissa[1] == '.' || mantissa[1] == ',') && all_digits(mantissa.substr(2));
}

std::string_view without_point_zero(std::string_view text) {
  if (text.empty() || text.back() != '0') return text;
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || point + 1 == text.size() || !all_digits(text.substr(0, point))) return text;
  return text.find_first_not_of('0', point + 1) == std::string_view::npos ? text.substr(0, point) : text;
}

}  // namespace calx::invoice
