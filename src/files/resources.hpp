// The grammars and code sets that calx brings along, and the folders that override them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "files/failure.hpp"

namespace calx::files {

/// Named texts such as "code-sets/states.csv". A name is looked up in the folder of --data, then in the user's data
/// folder ($XDG_DATA_HOME/calx, else ~/.local/share/calx), then among those compiled into the program.
class Resources {
 public:
  /// Only what is compiled in: what tests use.
  Resources() = default;
  /// With the overriding folders that exist. `data_folder` is --data; it must exist if given.
  static Result<Resources> with_overrides(const std::optional<std::string>& data_folder);

  /// The text, valid as long as this object; a usage failure names what is missing.
  Result<std::string_view> read(const std::string& name) const;
  /// The SHA-256 of what was read(), as 64 hexadecimal characters; of what is compiled in it is known.
  std::string sha256(const std::string& name) const;
  /// Where read() finds it: a path, or "built in".
  std::string origin(const std::string& name) const;
  /// The names below `folder` ("grammars/"), compiled in or overriding, sorted.
  std::vector<std::string> list(std::string_view folder) const;

 private:
  std::vector<std::string> folders_;
  mutable std::map<std::string, std::unique_ptr<std::string>> read_;
};

}  // namespace calx::files
