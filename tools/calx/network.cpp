#include "network.hpp"

namespace calx::command {

void add_network(CLI::App& app, Global& global) {
  CLI::App* sub = app.add_subcommand("network", "Write, read, compare and check the provider network (274) of a plan");
  sub->require_subcommand(1);
  add_network_write(*sub, global);
  add_network_read(*sub, global);
  add_network_diff(*sub, global);
  add_network_check(*sub, global);
  add_network_report(*sub, global);
}

}  // namespace calx::command
