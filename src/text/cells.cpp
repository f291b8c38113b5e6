#include "text/cells.hpp"

#include <algorithm>
#include <array>

namespace calx::text {
namespace {

constexpr std::array<std::string_view, 3> unseen{"\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF"};

constexpr ByteSet exponent_letters("Ee");

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

std::string_view trimmed(std::string_view cell) {
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

unsigned assign_raised(std::string& to, std::string_view text) {
  to.assign(text);
  const unsigned kinds = kinds_in(text);
  if ((kinds & Kinds::small_letter) != 0)
    for (char& c : to) c = raised(c);
  return kinds;
}

bool is_shortened_number(std::string_view text) {
  if (text.size() < 4 || !is_digit(text.front()) || !is_digit(text.back())) return false;
  // At most a sign and three digits stand behind the E.
  const std::size_t tail = text.size() > 5 ? text.size() - 5 : 0;
  const std::size_t e = tail + exponent_letters.first_in(text.substr(tail));
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

bool only_digits(std::string_view text, const ByteSet& between, std::string& to) {
  to.assign(text);
  char* next = to.data();
  for (const char c : text) {
    if (is_digit(c)) {
      *next++ = c;
    } else if (!between.has(c)) {
      to.assign(text);
      return false;
    }
  }
  to.resize(static_cast<std::size_t>(next - to.data()));
  return true;
}

void fold_header(std::string_view header, std::string& folded) {
  folded.clear();
  for (std::size_t i = 0; i < header.size(); ++i) {
    const char c = header[i];
    if (c >= 'A' && c <= 'Z')
      folded += static_cast<char>(c - 'A' + 'a');
    else if (c == '\xC2' && i + 1 < header.size() && header[i + 1] == '\xA0')
      ++i;  // a blank that does not break
    else if ((c >= 'a' && c <= 'z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80)
      folded += c;
  }
}

std::vector<std::string_view> split_list(std::string_view cell, const ByteSet& separators) {
  std::vector<std::string_view> parts;
  while (!cell.empty()) {
    const std::size_t end = separators.first_in(cell);
    const std::string_view part = trimmed(cell.substr(0, end));
    if (!part.empty()) parts.push_back(part);
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return parts;
}

}  // namespace calx::text
