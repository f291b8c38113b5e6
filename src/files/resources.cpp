#include "files/resources.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <span>

#include "files/input.hpp"
#include "files/sha256.hpp"

#define CALX_EMBEDDED(index, name, sha256)       \
  extern "C" const char calx_embedded_##index[]; \
  extern "C" const char calx_embedded_##index##_end[];
#include "embedded.inc"
#undef CALX_EMBEDDED

namespace calx::files {
namespace {

struct Embedded {
  std::string_view name, sha256;
  const char* begin;
  const char* end;
};

std::span<const Embedded> embedded() {
#define CALX_EMBEDDED(index, name, sha256) {name, sha256, calx_embedded_##index, calx_embedded_##index##_end},
  static const Embedded table[] = {
#include "embedded.inc"
  };
#undef CALX_EMBEDDED
  return table;
}

std::string in_folder(const std::string& folder, const std::string& name) {
  std::string path = folder;
  path += '/';
  path += name;
  return path;
}

std::string user_folder() {
  if (const char* home = std::getenv("XDG_DATA_HOME"); home != nullptr && *home != '\0')
    return std::string(home) + "/calx";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return std::string(home) + "/.local/share/calx";
  return {};
}

}  // namespace

Result<Resources> Resources::with_overrides(const std::optional<std::string>& data_folder) {
  Resources resources;
  std::error_code ignored;
  if (data_folder) {
    if (!std::filesystem::is_directory(*data_folder, ignored))
      return usage_failure("The data folder " + *data_folder + " is not there or is not a folder.");
    resources.folders_.push_back(*data_folder);
  }
  if (const std::string folder = user_folder(); !folder.empty() && std::filesystem::is_directory(folder, ignored))
    resources.folders_.push_back(folder);
  return resources;
}

Result<std::string_view> Resources::read(const std::string& name) const {
  if (const auto known = read_.find(name); known != read_.end()) return std::string_view(*known->second);
  for (const std::string& folder : folders_) {
    const std::string path = in_folder(folder, name);
    if (!is_regular_file(path)) continue;
    auto file = MappedFile::open(path);
    if (!file) return tl::unexpected<Failure>(file.error());
    auto& text = read_[name];
    text = std::make_unique<std::string>(file->bytes());
    return std::string_view(*text);
  }
  for (const Embedded& entry : embedded())
    if (entry.name == name) return std::string_view(entry.begin, static_cast<std::size_t>(entry.end - entry.begin));
  return usage_failure("There is no " + name + ", neither built in nor in a data folder.");
}

std::string Resources::sha256(const std::string& name) const {
  if (const auto text = read_.find(name); text != read_.end()) return sha256_hex(*text->second);
  for (const Embedded& entry : embedded())
    if (entry.name == name) return std::string(entry.sha256);
  return {};
}

std::string Resources::origin(const std::string& name) const {
  for (const std::string& folder : folders_)
    if (std::string path = in_folder(folder, name); is_regular_file(path)) return path;
  return "built in";
}

std::vector<std::string> Resources::list(std::string_view folder) const {
  std::set<std::string> names;
  for (const Embedded& entry : embedded())
    if (entry.name.substr(0, folder.size()) == folder) names.emplace(entry.name);
  for (const std::string& root : folders_) {
    std::error_code error;
    const std::filesystem::path base = std::filesystem::path(root) / folder;
    for (std::filesystem::recursive_directory_iterator entry(base, error), end; !error && entry != end;
         entry.increment(error))
      if (std::error_code ignored; entry->is_regular_file(ignored))
        names.insert(entry->path().lexically_relative(root).generic_string());
  }
  return {names.begin(), names.end()};
}

}  // namespace calx::files
