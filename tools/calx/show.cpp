#include <iostream>
#include <string>

#include "command.hpp"
#include "files/input.hpp"
#include "report/tree.hpp"
#include "x12/reader.hpp"

namespace calx::command {
namespace {

int show(const std::optional<std::string>& data_folder, const std::string& path) {
  auto loaded = Loaded::load(data_folder);
  if (!loaded) return fail(loaded.error());
  auto library = grammar::Library::open((*loaded)->resources, {});
  if (!library) return fail(library.error());
  auto source = files::open_source(path);
  if (!source) return fail(source.error());
  x12::Reader reader(**source);
  auto shown =
      report::print_tree(reader, path == "-" ? "standard input" : path, *library, (*loaded)->catalogue, std::cout);
  if (!shown) return fail(shown.error());
  return *shown ? fine : data_errors;
}

}  // namespace

void add_show(CLI::App& app, Global& global) {
  CLI::App* sub =
      app.add_subcommand("show", "Print an X12 file as a readable tree with the names of loops and elements");
  auto path = std::make_shared<std::string>();
  sub->add_option("FILE", *path, "X12 file, or - for standard input")->required();
  sub->footer("The tree shows the file's contents, members' data included.\nExample: calx show encounters.dat | less");
  sub->callback([=, &global] { global.status = show(global.data_folder, *path); });
}

}  // namespace calx::command
