// The subcommands of `calx network`: a file each, network_write.cpp and so on.
#pragma once

#include "command.hpp"

namespace calx::command {

void add_network_write(CLI::App& network, Global& global);
void add_network_read(CLI::App& network, Global& global);
void add_network_diff(CLI::App& network, Global& global);
void add_network_check(CLI::App& network, Global& global);
void add_network_report(CLI::App& network, Global& global);

}  // namespace calx::command
