// One row under check. Each of row_*.cpp holds the checks of one concern.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "codes/code_set.hpp"
#include "invoice/cells.hpp"
#include "invoice/checks.hpp"

namespace calx::invoice {

class RowCheck {
 public:
  /// Without a sink, the row is known to be good: its values are read, and nothing is judged.
  RowCheck(const InvoiceFile& file, const RawRow& row, const Context& context, InvoiceLine& line, findings::Sink* sink);
  /// All checks; true where no fault is an error.
  bool run();

 private:
  enum class Need : std::uint8_t { optional, required };

  // Cells and findings: row_cells.cpp
  /// Without blanks around it and without the apostrophe that guards a formula; empty where there is no such column,
  /// and for N/A.
  std::string_view cell(Key key) const {
    // A column that the file lacks is -1.
    const auto column = static_cast<std::size_t>(columns_[static_cast<std::size_t>(key)]);
    if (column >= row_.cells.size()) return {};
    std::string_view text = row_.cells[column];
    const bool bare = text.empty() || (is_plain(text.front()) && is_plain(text.back()) && text.front() != '\'');
    if (!bare) text = uncovered(text);
    const bool nothing = text.size() == 3 && text[1] == '/' && raised(text[0]) == 'N' && raised(text[2]) == 'A';
    return nothing ? std::string_view() : text;
  }
  static std::string_view uncovered(std::string_view text);
  bool judging() const { return sink_ != nullptr; }
  void report(std::string_view code, Key key, findings::Arguments arguments = {});
  /// Of the row as a whole.
  void report_row(std::string_view code);
  /// INV-0101.
  void report_missing(Key key);
  void leave_empty(Key key, std::string& to, Need need) {
    to.clear();
    if (need == Need::required) report_missing(key);
  }
  /// A number as it was before a spreadsheet took it for one; false where its digits are lost (reported).
  bool restored_number(Key key, std::string_view& text);
  bool is_shortened(Key key, std::string_view text);

  bool tells_of_nothing() const;
  void check_lost_characters();

  // Text, dates, amounts: row_values.cpp
  /// Names, streets, notes: what is too long is cut later, with a warning here.
  void read_text(Key key, std::string& to, std::size_t limit, Need need, std::size_t minimum = 1) {
    const std::string_view text = cell(key);
    text.empty() ? leave_empty(key, to, need) : read_text(key, text, to, limit, minimum);
  }
  void read_text(Key key, std::string_view text, std::string& to, std::size_t limit, std::size_t minimum);
  /// Numbers and references: capitals, never cut.
  void read_reference(Key key, std::string& to, std::size_t limit, Need need, std::size_t minimum = 1) {
    const std::string_view text = cell(key);
    text.empty() ? leave_empty(key, to, need) : read_reference(key, text, to, limit, minimum);
  }
  void read_reference(Key key, std::string_view text, std::string& to, std::size_t limit, std::size_t minimum);
  bool has_text(Key key, std::string_view text);
  std::optional<text::Date> read_date(Key key, Need need, bool birth = false);
  std::optional<text::Money> read_money(Key key, Need need);
  /// An amount that is compared and not sent.
  std::optional<text::Money> read_checked_money(Key key);

  // Identifiers: row_identifiers.cpp
  void read_npi(Key key, std::string& to, Need need);
  void read_cin();
  void read_tin();
  void read_phone();
  void read_taxonomy(Key key, std::string& to);
  void read_state(Key key, std::string& to);
  void read_zip(Key key, std::string& to, bool provider);

  // The concerns, in the order of the columns.
  void check_invoice();
  void check_member();
  void check_homelessness();
  void check_member_address();
  void check_gender();
  void check_billing_provider();
  void check_rendering_provider();
  void check_facility();
  void check_service_dates();
  void check_place_of_service();
  void check_coding();
  void read_modifiers();
  void judge_coding(std::string_view code);
  void check_diagnoses();
  void check_amounts();
  void judge_units(const calaim::CodingOption& option);
  void check_dates_against_service();

  const InvoiceFile& file_;
  const RawRow& row_;
  const std::array<int, key_count>& columns_;
  const Context& context_;
  InvoiceLine& line_;
  findings::Sink* sink_;
  bool error_ = false;

  std::optional<text::Date> service_start_, service_end_;  // where they could be read
  std::optional<bool> homeless_;
  int modifier_count_ = 0;
  bool modifiers_fine_ = true;
};

}  // namespace calx::invoice
