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
    const std::size_t end = text.copy(characters.data(), size);
    if (end < size) characters[end] = '\0';
  }
  std::string_view view() const {
    const std::string_view all(characters.data(), size);
    return all.substr(0, all.find('\0'));
  }
};

/// What all claims of a transaction set have in common.
struct NotedTransaction {
  std::uint64_t before = 0;  ///< ordinal of the segment before its ST
  ShortText<9> isa, gs, st;

  /// The one that a segment stands in, the reporter knowing its numbers.
  static NotedTransaction of(const StoredSegment& segment, const Reporter& reporter);
};

/// What all places of a claim have in common.
struct NotedClaim {
  std::uint64_t ordinal = 0;               ///< of its first segment
  std::uint32_t transaction = 0;           ///< which of those noted
  std::array<std::uint32_t, 6> indices{};  ///< of its loop and those above, from depth 1 on
  ShortText<38> claim;

  /// Of a segment of the claim: behind its first one.
  std::uint32_t ordinal_of(const StoredSegment& segment) const {
    return static_cast<std::uint32_t>(segment.ordinal - ordinal);
  }
  /// Becomes a claim that has a segment, the reporter knowing which one it is. Its transaction stays.
  void note(const grammar::Grammar& grammar, const Unit& unit, std::uint32_t occurrence, const Reporter& reporter);
};

/// A segment within its claim.
struct NotedSegment {
  std::uint64_t offset = 0;                ///< byte of the file: also the order of all
  std::uint32_t ordinal = 0;               ///< behind the claim's first segment
  std::array<std::uint32_t, 3> indices{};  ///< of its loop and those above, down from the claim's
  std::uint16_t instance = grammar::none;
  std::uint16_t node = grammar::none;
  std::uint8_t element = 0, component = 0;

  static NotedSegment of(const grammar::Grammar& grammar, const Unit& unit, const StoredSegment& segment,
                         const NotedClaim& claim, ElementPlace element);
};

struct FilePlace {
  NotedTransaction transaction;
  NotedClaim claim;
  NotedSegment segment;

  /// Reports a finding that stands here.
  [[gnu::cold]] void report(const grammar::Grammar& grammar, Reporter& reporter, const grammar::Rule& rule,
                            findings::Arguments arguments, std::string_view value = {}) const;
};

/// Where another one stands that is the same.
struct TwinPlace {
  NotedTransaction transaction;
  NotedClaim claim;
  std::uint32_t ordinal = 0;  ///< of its segment behind the claim's first

  /// "segment 23"; with its claim, transaction set or interchange where that is not the one that it is seen from.
  std::string in_words(const FilePlace& from) const;
};

}  // namespace calx::validate
