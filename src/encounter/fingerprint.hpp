// 128-bit fingerprints of fields, for finding equal rows without keeping their text.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace calx::encounter {

struct Key128 {
  std::uint64_t low = 0, high = 0;
  friend bool operator==(const Key128&, const Key128&) = default;
};

/// Mixes fields into two lanes; fields are framed by their length, so that ("ab", "c") differs from ("a", "bc"). Not
/// cryptographic: with a million keys, two different ones agree with a probability of about 10^-27.
class Fingerprint {
 public:
  Fingerprint& add(std::string_view field) {
    const char* data = field.data();
    std::size_t left = field.size();
    for (; left >= 8; data += 8, left -= 8) {
      std::uint64_t word;
      std::memcpy(&word, data, 8);
      mix(word);
    }
    if (left > 0) {
      std::uint64_t word = 0;
      std::memcpy(&word, data, left);
      mix(word);
    }
    mix(field.size());
    return *this;
  }
  Fingerprint& add(std::uint64_t number) {
    mix(number);
    return *this;
  }
  Key128 value() const {
    const std::uint64_t low = finished(a_ + std::rotl(b_, 32));
    return {low, finished(b_ ^ low)};
  }

 private:
  void mix(std::uint64_t word) {
    a_ = std::rotl(a_ + word * 0xC2B2AE3D27D4EB4FULL, 31) * 0x9E3779B185EBCA87ULL;
    b_ = std::rotl(b_ ^ (word * 0x165667B19E3779F9ULL), 27) * 0x85EBCA77C2B2AE63ULL + 0x27D4EB2F165667C5ULL;
  }
  static std::uint64_t finished(std::uint64_t x) {
    x ^= x >> 33;
    x *= 0xFF51AFD7ED558CCDULL;
    x ^= x >> 33;
    x *= 0xC4CEB9FE1A85EC53ULL;
    return x ^ (x >> 33);
  }
  std::uint64_t a_ = 0x60EA27EEADC0B5D6ULL, b_ = 0x61C8864E7A143579ULL;
};

}  // namespace calx::encounter
