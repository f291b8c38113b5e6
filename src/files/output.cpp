#include "files/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "files/system_error.hpp"

namespace calx::files {
namespace {

tl::unexpected<Failure> cannot_write(const std::string& path, int error) {
  return world_failure("Cannot write " + path + ": " + describe_errno(error) + ".");
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

}  // namespace

Result<OutputFile> OutputFile::create(const std::string& path, bool replace) {
  struct stat status {};
  const bool taken = ::lstat(path.c_str(), &status) == 0;
  if (taken && S_ISDIR(status.st_mode)) return cannot_write(path, EISDIR);
  // A rename would put a file in the place of /dev/null, or of a link to another file.
  if (taken && !S_ISREG(status.st_mode))
    return world_failure("Cannot write " + path + ": it is no ordinary file but a link, a pipe or a device.");
  if (taken && !replace)
    return world_failure("Cannot write " + path + ": it exists already; move it away or say --force.");
  OutputFile file;
  file.path_ = path;
  file.replace_ = replace;
  file.temporary_ = path + ".XXXXXX";
  file.descriptor_ = ::mkostemp(file.temporary_.data(), O_CLOEXEC);  // mode 0600
  if (file.descriptor_ < 0) {
    const int error = errno;
    file.temporary_.clear();
    return cannot_write(path, error);
  }
  return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      replace_(other.replace_),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  if (this != &other) {
    discard();
    descriptor_ = std::exchange(other.descriptor_, -1);
    replace_ = other.replace_;
    path_ = std::move(other.path_);
    temporary_ = std::exchange(other.temporary_, {});
  }
  return *this;
}

OutputFile::~OutputFile() {
  discard();
}

void OutputFile::discard() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

Result<void> OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0) {
      if (errno == EINTR) continue;
      return cannot_write(path_, errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Result<void> OutputFile::finish() {
  if (descriptor_ < 0) return {};
  const bool synced = ::fsync(descriptor_) == 0 || errno == EINVAL || errno == ENOTSUP;
  const int error = errno;
  const bool closed = ::close(std::exchange(descriptor_, -1)) == 0;
  if (!synced) return cannot_write(path_, error);
  if (!closed) return cannot_write(path_, errno);
  return {};
}

Result<void> OutputFile::commit() {
  if (auto finished = finish(); !finished) return finished;
  // A link fails where somebody else has taken the name in the meantime; a rename replaces.
  const bool named =
      replace_ ? ::rename(temporary_.c_str(), path_.c_str()) == 0 : ::link(temporary_.c_str(), path_.c_str()) == 0;
  if (!named) {
    // Some file systems have no links: there, a rename after one more look.
    if (replace_ || errno == EEXIST || exists(path_) || ::rename(temporary_.c_str(), path_.c_str()) != 0)
      return cannot_write(path_, errno);
    temporary_.clear();
    return {};
  }
  if (!replace_) ::unlink(temporary_.c_str());
  temporary_.clear();
  return {};
}

Result<void> make_folder(const std::string& path) {
  const std::filesystem::path folder(path);
  std::filesystem::path made;
  for (const auto& part : folder) {
    made /= part;
    if (made.empty()) continue;
    if (::mkdir(made.c_str(), 0700) == 0) continue;
    const int error = errno;
    std::error_code ignored;
    if (std::filesystem::is_directory(made, ignored)) continue;
    if (error == EEXIST) return world_failure("Cannot make the folder " + path + ": " + made.string() + " is a file.");
    return world_failure("Cannot make the folder " + path + ": " + describe_errno(error) + ".");
  }
  return {};
}

}  // namespace calx::files
