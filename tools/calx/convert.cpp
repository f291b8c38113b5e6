#include <iostream>
#include <string>

#include "command.hpp"
#include "encounter/conversion.hpp"
#include "plan.hpp"
#include "report/report.hpp"
#include "report/selection.hpp"

namespace calx::command {
namespace {

struct Arguments {
  std::vector<std::string> inputs;
  std::string profile, output_folder, date, time = "0000";
  std::optional<std::uint32_t> first_control;
  bool test = false, dry_run = false, force = false, show_values = false;
};

constexpr const char* guide = "837P-005010X222A1";

void print_summary(const encounter::ConversionSummary& summary, bool dry_run) {
  for (const auto& input : summary.inputs) {
    std::cout << input.name << ": " << input.rows << " rows, " << input.converted << " converted, " << input.rejected
              << " rejected";
    if (!input.rejected_file.empty()) std::cout << " (see " << input.rejected_file << ")";
    std::cout << "\n";
  }
  for (const auto& file : summary.files)
    std::cout << file.path << ": " << file.claims << " claims, " << file.lines << " lines, $"
              << text::to_dollars(file.charge) << "\n";
  std::cout << (dry_run ? "A trial: nothing was written. " : "") << summary.rows << " rows in = " << summary.converted
            << " converted + " << summary.rejected << " rejected; charges $" << text::to_dollars(summary.charge)
            << ".\n";
  if (!summary.manifest.empty() && !dry_run) std::cout << "Every row is accounted for in " << summary.manifest << "\n";
}

int run(const Arguments& arguments, const Global& global) {
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
  request.profile = *plan;
  request.output_folder = arguments.output_folder;
  request.date = *date;
  request.time = arguments.time;
  request.first_control = arguments.first_control;
  request.test = arguments.test;
  request.dry_run = arguments.dry_run;
  request.force = arguments.force;
  request.version = CALX_VERSION;
  for (const auto& file : library->grammars()) request.grammars.push_back({file.name, {}, file.sha256});
  for (const auto& file : library->overlays()) request.overlays.push_back({file.name, {}, file.sha256});
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
  sub->add_option("--profile", arguments->profile, "The plan's profile (see calx init)")->required()->type_name("FILE");
  sub->add_option("--out", arguments->output_folder, "Folder for the files of the run")->required()->type_name("DIR");
  sub->add_option("--date", arguments->date, "The day of the run, CCYY-MM-DD; today by default")->type_name("DATE");
  sub->add_option("--time", arguments->time, "The time to write, HHMM")->capture_default_str()->type_name("HHMM");
  sub->add_option("--first-control", arguments->first_control, "Control number (ISA13) of the first file; 1 by default")
      ->check(CLI::Range(1U, 999999999U))
      ->type_name("N");
  sub->add_flag("--test", arguments->test, "Mark the files as test data (ISA15 T) whatever the profile says");
  sub->add_flag("--dry-run", arguments->dry_run, "Check and count everything, write nothing");
  sub->add_flag("--force", arguments->force, "Replace files of the same names in the folder");
  sub->add_flag("--show-values", arguments->show_values, "Show the offending values: members' data");
  sub->footer(
      "The folder then holds the 837P files, rejected.csv with the rows that were not converted and why, and\n"
      "manifest.json, which accounts for every row.\n"
      "Example: calx convert invoices.csv --profile plan.toml --out out/ --date 2026-05-01");
  sub->callback([=, &global] { global.status = run(*arguments, global); });
}

}  // namespace calx::command
