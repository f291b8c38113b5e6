// What the subcommands share that look at a network and change nothing.
#pragma once

#include <memory>
#include <string>

#include "command.hpp"
#include "network/knowledge.hpp"
#include "network/load.hpp"
#include "report/report.hpp"

namespace calx::command {

/// Loaded data, what a network is judged by, and the profile that says what indicators mean.
struct NetworkView {
  std::unique_ptr<Loaded> data;
  std::unique_ptr<network::Knowledge> knowledge;
  profile::Profile plan;
  /// `profile`: its path; empty: indicators have their usual meaning.
  static Result<NetworkView> open(const Global& global, const std::string& profile);

  /// The network, its errors told on standard error. A note says what was left out.
  Result<network::LoadedNetwork> load(const std::string& path) const;
};

/// Writes `text` to the file (whole or not at all) or, where no name is given, to standard output; the exit status.
int give_out(const std::string& text, const std::string& output, bool force);

}  // namespace calx::command
