// The check "unique-in-file": some elements of a loop, taken together, come once in a file.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/grammar.hpp"
#include "validate/reporter.hpp"
#include "validate/uniqueness.hpp"
#include "validate/unit.hpp"

namespace calx::validate {

/// Made once a grammar; where nobody names the check it costs nothing. A loop that lacks the first element of the key
/// is left aside.
class UniqueInFile {
 public:
  UniqueInFile(const grammar::Grammar& grammar, Reporter& reporter, Uniqueness& seen);

  /// Marks the places whose segments' texts are looked at.
  void keep(std::vector<std::uint8_t>& places) const;
  bool any() const { return !keys_.empty(); }
  /// `unit` holds a claim, all of it, which will be judged.
  void expect(const Unit& unit, std::uint32_t claim, const x12::Delimiters& delimiters);
  /// The claim that was expected is the one that `seen` notes for.
  void judge(const Unit& unit);

 private:
  struct Part {
    std::uint16_t node = grammar::none;
    std::uint8_t element = 0, component = 0;
    std::vector<std::uint16_t> places;  // of the node
  };
  struct Key {
    const grammar::CheckRule* check = nullptr;
    std::uint16_t number = 0;      // of the check
    std::uint16_t definition = 0;  // of its loop
    std::vector<Part> parts;
  };
  /// A key of the claim.
  struct Value {
    const Key* key = nullptr;
    const StoredSegment* segment = nullptr;  // of its first part
    std::string_view text;                   // of its first part
    Uniqueness::Key noted;
  };
  void expect(const Key& key, const Unit& unit, std::uint32_t occurrence, const x12::Delimiters& delimiters);

  const grammar::Grammar& grammar_;
  Reporter& reporter_;
  Uniqueness& seen_;
  std::vector<Key> keys_;
  std::vector<Value> values_;  // of the claim; kept for its memory
};

}  // namespace calx::validate
