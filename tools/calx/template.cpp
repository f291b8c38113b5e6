#include <iostream>
#include <string>

#include "command.hpp"
#include "files/release.hpp"
#include "network/write_tables.hpp"
#include "text/csv.hpp"

namespace calx::command {
namespace {

void print_row(const invoice::Elements& elements, std::string invoice::Element::*cell) {
  std::string line;
  for (const invoice::Element& element : elements.all()) {
    if (&element != &elements.all().front()) line += ',';
    text::append_csv_cell(line, element.*cell);
  }
  std::cout << line << "\r\n";
}

void describe(const invoice::Elements& elements) {
  for (const invoice::Element& element : elements.all()) {
    std::cout << element.header << "\n    " << element.required << "; " << element.format
              << "\n    in the 837P: " << element.target << "\n    key: " << element.name;
    if (!element.aliases.empty()) {
      std::cout << "; also called ";
      for (std::size_t i = 0; i < element.aliases.size(); ++i) std::cout << (i > 0 ? ", " : "") << element.aliases[i];
    }
    std::cout << "\n";
  }
}

void describe(const network::Columns& columns) {
  for (const network::Table table : network::all_tables) {
    std::cout << network::name_of(table) << ".csv" << (network::is_required(table) ? "" : " (may be left out)") << "\n";
    for (const network::Column& column : columns.of(table)) {
      std::cout << "  " << column.header << "\n      " << column.required << "; " << column.format;
      if (!column.target.empty()) std::cout << "\n      in the 274: " << column.target;
      for (std::size_t i = 0; i < column.aliases.size(); ++i)
        std::cout << (i > 0 ? ", " : "\n      also called ") << column.aliases[i];
      std::cout << "\n";
    }
  }
}

Result<void> write_network_template(const network::Columns& columns, const std::string& folder, bool force) {
  files::Release release(folder, force, false);
  if (auto made = release.open(); !made) return made;
  for (const auto& [name, text] : network::template_tables(columns)) {
    if (auto begun = release.begin(name); !begun) return begun;
    if (auto written = release.write(text); !written) return written;
    if (auto ended = release.end(); !ended) return tl::unexpected<Failure>(ended.error());
  }
  return release.commit();
}

void add_network_template(CLI::App& parent, Global& global) {
  CLI::App* sub = parent.add_subcommand("network", "A provider network: its tables with example rows, into a folder");
  auto folder = std::make_shared<std::string>("network");
  auto explain = std::make_shared<bool>(false), force = std::make_shared<bool>(false);
  sub->add_option("--out", *folder, "Folder for the tables")->capture_default_str()->type_name("DIR");
  sub->add_flag("--force", *force, "Replace tables of the same names in the folder");
  sub->add_flag("--describe", *explain, "Tell what each column of each table holds instead");
  sub->footer("Example: calx template network --out network/");
  sub->callback([=, &global] {
    auto with = files::Resources::with_overrides(global.data_folder);
    auto columns = with ? network::Columns::load(*with) : tl::unexpected<Failure>(with.error());
    if (!columns) {
      global.status = fail(columns.error());
      return;
    }
    if (*explain) return describe(*columns);
    if (auto written = write_network_template(*columns, *folder, *force); !written) {
      global.status = fail(written.error());
      return;
    }
    std::cerr << "Wrote the tables of a network to " << *folder << ": put your own rows in place of the examples.\n";
  });
}

}  // namespace

void add_template(CLI::App& app, Global& global) {
  CLI::App* sub = app.add_subcommand("template", "Print the columns that a file needs, with example rows");
  sub->require_subcommand(1);
  add_network_template(*sub, global);
  CLI::App* rows = sub->add_subcommand("invoice", "The invoice: the header row and two example rows, as CSV");
  auto explain = std::make_shared<bool>(false);
  rows->add_flag("--describe", *explain, "Tell what each column holds instead");
  rows->footer("Example: calx template invoice > invoices.csv");
  rows->callback([=, &global] {
    auto loaded = Loaded::load(global.data_folder);
    if (!loaded) {
      global.status = fail(loaded.error());
      return;
    }
    const invoice::Elements& elements = (*loaded)->elements;
    if (*explain) {
      describe(elements);
      return;
    }
    print_row(elements, &invoice::Element::header);
    print_row(elements, &invoice::Element::example_1);
    print_row(elements, &invoice::Element::example_2);
  });
}

}  // namespace calx::command
