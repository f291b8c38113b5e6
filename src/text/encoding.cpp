#include "text/encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <utility>

#include "text/utf8.hpp"

namespace calx::text {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr const char* utf_16_little = "UTF-16LE";
constexpr const char* utf_16_big = "UTF-16BE";

struct Mark {
  std::string_view bytes;
  const char* encoding;
};
// The mark of UTF-32LE begins with that of UTF-16LE, so it comes first.
constexpr std::array<Mark, 5> marks{{{{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
                                     {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
                                     {{"\xEF\xBB\xBF", 3}, "UTF-8"},
                                     {{"\xFF\xFE", 2}, utf_16_little},
                                     {{"\xFE\xFF", 2}, utf_16_big}}};

/// What windows-1252 has at 0x80 to 0x9F; 0 where it has nothing.
constexpr std::array<char16_t, 32> windows_1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

Decoded as_it_is(std::string_view bytes) {
  Decoded decoded;
  decoded.text = bytes;
  decoded.encoding = "UTF-8";
  return decoded;
}

Decoded converted(std::string text, std::string encoding, bool lossy) {
  Decoded decoded;
  decoded.owned = std::move(text);
  decoded.text = decoded.owned;
  decoded.encoding = std::move(encoding);
  decoded.lossy = lossy;
  return decoded;
}

Decoded from_damaged_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + 16);
  while (!bytes.empty()) {
    const std::size_t good = valid_utf8_prefix(bytes);
    text += bytes.substr(0, good);
    bytes.remove_prefix(good);
    if (bytes.empty()) break;
    text += replacement;
    bytes.remove_prefix(1);
    while (!bytes.empty() && is_utf8_continuation(bytes.front())) bytes.remove_prefix(1);
  }
  return converted(std::move(text), "UTF-8", true);
}

Decoded from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  bool lossy = false;
  for (const char c : bytes) {
    const unsigned byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else if (const char32_t known = byte < 0xA0 ? windows_1252[byte - 0x80] : static_cast<char32_t>(byte)) {
      append_utf8(text, known);
    } else {
      text += replacement;
      lossy = true;
    }
  }
  return converted(std::move(text), "windows-1252", lossy);
}

Decoded from_icu(std::string_view bytes, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding, &status), &ucnv_close);
  if (U_FAILURE(status) != 0) throw std::runtime_error(std::string("ICU does not know ") + encoding);
  std::string text;
  text.reserve(bytes.size());
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  std::array<char16_t, 4096> units;
  char32_t high = 0;  // a surrogate at the end of a portion waits for its partner
  do {
    status = U_ZERO_ERROR;
    char16_t* to = units.data();
    ucnv_toUnicode(converter.get(), &to, to + units.size(), &from, end, nullptr, 1, &status);
    if (U_FAILURE(status) != 0 && status != U_BUFFER_OVERFLOW_ERROR)
      throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
    for (const char16_t* unit = units.data(); unit != to; ++unit) {
      if (high != 0) append_utf8(text, 0x10000 + ((high - 0xD800) << 10) + (*unit - 0xDC00u));
      high = high == 0 && *unit >= 0xD800 && *unit < 0xDC00 ? *unit : 0;
      if (high == 0 && (*unit < 0xD800 || *unit > 0xDFFF)) append_utf8(text, *unit);
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  const bool lossy = text.find(replacement) != std::string::npos;
  return converted(std::move(text), encoding, lossy);
}

/// UTF-16 without a mark: text of mostly Latin letters has zeros at every other byte.
const char* utf_16_by_zeros(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, 4096);
  if (sample.size() < 4) return nullptr;
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < sample.size(); ++i) zeros[i % 2] += sample[i] == '\0';
  const std::size_t units = sample.size() / 2;
  const auto mostly = [&](std::size_t count) { return count * 10 > units * 6; };
  const auto hardly = [&](std::size_t count) { return count * 10 < units; };
  if (mostly(zeros[1]) && hardly(zeros[0])) return utf_16_little;
  if (mostly(zeros[0]) && hardly(zeros[1])) return utf_16_big;
  return nullptr;
}

/// The encoding of one byte a character that ICU is sure of, or "" for windows-1252. On tables with English headers
/// and a few names its detector often takes Spanish for ISO-8859-2 at the same confidence as for Western European:
/// sure is who is twice as confident as that.
std::string single_byte_encoding(std::string_view bytes) {
  constexpr std::array<std::string_view, 10> known{"windows-1250", "windows-1251", "windows-1253", "windows-1254",
                                                   "ISO-8859-2",   "ISO-8859-5",   "ISO-8859-7",   "ISO-8859-9",
                                                   "KOI8-R",       "windows-1257"};
  constexpr std::size_t before = 4096, after = 65536, fewest_high_bytes = 8;
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  const auto first = static_cast<std::size_t>(std::find_if(bytes.begin(), bytes.end(), is_high) - bytes.begin());
  const std::string_view sample = bytes.substr(first > before ? first - before : 0, before + after);
  if (std::count_if(sample.begin(), sample.end(), is_high) < static_cast<std::ptrdiff_t>(fewest_high_bytes)) return {};

  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** const matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status) != 0 || count == 0) return {};
  std::int32_t western = 0;
  for (std::int32_t i = 0; i < count; ++i) {
    const std::string_view name = ucsdet_getName(matches[i], &status);
    if (name == "windows-1252" || name == "ISO-8859-1")
      western = std::max(western, ucsdet_getConfidence(matches[i], &status));
  }
  const std::string_view best = ucsdet_getName(matches[0], &status);
  const std::int32_t confidence = ucsdet_getConfidence(matches[0], &status);
  if (confidence < 50 || confidence < 2 * western) return {};
  return std::find(known.begin(), known.end(), best) == known.end() ? std::string() : std::string(best);
}

}  // namespace

Decoded::Decoded(Decoded&& other) noexcept {
  *this = std::move(other);
}

Decoded& Decoded::operator=(Decoded&& other) noexcept {
  if (this == &other) return *this;
  const bool is_own = other.text.data() == other.owned.data();
  const std::size_t size = other.text.size();
  owned = std::move(other.owned);
  text = is_own ? std::string_view(owned).substr(0, size) : other.text;
  encoding = std::move(other.encoding);
  lossy = other.lossy;
  other.text = {};
  return *this;
}

Decoded decode(std::string_view bytes) {
  for (const Mark& mark : marks) {
    if (bytes.substr(0, mark.bytes.size()) != mark.bytes) continue;
    bytes.remove_prefix(mark.bytes.size());
    if (mark.encoding != std::string_view("UTF-8")) return from_icu(bytes, mark.encoding);
    return valid_utf8_prefix(bytes) == bytes.size() ? as_it_is(bytes) : from_damaged_utf8(bytes);
  }
  if (const char* const encoding = utf_16_by_zeros(bytes)) return from_icu(bytes, encoding);
  if (valid_utf8_prefix(bytes) == bytes.size()) return as_it_is(bytes);
  // Letters of other encodings hardly ever make a sequence of UTF-8 by chance, so where there are more sequences than
  // faults, the text is UTF-8 with damage: cut in the middle of a character, say.
  if (const Utf8Count count = count_utf8(bytes); count.sequences > count.faults) return from_damaged_utf8(bytes);
  if (const std::string encoding = single_byte_encoding(bytes); !encoding.empty())
    return from_icu(bytes, encoding.c_str());
  return from_windows_1252(bytes);
}

bool has_lost_characters(std::string_view text) {
  return text.find(replacement) != std::string_view::npos || text.find('\0') != std::string_view::npos;
}

}  // namespace calx::text
