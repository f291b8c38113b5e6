// Which keys come twice in a file of any size: some megabytes of memory, and a temporary file for the rest.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "files/failure.hpp"
#include "files/scratch.hpp"
#include "validate/file_place.hpp"
#include "validate/fingerprint.hpp"

namespace calx::validate {

/// Keys are told apart by a fingerprint of 128 bits. One that comes again while another is in memory is found at once,
/// the others when the file is read. A key may have a variant, such as a drug, that tells two apart where both have
/// one.
class Uniqueness {
 public:
  static constexpr std::size_t usual_memory = std::size_t{8} << 20;
  using Found = std::function<void(std::uint16_t check, const FilePlace& later, const FilePlace& twin)>;

  explicit Uniqueness(std::size_t memory = usual_memory) : memory_(memory) {}

  /// What is noted from now on stands in this claim.
  void begin_claim(const NotedClaim& claim);
  const NotedClaim& claim() const { return claim_; }
  /// A key of a check, all of it but its end() added, and where it stands; places come in the order of the file.
  /// Returns the place of one that had the same key before, valid until the next call: the first that was the same in
  /// its variant too, else the first. Null where none is known yet.
  const FilePlace* note(std::uint16_t check, Fingerprint key, std::string_view variant, const NotedSegment& segment);
  /// The key will be noted soon: looks for its place in memory while something else is done.
  void expect(std::uint16_t check, Fingerprint key) const;

  /// What made noting impossible, if anything did.
  const std::optional<Failure>& failure() const { return failure_; }
  /// The file is read: tells of each key that came again and was not found by note(). In the order of the file, but for
  /// files of many thousands of such findings.
  Result<void> finish(const Found& found);

 private:
  struct Entry {
    std::uint64_t high = 0, low = 0;  // the fingerprint
    std::uint64_t variant = 0;        // 0: none
    NotedSegment segment;
    std::uint32_t claim = 0;  // of those of its run
    std::uint16_t check = 0;
    bool said = false;
    bool same_key(const Entry& other) const { return high == other.high && low == other.low; }
  };
  /// What was in memory together: claims, then entries in the order of before().
  struct Run {
    std::uint64_t claims = 0;  // their place in the scratch file
    std::uint64_t entries = 0, count = 0;
  };
  /// An entry and the run it came from.
  struct Spilled {
    Entry entry;
    std::uint64_t claims = 0;
  };
  /// A slot of a hash table of entries_.
  struct Slot {
    std::uint32_t tag = 0;  ///< a part of the key: another one's entry need not be looked at
    std::uint32_t at = 0;   ///< twice the index, and 1 for the first variant of a key; 0: free
  };
  class Twins;

  static bool before(const Entry& a, const Entry& b);
  void reserve();
  /// The slot of an entry's key and variant, or the free one that is to be it. `any_variant`: of its key alone, which
  /// is the first variant's.
  Slot& slot(const Entry& entry, bool any_variant);
  /// Fills the slot of an entry's key and variant.
  void put(Slot& own, std::size_t index);
  void grow();
  std::vector<std::uint32_t> sorted() const;
  Result<void> spill();
  Result<void> merge(const Found& found);
  Result<FilePlace> place(const Spilled& spilled) const;

  std::size_t memory_;
  NotedClaim claim_;
  FilePlace twin_;
  bool claim_kept_ = false;  // it is the last of claims_
  std::vector<NotedClaim> claims_;
  std::vector<Entry> entries_;  // the first is none
  std::vector<Slot> slots_;
  std::size_t most_slots_ = 0;
  bool variants_ = false;  // there are such
  std::optional<files::ScratchFile> scratch_;
  std::vector<Run> runs_;
  std::optional<Failure> failure_;
};

}  // namespace calx::validate
