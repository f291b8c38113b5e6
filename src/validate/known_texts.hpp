// Texts in which nothing was found wrong: what is judged by its text alone need not be judged again.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

  /// Text in which neither an element separator nor a terminator stands, or the last one of the key.
  void add(std::string_view text) {
    if (size_ + text.size() + 1 > longest) fits_ = false;
    if (!fits_) return;
    char* const to = reinterpret_cast<char*>(words_.data()) + size_;
    if (text.size() <= 8) {
      const std::uint64_t word = grammar::pack(text);
      std::memcpy(to, &word, sizeof word);  // zeros behind it
    } else {
      std::memcpy(to, text.data(), text.size());
    }
    to[text.size()] = separator_;
    size_ += text.size() + 1;
  }
  void add(std::uint64_t number) {
    std::array<char, sizeof number> bytes;
    std::memcpy(bytes.data(), &number, sizeof number);
    add(std::string_view(bytes.data(), bytes.size()));
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

 private:
  template <class>
  friend class KnownAnswers;

  static constexpr std::size_t words = 6;
  static constexpr std::size_t longest = 8 * words - 1;  // a byte for the size

  std::array<std::uint64_t, words + 1> words_{};  // one more to write into
  std::size_t size_ = 0;
  char separator_ = 0, terminator_ = 0;
  bool fits_ = true;
};

/// A small table that forgets: each key has one slot, and the latest to come stays in it. Holds what it was given, so a
/// text is never taken for another.
template <class Answer>
class KnownAnswers {
 public:
  /// Null where the key is not known, as where its texts did not fit.
  const Answer* find(const TextKey& key) const {
    if (slots_.empty() || !key.fits()) return nullptr;
    const Words words = words_of(key);
    const Slot& slot = slots_[slot_of(words)];
    return slot.words == words ? &slot.answer : nullptr;
  }
  /// Keys whose texts did not fit are not kept.
  void add(const TextKey& key, const Answer& answer) {
    if (!key.fits()) return;
    if (slots_.empty()) slots_.resize(std::size_t{1} << bits);
    const Words words = words_of(key);
    Slot& slot = slots_[slot_of(words)];
    slot.words = words;
    slot.answer = answer;
  }
  void clear() { slots_.clear(); }

 private:
  using Words = std::array<std::uint64_t, TextKey::words>;
  struct Slot {
    Words words{};  // all 0: unused; the last byte of a key is its size and 1
    [[no_unique_address]] Answer answer{};
  };
  static constexpr unsigned bits = 7;

  static Words words_of(const TextKey& key) {
    Words words;
    std::memcpy(words.data(), key.words_.data(), sizeof words);
    words.back() |= std::uint64_t{key.size_ + 1} << 56;
    return words;
  }
  static std::size_t slot_of(const Words& words) {
    std::uint64_t mixed = 0;
    for (const std::uint64_t word : words) mixed = (std::rotl(mixed, 23) ^ word) * 0x9e3779b97f4a7c15ULL;
    return static_cast<std::size_t>((mixed ^ mixed >> 32) * 0x9e3779b97f4a7c15ULL >> (64 - bits));
  }

  std::vector<Slot> slots_;  // none before the first key
};

/// The keys alone.
class KnownTexts {
 public:
  bool has(const TextKey& key) const { return texts_.find(key) != nullptr; }
  void add(const TextKey& key) { texts_.add(key, {}); }
  void clear() { texts_.clear(); }

 private:
  KnownAnswers<std::true_type> texts_;
};

}  // namespace calx::validate
