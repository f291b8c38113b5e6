#include "encounter/rejected.hpp"

#include <algorithm>
#include <set>

#include "text/csv.hpp"

namespace calx::encounter {
namespace {

constexpr std::size_t flush_size = std::size_t{1} << 18;

/// How many of the columns are the input's own.
std::size_t own_columns(const std::vector<std::string>& columns) {
  const std::size_t count = columns.size();
  const bool rejected_before =
      count > 3 && columns[count - 3] == "file" && columns[count - 2] == "row" && columns[count - 1] == "errors";
  return rejected_before ? count - 3 : count;
}

void append_cells(std::string& out, const invoice::RawRow& row, std::size_t own, std::size_t all) {
  std::string joined;
  for (std::size_t i = 0; i < own; ++i) {
    std::string_view cell = i < row.cells.size() ? row.cells[i] : std::string_view{};
    if (i + 1 == own && own == all && row.cells.size() > all) {
      joined = cell;
      for (std::size_t extra = all; extra < row.cells.size(); ++extra) joined.append(1, ',').append(row.cells[extra]);
      cell = joined;
    }
    text::append_csv_cell(out, cell);
    out += ',';
  }
}

}  // namespace

std::vector<std::string> rejected_file_names(const std::vector<std::unique_ptr<Input>>& inputs) {
  if (inputs.size() == 1) return {"rejected.csv"};
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const auto& input : inputs) {
    const std::string stem = "rejected-" + input->name.substr(0, input->name.find_last_of('.'));
    std::string name = stem + ".csv";
    for (int number = 2; !taken.insert(name).second; ++number) name = stem + "-" + std::to_string(number) + ".csv";
    names.push_back(std::move(name));
  }
  return names;
}

Result<void> write_rejected(const std::string& name, Input& input, const Roster& roster, const RowReasons& reasons,
                            files::Release& release) {
  if (auto begun = release.begin(name); !begun) return begun;
  const std::vector<std::string>& columns = input.file().columns();
  const std::size_t own = own_columns(columns);
  std::string out;
  for (std::size_t i = 0; i < own; ++i) {
    text::append_csv_cell(out, columns[i]);
    out += ',';
  }
  out += "file,row,errors\n";
  invoice::RawRow raw;
  for (std::uint32_t row = input.first_row; row < input.first_row + input.row_count; ++row) {
    const RowRecord& record = roster.rows[row];
    if (!record.rejected) continue;
    raw.cells.clear();
    if (!input.file().at(record.offset, record.number, raw)) raw.cells.clear();
    append_cells(out, raw, own, columns.size());
    text::append_csv_cell(out, input.name);
    out += ',';
    out += std::to_string(record.number);
    out += ',';
    text::append_csv_cell(out, reasons.of(row));
    out += '\n';
    if (out.size() < flush_size) continue;
    if (auto written = release.write(out); !written) return written;
    out.clear();
  }
  if (auto written = release.write(out); !written) return written;
  auto ended = release.end();
  if (!ended) return tl::unexpected<Failure>(std::move(ended.error()));
  return {};
}

}  // namespace calx::encounter
