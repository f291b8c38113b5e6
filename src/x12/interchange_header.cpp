#include "x12/interchange_header.hpp"

#include <boost/spirit/home/x3.hpp>

namespace calx::x12 {
namespace {

namespace x3 = boost::spirit::x3;

bool letter_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::optional<InterchangeHeader> parse_interchange_header(std::string_view text) {
  InterchangeHeader header;
  const char* const begin = text.data();
  char separator = '\0';
  int number = 0;

  const auto keep_separator = [&](auto& context) {
    separator = x3::_attr(context);
    x3::_pass(context) = !letter_or_digit(separator);
  };
  const auto is_separator = [&](auto& context) { x3::_pass(context) = x3::_attr(context) == separator; };
  const auto is_content = [&](auto& context) { x3::_pass(context) = x3::_attr(context) != separator; };
  const auto keep_field = [&](auto& context) {
    const auto& range = x3::_attr(context);
    Element& element = header.elements[static_cast<std::size_t>(++number)];
    element.begin = static_cast<std::uint32_t>(range.begin() - begin);
    element.size = static_cast<std::uint32_t>(range.size());
  };
  const auto keep_component = [&](auto& context) { header.delimiters.component = x3::_attr(context); };
  const auto keep_terminator = [&](auto& context) { header.delimiters.segment = x3::_attr(context); };

  const auto field = x3::raw[x3::repeat(0, 35)[x3::char_[is_content]]][keep_field] >> x3::omit[x3::char_[is_separator]];
  const auto grammar = x3::lit("ISA") >> x3::omit[x3::char_[keep_separator]] >> x3::repeat(15)[field] >>
                       x3::omit[x3::char_[keep_component]] >> x3::omit[x3::char_[keep_terminator]];

  const char* position = begin;
  if (!x3::parse(position, begin + text.size(), grammar)) return std::nullopt;

  header.elements[0].size = 3;
  header.size = static_cast<std::uint32_t>(position - begin) - 1;
  header.elements[16].begin = header.size - 1;
  header.elements[16].size = 1;
  Delimiters& delimiters = header.delimiters;
  delimiters.element = separator;
  const Element& repetition = header.elements[11];
  delimiters.repetition = repetition.size == 1 ? begin[repetition.begin] : '\0';
  if (letter_or_digit(delimiters.repetition) || delimiters.repetition == ' ') delimiters.repetition = '\0';

  const bool distinct = delimiters.component != separator && delimiters.segment != separator &&
                        delimiters.segment != delimiters.component && delimiters.repetition != separator &&
                        delimiters.repetition != delimiters.component && delimiters.repetition != delimiters.segment;
  if (!distinct || letter_or_digit(delimiters.component) || letter_or_digit(delimiters.segment)) return std::nullopt;
  return header;
}

}  // namespace calx::x12
