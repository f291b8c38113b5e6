#include "encounter/roster.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>

namespace calx::encounter {
namespace {

using invoice::InvoiceLine;

std::uint64_t number(text::Date date) {
  return (static_cast<std::uint64_t>(static_cast<int>(date.year())) << 16) |
         (static_cast<std::uint64_t>(static_cast<unsigned>(date.month())) << 8) | static_cast<unsigned>(date.day());
}

Fingerprint& add(Fingerprint& print, const invoice::PostalAddress& address) {
  return print.add(address.line_1).add(address.line_2).add(address.city).add(address.state).add(address.zip);
}

std::uint64_t by_invoice(std::uint16_t file, const InvoiceLine& line) {
  return Fingerprint().add(file).add(line.invoice_number).value().low;
}

std::uint64_t by_cin(std::uint16_t file, const InvoiceLine& line) {
  return Fingerprint().add(file).add(line.invoice_number).add(line.member_cin).value().low;
}

std::uint64_t by_name(std::uint16_t file, const InvoiceLine& line) {
  return Fingerprint()
      .add(file)
      .add(line.invoice_number)
      .add(line.member_last_name)
      .add(line.member_first_name)
      .add(number(line.member_date_of_birth))
      .value()
      .low;
}

/// What one plan takes for the same service (CIN, dates, rendering NPI, else billing, procedure, modifiers in any
/// order); a void and what it voids are not the same.
std::uint64_t service_of(const InvoiceLine& line) {
  std::array<std::string_view, 4> modifiers;
  std::copy(line.modifiers.begin(), line.modifiers.end(), modifiers.begin());
  std::sort(modifiers.begin(), modifiers.end());
  Fingerprint print;
  print.add(line.member_cin).add(number(line.service_start)).add(number(line.service_end));
  print.add(line.rendering_npi.empty() ? line.billing_npi : line.rendering_npi).add(line.procedure_code);
  for (const std::string_view modifier : modifiers) print.add(modifier);
  return print.add(static_cast<std::uint64_t>(line.type)).value().low | 1U;
}

}  // namespace

std::uint32_t Roster::add_row(std::uint16_t file, std::uint32_t number, std::uint64_t offset) {
  RowRecord record;
  record.file = file;
  record.number = number;
  record.offset = offset;
  rows.push_back(record);
  return rows.size() - 1;
}

void Roster::assign(std::uint32_t row, const InvoiceLine& line) {
  RowRecord& record = rows[row];
  const Key128 key = Fingerprint()
                         .add(record.file)
                         .add(line.billing_npi)
                         .add(line.member_cin)
                         .add(line.invoice_number)
                         .add(static_cast<std::uint64_t>(line.type))
                         .add(line.original_reference)
                         .add(line.authorization_number)
                         .add(line.member_mrn)
                         .add(line.payer_id)
                         .value();
  record.claim = claims.find_or_add(key);
  ClaimRecord& claim = claims[record.claim];
  if (claim.first == none) {
    claim.first = row;
    claim.by_invoice = by_invoice(record.file, line);
    claim.by_cin = by_cin(record.file, line);
    claim.by_name = by_name(record.file, line);
    claim.number_group = Fingerprint()
                             .add(line.billing_npi)
                             .add(line.member_cin)
                             .add(line.invoice_number)
                             .add(static_cast<std::uint64_t>(line.type))
                             .value();
  } else {
    rows[claim.last].next = row;
  }
  claim.last = row;
  ++claim.rows;
}

void Roster::accept(std::uint32_t row, const InvoiceLine& line, bool payer_in_member) {
  RowRecord& record = rows[row];
  record.service = service_of(line);
  record.paid = line.paid_amount.has_value();
  ClaimRecord& claim = claims[record.claim];
  if (claim.member != none) return;

  Fingerprint block;
  block.add(line.billing_npi).add(line.billing_tin).add(line.billing_name).add(line.billing_first_name);
  add(block.add(line.billing_phone).add(line.billing_taxonomy), line.billing_address);
  const Key128 provider_key = block.value();
  block.add(line.member_cin).add(line.member_last_name).add(line.member_first_name).add(line.member_middle_name);
  block.add(line.member_suffix)
      .add(number(line.member_date_of_birth))
      .add(static_cast<std::uint64_t>(line.member_gender));
  add(block, line.member_address).add(std::uint64_t{record.paid});
  if (payer_in_member) block.add(line.payer_id).add(line.payer_name);
  const std::uint32_t provider = providers.find_or_add(provider_key);
  claim.member = members.find_or_add(block.value());
  members[claim.member].provider = provider;
}

void Roster::mark_bad(std::uint32_t row) {
  RowRecord& record = rows[row];
  record.bad = record.rejected = true;
  if (record.claim != none) claims[record.claim].held = true;
}

void Roster::hold(std::uint32_t row, std::uint32_t cause) {
  RowRecord& record = rows[row];
  record.rejected = true;
  if (record.claim == none) return;
  claims[record.claim].held = true;
  if (rows[cause].claim != record.claim) causes_elsewhere_.emplace(record.claim, cause);
}

void Roster::stray(std::uint32_t row, const InvoiceLine& line, By by) {
  if (line.invoice_number.empty()) return;
  const std::uint16_t file = rows[row].file;
  strays_.emplace(by == By::cin    ? by_cin(file, line)
                  : by == By::name ? by_name(file, line)
                                   : by_invoice(file, line),
                  row);
}

void Roster::hold_strays() {
  if (strays_.empty()) return;
  for (std::uint32_t index = 0; index < claims.size(); ++index) {
    const ClaimRecord& claim = claims[index];
    for (const std::uint64_t print : {claim.by_invoice, claim.by_cin, claim.by_name}) {
      const auto range = strays_.equal_range(print);
      for (auto found = range.first; found != range.second; ++found)
        if (rows[found->second].claim != index) {
          claims[index].held = true;
          causes_elsewhere_.emplace(index, found->second);
        }
    }
  }
}

void Roster::number_parts(std::uint32_t lines) {
  KeyedPool<NumberGroup> groups;
  for (std::uint32_t index = 0; index < claims.size(); ++index) {
    ClaimRecord& claim = claims[index];
    NumberGroup& group = groups[groups.find_or_add(claim.number_group)];
    claim.first_part = group.next_part;
    group.next_part += (claim.rows + lines - 1) / lines;
  }
}

std::vector<std::uint32_t> Roster::order() const {
  // Counting, since all are numbered by their first appearance: members take their places by provider, claims by
  // member.
  std::vector<std::uint32_t> provider_end(std::size_t{providers.size()} + 1);
  for (std::uint32_t member = 0; member < members.size(); ++member) ++provider_end[members[member].provider + 1];
  std::partial_sum(provider_end.begin(), provider_end.end(), provider_end.begin());
  std::vector<std::uint32_t> place_of_member(members.size());
  for (std::uint32_t member = 0; member < members.size(); ++member)
    place_of_member[member] = provider_end[members[member].provider]++;

  std::vector<std::uint32_t> next(std::size_t{members.size()} + 1);
  for (std::uint32_t index = 0; index < claims.size(); ++index)
    if (claims[index].member != none) ++next[place_of_member[claims[index].member] + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::uint32_t> ordered(next.back());
  for (std::uint32_t index = 0; index < claims.size(); ++index)
    if (claims[index].member != none) ordered[next[place_of_member[claims[index].member]]++] = index;
  return ordered;
}

std::vector<std::uint32_t> Roster::causes(std::uint32_t claim) const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t row = claims[claim].first; row != none; row = rows[row].next)
    if (rows[row].bad) found.push_back(row);
  std::vector<std::uint32_t> elsewhere;
  const auto range = causes_elsewhere_.equal_range(claim);
  for (auto cause = range.first; cause != range.second; ++cause) elsewhere.push_back(cause->second);
  std::sort(elsewhere.begin(), elsewhere.end());
  found.insert(found.end(), elsewhere.begin(), elsewhere.end());
  return found;
}

}  // namespace calx::encounter
