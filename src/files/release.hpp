// The files of a run: written beside their final names, released together or not at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "files/failure.hpp"
#include "files/output.hpp"
#include "files/sha256.hpp"

namespace calx::files {

/// Until commit() only temporary files exist, and they go with this object, as does a folder that it has made. In a dry
/// run nothing is written at all; hashes are right all the same.
class Release {
 public:
  /// `replace`: files of the same name are replaced.
  Release(std::string folder, bool replace, bool dry_run);
  ~Release();
  Release(const Release&) = delete;
  Release& operator=(const Release&) = delete;

  /// Makes the folder (mode 0700) where it is missing.
  Result<void> open();
  /// The final path of a file of this name.
  std::string path(std::string_view name) const;
  bool exists(std::string_view name) const;
  /// Fails where a file of this name exists and must not be replaced.
  Result<void> refuse_existing(std::string_view name) const;

  /// One file at a time: begin(), write() as often as needed, end().
  Result<void> begin(std::string_view name);
  Result<void> write(std::string_view bytes);
  struct Written {
    std::string sha256;
    std::string temporary_path;  ///< where it can be read until commit(); empty in a dry run
  };
  Result<Written> end();

  /// Gives all files their names, in the order in which they were begun. Where one cannot be named, those named before
  /// it are taken away again, unless they have replaced others.
  Result<void> commit();

 private:
  std::string folder_;
  bool replace_, dry_run_;
  bool made_folder_ = false, committed_ = false;
  std::vector<OutputFile> files_;
  Sha256 hash_;
};

}  // namespace calx::files
