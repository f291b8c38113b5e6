#include "validate/uniqueness.hpp"

#include <algorithm>
#include <vector>

namespace calx::validate {

Uniqueness::Uniqueness(std::size_t memory)
    : memory_(memory),
      transactions_(memory / 64 / sizeof(NotedTransaction)),
      claims_(memory / 16 / sizeof(NotedClaim)),
      table_(2 * memory / sizeof(KeyTable::Entry)),
      first_(memory / 64 / sizeof(KeyTable::Entry)),
      entries_(memory / 16 / sizeof(Entry)) {}

std::uint64_t Uniqueness::variant_of(std::string_view text) {
  Fingerprint mixed;
  mixed.text(text);
  mixed.end();
  return mixed.low() | std::uint64_t{1} << 63;
}

void Uniqueness::begin_transaction(const NotedTransaction& transaction) {
  transaction_ = transaction;
  claim_.transaction = static_cast<std::uint32_t>(transactions_.size());
  if (failure_) return;
  if (auto done = transactions_.push(transaction); !done) failure_ = done.error();
}

Result<TwinPlace> Uniqueness::twin_at(std::uint64_t place) const {
  const auto claim = claims_.at(place >> segment_bits);
  if (!claim) return tl::unexpected<Failure>(claim.error());
  return transactions_.at(claim->transaction).map([&](const NotedTransaction& transaction) {
    return TwinPlace{transaction, *claim, static_cast<std::uint32_t>(place & ((1U << segment_bits) - 1))};
  });
}

Result<FilePlace> Uniqueness::place_at(const Entry& entry) const {
  return twin_at(entry.place).map([&](const TwinPlace& its) {
    return FilePlace{its.transaction, its.claim, entry.segment};
  });
}

const TwinPlace* Uniqueness::find_twin(std::uint64_t place) {
  auto twin = twin_at(place);
  if (!twin) {
    failure_ = twin.error();
    return nullptr;
  }
  twin_ = *twin;
  return &twin_;
}

void Uniqueness::keep_claim() {
  claim_kept_ = true;
  if (auto done = claims_.push(claim_); !done) failure_ = done.error();
}

void Uniqueness::keep(const Entry& entry) {
  if (auto done = entries_.push(entry); !done) failure_ = done.error();
}

/// The first keys can only be the earlier ones of two: what the table has of them says all that will be asked of them.
/// Of those behind them, more is written down.
bool Uniqueness::spill() {
  if (!spilled_)
    for (const KeyTable::Entry& entry : table_.entries())
      if (auto done = first_.push(entry); !done) {
        failure_ = done.error();
        break;
      }
  spilled_ = true;
  table_.clear();
  return !failure_;
}

Result<void> Uniqueness::finish(const Found& found) {
  if (failure_) return tl::unexpected<Failure>(*failure_);
  if (!spilled_) return {};
  constexpr std::size_t most_pairs = std::size_t{1} << 16;
  std::vector<Pair> pairs;
  const auto tell = [&]() -> Result<void> {
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.later < b.later; });
    for (const Pair& pair : pairs) {
      const auto later = entries_.at(pair.later);
      if (!later) return tl::unexpected<Failure>(later.error());
      if (later->said) continue;
      const auto place = place_at(*later);
      if (!place) return tl::unexpected<Failure>(place.error());
      const auto twin = twin_at(pair.twin);
      if (!twin) return tl::unexpected<Failure>(twin.error());
      found(later->key.check, *place, *twin);
    }
    pairs.clear();
    return {};
  };
  auto done = find_twins([&](const Pair& pair) -> Result<void> {
    pairs.push_back(pair);
    return pairs.size() < most_pairs ? Result<void>{} : tell();
  });
  if (!done) return done;
  return tell();
}

/// Calls twins(pair) for each entry that has one. Keys are parted, so that those of a part fit into the table together,
/// in the order of the file.
template <class Twins>
Result<void> Uniqueness::find_twins(const Twins& twins) {
  // The memory of the latest entries and claims is that of the parts now: none grows with the file.
  if (auto done = entries_.put_aside(); !done) return done;
  if (auto done = claims_.put_aside(); !done) return done;
  if (auto done = first_.put_aside(); !done) return done;
  constexpr std::uint64_t none = ~std::uint64_t{0};
  struct Parted {
    KeyTable::Entry noted;
    std::uint64_t variant = 0;
    std::uint64_t entry = none;  // of one: what is noted is its key and its place
  };
  constexpr std::uint64_t most_parts = 256;  // files that are open at once
  const std::uint64_t keys = first_.size() + entries_.size();
  const auto count = static_cast<std::size_t>(std::min(keys / table_.room() + 1, most_parts));
  std::vector<files::ScratchList<Parted>> parts;
  for (std::size_t i = 0; i < count; ++i) parts.emplace_back(memory_ / 8 / sizeof(Parted) / count);
  auto parted = first_.each([&](std::uint64_t, const KeyTable::Entry& noted) {
    return parts[KeyTable::part(noted.word, count)].push({noted});
  });
  if (!parted) return parted;
  parted = entries_.each([&](std::uint64_t number, const Entry& entry) {
    const NotedKey& key = entry.key.key;
    const KeyTable::Entry noted{key.word, std::uint64_t{key.rest} << KeyTable::place_bits | entry.place};
    return parts[KeyTable::part(key.word, count)].push({noted, entry.variant, number});
  });
  if (!parted) return parted;
  constexpr std::uint64_t place_mask = (std::uint64_t{1} << KeyTable::place_bits) - 1;
  for (const files::ScratchList<Parted>& part : parts) {
    table_.clear();
    auto done = part.each([&](std::uint64_t, const Parted& its) -> Result<void> {
      if (its.entry == none) {
        table_.take(its.noted);
        return {};
      }
      const NotedKey key{its.noted.word, static_cast<std::uint16_t>(its.noted.at >> KeyTable::place_bits)};
      const auto noted = table_.note(key, its.variant, its.noted.at & place_mask);
      return noted.twin != KeyTable::nowhere ? twins(Pair{its.entry, noted.twin}) : Result<void>{};
    });
    if (!done) return done;
  }
  return {};
}

}  // namespace calx::validate
