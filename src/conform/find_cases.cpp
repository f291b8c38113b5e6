#include "conform/find_cases.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "files/input.hpp"

namespace calx::conform {
namespace {

namespace fs = std::filesystem;

constexpr const char* table_name = "cases.csv";
constexpr const char* expected_name = "expected.jsonl";

/// What a folder holds, sorted; what begins with a point is left out.
struct Listing {
  std::vector<fs::path> folders, files;
  bool has(const char* name) const {
    return std::any_of(files.begin(), files.end(), [&](const fs::path& path) { return path.filename() == name; });
  }
};

Result<Listing> list(const fs::path& folder) {
  Listing listing;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename().string().starts_with('.')) continue;
    std::error_code unknown;
    (at->is_directory(unknown) ? listing.folders : listing.files).push_back(at->path());
  }
  if (error) return world_failure("Cannot read " + folder.string() + ": " + error.message() + ".");
  std::sort(listing.folders.begin(), listing.folders.end());
  std::sort(listing.files.begin(), listing.files.end());
  return listing;
}

/// The only file that may be the input: no overlay of the case, nothing written for people.
Result<std::string> input_of(const Listing& listing, const Case& entry, const std::string& expected_path) {
  std::vector<std::string> inputs;
  for (const fs::path& file : listing.files) {
    const std::string path = file.lexically_normal().string();
    const bool overlay = std::find(entry.overlays.begin(), entry.overlays.end(), path) != entry.overlays.end();
    if (file.filename() != expected_name && file.extension() != ".md" && !overlay) inputs.push_back(file.string());
  }
  if (inputs.size() == 1) return inputs.front();
  return usage_failure(expected_path + ":1: the folder must hold one input beside it, and holds " +
                       (inputs.empty() ? "none." : std::to_string(inputs.size()) + "; a case is a folder of its own."));
}

class Search {
 public:
  explicit Search(fs::path root) : root_(std::move(root)) {}

  Result<void> into(const fs::path& folder) {
    auto listing = list(folder);
    if (!listing) return tl::unexpected<Failure>(listing.error());
    const std::string name = folder.lexically_relative(root_).string();
    if (listing->has(table_name))
      if (auto done = add_table((folder / table_name).string(), name); !done) return done;
    if (listing->has(expected_name))
      if (auto done = add_expected(*listing, (folder / expected_name).string(), name); !done) return done;
    for (const fs::path& below : listing->folders)
      if (auto done = into(below); !done) return done;
    return {};
  }

  std::vector<Case> cases;

 private:
  Result<void> add_table(const std::string& path, const std::string& name) {
    const auto file = files::MappedFile::open(path);
    if (!file) return tl::unexpected<Failure>(file.error());
    auto rows = read_table(file->bytes(), path, name);
    if (!rows) return tl::unexpected<Failure>(rows.error());
    std::move(rows->begin(), rows->end(), std::back_inserter(cases));
    return {};
  }

  Result<void> add_expected(const Listing& listing, const std::string& path, const std::string& name) {
    if (listing.has(table_name))
      return usage_failure(path + ":1: this folder has a cases.csv too; a case of this form is a folder of its own.");
    const auto file = files::MappedFile::open(path);
    if (!file) return tl::unexpected<Failure>(file.error());
    auto entry = read_expected(file->bytes(), path, name);
    if (!entry) return tl::unexpected<Failure>(entry.error());
    auto input = input_of(listing, *entry, path);
    if (!input) return tl::unexpected<Failure>(input.error());
    entry->input = *input;
    cases.push_back(std::move(*entry));
    return {};
  }

  fs::path root_;
};

}  // namespace

Result<std::vector<Case>> find_cases(const std::string& folder) {
  Search search(folder);
  if (auto done = search.into(folder); !done) return tl::unexpected<Failure>(done.error());
  if (search.cases.empty())
    return usage_failure("There is no case below " + folder + ": no cases.csv, and no folder with an expected.jsonl.");
  return std::move(search.cases);
}

}  // namespace calx::conform
