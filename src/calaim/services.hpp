// The services of Community Supports by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calaim/coding_options.hpp"

namespace calx::calaim {

/// Immutable; threads may share it.
class CommunitySupports {
 public:
  explicit CommunitySupports(const CodingOptions& options);

  /// As the coding options name them, sorted.
  const std::vector<std::string>& names() const { return names_; }
  /// The name that `words` is, with or without what stands in brackets ("Recuperative Care"), case, blanks and
  /// punctuation ignored; empty where there is none.
  std::string_view find(std::string_view words) const;
  /// "; did you mean Housing Deposits?", or nothing.
  std::string suggestion(std::string_view words) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace calx::calaim
