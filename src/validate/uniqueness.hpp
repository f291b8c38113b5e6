// Which keys come twice in a file of any size: some megabytes of memory, and a temporary file for the rest.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "files/failure.hpp"
#include "files/scratch.hpp"
#include "validate/file_place.hpp"

namespace calx::validate {

/// Keys are told apart by a fingerprint of 128 bits. One that comes again while the first is in memory is found at
/// once, the others when the file is read.
class Uniqueness {
 public:
  static constexpr std::size_t usual_memory = std::size_t{8} << 20;

  explicit Uniqueness(std::size_t memory = usual_memory) : memory_(memory) {}

  /// The key at a place. Returns the place of one that had the same key before, null where none is known yet; it is
  /// valid until the next call.
  const FilePlace* note(std::span<const std::string_view> key, const FilePlace& place);

  /// The file is read: tells of each key that came again and was not found by note(), the later one first, with the
  /// first that had it. In the order of the later ones, but for files of many thousands of such findings.
  Result<void> finish(const std::function<void(const FilePlace& later, const FilePlace& first)>& found);

 private:
  struct Entry {
    std::uint64_t high = 0, low = 0;  // the fingerprint
    std::uint64_t number = 0;         // in the order of the file
    FilePlace place;
  };
  struct Run {
    std::uint64_t offset = 0, count = 0;
  };
  static bool before(const Entry& a, const Entry& b);
  std::uint32_t& slot(const Entry& entry);
  Result<void> spill();
  Result<void> merge(const std::function<void(const FilePlace& later, const FilePlace& first)>& found);

  std::size_t memory_;
  std::uint64_t next_number_ = 0;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // hash table of entries_: index and 1
  std::optional<files::ScratchFile> scratch_;
  std::vector<Run> runs_;
  std::optional<Failure> failure_;
};

}  // namespace calx::validate
