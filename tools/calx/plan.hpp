// What the subcommands that write a plan's files share: their options, its profile, and the judgement of what was
// written.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "command.hpp"
#include "findings/sink.hpp"
#include "profile/profile.hpp"

namespace calx::command {

/// The options of every run that writes files for the state.
struct RunArguments {
  std::string profile, output_folder, date, time = "0000";
  std::optional<std::uint32_t> first_control;
  bool test = false, force = false, show_values = false;

  /// `values`: whose data --show-values shows.
  void add_to(CLI::App& sub, const std::string& values);

  /// What they, the profile and the grammars say of the run.
  template <class Request>
  void fill(Request& request, const profile::Profile& plan, text::Date day, const grammar::Library& library) const {
    request.profile = plan;
    request.output_folder = output_folder;
    request.date = day;
    request.time = time;
    request.first_control = first_control;
    request.test = test;
    request.force = force;
    request.version = CALX_VERSION;
    for (const auto& file : library.grammars()) request.grammars.push_back({file.name, {}, file.sha256});
    for (const auto& file : library.overlays()) request.overlays.push_back({file.name, {}, file.sha256});
  }
};

Result<profile::Profile> read_profile(const std::string& path);

/// Judges a written file: false where it has an error. `knowledge` and `options` outlive it.
std::function<Result<bool>(const std::string& path, findings::Sink& sink)> judge_written(
    const validate::Knowledge& knowledge, const validate::Options& options);

}  // namespace calx::command
