#include <algorithm>
#include <iostream>
#include <string>

#include "encounter/billed_services.hpp"
#include "input.hpp"
#include "network.hpp"
#include "network/service_check.hpp"
#include "network_views.hpp"
#include "report/selection.hpp"

namespace calx::command {
namespace {

struct Arguments {
  std::string network, profile, form = "text";
  std::vector<std::string> encounters;
};

/// The services of each file, one file after the other, against the network.
class Run {
 public:
  Run(const NetworkView& view, report::Writer& writer, const network::Coverage& coverage)
      : view_(view), writer_(writer), selection_(writer, {7, 0, false}), check_(coverage) {}

  int check(const std::vector<std::string>& paths) {
    int status = fine;
    for (const std::string& path : paths) {
      files_.push_back(path == "-" ? "standard input" : path);
      if (auto done = file(path); !done) {
        writer_.could_not(files_.back(), done.error().message);
        status = std::max(status, fail(done.error()));
      }
    }
    check_.report(view_.data->catalogue, files_, selection_);
    selection_.add_to(summary_);
    writer_.finish(summary_);
    return std::max<int>(status, summary_.tally.errors > 0 ? data_errors : fine);
  }

 private:
  Result<void> file(const std::string& path) {
    auto input = Input::open(path);
    if (!input) return tl::unexpected<Failure>(input.error());
    ++summary_.files;
    auto reader = (*input)->mapped() != nullptr ? x12::Reader((*input)->mapped()->bytes()) : x12::Reader(**input);
    const auto at = static_cast<std::uint32_t>(files_.size() - 1);
    auto totals = encounter::read_billed_services(reader, [&](const encounter::BilledService& service) {
      const network::ClaimPlace place{at, service.claim_number, service.claim_ordinal, service.claim_offset};
      check_.service(network::Role::billing, service.billing, service.days, place);
      if (service.rendering_named) check_.service(network::Role::rendering, service.rendering, service.days, place);
    });
    if (!totals) return tl::unexpected<Failure>(totals.error());
    if (!totals->other.empty()) {
      findings::Finding finding = view_.data->catalogue.make("NET-0706", {{"what", totals->other}});
      finding.file = files_.back();
      selection_.report(std::move(finding));
    }
    summary_.interchanges += totals->interchanges;
    summary_.transactions += totals->transactions;
    summary_.claims += totals->claims;
    summary_.segments += totals->segments;
    return {};
  }

  const NetworkView& view_;
  report::Writer& writer_;
  report::Selection selection_;
  network::ServiceCheck check_;
  report::Summary summary_;
  std::vector<std::string> files_;
};

int run(const Arguments& arguments, const Global& global) {
  std::vector<std::string> inputs = arguments.encounters;
  inputs.push_back(arguments.network);
  if (auto good = check_inputs(inputs); !good) return fail(good.error());
  auto view = NetworkView::open(global, arguments.profile);
  if (!view) return fail(view.error());
  auto loaded = view->load(arguments.network);
  if (!loaded) return fail(loaded.error());
  if (!loaded->ok) return data_errors;
  const network::Coverage coverage(loaded->network);
  const auto writer = report::make_writer(*report::parse_form(arguments.form), std::cout,
                                          {&view->data->catalogue, nullptr, false, CALX_VERSION});
  const int status = Run(*view, *writer, coverage).check(arguments.encounters);
  if (!std::cout.flush()) return fail({Failure::Kind::world, "Cannot write to standard output."});
  return std::max<int>(status, loaded->tally.errors > 0 ? data_errors : fine);
}

}  // namespace

void add_network_check(CLI::App& network, Global& global) {
  CLI::App* sub = network.add_subcommand(
      "check", "Find the providers of encounters who are not in the network, or not under contract on the day");
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("--network", arguments->network, "A 274 file or a folder of tables")
      ->required()
      ->type_name("FILE|DIRECTORY");
  sub->add_option("--encounters", arguments->encounters, "837P files; - is standard input")
      ->required()
      ->type_name("FILE...");
  sub->add_option("--format", arguments->form, "text for people; jsonl for programs, a finding a line")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->capture_default_str();
  sub->add_option("--profile", arguments->profile, "The plan's profile: what the indicators in N2 mean")
      ->type_name("FILE");
  sub->footer(
      "Billing (2010AA) and rendering providers (2420A, else 2310B) are looked up by NPI among the network's groups,\n"
      "sites and providers; the contract is the provider's at the site, else the site's, else the group's.\n"
      "Example: calx network check --network network/ --encounters may-*.dat");
  sub->callback([=, &global] { global.status = run(*arguments, global); });
}

}  // namespace calx::command
