#include <iostream>

#include "command.hpp"

namespace calx::command {

void add_version(CLI::App& app, Global& global) {
  CLI::App* sub = app.add_subcommand("version", "Print the version of calx and of the data it brings along");
  sub->footer("Example: calx version");
  sub->callback([&global] {
    auto loaded = Loaded::load(global.data_folder);
    if (!loaded) {
      global.status = fail(loaded.error());
      return;
    }
    const Loaded& data = **loaded;
    std::cout << "calx " CALX_VERSION "\n";
    auto library = grammar::Library::open(data.resources, {});
    if (library)
      for (const std::string& id : library->ids())
        std::cout << "grammar   " << id << " (" << data.resources.origin("grammars/" + id + ".xml") << ")\n";
    for (const std::string& name : data.resources.list("grammars/overlays/"))
      std::cout << "overlay   " << name.substr(18, name.size() - 22) << " (" << data.resources.origin(name) << ")\n";
    std::cout << "code set  hcpcs-coding-options " << data.coding_options.version() << "\n";
    for (const auto& [id, set] : data.codes.sets())
      std::cout << "code set  " << id << " " << set.version << (set.complete ? "" : " (a part)") << "\n";
  });
}

}  // namespace calx::command
