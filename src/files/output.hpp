// Writing: a file appears whole under its name, or not at all.
#pragma once

#include <string>
#include <string_view>

#include "files/failure.hpp"

namespace calx::files {

/// A file being written beside its final name, mode 0600. commit() gives it its name; without that, it is removed.
class OutputFile {
 public:
  /// Fails when `path` exists and `replace` is false, when it is no ordinary file (a folder, link, pipe or device), or
  /// the folder cannot be written.
  static Result<OutputFile> create(const std::string& path, bool replace);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile();

  Result<void> write(std::string_view bytes);
  /// Everything is on disk and readable at temporary_path(); the final name is not taken yet.
  Result<void> finish();
  /// finish(), then rename to the final name.
  Result<void> commit();

  const std::string& path() const noexcept { return path_; }
  const std::string& temporary_path() const noexcept { return temporary_; }

 private:
  OutputFile() = default;
  void discard() noexcept;
  int descriptor_ = -1;
  bool replace_ = false;
  std::string path_, temporary_;
};

/// Makes `path` and its parents where they are missing, mode 0700; an existing folder stays as it is.
Result<void> make_folder(const std::string& path);

}  // namespace calx::files
