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

/// Keys are told apart by a fingerprint. One that comes again while another is in memory is found at once, the others
/// when the file is read. A key may have a variant, such as a drug, that tells two apart where both have one.
class Uniqueness {
 public:
  static constexpr std::size_t usual_memory = std::size_t{8} << 20;
  using Found = std::function<void(std::uint16_t check, const FilePlace& later, const TwinPlace& twin)>;
  /// A key of a check.
  struct Key {
    NotedKey key;
    std::uint16_t check = 0;
  };

  /// `memory`: bytes for keys, 16 each, of which a quarter stays free; half as much more is for finding them, and a
  /// quarter for the latest places, or, at the end, for parts of all keys.
  explicit Uniqueness(std::size_t memory = usual_memory);

  /// Claims from now on stand in this transaction set.
  void begin_transaction(const NotedTransaction& transaction);
  /// What is noted from now on stands in the claim that is put here.
  NotedClaim& begin_claim() {
    claim_kept_ = false;
    return claim_;
  }
  const NotedClaim& claim() const { return claim_; }
  const NotedTransaction& transaction() const { return transaction_; }
  /// A key that will be noted soon, all of it added: looks for its place in memory while something else is done.
  Key expect(std::uint16_t check, Fingerprint key) const {
    key.end();
    const Key noted{{key.low() ^ check * 0x9e3779b97f4a7c15ULL, static_cast<std::uint16_t>(key.high() >> 52)}, check};
    table_.expect(noted.key);
    return noted;
  }
  /// A key, and where it stands, which segment() tells: `ordinal` of it, and the rest where that must be written down.
  /// Places come in the order of the file. Returns the place of one that had the same key before, valid until the next
  /// call: the first that was the same in its variant too, else the first. Null where none is known yet.
  template <class Segment>
  const TwinPlace* note(const Key& key, std::string_view variant, std::uint32_t ordinal, const Segment& segment) {
    if (failure_ || (table_.full() && !spill())) return nullptr;
    const std::uint64_t its_variant = variant.empty() ? 0 : variant_of(variant), place = place_of(ordinal);
    const KeyTable::Noted noted = table_.note(key.key, its_variant, place);
    const TwinPlace* const twin = noted.twin == KeyTable::nowhere ? nullptr : find_twin(noted.twin);
    if (noted.kept && !claim_kept_) keep_claim();
    if (noted.kept && spilled_) keep({key, its_variant, place, segment(), twin != nullptr});
    return twin;
  }

  /// What made noting impossible, if anything did.
  const std::optional<Failure>& failure() const { return failure_; }
  /// The file is read: tells of each key that came again and was not found by note(). In the order of the file, but for
  /// files of many thousands of such findings.
  Result<void> finish(const Found& found);

 private:
  /// A key that may be the later one of two that were not in memory together.
  struct Entry {
    Key key;
    std::uint64_t variant = 0;
    std::uint64_t place = 0;
    NotedSegment segment;
    bool said = false;
  };
  struct Pair {
    std::uint64_t later = 0;  // in entries_
    std::uint64_t twin = 0;   // place
  };

  /// A claim, and a segment of it: the last that can be told, where it has more.
  static constexpr unsigned segment_bits = 20;
  static std::uint64_t variant_of(std::string_view text);
  std::uint64_t place_of(std::uint32_t ordinal) const {
    constexpr std::uint32_t last = (1U << segment_bits) - 2;
    const std::uint64_t claim = claims_.size() - (claim_kept_ ? 1 : 0);
    return claim << segment_bits | (ordinal < last ? ordinal : last);
  }
  Result<TwinPlace> twin_at(std::uint64_t place) const;
  Result<FilePlace> place_at(const Entry& entry) const;
  // What goes wrong in them is failure_ from then on.
  const TwinPlace* find_twin(std::uint64_t place);
  void keep_claim();
  void keep(const Entry& entry);
  bool spill();
  template <class Twins>
  Result<void> find_twins(const Twins& twins);

  std::size_t memory_;
  NotedTransaction transaction_;
  NotedClaim claim_;
  TwinPlace twin_;
  bool claim_kept_ = false;  // it is the last of claims_
  files::ScratchList<NotedTransaction> transactions_;
  files::ScratchList<NotedClaim> claims_;
  KeyTable table_;                             // of all keys, or of the latest
  bool spilled_ = false;                       // of the latest,
  files::ScratchList<KeyTable::Entry> first_;  // those before,
  files::ScratchList<Entry> entries_;          // and all behind these
  std::optional<Failure> failure_;
};

}  // namespace calx::validate
