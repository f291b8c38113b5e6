// Which keys came before, and where: 16 bytes of memory for each.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace calx::validate {

/// What is left of a key: 76 bits, by which two of ten million are taken for one in a billion files.
struct NotedKey {
  std::uint64_t word = 0;
  std::uint16_t rest = 0;  ///< 12 bits
};

/// A hash table from keys to where they came first. A key may have a variant (such as a drug) that tells two apart
/// where both have one.
class KeyTable {
 public:
  static constexpr unsigned place_bits = 52;
  static constexpr std::uint64_t nowhere = ~std::uint64_t{0};
  struct Noted {
    std::uint64_t twin = nowhere;  ///< place of the first that was the same in its variant too, else the first
    bool kept = false;             ///< the key is in the table now: it may be the only twin of a later one
  };
  struct Slot {
    std::uint64_t word = 0;
    std::uint64_t at = 0;  ///< 0: free; else the key's rest above the place, and one more than the place
  };

  /// `most`: how many slots it has as soon as fewer do not do.
  explicit KeyTable(std::size_t most)
      : most_(std::bit_floor(std::max<std::size_t>(most, 8))), slots_(std::min(most_, std::size_t{4096})) {}

  /// Notes a key and its place, which has 52 bits and is not all ones. `variant`: 0 for none.
  Noted note(const NotedKey& key, std::uint64_t variant, std::uint64_t place);
  /// Takes over a slot of another table, whose key comes before all that are noted here.
  void take(const Slot& slot) {
    if (crowded(slots_.size())) grow();
    variants_ = true;  // it may be of one
    Slot& own = find(slot.word, slot.at >> place_bits);
    if (own.at == 0) fill(own, slot);
  }

  /// Another key may not fit. A table that is full grows all the same where a key is noted.
  bool full() const { return crowded(most_); }
  /// How many keys fit at least, each taking two slots.
  std::size_t room() const { return most_ / 4; }
  /// Forgets all keys, and keeps the memory.
  void clear() {
    std::fill(slots_.begin(), slots_.end(), Slot{});
    used_ = 0;
    variants_ = false;
  }
  /// All that are not free.
  template <class Visit>
  void each(const Visit& visit) const {
    for (const Slot& slot : slots_)
      if (slot.at != 0) visit(slot);
  }
  /// A key will be noted soon: fetches the memory of its slot while something else is done.
  void expect(const NotedKey& key) const { __builtin_prefetch(&slots_[home(key.word)], 1); }
  /// A key, its variants and all their slots belong to one of so many parts.
  static std::size_t part(std::uint64_t word, std::size_t parts) { return (word >> 56) * parts >> 8; }

 private:
  // What tells variants, and the first of them, from their key leaves its uppermost byte as it is: see part().
  static std::uint64_t with_variant(std::uint64_t word, std::uint64_t variant) { return word ^ variant >> 8; }
  static std::uint64_t of_first(std::uint64_t word) { return word ^ 0x0051f42d4c957f2dULL; }
  static std::uint64_t place(const Slot& slot) { return (slot.at & ((std::uint64_t{1} << place_bits) - 1)) - 1; }

  bool crowded(std::size_t slots) const { return 4 * (used_ + 2) > 3 * slots; }
  std::size_t home(std::uint64_t word) const { return static_cast<std::size_t>(word) & (slots_.size() - 1); }
  /// The slot of this key, or the free one that is to be it.
  Slot& find(std::uint64_t word, std::uint64_t rest) {
    std::size_t at = home(word);
    while (slots_[at].at != 0 && (slots_[at].word != word || slots_[at].at >> place_bits != rest))
      at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  void fill(Slot& free, const Slot& slot) {
    free = slot;
    ++used_;
  }
  /// A few keys take little memory; many take all of it, so that it does not grow any more.
  std::size_t larger() const {
    if (slots_.size() >= most_) return 2 * slots_.size();
    return slots_.size() < most_ / 16 ? most_ / 16 : most_;
  }
  void grow() {
    std::vector<Slot> smaller(larger());
    smaller.swap(slots_);
    for (const Slot& slot : smaller)
      if (slot.at != 0) find(slot.word, slot.at >> place_bits) = slot;
  }

  std::size_t most_;
  std::vector<Slot> slots_;  // a power of two
  std::size_t used_ = 0;
  bool variants_ = false;  // there are such
};

inline KeyTable::Noted KeyTable::note(const NotedKey& key, std::uint64_t variant, std::uint64_t its_place) {
  if (crowded(slots_.size())) grow();
  const std::uint64_t at = (std::uint64_t{key.rest} << place_bits) + its_place + 1;
  const std::uint64_t word = with_variant(key.word, variant);
  Slot& own = find(word, key.rest);
  if (own.at != 0) return {place(own), false};
  Noted noted{nowhere, true};
  if (variant != 0) {
    if (const Slot& plain = find(key.word, key.rest); plain.at != 0) return {place(plain), false};
  } else if (variants_) {
    if (const Slot& first = find(of_first(key.word), key.rest); first.at != 0) noted.twin = place(first);
  }
  fill(own, {word, at});
  if (variant == 0) return noted;
  variants_ = true;
  if (Slot& first = find(of_first(key.word), key.rest); first.at == 0) fill(first, {of_first(key.word), at});
  return noted;
}

}  // namespace calx::validate
