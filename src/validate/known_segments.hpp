// Segments that came before, word for word, and what was found out about them: most segments of a file are no news
// (line numbers, dates, the same services again), and what their text alone tells need not be found out again.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "grammar/grammar.hpp"
#include "x12/delimiters.hpp"

namespace calx::validate {

/// A set that forgets: a text has one slot, and the texts that come again stay in theirs. It holds what it was given,
/// so a text is never taken for another. All texts have the same delimiters.
class KnownSegments {
 public:
  static constexpr std::size_t longest = 72;
  static constexpr unsigned bits = 10;

  struct alignas(64) Entry {
    grammar::Recognition recognition;
    std::uint16_t fine_node = grammar::none;   ///< for this node nothing is wrong with its elements
    std::uint16_t kept_place = grammar::none;  ///< at this place the rules about its text alone are kept
    std::uint8_t size = 0;                     ///< 0: an empty slot
    bool idle = true;                          ///< it did not come again since another wanted the slot
    std::uint32_t name = 0;         ///< its slot, and above these bits how many texts this has held; 0: it is not kept
    std::uint64_t open = 0;         ///< at kept_place: which of the other rules its text allows to be broken
    std::uint64_t kept_around = 0;  ///< at kept_place: see Rules::Look
    std::array<char, longest> text{};
    std::uint64_t witness = 0;  ///< at kept_place: see Gates::witnesses()
    std::uint64_t kept_in = 0;  ///< the transaction set of whose heading kept_place speaks

    bool is(std::string_view wanted) const {
      if (size != wanted.size()) return false;
      if (size < 8) return grammar::pack({text.data(), size}) == grammar::pack(wanted);
      const std::size_t last = wanted.size() - 8;
      if (word(text.data() + last) != word(wanted.data() + last)) return false;
      for (std::size_t at = 0; at < last; at += 8)
        if (word(text.data() + at) != word(wanted.data() + at)) return false;
      return true;
    }
  };

  /// The slot of a name.
  static std::size_t slot_of(std::uint32_t name) { return name & ((1U << bits) - 1); }
  /// The entry that has this name; null where its text has been forgotten since, or was not kept.
  Entry* named(std::uint32_t name) {
    Entry& entry = entries_[slot_of(name)];
    return entry.name == name && name != 0 ? &entry : nullptr;
  }
  /// The entry of the text; where it is not known a new one, of which nothing is found out yet. Valid until the next
  /// call.
  Entry& find_or_add(std::string_view text) {
    if (text.empty() || text.size() > longest) return forgotten();
    const std::size_t slot = text.data() == upcoming_ ? upcoming_slot_ : slot_of(text);
    upcoming_ = nullptr;
    Entry& entry = entries_[slot];
    if (entry.is(text)) {
      entry.idle = false;
      return entry;
    }
    if (!entry.idle) {
      entry.idle = true;
      return forgotten();
    }
    entry.recognition = {};
    entry.fine_node = entry.kept_place = grammar::none;
    entry.name += 1U << bits;
    entry.size = static_cast<std::uint8_t>(text.size());
    std::memcpy(entry.text.data(), text.data(), text.size());
    return entry;
  }
  /// The text that find_or_add() will be called for next, which stays where it is until then: fetches the memory of its
  /// entry while something else is done.
  void expect(std::string_view text) {
    upcoming_ = nullptr;
    if (text.empty() || text.size() > longest) return;
    upcoming_ = text.data();
    upcoming_slot_ = slot_of(text);
    __builtin_prefetch(&entries_[upcoming_slot_]);
  }
  /// An entry that is not kept: nobody finds it again.
  Entry& forgotten() {
    forgotten_.recognition = {};
    forgotten_.fine_node = forgotten_.kept_place = grammar::none;
    return forgotten_;
  }
  /// Delimiters from here on; others than before make a text mean something else.
  void set(const x12::Delimiters& delimiters) {
    upcoming_ = nullptr;
    if (delimiters == delimiters_) return;
    delimiters_ = delimiters;
    for (Entry& entry : entries_) {
      const std::uint32_t name = entry.name;
      entry = {};
      entry.name = name;
    }
  }

 private:
  static std::vector<Entry> empty() {
    std::vector<Entry> entries(std::size_t{1} << bits);
    for (std::uint32_t slot = 0; slot < entries.size(); ++slot) entries[slot].name = slot;
    return entries;
  }

  static std::uint64_t word(const char* at) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, at, sizeof eight);
    return eight;
  }
  static std::size_t slot_of(std::string_view text) {
    constexpr std::uint64_t factor = 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = text.size();
    if (text.size() < 8) {
      mixed ^= grammar::pack(text);
    } else {
      const char* const last = text.data() + text.size() - 8;
      for (const char* at = text.data(); at < last; at += 8) mixed = (mixed ^ word(at)) * factor;
      mixed ^= word(last);
    }
    mixed *= factor;
    mixed ^= mixed >> 32;
    return static_cast<std::size_t>(mixed * factor >> (64 - bits));
  }

  x12::Delimiters delimiters_;
  const char* upcoming_ = nullptr;  // the text that is expected, whose slot is
  std::size_t upcoming_slot_ = 0;
  Entry forgotten_;
  std::vector<Entry> entries_ = empty();
};

/// Facts about some of these segments, beside them.
template <class Facts>
class SegmentFacts {
 public:
  /// `name`: KnownSegments::Entry::name, or 0: such facts are forgotten by the next call. `found` becomes true where
  /// the facts are those that were put here; else they are to be put.
  Facts& of(std::uint32_t name, bool& found) {
    if (slots_.empty()) slots_.resize(std::size_t{1} << KnownSegments::bits);
    Slot& slot = name == 0 ? anew_ : slots_[KnownSegments::slot_of(name)];
    found = name != 0 && slot.name == name;
    slot.name = name;
    return slot.facts;
  }

 private:
  struct Slot {
    std::uint32_t name = 0;
    Facts facts{};
  };
  Slot anew_;
  std::vector<Slot> slots_;  // none before the first
};

}  // namespace calx::validate
