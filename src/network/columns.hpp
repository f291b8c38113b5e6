// The tables of a directory and their columns: code-sets/network-columns.csv.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/resources.hpp"

namespace calx::network {

enum class Table : std::uint8_t {
  plan,
  groups,
  sites,
  providers,
  provider_sites,
  taxonomies,
  identifiers,
  affiliates,
  ecm_cs,
};
inline constexpr std::size_t table_count = static_cast<std::size_t>(Table::ecm_cs) + 1;

/// In the order in which they are read and written.
inline constexpr std::array<Table, table_count> all_tables{Table::plan,        Table::groups,         Table::sites,
                                                           Table::providers,   Table::provider_sites, Table::taxonomies,
                                                           Table::identifiers, Table::affiliates,     Table::ecm_cs};

/// "provider-sites"; its file is called provider-sites.csv.
std::string_view name_of(Table table);

/// Without these a directory says nothing; the others may be missing.
constexpr bool is_required(Table table) {
  return table == Table::groups || table == Table::sites || table == Table::providers || table == Table::provider_sites;
}

/// What the table of columns says of one.
struct Column {
  std::string key;                   ///< "contract_start"
  std::string header;                ///< "Contract Start"
  std::vector<std::string> aliases;  ///< other headers
  std::string required;              ///< "required", "recommended", "optional", or when it is needed
  std::string format, target;        ///< what it holds; where it goes in the 274
  std::array<std::string, 3> examples;
};

/// All columns. Immutable; threads may share it.
class Columns {
 public:
  /// Columns table,column,header,aliases,required,format,x12_004050X109,example_1 to 3. A table or column that the
  /// program does not know, one that is missing, or a header that means two columns is a usage failure with file and
  /// line.
  static Result<Columns> load(const files::Resources& resources);

  /// Those of a table, in the order in which they are written.
  const std::vector<Column>& of(Table table) const { return columns_[static_cast<std::size_t>(table)]; }
  /// The place in of(table) of the column that a header names by key, header or alias, case, blanks and punctuation
  /// ignored; -1 where it names none.
  int by_header(Table table, std::string_view header) const;

 private:
  std::array<std::vector<Column>, table_count> columns_;
  std::array<std::vector<std::pair<std::string, int>>, table_count> by_header_;  // sorted by the folded header
};

/// The place in Columns::of(table) of the column `key`; a key that the program does not know is a bug
/// (std::logic_error).
std::size_t place_of(Table table, std::string_view key);

}  // namespace calx::network
