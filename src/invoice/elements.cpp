#include "invoice/elements.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "invoice/cells.hpp"
#include "text/csv.hpp"

namespace calx::invoice {
namespace {

const std::string file_name = "code-sets/invoice-elements.csv";

/// The names of the enumerators of Key, in their order.
constexpr std::array<std::string_view, key_count> key_names{
    "payer_id",
    "payer_name",
    "invoice_number",
    "invoice_date",
    "invoice_amount",
    "invoice_type",
    "original_reference",
    "control_number",
    "authorization_number",
    "member_cin",
    "member_mrn",
    "member_last_name",
    "member_first_name",
    "member_middle_name",
    "member_suffix",
    "member_date_of_birth",
    "member_gender",
    "member_homelessness",
    "member_address",
    "member_address_2",
    "member_city",
    "member_state",
    "member_zip",
    "billing_npi",
    "billing_tin",
    "billing_name",
    "billing_first_name",
    "billing_taxonomy",
    "billing_phone",
    "billing_address",
    "billing_address_2",
    "billing_city",
    "billing_state",
    "billing_zip",
    "rendering_npi",
    "rendering_name",
    "rendering_first_name",
    "rendering_taxonomy",
    "facility_name",
    "facility_npi",
    "facility_address",
    "facility_city",
    "facility_state",
    "facility_zip",
    "place_of_service",
    "procedure_code",
    "modifier_1",
    "modifier_2",
    "modifier_3",
    "modifier_4",
    "service_start",
    "service_end",
    "units",
    "unit_charge",
    "charge",
    "diagnosis_1",
    "diagnosis_2",
    "diagnosis_3",
    "diagnosis_4",
    "diagnosis_5",
    "diagnosis_6",
    "diagnosis_7",
    "diagnosis_8",
    "diagnosis_9",
    "diagnosis_10",
    "diagnosis_11",
    "diagnosis_12",
    "note",
    "service_description",
    "admission_date",
    "paid_amount",
    "paid_date",
};

enum Column : std::size_t {
  key,
  header,
  aliases,
  group,
  required,
  format,
  target,
  example_1,
  example_2,
  source,
  confidence,
  column_count
};
constexpr std::array<std::string_view, column_count> column_names{
    "key",       "header",    "aliases", "group",     "required", "format", "x12_005010X222A1",
    "example_1", "example_2", "source",  "confidence"};

}  // namespace

Result<Elements> Elements::load(const files::Resources& resources) {
  const auto read = resources.read(file_name);
  if (!read) return tl::unexpected<Failure>(read.error());
  std::string_view text = *read;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);

  text::CsvRecord record;
  const auto wrong = [&](const std::string& what) {
    const std::string origin = resources.origin(file_name);
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(record.offset), '\n');
    return usage_failure((origin == "built in" ? file_name : origin) + ", line " + std::to_string(line) + ": " + what);
  };

  text::CsvReader reader(text, ',');
  if (!reader.next(record)) return wrong("the file is empty.");
  std::array<std::size_t, column_count> positions{};
  for (std::size_t i = 0; i < column_count; ++i) {
    const auto found = std::find(record.cells.begin(), record.cells.end(), column_names[i]);
    if (found == record.cells.end()) return wrong("the column " + std::string(column_names[i]) + " is missing.");
    positions[i] = static_cast<std::size_t>(found - record.cells.begin());
  }
  const std::size_t width = record.cells.size();

  Elements elements;
  std::string folded;
  while (reader.next(record)) {
    if (record.cells.empty()) continue;
    if (record.cells.size() != width)
      return wrong("the row has " + std::to_string(record.cells.size()) + " cells, the header " +
                   std::to_string(width) + ".");
    const std::size_t index = elements.elements_.size();
    if (index == key_names.size()) return wrong("there are more rows than elements.");
    const auto cell = [&](Column column) { return std::string(record.cells[positions[column]]); };
    if (cell(Column::key) != key_names[index])
      return wrong("the key must be " + std::string(key_names[index]) + "; keys keep their order.");
    const auto aliases = split_list(record.cells[positions[Column::aliases]]);
    Element element{
        static_cast<Key>(index), cell(Column::key),      cell(Column::header), {aliases.begin(), aliases.end()},
        cell(Column::group),     cell(Column::required), cell(Column::format), cell(Column::target),
        cell(Column::example_1), cell(Column::example_2)};
    if (element.header.empty()) return wrong("the header is empty.");

    const auto add_name = [&](std::string_view name) {
      fold_header(name, folded);
      const auto same = std::find_if(elements.by_header_.begin(), elements.by_header_.end(),
                                     [&](const auto& entry) { return entry.first == folded; });
      if (same != elements.by_header_.end()) return same->second == element.key;
      elements.by_header_.emplace_back(folded, element.key);
      return true;
    };
    bool unique = add_name(element.name) && add_name(element.header);
    for (const std::string& alias : element.aliases) unique = add_name(alias) && unique;
    if (!unique) return wrong("a header or an alias of " + element.name + " names another element, too.");
    elements.elements_.push_back(std::move(element));
  }
  if (elements.elements_.size() != key_names.size())
    return wrong("the row of " + std::string(key_names[elements.elements_.size()]) + " is missing.");
  std::sort(elements.by_header_.begin(), elements.by_header_.end());
  return elements;
}

const Element* Elements::by_header(std::string_view header) const {
  std::string folded;
  fold_header(header, folded);
  const auto found = std::lower_bound(by_header_.begin(), by_header_.end(), folded,
                                      [](const auto& entry, const std::string& name) { return entry.first < name; });
  if (found == by_header_.end() || found->first != folded) return nullptr;
  return &(*this)[found->second];
}

}  // namespace calx::invoice
