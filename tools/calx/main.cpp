// calx: the command. Each subcommand has a file of its own.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "command.hpp"

namespace {

/// Says so where the first word that no command took stands where a command must.
bool tell_unknown_command(const CLI::App& app) {
  const CLI::App* last = &app;
  std::string way = "calx";
  while (!last->get_subcommands().empty()) {
    last = last->get_subcommands().front();
    way += " " + last->get_name();
  }
  const std::vector<std::string> left = app.remaining(true);
  const auto word =
      std::find_if(left.begin(), left.end(), [](const std::string& text) { return text.substr(0, 1) != "-"; });
  if (last->get_require_subcommand_min() == 0 || word == left.end()) return false;
  std::cerr << "calx: there is no command \"" << way << " " << *word << "\"; '" << way
            << " --help' lists those there are.\n";
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace calx::command;
  CLI::App app{
      "calx turns the invoices of Enhanced Care Management and Community Supports providers into X12 837P encounters,\n"
      "writes a plan's provider network as X12 274, and validates X12 files and invoices."};
  app.name("calx");
  app.set_version_flag("--version", "calx " CALX_VERSION, "Print the version of calx");
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
    if (!asked && tell_unknown_command(app)) return wrong_usage;
    app.exit(error, std::cout, std::cerr);
    return asked ? fine : wrong_usage;
  } catch (const std::exception& error) {
    std::cerr << "calx: this is a bug in calx, please report it: " << error.what() << "\n";
    return could_not;
  }
  return global.status;
}
