#include "plan.hpp"

#include <utility>

#include "files/input.hpp"

namespace calx::command {
namespace {

/// Counts errors on their way: one in a file that we wrote keeps everything back.
class ErrorCount final : public findings::Sink {
 public:
  explicit ErrorCount(findings::Sink& next) : next_(next) {}
  void report(findings::Finding finding) override {
    if (finding.severity == findings::Severity::error) ++errors;
    next_.report(std::move(finding));
  }
  std::uint64_t errors = 0;

 private:
  findings::Sink& next_;
};

}  // namespace

void RunArguments::add_to(CLI::App& sub, const std::string& values) {
  sub.add_option("--profile", profile, "The plan's profile (see calx init)")->required()->type_name("FILE");
  sub.add_option("--out", output_folder, "Folder for the files of the run")->required()->type_name("DIR");
  sub.add_option("--date", date, "The day of the run, CCYY-MM-DD; today by default")->type_name("DATE");
  sub.add_option("--time", time, "The time to write, HHMM")->capture_default_str()->type_name("HHMM");
  sub.add_option("--first-control", first_control, "Control number (ISA13) of the first file; 1 by default")
      ->check(CLI::Range(1U, 999999999U))
      ->type_name("N");
  sub.add_flag("--test", test, "Mark the files as test data (ISA15 T) whatever the profile says");
  sub.add_flag("--force", force, "Replace files of the same names in the folder");
  sub.add_flag("--show-values", show_values, "Show the offending values: " + values);
}

Result<profile::Profile> read_profile(const std::string& path) {
  auto file = files::MappedFile::open(path);
  if (!file) return tl::unexpected<Failure>(file.error());
  return profile::parse_profile(file->bytes(), path);
}

std::function<Result<bool>(const std::string& path, findings::Sink& sink)> judge_written(
    const validate::Knowledge& knowledge, const validate::Options& options) {
  return [&](const std::string& path, findings::Sink& sink) -> Result<bool> {
    auto file = files::MappedFile::open(path);
    if (!file) return tl::unexpected<Failure>(file.error());
    ErrorCount counted(sink);
    x12::Reader reader(file->bytes());
    auto totals = validate::validate(reader, path, knowledge, options, counted,
                                     [&](std::uint64_t bytes) { file->release_before(bytes); });
    if (!totals) return tl::unexpected<Failure>(totals.error());
    return counted.errors == 0;
  };
}

}  // namespace calx::command
