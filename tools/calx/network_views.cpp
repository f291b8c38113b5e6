#include "network_views.hpp"

#include <iostream>
#include <utility>

#include "files/output.hpp"
#include "plan.hpp"
#include "report/selection.hpp"

namespace calx::command {

Result<NetworkView> NetworkView::open(const Global& global, const std::string& profile) {
  NetworkView view;
  auto loaded = Loaded::load(global.data_folder);
  if (!loaded) return tl::unexpected<Failure>(loaded.error());
  view.data = std::move(*loaded);
  const Loaded& data = *view.data;
  if (!profile.empty()) {
    auto given = read_profile(profile);
    if (!given) return tl::unexpected<Failure>(given.error());
    view.plan = std::move(*given);
  }
  auto knowledge = network::Knowledge::load(data.resources, data.catalogue, data.codes, data.coding_options);
  if (!knowledge) return tl::unexpected<Failure>(knowledge.error());
  view.knowledge = std::make_unique<network::Knowledge>(std::move(*knowledge));
  return view;
}

Result<network::LoadedNetwork> NetworkView::load(const std::string& path) const {
  const auto writer = report::make_writer(report::Form::text, std::cerr);
  report::Selection selection(*writer, {7, 0, false});
  auto loaded = network::load(path, plan.network, *knowledge, selection);
  writer->flush();
  if (loaded && loaded->left_out > 0)
    std::cerr << "note: " << path << ": " << report::counted(loaded->left_out, "row")
              << " left out, because of errors; what is said below is of the rest\n";
  return loaded;
}

int give_out(const std::string& text, const std::string& output, bool force) {
  if (output.empty()) {
    std::cout << text << std::flush;
    return std::cout ? fine : fail({Failure::Kind::world, "Cannot write to standard output."});
  }
  auto file = files::OutputFile::create(output, force);
  if (!file) return fail(file.error());
  auto done = file->write(text);
  if (done) done = file->commit();
  return done ? fine : fail(done.error());
}

}  // namespace calx::command
