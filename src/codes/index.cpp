#include "codes/index.hpp"

#include <algorithm>
#include <utility>

#include "codes/table.hpp"

namespace calx::codes {

Result<std::vector<IndexEntry>> read_index(const files::Resources& resources) {
  enum : std::size_t { set, title, file, status, version, official_table, source, kind };
  auto table = TableReader::open(resources, "code-sets/index.csv",
                                 {"set", "title", "file", "status", "version", "official_table", "source", "kind"});
  if (!table) return tl::unexpected<Failure>(table.error());

  std::vector<IndexEntry> entries;
  for (;;) {
    const auto more = table->next();
    if (!more) return tl::unexpected<Failure>(more.error());
    if (!*more) return entries;
    for (std::size_t column = set; column <= kind; ++column)
      if (const auto cell = table->filled(column); !cell) return tl::unexpected<Failure>(cell.error());

    IndexEntry entry;
    entry.set = table->cell(set);
    entry.title = table->cell(title);
    entry.file = table->cell(file);
    entry.version = table->cell(version);
    entry.official_table = table->cell(official_table);
    entry.source = table->cell(source);
    entry.complete = table->cell(status) == "complete";
    entry.kind = table->cell(kind) == "table" ? IndexEntry::Kind::table : IndexEntry::Kind::codes;
    if (!entry.complete && table->cell(status) != "subset")
      return table->failure("The status of a set is complete or subset.");
    if (entry.kind == IndexEntry::Kind::codes && table->cell(kind) != "codes")
      return table->failure("The kind of a set is codes or table.");
    if (std::any_of(entries.begin(), entries.end(), [&](const auto& other) { return other.set == entry.set; }))
      return table->failure("The set " + entry.set + " is in the index twice.");
    entries.push_back(std::move(entry));
  }
}

}  // namespace calx::codes
