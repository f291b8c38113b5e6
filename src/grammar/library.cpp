#include "grammar/library.hpp"

#include <algorithm>

#include "files/input.hpp"
#include "files/sha256.hpp"

namespace calx::grammar {
namespace {

constexpr std::string_view folder = "grammars/";

bool is_path(std::string_view overlay) {
  return overlay.find('/') != std::string_view::npos ||
         (overlay.size() > 4 && overlay.substr(overlay.size() - 4) == ".xml");
}

}  // namespace

Result<Library> Library::open(const files::Resources& resources, const std::vector<std::string>& overlays,
                              std::vector<std::pair<std::string, std::string>> stated) {
  Library library;
  library.resources_ = &resources;
  library.stated_ = std::move(stated);
  for (const std::string& overlay : overlays)
    if (auto added = library.add_overlay(overlay); !added) return tl::unexpected<Failure>(added.error());
  // A wrong overlay is said now, not when the first file needs it.
  for (const Overlay& overlay : library.overlays_)
    if (auto compiled = library.by_id(overlay.header.grammar); !compiled)
      return tl::unexpected<Failure>(compiled.error());
  return library;
}

Result<void> Library::add_overlay(const std::string& name) {
  if (!asked_for_.insert(name).second) return {};
  Overlay overlay;
  std::string shown = name, sha256;
  if (is_path(name)) {
    auto file = files::MappedFile::open(name);
    if (!file) return usage_failure("The overlay cannot be used. " + file.error().message);
    overlay.text = file->bytes();
    sha256 = files::sha256_hex(overlay.text);
  } else {
    shown = std::string(folder) + "overlays/" + name + ".xml";
    auto text = resources_->read(shown);
    if (!text) {
      std::string known;
      for (const std::string& there : resources_->list(std::string(folder) + "overlays/"))
        known += (known.empty() ? "" : ", ") + there.substr(folder.size() + 9, there.size() - folder.size() - 13);
      return usage_failure("There is no overlay " + name + "; there is " + known +
                           ". A file of your own is given as a path that holds '/' or ends in .xml.");
    }
    overlay.text = *text;
    sha256 = resources_->sha256(shown);
  }
  auto header = overlay_header(overlay.text, shown);
  if (!header) return tl::unexpected<Failure>(header.error());
  overlay.header = std::move(*header);
  if (const auto known = ids(); std::find(known.begin(), known.end(), overlay.header.grammar) == known.end()) {
    std::string names;
    for (const std::string& id : known) names += (names.empty() ? "" : ", ") + id;
    return usage_failure(shown + ":" + std::to_string(overlay.header.line) + ": there is no grammar \"" +
                         overlay.header.grammar + "\" for this overlay to change; there is " + names + ".");
  }
  for (const std::string& included : overlay.header.includes)
    if (auto added = add_overlay(included); !added) return added;
  overlay_files_.push_back({overlay.header.id, std::move(sha256)});
  overlay.name = shown;
  overlays_.push_back(std::move(overlay));
  return {};
}

std::vector<std::string> Library::ids() const {
  std::vector<std::string> result;
  for (const std::string& name : resources_->list(folder))
    if (name.find('/', folder.size()) == std::string::npos && name.size() > folder.size() + 4)
      result.push_back(name.substr(folder.size(), name.size() - folder.size() - 4));
  return result;
}

Result<const Grammar*> Library::by_id(const std::string& id) {
  if (const auto known = compiled_.find(id); known != compiled_.end()) return known->second.get();
  const std::string name = std::string(folder) + id + ".xml";
  auto text = resources_->read(name);
  if (!text) return tl::unexpected<Failure>(text.error());
  auto model = load_grammar(*text, name);
  if (!model) return tl::unexpected<Failure>(model.error());
  if (model->id != id) return usage_failure(name + ":1: its id is " + model->id + "; it must be the file's name.");
  for (const Overlay& overlay : overlays_)
    if (overlay.header.grammar == id)
      if (auto applied = apply_overlay(overlay.text, overlay.name, stated_, *model); !applied)
        return tl::unexpected<Failure>(applied.error());
  auto compiled = Grammar::compile(std::move(*model));
  if (!compiled) return tl::unexpected<Failure>(compiled.error());
  if (const auto& unclear = (*compiled)->ambiguities(); !unclear.empty())
    return usage_failure(name + ": the grammar is ambiguous: " + unclear.front() + ".");
  hashes_[id] = resources_->sha256(name);
  return (compiled_[id] = std::move(*compiled)).get();
}

Result<const Grammar*> Library::for_version(std::string_view version) {
  if (const auto known = by_version_.find(version); known != by_version_.end()) return known->second;
  const Grammar* found = nullptr;
  // "005010X222A2" is looked for in the files whose names hold "005010X222"; the file says which versions it is for.
  const std::string_view guide = version.substr(0, 10);
  for (const std::string& id : ids()) {
    if (guide.size() < 10 || id.find(guide) == std::string::npos) continue;
    auto grammar = by_id(id);
    if (!grammar) return grammar;
    const auto& versions = (*grammar)->model().versions;
    if (std::find(versions.begin(), versions.end(), version) != versions.end()) found = *grammar;
  }
  by_version_.emplace(std::string(version), found);
  return found;
}

std::vector<SourceFile> Library::grammars() const {
  std::vector<SourceFile> result;
  for (const auto& [id, hash] : hashes_) result.push_back({id, hash});
  return result;
}

}  // namespace calx::grammar
