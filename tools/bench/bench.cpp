// calx-bench: how fast reading, validating and converting run, on generated files of 100,000 claims, and writing and
// validating a network of 100,000 providers.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
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

constexpr std::uint64_t claims = 100000;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

class Silence final : public findings::Sink {
 public:
  void report(findings::Finding) override {}
};

struct Data {
  files::Resources resources;
  findings::Catalogue catalogue = must(findings::Catalogue::load(resources));
  codes::CodeSets codes = must(codes::CodeSets::load(resources));
  calaim::CodingOptions options = must(calaim::CodingOptions::load(resources));
  invoice::Elements elements = must(invoice::Elements::load(resources));
};

const Data& data() {
  static const Data loaded;
  return loaded;
}

const std::string& encounters() {
  static const std::string text = [] {
    generate::Encounters source(claims);
    return generate::read_all(source);
  }();
  return text;
}

void count(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
  state.counters["claims/s"] =
      benchmark::Counter(static_cast<double>(state.iterations() * claims), benchmark::Counter::kIsRate);
}

void read(benchmark::State& state) {
  const std::string& text = encounters();
  for (auto _ : state) {
    x12::Reader reader(text);
    std::uint64_t elements = 0;
    while (reader.next() == x12::Reader::Event::segment)
      elements += static_cast<std::uint64_t>(reader.segment().last_element());
    benchmark::DoNotOptimize(elements);
  }
  count(state, text.size());
}
BENCHMARK(read)->Unit(benchmark::kMillisecond);

/// Level, and 0 no overlay, 1 dhcs (which brings calaim along).
void validate_file(benchmark::State& state) {
  const std::string& text = encounters();
  std::vector<std::string> overlays;
  if (state.range(1) == 1) overlays.emplace_back("dhcs");
  grammar::Library library = must(grammar::Library::open(data().resources, overlays));
  const validate::Knowledge knowledge{library, data().catalogue, data().codes, data().options};
  validate::Options options;
  options.level = static_cast<int>(state.range(0));
  for (auto _ : state) {
    x12::Reader reader(text);
    Silence silence;
    const validate::Totals totals = must(validate::validate(reader, "bench", knowledge, options, silence));
    if (totals.tally.errors > 0) state.SkipWithError("the generated file has errors");
  }
  count(state, text.size());
}
BENCHMARK(validate_file)
    ->ArgNames({"level", "dhcs"})
    ->Args({2, 0})
    ->Args({5, 0})
    ->Args({7, 1})
    ->Unit(benchmark::kMillisecond);

void convert(benchmark::State& state) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "calx-bench";
  fs::create_directories(folder);
  const std::string input = (folder / "invoices.csv").string();
  std::uint64_t rows = 0;
  {
    generate::Invoices source(claims);
    std::ofstream(input) << generate::read_all(source);
    rows = source.rows();
  }
  const text::Date date{std::chrono::year(2026), std::chrono::May, std::chrono::day(1)};
  const invoice::Context context{data().elements, data().catalogue, data().codes, data().options, date};
  grammar::Library library = must(grammar::Library::open(data().resources, {"dhcs"}));
  const validate::Knowledge knowledge{library, data().catalogue, data().codes, data().options};
  for (auto _ : state) {
    encounter::ConversionRequest request;
    request.inputs = {input};
    request.profile = must(profile::parse_profile(profile::example_profile(), "example"));
    request.output_folder = (folder / "out").string();
    request.date = date;
    request.first_control = 1;
    request.force = true;
    request.validate = [&](const std::string& path, findings::Sink& sink) -> Result<bool> {
      files::MappedFile file = must(files::MappedFile::open(path));
      x12::Reader reader(file.bytes());
      return must(validate::validate(reader, path, knowledge, {}, sink)).tally.errors == 0;
    };
    Silence silence;
    const encounter::ConversionSummary summary = must(encounter::convert(request, context, silence));
    if (summary.rejected > 0) state.SkipWithError("generated rows were rejected");
  }
  fs::remove_all(folder);
  state.counters["lines/s"] =
      benchmark::Counter(static_cast<double>(state.iterations() * rows), benchmark::Counter::kIsRate);
  state.counters["claims/s"] =
      benchmark::Counter(static_cast<double>(state.iterations() * claims), benchmark::Counter::kIsRate);
}
BENCHMARK(convert)->Unit(benchmark::kMillisecond);

/// A directory of 100,000 providers at 10,000 sites, its tables in a folder that goes with it.
class Directory {
 public:
  static constexpr std::uint64_t providers = 100000, sites = 10000;

  Directory() {
    must(generate::write_network(providers, sites, (folder_ / "tables").string()).map([] { return 0; }));
  }
  ~Directory() { std::filesystem::remove_all(folder_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  /// Writes the 274 and returns its path; `judge` as in network::WritingRequest.
  std::string write(const decltype(network::WritingRequest::validate)& judge) const {
    network::WritingRequest request;
    request.directory = (folder_ / "tables").string();
    request.profile = must(profile::parse_profile(profile::example_profile(), "example"));
    request.output_folder = (folder_ / "out").string();
    request.date = text::Date{std::chrono::year(2026), std::chrono::May, std::chrono::day(1)};
    request.first_control = 1;
    request.force = true;
    request.validate = judge;
    Silence silence;
    const network::WritingSummary summary = must(network::write_network(request, knowledge_, silence));
    if (summary.left_out > 0 || summary.files.size() != 1) throw std::runtime_error("generated rows were left out");
    return (folder_ / "out" / summary.files.front().name).string();
  }

  /// Judges a file by the guide and the overlay dhcs-274; false where it has errors.
  bool judge(const std::string& path, findings::Sink& sink) {
    files::MappedFile file = must(files::MappedFile::open(path));
    x12::Reader reader(file.bytes());
    return must(validate::validate(reader, path, judged_by_, {}, sink)).tally.errors == 0;
  }

 private:
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / "calx-bench-network";
  network::Knowledge knowledge_ =
      must(network::Knowledge::load(data().resources, data().catalogue, data().codes, data().options));
  grammar::Library library_ = must(grammar::Library::open(data().resources, {"dhcs-274"}));
  validate::Knowledge judged_by_{library_, data().catalogue, data().codes, data().options};
};

/// From the tables; 0 without, 1 with our validator judging the file.
void write_network(benchmark::State& state) {
  Directory directory;
  for (auto _ : state) {
    if (state.range(0) == 1)
      directory.write(
          [&](const std::string& path, findings::Sink& sink) -> Result<bool> { return directory.judge(path, sink); });
    else
      directory.write({});
  }
  state.counters["providers/s"] =
      benchmark::Counter(static_cast<double>(state.iterations() * Directory::providers), benchmark::Counter::kIsRate);
}
BENCHMARK(write_network)->ArgName("judged")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void validate_network(benchmark::State& state) {
  Directory directory;
  const std::string path = directory.write({});
  for (auto _ : state) {
    Silence silence;
    if (!directory.judge(path, silence)) state.SkipWithError("the generated file has errors");
  }
  state.SetBytesProcessed(
      static_cast<std::int64_t>(state.iterations() * std::filesystem::file_size(std::filesystem::path(path))));
}
BENCHMARK(validate_network)->Unit(benchmark::kMillisecond);

/// Grammars and code sets from nothing, as each run of the command does it.
void start_up(benchmark::State& state) {
  for (auto _ : state) {
    Data fresh;
    grammar::Library library = must(grammar::Library::open(fresh.resources, {"dhcs"}));
    benchmark::DoNotOptimize(must(library.by_id("837P-005010X222A1")));
  }
}
BENCHMARK(start_up)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
