// Texts in which nothing was found wrong: what is judged by its text alone need not be judged again.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include "grammar/grammar.hpp"
#include "x12/delimiters.hpp"
#include "x12/segment.hpp"

namespace calx::validate {

/// Texts one behind the other, as long as they fit. Different texts make different keys, where the same elements of the
/// same segments are added in the same order.
class TextKey {
 public:
  TextKey() = default;
  explicit TextKey(const x12::Delimiters& delimiters)
      : separator_(delimiters.element), terminator_(delimiters.segment) {}

  /// Text in which neither an element separator nor a terminator stands, or the last one of the key. It begins a word,
  /// and a separator ends it.
  void add(std::string_view text) {
    for (; text.size() >= 8; text.remove_prefix(8)) add(grammar::pack(text.substr(0, 8)));
    add(grammar::pack(text) | std::uint64_t{static_cast<unsigned char>(separator_)} << 8 * text.size());
  }
  void add(std::uint64_t word) {
    if (count_ == words) return give_up();
    words_[count_++] = word;
  }
  /// These elements (bit n: element n).
  void add(const x12::Segment& segment, std::uint64_t elements) {
    const int last = segment.last_element();
    const std::uint64_t all = last < 63 ? (std::uint64_t{2} << last) - 2 : ~std::uint64_t{0};
    if (last > 0 && (elements & all) == all) {
      add(std::string_view(&terminator_, 1));  // which no element holds
      add(segment.raw());
      return;
    }
    for (; elements != 0; elements &= elements - 1) add(segment.element(std::countr_zero(elements)));
  }
  void give_up() { fits_ = false; }
  /// All texts are in it.
  bool fits() const { return fits_; }
  /// The same texts, where both fit.
  bool operator==(const TextKey& other) const {
    std::uint64_t differences = count_ ^ other.count_;
    for (std::size_t i = 0; i < count_; ++i) differences |= words_[i] ^ other.words_[i];
    return differences == 0;
  }

 private:
  template <class>
  friend class KnownAnswers;

  static constexpr std::size_t words = 8;

  std::array<std::uint64_t, words> words_{};
  std::size_t count_ = 0;
  char separator_ = 0, terminator_ = 0;
  bool fits_ = true;
};

/// A small table that forgets: each key has one slot, and the latest to come stays in it. Holds what it was given, so a
/// text is never taken for another.
template <class Answer>
class KnownAnswers {
 public:
  /// Null where the key is not known, as where its texts did not fit.
  Answer* find(const TextKey& key) {
    if (slots_.empty() || !key.fits()) return nullptr;
    Slot& slot = slots_[slot_of(key)];
    std::uint64_t differences = slot.count ^ key.count_;
    for (std::size_t i = 0; i < key.count_; ++i) differences |= slot.words[i] ^ key.words_[i];
    return differences == 0 ? &slot.answer : nullptr;
  }
  /// Keys whose texts did not fit are not kept.
  void add(const TextKey& key, const Answer& answer) {
    if (!key.fits()) return;
    if (slots_.empty()) slots_.resize(std::size_t{1} << bits);
    Slot& slot = slots_[slot_of(key)];
    slot.words = key.words_;
    slot.count = key.count_;
    slot.answer = answer;
  }
  void clear() { slots_.clear(); }

 private:
  struct Slot {
    std::array<std::uint64_t, TextKey::words> words{};
    std::uint64_t count = 0;  // 0: unused, as no key has no word
    [[no_unique_address]] Answer answer{};
  };
  static constexpr unsigned bits = 7;

  static std::size_t slot_of(const TextKey& key) {
    constexpr std::uint64_t factor = 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = 0;
    for (std::size_t i = 0; i < key.count_; ++i) mixed = (std::rotl(mixed, 23) ^ key.words_[i]) * factor;
    return static_cast<std::size_t>((mixed ^ mixed >> 32) * factor >> (64 - bits));
  }

  std::vector<Slot> slots_;  // none before the first key
};

/// The keys alone.
class KnownTexts {
 public:
  bool has(const TextKey& key) { return texts_.find(key) != nullptr; }
  void add(const TextKey& key) { texts_.add(key, {}); }
  void clear() { texts_.clear(); }

 private:
  KnownAnswers<std::true_type> texts_;
};

}  // namespace calx::validate
