// Compiled once for each instruction set by foreach_target.h; HWY_ONCE guards what exists once.
#include "x12/delimiter_index.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "x12/delimiter_index.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#ifndef CALX_X12_INDEX_TAIL
#define CALX_X12_INDEX_TAIL
namespace calx::x12 {

/// What a byte is judged by that stands before it: how many line ends may still follow the last terminator.
struct LineEnds {
  bool behind_terminator = false, behind_one = false;
};

/// Bytes [from, size) one at a time, behind what is in the index already.
inline void index_tail(const char* data, std::size_t from, std::size_t size, const Delimiters& delimiters,
                       LineEnds before, DelimiterIndex& index) {
  for (std::size_t position = from; position < size; ++position) {
    const char c = data[position];
    const auto here = static_cast<std::uint32_t>(position);
    const bool terminator = c == delimiters.segment;
    LineEnds now;
    if (terminator) {
      index.segments[index.segment_count++] = static_cast<std::uint32_t>(index.end_count);
      index.ends[index.end_count++] = here;
      now.behind_terminator = true;
    } else if (c == delimiters.element) {
      index.ends[index.end_count++] = here;
    } else if (c == delimiters.component || (c == delimiters.repetition && c != '\0')) {
      index.parts[index.part_count++] = here;
    } else if ((c == '\n' || c == '\r') && (before.behind_terminator || before.behind_one)) {
      now.behind_one = before.behind_terminator;
    } else if (c < ' ' || c > '~') {
      index.clean = false;
    }
    before = now;
  }
}

}  // namespace calx::x12
#endif

HWY_BEFORE_NAMESPACE();
namespace calx::x12::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class Tag, class Mask>
HWY_INLINE std::uint64_t bits_of(Tag tag, Mask mask) {
  std::uint64_t bits = 0;
  hn::StoreMaskBits(tag, mask, reinterpret_cast<std::uint8_t*>(&bits));
  return bits;
}

HWY_INLINE std::uint32_t* write_positions(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
  for (; bits != 0; bits &= bits - 1)
    *out++ = base + static_cast<std::uint32_t>(hwy::Num0BitsBelowLS1Bit_Nonzero64(bits));
  return out;
}

void index_block(const char* data, std::size_t size, const Delimiters& delimiters, DelimiterIndex& index) {
  const hn::CappedTag<std::uint8_t, 64> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto vector = [&](char c) { return hn::Set(tag, static_cast<std::uint8_t>(c)); };
  const auto element = vector(delimiters.element);
  const auto component = vector(delimiters.component);
  const auto segment = vector(delimiters.segment);
  // An interchange without repetitions: the component separator stands in for theirs.
  const auto repetition = vector(delimiters.repetition != '\0' ? delimiters.repetition : delimiters.component);
  const auto blank = vector(' '), range = hn::Set(tag, std::uint8_t{'~' - ' '});
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(data);

  std::uint32_t* ends = index.ends.data();
  std::uint32_t* segments = index.segments.data();
  std::uint32_t* parts = index.parts.data();
  std::uint64_t unclean = 0;
  LineEnds before;
  std::size_t position = 0;
  for (; position + lanes <= size; position += lanes) {
    const auto block = hn::LoadU(tag, bytes + position);
    const auto terminators = hn::Eq(block, segment);
    const auto closing = hn::Or(hn::Eq(block, element), terminators);
    const auto inner = hn::Or(hn::Eq(block, component), hn::Eq(block, repetition));
    const auto strange = hn::And(hn::Gt(hn::Sub(block, blank), range), hn::Not(hn::Or(closing, inner)));
    const std::uint64_t end_bits = bits_of(tag, closing), segment_bits = bits_of(tag, terminators);
    const std::uint64_t strange_bits = bits_of(tag, strange);
    const auto here = static_cast<std::uint32_t>(position);
    const auto counted = static_cast<std::uint32_t>(ends - index.ends.data());
    for (std::uint64_t bits = segment_bits; bits != 0; bits &= bits - 1)
      *segments++ = counted + static_cast<std::uint32_t>(hwy::PopCount(end_bits & (bits ^ (bits - 1)) >> 1));
    ends = write_positions(end_bits, here, ends);
    parts = write_positions(bits_of(tag, inner), here, parts);
    LineEnds now{(segment_bits >> (lanes - 1) & 1) != 0, false};
    if (strange_bits != 0) {
      const std::uint64_t lines =
          bits_of(tag, hn::And(strange, hn::Or(hn::Eq(block, vector('\n')), hn::Eq(block, vector('\r')))));
      const std::uint64_t first = lines & (segment_bits << 1 | (before.behind_terminator ? 1U : 0U));
      const std::uint64_t second = lines & (first << 1 | (before.behind_one ? 1U : 0U));
      unclean |= strange_bits & ~(first | second);
      now.behind_one = (first >> (lanes - 1) & 1) != 0;
    }
    before = now;
  }
  index.end_count = static_cast<std::size_t>(ends - index.ends.data());
  index.segment_count = static_cast<std::size_t>(segments - index.segments.data());
  index.part_count = static_cast<std::size_t>(parts - index.parts.data());
  index.clean = unclean == 0;
  index_tail(data, position, size, delimiters, before, index);
}

}  // namespace calx::x12::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace calx::x12 {

HWY_EXPORT(index_block);

void DelimiterIndex::reserve(std::size_t size) {
  if (ends.size() > size) return;
  ends.resize(size + 1);  // one more: where a segment is cut off
  segments.resize(size + 1);
  parts.resize(size + 1);
}

void index_delimiters(const char* data, std::size_t size, const Delimiters& delimiters, DelimiterIndex& index) {
  index.reserve(size);
  HWY_DYNAMIC_DISPATCH(index_block)(data, size, delimiters, index);
}

void index_delimiters_scalar(const char* data, std::size_t size, const Delimiters& delimiters, DelimiterIndex& index) {
  index.reserve(size);
  index.end_count = index.segment_count = index.part_count = 0;
  index.clean = true;
  index_tail(data, 0, size, delimiters, {}, index);
}

}  // namespace calx::x12
#endif
