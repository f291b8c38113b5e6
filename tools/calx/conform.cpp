#include <algorithm>
#include <iostream>
#include <string>

#include "command.hpp"
#include "conform/find_cases.hpp"
#include "conform/results.hpp"
#include "files/output.hpp"

namespace calx::command {
namespace {

struct Arguments {
  std::string folder, filter, junit;
  bool misses = false;
};

Result<void> write(const std::string& path, const std::string& text) {
  auto file = files::OutputFile::create(path, true);
  if (!file) return tl::unexpected<Failure>(file.error());
  if (auto done = file->write(text); !done) return done;
  return file->commit();
}

int status_of(const conform::Outcome& outcome) {
  if (outcome.failure) return outcome.failure->kind == Failure::Kind::usage ? wrong_usage : could_not;
  return outcome.as_expected() ? fine : data_errors;
}

std::vector<conform::Outcome> run_all(const std::vector<conform::Case>& cases, conform::Runner& runner) {
  std::vector<conform::Outcome> outcomes;
  Progress progress("conform");
  for (const conform::Case& entry : cases) {
    outcomes.push_back(runner.run(entry));
    progress.show(std::to_string(outcomes.size()) + " of " + std::to_string(cases.size()) + " cases");
  }
  return outcomes;
}

int run(const Arguments& arguments, const Global& global) {
  auto cases = conform::find_cases(arguments.folder);
  if (!cases) return fail(cases.error());
  std::erase_if(*cases,
                [&](const conform::Case& entry) { return entry.title().find(arguments.filter) == std::string::npos; });
  if (cases->empty())
    return fail({Failure::Kind::usage, "No case below " + arguments.folder + " has \"" + arguments.filter +
                                           "\" in its name; run without --filter to see the names."});
  auto loaded = Loaded::load(global.data_folder);
  if (!loaded) return fail(loaded.error());
  conform::Runner runner(
      {(*loaded)->resources, (*loaded)->catalogue, (*loaded)->codes, (*loaded)->coding_options, (*loaded)->elements});
  if (auto right = runner.check_grammars(); !right) return fail(right.error());
  const auto outcomes = run_all(*cases, runner);
  int status = fine;
  for (const conform::Outcome& outcome : outcomes) status = std::max(status, status_of(outcome));
  std::cout << conform::to_table(outcomes, !arguments.misses);
  if (!std::cout.flush()) return fail({Failure::Kind::world, "Cannot write to standard output."});
  if (arguments.junit.empty()) return status;
  auto written = write(arguments.junit, conform::to_junit(outcomes));
  return written ? status : std::max(status, fail(written.error()));
}

}  // namespace

void add_conform(CLI::App& app, Global& global) {
  CLI::App* sub = app.add_subcommand("conform", "Run conformance cases: files whose findings are known beforehand");
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("DIR", arguments->folder, "Folder of cases; those of all folders below it are run")->required();
  sub->add_option("--filter", arguments->filter, "Only the cases that have TEXT in their name")->type_name("TEXT");
  sub->add_flag("--misses", arguments->misses, "Print only the cases that did not come as expected");
  sub->add_option("--junit", arguments->junit, "Write the results as JUnit XML, too")->type_name("FILE");
  sub->footer(
      "A case is a folder with an input and an expected.jsonl (what 'calx validate INPUT --format jsonl' prints;\n"
      "{\"options\":{\"overlays\":[\"dhcs\"],\"level\":7,\"date\":\"2026-05-01\"}} may be its first line), or a row of "
      "a\n"
      "cases.csv with the columns file,rule,overlays,level,date,findings,about; findings as 2300-08 HI(23) 2-2, split "
      "by\n"
      "semicolons, or a column verdict with accepted or rejected.\n"
      "Exit status: 0 all as expected, 1 some missed, 2 a wrong cases.csv or expected.jsonl, 3 unreadable.\n"
      "Example: calx conform cases/ --filter 2300-08 --junit results.xml");
  sub->callback([=, &global] { global.status = run(*arguments, global); });
}

}  // namespace calx::command
