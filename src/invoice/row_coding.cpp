// Procedure code and modifiers: together they name the service.
#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "codes/check_digits.hpp"
#include "invoice/cells.hpp"
#include "invoice/row_check.hpp"

namespace calx::invoice {
namespace {

/// "U8 and GQ".
std::string together(std::span<const std::string_view> modifiers) {
  std::string text;
  for (std::size_t i = 0; i < modifiers.size(); ++i) {
    if (i > 0) text += i + 1 == modifiers.size() ? " and " : ", ";
    text += modifiers[i];
  }
  return text.empty() ? "no modifier" : text;
}

/// A code of level II, which is no member's number by mistake.
std::string_view shown(std::string_view code) {
  const bool level_2 = code.size() == 5 && !is_digit(code.front()) && all_digits(code.substr(1));
  return level_2 ? code : "this";
}

}  // namespace

void RowCheck::check_coding() {
  line_.option = nullptr;
  read_modifiers();
  std::string& code = line_.procedure_code;
  const std::string_view text = cell(Key::procedure_code);
  assign_raised(code, text);
  if (!judging()) return;
  const bool shape = codes::hcpcs_shape(code);
  if (text.empty()) {
    report_missing(Key::procedure_code);
  } else if (!shape) {
    report("INV-0511", Key::procedure_code);
  } else if (!context_.coding_options.has_code(code)) {
    const std::string near = context_.coding_options.near_codes(code);
    report("INV-0503", Key::procedure_code,
           {{"code", shown(code)}, {"suggestion", near.empty() ? std::string() : "; did you mean " + near + "?"}});
  } else {
    if (modifiers_fine_) judge_coding(code);
    return;
  }
  if (modifier_count_ == 0 && modifiers_fine_) report_missing(Key::modifier_1);
}

void RowCheck::read_modifiers() {
  bool too_many = false;
  for (int i = 0; i < 4; ++i) {
    const Key key = static_cast<Key>(static_cast<int>(Key::modifier_1) + i);
    std::string_view rest = cell(key);
    if (rest.empty()) continue;
    bool malformed = false;
    while (!rest.empty()) {
      const std::size_t end = between_codes.first_in(rest);
      const std::string_view word = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (word.empty()) continue;
      if (word.size() != 2 || !is_letter_or_digit(word[0]) || !is_letter_or_digit(word[1])) {
        malformed = true;
        continue;
      }
      const std::array<char, 2> letters{raised(word[0]), raised(word[1])};
      const std::string_view modifier(letters.data(), letters.size());
      const auto last = line_.modifiers.begin() + modifier_count_;
      if (std::find(line_.modifiers.begin(), last, modifier) != last) {
        report("INV-0510", key, {{"modifier", modifier}});
      } else if (last == line_.modifiers.end()) {
        too_many = true;
      } else {
        last->assign(modifier);
        ++modifier_count_;
      }
    }
    if (malformed) report("INV-0508", key);
    if (too_many && modifiers_fine_) report("INV-0509", key);
    modifiers_fine_ = modifiers_fine_ && !malformed && !too_many;
  }
  for (std::size_t i = static_cast<std::size_t>(modifier_count_); i < line_.modifiers.size(); ++i)
    line_.modifiers[i].clear();
}

void RowCheck::judge_coding(std::string_view code) {
  std::array<std::string_view, 4> modifiers;
  std::copy(line_.modifiers.begin(), line_.modifiers.end(), modifiers.begin());
  const std::span<const std::string_view> given(modifiers.data(), static_cast<std::size_t>(modifier_count_));
  const calaim::CodingOptions& options = context_.coding_options;
  const calaim::CodingMatch match = options.match(code, given, service_start_);
  switch (match.coding) {
    case calaim::Coding::option:
      line_.option = match.option;
      if (match.telehealth_modifier_added)
        report("INV-0507", Key::modifier_1,
               {{"code", code},
                {"modifiers", together(std::vector<std::string_view>(match.option->modifiers.begin(),
                                                                     match.option->modifiers.end()))}});
      else if (match.option->confidence == findings::Confidence::partial ||
               match.option->confidence == findings::Confidence::unverified)
        report("INV-0506", Key::procedure_code,
               {{"code", code}, {"modifiers", together(given)}, {"service", match.option->service}});
      return;
    case calaim::Coding::unknown_code:
    case calaim::Coding::wrong_modifiers: {
      std::string choices = options.choices(code, service_start_);
      if (choices.empty()) choices = options.choices(code, std::nullopt);
      const auto of_code = std::count_if(options.options().begin(), options.options().end(),
                                         [&](const calaim::CodingOption& option) { return option.hcpcs == code; });
      return report(
          "INV-0504", Key::modifier_1,
          {{"code", code}, {"choices", (of_code > 1 ? "one of " : "") + choices}, {"modifiers", together(given)}});
    }
    case calaim::Coding::not_yet:
    case calaim::Coding::ended: {
      const bool not_yet = match.coding == calaim::Coding::not_yet;
      const std::optional<text::Date> day = not_yet ? match.option->from : match.option->through;
      const std::string choices = options.choices(code, service_start_);
      return report(
          "INV-0505", Key::procedure_code,
          {{"code", code},
           {"modifiers", together(given)},
           {"service", match.option->service},
           {"validity",
            (not_yet ? "is valid from " : "was valid until ") + text::to_iso(*day) + (not_yet ? " on" : "")},
           {"relation", not_yet ? "earlier" : "later"},
           {"choices", choices.empty() ? choices : "; on that date " + std::string(code) + " takes " + choices}});
    }
  }
}

}  // namespace calx::invoice
