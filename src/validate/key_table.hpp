// Which keys came before, 8 bytes of memory for each: what else is known of a key is found by its index.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "files/failure.hpp"

namespace calx::validate {

/// A fingerprint, and the variant (such as a drug) that tells two apart where both have one.
struct VariantKey {
  std::uint64_t high = 0, low = 0;
  std::uint64_t variant = 0;  ///< 0: none

  bool same_key(const VariantKey& other) const { return high == other.high && low == other.low; }
};

/// A hash table of indices. Slots hold 32 bits of a key: another one's is hardly ever looked at.
class KeyTable {
 public:
  struct Noted {
    std::optional<std::uint32_t> twin;  ///< the first that was the same in its variant too, else the first
    bool kept = false;                  ///< the key is in the table now: it may be the only twin of a later one
  };

  /// `most`: how many slots it has as soon as the first few do not do.
  explicit KeyTable(std::size_t most)
      : most_(std::bit_floor(std::max<std::size_t>(most, 8))), slots_(std::min(most_, std::size_t{4096})) {}

  /// Notes a key and the index that it has if it is kept; indices are below 2^31. `key_at(index)` returns the key
  /// (Result<VariantKey>) that has an index; a failure of it is returned.
  template <class KeyAt>
  Result<Noted> note(const VariantKey& key, std::uint32_t index, const KeyAt& key_at);

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
  /// A key will be noted soon: fetches the memory of its slot while something else is done.
  void expect(std::uint64_t low) const { __builtin_prefetch(&slots_[home(hash_of(low))]); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t at = 0;  ///< 0: free; else twice the index behind, and 1 for the first variant of a key
  };

  bool crowded(std::size_t slots) const { return 4 * (used_ + 2) > 3 * slots; }
  std::size_t home(std::uint32_t hash) const { return hash >> (32 - std::countr_zero(slots_.size())); }
  static std::uint32_t hash_of(std::uint64_t low) { return static_cast<std::uint32_t>(low >> 32); }
  static std::uint32_t own_hash(const VariantKey& key) { return hash_of(key.low ^ key.variant); }
  static std::uint32_t first_hash(const VariantKey& key) { return hash_of(key.low ^ 0x5851f42d4c957f2dULL); }

  /// The slot with this hash of which is(key) is true, or the free one that is to be it.
  template <class Is, class KeyAt>
  Result<Slot*> find(std::uint32_t hash, std::uint32_t first_variant, const Is& is, const KeyAt& key_at) {
    for (std::size_t at = home(hash);; ++at) {
      Slot& slot = slots_[at & (slots_.size() - 1)];
      if (slot.at == 0) return &slot;
      if (slot.hash != hash || (slot.at & 1) != first_variant) continue;
      const Result<VariantKey> key = key_at(index(slot));
      if (!key) return tl::unexpected<Failure>(key.error());
      if (is(*key)) return &slot;
    }
  }
  static std::uint32_t index(const Slot& slot) { return (slot.at >> 1) - 1; }

  void take(Slot& slot, std::uint32_t hash, std::uint32_t index, std::uint32_t first_variant) {
    slot = {hash, 2 * (index + 1) + first_variant};
    ++used_;
  }
  void grow() {
    std::vector<Slot> smaller(std::max(most_, 2 * slots_.size()));
    smaller.swap(slots_);
    for (const Slot& slot : smaller) {
      if (slot.at == 0) continue;
      std::size_t at = home(slot.hash);
      while (slots_[at & (slots_.size() - 1)].at != 0) ++at;
      slots_[at & (slots_.size() - 1)] = slot;
    }
  }

  std::size_t most_;
  std::vector<Slot> slots_;  // a power of two
  std::size_t used_ = 0;
  bool variants_ = false;  // there are such
};

template <class KeyAt>
Result<KeyTable::Noted> KeyTable::note(const VariantKey& key, std::uint32_t index, const KeyAt& key_at) {
  if (crowded(slots_.size())) grow();
  const auto is_same = [&](const VariantKey& other) { return other.same_key(key) && other.variant == key.variant; };
  const auto is_plain = [&](const VariantKey& other) { return other.same_key(key) && other.variant == 0; };
  const auto is_of_key = [&](const VariantKey& other) { return other.same_key(key); };
  const auto own = find(own_hash(key), 0, is_same, key_at);
  if (!own) return tl::unexpected<Failure>(own.error());
  if ((*own)->at != 0) return Noted{this->index(**own), false};

  Noted noted{{}, true};
  if (key.variant != 0) {
    const auto plain = find(hash_of(key.low), 0, is_plain, key_at);
    if (!plain) return tl::unexpected<Failure>(plain.error());
    if ((*plain)->at != 0) return Noted{this->index(**plain), false};
  } else if (variants_) {
    const auto first = find(first_hash(key), 1, is_of_key, key_at);
    if (!first) return tl::unexpected<Failure>(first.error());
    if ((*first)->at != 0) noted.twin = this->index(**first);
  }
  take(**own, own_hash(key), index, 0);
  if (key.variant == 0) return noted;
  variants_ = true;
  const auto first = find(first_hash(key), 1, is_of_key, key_at);
  if (!first) return tl::unexpected<Failure>(first.error());
  if ((*first)->at == 0) take(**first, first_hash(key), index, 1);
  return noted;
}

}  // namespace calx::validate
