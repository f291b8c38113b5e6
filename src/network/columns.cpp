#include "network/columns.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "codes/table.hpp"
#include "text/cells.hpp"

namespace calx::network {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::string_view, table_count> table_names{
    "plan", "groups", "sites", "providers", "provider-sites", "taxonomies", "identifiers", "affiliates", "ecm-cs"};

constexpr std::array plan_keys{"plan_code"sv,
                               "name"sv,
                               "kind"sv,
                               "id_type"sv,
                               "id"sv,
                               "receiver_name"sv,
                               "receiver_kind"sv,
                               "receiver_id_type"sv,
                               "receiver_id"sv,
                               "contact_name"sv,
                               "contact_phone"sv,
                               "contact_extension"sv,
                               "contact_email"sv,
                               "contact_fax"sv};
constexpr std::array group_keys{"group_id"sv, "name"sv, "first_name"sv,       "middle_name"sv,    "suffix"sv,
                                "entity"sv,   "npi"sv,  "additional_names"sv, "contract_start"sv, "contract_end"sv};
constexpr std::array site_keys{"site_id"sv,
                               "group_id"sv,
                               "name"sv,
                               "first_name"sv,
                               "middle_name"sv,
                               "suffix"sv,
                               "entity"sv,
                               "npi"sv,
                               "additional_names"sv,
                               "plan_codes"sv,
                               "cbas"sv,
                               "contact_name"sv,
                               "phone"sv,
                               "phone_extension"sv,
                               "second_phone"sv,
                               "fax"sv,
                               "email"sv,
                               "languages"sv,
                               "contract_start"sv,
                               "contract_end"sv,
                               "hours"sv,
                               "accepts_existing"sv,
                               "accepts_new"sv,
                               "accepts_family"sv,
                               "accessible"sv,
                               "gender_limit"sv,
                               "minimum_age"sv,
                               "maximum_age"sv,
                               "address"sv,
                               "address_2"sv,
                               "city"sv,
                               "state"sv,
                               "zip"sv,
                               "country"sv,
                               "county"sv,
                               "services"sv};
constexpr std::array provider_keys{"provider_id"sv, "name"sv,   "first_name"sv, "middle_name"sv,
                                   "suffix"sv,      "entity"sv, "npi"sv,        "additional_names"sv,
                                   "clinic"sv,      "gender"sv, "degrees"sv,    "languages"sv};
constexpr std::array provider_site_keys{"provider_id"sv, "site_id"sv, "contract_start"sv, "contract_end"sv};
constexpr std::array taxonomy_keys{"owner"sv, "owner_id"sv, "taxonomy"sv, "roles"sv, "board_certified"sv};
constexpr std::array identifier_keys{"owner"sv, "owner_id"sv, "type"sv, "number"sv};
constexpr std::array affiliate_keys{"owner"sv,    "owner_id"sv,         "kind"sv,   "name"sv,
                                    "npi"sv,      "additional_names"sv, "status"sv, "privilege_list"sv,
                                    "privilege"sv};
constexpr std::array ecm_cs_keys{"provider_id"sv, "site_id"sv,  "program"sv, "populations"sv,
                                 "services"sv,    "capacity"sv, "start"sv,   "end"sv};

std::span<const std::string_view> keys_of(Table table) {
  switch (table) {
    case Table::plan:
      return plan_keys;
    case Table::groups:
      return group_keys;
    case Table::sites:
      return site_keys;
    case Table::providers:
      return provider_keys;
    case Table::provider_sites:
      return provider_site_keys;
    case Table::taxonomies:
      return taxonomy_keys;
    case Table::identifiers:
      return identifier_keys;
    case Table::affiliates:
      return affiliate_keys;
    case Table::ecm_cs:
      break;
  }
  return ecm_cs_keys;
}

}  // namespace

std::string_view name_of(Table table) {
  return table_names[static_cast<std::size_t>(table)];
}

std::size_t place_of(Table table, std::string_view key) {
  const auto keys = keys_of(table);
  const auto found = std::find(keys.begin(), keys.end(), key);
  if (found == keys.end()) throw std::logic_error("no column " + std::string(key));
  return static_cast<std::size_t>(found - keys.begin());
}

Result<Columns> Columns::load(const files::Resources& resources) {
  enum Cell : std::size_t { table, key, header, aliases, required, format, target, example_1, example_2, example_3 };
  auto reader = codes::TableReader::open(resources, "code-sets/network-columns.csv",
                                         {"table", "column", "header", "aliases", "required", "format",
                                          "x12_004050X109", "example_1", "example_2", "example_3"});
  if (!reader) return tl::unexpected<Failure>(reader.error());
  Columns columns;
  for (std::size_t i = 0; i < table_count; ++i) columns.columns_[i].resize(keys_of(all_tables[i]).size());
  std::string folded;
  for (;;) {
    const auto more = reader->next();
    if (!more) return tl::unexpected<Failure>(more.error());
    if (!*more) break;
    const auto text = [&](Cell cell) { return std::string(reader->cell(cell)); };
    const auto name = std::find(table_names.begin(), table_names.end(), reader->cell(Cell::table));
    if (name == table_names.end()) return reader->failure("There is no table " + text(Cell::table) + ".");
    const auto index = static_cast<std::size_t>(name - table_names.begin());
    const auto keys = keys_of(all_tables[index]);
    const auto found = std::find(keys.begin(), keys.end(), reader->cell(Cell::key));
    if (found == keys.end()) return reader->failure("The table has no column " + text(Cell::key) + ".");
    Column& column = columns.columns_[index][static_cast<std::size_t>(found - keys.begin())];
    if (!column.key.empty()) return reader->failure("The column " + column.key + " stands here twice.");
    const auto names = text::split_list(reader->cell(Cell::aliases));
    column = {text(Cell::key),
              text(Cell::header),
              {names.begin(), names.end()},
              text(Cell::required),
              text(Cell::format),
              text(Cell::target),
              {text(Cell::example_1), text(Cell::example_2), text(Cell::example_3)}};
    if (column.header.empty()) return reader->failure("The header is empty.");
    auto& by_header = columns.by_header_[index];
    const int place = static_cast<int>(found - keys.begin());
    const auto add = [&](std::string_view word) {
      text::fold_header(word, folded);
      const auto same =
          std::find_if(by_header.begin(), by_header.end(), [&](const auto& entry) { return entry.first == folded; });
      if (same != by_header.end()) return same->second == place;
      by_header.emplace_back(folded, place);
      return true;
    };
    bool unique = add(column.key) && add(column.header);
    for (const std::string& alias : column.aliases) unique = add(alias) && unique;
    if (!unique) return reader->failure("A header or an alias of " + column.key + " names another column, too.");
  }
  for (std::size_t i = 0; i < table_count; ++i) {
    for (std::size_t k = 0; k < columns.columns_[i].size(); ++k)
      if (columns.columns_[i][k].key.empty())
        return usage_failure("code-sets/network-columns.csv: the row of " + std::string(table_names[i]) + " " +
                             std::string(keys_of(all_tables[i])[k]) + " is missing.");
    std::sort(columns.by_header_[i].begin(), columns.by_header_[i].end());
  }
  return columns;
}

int Columns::by_header(Table table, std::string_view header) const {
  const auto& entries = by_header_[static_cast<std::size_t>(table)];
  std::string folded;
  text::fold_header(header, folded);
  const auto found = std::lower_bound(entries.begin(), entries.end(), folded,
                                      [](const auto& entry, const std::string& name) { return entry.first < name; });
  return found == entries.end() || found->first != folded ? -1 : found->second;
}

}  // namespace calx::network
