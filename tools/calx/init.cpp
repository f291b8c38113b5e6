#include <iostream>
#include <string>

#include "command.hpp"
#include "files/output.hpp"
#include "profile/profile.hpp"

namespace calx::command {

void add_init(CLI::App& app, Global& global) {
  CLI::App* sub = app.add_subcommand("init", "Write a commented profile (plan.toml) to start from");
  auto path = std::make_shared<std::string>("plan.toml");
  auto force = std::make_shared<bool>(false);
  sub->add_option("--output", *path, "File to write")->capture_default_str()->type_name("FILE");
  sub->add_flag("--force", *force, "Replace the file if it exists");
  sub->footer("Example: calx init --output plan.toml");
  sub->callback([=, &global] {
    auto file = files::OutputFile::create(*path, *force);
    if (!file) {
      global.status = fail(file.error());
      return;
    }
    auto done = file->write(profile::example_profile());
    if (done) done = file->commit();
    if (!done) {
      global.status = fail(done.error());
      return;
    }
    std::cerr << "Wrote " << *path << ": fill in what stands under [submitter], then run calx convert.\n";
  });
}

}  // namespace calx::command
