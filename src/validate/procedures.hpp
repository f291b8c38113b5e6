// What a procedure (SV101) says, remembered by its text: a file has few of them, and many lines.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "calaim/coding_options.hpp"
#include "grammar/grammar.hpp"
#include "text/date.hpp"

namespace calx::validate {

/// What its text says.
struct Procedure {
  std::uint64_t high = 0, low = 0;  ///< the same for the same code and modifiers, these in any order
  bool has_code = false;
  /// On the days from..through (none where `from` is the later) there is nothing to say about its coding: it is this
  /// option, or, where null, the code of another benefit.
  const calaim::CodingOption* option = nullptr;
  text::Date from, through;
  bool right_on(text::Date date) const { return from <= date && date <= through; }
};

/// Its parts as they were written.
struct ProcedureParts {
  std::string_view qualifier, code;
  std::array<std::string_view, 4> modifiers;
  static ProcedureParts of(std::string_view procedure, char separator);
};

/// A table of a fixed size, in which the latest text that falls into a slot stays.
class Procedures {
 public:
  /// `remember`: false looks at each text anew.
  Procedures(const calaim::CodingOptions& options, bool remember) : options_(options), remember_(remember) {}

  /// Of SV101 on a date, valid until the next call. Without a date its coding may be of any.
  const Procedure& of(std::string_view text, std::optional<text::Date> date, char separator) {
    if (separator != separator_) forget(separator);
    Slot& slot = slots_[slot_of(text)];
    const bool known = slot.size == text.size() && std::string_view(slot.text.data(), slot.size) == text;
    if (!known || (date && !slot.procedure.right_on(*date))) learn(slot, text, date);
    return slot.procedure;
  }

 private:
  static constexpr std::size_t longest = 46;
  static constexpr std::uint8_t none = 255;  // the size of no text
  static constexpr unsigned bits = 8;
  struct Slot {
    std::uint8_t size = none;
    std::array<char, longest> text{};
    Procedure procedure;
  };
  static std::size_t slot_of(std::string_view text) {
    const std::size_t half = text.size() > 8 ? 8 : text.size();
    const std::uint64_t mixed = grammar::pack(text.substr(0, half)) * 0x9e3779b97f4a7c15ULL ^
                                grammar::pack(text.substr(text.size() - half)) * 0xc2b2ae3d27d4eb4fULL;
    return static_cast<std::size_t>(mixed * 0x9e3779b97f4a7c15ULL >> (64 - bits));
  }
  void forget(char separator);
  void learn(Slot& slot, std::string_view text, std::optional<text::Date> date) const;

  const calaim::CodingOptions& options_;
  bool remember_;
  char separator_ = '\0';    // of all slots
  std::vector<Slot> slots_;  // none before the first text
};

}  // namespace calx::validate
