// Compiled once for each instruction set by foreach_target.h; HWY_ONCE guards what exists once.
#include "x12/delimiter_index.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "x12/delimiter_index.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace calx::x12::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

std::size_t index_block(const char* data, std::size_t size, const Delimiters& delimiters, std::uint32_t base,
                        std::uint32_t* out) {
  const hn::CappedTag<std::uint8_t, 64> tag;
  const std::size_t lanes = hn::Lanes(tag);
  const auto element = hn::Set(tag, static_cast<std::uint8_t>(delimiters.element));
  const auto component = hn::Set(tag, static_cast<std::uint8_t>(delimiters.component));
  const auto segment = hn::Set(tag, static_cast<std::uint8_t>(delimiters.segment));
  // An interchange without repetitions: any of the other delimiters stands in for it.
  const char repetition_or_segment = delimiters.repetition != '\0' ? delimiters.repetition : delimiters.segment;
  const auto repetition = hn::Set(tag, static_cast<std::uint8_t>(repetition_or_segment));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(data);

  const std::uint32_t* const first = out;
  std::size_t position = 0;
  for (; position + lanes <= size; position += lanes) {
    const auto block = hn::LoadU(tag, bytes + position);
    const auto found = hn::Or(hn::Or(hn::Eq(block, element), hn::Eq(block, component)),
                              hn::Or(hn::Eq(block, segment), hn::Eq(block, repetition)));
    std::uint64_t bits = 0;
    hn::StoreMaskBits(tag, found, reinterpret_cast<std::uint8_t*>(&bits));
    const auto here = static_cast<std::uint32_t>(base + position);
    for (; bits != 0; bits &= bits - 1)
      *out++ = here + static_cast<std::uint32_t>(hwy::Num0BitsBelowLS1Bit_Nonzero64(bits));
  }
  out += index_delimiters_scalar(data + position, size - position, delimiters,
                                 static_cast<std::uint32_t>(base + position), out);
  return static_cast<std::size_t>(out - first);
}

}  // namespace calx::x12::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace calx::x12 {

HWY_EXPORT(index_block);

std::size_t index_delimiters(const char* data, std::size_t size, const Delimiters& delimiters, std::uint32_t base,
                             std::uint32_t* out) {
  return HWY_DYNAMIC_DISPATCH(index_block)(data, size, delimiters, base, out);
}

std::size_t index_delimiters_scalar(const char* data, std::size_t size, const Delimiters& delimiters,
                                    std::uint32_t base, std::uint32_t* out) {
  const std::uint32_t* const first = out;
  for (std::size_t position = 0; position < size; ++position) {
    const char c = data[position];
    if (c == delimiters.element || c == delimiters.segment || c == delimiters.component ||
        (c == delimiters.repetition && c != '\0'))
      *out++ = static_cast<std::uint32_t>(base + position);
  }
  return static_cast<std::size_t>(out - first);
}

}  // namespace calx::x12
#endif
