// Which values of a segment may be shown to anybody.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "grammar/library.hpp"

namespace calx::report {

/// A qualifier or structural code is shown where it is one of those that the guides list for its place; what says how
/// the file is built (level numbers, counts, control numbers, pointers) where it is digits. All else, and a code that
/// no guide knows, may be a member's: names, identifiers, dates, amounts, diagnoses, whatever says how a member is.
class PublicCodes {
 public:
  /// Collects what all grammars of the library list. One that is wrong is left out: it shows nothing.
  explicit PublicCodes(grammar::Library& grammars);

  /// `component` is 0 for a simple element.
  bool may_show(std::string_view segment, int element, int component, std::string_view value) const;
  /// The id of a segment of some grammar.
  bool knows(std::string_view segment) const { return segments_.find(segment) != segments_.end(); }

 private:
  struct Place {
    std::set<std::string, std::less<>> codes;
    std::size_t digits = 0;  // a number of so many digits at most; 0: no number
  };
  void add(const grammar::Model& model);
  void add(const std::string& segment, int element, const grammar::ElementModel& model, int component);

  std::unordered_map<std::string, Place> places_;  // by "NM1/8/0"
  std::set<std::string, std::less<>> segments_;
};

}  // namespace calx::report
