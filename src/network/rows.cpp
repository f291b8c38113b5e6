#include "network/rows.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "network/row_reader.hpp"
#include "network/write_tables.hpp"
#include "text/csv.hpp"
#include "text/fold.hpp"

namespace calx::network {
namespace {

/// How many characters of words a 274 holds; 0: all that there are.
std::size_t limit_of(std::string_view key) {
  static const std::map<std::string_view, std::size_t> limits{
      {"name", Limits::last_name},          {"first_name", Limits::first_name},
      {"middle_name", Limits::middle_name}, {"suffix", Limits::suffix},
      {"contact_name", Limits::contact},    {"address", Limits::street},
      {"address_2", Limits::street},        {"city", Limits::city}};
  const auto found = limits.find(key);
  return found == limits.end() ? 0 : found->second;
}

bool in_274(Table table, std::string_view key) {
  if (table == Table::sites) return key != "county" && key != "services" && key != "plan_codes";
  return table != Table::providers || key != "degrees";
}

/// Of a taxonomy, identifier or affiliate.
bool in_274_of(std::string_view owner, std::string_view key) {
  if (key == "roles") return owner != "group";
  const bool of_providers =
      key == "board_certified" || key == "status" || key == "privilege_list" || key == "privilege";
  return !of_providers || owner == "provider";
}

bool is_field(std::string_view key) {
  return key != "group_id" && key != "site_id" && key != "provider_id";
}

class Reading {
 public:
  Reading(const Network& network, const Knowledge& knowledge, bool as_274) : knowledge_(knowledge), as_274_(as_274) {
    for (auto& [file, text] : write_tables(network, knowledge)) texts_.emplace(std::move(file), std::move(text));
  }

  Rows run() {
    for (const Table table : {Table::taxonomies, Table::identifiers, Table::affiliates}) owned(table);
    Rows rows;
    entries(Table::groups, "group", rows.groups);
    entries(Table::sites, "site", rows.sites);
    entries(Table::providers, "provider", rows.providers);
    return rows;
  }

 private:
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> owned_tables{
      {{"taxonomies", "Taxonomies"}, {"identifiers", "Identifiers"}, {"affiliates", "Affiliates"}}};

  std::string value(std::string_view key, std::string_view cell) const {
    if (!as_274_) return std::string(text::without_guard(cell));
    std::string folded = text::fold(text::without_guard(cell), text::CharacterSet::basic);
    if (const std::size_t limit = limit_of(key); limit != 0) folded.resize(text::cut(folded, limit).size());
    return folded;
  }

  template <class Visit>
  void for_each_row(Table table, Visit visit) const {
    const auto text = texts_.find(std::string(name_of(table)) + ".csv");
    if (text == texts_.end()) return;
    text::CsvReader reader(text->second, ',');
    text::CsvRecord record;
    reader.next(record);  // the header
    while (reader.next(record)) visit(record.cells);
  }

  // Rows of an owner in one text, whatever their order.
  void owned(Table table) {
    const std::vector<Column>& columns = knowledge_.columns.of(table);
    std::unordered_map<std::string, std::vector<std::string>>& of = owned_[static_cast<std::size_t>(table)];
    const std::size_t owner = place_of(table, "owner"), id = place_of(table, "owner_id");
    for_each_row(table, [&](const std::vector<std::string_view>& cells) {
      std::string row;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string& key = columns[i].key;
        if (i == owner || i == id || cells[i].empty() || (as_274_ && !in_274_of(cells[owner], key))) continue;
        row.append(row.empty() ? "" : " ").append(value(key, cells[i]));
      }
      of[std::string(cells[owner]) + '\n' + std::string(cells[id])].push_back(std::move(row));
    });
    for (auto& [key, list] : of) std::sort(list.begin(), list.end());
  }

  void entries(Table table, std::string_view owner, std::vector<Fields>& to) {
    const std::vector<Column>& columns = knowledge_.columns.of(table);
    for_each_row(table, [&](const std::vector<std::string_view>& cells) {
      Fields& fields = to.emplace_back();
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!is_field(columns[i].key) || (as_274_ && !in_274(table, columns[i].key))) continue;
        fields.push_back({columns[i].key, columns[i].header, value(columns[i].key, cells[i])});
      }
      // The id is the first cell of each of these tables.
      const std::string key = std::string(owner) + '\n' + std::string(cells.front());
      for (std::size_t i = 0; i < owned_tables.size(); ++i) {
        const auto& of = owned_[static_cast<std::size_t>(Table::taxonomies) + i];
        const auto found = of.find(key);
        std::string all;
        if (found != of.end())
          for (const std::string& row : found->second) all.append(all.empty() ? "" : "; ").append(row);
        fields.push_back({owned_tables[i].first, owned_tables[i].second, std::move(all)});
      }
    });
  }

  const Knowledge& knowledge_;
  bool as_274_;
  std::map<std::string, std::string> texts_;
  std::array<std::unordered_map<std::string, std::vector<std::string>>, table_count> owned_;
};

}  // namespace

Rows rows_of(const Network& network, const Knowledge& knowledge, bool as_274) {
  return Reading(network, knowledge, as_274).run();
}

}  // namespace calx::network
