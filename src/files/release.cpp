#include "files/release.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <utility>

namespace calx::files {
namespace {

bool path_exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

}  // namespace

Release::Release(std::string folder, bool replace, bool dry_run)
    : folder_(folder.empty() ? "." : std::move(folder)), replace_(replace), dry_run_(dry_run) {}

Release::~Release() {
  files_.clear();
  if (made_folder_ && !committed_) ::rmdir(folder_.c_str());  // fails, as it should, where somebody put something there
}

Result<void> Release::open() {
  if (dry_run_) return {};
  const bool there = path_exists(folder_);
  if (auto made = make_folder(folder_); !made) return made;
  made_folder_ = !there;
  return {};
}

std::string Release::path(std::string_view name) const {
  std::string path = folder_;
  if (path.back() != '/') path += '/';
  return path.append(name);
}

bool Release::exists(std::string_view name) const {
  return path_exists(path(name));
}

Result<void> Release::refuse_existing(std::string_view name) const {
  if (dry_run_ || replace_ || !exists(name)) return {};
  return world_failure("Cannot write " + path(name) + ": it exists already; move it away or say --force.");
}

Result<void> Release::begin(std::string_view name) {
  if (dry_run_) return {};
  auto file = OutputFile::create(path(name), replace_);
  if (!file) return tl::unexpected<Failure>(std::move(file.error()));
  files_.push_back(std::move(*file));
  return {};
}

Result<void> Release::write(std::string_view bytes) {
  hash_.update(bytes);
  if (dry_run_) return {};
  return files_.back().write(bytes);
}

Result<Release::Written> Release::end() {
  Written written;
  written.sha256 = to_hex(hash_.digest());
  if (dry_run_) return written;
  if (auto finished = files_.back().finish(); !finished) return tl::unexpected<Failure>(std::move(finished.error()));
  written.temporary_path = files_.back().temporary_path();
  return written;
}

Result<void> Release::commit() {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    auto named = files_[i].commit();
    if (named) continue;
    if (!replace_)
      for (std::size_t before = 0; before < i; ++before) ::unlink(files_[before].path().c_str());
    return named;
  }
  committed_ = true;
  return {};
}

}  // namespace calx::files
