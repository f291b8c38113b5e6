// Compiled once for each instruction set by foreach_target.h; HWY_ONCE guards what exists once.
#include "x12/delimiter_index.hpp"

#include <array>

#include "x12/segment.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "x12/delimiter_index.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#ifndef CALX_X12_INDEX_TAIL
#define CALX_X12_INDEX_TAIL
namespace calx::x12 {

/// For each byte, which of its bits are set, the lowest first; what follows them means nothing.
inline constexpr auto set_bits = [] {
  std::array<std::array<std::uint8_t, 8>, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte)
    for (std::uint8_t bit = 0, count = 0; bit < 8; ++bit)
      if ((byte >> bit & 1) != 0) table[byte][count++] = bit;
  return table;
}();

/// What a byte is judged by that stands before it.
struct Before {
  bool terminator = false, first_line_end = false;  // how many line ends may still follow the last terminator
  bool delimiter = true, blank = false;
};

/// Bytes [from, size) one at a time, behind what is in the index already.
inline void index_tail(const char* data, std::size_t from, std::size_t size, const Delimiters& delimiters,
                       Before before, DelimiterIndex& index) {
  for (std::size_t position = from; position < size; ++position) {
    const char c = data[position];
    const auto here = static_cast<std::uint32_t>(position);
    Before now;
    now.terminator = c == delimiters.segment;
    now.blank = c == ' ';
    if (now.terminator) {
      index.segment_parts[index.segment_count] = static_cast<std::uint32_t>(index.part_count);
      index.segments[index.segment_count++] = static_cast<std::uint32_t>(index.end_count);
      index.ends[index.end_count++] = here;
    } else if (c == delimiters.element) {
      index.ends[index.end_count++] = here;
    } else if (c == delimiters.component || (c == delimiters.repetition && c != '\0')) {
      index.parts[index.part_count++] = here;
    } else {
      now.delimiter = false;
      if ((c == '\n' || c == '\r') && (before.terminator || before.first_line_end))
        now.first_line_end = before.terminator;
      else if (c < ' ' || c > '~')
        index.clean = false;
    }
    if (now.delimiter ? before.blank : now.blank && before.delimiter) index.trimmed = false;
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

/// Of many bits, eight bits at a time and without a branch; writes up to eight positions beyond the last.
HWY_INLINE std::uint32_t* write_many_positions(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
  const hn::CappedTag<std::uint32_t, 8> tag;
  const hn::Rebind<std::uint8_t, decltype(tag)> bytes;
  for (std::uint32_t byte = 0; byte < 8; ++byte, bits >>= 8) {
    const auto first = hn::Set(tag, base + 8 * byte);
    for (std::size_t i = 0; i < 8; i += hn::Lanes(tag))
      hn::StoreU(hn::Add(first, hn::PromoteTo(tag, hn::LoadU(bytes, set_bits[bits & 0xff].data() + i))), tag, out + i);
    out += hwy::PopCount(bits & 0xff);
  }
  return out;
}

HWY_INLINE std::uint32_t* write_positions(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
  for (; bits != 0; bits &= bits - 1)
    *out++ = base + static_cast<std::uint32_t>(hwy::Num0BitsBelowLS1Bit_Nonzero64(bits));
  return out;
}

/// One bit a byte of a word of 64: `test(vector)` gives the mask of each of the vectors that make it up.
template <class Tag, class Test>
HWY_INLINE std::uint64_t word_of(Tag tag, const std::uint8_t* bytes, const Test& test) {
  const std::size_t lanes = hn::Lanes(tag);
  std::uint64_t word = 0;
  for (std::size_t at = 0; at < 64; at += lanes) word |= bits_of(tag, test(hn::LoadU(tag, bytes + at))) << at;
  return word;
}

void index_block(const char* data, std::size_t size, const Delimiters& delimiters, DelimiterIndex& index) {
  const hn::CappedTag<std::uint8_t, 64> tag;
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
  std::uint32_t* segment_parts = index.segment_parts.data();
  std::uint64_t unclean = 0, untrimmed = 0;
  Before before;
  std::size_t position = 0;
  for (; position + 64 <= size; position += 64) {
    const auto word = [&](const auto& test) { return word_of(tag, bytes + position, test); };
    const std::uint64_t segment_bits = word([&](auto block) { return hn::Eq(block, segment); });
    const std::uint64_t end_bits = word([&](auto block) { return hn::Eq(block, element); }) | segment_bits;
    const std::uint64_t part_bits =
        word([&](auto block) { return hn::Or(hn::Eq(block, component), hn::Eq(block, repetition)); });
    const std::uint64_t blank_bits = word([&](auto block) { return hn::Eq(block, blank); });
    const std::uint64_t all = end_bits | part_bits;
    const std::uint64_t strange_bits = word([&](auto block) { return hn::Gt(hn::Sub(block, blank), range); }) & ~all;
    const auto here = static_cast<std::uint32_t>(position);
    const auto ends_before = static_cast<std::uint32_t>(ends - index.ends.data());
    const auto parts_before = static_cast<std::uint32_t>(parts - index.parts.data());
    for (std::uint64_t bits = segment_bits; bits != 0; bits &= bits - 1) {
      const std::uint64_t before_it = (bits ^ (bits - 1)) >> 1;
      *segments++ = ends_before + static_cast<std::uint32_t>(hwy::PopCount(end_bits & before_it));
      *segment_parts++ = parts_before + static_cast<std::uint32_t>(hwy::PopCount(part_bits & before_it));
    }
    ends = write_many_positions(end_bits, here, ends);
    parts = write_positions(part_bits, here, parts);
    untrimmed |= blank_bits & (all << 1 | (before.delimiter ? 1U : 0U));
    untrimmed |= all & (blank_bits << 1 | (before.blank ? 1U : 0U));
    const auto last = [](std::uint64_t bits) { return bits >> 63 != 0; };
    Before now{last(segment_bits), false, last(all), last(blank_bits)};
    if (strange_bits != 0) {
      const std::uint64_t lines = strange_bits & word([&](auto block) {
                                    return hn::Or(hn::Eq(block, vector('\n')), hn::Eq(block, vector('\r')));
                                  });
      const std::uint64_t first = lines & (segment_bits << 1 | (before.terminator ? 1U : 0U));
      const std::uint64_t second = lines & (first << 1 | (before.first_line_end ? 1U : 0U));
      unclean |= strange_bits & ~(first | second);
      now.first_line_end = last(first);
    }
    before = now;
  }
  index.end_count = static_cast<std::size_t>(ends - index.ends.data());
  index.segment_count = static_cast<std::size_t>(segments - index.segments.data());
  index.part_count = static_cast<std::size_t>(parts - index.parts.data());
  index.clean = unclean == 0;
  index.trimmed = untrimmed == 0;
  index_tail(data, position, size, delimiters, before, index);
}

}  // namespace calx::x12::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace calx::x12 {

HWY_EXPORT(index_block);

void DelimiterIndex::reserve(std::size_t size) {
  const std::size_t room = size + 1 + 8;  // one more: where a segment is cut off
  static_assert(Segment::Index::stride <= 8);
  if (ends.size() >= room) return;
  ends.resize(room);
  segments.resize(room);
  parts.resize(room);
  segment_parts.resize(room);
}

void index_delimiters(const char* data, std::size_t size, const Delimiters& delimiters, DelimiterIndex& index) {
  index.reserve(size);
  HWY_DYNAMIC_DISPATCH(index_block)(data, size, delimiters, index);
}

void index_delimiters_scalar(const char* data, std::size_t size, const Delimiters& delimiters, DelimiterIndex& index) {
  index.reserve(size);
  index.end_count = index.segment_count = index.part_count = 0;
  index.clean = index.trimmed = true;
  index_tail(data, 0, size, delimiters, {}, index);
}

}  // namespace calx::x12
#endif
