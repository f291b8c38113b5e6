#include "x12/recognise.hpp"

#include "x12/interchange_header.hpp"

namespace calx::x12 {

bool looks_like_x12(std::string_view beginning) {
  constexpr std::size_t enough = 4096;
  constexpr std::string_view blanks(" \r\n\t\0\x1a", 6);
  const std::string_view head = beginning.substr(0, enough);
  const std::size_t first = head.find_first_not_of(blanks);
  if (first == std::string_view::npos) return false;
  const auto begins = [&](std::string_view id) {
    const std::string_view text = head.substr(first);
    if (text.size() <= id.size() || text.substr(0, id.size()) != id) return false;
    const char next = text[id.size()];
    return next == '*' || next == '|' || next == '~' || next == '^' || next == ':' || next == '+' || next == '!';
  };
  if (begins("ISA") || begins("GS") || begins("ST")) return true;
  for (std::size_t at = head.find("ISA"); at != std::string_view::npos; at = head.find("ISA", at + 3))
    if (parse_interchange_header(beginning.substr(at, max_header_bytes))) return true;
  return false;
}

}  // namespace calx::x12
