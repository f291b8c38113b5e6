#include "text/romanise.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

namespace calx::text {
namespace {

// Soft hyphens and joiners go first, or Latin-ASCII would make hyphens of them; what Any-Latin leaves of Arabic and
// Hebrew breathings (modifier letters) goes last.
constexpr char16_t steps[] = u"NFKC; [:Cf:] Remove; Any-Latin; Latin-ASCII; NFD; [[:Mn:][:Lm:]] Remove";
constexpr char16_t acute_accent = 0x00B4, apostrophe = 0x2019;

// Replacing in the middle of a text moves its rest, so long texts go piece by piece.
constexpr std::size_t piece_size = 4096;

std::unique_ptr<icu::Transliterator> make_transliterator() {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place;
  std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(steps, UTRANS_FORWARD, place, status));
  if (U_FAILURE(status) != 0 || !made)
    throw std::runtime_error(std::string("ICU cannot romanise here: ") + u_errorName(status));
  return made;
}

/// Where the piece that begins `utf8` ends: after a blank if there is one near the end, never within a character.
std::size_t piece_end(std::string_view utf8) {
  if (utf8.size() <= piece_size) return utf8.size();
  const std::size_t blank = utf8.rfind(' ', piece_size);
  if (blank != std::string_view::npos && blank > piece_size / 2) return blank + 1;
  std::size_t end = piece_size;
  while (end > piece_size - 3 && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) --end;
  return end;
}

}  // namespace

std::string romanise(std::string_view utf8) {
  // Transliterators keep no state between calls: threads share this one.
  static const std::unique_ptr<icu::Transliterator> transliterator = make_transliterator();
  std::string ascii;
  ascii.reserve(utf8.size());
  while (!utf8.empty()) {
    const std::size_t size = piece_end(utf8);
    icu::UnicodeString text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(size)));
    text.findAndReplace(icu::UnicodeString(acute_accent), icu::UnicodeString(apostrophe));
    transliterator->transliterate(text);
    for (std::int32_t i = 0; i < text.length(); ++i) {
      const char16_t unit = text.charAt(i);
      ascii += unit < 0x80 ? static_cast<char>(unit) : ' ';
    }
    utf8.remove_prefix(size);
  }
  return ascii;
}

}  // namespace calx::text
