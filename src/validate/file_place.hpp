// A place in a file, whole and of a fixed size: for what is found only when the rest of the file is known.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/grammar.hpp"
#include "validate/reporter.hpp"
#include "validate/unit.hpp"

namespace calx::validate {

/// Text of at most `size` characters; what is longer is cut.
template <std::size_t size>
struct ShortText {
  std::array<char, size> characters{};
  void operator=(std::string_view text) {
    characters.fill('\0');
    text.copy(characters.data(), size);
  }
  std::string_view view() const {
    const std::string_view all(characters.data(), size);
    return all.substr(0, all.find('\0'));
  }
};

struct FilePlace {
  std::uint64_t offset = 0, ordinal = 0, transaction_ordinal = 0;
  std::array<std::uint32_t, 8> indices{};  ///< of the loops from depth 1 on, each in its parent
  std::uint16_t instance = grammar::none;
  std::uint16_t node = grammar::none;
  ElementPlace element;
  ShortText<9> isa, gs, st;
  ShortText<38> claim;

  /// Of a segment that a unit keeps, the reporter knowing where in the file it is.
  static FilePlace of(const grammar::Grammar& grammar, const Unit& unit, const StoredSegment& segment,
                      ElementPlace element, const Reporter& reporter);

  /// "segment 23"; with its transaction set or interchange where that is not the one of `other`.
  std::string in_words(const FilePlace& other) const;

  /// Reports a finding that stands here.
  void report(const grammar::Grammar& grammar, Reporter& reporter, const grammar::Rule& rule,
              findings::Arguments arguments) const;
};

}  // namespace calx::validate
