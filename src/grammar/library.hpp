// The grammars of a run: found by the version that a group states, with the overlays that were asked for.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/resources.hpp"
#include "grammar/grammar.hpp"
#include "grammar/load.hpp"

namespace calx::grammar {

/// An overlay or grammar that took part, for manifests and explanations.
struct SourceFile {
  std::string name;    ///< "837P-005010X222A1", "dhcs"
  std::string sha256;  ///< of its text
};

class Library {
 public:
  /// `overlays` are names of shipped overlays ("dhcs"), or paths where they hold '/' or end in ".xml". An overlay
  /// brings along those it includes, each once, before it. `stated` are the profile's keys and values. Fails (usage)
  /// for an overlay that is not there or is wrong.
  static Result<Library> open(const files::Resources& resources, const std::vector<std::string>& overlays,
                              std::vector<std::pair<std::string, std::string>> stated = {});

  /// The grammar for a version (GS08 or ST03), compiled at its first use (one that an overlay changes: by open()); null
  /// where there is none. A wrong grammar or overlay is a usage failure.
  Result<const Grammar*> for_version(std::string_view version);
  /// The grammar with this id, whatever its versions: "837P-005010X222A1".
  Result<const Grammar*> by_id(const std::string& id);
  /// Ids of all grammars there are.
  std::vector<std::string> ids() const;

  /// What was used so far.
  std::vector<SourceFile> grammars() const;
  const std::vector<SourceFile>& overlays() const { return overlay_files_; }

 private:
  struct Overlay {
    std::string name;  ///< for messages: its path
    OverlayHeader header;
    std::string text;
  };
  Result<void> add_overlay(const std::string& name);

  const files::Resources* resources_ = nullptr;
  std::set<std::string> asked_for_;  // overlays that were added, or are being added
  std::vector<Overlay> overlays_;
  std::vector<SourceFile> overlay_files_;
  std::vector<std::pair<std::string, std::string>> stated_;
  std::map<std::string, std::shared_ptr<const Grammar>, std::less<>> compiled_;  // by id
  std::map<std::string, const Grammar*, std::less<>> by_version_;
  std::map<std::string, std::string> hashes_;
};

}  // namespace calx::grammar
