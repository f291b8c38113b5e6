// 128 bits for some texts, told apart by them.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "grammar/grammar.hpp"

namespace calx::validate {

/// Words and texts in the order in which they were added. Both halves see every word; neither loses a bit of it.
class Fingerprint {
 public:
  void word(std::uint64_t value) {
    high_ = std::rotl(high_, 19) ^ value;
    low_ = (std::rotl(low_, 31) + value) * 0xc2b2ae3d27d4eb4fULL;
    low_ ^= low_ >> 32;
  }
  void text(std::string_view part) {
    sizes_ = sizes_ * 0x100000001b3ULL + part.size();
    if (part.size() <= 8) return word(grammar::pack(part));
    for (std::size_t at = 0; at + 8 < part.size(); at += 8) word(eight(part.data() + at));
    word(eight(part.data() + part.size() - 8));
  }
  /// Behind all texts: where one ends and the next begins.
  void end() { word(sizes_); }

  std::uint64_t high() const { return (high_ ^ high_ >> 32) * 0x9e3779b97f4a7c15ULL; }
  std::uint64_t low() const { return low_; }

 private:
  static std::uint64_t eight(const char* text) {
    std::uint64_t value = 0;
    std::memcpy(&value, text, 8);
    return value;
  }
  std::uint64_t high_ = 0x243f6a8885a308d3ULL, low_ = 0x13198a2e03707344ULL;
  std::uint64_t sizes_ = 0;
};

}  // namespace calx::validate
