// A list of any length: its latest entries are in memory, all others in a scratch file.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "files/failure.hpp"
#include "files/scratch.hpp"

namespace calx::files {

/// Fails (world) where the scratch file cannot be made, written or read. None is made before it is needed.
template <class T>
class ScratchList {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  /// `latest`: how many entries are in memory at most, at least 1.
  explicit ScratchList(std::size_t latest) : most_(std::max<std::size_t>(latest, 1)) {}

  std::uint64_t size() const { return written_ + latest_.size(); }

  Result<void> push(const T& entry) {
    if (latest_.size() == most_)
      if (auto done = write(); !done) return done;
    if (latest_.capacity() == 0) latest_.reserve(most_);
    latest_.push_back(entry);
    return {};
  }

  Result<T> at(std::uint64_t index) const {
    if (index >= written_) return latest_[static_cast<std::size_t>(index - written_)];
    T entry;
    auto done = file_->read(index * sizeof(T), std::as_writable_bytes(std::span(&entry, 1)));
    if (!done) return tl::unexpected<Failure>(done.error());
    return entry;
  }

  /// Puts what is in memory into the file and gives the memory back.
  Result<void> put_aside() {
    if (!latest_.empty())
      if (auto done = write(); !done) return done;
    latest_ = {};
    return {};
  }

  /// Calls visit(index, entry) for all, in their order, until it fails.
  template <class Visit>
  Result<void> each(const Visit& visit) const {
    std::vector<T> part;
    for (std::uint64_t first = 0; first < written_; first += part.size()) {
      part.resize(static_cast<std::size_t>(std::min<std::uint64_t>(part_size, written_ - first)));
      if (auto done = file_->read(first * sizeof(T), std::as_writable_bytes(std::span(part))); !done) return done;
      for (std::size_t i = 0; i < part.size(); ++i)
        if (auto done = visit(first + i, part[i]); !done) return done;
    }
    for (std::size_t i = 0; i < latest_.size(); ++i)
      if (auto done = visit(written_ + i, latest_[i]); !done) return done;
    return {};
  }

 private:
  Result<void> write() {
    if (!file_) {
      auto file = ScratchFile::create();
      if (!file) return tl::unexpected<Failure>(file.error());
      file_ = std::move(*file);
    }
    if (auto done = file_->append(std::as_bytes(std::span(latest_))); !done) return done;
    written_ += latest_.size();
    latest_.clear();
    return {};
  }

  static constexpr std::size_t part_size = std::max<std::size_t>(std::size_t{65536} / sizeof(T), 1);

  std::size_t most_;
  std::vector<T> latest_;
  std::uint64_t written_ = 0;  // entries in file_
  std::optional<ScratchFile> file_;
};

}  // namespace calx::files
