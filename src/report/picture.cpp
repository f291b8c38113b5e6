#include "report/picture.hpp"

#include <algorithm>
#include <vector>

#include "report/printable.hpp"
#include "report/report.hpp"

namespace calx::report {
namespace {

constexpr std::string_view hidden = "•••", cut = "…";
constexpr std::size_t widest = 100;        // columns of a drawn segment
constexpr std::size_t before_mark = 60;    // of them before the mark, where the segment is cut
constexpr std::size_t longest_value = 60;  // of a value that is shown

/// Characters `begin` to `end` of a printable text.
std::string slice(std::string_view text, std::size_t begin, std::size_t end) {
  std::string result;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t next = i + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
    if (column >= begin && column < end) result += text.substr(i, next - i);
    ++column;
    i = next;
  }
  return result;
}

/// Draws a segment from left to right, and notes the columns of what is marked on the way.
class Drawing {
 public:
  Drawing(const SegmentAt& segment, const findings::Finding& finding, const PublicCodes& codes, bool show_values)
      : segment_(segment),
        finding_(finding),
        codes_(codes),
        show_values_(show_values),
        instead_(stands_instead(segment, finding)) {}

  Picture draw() {
    whole();
    const std::size_t width = columns(line_);
    const std::size_t from =
        width <= widest || begin_ <= before_mark ? 0 : std::min(begin_ - before_mark, width - widest);
    const std::size_t to = std::min(from + widest, width);
    Picture picture;
    picture.segment = std::string(from > 0 ? cut : "") + slice(line_, from, to) + std::string(to < width ? cut : "");
    picture.mark.assign(begin_ - from + (from > 0 ? 1 : 0), ' ');
    picture.mark.append(std::max<std::size_t>(std::min(end_, to) - begin_, 1), '^');
    if (const std::string name = label(); !name.empty()) picture.mark += " " + name;
    return picture;
  }

 private:
  std::string label() const {
    if (instead_) return printable(finding_.segment) + " is missing before this";
    return finding_.element == 0 ? "" : element_name(finding_);
  }

  /// Adds what `write` adds; that is what the finding means.
  template <class Write>
  void marked(bool is, Write write) {
    const std::size_t begin = is ? columns(line_) : 0;
    write();
    if (!is) return;
    begin_ = begin;
    end_ = columns(line_);
  }

  void whole() {
    const std::string_view id = segment_.id();
    const bool by_id = finding_.element == 0 || instead_;
    marked(by_id, [&] { line_ += show_values_ || codes_.knows(id) ? printable(id) : std::string(hidden); });
    int number = 0;
    if (id.size() < segment_.raw.size())
      each(std::string_view(segment_.raw).substr(id.size() + 1), segment_.delimiters.element,
           [&](std::string_view text) { element(++number, text); });
    while (!by_id && number < finding_.element) element(++number, {});
  }

  void element(int number, std::string_view text) {
    separator(segment_.delimiters.element);
    const bool mine = !instead_ && number == finding_.element;
    marked(mine && finding_.repetition == 0 && finding_.component == 0, [&] {
      int repetition = 0;
      each(text, segment_.delimiters.repetition,
           [&](std::string_view one) { repeated(number, ++repetition, mine, one); });
      while (mine && repetition < finding_.repetition) repeated(number, ++repetition, mine, {});
    });
  }

  void repeated(int element, int repetition, bool mine, std::string_view text) {
    if (repetition > 1) separator(segment_.delimiters.repetition);
    mine = mine && repetition == std::max(finding_.repetition, 1);
    marked(mine && finding_.repetition > 0 && finding_.component == 0, [&] {
      const bool composite =
          segment_.delimiters.component != '\0' && text.find(segment_.delimiters.component) != std::string_view::npos;
      int number = 0;
      const auto component = [&](std::string_view one) {
        if (++number > 1) separator(segment_.delimiters.component);
        marked(mine && number == finding_.component, [&] { line_ += value(element, number, composite, one); });
      };
      each(text, segment_.delimiters.component, component);
      while (mine && number < finding_.component) component({});
    });
  }

  std::string value(int element, int component, bool composite, std::string_view text) const {
    if (text.find_first_not_of(' ') == std::string_view::npos) return std::string(text);
    if (show_values_) {
      const std::string shown = printable(text);
      return columns(shown) <= longest_value ? shown : slice(shown, 0, longest_value) + std::string(cut);
    }
    const std::string_view id = segment_.id();
    const bool may =
        codes_.may_show(id, element, component, text) || (!composite && codes_.may_show(id, element, 0, text));
    return may ? printable(text) : std::string(hidden);
  }

  void separator(char c) { line_ += printable({&c, 1}); }

  template <class Visit>
  static void each(std::string_view text, char separator, Visit visit) {
    if (separator == '\0') return visit(text);
    x12::for_each_part(text, separator, visit);
  }

  const SegmentAt& segment_;
  const findings::Finding& finding_;
  const PublicCodes& codes_;
  bool show_values_, instead_;
  std::string line_;
  std::size_t begin_ = 0, end_ = 0;  // columns of the mark
};

}  // namespace

Picture draw(const SegmentAt& segment, const findings::Finding& finding, const PublicCodes& codes, bool show_values) {
  return Drawing(segment, finding, codes, show_values).draw();
}

}  // namespace calx::report
