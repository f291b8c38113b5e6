#include "command.hpp"
namespace calx::command {
void add_convert(CLI::App&, Global&) {}
}  // namespace calx::command
