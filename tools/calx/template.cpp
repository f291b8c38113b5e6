#include <iostream>
#include <string>

#include "command.hpp"
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

}  // namespace

void add_template(CLI::App& app, Global& global) {
  CLI::App* sub = app.add_subcommand("template", "Print the columns that a file needs, with example rows");
  sub->require_subcommand(1);
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
