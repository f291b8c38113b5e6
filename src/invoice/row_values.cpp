// Text, dates and amounts of one cell.
#include <algorithm>
#include <array>
#include <chrono>

#include "invoice/cells.hpp"
#include "invoice/row_check.hpp"
#include "text/fold.hpp"

namespace calx::invoice {
namespace {

/// Characters of the text as it is sent; quick where there is no doubt.
std::size_t sent_length(std::string_view text, std::size_t limit) {
  return text.size() <= limit ? text.size() : text::fold(text, text::CharacterSet::extended).size();
}

/// 25569 to 73050: the days of 1970 to 2099 as spreadsheets count them, with a part of a day behind the point.
bool is_count_of_days(std::string_view text) {
  const std::string_view days = text.substr(0, text.find('.'));
  return days.size() == 5 && all_digits(days) && (days.size() == text.size() || all_digits(text.substr(6)));
}

/// What a spreadsheet shows for a formula without a value.
bool is_formula_error(std::string_view text) {
  constexpr std::array<std::string_view, 8> errors{"#N/A",   "#REF!",   "#VALUE!", "#NAME?",
                                                   "#NULL!", "#DIV/0!", "#NUM!",   "#SPILL!"};
  return text.front() == '#' && std::find(errors.begin(), errors.end(), text) != errors.end();
}

}  // namespace

bool RowCheck::has_text(Key key, std::string_view text) {
  if (is_formula_error(text)) {
    report("INV-0110", key);
    return false;
  }
  if (text == "NULL") report("INV-0111", key);
  for (const char c : text)
    if (is_letter_or_digit(c)) return true;
  // Letters of other scripts are romanised when they are sent.
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    const std::string folded = text::fold(text, text::CharacterSet::basic);
    if (std::any_of(folded.begin(), folded.end(), is_letter_or_digit)) return true;
  }
  report("INV-0105", key);
  return false;
}

void RowCheck::read_text(Key key, std::string_view text, std::string& to, std::size_t limit, std::size_t minimum) {
  to.assign(text);
  if (!judging() || !has_text(key, text)) return;
  if (text.size() < minimum) report("INV-0104", key, {{"minimum", std::to_string(minimum)}});
  if (const std::size_t length = sent_length(text, limit); length > limit)
    report("INV-0103", key, {{"length", std::to_string(length)}, {"limit", std::to_string(limit)}});
}

void RowCheck::read_reference(Key key, std::string_view text, std::string& to, std::size_t limit, std::size_t minimum) {
  const unsigned kinds = assign_raised(to, text);
  if (!judging() || is_shortened(key, text) || !has_text(key, text)) return;
  if (text.size() < minimum) report("INV-0104", key, {{"minimum", std::to_string(minimum)}});
  if (const std::size_t length = sent_length(text, limit); length > limit)
    report("INV-0102", key, {{"length", std::to_string(length)}, {"limit", std::to_string(limit)}});
  if ((kinds & Kinds::unsendable) != 0) report("INV-0106", key);
}

std::optional<text::Date> RowCheck::read_date(Key key, Need need, bool birth) {
  const std::string_view text = cell(key);
  if (text.empty()) {
    if (need == Need::required) report_missing(key);
    return std::nullopt;
  }
  const text::Date latest =
      birth ? context_.today
            : text::Date(context_.today.year() + std::chrono::years(20), std::chrono::December, std::chrono::day(31));
  const std::optional<text::Date> date = text::parse_typed_date(text, latest);
  if (!date) {
    report(is_count_of_days(text) ? "INV-0302" : "INV-0301", key);
    return std::nullopt;
  }
  if (*date > context_.today) report("INV-0303", key);
  return date;
}

std::optional<text::Money> RowCheck::read_money(Key key, Need need) {
  const std::string_view text = cell(key);
  if (text.empty()) {
    if (need == Need::required) report_missing(key);
    return std::nullopt;
  }
  const std::optional<text::Money> amount = text::parse_money(text);
  if (amount && amount->cents >= 0) return amount;
  if (amount)
    report("INV-0516", key);
  else if (!is_shortened(key, text))
    report("INV-0515", key);
  return std::nullopt;
}

std::optional<text::Money> RowCheck::read_checked_money(Key key) {
  const std::string_view text = cell(key);
  if (text.empty()) return std::nullopt;
  const std::optional<text::Money> amount = text::parse_money(text);
  if (!amount) report("INV-0517", key);
  return amount;
}

}  // namespace calx::invoice
