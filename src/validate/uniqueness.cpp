#include "validate/uniqueness.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>
#include <type_traits>
#include <utility>

namespace calx::validate {
namespace {

/// Two lanes that see every word; neither loses a bit of it.
struct Mixer {
  std::uint64_t high = 0x243f6a8885a308d3ULL, low = 0x13198a2e03707344ULL;

  void word(std::uint64_t value) {
    high = (high ^ value) * 0x9e3779b97f4a7c15ULL;
    high ^= high >> 29;
    low = (std::rotl(low, 31) + value) * 0xc2b2ae3d27d4eb4fULL;
    low ^= low >> 32;
  }
  void text(std::string_view part) {
    sizes_ = sizes_ * 0x100000001b3ULL + part.size();
    if (part.size() <= 8) return word(grammar::pack(part));
    for (std::size_t at = 0; at + 8 < part.size(); at += 8) word(eight(part.data() + at));
    word(eight(part.data() + part.size() - 8));
  }
  /// Behind all texts: where one ends and the next begins.
  void end() { word(sizes_); }

 private:
  static std::uint64_t eight(const char* text) {
    std::uint64_t value = 0;
    std::memcpy(&value, text, 8);
    return value;
  }
  std::uint64_t sizes_ = 0;
};

std::uint64_t fingerprint(std::string_view variant) {
  if (variant.empty()) return 0;
  Mixer mixer;
  mixer.text(variant);
  mixer.end();
  return mixer.high | 1;
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
  // Claims have a third of the memory, entries the rest with two to four slots each.
  const std::size_t most = std::max<std::size_t>(memory_ / 3 * 2 / (sizeof(Entry) + 4 * sizeof(std::uint32_t)), 3);
  entries_.reserve(most);
  claims_.reserve(std::max<std::size_t>(memory_ / 3 / sizeof(NotedClaim), 2));
  slots_.assign(std::bit_ceil(2 * most + 1), 0);  // an entry has at most two, and one is always free
  entries_.push_back({});                         // no slot is 0
}

/// Where an entry is found: by its key and variant, or by its key alone where it is the first variant of that.
std::size_t Uniqueness::home(const Entry& entry, bool any_variant) {
  return static_cast<std::size_t>(entry.low ^ (any_variant ? 0x5851f42d4c957f2dULL : entry.variant));
}

const Uniqueness::Entry* Uniqueness::find(const Entry& entry, bool any_variant) const {
  for (std::size_t at = home(entry, any_variant);; ++at) {
    const std::uint32_t slot = slots_[at & (slots_.size() - 1)];
    if (slot == 0) return nullptr;
    const Entry& other = entries_[slot >> 1];
    if ((slot & 1) == (any_variant ? 1 : 0) && other.same_key(entry) && (any_variant || other.variant == entry.variant))
      return &other;
  }
}

const Uniqueness::Entry* Uniqueness::twin_of(const Entry& entry, bool& keep) const {
  keep = false;
  if (const Entry* const same = find(entry, false); same != nullptr) return same;
  if (entry.variant != 0) {
    Entry plain = entry;
    plain.variant = 0;
    const Entry* const twin = find(plain, false);
    keep = twin == nullptr;
    return twin;
  }
  keep = true;
  return variants_ ? find(entry, true) : nullptr;
}

void Uniqueness::insert(const Entry& entry) {
  const auto put = [&](bool any_variant) {
    std::size_t at = home(entry, any_variant);
    while (slots_[at & (slots_.size() - 1)] != 0) ++at;
    slots_[at & (slots_.size() - 1)] = static_cast<std::uint32_t>(2 * entries_.size()) | (any_variant ? 1U : 0U);
  };
  const bool first_variant = entry.variant != 0 && find(entry, true) == nullptr;
  put(false);
  if (first_variant) put(true);
  variants_ |= first_variant;
  entries_.push_back(entry);
}

void Uniqueness::begin_claim(const NotedClaim& claim) {
  claim_ = claim;
  claim_kept_ = false;
}

std::optional<FilePlace> Uniqueness::note(std::uint16_t check, std::span<const std::string_view> key,
                                          std::string_view variant, const NotedSegment& segment) {
  if (failure_) return std::nullopt;
  if (slots_.empty()) reserve();
  Mixer mixer;
  mixer.word(check);
  for (const std::string_view part : key) mixer.text(part);
  mixer.end();
  Entry entry;
  entry.high = mixer.high;
  entry.low = mixer.low;
  entry.variant = fingerprint(variant);
  entry.segment = segment;
  entry.check = check;
  bool keep = false;
  const Entry* const twin = twin_of(entry, keep);
  std::optional<FilePlace> result;
  if (twin != nullptr) result = FilePlace{claims_[twin->claim], twin->segment};
  if (!keep) return result;
  entry.said = result.has_value();
  const bool full = entries_.size() == entries_.capacity() || (!claim_kept_ && claims_.size() == claims_.capacity());
  if (full)
    if (auto done = spill(); !done) {
      failure_ = done.error();
      return result;
    }
  if (!claim_kept_) claims_.push_back(claim_);
  claim_kept_ = true;
  entry.claim = static_cast<std::uint32_t>(claims_.size() - 1);
  insert(entry);
  return result;
}

Result<void> Uniqueness::spill() {
  if (!scratch_) {
    auto scratch = files::ScratchFile::create();
    if (!scratch) return tl::unexpected<Failure>(scratch.error());
    scratch_ = std::move(*scratch);
  }
  static_assert(std::is_trivially_copyable_v<Entry> && std::is_trivially_copyable_v<NotedClaim>);
  const std::span<Entry> entries = std::span(entries_).subspan(1);
  std::sort(entries.begin(), entries.end(), before);
  Run run{scratch_->size(), 0, entries.size()};
  if (auto done = scratch_->append(std::as_bytes(std::span(claims_))); !done) return done;
  run.entries = scratch_->size();
  if (auto done = scratch_->append(std::as_bytes(entries)); !done) return done;
  runs_.push_back(run);
  entries_.resize(1);
  claims_.clear();
  claim_kept_ = variants_ = false;
  std::fill(slots_.begin(), slots_.end(), 0);
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
