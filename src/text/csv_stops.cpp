// Compiled once for each instruction set by foreach_target.h; HWY_ONCE guards what exists once.
#include "text/csv_stops.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "text/csv_stops.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace calx::text::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

std::uint64_t find_stops(const char* block, char separator) {
  const hn::CappedTag<std::uint8_t, csv_block> tag;
  const auto separators = hn::Set(tag, static_cast<std::uint8_t>(separator));
  const auto feed = hn::Set(tag, static_cast<std::uint8_t>('\n'));
  const auto carriage_return = hn::Set(tag, static_cast<std::uint8_t>('\r'));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(block);
  std::uint64_t stops = 0;
  for (std::size_t i = 0; i < csv_block; i += hn::Lanes(tag)) {
    const auto part = hn::LoadU(tag, bytes + i);
    const auto found = hn::Or(hn::Eq(part, separators), hn::Or(hn::Eq(part, feed), hn::Eq(part, carriage_return)));
    std::uint64_t bits = 0;
    hn::StoreMaskBits(tag, found, reinterpret_cast<std::uint8_t*>(&bits));
    stops |= bits << i;
  }
  return stops;
}

}  // namespace calx::text::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace calx::text {

HWY_EXPORT(find_stops);

std::uint64_t csv_stops(const char* block, char separator) {
  return HWY_DYNAMIC_DISPATCH(find_stops)(block, separator);
}

}  // namespace calx::text
#endif
