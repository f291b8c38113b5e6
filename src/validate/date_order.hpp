// Whether dates are in order, on the way of every service line: members of Rules.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "validate/rules.hpp"

namespace calx::validate {

/// The first day of a D8 or RD8 date, or the last one, as a number: anything for characters that are no digits. -1
/// where there are less than eight.
inline std::int64_t read_day(std::string_view text, bool last) {
  if (last && text.size() == 17) text.remove_prefix(9);
  if (text.size() < 8) return -1;
  std::uint64_t digits = 0;
  std::memcpy(&digits, text.data(), sizeof digits);
  digits = (digits & 0x0f0f0f0f0f0f0f0fULL) * 2561 >> 8;  // pairs of them: 10 * first + second
  digits = (digits & 0x00ff00ff00ff00ffULL) * 6553601 >> 16;
  return static_cast<std::int64_t>((digits & 0x0000ffff0000ffffULL) * 42949672960001ULL >> 32);
}

inline std::int64_t Rules::day_of(DateOrder::Side& side, std::uint32_t trigger, const StoredSegment& stored,
                                  std::uint32_t segment) {
  if (side.own != 0) return read_day(unit_->element(stored, side.own), side.last);
  if (side.around) {  // the same segment for many claims
    const std::uint32_t only = unit_->index_of_only(side.place);
    if (only != none && unit_->segment(only).offset == side.offset) return side.day;
  }
  return find_day(side, {above(stored.occurrence, triggers_[trigger].up), segment});
}

/// True where the rule is about two dates and certainly kept: they are as they should be, or one is not there. One that
/// cannot be read makes the relation unknown, and breaks no rule: whatever is taken for it is right.
inline bool Rules::in_order(std::uint32_t trigger, const StoredSegment& stored, std::uint32_t segment) {
  const std::uint32_t dates = signs_[trigger].dates;
  if (dates == none) return false;
  DateOrder& order = date_orders_[dates];
  const std::int64_t left = day_of(order.left, trigger, stored, segment);
  const std::int64_t right = day_of(order.right, trigger, stored, segment);
  if (left < 0 || right < 0) return left != DateOrder::not_settled && right != DateOrder::not_settled;
  const std::int64_t more = right - left;
  return (order.least <= more && more < order.below) != order.negative;
}

}  // namespace calx::validate
