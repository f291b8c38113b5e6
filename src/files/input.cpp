#include "files/input.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "files/system_error.hpp"

namespace calx::files {
namespace {

/// A descriptor that closes itself; standard input stays open.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ > STDIN_FILENO) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

Result<Descriptor> open_for_reading(const std::string& path) {
  Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.number() < 0) return world_failure("Cannot read " + path + ": " + describe_errno(errno) + ".");
  struct stat status {};
  if (::fstat(descriptor.number(), &status) == 0 && S_ISDIR(status.st_mode))
    return world_failure("Cannot read " + path + ": it is a folder, not a file.");
  return descriptor;
}

class DescriptorSource final : public ByteSource {
 public:
  DescriptorSource(Descriptor descriptor, std::string path)
      : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

  Result<std::size_t> read(char* into, std::size_t capacity) override {
    for (;;) {
      const ssize_t count = ::read(descriptor_.number(), into, capacity);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) return world_failure("Cannot read " + path_ + ": " + describe_errno(errno) + ".");
    }
  }

 private:
  Descriptor descriptor_;
  std::string path_;
};

}  // namespace

Result<MappedFile> MappedFile::open(const std::string& path) {
  auto descriptor = open_for_reading(path);
  if (!descriptor) return tl::unexpected<Failure>(descriptor.error());
  struct stat status {};
  if (::fstat(descriptor->number(), &status) != 0)
    return world_failure("Cannot read " + path + ": " + describe_errno(errno) + ".");
  MappedFile file;
  file.size_ = static_cast<std::size_t>(status.st_size);
  if (file.size_ == 0) return file;
  void* memory = ::mmap(nullptr, file.size_, PROT_READ, MAP_PRIVATE, descriptor->number(), 0);
  if (memory == MAP_FAILED) {
    file.size_ = 0;
    return world_failure("Cannot read " + path + ": " + describe_errno(errno) + ".");
  }
  ::madvise(memory, file.size_, MADV_SEQUENTIAL);
  file.data_ = static_cast<const char*>(memory);
  return file;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      released_(std::exchange(other.released_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(released_, other.released_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

void MappedFile::release_before(std::size_t offset) noexcept {
  constexpr std::size_t granule = std::size_t{4} << 20;  // pages are given back in portions of 4 MiB
  if (offset < released_) released_ = 0;                 // going back: what is read again is released again
  const std::size_t end = std::min(offset, size_) / granule * granule;
  if (end <= released_) return;
  ::madvise(const_cast<char*>(data_) + released_, end - released_, MADV_DONTNEED);
  released_ = end;
}

Result<std::unique_ptr<ByteSource>> open_source(const std::string& path) {
  if (path == "-") return std::make_unique<DescriptorSource>(Descriptor(STDIN_FILENO), "standard input");
  auto descriptor = open_for_reading(path);
  if (!descriptor) return tl::unexpected<Failure>(descriptor.error());
  return std::make_unique<DescriptorSource>(std::move(*descriptor), path);
}

bool is_regular_file(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace calx::files
