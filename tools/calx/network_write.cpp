#include <iostream>
#include <string>

#include "network.hpp"
#include "network/writing.hpp"
#include "plan.hpp"
#include "report/report.hpp"
#include "report/selection.hpp"

namespace calx::command {
namespace {

struct Arguments : RunArguments {
  std::string directory, month;
  bool skip_invalid = false;
};

constexpr const char* guide = "274-004050X109";

void print_summary(const network::WritingSummary& summary) {
  for (const network::TableCount& table : summary.tables)
    if (!table.name.empty())
      std::cout << table.name << ": " << report::counted(table.rows, "row") << ", " << table.left_out << " left out\n";
  for (const auto& file : summary.files)
    std::cout << file.path << ": " << report::counted(file.counts.groups, "group") << ", "
              << report::counted(file.counts.sites, "site") << ", "
              << report::counted(file.counts.providers, "provider") << " (" << file.counts.affiliations
              << " at sites)\n";
  if (summary.files.empty())
    std::cout << "Nothing was written: the tables have errors. --skip-invalid writes what is good.\n";
  else
    std::cout << "What went in and out is told in " << summary.manifest << "\n";
}

int run(const Arguments& arguments, const Global& global) {
  auto date = run_date(arguments.date);
  if (!date) return fail(date.error());
  auto loaded = Loaded::load(global.data_folder);
  if (!loaded) return fail(loaded.error());
  const Loaded& data = **loaded;
  auto plan = read_profile(arguments.profile);
  if (!plan) return fail(plan.error());
  auto knowledge = network::Knowledge::load(data.resources, data.catalogue, data.codes, data.coding_options);
  if (!knowledge) return fail(knowledge.error());
  auto library = grammar::Library::open(data.resources, plan->network.overlays, plan->stated);
  if (!library) return fail(library.error());
  if (auto grammar = library->by_id(guide); !grammar) return fail(grammar.error());

  const validate::Knowledge judged_by{*library, data.catalogue, data.codes, data.coding_options};
  validate::Options judging;
  judging.today = *date;
  network::WritingRequest request;
  request.directory = arguments.directory;
  request.month = arguments.month;
  request.skip_invalid = arguments.skip_invalid;
  arguments.fill(request, *plan, *date, *library);
  request.validate = judge_written(judged_by, judging);

  // Findings go to standard error: standard output is for the summary.
  const auto writer = report::make_writer(report::Form::text, std::cerr);
  report::Selection selection(*writer, {7, 0, arguments.show_values});
  auto summary = network::write_network(request, *knowledge, selection);
  writer->flush();
  if (!summary) return fail(summary.error());
  for (const std::string& note : summary->notes) std::cerr << "note: " << note << "\n";
  print_summary(*summary);
  return summary->tally.errors > 0 || summary->files.empty() ? data_errors : fine;
}

}  // namespace

void add_network_write(CLI::App& network, Global& global) {
  CLI::App* sub = network.add_subcommand("write", "Turn a folder of tables into 274 files, one a plan code");
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("DIRECTORY", arguments->directory, "Folder of the tables (see calx template network)")->required();
  arguments->add_to(*sub, "providers' data");
  sub->add_option("--month", arguments->month, "The reporting month, CCYYMM; by default that of the day of the run")
      ->type_name("CCYYMM");
  sub->add_flag("--skip-invalid", arguments->skip_invalid,
                "Leave out what is invalid and what hangs on it, write the rest");
  sub->footer("Example: calx network write network/ --profile plan.toml --out out/ --date 2026-05-01");
  sub->callback([=, &global] { global.status = run(*arguments, global); });
}

}  // namespace calx::command
