#include <iostream>
#include <string>

#include "command.hpp"
#include "encounter/conversion.hpp"
#include "input.hpp"
#include "plan.hpp"
#include "report/report.hpp"
#include "report/selection.hpp"

namespace calx::command {
namespace {

struct Arguments : RunArguments {
  std::vector<std::string> inputs;
  bool dry_run = false;
};

constexpr const char* guide = "837P-005010X222A1";

void print_summary(const encounter::ConversionSummary& summary, bool dry_run) {
  for (const auto& input : summary.inputs) {
    std::cout << input.name << ": " << report::counted(input.rows, "row") << ", " << input.converted << " converted, "
              << input.rejected << " rejected";
    if (!input.rejected_file.empty() && !dry_run) std::cout << " (see " << input.rejected_file << ")";
    std::cout << "\n";
  }
  for (const auto& file : summary.files)
    std::cout << file.path << ": " << report::counted(file.claims, "claim") << ", "
              << report::counted(file.lines, "line") << ", $" << text::to_dollars(file.charge) << "\n";
  std::cout << (dry_run ? "A trial: nothing was written. " : "") << report::counted(summary.rows, "row")
            << " in = " << summary.converted << " converted + " << summary.rejected << " rejected; charges $"
            << text::to_dollars(summary.charge) << ".\n";
  if (!summary.manifest.empty() && !dry_run) std::cout << "Every row is accounted for in " << summary.manifest << "\n";
}

int run(const Arguments& arguments, const Global& global) {
  if (auto good = check_inputs(arguments.inputs); !good) return fail(good.error());
  auto date = run_date(arguments.date);
  if (!date) return fail(date.error());
  auto loaded = Loaded::load(global.data_folder);
  if (!loaded) return fail(loaded.error());
  const Loaded& data = **loaded;
  auto plan = read_profile(arguments.profile);
  if (!plan) return fail(plan.error());
  auto library = grammar::Library::open(data.resources, plan->encounter.overlays, plan->stated);
  if (!library) return fail(library.error());
  if (auto grammar = library->by_id(guide); !grammar) return fail(grammar.error());

  const validate::Knowledge knowledge{*library, data.catalogue, data.codes, data.coding_options};
  validate::Options judging;
  judging.today = *date;
  encounter::ConversionRequest request;
  request.inputs = arguments.inputs;
  request.dry_run = arguments.dry_run;
  arguments.fill(request, *plan, *date, *library);
  request.validate = judge_written(knowledge, judging);
  auto progress = std::make_unique<Progress>("convert");
  request.progress = [&](std::string_view stage, std::uint64_t done, std::uint64_t total) {
    progress->show(std::string(stage) + " " + std::to_string(total == 0 ? 100 : done * 100 / total) + " %");
  };

  const invoice::Context context{data.elements, data.catalogue, data.codes, data.coding_options, *date};
  // Findings go to standard error: standard output is for the summary.
  const auto writer = report::make_writer(report::Form::text, std::cerr);
  report::Selection selection(*writer, {7, 0, arguments.show_values});
  auto summary = encounter::convert(request, context, selection);
  progress.reset();
  writer->flush();
  if (!summary) return fail(summary.error());
  for (const std::string& note : summary->notes) std::cerr << "note: " << note << "\n";
  print_summary(*summary, arguments.dry_run);
  return summary->tally.errors > 0 || summary->rejected > 0 ? data_errors : fine;
}

}  // namespace

void add_convert(CLI::App& app, Global& global) {
  CLI::App* sub = app.add_subcommand("convert", "Turn invoices into 837P encounter files that are ready to submit");
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("INVOICES", arguments->inputs, "Invoice files: CSV or JSON Lines")->required();
  arguments->add_to(*sub, "members' data");
  sub->add_flag("--dry-run", arguments->dry_run, "Check and count everything, write nothing");
  sub->footer(
      "The folder then holds the 837P files, rejected.csv with the rows that were not converted and why, and\n"
      "manifest.json, which accounts for every row.\n"
      "Example: calx convert invoices.csv --profile plan.toml --out out/ --date 2026-05-01");
  sub->callback([=, &global] { global.status = run(*arguments, global); });
}

}  // namespace calx::command
