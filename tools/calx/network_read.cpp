#include <iostream>
#include <string>

#include "files/release.hpp"
#include "input.hpp"
#include "network.hpp"
#include "network/transaction_reader.hpp"
#include "network/write_tables.hpp"
#include "plan.hpp"
#include "report/report.hpp"
#include "report/selection.hpp"

namespace calx::command {
namespace {

struct Arguments {
  std::string file, profile, output_folder;
  bool force = false;
};

int run(const Arguments& arguments, const Global& global) {
  auto loaded = Loaded::load(global.data_folder);
  if (!loaded) return fail(loaded.error());
  const Loaded& data = **loaded;
  profile::Profile plan;
  if (!arguments.profile.empty()) {
    auto given = read_profile(arguments.profile);
    if (!given) return fail(given.error());
    plan = std::move(*given);
  }
  auto knowledge = network::Knowledge::load(data.resources, data.catalogue, data.codes, data.coding_options);
  if (!knowledge) return fail(knowledge.error());
  auto input = Input::open(arguments.file);
  if (!input) return fail(input.error());
  const auto writer = report::make_writer(report::Form::text, std::cerr);
  report::Selection selection(*writer, {7, 0, false});
  auto reader = (*input)->mapped() != nullptr ? x12::Reader((*input)->mapped()->bytes()) : x12::Reader(**input);
  const std::string name = arguments.file == "-" ? "standard input" : arguments.file;
  auto read = network::read_transaction(reader, name, plan.network, *knowledge, selection);
  writer->flush();
  if (!read) return fail(read.error());
  if (!read->ok) return data_errors;

  files::Release release(arguments.output_folder, arguments.force, false);
  if (auto made = release.open(); !made) return fail(made.error());
  for (const auto& [table, text] : network::write_tables(read->network, *knowledge)) {
    auto done = release.begin(table);
    if (done) done = release.write(text);
    if (!done) return fail(done.error());
    if (auto ended = release.end(); !ended) return fail(ended.error());
  }
  if (auto named = release.commit(); !named) return fail(named.error());
  std::cout << arguments.output_folder << ": " << report::counted(read->network.groups.size(), "group") << ", "
            << report::counted(read->network.sites.size(), "site") << ", "
            << report::counted(read->network.providers.size(), "provider") << " (" << read->network.affiliations.size()
            << " at sites)\n";
  return read->tally.errors > 0 ? data_errors : fine;
}

}  // namespace

void add_network_read(CLI::App& network, Global& global) {
  CLI::App* sub = network.add_subcommand("read", "Turn a 274 file into a folder of tables");
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("FILE", arguments->file, "A 274 file; - is standard input")->required();
  sub->add_option("--out", arguments->output_folder, "Folder for the tables")->required()->type_name("DIR");
  sub->add_option("--profile", arguments->profile, "The plan's profile: what the indicators in N2 mean")
      ->type_name("FILE");
  sub->add_flag("--force", arguments->force, "Replace tables of the same names in the folder");
  sub->footer(
      "What a 274 does not hold (counties, populations of focus, capacity) is empty in the tables.\n"
      "Example: calx network read may.dat --out network/");
  sub->callback([=, &global] { global.status = run(*arguments, global); });
}

}  // namespace calx::command
