#include "encounter/row_reasons.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace calx::encounter {
namespace {

constexpr std::array<std::string_view, 7> claim_key_fields{"billing_npi",         "payer_id",   "invoice_type",
                                                           "original_reference",  "member_mrn", "invoice_number",
                                                           "authorization_number"};

}  // namespace

void RowReasons::add(std::uint32_t row, std::string_view text) {
  const std::string*& present = by_row_[row];
  std::string whole = present == nullptr ? std::string(text) : *present + "; " + std::string(text);
  present = &texts_.try_emplace(std::move(whole)).first->first;
}

std::string_view RowReasons::of(std::uint32_t row) const {
  const auto found = by_row_.find(row);
  return found == by_row_.end() ? std::string_view{} : std::string_view(*found->second);
}

void RowSink::report(findings::Finding finding) {
  const bool error = finding.severity == findings::Severity::error;
  if (error) {
    ++errors_;
    if (finding.key == "member_cin") member_in_doubt_ = true;
    if (std::find(claim_key_fields.begin(), claim_key_fields.end(), finding.key) != claim_key_fields.end())
      claim_key_in_doubt_ = true;
  }
  if (hears_ == Hears::nothing || (hears_ == Hears::errors && !error)) return;
  if (error) {
    std::string reason = finding.code + ": ";
    if (!finding.column.empty()) reason += finding.column + ": ";
    reason += finding.message;
    if (row_known_) {
      reasons_.add(row_, reason);
      if (failed_rows_.empty() || failed_rows_.back() != row_) failed_rows_.push_back(row_);
    } else {
      file_reason_ += (file_reason_.empty() ? "" : "; ") + reason;
    }
  }
  tally_.count(finding.severity);
  next_.report(std::move(finding));
}

}  // namespace calx::encounter
