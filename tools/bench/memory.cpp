// calx-memory: how much memory reading, validating and converting take, at 10,000 and at more claims, and
// writing a network of 100,000 providers.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>

#include "encounter/conversion.hpp"
#include "network.hpp"
#include "network/writing.hpp"
#include "profile/profile.hpp"
#include "synthetic.hpp"
#include "validate/validator.hpp"
#include "x12/reader.hpp"

namespace {

using namespace calx;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

/// Kibibytes of a line of /proc/self/status.
std::uint64_t status(const std::string& name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.rfind(name + ":", 0) == 0) return std::strtoull(line.c_str() + name.size() + 1, nullptr, 10);
  return 0;
}

class Silence final : public findings::Sink {
 public:
  void report(findings::Finding) override {}
};

/// Peak resident memory (KiB) of `work` in a process of its own.
std::uint64_t peak_of(const std::function<void()>& work) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    work();
    const std::uint64_t peak = status("VmHWM");
    const bool told = ::write(ends[1], &peak, sizeof peak) == sizeof peak;
    ::_exit(told ? 0 : 1);
  }
  std::uint64_t peak = 0;
  if (::read(ends[0], &peak, sizeof peak) != sizeof peak) throw std::runtime_error("the measured process failed");
  ::close(ends[0]);
  ::close(ends[1]);
  ::waitpid(child, nullptr, 0);
  return peak;
}

void read_claims(std::uint64_t claims) {
  generate::Encounters source(claims);
  x12::Reader reader(source);
  while (reader.next() == x12::Reader::Event::segment) {
  }
}

void validate_claims(std::uint64_t claims) {
  files::Resources resources;
  const auto catalogue = must(findings::Catalogue::load(resources));
  const auto codes = must(codes::CodeSets::load(resources));
  const auto options = must(calaim::CodingOptions::load(resources));
  auto library = must(grammar::Library::open(resources, {"dhcs"}));
  generate::Encounters source(claims);
  x12::Reader reader(source);
  Silence silence;
  must(validate::validate(reader, "memory", {library, catalogue, codes, options}, {}, silence));
}

std::uint64_t convert(std::uint64_t claims, const std::filesystem::path& folder) {
  const std::string input = (folder / ("invoices-" + std::to_string(claims) + ".csv")).string();
  std::uint64_t rows = 0;
  if (!std::filesystem::exists(input)) {
    std::ofstream out(input);
    generate::Invoices source(claims);
    std::string portion(1 << 16, '\0');
    for (std::size_t count = 0; (count = source.read(portion.data(), portion.size()).value_or(0)) > 0;)
      out.write(portion.data(), static_cast<std::streamsize>(count));
    rows = source.rows();
    return rows;
  }
  files::Resources resources;
  const auto catalogue = must(findings::Catalogue::load(resources));
  const auto codes = must(codes::CodeSets::load(resources));
  const auto options = must(calaim::CodingOptions::load(resources));
  const auto elements = must(invoice::Elements::load(resources));
  const text::Date date{std::chrono::year(2026), std::chrono::May, std::chrono::day(1)};
  const invoice::Context context{elements, catalogue, codes, options, date};
  encounter::ConversionRequest request;
  request.inputs = {input};
  request.profile = must(profile::parse_profile(profile::example_profile(), "example"));
  request.output_folder = (folder / "out").string();
  request.date = date;
  request.first_control = 1;
  request.force = true;
  Silence silence;
  return must(encounter::convert(request, context, silence)).rows;
}

void write_network(const std::filesystem::path& folder) {
  files::Resources resources;
  const auto catalogue = must(findings::Catalogue::load(resources));
  const auto codes = must(codes::CodeSets::load(resources));
  const auto options = must(calaim::CodingOptions::load(resources));
  const auto knowledge = must(network::Knowledge::load(resources, catalogue, codes, options));
  network::WritingRequest request;
  request.directory = (folder / "tables").string();
  request.profile = must(profile::parse_profile(profile::example_profile(), "example"));
  request.output_folder = (folder / "out").string();
  request.date = text::Date{std::chrono::year(2026), std::chrono::May, std::chrono::day(1)};
  request.force = true;
  Silence silence;
  must(network::write_network(request, knowledge, silence));
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t many = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1000000;
  constexpr std::uint64_t few = 10000;
  const auto report = [&](const char* what, const std::function<void(std::uint64_t)>& work) {
    const std::uint64_t small = peak_of([&] { work(few); });
    const std::uint64_t large = peak_of([&] { work(many); });
    std::printf("%-10s %8llu claims: %8llu KiB   %8llu claims: %8llu KiB\n", what, static_cast<unsigned long long>(few),
                static_cast<unsigned long long>(small), static_cast<unsigned long long>(many),
                static_cast<unsigned long long>(large));
    std::fflush(stdout);
    return static_cast<double>(large) - static_cast<double>(small);
  };
  report("reading", read_claims);
  report("validating", validate_claims);

  const auto folder = std::filesystem::temp_directory_path() / "calx-memory";
  std::filesystem::create_directories(folder);
  const std::uint64_t few_rows = convert(few, folder);  // writes the inputs
  const std::uint64_t many_rows = convert(many, folder);
  const double growth = report("converting", [&](std::uint64_t claims) { convert(claims, folder); });
  std::printf("converting grows by %.0f bytes a row (%llu rows)\n",
              growth * 1024 / static_cast<double>(many_rows - few_rows), static_cast<unsigned long long>(many_rows));
  must(generate::write_network(100000, 10000, (folder / "tables").string()).map([] { return 0; }));
  std::printf("networks   100000 providers at 10000 sites: %8llu KiB\n",
              static_cast<unsigned long long>(peak_of([&] { write_network(folder); })));
  std::filesystem::remove_all(folder);
  return 0;
}
