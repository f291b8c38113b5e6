#include <algorithm>
#include <iostream>
#include <string>

#include "input.hpp"
#include "network.hpp"
#include "network/comparison_views.hpp"
#include "network_views.hpp"

namespace calx::command {
namespace {

struct Arguments {
  std::string before, after, profile, form = "text", output;
  bool force = false;
};

int run(const Arguments& arguments, const Global& global) {
  if (auto good = check_inputs({arguments.before, arguments.after}, arguments.output); !good) return fail(good.error());
  auto view = NetworkView::open(global, arguments.profile);
  if (!view) return fail(view.error());
  auto before = view->load(arguments.before);
  if (!before) return fail(before.error());
  auto after = view->load(arguments.after);
  if (!after) return fail(after.error());
  if (!before->ok || !after->ok) return data_errors;

  if (before->from_274 && !after->from_274) after->network = network::of_plans(after->network, before->network.plans);
  if (after->from_274 && !before->from_274) before->network = network::of_plans(before->network, after->network.plans);
  const bool any_274 = before->from_274 || after->from_274;
  if (before->from_274 != after->from_274)
    std::cerr
        << "note: a 274 is compared with tables: what a 274 does not hold (counties, services of sites, degrees,\n"
           "      populations of focus, capacity) is not compared\n";
  const network::Comparison comparison =
      network::compare(before->network, after->network, *view->knowledge, any_274, !any_274);
  const std::string text = arguments.form == "csv" ? network::to_csv(comparison) : network::to_text(comparison);
  const int status = give_out(text, arguments.output, arguments.force);
  const bool errors = before->tally.errors > 0 || after->tally.errors > 0;
  return std::max<int>(status, errors || !comparison.differences.empty() ? data_errors : fine);
}

}  // namespace

void add_network_diff(CLI::App& network, Global& global) {
  CLI::App* sub = network.add_subcommand("diff", "Say what differs between two networks, such as two months");
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("OLD", arguments->before, "A 274 file or a folder of tables; - is a 274 from standard input")
      ->required();
  sub->add_option("NEW", arguments->after, "The same, later")->required();
  sub->add_option("--format", arguments->form, "text for people; csv, a table with a row a difference")
      ->check(CLI::IsMember({"text", "csv"}))
      ->capture_default_str();
  sub->add_option("--output", arguments->output, "Write to a file, whole or not at all")->type_name("FILE");
  sub->add_flag("--force", arguments->force, "Replace the --output file");
  sub->add_option("--profile", arguments->profile, "The plan's profile: what the indicators in N2 mean")
      ->type_name("FILE");
  sub->footer(
      "Who is who is told by NPI, then by identifiers, then by name. Exit status 1 where there are differences.\n"
      "Example: calx network diff april.dat network/ --format csv --output changes.csv");
  sub->callback([=, &global] { global.status = run(*arguments, global); });
}

}  // namespace calx::command
