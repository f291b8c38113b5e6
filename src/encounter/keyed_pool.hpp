// Records kept by the million: in chunks that never move, found by a 128-bit key.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "encounter/fingerprint.hpp"

namespace calx::encounter {

/// A growing array in chunks, so that growing copies nothing and holds no second copy for a moment.
template <class T>
class ChunkedArray {
 public:
  std::uint32_t size() const { return size_; }
  T& operator[](std::uint32_t index) { return chunks_[index >> bits][index & mask]; }
  const T& operator[](std::uint32_t index) const { return chunks_[index >> bits][index & mask]; }
  T& push_back(const T& value) {
    if ((size_ & mask) == 0) chunks_.push_back(std::unique_ptr<T[]>(new T[mask + 1]));
    T& place = (*this)[size_++];
    place = value;
    return place;
  }

 private:
  static constexpr std::uint32_t bits = 12, mask = (1U << bits) - 1;
  std::vector<std::unique_ptr<T[]>> chunks_;
  std::uint32_t size_ = 0;
};

/// Records with a member `key` (Key128), numbered from 0 in the order in which they came.
template <class T>
class KeyedPool : public ChunkedArray<T> {
 public:
  /// The number of the record of `key`; a new one (default values, key set) where there was none.
  std::uint32_t find_or_add(const Key128& key) {
    if ((this->size() + 1) * 3 > slots_.size() * 2) grow();
    std::size_t place = key.low & (slots_.size() - 1);
    for (; slots_[place].number != 0; place = (place + 1) & (slots_.size() - 1))
      if (slots_[place].tag == tag(key) && (*this)[slots_[place].number - 1].key == key)
        return slots_[place].number - 1;
    T record{};
    record.key = key;
    this->push_back(record);
    slots_[place] = {tag(key), this->size()};
    return this->size() - 1;
  }

 private:
  struct Slot {
    std::uint32_t tag = 0;     // tells most other keys without a look at their records
    std::uint32_t number = 0;  // from 1; 0 is free
  };
  static std::uint32_t tag(const Key128& key) { return static_cast<std::uint32_t>(key.high); }

  void grow() {
    std::vector<Slot> slots(slots_.empty() ? 1024 : slots_.size() * 2);
    for (std::uint32_t index = 0; index < this->size(); ++index) {
      const Key128& key = (*this)[index].key;
      std::size_t place = key.low & (slots.size() - 1);
      while (slots[place].number != 0) place = (place + 1) & (slots.size() - 1);
      slots[place] = {tag(key), index + 1};
    }
    slots_.swap(slots);
  }
  std::vector<Slot> slots_;  // a power of two
};

}  // namespace calx::encounter
