#include "text/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace calx::text {
namespace {

/// The length of the character of more than one byte at `at`; 0 where there is none (Unicode, table 3-7).
std::size_t sequence_length(const char* at, const char* end) {
  const unsigned lead = static_cast<unsigned char>(*at);
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || static_cast<std::size_t>(end - at) < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if (!is_utf8_continuation(at[i])) return 0;
  const unsigned second = static_cast<unsigned char>(at[1]);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
      (lead == 0xF4 && second > 0x8F))
    return 0;
  return length;
}

const char* skip_ascii(const char* at, const char* end) {
  for (std::uint64_t word = 0; end - at >= 8; at += 8) {
    std::memcpy(&word, at, 8);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (at != end && static_cast<unsigned char>(*at) < 0x80) ++at;
  return at;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view bytes) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while ((at = skip_ascii(at, end)) != end) {
    const std::size_t length = sequence_length(at, end);
    if (length == 0) break;
    at += length;
  }
  return static_cast<std::size_t>(at - bytes.data());
}

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while ((at = skip_ascii(at, end)) != end) {
    if (const std::size_t length = sequence_length(at, end); length != 0) {
      ++count.sequences;
      at += length;
      continue;
    }
    ++count.faults;
    do {
      ++at;
    } while (at != end && is_utf8_continuation(*at));
  }
  return count;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  const auto put_rest = [&](int shift) { put(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put_rest(0);
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put_rest(6);
    put_rest(0);
  } else {
    put(0xF0 | c >> 18);
    put_rest(12);
    put_rest(6);
    put_rest(0);
  }
}

}  // namespace calx::text
