#include "validate/uniqueness.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>
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
    word(part.size());
    while (part.size() >= 8) {
      std::uint64_t value = 0;
      std::memcpy(&value, part.data(), 8);
      word(value);
      part.remove_prefix(8);
    }
    if (part.empty()) return;
    std::uint64_t value = 0;
    std::memcpy(&value, part.data(), part.size());
    word(value);
  }
};

}  // namespace

bool Uniqueness::before(const Entry& a, const Entry& b) {
  return std::tie(a.high, a.low, a.number) < std::tie(b.high, b.low, b.number);
}

std::uint32_t& Uniqueness::slot(const Entry& entry) {
  std::size_t at = entry.low & (slots_.size() - 1);
  for (;; at = (at + 1) & (slots_.size() - 1)) {
    std::uint32_t& found = slots_[at];
    if (found == 0) return found;
    const Entry& other = entries_[found - 1];
    if (other.high == entry.high && other.low == entry.low) return found;
  }
}

const FilePlace* Uniqueness::note(std::span<const std::string_view> key, const FilePlace& place) {
  if (failure_) return nullptr;
  const std::size_t most = std::max<std::size_t>(memory_ / sizeof(Entry), 2);
  if (slots_.empty()) {
    entries_.reserve(most);
    slots_.assign(std::bit_ceil(2 * most), 0);
  }
  Mixer mixer;
  for (const std::string_view part : key) mixer.text(part);
  Entry entry{mixer.high, mixer.low, next_number_++, place};
  if (const std::uint32_t known = slot(entry); known != 0) return &entries_[known - 1].place;
  if (entries_.size() == most)
    if (auto done = spill(); !done) {
      failure_ = done.error();
      return nullptr;
    }
  entries_.push_back(entry);
  slot(entry) = static_cast<std::uint32_t>(entries_.size());
  return nullptr;
}

Result<void> Uniqueness::spill() {
  if (!scratch_) {
    auto scratch = files::ScratchFile::create();
    if (!scratch) return tl::unexpected<Failure>(scratch.error());
    scratch_ = std::move(*scratch);
  }
  std::sort(entries_.begin(), entries_.end(), before);
  runs_.push_back({scratch_->size(), entries_.size()});
  if (auto done = scratch_->append(std::as_bytes(std::span(entries_))); !done) return done;
  entries_.clear();
  std::fill(slots_.begin(), slots_.end(), 0);
  return {};
}

Result<void> Uniqueness::finish(const std::function<void(const FilePlace&, const FilePlace&)>& found) {
  if (failure_) return tl::unexpected<Failure>(*failure_);
  if (runs_.empty()) return {};
  if (auto done = spill(); !done) return done;
  return merge(found);
}

Result<void> Uniqueness::merge(const std::function<void(const FilePlace&, const FilePlace&)>& found) {
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
    if (auto done = scratch_->read(cursor.rest.offset, std::as_writable_bytes(part)); !done) return done;
    cursor.rest.offset += part.size_bytes();
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
  std::vector<std::pair<Entry, FilePlace>> pairs;  // told in the order of the file
  const auto tell = [&] {
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.first.number < b.first.number; });
    for (const auto& [entry, first] : pairs) found(entry.place, first);
    pairs.clear();
  };
  std::optional<Entry> first;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), later);
    Cursor& cursor = cursors[heap.back()];
    const Entry& entry = cursor.part[cursor.at];
    if (first && first->high == entry.high && first->low == entry.low)
      pairs.emplace_back(entry, first->place);
    else
      first = entry;
    if (pairs.size() == most_pairs) tell();
    if (++cursor.at == cursor.filled)
      if (auto done = fill(cursor); !done) return done;
    if (cursor.filled == 0)
      heap.pop_back();
    else
      std::push_heap(heap.begin(), heap.end(), later);
  }
  tell();
  return {};
}

}  // namespace calx::validate
