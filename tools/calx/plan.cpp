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
