#include "encounter/claim_source.hpp"

#include <algorithm>
#include <stdexcept>

namespace calx::encounter {

ClaimSource::ClaimSource(Roster& roster, std::vector<std::unique_ptr<Input>>& inputs, const invoice::Context& context,
                         bool join_same_service)
    : roster_(roster), inputs_(inputs), context_(context), join_(join_same_service) {}

RowPlace ClaimSource::place(std::uint32_t row) const {
  const RowRecord& record = roster_.rows[row];
  return {&inputs_[record.file]->file(), record.number, row};
}

void ClaimSource::open(std::uint32_t claim) {
  leaders_.clear();
  joined_.clear();
  line_of_service_.clear();
  paid_ = false;
  for (std::uint32_t row = roster_.claims[claim].first; row != none; row = roster_.rows[row].next) {
    const RowRecord& record = roster_.rows[row];
    if (record.rejected) continue;
    paid_ = paid_ || record.paid;
    const auto line = static_cast<std::uint32_t>(leaders_.size());
    if (join_) {
      const auto [found, is_new] = line_of_service_.try_emplace(record.service, line);
      if (!is_new) {
        joined_.push_back({found->second, row});
        continue;
      }
    }
    leaders_.push_back(row);
  }
  std::stable_sort(joined_.begin(), joined_.end(), [](const Joined& a, const Joined& b) { return a.line < b.line; });
}

void ClaimSource::read_row(std::uint32_t row, invoice::InvoiceLine& line) {
  const RowRecord& record = roster_.rows[row];
  invoice::InvoiceFile& file = inputs_[record.file]->file();
  // The row passed its checks when it was read first, and the file's bytes have not changed since.
  if (!file.at(record.offset, record.number, raw_)) throw std::logic_error("a row that was there is no longer");
  invoice::reread_row(file, raw_, context_, line);
}

void ClaimSource::read(std::size_t part, Claim& claim, ElementTexts& texts) {
  claim.count = 0;
  claim.paid = paid_;
  const std::size_t first = part * max_lines, last = std::min(first + max_lines, leaders_.size());
  auto further = std::lower_bound(joined_.begin(), joined_.end(), first,
                                  [](const Joined& joined, std::size_t line) { return joined.line < line; });
  for (std::size_t at = first; at < last; ++at) {
    ClaimLine& line = claim.add();
    line.place = place(leaders_[at]);
    line.joined = false;
    read_row(leaders_[at], line.line);
    for (; further != joined_.end() && further->line == at; ++further) {
      read_row(further->row, further_);
      if (paid_ && !further_.paid_amount) {
        texts.report("INV-0906", invoice::Key::paid_amount, place(further->row), {}, {});
      }
      join(line.line, further_);
      line.joined = true;
    }
  }
}

}  // namespace calx::encounter
