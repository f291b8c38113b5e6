#include "text/fold.hpp"

#include <array>

#include "text/romanise.hpp"

namespace calx::text {
namespace {

constexpr std::string_view delimiters = "*^:~";
constexpr std::string_view basic_marks = " !\"&'()*+,-./:;?=";

constexpr bool is_printable(unsigned c) {
  return c >= 0x20 && c <= 0x7E;
}

/// What each byte becomes; 0 for those that are not ASCII.
using Table = std::array<char, 256>;

constexpr Table make_table(CharacterSet set) {
  Table table{};
  for (unsigned i = 0; i < 128; ++i) {
    char c = static_cast<char>(i);
    if (set == CharacterSet::basic) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
      if (c == '`') c = '\'';
      const bool letter_or_digit = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter_or_digit && basic_marks.find(c) == std::string_view::npos) c = ' ';
    }
    if (!is_printable(i) || delimiters.find(c) != std::string_view::npos) c = ' ';
    table[i] = c;
  }
  return table;
}

constexpr Table basic_table = make_table(CharacterSet::basic);
constexpr Table extended_table = make_table(CharacterSet::extended);

/// The letters that names in the United States mostly have beyond ASCII, as romanise() writes them: no call of ICU for
/// those. A blank stands for what is left to romanise(), as the second letter of a pair for none.
constexpr std::string_view latin =  // U+00C0 to U+017F
    "A A A A A A AEC E E E E I I I I "
    "D N O O O O O   O U U U U Y THss"
    "a a a a a a aec e e e e i i i i "
    "d n o o o o o   o u u u u y thy "
    "A a A a A a C c C c C c C c D d "
    "D d E e E e E e E e E e G g G g "
    "G g G g H h H h I i I i I i I i "
    "I i IJijJ j K k q L l L l L l   "
    "  L l N n N n N n   N n O o O o "
    "O o OEoeR r R r R r S s S s S s "
    "S s T t T t T t U u U u U u U u "
    "U u U u W w Y y Y Z z Z z Z z s ";
constexpr char32_t latin_first = 0xC0;
static_assert(latin.size() == std::size_t{2} * (0x180 - latin_first));

constexpr std::string_view vietnamese =  // U+1EA0 to U+1EF9
    "AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy";
constexpr char32_t vietnamese_first = 0x1EA0;
static_assert(vietnamese.size() == 0x1EFA - vietnamese_first);

/// The ASCII for `c`; empty where only romanise() knows it.
std::string_view plain(char32_t c) {
  if (c >= latin_first && c < latin_first + latin.size() / 2) {
    const std::string_view pair = latin.substr(std::size_t{2} * (c - latin_first), 2);
    return pair.substr(0, pair[0] == ' ' ? 0 : pair[1] == ' ' ? 1 : 2);
  }
  if (c >= vietnamese_first && c < vietnamese_first + vietnamese.size())
    return vietnamese.substr(c - vietnamese_first, 1);
  switch (c) {
    case 0x00A0:
      return " ";
    case 0x00B4:
    case 0x02BB:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201B:
      return "'";
    case 0x201C:
    case 0x201D:
    case 0x201F:
      return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return "-";
    default:
      return {};
  }
}

/// The character of two or three bytes at `at`, which is moved past it; 0, `at` unmoved, for any other.
char32_t read_character(const char*& at, const char* end) {
  const auto byte = [&](int i) { return static_cast<unsigned char>(at[i]); };
  const auto continues = [&](int i) { return (byte(i) & 0xC0) == 0x80; };
  char32_t c = 0;
  if ((byte(0) & 0xE0) == 0xC0 && end - at >= 2 && continues(1)) {
    c = (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    if (c < 0x80) return 0;
    at += 2;
  } else if ((byte(0) & 0xF0) == 0xE0 && end - at >= 3 && continues(1) && continues(2)) {
    c = (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    if (c < 0x800) return 0;
    at += 3;
  }
  return c;
}

/// False where the text needs romanise() first; `out` is then of no use.
bool fold_plain(std::string_view utf8, const Table& table, std::string& out) {
  out.resize(utf8.size());  // nothing becomes longer than its UTF-8
  char* const first = out.data();
  char* to = first;
  const auto put = [&](char c) {
    if (c != ' ' || (to != first && to[-1] != ' ')) *to++ = c;
  };
  const char* at = utf8.data();
  const char* const end = at + utf8.size();
  while (at != end) {
    const char c = table[static_cast<unsigned char>(*at)];
    if (c != 0) {
      put(c);
      ++at;
      continue;
    }
    const std::string_view ascii = plain(read_character(at, end));
    if (ascii.empty()) return false;
    for (const char letter : ascii) put(table[static_cast<unsigned char>(letter)]);
  }
  if (to != first && to[-1] == ' ') --to;
  out.resize(static_cast<std::size_t>(to - first));
  return true;
}

}  // namespace

std::string fold(std::string_view utf8, CharacterSet set) {
  const Table& table = set == CharacterSet::basic ? basic_table : extended_table;
  std::string out;
  if (!fold_plain(utf8, table, out)) fold_plain(romanise(utf8), table, out);
  return out;
}

std::string_view cut(std::string_view folded, std::size_t limit) {
  folded = folded.substr(0, limit);
  while (!folded.empty() && folded.back() == ' ') folded.remove_suffix(1);
  return folded;
}

}  // namespace calx::text
