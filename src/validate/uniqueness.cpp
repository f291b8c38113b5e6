#include "validate/uniqueness.hpp"

#include <algorithm>
#include <bit>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

namespace calx::validate {
namespace {

std::uint64_t fingerprint(std::string_view variant) {
  if (variant.empty()) return 0;
  Fingerprint mixed;
  mixed.text(variant);
  mixed.end();
  return mixed.high() | 1;
}

std::uint32_t tag_of(std::uint64_t high) {
  return static_cast<std::uint32_t>(high >> 32);
}

}  // namespace

/// Entries of one key after the other, in the order of before(): which have a twin. What is kept of a key does not
/// grow with it.
class Uniqueness::Twins {
 public:
  template <class Found>
  void next(const Spilled& now, const Found& found) {
    if (!of_key_ || !of_key_->entry.same_key(now.entry)) {
      end_key(found);
      of_key_ = now;
    }
    if (now.entry.variant == 0) {
      if (plain_)
        say(now, *plain_, found);
      else
        plain_ = now;
      return;
    }
    if (of_variant_ && of_variant_->entry.variant == now.entry.variant) return say(now, *of_variant_, found);
    of_variant_ = now;
    if (plain_ && is_before(*plain_, now)) say(now, *plain_, found);
    if (!first_variant_ || is_before(now, *first_variant_)) first_variant_ = now;
  }
  template <class Found>
  void end_key(const Found& found) {
    if (plain_ && first_variant_ && is_before(*first_variant_, *plain_)) say(*plain_, *first_variant_, found);
    of_key_.reset();
    plain_.reset();
    of_variant_.reset();
    first_variant_.reset();
  }

