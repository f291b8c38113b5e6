#include "network/load.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "files/input.hpp"
#include "network/directory.hpp"
#include "network/transaction_reader.hpp"

namespace calx::network {
namespace {

/// Hands on errors alone; counts those.
class Errors final : public findings::Sink {
 public:
  explicit Errors(findings::Sink& next) : next_(next) {}
  void report(findings::Finding finding) override {
    if (finding.severity != findings::Severity::error) return;
    tally.count(finding.severity);
    next_.report(std::move(finding));
  }
  findings::Tally tally;

 private:
  findings::Sink& next_;
};

Result<LoadedNetwork> load_tables(const std::string& folder, const Knowledge& knowledge, findings::Sink& sink) {
  LoadedNetwork loaded;
  findings::Collector found;
  auto directory = read_directory(folder, knowledge, found);
  if (!directory) return tl::unexpected<Failure>(directory.error());
  Errors errors(sink);
  loaded.ok = std::any_of(directory->tables.begin(), directory->tables.end(),
                          [](const TableCount& table) { return !table.name.empty(); });
  if (loaded.ok) {
    for (findings::Finding& finding : found.findings) errors.report(std::move(finding));
  } else {
    // One sentence in the stead of one for each table that is missing.
    findings::Finding finding = knowledge.catalogue.make("NET-0707");
    finding.file = folder;
    errors.report(std::move(finding));
  }
  for (const TableCount& table : directory->tables) loaded.left_out += table.left_out;
  loaded.network = std::move(directory->network);
  loaded.tally = errors.tally;
  return loaded;
}

Result<LoadedNetwork> load_274(x12::Reader reader, const std::string& name, const profile::Profile::Network& marks,
                               const Knowledge& knowledge, findings::Sink& sink) {
  Errors errors(sink);
  auto read = read_transaction(reader, name, marks, knowledge, errors);
  if (!read) return tl::unexpected<Failure>(read.error());
  return LoadedNetwork{std::move(read->network), read->ok, true, 0, errors.tally};
}

}  // namespace

Result<LoadedNetwork> load(const std::string& path, const profile::Profile::Network& marks, const Knowledge& knowledge,
                           findings::Sink& sink) {
  std::error_code none;
  if (path != "-" && std::filesystem::is_directory(path, none)) return load_tables(path, knowledge, sink);
  if (path == "-" || (std::filesystem::exists(path, none) && !files::is_regular_file(path))) {
    auto source = files::open_source(path);
    if (!source) return tl::unexpected<Failure>(source.error());
    return load_274(x12::Reader(**source), path == "-" ? "standard input" : path, marks, knowledge, sink);
  }
  auto file = files::MappedFile::open(path);
  if (!file) return tl::unexpected<Failure>(file.error());
  return load_274(x12::Reader(file->bytes()), path, marks, knowledge, sink);
}

}  // namespace calx::network
