// All rows of a run as compact records: which claim each belongs to, which claims go under which member and provider.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "encounter/keyed_pool.hpp"
#include "invoice/line.hpp"

namespace calx::encounter {

inline constexpr std::uint32_t none = UINT32_MAX;

struct RowRecord {
  std::uint64_t offset = 0;    ///< InvoiceFile::at()
  std::uint64_t service = 0;   ///< fingerprint of what the state takes for the same service; 0 for a bad row
  std::uint32_t number = 0;    ///< in its file
  std::uint32_t claim = none;  ///< none for a row that could not be read at all
  std::uint32_t next = none;   ///< of the claim
  std::uint16_t file = 0;
  bool bad = false;       ///< has errors of its own
  bool rejected = false;  ///< bad, or held back with a bad one
  bool paid = false;      ///< has a paid amount
};

struct ClaimRecord {
  Key128 key;
  /// Fingerprints: of the invoice; of invoice and CIN; of invoice, name and birth date.
  std::uint64_t by_invoice = 0, by_cin = 0, by_name = 0;
  std::uint32_t first = none, last = none;  ///< rows
  std::uint32_t rows = 0;
  std::uint32_t member = none;   ///< of the first good row
  Key128 number_group;           ///< of the claims whose CLM01 differ in their part only
  std::uint32_t first_part = 0;  ///< of CLM01's hash
  bool held = false;             ///< some row is bad, or contradicts a row elsewhere
};

struct MemberRecord {  // one block of 2000B
  Key128 key;
  std::uint32_t provider = none;
  bool texts_reported = false;
};

struct ProviderRecord {  // one block of 2000A
  Key128 key;
  bool texts_reported = false;
};

/// Claims that agree on billing NPI, CIN, invoice number and type, which differ in their part only.
struct NumberGroup {
  Key128 key;
  std::uint32_t next_part = 1;
};

/// About 200 bytes a row where each row is a claim of its own, under 50 where claims have many rows.
class Roster {
 public:
  /// A row of file number `file`. It belongs to no claim yet.
  std::uint32_t add_row(std::uint16_t file, std::uint32_t number, std::uint64_t offset);
  /// The row's claim by the contract's key; files are kept apart. Works for bad lines too, as far as they were read.
  void assign(std::uint32_t row, const invoice::InvoiceLine& line);
  /// The row passed all its checks: its provider and member count, and its service. With `payer_in_member`, members
  /// with different payers are different blocks.
  void accept(std::uint32_t row, const invoice::InvoiceLine& line, bool payer_in_member);
  /// The row has errors; its claim is held.
  void mark_bad(std::uint32_t row);
  /// `row`'s claim is held because of `cause`, which may be a row of another claim.
  void hold(std::uint32_t row, std::uint32_t cause);
  /// What a stray row has in common with the claims that it may belong to.
  enum class By : std::uint8_t {
    cin,      ///< invoice number and CIN
    name,     ///< invoice number, name and birth date, where the CIN cannot be trusted
    invoice,  ///< the invoice number alone, where nothing of the member can be
  };
  /// A bad row of which some field of the claim's key cannot be trusted: the claims it may belong to are held with it
  /// by hold_strays(). Without an invoice number it is taken for no row of a claim.
  void stray(std::uint32_t row, const invoice::InvoiceLine& line, By by);
  void hold_strays();

  /// Gives each claim its parts: `lines` a claim at most.
  void number_parts(std::uint32_t lines);
  /// Claims in the order of a file: by provider, member and first row. Only those with a good row.
  std::vector<std::uint32_t> order() const;

  /// Causes of a held claim: its bad rows, then rows elsewhere.
  std::vector<std::uint32_t> causes(std::uint32_t claim) const;

  ChunkedArray<RowRecord> rows;
  KeyedPool<ClaimRecord> claims;
  KeyedPool<MemberRecord> members;
  KeyedPool<ProviderRecord> providers;

 private:
  std::unordered_multimap<std::uint32_t, std::uint32_t> causes_elsewhere_;  // claim -> row
  std::unordered_multimap<std::uint64_t, std::uint32_t> strays_;  // by a claim's by_invoice, by_cin or by_name
};

}  // namespace calx::encounter
