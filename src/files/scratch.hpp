// A file for what does not fit into memory: nobody sees it, and it is gone with the program.
#pragma once

#include <cstdint>
#include <span>

#include "files/failure.hpp"

namespace calx::files {

/// Lies in $TMPDIR, else /tmp, mode 0600, and has no name from the start.
class ScratchFile {
 public:
  static Result<ScratchFile> create();

  ScratchFile(ScratchFile&& other) noexcept;
  ScratchFile& operator=(ScratchFile&& other) noexcept;
  ~ScratchFile();

  Result<void> append(std::span<const std::byte> bytes);
  /// Fills all of `into`; a failure where the file is shorter.
  Result<void> read(std::uint64_t offset, std::span<std::byte> into) const;
  std::uint64_t size() const { return size_; }

 private:
  ScratchFile() = default;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace calx::files
