#include "grammar/path.hpp"

#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/home/x3.hpp>

namespace calx::grammar {
namespace {

/// The parts of a path as they are written; "CLM05" is not yet a segment and an element.
struct Written {
  std::string loop, segment, qualifier, element;
  int component = 0;
};

}  // namespace
}  // namespace calx::grammar

BOOST_FUSION_ADAPT_STRUCT(calx::grammar::Written, loop, segment, qualifier, element, component)

namespace calx::grammar {
namespace {

/// "CLM05" to "CLM" and 5; "CLM" to "CLM" and 0: an element's id ends in two digits behind two or three characters.
bool split(const std::string& written, std::string& segment, int& element) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::size_t size = written.size();
  if (size >= 4 && size <= 5 && digit(written[size - 1]) && digit(written[size - 2])) {
    segment = written.substr(0, size - 2);
    element = (written[size - 2] - '0') * 10 + (written[size - 1] - '0');
    return element > 0;
  }
  segment = written;
  element = 0;
  return size == 2 || size == 3;
}

}  // namespace

std::optional<Path> parse_path(std::string_view text) {
  namespace x3 = boost::spirit::x3;
  const auto word = +(x3::char_('A', 'Z') | x3::digit | x3::char_('_'));
  const x3::uint_parser<int, 10, 2, 2> two_digits{};
  const auto grammar = word >> -('/' >> word) >> -('[' >> +(x3::char_ - ']') >> ']') >> -('/' >> word) >>
                       -('-' >> two_digits) >> x3::eoi;
  Written written;
  if (!x3::parse(text.begin(), text.end(), grammar, written)) return std::nullopt;

  Path path;
  path.loop = written.loop;
  path.qualifier = written.qualifier;
  path.component = written.component;
  if (written.segment.empty())
    return written.qualifier.empty() && written.component == 0 ? std::optional(path) : std::nullopt;
  if (!split(written.segment, path.segment, path.element)) return std::nullopt;
  if (!written.element.empty()) {
    std::string again;
    if (path.element != 0 || !split(written.element, again, path.element) || again != path.segment || path.element == 0)
      return std::nullopt;
  }
  if (path.component != 0 && path.element == 0) return std::nullopt;
  return path;
}

}  // namespace calx::grammar
