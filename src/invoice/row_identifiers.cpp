// NPI, CIN, tax id, phone, taxonomy, state and ZIP.
#include <algorithm>
#include <array>

#include "codes/check_digits.hpp"
#include "invoice/cells.hpp"
#include "invoice/row_check.hpp"

namespace calx::invoice {
namespace {

constexpr ByteSet in_numbers{"- "}, in_phones{" -().+/"};

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return raised(x) == raised(y); });
}

const codes::Code* named(const codes::CodeSet& set, std::string_view name) {
  for (const codes::Code& code : set.rows())
    if (same_letters(code.name, name)) return &code;
  return nullptr;
}

}  // namespace

void RowCheck::read_npi(Key key, std::string& to, Need need) {
  std::string_view text = cell(key);
  if (text.empty()) return leave_empty(key, to, need);
  to.assign(text);
  if (codes::npi_fault(text) == codes::NpiFault::none) return;
  assign_raised(to, text);
  if (!restored_number(key, text)) return;
  to.resize(text.size());
  switch (codes::npi_fault(text)) {
    case codes::NpiFault::none:
      return;
    case codes::NpiFault::length:
      return report("INV-0201", key, {{"length", std::to_string(text.size())}});
    case codes::NpiFault::not_digits:
      return report("INV-0202", key);
    case codes::NpiFault::first_digit:
      return report("INV-0203", key);
    case codes::NpiFault::check_digit:
      return report("INV-0204", key);
  }
}

void RowCheck::read_cin() {
  std::string& cin = line_.member_cin;
  const std::string_view text = cell(Key::member_cin);
  if (text.empty()) return leave_empty(Key::member_cin, cin, Need::required);
  cin.assign(text);
  if (codes::cin_fault(text) == codes::CinFault::none) return;
  assign_raised(cin, text);
  if (is_shortened(Key::member_cin, text)) return;
  const std::size_t of_card = codes::cin_of_card(cin).size();
  if (of_card == 0) return report("INV-0209", Key::member_cin, {{"length", std::to_string(cin.size())}});
  switch (codes::cin_fault(std::string_view(cin).substr(0, of_card))) {
    case codes::CinFault::none:
      break;
    case codes::CinFault::unused_letter:
      report("INV-0211", Key::member_cin);
      break;
    case codes::CinFault::length:
    case codes::CinFault::shape:
      return report("INV-0210", Key::member_cin);
  }
  cin.resize(of_card);
}

void RowCheck::read_tin() {
  std::string& tin = line_.billing_tin;
  std::string_view text = cell(Key::billing_tin);
  if (text.empty()) return leave_empty(Key::billing_tin, tin, Need::required);
  if (!only_digits(text, in_numbers, tin)) {
    if (!restored_number(Key::billing_tin, text)) return;
    if (!only_digits(text, in_numbers, tin)) return report("INV-0205", Key::billing_tin);
  }
  if (tin.size() == 8 && text.size() == 8) {
    tin.insert(tin.begin(), '0');
    report("INV-0109", Key::billing_tin);
  }
  if (tin.size() != 9) report("INV-0205", Key::billing_tin);
}

void RowCheck::read_phone() {
  std::string& phone = line_.billing_phone;
  std::string_view text = cell(Key::billing_phone);
  if (text.empty()) return leave_empty(Key::billing_phone, phone, Need::required);
  phone.assign(text);
  if (!restored_number(Key::billing_phone, text)) return;
  if (!only_digits(text, in_phones, phone)) return report("INV-0206", Key::billing_phone);
  if (phone.size() == 11 && phone.front() == '1') phone.erase(0, 1);
  if (phone.size() != 10) return report("INV-0206", Key::billing_phone);
  if (phone[0] < '2' || phone[3] < '2') report("INV-0207", Key::billing_phone);
}

void RowCheck::read_taxonomy(Key key, std::string& to) {
  const std::string_view text = cell(key);
  if (text.empty()) return leave_empty(key, to, Need::optional);
  to.assign(text);
  if (codes::taxonomy_shape(text)) return;
  assign_raised(to, text);
  if (!codes::taxonomy_shape(to)) report("INV-0208", key);
}

void RowCheck::read_state(Key key, std::string& to) {
  const std::string_view text = cell(key);
  if (text.empty()) return leave_empty(key, to, Need::optional);
  assign_raised(to, text);
  const codes::CodeSet* const states = context_.states;
  const bool is_code = to.size() == 2 && (states == nullptr || states->find(to) != nullptr);
  if (!is_code) {
    const codes::Code* const state = states == nullptr ? nullptr : named(*states, text);
    if (state == nullptr) return report("INV-0311", key);
    to = state->code;
  }
  if (judging() && context_.provinces != nullptr && context_.provinces->find(to) != nullptr)
    report("INV-0315", key, {{"code", to}});
}

void RowCheck::read_zip(Key key, std::string& to, bool provider) {
  std::string_view text = cell(key);
  if (text.empty()) return leave_empty(key, to, Need::optional);
  bool digits_only = only_digits(text, in_numbers, to);
  if (!digits_only) {
    if (!restored_number(key, text)) return;
    digits_only = only_digits(text, in_numbers, to);
  }
  const bool plain = digits_only && to.size() == text.size();
  const bool split = to.size() + 1 == text.size() && text.size() > 5 && !is_digit(text[5]);
  if (!digits_only || (!plain && !split)) return report("INV-0312", key);
  if (plain && (to.size() == 4 || to.size() == 8)) {
    to.insert(to.begin(), '0');
    report("INV-0109", key);
  }
  if (to.size() != 5 && to.size() != 9) return report("INV-0312", key);
  if (provider && to.size() == 5 && context_.five_digit_zip_is_error) report("INV-0313", key);
}

}  // namespace calx::invoice
