// The model as the tables of a directory, and the tables to start from.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "network/knowledge.hpp"
#include "network/model.hpp"

namespace calx::network {

/// A file of a directory: its name and its CSV text (UTF-8, CRLF).
using TableText = std::pair<std::string, std::string>;

/// The tables that read_directory() reads again as the same network. Tables that may be missing are left out where they
/// would have no row. Characters that part the values of a cell (; | and, in degrees, :) must not stand within one.
std::vector<TableText> write_tables(const Network& network, const Knowledge& knowledge);

/// All tables with the example rows of code-sets/network-columns.csv.
std::vector<TableText> template_tables(const Columns& columns);

}  // namespace calx::network
