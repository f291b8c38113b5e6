#include <algorithm>
#include <iostream>
#include <string>

#include "input.hpp"
#include "network.hpp"
#include "network/county_report_views.hpp"
#include "network_views.hpp"

namespace calx::command {
namespace {

struct Arguments {
  std::string network, profile, form = "text", output, date;
  std::vector<std::string> counties;
  bool force = false;
};

int run(const Arguments& arguments, const Global& global) {
  if (auto good = check_inputs({arguments.network}, arguments.output); !good) return fail(good.error());
  auto date = run_date(arguments.date);
  if (!date) return fail(date.error());
  auto view = NetworkView::open(global, arguments.profile);
  if (!view) return fail(view.error());
  auto counties = network::counties_named(arguments.counties, *view->knowledge);
  if (!counties) return fail(counties.error());
  auto loaded = view->load(arguments.network);
  if (!loaded) return fail(loaded.error());
  if (!loaded->ok) return data_errors;
  if (loaded->from_274)
    std::cerr
        << "note: a 274 holds no counties, populations of focus, services or capacity; give the folder of tables\n"
           "      to have these counted\n";
  const network::CountyReport report = network::count_by_county(loaded->network, *view->knowledge, *counties, *date);
  const std::string text = arguments.form == "csv" ? network::to_csv(report) : network::to_text(report);
  const int status = give_out(text, arguments.output, arguments.force);
  return std::max<int>(status, loaded->tally.errors > 0 ? data_errors : fine);
}

}  // namespace

void add_network_report(CLI::App& network, Global& global) {
  CLI::App* sub =
      network.add_subcommand("report", "Count providers by county, population of focus and Community Supports service");
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("DIRECTORY", arguments->network, "Folder of the tables, or a 274 file")->required();
  sub->add_option("--format", arguments->form, "text for people; csv, a table with a row a county")
      ->check(CLI::IsMember({"text", "csv"}))
      ->capture_default_str();
  sub->add_option("--output", arguments->output, "Write to a file, whole or not at all")->type_name("FILE");
  sub->add_flag("--force", arguments->force, "Replace the --output file");
  sub->add_option("--counties", arguments->counties, "The plan's counties, split by commas; by default all 58")
      ->delimiter(',')
      ->type_name("NAMES");
  sub->add_option("--date", arguments->date, "The day to count on, CCYY-MM-DD; today by default")->type_name("DATE");
  sub->add_option("--profile", arguments->profile, "The plan's profile: what the indicators in N2 mean")
      ->type_name("FILE");
  sub->footer(
      "Counted is who is under contract on the day. A provider counts once in a county, however many sites they have.\n"
      "Example: calx network report network/ --counties Fresno,Kings,Madera --format csv --output counts.csv");
  sub->callback([=, &global] { global.status = run(*arguments, global); });
}

}  // namespace calx::command
