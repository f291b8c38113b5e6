// Which keys come twice in a file of any size: some megabytes of memory, and temporary files for the rest.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "files/failure.hpp"
#include "files/scratch_list.hpp"
#include "validate/file_place.hpp"
#include "validate/fingerprint.hpp"
#include "validate/key_table.hpp"

namespace calx::validate {

/// Keys are told apart by a fingerprint of 128 bits. One that comes again while another is in memory is found at once,
/// the others when the file is read. A key may have a variant, such as a drug, that tells two apart where both have
/// one.
class Uniqueness {
 public:
  static constexpr std::size_t usual_memory = std::size_t{8} << 20;
  using Found = std::function<void(std::uint16_t check, const FilePlace& later, const FilePlace& twin)>;

  /// `memory`: bytes for keys, 8 each, of which a quarter stays free; a quarter more is for the latest places, or, at
  /// the end, for parts of all keys.
  explicit Uniqueness(std::size_t memory = usual_memory);

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
    VariantKey key;
    NotedSegment segment;
    std::uint32_t claim = 0;  // in claims_
    std::uint16_t check = 0;
    bool said = false;
  };
  struct Pair {
    std::uint64_t later = 0, twin = 0;  // in entries_
  };

  Result<const FilePlace*> try_note(Entry& entry);
  Result<FilePlace> place(const Entry& entry) const;
  template <class Twins>
  Result<void> find_twins(const Twins& twins);

  std::size_t memory_;
  NotedClaim claim_;
  FilePlace twin_;
  bool claim_kept_ = false;  // it is the last of claims_
  files::ScratchList<NotedClaim> claims_;
  files::ScratchList<Entry> entries_;
  KeyTable table_;           // of the entries from first_ on
  std::uint64_t first_ = 0;  // 0: all are in memory
  std::optional<Failure> failure_;
};

}  // namespace calx::validate
