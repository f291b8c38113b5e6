// The words that cells of a directory may hold for X12's codes: code-sets/network-values.csv.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/resources.hpp"

namespace calx::network {

/// A list such as "role": 3E is primary care, PCP, ...
class ValueList {
 public:
  struct Value {
    std::string code, name;
  };
  /// In the file's order.
  const std::vector<Value>& values() const { return values_; }
  /// The code that `text` is or names, case, blanks and punctuation ignored; empty where there is none.
  std::string_view code_of(std::string_view text) const;
  /// The same for names only, where codes read as words would mislead: F is Wednesday.
  std::string_view code_named(std::string_view text) const;
  /// Names and aliases, folded, with their codes.
  std::vector<std::pair<std::string_view, std::string_view>> words() const;
  /// "primary care"; `code` itself where the list does not have it.
  std::string_view name_of(std::string_view code) const;
  /// "; did you mean hospital?", or nothing.
  std::string suggestion(std::string_view text) const;
  /// "primary care, specialist or ancillary".
  const std::string& choices() const { return choices_; }

 private:
  friend class ValueLists;
  std::vector<Value> values_;
  std::vector<std::pair<std::string, std::size_t>> by_name_, by_code_;  // sorted by folded text
  std::vector<std::string> words_;
  std::string choices_;
};

/// All lists. Immutable; threads may share it.
class ValueLists {
 public:
  /// Columns list,code,name,aliases,source,confidence. Wrong rows are usage failures with file and line.
  static Result<ValueLists> load(const files::Resources& resources);
  /// A list that the file lacks is empty: no word means anything then.
  const ValueList& operator[](std::string_view list) const;

 private:
  std::map<std::string, ValueList, std::less<>> lists_;
};

}  // namespace calx::network
