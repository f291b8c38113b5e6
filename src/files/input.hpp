// Reading: a file as one mapped view, or bytes in portions from a pipe.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "files/failure.hpp"

namespace calx::files {

/// A regular file mapped for reading; its bytes stay valid and in place for the life of the object.
class MappedFile {
 public:
  /// Fails with one sentence for a missing file, a directory, no permission. An empty file maps to an empty view.
  static Result<MappedFile> open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::string_view bytes() const noexcept { return {data_, size_}; }

  /// Says that bytes before `offset` are not needed soon: their memory may be given back. They stay readable.
  void release_before(std::size_t offset) noexcept;

 private:
  MappedFile() = default;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t released_ = 0;
};

/// Bytes in portions, in order: standard input, a pipe, a test's chunks.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Up to `capacity` bytes into `into`; 0 is the end.
  virtual Result<std::size_t> read(char* into, std::size_t capacity) = 0;
};

/// Standard input (path "-"), or any file that can be read but not mapped.
Result<std::unique_ptr<ByteSource>> open_source(const std::string& path);

/// True for a path that can be mapped: a regular file.
bool is_regular_file(const std::string& path);

}  // namespace calx::files
