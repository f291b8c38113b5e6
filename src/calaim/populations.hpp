// The populations of focus of ECM: code-sets/populations-of-focus.csv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "files/resources.hpp"

namespace calx::calaim {

/// Immutable; threads may share it.
class Populations {
 public:
  /// Columns age_group,population,ages,source,confidence. Wrong rows are usage failures with file and line.
  static Result<Populations> load(const files::Resources& resources);

  struct Population {
    std::string age_group;  ///< "adult" or "child/youth"
    std::string name;
    std::string text() const { return age_group + ": " + name; }
  };
  /// In the file's order.
  const std::vector<Population>& all() const { return all_; }
  /// The texts ("adult: Families experiencing homelessness") of those that `words` names, with the age group before a
  /// colon or, for both age groups, without; case, blanks and punctuation ignored. Empty where it names none.
  std::vector<std::string> find(std::string_view words) const;
  /// "; did you mean ...?", or nothing.
  std::string suggestion(std::string_view words) const;

 private:
  std::vector<Population> all_;
};

}  // namespace calx::calaim
