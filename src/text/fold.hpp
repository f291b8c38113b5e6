// Names and addresses folded into the X12 character sets.
#pragma once

#include <string>
#include <string_view>

namespace calx::text {

/// X12.6: basic has capitals, digits, blank and  ! " & ' ( ) * + , - . / : ; ? =  ; extended adds small letters and
/// % @ [ ] _ { } \ | < > ~ ^ ` # $ .
enum class CharacterSet { basic, extended };

/// `utf8` in the character set, without the delimiters  * ^ : ~  (each becomes a blank), blanks trimmed and runs of
/// them made one. Letters lose their marks (Núñez is NUNEZ, Łukasz is LUKASZ, Nguyễn is NGUYEN), typographic quotes
/// and dashes become plain ones, other scripts are romanised by ICU. What remains outside the set becomes a blank;
/// in the basic set, ` becomes an apostrophe. The first text that needs ICU takes some 60 ms more (Chinese 150 ms).
std::string fold(std::string_view utf8, CharacterSet set);

/// True where the character may stand in an X12 element of type AN (extended set, delimiters apart).
constexpr bool in_extended_set(char c) {
  return c >= ' ' && c <= '~' && c != '*' && c != '^' && c != ':' && c != '~';
}

/// First `limit` characters of folded text, without a trailing blank.
std::string_view cut(std::string_view folded, std::size_t limit);

}  // namespace calx::text
