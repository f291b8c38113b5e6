#include "command.hpp"

#include <unistd.h>

#include <iostream>
#include <utility>

namespace calx::command {

int fail(const Failure& failure) {
  std::cerr << "calx: " << failure.message << "\n";
  return failure.kind == Failure::Kind::usage ? wrong_usage : could_not;
}

Result<std::unique_ptr<Loaded>> Loaded::load(const std::optional<std::string>& data_folder) {
  auto loaded = std::make_unique<Loaded>();
  Failure failure;
  const auto take = [&failure](auto&& result, auto& target) {
    if (!result) {
      failure = result.error();
      return false;
    }
    target = std::move(*result);
    return true;
  };
  const bool all = take(files::Resources::with_overrides(data_folder), loaded->resources) &&
                   take(findings::Catalogue::load(loaded->resources), loaded->catalogue) &&
                   take(codes::CodeSets::load(loaded->resources), loaded->codes) &&
                   take(calaim::CodingOptions::load(loaded->resources), loaded->coding_options) &&
                   take(invoice::Elements::load(loaded->resources), loaded->elements);
  if (!all) return tl::unexpected<Failure>(failure);
  return loaded;
}

Result<text::Date> run_date(const std::string& option) {
  if (option.empty()) return text::today();
  const auto date = text::parse_iso_date(option);
  if (!date) return usage_failure("--date must be a day written CCYY-MM-DD, such as 2026-05-01.");
  return *date;
}

Progress::Progress(std::string what) : what_(std::move(what)), terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
}

void Progress::show(const std::string& state) {
  if (!terminal_) return;
  shown_ = true;
  std::cerr << "\r\x1b[K" << what_ << ": " << state << std::flush;
}

}  // namespace calx::command
