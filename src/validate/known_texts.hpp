// Texts in which nothing was found wrong: what is judged by its text alone need not be judged again.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "grammar/grammar.hpp"

namespace calx::validate {

/// A small set that forgets: each text has one slot, and the latest to come stays in it. Holds what it was given, so a
/// text is never taken for another.
class KnownTexts {
 public:
  static constexpr std::size_t longest = 46;

  bool has(std::string_view text) const {
    if (slots_.empty()) return false;
    const Slot& slot = slots_[slot_of(text)];
    return slot.used && slot.size == text.size() && std::memcmp(slot.text.data(), text.data(), text.size()) == 0;
  }
  /// Texts longer than `longest` are not kept.
  void add(std::string_view text) {
    if (text.size() > longest) return;
    if (slots_.empty()) slots_.resize(std::size_t{1} << bits);
    Slot& slot = slots_[slot_of(text)];
    slot.used = true;
    slot.size = static_cast<std::uint8_t>(text.size());
    std::memcpy(slot.text.data(), text.data(), text.size());
  }
  void clear() { slots_.clear(); }

 private:
  struct Slot {
    bool used = false;
    std::uint8_t size = 0;
    std::array<char, longest> text{};
  };
  static constexpr unsigned bits = 7;

  static std::size_t slot_of(std::string_view text) {
    const std::size_t half = text.size() > 8 ? 8 : text.size();
    const std::uint64_t mixed = grammar::pack(text.substr(0, half)) * 0x9e3779b97f4a7c15ULL ^
                                grammar::pack(text.substr(text.size() - half)) * 0xc2b2ae3d27d4eb4fULL ^ text.size();
    return static_cast<std::size_t>(mixed * 0x9e3779b97f4a7c15ULL >> (64 - bits));
  }

  std::vector<Slot> slots_;  // none before the first text
};

}  // namespace calx::validate
