// Why rows are rejected, and who hears of findings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "findings/sink.hpp"

namespace calx::encounter {

/// The reasons of rejected rows as rejected.csv prints them: "CODE: text; CODE: text". Equal texts are kept once.
class RowReasons {
 public:
  void add(std::uint32_t row, std::string_view text);
  /// Empty where there is none. Valid until the next add().
  std::string_view of(std::uint32_t row) const;
  bool any(std::uint32_t row) const { return by_row_.count(row) != 0; }

 private:
  std::unordered_map<std::uint32_t, const std::string*> by_row_;
  std::unordered_map<std::string, char> texts_;  // nodes stay where they are
};

/// Passes findings on, counts them, and keeps those of severity error as reasons of the row at hand.
class RowSink final : public findings::Sink {
 public:
  enum class Hears {
    everything,
    errors,  ///< a claim is looked at again without rows that are out: its warnings have been said
    nothing,
  };

  RowSink(findings::Sink& next, RowReasons& reasons) : next_(next), reasons_(reasons) {}

  /// What is reported from here on concerns this row.
  void begin_row(std::uint32_t row) {
    row_ = row;
    row_known_ = true;
    errors_ = 0;
    claim_key_in_doubt_ = member_in_doubt_ = false;
  }
  /// What is reported from here on concerns a whole file.
  void begin_file() {
    row_known_ = false;
    file_reason_.clear();
  }
  /// Errors of the file as a whole, in the form of a row's reasons.
  const std::string& file_reason() const { return file_reason_; }
  void hear(Hears hears) { hears_ = hears; }

  void report(findings::Finding finding) override;

  /// Errors since begin_row().
  std::uint64_t errors() const { return errors_; }
  /// One of them concerns a field by which rows become a claim; the CIN.
  bool claim_key_in_doubt() const { return claim_key_in_doubt_; }
  bool member_in_doubt() const { return member_in_doubt_; }
  /// Rows with errors since the last call.
  std::vector<std::uint32_t> take_failed_rows() { return std::exchange(failed_rows_, {}); }
  const findings::Tally& tally() const { return tally_; }

 private:
  findings::Sink& next_;
  RowReasons& reasons_;
  findings::Tally tally_;
  std::string file_reason_;
  std::vector<std::uint32_t> failed_rows_;
  Hears hears_ = Hears::everything;
  std::uint32_t row_ = 0;
  std::uint64_t errors_ = 0;
  bool row_known_ = false, claim_key_in_doubt_ = false, member_in_doubt_ = false;
};

}  // namespace calx::encounter
