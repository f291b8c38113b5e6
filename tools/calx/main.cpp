// calx: the command. Each subcommand has a file of its own.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "command.hpp"

int main(int argc, char** argv) {
  using namespace calx::command;
  CLI::App app{
      "calx turns the invoices of Enhanced Care Management and Community Supports providers into X12 837P encounters,\n"
      "writes a plan's provider network as X12 274, and validates X12 files and invoices."};
  app.name("calx");
  app.require_subcommand(1);
  app.footer(
      "Exit status: 0 fine, 1 the data has errors, 2 wrong usage or profile, 3 could not read or write.\n"
      "'calx COMMAND --help' tells more, with an example.");
  Global global;
  app.add_option("--data", global.data_folder, "Folder whose grammars/ and code-sets/ override those built in")
      ->type_name("DIR");
  app.fallthrough();
  add_convert(app, global);
  add_validate(app, global);
  add_explain(app, global);
  add_codes(app, global);
  add_show(app, global);
  add_conform(app, global);
  add_network(app, global);
  add_template(app, global);
  add_init(app, global);
  add_version(app, global);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked = error.get_exit_code() == 0;  // --help
    app.exit(error, std::cout, std::cerr);
    return asked ? fine : wrong_usage;
  } catch (const std::exception& error) {
    std::cerr << "calx: this is a bug in calx, please report it: " << error.what() << "\n";
    return could_not;
  }
  return global.status;
}
