// What the subcommands that write a plan's files share: its profile, and the judgement of what was written.
#pragma once

#include <functional>
#include <string>

#include "command.hpp"
#include "findings/sink.hpp"
#include "profile/profile.hpp"

namespace calx::command {

Result<profile::Profile> read_profile(const std::string& path);

/// Judges a written file: false where it has an error. `knowledge` and `options` outlive it.
std::function<Result<bool>(const std::string& path, findings::Sink& sink)> judge_written(
    const validate::Knowledge& knowledge, const validate::Options& options);

}  // namespace calx::command
