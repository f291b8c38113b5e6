// A quick look at a value: true where it is certainly fine. What it does not find fine gets a closer look, which tells
// what is wrong with it, if anything is. All of it is on the way of every element, so all of it is inline.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include "codes/code_set.hpp"
#include "grammar/grammar.hpp"
#include "text/date.hpp"
#include "validate/formats.hpp"
#include "x12/segment.hpp"

namespace calx::validate {

/// What values are judged by.
struct QuickLook {
  const grammar::Grammar& grammar;
  const std::vector<const codes::CodeSet*>& code_sets;  ///< by ElementSpec::code_set; null: not judged

  /// `text` is not empty, holds printable ASCII and no delimiter; `sibling(n)` is the text of element or component n.
  template <class Sibling>
  bool is_fine(const grammar::ElementSpec& spec, std::string_view text, const Sibling& sibling) const;

  /// Element `number` of a segment, a composite.
  bool is_fine_composite(const grammar::ElementSpec& spec, const x12::Segment& segment, int number,
                         char separator) const;

 private:
  static bool is_fine_number(const grammar::ElementSpec& spec, std::string_view text);
  bool has_code(const grammar::ElementSpec& spec, std::string_view text) const;
};

/// Up to eight characters: digits with one decimal point at most (none in a whole number), within the bounds advised.
inline bool QuickLook::is_fine_number(const grammar::ElementSpec& spec, std::string_view text) {
  const std::size_t size = text.size();
  if (size > 8 || size > spec.max || size < spec.min) return false;
  constexpr std::uint64_t zeros = 0x3030303030303030ULL;
  std::uint64_t digits = grammar::pack(text) ^ zeros;  // each digit's value; what is no digit is over 9
  if (size < 8) digits &= (std::uint64_t{1} << (8 * size)) - 1;
  const std::uint64_t others = (digits | (digits + 0x7676767676767676ULL)) & 0x8080808080808080ULL;
  if (spec.advice_high != 0xffffffffU) {
    if (others != 0 || size > 2) return false;
    const std::uint64_t number = size == 1 ? digits : (digits & 0xff) * 10 + (digits >> 8);
    return number >= spec.advice_low && number <= spec.advice_high;
  }
  if (others == 0) return size <= spec.advice_digits;
  const auto point = static_cast<std::size_t>(std::countr_zero(others)) / 8;
  return (others & (others - 1)) == 0 && text[point] == '.' && spec.type == grammar::Type::r && size > 1 &&
         point <= spec.advice_digits && size - 1 - point <= spec.advice_decimals;
}

inline bool QuickLook::has_code(const grammar::ElementSpec& spec, std::string_view text) const {
  const std::uint64_t packed = grammar::pack(text);
  if (packed == 0) return false;
  for (const std::uint64_t code : grammar.codes(spec))
    if (code == packed) return true;
  return false;
}

template <class Sibling>
inline bool QuickLook::is_fine(const grammar::ElementSpec& spec, std::string_view text, const Sibling& sibling) const {
  switch (spec.quick) {
    case grammar::Quick::text:
      if (text.size() < spec.min || text.size() > spec.quick_max || text.front() == ' ' || text.back() == ' ')
        return false;
      break;
    case grammar::Quick::code:
      return text.size() >= spec.min && text.size() <= spec.quick_max && spec.format_count == 0 &&
             spec.code_set == grammar::none && has_code(spec, text);
    case grammar::Quick::number:
      return is_fine_number(spec, text);
    case grammar::Quick::date:
      return text::parse_ccyymmdd(text).has_value();
    case grammar::Quick::none:
    case grammar::Quick::composite:
      return false;
  }
  for (const grammar::FormatSpec& format : grammar.formats(spec))
    if (grammar::pack(sibling(format.qualifier)) == format.when)
      if (!has_format(grammar.model().formats[format.rule].format, text)) return false;
  return spec.code_set == grammar::none || code_sets[spec.code_set] == nullptr || code_sets[spec.code_set]->has(text);
}

inline bool QuickLook::is_fine_composite(const grammar::ElementSpec& spec, const x12::Segment& segment, int number,
                                         char separator) const {
  const x12::Segment::Index& index = segment.index();
  const std::uint32_t begin = index.ends[number - 1] + 1, end = index.ends[number];
  const char* const bytes = segment.data() - index.origin;
  const std::uint32_t* part = index.parts;
  const std::uint32_t* const last = index.parts + index.part_count;
  while (part != last && *part < begin) ++part;
  const std::uint32_t* const first = part;
  for (; part != last && *part < end; ++part)
    if (bytes[*part] != separator) return false;  // it repeats
  const auto separators = static_cast<std::size_t>(part - first), count = separators + 1;
  if (count > spec.component_count || count < spec.last_required) return false;
  const auto component = [&](int n) {
    const auto i = static_cast<std::size_t>(n) - 1;
    if (i >= count) return std::string_view{};
    const std::uint32_t from = i == 0 ? begin : first[i - 1] + 1;
    return std::string_view(bytes + from, (i == separators ? end : first[i]) - from);
  };
  const auto specs = grammar.components(spec);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view text = component(static_cast<int>(i) + 1);
    if (text.empty() ? specs[i].usage == grammar::Usage::required || i + 1 == count
                     : !is_fine(specs[i], text, component))
      return false;
  }
  return true;
}

}  // namespace calx::validate
