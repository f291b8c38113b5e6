// Code sets with effective dates: code-sets/*.csv.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codes/index.hpp"
#include "codes/packed.hpp"
#include "files/resources.hpp"
#include "findings/finding.hpp"
#include "text/date.hpp"

namespace calx::codes {

/// One row. A code may have several rows with dates that do not overlap.
struct Code {
  std::string code, name;
  std::optional<text::Date> from, through;  ///< first and last day of validity; open where empty
  std::string source;
  findings::Confidence confidence = findings::Confidence::confirmed;
};

enum class Standing : std::uint8_t {
  valid,
  unknown,  ///< no row has this code
  not_yet,  ///< every row of this code starts after the date
  ended,    ///< a row of this code ended before the date, and none is valid on it
};

/// One set, immutable.
class CodeSet {
 public:
  std::string id;              ///< "place-of-service"
  std::string title;           ///< "place of service code"
  std::string official_table;  ///< "CMS Place of Service Code Set"
  std::string version;         ///< "2026-01"
  std::string sha256;          ///< of the file's text
  bool complete = false;       ///< a code that is not in a complete set does not exist

  /// The row that is valid on `date` (the newest row where no date is given), else nothing. Codes are compared as
  /// written. Never allocates.
  const Code* find(std::string_view code, std::optional<text::Date> date = {}) const;
  /// Some row has this code.
  bool has(std::string_view code) const {
    return by_number_ && code.size() <= 8 ? first_of(packed(code)) != 0 : !keys_of(code).empty();
  }
  /// Without a date, dates are not looked at: valid or unknown.
  Standing standing(std::string_view code, std::optional<text::Date> date) const;
  /// All rows, in the file's order.
  const std::vector<Code>& rows() const { return rows_; }

 private:
  friend class CodeSets;
  struct Key {
    std::uint64_t packed;  // see codes/packed.hpp
    std::uint32_t row;
  };
  /// Those of by_code_ that are of `code`.
  std::span<const Key> keys_of(std::string_view code) const;

  void index();
  /// Where a number is first in by_code_, plus one; 0 where no code has it.
  std::uint32_t first_of(std::uint64_t number) const {
    if (first_.empty()) return 0;
    std::size_t at = home(number);
    while (first_[at] != 0 && by_code_[first_[at] - 1].packed != number) at = (at + 1) & (first_.size() - 1);
    return first_[at];
  }
  std::size_t home(std::uint64_t number) const {
    return static_cast<std::size_t>((number ^ number >> 32) * 0x9e3779b97f4a7c15ULL >> 32) & (first_.size() - 1);
  }

  std::vector<Code> rows_;
  std::vector<Key> by_code_;          // sorted by code, then by first day
  std::vector<std::uint32_t> first_;  // a hash table: where a number is first in by_code_, plus one; 0: free
  bool by_number_ = false;            // no code has more than eight characters
};

/// All sets of kind "codes" that code-sets/index.csv names (see codes/index.hpp). Their files have at least the columns
/// code,name,effective_from,effective_to,source,confidence. Immutable; threads may share it.
class CodeSets {
 public:
  /// A wrong row (an unknown date or confidence, a code without name or source, two rows of a code whose dates overlap)
  /// is a usage failure with file and line.
  static Result<CodeSets> load(const files::Resources& resources);
  /// Nothing where there is no such set.
  const CodeSet* set(std::string_view id) const;
  const std::map<std::string, CodeSet, std::less<>>& sets() const { return sets_; }

 private:
  static Result<CodeSet> load_set(const files::Resources& resources, const IndexEntry& entry);

  std::map<std::string, CodeSet, std::less<>> sets_;
};

}  // namespace calx::codes
