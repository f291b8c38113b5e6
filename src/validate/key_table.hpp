// Which keys came before, and where: 16 bytes of memory for each, and a slot of four in a hash table that is never
// full.
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

/// From keys to where they came first: a list in which they stand as they came, and a hash table of their numbers in
/// it, which is small enough to stay near at hand. A key may have a variant (such as a drug) that tells two apart where
/// both have one.
class KeyTable {
 public:
  static constexpr unsigned place_bits = 52;
  static constexpr std::uint64_t nowhere = ~std::uint64_t{0};
  struct Noted {
    std::uint64_t twin = nowhere;  ///< place of the first that was the same in its variant too, else the first
    bool kept = false;             ///< the key is in the table now: it may be the only twin of a later one
  };
  struct Entry {
    std::uint64_t word = 0;
    std::uint64_t at = 0;  ///< the key's rest above the place
  };

  /// `most`: how many slots the hash table has as soon as fewer do not do. Three of eight are taken at most.
  explicit KeyTable(std::size_t most)
      : most_(std::bit_floor(std::max<std::size_t>(most, 16))), slots_(std::min(most_, std::size_t{4096})) {}

  /// Notes a key and its place, which has 52 bits. `variant`: 0 for none.
  Noted note(const NotedKey& key, std::uint64_t variant, std::uint64_t place);
  /// Takes over an entry of another table, whose key comes before all that are noted here.
  void take(const Entry& entry) {
    if (crowded(slots_.size())) grow();
    variants_ = true;  // it may be of one
    if (std::uint32_t& slot = find(entry.word, entry.at >> place_bits); slot == 0) fill(slot, entry);
  }

  /// Another key may not fit. A table that is full grows all the same where a key is noted.
  bool full() const { return crowded(most_); }
  /// How many keys fit at least, each being two entries.
  std::size_t room() const { return most_ / 16 * 3; }
  /// Forgets all keys, and keeps the memory.
  void clear() {
    std::fill(slots_.begin(), slots_.end(), 0);
    entries_.clear();
    variants_ = false;
  }
  /// All of them, as they came.
  const std::vector<Entry>& entries() const { return entries_; }
  /// A key will be noted soon: fetches the memory of its slot while something else is done.
  void expect(const NotedKey& key) const { __builtin_prefetch(&slots_[home(key.word)], 1); }
  /// A key, its variants and all their entries belong to one of so many parts.
  static std::size_t part(std::uint64_t word, std::size_t parts) { return (word >> 56) * parts >> 8; }

 private:
  // A slot: the number of an entry, counted from 1, and above it some bits of its word; 0: free. There are never more
  // entries than that: files of billions of keys are parted.
  static constexpr unsigned number_bits = 24;
  static std::uint32_t tag(std::uint64_t word) { return static_cast<std::uint32_t>(word >> 24) >> number_bits; }
  // What tells variants, and the first of them, from their key leaves its uppermost byte as it is: see part().
  static std::uint64_t with_variant(std::uint64_t word, std::uint64_t variant) { return word ^ variant >> 8; }
  static std::uint64_t of_first(std::uint64_t word) { return word ^ 0x0051f42d4c957f2dULL; }

  bool crowded(std::size_t slots) const { return 8 * (entries_.size() + 2) > 3 * slots; }
  std::size_t home(std::uint64_t word) const { return static_cast<std::size_t>(word) & (slots_.size() - 1); }
  const Entry& entry(std::uint32_t slot) const { return entries_[(slot & ((1U << number_bits) - 1)) - 1]; }
  std::uint64_t place(std::uint32_t slot) const { return entry(slot).at & ((std::uint64_t{1} << place_bits) - 1); }
  /// The slot of this key, or the free one that is to be it.
  std::uint32_t& find(std::uint64_t word, std::uint64_t rest) {
    for (std::size_t at = home(word);; at = (at + 1) & (slots_.size() - 1)) {
      std::uint32_t& slot = slots_[at];
      if (slot == 0) return slot;
      if (slot >> number_bits != tag(word)) continue;
      if (const Entry& its = entry(slot); its.word == word && its.at >> place_bits == rest) return slot;
    }
  }
  void fill(std::uint32_t& free, const Entry& entry) {
    entries_.push_back(entry);
    free = tag(entry.word) << number_bits | static_cast<std::uint32_t>(entries_.size());
  }
  /// A few keys take little memory; many take all of it, so that it does not grow any more.
  std::size_t larger() const {
    if (slots_.size() >= most_) return 2 * slots_.size();
    return slots_.size() < most_ / 16 ? most_ / 16 : most_;
  }
  void grow() {
    slots_.assign(larger(), 0);
    entries_.reserve(slots_.size() / 8 * 3);
    for (std::uint32_t number = 0; number < entries_.size();) {
      const std::uint64_t word = entries_[number].word;
      std::size_t at = home(word);
      while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = tag(word) << number_bits | ++number;
    }
  }

  std::size_t most_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // a power of two
  bool variants_ = false;             // there are such
};

inline KeyTable::Noted KeyTable::note(const NotedKey& key, std::uint64_t variant, std::uint64_t its_place) {
  if (crowded(slots_.size())) grow();
  const std::uint64_t at = std::uint64_t{key.rest} << place_bits | its_place;
  const std::uint64_t word = with_variant(key.word, variant);
  std::uint32_t& own = find(word, key.rest);
  if (own != 0) return {place(own), false};
  Noted noted{nowhere, true};
  if (variant != 0) {
    if (const std::uint32_t plain = find(key.word, key.rest); plain != 0) return {place(plain), false};
  } else if (variants_) {
    if (const std::uint32_t first = find(of_first(key.word), key.rest); first != 0) noted.twin = place(first);
  }
  fill(own, {word, at});
  if (variant == 0) return noted;
  variants_ = true;
  if (std::uint32_t& first = find(of_first(key.word), key.rest); first == 0) fill(first, {of_first(key.word), at});
  return noted;
}

}  // namespace calx::validate
