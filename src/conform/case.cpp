#include "conform/case.hpp"

#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/home/x3.hpp>

namespace calx::conform {
namespace {

/// The places of the short form as they are written.
struct WrittenSegment {
  std::string segment;
  std::uint64_t ordinal = 0;
  int element = 0, component = 0;
};
struct WrittenRow {
  std::uint64_t row = 0;
  std::string column;
};

}  // namespace
}  // namespace calx::conform

BOOST_FUSION_ADAPT_STRUCT(calx::conform::WrittenSegment, segment, ordinal, element, component)
BOOST_FUSION_ADAPT_STRUCT(calx::conform::WrittenRow, row, column)

namespace calx::conform {
namespace {

template <class Value, class Found>
bool agrees(const std::optional<Value>& expected, const Found& found) {
  return !expected || *expected == found;
}

/// All parts of a place are set: the short form says the whole place.
Expected whole(std::string code) {
  Expected expected;
  expected.code = std::move(code);
  expected.segment.emplace();
  expected.column.emplace();
  expected.segment_ordinal = expected.row = 0;
  expected.element = expected.component = 0;
  return expected;
}

std::string written(std::string text, const std::string& segment, std::uint64_t ordinal, int element, int component,
                    std::uint64_t row, const std::string& column) {
  if (row != 0 || !column.empty()) {
    text += " row(" + std::to_string(row) + ")";
    if (!column.empty()) text += " " + column;
  } else if (ordinal != 0 || !segment.empty()) {
    text += " " + segment + "(" + std::to_string(ordinal) + ")";
    if (element != 0) text += " " + std::to_string(element);
    if (component != 0) text += "-" + std::to_string(component);
  }
  return text;
}

}  // namespace

bool Expected::fits(const findings::Finding& finding) const {
  return code == finding.code && agrees(segment, finding.segment) && agrees(column, finding.column) &&
         agrees(segment_ordinal, finding.segment_ordinal) && agrees(row, finding.row) &&
         agrees(element, finding.element) && agrees(component, finding.component) &&
         agrees(repetition, finding.repetition);
}

std::optional<Expected> parse_short(std::string_view text) {
  namespace x3 = boost::spirit::x3;
  const auto blanks = x3::omit[+x3::blank];
  const auto code = +x3::graph;
  const auto segment = *(x3::char_('A', 'Z') | x3::digit) >> '(' >> x3::ulong_long >> ')' >> -(blanks >> x3::int_) >>
                       -('-' >> x3::int_) >> x3::eoi;
  const auto row = x3::lit("row(") >> x3::ulong_long >> ')' >> -(blanks >> +x3::char_) >> x3::eoi;

  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  auto at = text.begin();
  std::string name;
  if (!x3::parse(at, text.end(), code, name)) return std::nullopt;
  Expected expected = whole(std::move(name));
  x3::parse(at, text.end(), *x3::blank);
  if (at == text.end()) return expected;
  if (WrittenRow place; x3::parse(at, text.end(), row, place)) {
    expected.row = place.row;
    expected.column = place.column;
    return expected;
  }
  WrittenSegment place;
  if (!x3::parse(at, text.end(), segment, place)) return std::nullopt;
  if (place.component != 0 && place.element == 0) return std::nullopt;
  expected.segment = place.segment;
  expected.segment_ordinal = place.ordinal;
  expected.element = place.element;
  expected.component = place.component;
  return expected;
}

std::string in_short(const Expected& expected) {
  std::string text = written(expected.code, expected.segment.value_or(""), expected.segment_ordinal.value_or(0),
                             expected.element.value_or(0), expected.component.value_or(0), expected.row.value_or(0),
                             expected.column.value_or(""));
  if (expected.repetition.value_or(0) != 0) text += ", repetition " + std::to_string(*expected.repetition);
  return text;
}

std::string in_short(const findings::Finding& finding) {
  return written(finding.code, finding.segment, finding.segment_ordinal, finding.element, finding.component,
                 finding.row, finding.column);
}

std::string Case::title() const {
  if (name.empty()) return folder;
  return folder == "." ? name : folder + "/" + name;
}

}  // namespace calx::conform
