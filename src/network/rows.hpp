// A network's entries as the cells that its tables would have: what comparisons compare.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "network/knowledge.hpp"
#include "network/model.hpp"

namespace calx::network {

/// A cell, or all rows of a table that belong to an entry ("Taxonomies").
struct Field {
  std::string_view key;     ///< of the column, or of the table: "phone", "taxonomies"
  std::string_view header;  ///< for people
  std::string value;
};

/// Of one entry, in the order of its table's columns; ids and references to other entries are left out.
using Fields = std::vector<Field>;

struct Rows {
  std::vector<Fields> groups, sites, providers;  ///< by Index
};

/// `as_274`: as the network is once a 274 has held it: words folded and cut, and without what a 274 has no place for
/// (counties, services, plan codes, degrees, which a profile may leave out). Views are of `knowledge`.
Rows rows_of(const Network& network, const Knowledge& knowledge, bool as_274);

}  // namespace calx::network
