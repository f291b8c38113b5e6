// The list of what is in code-sets/: code-sets/index.csv.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "files/resources.hpp"

namespace calx::codes {

/// One row of the index.
struct IndexEntry {
  enum class Kind : std::uint8_t {
    codes,  ///< codes with names and dates: a CodeSet
    table,  ///< columns of its own, read by the part of the program that knows them
  };
  std::string set;             ///< "place-of-service"
  std::string title;           ///< "place of service code": what one of them is called in messages
  std::string file;            ///< "place-of-service.csv", beside the index
  std::string version;         ///< the official table's edition, else the release of calx that last changed the file
  std::string official_table;  ///< where the whole truth is: "CMS Place of Service Code Set"
  std::string source;
  Kind kind = Kind::codes;
  bool complete = false;  ///< status "complete"; false: "subset"

  /// The name to read it by: "code-sets/place-of-service.csv".
  std::string resource() const { return "code-sets/" + file; }
};

/// Columns set,title,file,status,version,official_table,source,kind. A wrong row, or a set named twice, is a usage
/// failure with file and line.
Result<std::vector<IndexEntry>> read_index(const files::Resources& resources);

}  // namespace calx::codes
