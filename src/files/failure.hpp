// Failures of the world as values: files, arguments, configuration. Faults in data are findings, never these.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace calx {

/// Why something could not be done, in one sentence for the person who asked.
struct Failure {
  enum class Kind {
    usage,  ///< wrong arguments, profile, overlay or grammar: exit status 2
    world,  ///< could not read, write or finish: exit status 3
  };
  Kind kind = Kind::world;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Failure>;

inline tl::unexpected<Failure> usage_failure(std::string message) {
  return tl::unexpected<Failure>(Failure{Failure::Kind::usage, std::move(message)});
}
inline tl::unexpected<Failure> world_failure(std::string message) {
  return tl::unexpected<Failure>(Failure{Failure::Kind::world, std::move(message)});
}

}  // namespace calx
