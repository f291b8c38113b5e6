// calx-generate encounters|invoices CLAIMS > FILE, or network PROVIDERS FOLDER: synthetic data for benchmarks and
// trials.
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string_view>
#include <vector>

#include "network.hpp"
#include "synthetic.hpp"

int main(int argc, char** argv) {
  using namespace calx::generate;
  if (argc == 4 && std::string_view(argv[1]) == "network" && std::strtoull(argv[2], nullptr, 10) > 0) {
    const unsigned long long providers = std::strtoull(argv[2], nullptr, 10);
    const auto written = write_network(providers, (providers + 9) / 10, argv[3]);
    if (!written) std::cerr << written.error().message << "\n";
    return written ? 0 : 3;
  }
  const std::string_view kind = argc == 3 ? argv[1] : "";
  const unsigned long long claims = argc == 3 ? std::strtoull(argv[2], nullptr, 10) : 0;
  if ((kind != "encounters" && kind != "invoices") || claims == 0) {
    std::cerr << "usage: calx-generate encounters|invoices CLAIMS > FILE, or calx-generate network PROVIDERS FOLDER\n";
    return 2;
  }
  std::unique_ptr<calx::files::ByteSource> source;
  if (kind == "encounters")
    source = std::make_unique<Encounters>(claims);
  else
    source = std::make_unique<Invoices>(claims);
  std::vector<char> buffer(std::size_t{1} << 20);
  for (;;) {
    const std::size_t count = source->read(buffer.data(), buffer.size()).value_or(0);
    if (count == 0) break;
    if (std::fwrite(buffer.data(), 1, count, stdout) != count) return 3;
  }
  return std::fflush(stdout) == 0 ? 0 : 3;
}