 private:
  static bool is_before(const Spilled& a, const Spilled& b) { return a.entry.segment.offset < b.entry.segment.offset; }
  template <class Found>
  static void say(const Spilled& later, const Spilled& twin, const Found& found) {
    if (!later.entry.said) found(later, twin);
  }
  std::optional<Spilled> of_key_, plain_, of_variant_, first_variant_;
};

bool Uniqueness::before(const Entry& a, const Entry& b) {
  return std::tie(a.high, a.low, a.variant, a.segment.offset) < std::tie(b.high, b.low, b.variant, b.segment.offset);
}

void Uniqueness::reserve() {
  // Claims have a third of the memory, entries the rest with up to four slots each.
  const std::size_t most = std::max<std::size_t>(memory_ / 3 * 2 / (sizeof(Entry) + 4 * sizeof(Slot)), 3);
  entries_.reserve(most);
  claims_.reserve(std::max<std::size_t>(memory_ / 3 / sizeof(NotedClaim), 2));
  most_slots_ = std::bit_ceil(2 * (most + 1));  // an entry has at most two, and one is always free
  slots_.reserve(most_slots_);                  // and written to as they are needed
  slots_.assign(std::min<std::size_t>(4096, most_slots_), {});
  entries_.push_back({});  // no slot is 0
}

Uniqueness::Slot& Uniqueness::slot(const Entry& entry, bool any_variant) {
  const std::size_t mask = slots_.size() - 1;
  const std::uint32_t tag = tag_of(entry.high);
  std::size_t at = static_cast<std::size_t>(entry.low ^ (any_variant ? 0x5851f42d4c957f2dULL : entry.variant));
  for (;; ++at) {
    Slot& slot = slots_[at & mask];
    if (slot.at == 0) return slot;
    if (slot.tag != tag || (slot.at & 1) != (any_variant ? 1 : 0)) continue;
    const Entry& other = entries_[slot.at >> 1];
    if (other.same_key(entry) && (any_variant || other.variant == entry.variant)) return slot;
  }
}

void Uniqueness::put(Slot& own, std::size_t index) {
  const std::uint32_t tag = tag_of(entries_[index].high);
  own = {tag, static_cast<std::uint32_t>(2 * index)};
  if (entries_[index].variant == 0) return;
  variants_ = true;
  if (Slot& first = slot(entries_[index], true); first.at == 0) first = {tag, own.at | 1};
}

void Uniqueness::grow() {
  slots_.assign(std::min(4 * slots_.size(), most_slots_), {});
  for (std::size_t i = 1; i < entries_.size(); ++i) put(slot(entries_[i], false), i);
}

void Uniqueness::expect(std::uint16_t check, Fingerprint key) const {
  if (slots_.empty()) return;
  key.word(check);
  key.end();
  __builtin_prefetch(&slots_[static_cast<std::size_t>(key.low()) & (slots_.size() - 1)]);
}

void Uniqueness::begin_claim(const NotedClaim& claim) {
  claim_ = claim;
  claim_kept_ = false;
}

const FilePlace* Uniqueness::note(std::uint16_t check, Fingerprint key, std::string_view variant,
                                  const NotedSegment& segment) {
  if (failure_) return nullptr;
  if (slots_.empty()) reserve();
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  key.word(check);
  key.end();
  Entry entry;
  entry.high = key.high();
  entry.low = key.low();
  entry.variant = fingerprint(variant);
  entry.segment = segment;
  entry.check = check;

  const auto in = [&](const Slot& slot) { return slot.at == 0 ? nullptr : &entries_[slot.at >> 1]; };
  Slot* own = &slot(entry, false);
  const Entry* twin = in(*own);
  bool keep = twin == nullptr;  // it may be the only twin of a later one
  if (keep && entry.variant != 0) {
    Entry plain = entry;
    plain.variant = 0;
    twin = in(slot(plain, false));
    keep = twin == nullptr;
  } else if (keep && variants_) {
    twin = in(slot(entry, true));
  }
  entry.said = twin != nullptr;
  if (twin != nullptr) twin_ = {claims_[twin->claim], twin->segment};
  const FilePlace* const result = twin != nullptr ? &twin_ : nullptr;
  if (!keep) return result;

  const bool full = entries_.size() == entries_.capacity() || (!claim_kept_ && claims_.size() == claims_.capacity());
  if (full) {
    if (auto done = spill(); !done) {
      failure_ = done.error();
      return result;
    }
    own = &slot(entry, false);
  }
  if (!claim_kept_) claims_.push_back(claim_);
  claim_kept_ = true;
  entry.claim = static_cast<std::uint32_t>(claims_.size() - 1);
  entries_.push_back(entry);
  put(*own, entries_.size() - 1);
  return result;
}

/// The entries' indices in the order of before(). Fingerprints are spread evenly: they are sorted by their first bits,
/// then the few with the same ones.
std::vector<std::uint32_t> Uniqueness::sorted() const {
  constexpr unsigned bits = 12;
  const auto bucket = [&](std::size_t index) { return static_cast<std::size_t>(entries_[index].high >> (64 - bits)); };
  std::vector<std::uint32_t> ends((std::size_t{1} << bits) + 1);
  for (std::size_t i = 1; i < entries_.size(); ++i) ++ends[bucket(i) + 1];
  for (std::size_t b = 1; b < ends.size(); ++b) ends[b] += ends[b - 1];
  std::vector<std::uint32_t> order(entries_.size() - 1);
  for (std::size_t i = 1; i < entries_.size(); ++i) order[ends[bucket(i)]++] = static_cast<std::uint32_t>(i);
  std::uint32_t first = 0;
  for (std::size_t b = 0; b + 1 < ends.size(); ++b) {
    std::sort(order.begin() + first, order.begin() + ends[b],
              [&](std::uint32_t x, std::uint32_t y) { return before(entries_[x], entries_[y]); });
    first = ends[b];
  }
  return order;
}

Result<void> Uniqueness::spill() {
  if (!scratch_) {
    auto scratch = files::ScratchFile::create();
    if (!scratch) return tl::unexpected<Failure>(scratch.error());
    scratch_ = std::move(*scratch);
  }
  static_assert(std::is_trivially_copyable_v<Entry> && std::is_trivially_copyable_v<NotedClaim>);
  Run run{scratch_->size(), 0, entries_.size() - 1};
  if (auto done = scratch_->append(std::as_bytes(std::span(claims_))); !done) return done;
  run.entries = scratch_->size();
  const std::vector<std::uint32_t> order = sorted();
  std::vector<Entry> part;  // entries are large: they are moved once, on their way to the file
  constexpr std::size_t part_size = 1024;
  for (std::size_t first = 0; first < order.size(); first += part_size) {
    part.clear();
    for (std::size_t i = first; i < std::min(order.size(), first + part_size); ++i) part.push_back(entries_[order[i]]);
    if (auto done = scratch_->append(std::as_bytes(std::span(part))); !done) return done;
  }
  runs_.push_back(run);
  entries_.resize(1);
  claims_.clear();
  claim_kept_ = variants_ = false;
  std::fill(slots_.begin(), slots_.end(), Slot{});
  return {};
}

Result<void> Uniqueness::finish(const Found& found) {
  if (failure_) return tl::unexpected<Failure>(*failure_);
  if (runs_.empty()) return {};
  if (auto done = spill(); !done) return done;
  return merge(found);
}

Result<FilePlace> Uniqueness::place(const Spilled& spilled) const {
  FilePlace place;
  place.segment = spilled.entry.segment;
  auto done = scratch_->read(spilled.claims + spilled.entry.claim * sizeof(NotedClaim),
                             std::as_writable_bytes(std::span(&place.claim, 1)));
  if (!done) return tl::unexpected<Failure>(done.error());
  return place;
}

Result<void> Uniqueness::merge(const Found& found) {
  // Each run is read a part at a time; the parts share the memory that the entries had.
  struct Cursor {
    Run rest;
    std::span<Entry> part;
    std::size_t at = 0;
    std::size_t filled = 0;
  };
  const std::size_t share = std::max<std::size_t>(entries_.capacity() / runs_.size(), 1);
  entries_.resize(share * runs_.size());
  std::vector<Cursor> cursors;
  const auto fill = [&](Cursor& cursor) -> Result<void> {
    cursor.at = 0;
    cursor.filled = static_cast<std::size_t>(std::min<std::uint64_t>(cursor.part.size(), cursor.rest.count));
    const auto part = cursor.part.subspan(0, cursor.filled);
    if (auto done = scratch_->read(cursor.rest.entries, std::as_writable_bytes(part)); !done) return done;
    cursor.rest.entries += part.size_bytes();
    cursor.rest.count -= cursor.filled;
    return {};
  };
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    cursors.push_back({runs_[i], std::span(entries_).subspan(i * share, share)});
    if (auto done = fill(cursors.back()); !done) return done;
  }
  const auto later = [&](std::size_t a, std::size_t b) {
    return before(cursors[b].part[cursors[b].at], cursors[a].part[cursors[a].at]);
  };
  std::vector<std::size_t> heap;  // of cursors, the least entry first
  for (std::size_t i = 0; i < cursors.size(); ++i)
    if (cursors[i].filled != 0) heap.push_back(i);
  std::make_heap(heap.begin(), heap.end(), later);

