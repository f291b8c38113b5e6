// What a manifest says of grammars, overlays and code sets.
#pragma once

#include <string>

namespace calx::files {

struct UsedData {
  std::string name, version, sha256;  ///< version: code sets only
};

}  // namespace calx::files
