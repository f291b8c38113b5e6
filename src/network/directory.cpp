#include "network/directory.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "files/input.hpp"
#include "files/sha256.hpp"
#include "findings/counted.hpp"
#include "network/assemble.hpp"
#include "network/cross_checks.hpp"
#include "network/read_tables.hpp"
#include "text/cells.hpp"
#include "text/nearest.hpp"

namespace calx::network {
namespace {

namespace fs = std::filesystem;

using Read = void (*)(Sheet&, const Knowledge&, Draft&);
constexpr std::array<Read, table_count> readers{read_plans,       read_groups,         read_sites,
                                                read_providers,   read_provider_sites, read_taxonomies,
                                                read_identifiers, read_affiliates,     read_participations};

std::string folded(std::string_view text) {
  std::string plain;
  text::fold_header(text, plain);
  return plain;
}

class Reading {
 public:
  Reading(const std::string& folder, const Knowledge& knowledge, findings::Sink& sink)
      : folder_(folder), knowledge_(knowledge), counted_(sink) {}

  Result<Directory> run() {
    if (auto found = find_files(); !found) return tl::unexpected<Failure>(found.error());
    Draft draft;
    std::array<std::optional<files::MappedFile>, table_count> mapped;
    Sheets sheets;
    for (std::size_t i = 0; i < table_count; ++i) {
      const Table table = all_tables[i];
      if (paths_[i].empty()) {
        if (is_required(table)) report("NET-0001", folder_, {{"table", name_of(table)}});
        continue;
      }
      auto file = files::MappedFile::open(paths_[i]);
      if (!file) return tl::unexpected<Failure>(file.error());
      mapped[i] = std::move(*file);
      directory_.tables[i].name = fs::path(paths_[i]).filename().string();
      directory_.tables[i].sha256 = files::sha256_hex(mapped[i]->bytes());
      sheets[i] = std::make_unique<Sheet>(table, paths_[i], mapped[i]->bytes(), knowledge_.columns,
                                          knowledge_.catalogue, counted_);
      if (sheets[i]->ok()) readers[i](*sheets[i], knowledge_, draft);
    }
    check_rows_together(sheets, draft);
    assemble(draft, directory_);
    directory_.tally = counted_.tally;
    return std::move(directory_);
  }

 private:
  void report(std::string_view code, const std::string& file, findings::Arguments arguments) {
    findings::Finding finding = knowledge_.catalogue.make(code, arguments);
    finding.file = file;
    counted_.report(std::move(finding));
  }

  Result<void> find_files() {
    std::error_code error;
    std::vector<std::string> names;
    for (fs::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error))
      names.push_back(it->path().filename().string());
    if (error) return world_failure("Cannot read the folder " + folder_ + ": " + error.message() + ".");
    std::sort(names.begin(), names.end());
    std::vector<std::string> known;
    known.reserve(table_count);
    for (const Table table : all_tables) known.emplace_back(name_of(table));
    for (const std::string& name : names) {
      const fs::path path = fs::path(folder_) / name;
      if (folded(path.extension().string()) != "csv" || name.front() == '.') continue;
      const std::string stem = path.stem().string();
      const auto table = std::find_if(all_tables.begin(), all_tables.end(),
                                      [&](Table one) { return folded(name_of(one)) == folded(stem); });
      if (table == all_tables.end()) {
        const std::string near = text::nearest(stem, known);
        report("NET-0011", path.string(), {{"suggestion", near.empty() ? "" : "; did you mean " + near + ".csv?"}});
        continue;
      }
      std::string& taken = paths_[static_cast<std::size_t>(*table)];
      std::string other = path.string();
      if (name == std::string(name_of(*table)) + ".csv") std::swap(taken, other);  // just as it should be called
      if (taken.empty())
        taken = std::move(other);
      else if (!other.empty())
        report("NET-0013", other, {{"file", taken}});
    }
    return {};
  }

  const std::string& folder_;
  const Knowledge& knowledge_;
  findings::Counted counted_;
  Directory directory_;
  std::array<std::string, table_count> paths_;
};

}  // namespace

Result<Directory> read_directory(const std::string& folder, const Knowledge& knowledge, findings::Sink& sink) {
  return Reading(folder, knowledge, sink).run();
}

}  // namespace calx::network
