#include "validate/uniqueness.hpp"

#include <algorithm>
#include <vector>

namespace calx::validate {
namespace {

std::uint64_t fingerprint(std::string_view variant) {
  if (variant.empty()) return 0;
  Fingerprint mixed;
  mixed.text(variant);
  mixed.end();
  return mixed.high() | 1;
}

}  // namespace

Uniqueness::Uniqueness(std::size_t memory)
    : memory_(memory),
      claims_(memory / 8 / sizeof(NotedClaim)),
      entries_(memory / 8 / sizeof(Entry)),
      table_(memory / 8) {}

void Uniqueness::expect(std::uint16_t check, Fingerprint key) const {
  key.word(check);
  key.end();
  table_.expect(key.low());
}

void Uniqueness::begin_claim(const NotedClaim& claim) {
  claim_ = claim;
  claim_kept_ = false;
}

const FilePlace* Uniqueness::note(std::uint16_t check, Fingerprint key, std::string_view variant,
                                  const NotedSegment& segment) {
  if (failure_) return nullptr;
  key.word(check);
  key.end();
  Entry entry{{key.high(), key.low(), fingerprint(variant)}, segment, 0, check, false};
  const auto twin = try_note(entry);
  if (twin) return *twin;
  failure_ = twin.error();
  return nullptr;
}

Result<const FilePlace*> Uniqueness::try_note(Entry& entry) {
  if (table_.full()) {
    table_.clear();
    first_ = entries_.size();
  }
  const auto key_at = [&](std::uint32_t index) {
    return entries_.at(first_ + index).map([](const Entry& its) { return its.key; });
  };
  const auto noted = table_.note(entry.key, static_cast<std::uint32_t>(entries_.size() - first_), key_at);
  if (!noted) return tl::unexpected<Failure>(noted.error());
  entry.said = noted->twin.has_value();
  if (entry.said) {
    auto its = entries_.at(first_ + *noted->twin).and_then([&](const Entry& twin) { return place(twin); });
    if (!its) return tl::unexpected<Failure>(its.error());
    twin_ = *its;
  }
  if (noted->kept) {
    if (!claim_kept_)
      if (auto done = claims_.push(claim_); !done) return tl::unexpected<Failure>(done.error());
    claim_kept_ = true;
    entry.claim = static_cast<std::uint32_t>(claims_.size() - 1);
    if (auto done = entries_.push(entry); !done) return tl::unexpected<Failure>(done.error());
  }
  return entry.said ? &twin_ : nullptr;
}

Result<FilePlace> Uniqueness::place(const Entry& entry) const {
  return claims_.at(entry.claim).map([&](const NotedClaim& claim) { return FilePlace{claim, entry.segment}; });
}

Result<void> Uniqueness::finish(const Found& found) {
  if (failure_) return tl::unexpected<Failure>(*failure_);
  if (first_ == 0) return {};
  constexpr std::size_t most_pairs = std::size_t{1} << 16;
  std::vector<Pair> pairs;
  const auto tell = [&]() -> Result<void> {
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.later < b.later; });
    for (const Pair& pair : pairs) {
      const auto later = entries_.at(pair.later);
      if (!later) return tl::unexpected<Failure>(later.error());
      if (later->said) continue;
      const auto here = place(*later);
      if (!here) return tl::unexpected<Failure>(here.error());
      const auto twin = entries_.at(pair.twin).and_then([&](const Entry& its) { return place(its); });
      if (!twin) return tl::unexpected<Failure>(twin.error());
      found(later->check, *here, *twin);
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

/// Calls twins(pair) for each entry that has one. Entries are parted by their keys, so that those of a part fit into
/// the table together, in the order of the file.
template <class Twins>
Result<void> Uniqueness::find_twins(const Twins& twins) {
  // The memory of the latest entries and claims is that of the parts now: none grows with the file.
  if (auto done = entries_.put_aside(); !done) return done;
  if (auto done = claims_.put_aside(); !done) return done;
  struct Numbered {
    VariantKey key;
    std::uint64_t entry = 0;
  };
  constexpr std::uint64_t most_parts = 64;  // files that are open at once
  const auto count = static_cast<std::size_t>(std::min(entries_.size() / table_.room() + 1, most_parts));
  std::vector<files::ScratchList<Numbered>> parts;
  for (std::size_t i = 0; i < count; ++i) parts.emplace_back(memory_ / 8 / sizeof(Numbered) / count);
  auto parted = entries_.each([&](std::uint64_t number, const Entry& entry) {
    return parts[static_cast<std::size_t>(entry.key.high % count)].push({entry.key, number});
  });
  if (!parted) return parted;
  for (const files::ScratchList<Numbered>& part : parts) {
    table_.clear();
    const auto key_at = [&](std::uint32_t index) {
      return part.at(index).map([](const Numbered& its) { return its.key; });
    };
    auto done = part.each([&](std::uint64_t index, const Numbered& its) -> Result<void> {
      const auto noted = table_.note(its.key, static_cast<std::uint32_t>(index), key_at);
      if (!noted) return tl::unexpected<Failure>(noted.error());
      if (!noted->twin) return {};
      const auto twin = part.at(*noted->twin);
      if (!twin) return tl::unexpected<Failure>(twin.error());
      return twins(Pair{its.entry, twin->entry});
    });
    if (!done) return done;
  }
  return {};
}

}  // namespace calx::validate
