#include "report/segment_at.hpp"

#include <algorithm>

#include "x12/interchange_header.hpp"

namespace calx::report {
namespace {

constexpr std::size_t longest_segment = std::size_t{1} << 16;  // a longer one is not shown
constexpr std::size_t portion = std::size_t{1} << 16;          // read at a time, looking for a header
constexpr std::size_t line_ends = 16;                          // passed over between two segments

bool letter_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Part `number` (from 1) of the marked bytes between separators; behind them where it is not written.
Mark part(std::string_view raw, Mark whole, char separator, int number) {
  std::string_view text = raw.substr(whole.begin, whole.size);
  std::size_t begin = whole.begin;
  for (; number > 1; --number) {
    const std::size_t end = text.find(separator);
    if (end == std::string_view::npos) return {whole.begin + whole.size, 0};
    begin += end + 1;
    text.remove_prefix(end + 1);
  }
  return {begin, std::min(text.find(separator), text.size())};
}

}  // namespace

Mark mark_of(const SegmentAt& segment, const findings::Finding& finding) {
  const std::string_view raw = segment.raw;
  if (finding.element == 0 || stands_instead(segment, finding)) return {0, segment.id().size()};
  Mark mark = part(raw, {0, raw.size()}, segment.delimiters.element, finding.element + 1);
  if (segment.delimiters.component == '\0') return mark;
  if (finding.repetition > 0 || finding.component > 0)
    if (segment.delimiters.repetition != '\0')
      mark = part(raw, mark, segment.delimiters.repetition, std::max(finding.repetition, 1));
  if (finding.component > 0) mark = part(raw, mark, segment.delimiters.component, finding.component);
  return mark;
}

bool stands_instead(const SegmentAt& segment, const findings::Finding& finding) {
  return segment.id().substr(0, finding.segment.size()) != finding.segment;
}

std::optional<Segments::Header> Segments::header_at(std::uint64_t offset) {
  const std::string bytes = file_.read(offset, x12::max_header_bytes);
  const auto parsed = x12::parse_interchange_header(bytes);
  if (!parsed) return std::nullopt;
  const x12::Element& number = parsed->elements[13];
  return Header{parsed->delimiters, bytes.substr(number.begin, number.size), offset, parsed->size};
}

// The last header that begins in [from, to].
std::optional<Segments::Header> Segments::last_header(std::uint64_t from, std::uint64_t to) {
  constexpr std::string_view id = "ISA";
  for (std::uint64_t end = to + 1; end > from;) {
    const std::uint64_t begin = end - from > portion ? end - portion : from;
    const std::string bytes = file_.read(begin, static_cast<std::size_t>(end - begin) + id.size());
    for (std::size_t after = static_cast<std::size_t>(end - begin); after > 0;) {
      const std::size_t found = bytes.rfind(id, after - 1);
      if (found == std::string::npos) break;
      if (found + id.size() < bytes.size() && !letter_or_digit(bytes[found + id.size()]))
        if (auto header = header_at(begin + found)) return header;
      after = found;
    }
    end = begin;
  }
  return std::nullopt;
}

// Rising offsets cost one pass over the file in all.
const Segments::Header* Segments::nearest_header(std::uint64_t offset) {
  const bool known = header_ && header_->offset <= offset;
  if (!known || offset > searched_) {
    auto found = last_header(known ? searched_ + 1 : 0, offset);
    if (found || !known) header_ = std::move(found);
    searched_ = offset;
  }
  return header_ ? &*header_ : nullptr;
}

std::optional<SegmentAt> Segments::segment(const Header& header, std::uint64_t offset) {
  if (offset < header.offset) return std::nullopt;
  if (offset == header.offset) {
    const x12::Delimiters only{header.delimiters.element, '\0', '\0', header.delimiters.segment};
    return SegmentAt{file_.read(offset, static_cast<std::size_t>(header.size)), only};
  }
  const std::size_t before = static_cast<std::size_t>(std::min<std::uint64_t>(offset - header.offset, line_ends));
  std::string bytes = file_.read(offset - before, before + 512);
  if (bytes.size() <= before) return std::nullopt;
  std::size_t last = before;
  while (last > 0 && (bytes[last - 1] == '\r' || bytes[last - 1] == '\n') &&
         bytes[last - 1] != header.delimiters.segment)
    --last;
  if (last == 0 || bytes[last - 1] != header.delimiters.segment) return std::nullopt;
  if (bytes.find(header.delimiters.segment, before) == std::string::npos)
    bytes = file_.read(offset - before, before + longest_segment + 1);
  std::size_t end = bytes.find(header.delimiters.segment, before);
  if (end == std::string::npos) {
    if (bytes.size() > before + longest_segment) return std::nullopt;
    end = bytes.size();
    while (end > before && (bytes[end - 1] == '\r' || bytes[end - 1] == '\n')) --end;
  }
  if (end == before) return std::nullopt;
  return SegmentAt{bytes.substr(before, end - before), header.delimiters};
}

std::optional<SegmentAt> Segments::at(const findings::Finding& finding) {
  if (!finding.offset || finding.segment.empty()) return std::nullopt;
  if (header_ && header_->number == finding.isa)
    if (auto found = segment(*header_, *finding.offset)) return found;
  const Header* header = nearest_header(*finding.offset);
  return header == nullptr ? std::nullopt : segment(*header, *finding.offset);
}

}  // namespace calx::report
