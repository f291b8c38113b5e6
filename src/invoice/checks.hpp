// The checks of an invoice: each row by itself, then rows against each other.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "calaim/coding_options.hpp"
#include "codes/code_set.hpp"
#include "findings/catalogue.hpp"
#include "findings/sink.hpp"
#include "invoice/file.hpp"
#include "invoice/line.hpp"
#include "text/date.hpp"

namespace calx::invoice {

/// What rows are judged by; all of it outlives the checks.
struct Context {
  const Elements& elements;
  const findings::Catalogue& catalogue;
  const codes::CodeSets& codes;
  const calaim::CodingOptions& coding_options;
  text::Date today;  ///< --date
  /// The plan's settings, where there is a profile.
  bool five_digit_zip_is_error = false;     ///< no profile default for the last four of a provider's ZIP
  bool one_unit_per_ecm_contact = false;    ///< profile ecm_units = "one-per-contact"
  bool homeless_stand_in_available = true;  ///< a member without an address may take the profile's
  bool ledger_knows_originals = false;      ///< Corrected or Void without an original reference is fine
  /// Looked up once; where a set is missing, its codes are not judged.
  const codes::CodeSet* places_of_service = codes.set("place-of-service");
  const codes::CodeSet* states = codes.set("states");
  const codes::CodeSet* provinces = codes.set("canadian-provinces");
};

/// Turns a raw row into a line. Every fault of the row is reported, not the first one only. Returns true when no fault
/// is an error; `line` is complete then. Otherwise `line` holds what could be read, and of what makes a claim (payer,
/// invoice number, original reference, authorization, CIN, MRN, billing NPI) the cells as they are, without blanks
/// around them and in capitals.
bool check_row(const InvoiceFile& file, const RawRow& row, const Context& context, InvoiceLine& line,
               findings::Sink& sink);

/// Reads a row again that check_row has passed: `line` becomes the same but for its option, which is not looked up.
/// Nothing is judged or reported. Of a row that has not passed, `line` holds what could be read.
void reread_row(const InvoiceFile& file, const RawRow& row, const Context& context, InvoiceLine& line);

/// Checks across the rows of all files of a run: a control number twice in an invoice, a member whose name or birth
/// date differs between rows of one invoice (names both rows), an invoice number of one billing provider in two files,
/// the invoice amount against the sum of its lines, the same file twice. An original, its correction and its voiding
/// may have one invoice number. Memory: hashes, some 60 bytes a row and the free places of the tables.
class CrossChecks {
 public:
  /// What became of a row.
  struct Added {
    bool ok = true;
    /// Where it is not ok: the earlier row of the same file that it contradicts and that must be held back with it; 0
    /// where the earlier row stands as it is (a control number used again) or is in another file.
    std::uint32_t other_row = 0;
  };

  explicit CrossChecks(const Context& context);
  ~CrossChecks();

  /// Call for each file before its rows, in order. False, with a finding, where a file of the same SHA-256 was given.
  bool begin_file(const InvoiceFile& file, const std::string& sha256, findings::Sink& sink);
  /// Call for each row that check_row passed. Not ok where the row contradicts an earlier one; the finding is placed at
  /// this row and names the other.
  Added add(const InvoiceFile& file, const InvoiceLine& line, findings::Sink& sink);
  /// Call for each row that check_row refused: the amount of its invoice is not judged then.
  void leave_out(const InvoiceLine& line);
  /// After the last row of all files: what only sums show (warnings).
  void finish(findings::Sink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace calx::invoice