  constexpr std::size_t most_pairs = 4096;
  std::vector<std::pair<Spilled, Spilled>> pairs;  // told in the order of the file
  const auto tell = [&]() -> Result<void> {
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
      return std::tie(a.first.entry.segment.offset, a.first.entry.check) <
             std::tie(b.first.entry.segment.offset, b.first.entry.check);
    });
    for (const auto& [entry, twin] : pairs) {
      auto its = place(entry), other = place(twin);
      if (!its) return tl::unexpected<Failure>(its.error());
      if (!other) return tl::unexpected<Failure>(other.error());
      found(entry.entry.check, *its, *other);
    }
    pairs.clear();
    return {};
  };
  const auto pair = [&](const Spilled& entry, const Spilled& twin) { pairs.emplace_back(entry, twin); };
  Twins twins;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), later);
    Cursor& cursor = cursors[heap.back()];
    twins.next({cursor.part[cursor.at], cursor.rest.claims}, pair);
    if (pairs.size() >= most_pairs)
      if (auto done = tell(); !done) return done;
    if (++cursor.at == cursor.filled)
      if (auto done = fill(cursor); !done) return done;
    if (cursor.filled == 0)
      heap.pop_back();
    else
      std::push_heap(heap.begin(), heap.end(), later);
  }
  twins.end_key(pair);
  return tell();
}

}  // namespace calx::validate
