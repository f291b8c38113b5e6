#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>

#include "command.hpp"
#include "files/output.hpp"
#include "input.hpp"
#include "validation.hpp"

namespace calx::command {
namespace {

struct Arguments {
  Validation validation;
  std::vector<std::string> overlays;
  std::string form = "text", output, date;
  bool force = false;
};

int run(Arguments& arguments, const Global& global) {
  const auto form = report::parse_form(arguments.form);
  if (!form) return fail({Failure::Kind::usage, "--format must be text, jsonl, junit or sarif."});
  arguments.validation.form = *form;
  if (auto good = check_inputs(arguments.validation.files, arguments.output); !good) return fail(good.error());
  auto date = run_date(arguments.date);
  if (!date) return fail(date.error());
  arguments.validation.date = *date;
  auto loaded = Loaded::load(global.data_folder);
  if (!loaded) return fail(loaded.error());
  auto library = grammar::Library::open((*loaded)->resources, arguments.overlays);
  if (!library) return fail(library.error());
  // A wrong overlay is said even where no file is judged by it.
  for (const grammar::SourceFile& used : library->grammars()) {
    const auto grammar = library->by_id(used.name);
    if (!grammar) return fail(grammar.error());
    if (auto found = validate::find_code_sets(**grammar, (*loaded)->codes); !found) return fail(found.error());
  }
  if (arguments.output.empty()) {
    const int status = judge(arguments.validation, **loaded, *library, std::cout);
    return std::cout.flush() ? status : fail({Failure::Kind::world, "Cannot write to standard output."});
  }
  auto file = files::OutputFile::create(arguments.output, arguments.force);
  if (!file) return fail(file.error());
  std::ofstream out(file->temporary_path());
  int status = judge(arguments.validation, **loaded, *library, out);
  out.close();
  if (!out) return fail({Failure::Kind::world, "Cannot write " + arguments.output + "."});
  if (auto done = file->commit(); !done) status = std::max(status, fail(done.error()));
  return status;
}

}  // namespace

void add_validate(CLI::App& app, Global& global) {
  CLI::App* sub =
      app.add_subcommand("validate", "Check X12 files and invoices, and say what is wrong and how to mend it");
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("FILE", arguments->validation.files, "X12 files or invoices (CSV, JSON Lines); - is standard input")
      ->required();
  sub->add_option(
         "--overlay", arguments->overlays,
         "Further rules: calaim or dhcs (encounters), dhcs-274 (provider networks), or a file of your own (its name\n"
         "holds / or ends in .xml)")
      ->type_name("NAME|FILE");
  sub->add_option("--level", arguments->validation.level, "Judge by SNIP levels 1 to N")
      ->check(CLI::Range(1, 7))
      ->capture_default_str();
  sub->add_option(
         "--format", arguments->form,
         "text for people; jsonl for programs, a finding a line; junit for build servers, a test case a claim\n"
         "or row; sarif (2.1.0) for editors, which open the file at the finding")
      ->capture_default_str();
  sub->add_option("--output", arguments->output,
                  "Write the findings to a file, whole or not at all; one that exists is kept, see --force")
      ->type_name("FILE");
  sub->add_flag("--force", arguments->force, "Replace the --output file");
  sub->add_option("--date", arguments->date, "The day to judge by, CCYY-MM-DD; today by default")->type_name("DATE");
  sub->add_option("--limit-findings", arguments->validation.limit_findings,
                  "Report N findings of each file, count the rest");
  sub->add_flag("--show-values", arguments->validation.show_values,
                "Show values, members' data too; else those of segments are shown as \u2022\u2022\u2022");
  sub->footer(
      "Examples: calx validate invoices.csv\n"
      "          calx validate encounters.dat --overlay dhcs --format jsonl\n"
      "          calx validate network.274 --overlay dhcs-274");
  sub->callback([=, &global] { global.status = run(*arguments, global); });
}

}  // namespace calx::command
