// Bytes of unknown encoding to UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace calx::text {

struct Decoded {
  std::string owned;      ///< the text where it had to be converted
  std::string_view text;  ///< UTF-8 without a byte-order mark: a view of `owned`, or of the input as it was
  std::string encoding;   ///< "UTF-8", "UTF-16LE", "windows-1252", ...
  bool lossy = false;     ///< some bytes had no meaning and were replaced by U+FFFD
  Decoded() = default;
  Decoded(const Decoded&) = delete;
  Decoded& operator=(const Decoded&) = delete;
  /// Moving keeps `text` right.
  Decoded(Decoded&&) noexcept;
  Decoded& operator=(Decoded&&) noexcept;
};

/// A byte-order mark decides; else UTF-16 where every other byte is mostly zero; else valid UTF-8 is UTF-8 (not
/// copied), and so is UTF-8 with fewer faults than characters beyond ASCII (lossy); else ICU's detector where it is
/// sure of a single-byte encoding, and windows-1252 otherwise.
Decoded decode(std::string_view bytes);

/// Some character was lost before or while the text was decoded: U+FFFD stands in its place, or a zero byte.
bool has_lost_characters(std::string_view text);

/// What a file is that is not text: "a PDF", "an Excel workbook (.xlsx)", "a ZIP archive", "a picture", ... or empty.
std::string_view binary_kind(std::string_view bytes);

}  // namespace calx::text
