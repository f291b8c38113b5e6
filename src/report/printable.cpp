#include "report/printable.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace calx::report {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// `c` is what a valid sequence stands for, as far as its first three bytes tell.
bool harmless(std::string_view sequence) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
  if (sequence.size() == 1) return byte(0) >= 0x20 && byte(0) != 0x7F;
  if (sequence.size() == 2) return byte(0) != 0xC2 || byte(1) >= 0xA0;  // U+0080 to U+009F
  if (sequence.size() == 3 && byte(0) == 0xE2 && byte(1) == 0x80)
    return byte(2) < 0xA8 || byte(2) > 0xAE;  // U+2028 to U+202E: line ends, directions
  if (sequence.size() == 3 && byte(0) == 0xE2 && byte(1) == 0x81)
    return byte(2) < 0xA6 || byte(2) > 0xA9;                     // U+2066 to U+2069
  return sequence.substr(0, 2) != "\xEF\xBF" || byte(2) < 0xBE;  // U+FFFE and U+FFFF
}

std::size_t sequence_size(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    std::string_view valid = text.substr(0, text::valid_utf8_prefix(text));
    text.remove_prefix(valid.size());
    while (!valid.empty()) {
      const std::string_view sequence = valid.substr(0, sequence_size(valid.front()));
      result += harmless(sequence) ? sequence : replacement;
      valid.remove_prefix(sequence.size());
    }
    if (text.empty()) break;
    result += replacement;
    text.remove_prefix(1);
  }
  return result;
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !text::is_utf8_continuation(c); }));
}

}  // namespace calx::report
