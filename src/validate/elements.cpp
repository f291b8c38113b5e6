#include "validate/elements.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>

#include "codes/check_digits.hpp"
#include "text/date.hpp"
#include "validate/formats.hpp"
#include "validate/quick_look.hpp"

namespace calx::validate {

using grammar::ElementModel;
using grammar::ElementSpec;
using grammar::Format;
using grammar::Type;
using grammar::Usage;

namespace {

/// X12.6: the extended character set; delimiters are not text any more when an element is looked at.
constexpr std::array<bool, 256> allowed = [] {
  std::array<bool, 256> table{};
  for (int c = ' '; c <= '~'; ++c) table[static_cast<std::size_t>(c)] = true;
  return table;
}();

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c); });
}

bool is_whole_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  return all_digits(text);
}

bool is_decimal(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  std::size_t digits = 0, points = 0;
  for (const char c : text) {
    if (is_digit(c))
      ++digits;
    else if (c == '.')
      ++points;
    else
      return false;
  }
  return digits > 0 && points <= 1;
}

/// Length as X12 counts it: signs and decimal points of numbers do not count.
std::size_t counted_length(Type type, std::string_view text) {
  if (type != Type::n0 && type != Type::r) return text.size();
  return text.size() -
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c == '-' || c == '.'; }));
}

/// True where no byte is a control character or beyond ASCII; eight bytes at a time.
bool only_text(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101ULL, highs = 0x8080808080808080ULL;
  // For each byte, the high bit of the result says: it has its high bit set, is under 0x20, or is 0x7f.
  const auto strange = [](std::uint64_t word) {
    const std::uint64_t under = word - ones * 0x20;
    const std::uint64_t over = word + ones;
    return (under | over | word) & highs;
  };
  std::size_t i = 0;
  std::uint64_t word = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::memcpy(&word, text.data() + i, 8);
    if (strange(word) != 0) return false;
  }
  if (text.size() >= 8) {  // the last eight bytes, some of them once more
    std::memcpy(&word, text.data() + text.size() - 8, 8);
    return strange(word) == 0;
  }
  for (; i < text.size(); ++i)
    if (!allowed[static_cast<unsigned char>(text[i])]) return false;
  return true;
}

std::string_view npi_reason(codes::NpiFault fault) {
  switch (fault) {
    case codes::NpiFault::length:
      return "it has not ten digits";
    case codes::NpiFault::not_digits:
      return "it holds something other than digits";
    case codes::NpiFault::first_digit:
      return "its first digit is not 1 or 2";
    case codes::NpiFault::check_digit:
      return "its check digit is wrong";
    case codes::NpiFault::none:
      break;
  }
  return "";
}

bool holds_nothing(const x12::Segment& segment) {
  for (int number = segment.last_element(); number > 0; --number)
    if (!segment.element(number).empty()) return false;
  return true;
}

std::string code_choices(const ElementModel& model) {
  return model.codes.size() == 1 ? model.codes.front() : "one of " + join(model.codes, "or");
}

}  // namespace

bool ElementChecker::check_type(const ElementSpec& spec, std::string_view text, const SegmentPlace& where,
                                ElementPlace place) {
  const ElementModel& model = *spec.model;
  std::string_view code;
  switch (spec.type) {
    case Type::n0:
      if (!is_whole_number(text)) code = "X12-1-0056";
      break;
    case Type::r:
      if (!is_decimal(text)) code = "X12-1-0057";
      break;
    case Type::dt:
      if (text.size() == 6 ? !text::parse_yymmdd(text) : !text::parse_ccyymmdd(text)) {
        reporter_.report(
            "X12-1-0058",
            {{"element", model.id}, {"name", model.name}, {"form", model.max == 6 ? "YYMMDD" : "CCYYMMDD"}}, where,
            place, text);
        return false;
      }
      return true;
    case Type::tm:
      if (!text::is_time(text)) code = "X12-1-0059";
      break;
    case Type::an:
    case Type::id:
    case Type::composite: {
      for (std::size_t i = 0; i < text.size(); ++i)
        if (!allowed[static_cast<unsigned char>(text[i])]) {
          reporter_.report("X12-1-0055",
                           {{"element", model.id}, {"name", model.name}, {"position", std::to_string(i + 1)}}, where,
                           place, text);
          return false;
        }
      if (spec.min != spec.max && (text.front() == ' ' || text.back() == ' ')) {
        reporter_.report("X12-1-0070", {{"element", model.id}, {"name", model.name}}, where, place, text);
        return false;
      }
      return true;
    }
  }
  if (code.empty()) return true;
  reporter_.report(code, {{"element", model.id}, {"name", model.name}}, where, place, text);
  return false;
}

void ElementChecker::report(const ElementModel& model, std::string_view code, findings::Arguments arguments,
                            const SegmentPlace& where, ElementPlace place, std::string_view text) {
  findings::Finding finding = reporter_.make(code, arguments, where, place, text);
  finding.severity = findings::weighed(finding.severity, model.confidence);
  reporter_.release(std::move(finding));
}

template <class Sibling>
bool ElementChecker::check_value(const Here& here, const ElementSpec& spec, std::string_view text, ElementPlace place,
                                 const Sibling& sibling) {
  const ElementModel& model = *spec.model;
  if (!check_type(spec, text, here.where, place)) return false;
  const std::size_t length = counted_length(spec.type, text);
  if (length < spec.min) {
    reporter_.report("X12-1-0053",
                     {{"element", model.id},
                      {"name", model.name},
                      {"length", std::to_string(length)},
                      {"min", std::to_string(spec.min)}},
                     here.where, place, text);
    return false;
  }
  if (length > spec.max) {
    reporter_.report("X12-1-0054",
                     {{"element", model.id},
                      {"name", model.name},
                      {"length", std::to_string(length)},
                      {"max", std::to_string(spec.max)}},
                     here.where, place, text);
    return false;
  }
  if (spec.code_count != 0) {
    const std::uint64_t packed = grammar::pack(text);
    const auto codes = here.grammar.codes(spec);
    const bool known = packed != 0 ? std::find(codes.begin(), codes.end(), packed) != codes.end()
                                   : std::find(model.codes.begin(), model.codes.end(), text) != model.codes.end();
    if (!known) {
      report(model, "X12-2-0060", {{"element", model.id}, {"name", model.name}, {"codes", code_choices(model)}},
             here.where, place, text);
      return false;
    }
  }
  if (spec.has_advice) check_advice(spec, text, here.where, place);
  for (const grammar::FormatSpec& format : here.grammar.formats(spec)) {
    if (grammar::pack(sibling(format.qualifier)) != format.when) continue;
    const grammar::FormatRule& rule = here.grammar.model().formats[format.rule];
    if (rule.format != Format::none && !check_format(spec, rule.format, text, here.where, place)) return false;
  }
  if (spec.code_set != grammar::none) return check_code_set(spec, text, here.where, place);
  return true;
}

bool ElementChecker::check_format(const ElementSpec& spec, Format format, std::string_view text,
                                  const SegmentPlace& where, ElementPlace place) {
  if (has_format(format, text)) return true;
  const ElementModel& model = *spec.model;
  std::string_view code;
  switch (format) {
    case Format::date_d8:
    case Format::date_time:
      reporter_.report("X12-1-0058",
                       {{"element", model.id},
                        {"name", model.name},
                        {"form", format == Format::date_d8 ? "CCYYMMDD" : "CCYYMMDDHHMM"}},
                       where, place, text);
      return false;
    case Format::npi:
      reporter_.report("X12-5-0001",
                       {{"element", model.id}, {"name", model.name}, {"reason", npi_reason(codes::npi_fault(text))}},
                       where, place, text);
      return false;
    case Format::date_rd8:
      code = "X12-1-0075";
      break;
    case Format::taxonomy:
      code = "X12-5-0005";
      break;
    case Format::icd10:
      code = "X12-5-0006";
      break;
    case Format::icd9:
      code = "X12-5-0007";
      break;
    case Format::hcpcs:
      code = "X12-5-0008";
      break;
    case Format::ndc:
      code = "X12-5-0009";
      break;
    case Format::none:
    case Format::cin:
    case Format::cin_letter:
    case Format::tax_id:
    case Format::zip9:
    case Format::tax_id_and_plan_code:
    case Format::digits:
    case Format::letters:
    case Format::letters_and_digits:
    case Format::phone:
    case Format::zip:
    case Format::canadian_postal_code:
    case Format::social_security_number:
    case Format::medicare_number:
    case Format::clia:
    case Format::street:
    case Format::code_shaped:
    case Format::year_month:
      return true;  // overlays' rules bring their own words
  }
  reporter_.report(code, {{"element", model.id}, {"name", model.name}}, where, place, text);
  return false;
}

void ElementChecker::resolve_code_sets(const grammar::Grammar& grammar) {
  resolved_ = &grammar;
  code_sets_.clear();
  for (const std::string& name : grammar.code_sets())
    code_sets_.push_back(reporter_.wants(5) ? codes_.set(name) : nullptr);
}

bool ElementChecker::check_code_set(const ElementSpec& spec, std::string_view text, const SegmentPlace& where,
                                    ElementPlace place) {
  const codes::CodeSet* codes = code_sets_[spec.code_set];
  if (codes == nullptr || codes->has(text)) return true;
  const ElementModel& model = *spec.model;
  if (codes->complete) {
    reporter_.report(
        "X12-5-0002",
        {{"element", model.id}, {"name", model.name}, {"set", codes->title}, {"table", codes->official_table}}, where,
        place, text);
    return false;
  }
  reporter_.report("X12-5-0003",
                   {{"element", model.id},
                    {"name", model.name},
                    {"table", codes->official_table},
                    {"file", "code-sets/" + codes->id + ".csv"}},
                   where, place, text);
  return false;
}

void ElementChecker::check_advice(const ElementSpec& spec, std::string_view text, const SegmentPlace& where,
                                  ElementPlace place) {
  const ElementModel& model = *spec.model;
  if (model.advice_max != 0 && text.size() > model.advice_max)
    reporter_.report("X12-2-0071",
                     {{"element", model.id},
                      {"name", model.name},
                      {"length", std::to_string(text.size())},
                      {"max", std::to_string(model.advice_max)}},
                     where, place, text);
  if (model.advice_high != 0) {
    std::uint32_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    if (number < model.advice_low || number > model.advice_high)
      reporter_.report("X12-2-0072",
                       {{"element", model.id},
                        {"name", model.name},
                        {"low", std::to_string(model.advice_low)},
                        {"high", std::to_string(model.advice_high)}},
                       where, place, text);
  }
  if (model.advice_digits != 0) {
    const std::string_view digits = text.substr(text.front() == '-' ? 1 : 0);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t decimals = point == digits.size() ? 0 : digits.size() - point - 1;
    if (point > model.advice_digits || decimals > model.advice_decimals)
      reporter_.report("X12-2-0073",
                       {{"element", model.id},
                        {"name", model.name},
                        {"digits", std::to_string(model.advice_digits)},
                        {"decimals", std::to_string(model.advice_decimals)}},
                       where, place, text);
  }
}

void ElementChecker::check_composite(const Here& here, const ElementSpec& spec, std::string_view text,
                                     ElementPlace place) {
  const auto components = here.grammar.components(spec);
  const ElementModel& model = *spec.model;
  if (components.empty()) return;  // a composite whose inside no guide tells
  struct Part {
    std::uint32_t begin, size;
  };
  std::array<Part, grammar::most_components> parts;  // filled as far as count says
  std::size_t count = 0;
  for (std::size_t begin = 0, i = 0;; ++i) {
    if (i < text.size() && text[i] != here.delimiters.component) continue;
    if (count < parts.size()) parts[count] = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i - begin)};
    ++count;
    begin = i + 1;
    if (i >= text.size()) break;
  }
  const auto known = static_cast<std::size_t>(components.back().model->number);
  if (count > known) {
    reporter_.report("X12-1-0068",
                     {{"element", model.id},
                      {"name", model.name},
                      {"written", std::to_string(count)},
                      {"known", std::to_string(known)}},
                     here.where, place, text);
    return;
  }
  if (parts[count - 1].size == 0 && count > 1) reporter_.report("X12-1-0069", {}, here.where, place);
  const auto sibling = [&](int number) {
    const auto index = static_cast<std::size_t>(number - 1);
    return index < count ? text.substr(parts[index].begin, parts[index].size) : std::string_view{};
  };
  for (const ElementSpec& component : components) {
    place.component = component.model->number;
    if (static_cast<std::size_t>(place.component) > std::max<std::size_t>(count, spec.last_required)) break;
    const std::string_view value = sibling(place.component);
    if (value.empty()) {
      if (component.usage == Usage::required)
        report(*component.model, "X12-2-0050", {{"element", component.model->id}, {"name", component.model->name}},
               here.where, place);
    } else if (component.usage == Usage::not_used) {
      report(*component.model, "X12-2-0051", {{"element", component.model->id}, {"name", component.model->name}},
             here.where, place, value);
    } else {
      check_value(here, component, value, place, sibling);
    }
  }
}

void ElementChecker::check_written(const Here& here, const ElementSpec& spec, int number) {
  const ElementModel& model = *spec.model;
  const std::string_view text = here.segment.element(number);
  ElementPlace place{number};
  if (spec.usage == Usage::not_used) {
    report(model, "X12-2-0051", {{"element", model.id}, {"name", model.name}}, here.where, place, text);
    return;
  }
  const auto check_one = [&](std::string_view value) {
    if (spec.type == Type::composite) {
      check_composite(here, spec, value, place);
    } else if (value.find(here.delimiters.component) != std::string_view::npos) {
      reporter_.report("X12-1-0066", {{"element", model.id}, {"name", model.name}}, here.where, place, text);
    } else {
      check_value(here, spec, value, place, [&](int n) { return here.segment.element(n); });
    }
  };
  if (text.find(here.delimiters.repetition) == std::string_view::npos) {
    check_one(text);
    return;
  }
  std::size_t count = 0;
  x12::for_each_part(text, here.delimiters.repetition, [&](std::string_view) { ++count; });
  if (count > spec.repeat) {
    reporter_.report("X12-1-0067",
                     {{"element", model.id},
                      {"name", model.name},
                      {"written", std::to_string(count)},
                      {"max", std::to_string(spec.repeat)}},
                     here.where, place, text);
    return;
  }
  x12::for_each_part(text, here.delimiters.repetition, [&](std::string_view part) {
    ++place.repetition;
    if (!part.empty()) check_one(part);
  });
}

// A segment of printable ASCII: a quick look finds nearly every element fine. Returns which elements are there (bit n:
// element n).
inline std::uint64_t ElementChecker::check_text(const Here& here) {
  const x12::Segment& segment = here.segment;
  const x12::Segment::Index& index = segment.index();
  const grammar::Length* const lengths = here.grammar.lengths(here.node) - 1;
  const auto count = std::min<std::uint32_t>(index.count, here.node.element_count + 1U);
  std::uint64_t present = 0, odd = 0;
  std::uint32_t end = index.ends[count - 1];
  for (std::uint32_t number = count; number-- > 1;) {  // backwards: each moves those behind it up
    const std::uint32_t before = index.ends[number - 1], size = end - before - 1;
    end = before;
    present = 2 * present + (size != 0);
    odd = 2 * odd + (size - lengths[number].min > lengths[number].span);
  }
  present *= 2;
  odd *= 2;
  std::uint64_t judged = here.node.judged | odd;
  if (here.qualified) judged &= ~(here.node.qualifier & ~odd);
  if (!index.trimmed) judged = ~std::uint64_t{0};
  // Values with parts in them, and which of them each has.
  std::uint64_t parted = 0;
  for (std::uint32_t part = 0, number = 1; part < index.part_count && number < count; ++part) {
    while (number < count && index.ends[number] < index.parts[part]) ++number;
    if (number < count) parted |= std::uint64_t{1} << number;
  }
  judged |= parted;
  for (std::uint64_t left = present & judged; left != 0; left &= left - 1)
    check_judged(here, std::countr_zero(left), (parted >> std::countr_zero(left) & 1) != 0);
  return present;
}

inline void ElementChecker::check_judged(const Here& here, int number, bool parted) {
  const QuickLook look{here.grammar, code_sets_};
  const ElementSpec& spec = here.grammar.elements(here.node)[static_cast<std::size_t>(number - 1)];
  const x12::Segment::Index& index = here.segment.index();
  const std::uint32_t begin = index.ends[number - 1] + 1;
  const std::string_view text(here.segment.data() + (begin - index.origin), index.ends[number] - begin);
  const bool fine = spec.quick == grammar::Quick::composite
                        ? look.is_fine_composite(spec, here.segment, number, here.delimiters.component)
                        : !parted && look.is_fine(spec, text, [&](int n) { return here.segment.element(n); });
  if (!fine) check_written(here, spec, number);
}

std::uint64_t ElementChecker::check_strange(const Here& here) {
  const auto specs = here.grammar.elements(here.node);
  const int last = std::min(here.segment.last_element(), static_cast<int>(specs.size()));
  std::uint64_t present = 0;
  for (int number = 1; number <= last; ++number) {
    if (here.segment.element(number).empty()) continue;
    present |= std::uint64_t{1} << number;
    check_written(here, specs[static_cast<std::size_t>(number - 1)], number);
  }
  return present;
}

// A segment whose elements the grammar does not tell: it may hold whatever is text.
void ElementChecker::check_unknown(const Here& here) {
  const int written = here.segment.last_element();
  if (written > 0 && here.segment.element(written).empty()) reporter_.report("X12-1-0069", {}, here.where, {written});
  if (here.segment.index().clean || only_text(here.segment.raw())) return;
  for (int number = 1; number <= written; ++number) {
    const std::string_view text = here.segment.element(number);
    const auto strange =
        std::find_if(text.begin(), text.end(), [](char c) { return !allowed[static_cast<unsigned char>(c)]; });
    if (strange == text.end()) continue;
    const std::string id = here.node.model->id + (number < 10 ? "0" : "") + std::to_string(number);
    reporter_.report(
        "X12-1-0055",
        {{"element", id}, {"name", here.node.model->name}, {"position", std::to_string(strange - text.begin() + 1)}},
        here.where, {number}, text);
  }
}

void ElementChecker::check(const grammar::Grammar& grammar, const grammar::Node& node, const x12::Segment& segment,
                           const x12::Delimiters& delimiters, const SegmentPlace& where, bool qualified) {
  if (resolved_ != &grammar) resolve_code_sets(grammar);
  const Here here{grammar, node, segment, delimiters, where, qualified};
  const auto specs = grammar.elements(node);
  const int written = segment.last_element();
  const int known = static_cast<int>(specs.size());
  if (node.required == 0 && holds_nothing(segment)) {
    reporter_.report("X12-1-0040", {{"segment", node.model->id}}, where);
    return;
  }
  if (known == 0) return check_unknown(here);
  if (written > known)
    reporter_.report(
        "X12-1-0052",
        {{"segment", node.model->id}, {"written", std::to_string(written)}, {"known", std::to_string(known)}}, where,
        {known + 1});
  else if (written > 0 && segment.element(written).empty())
    reporter_.report("X12-1-0069", {}, where, {written});

  const std::uint64_t present =
      segment.index().clean || only_text(segment.raw()) ? check_text(here) : check_strange(here);
  if (std::uint64_t absent = node.required & ~present; absent != 0)
    for (const ElementSpec& spec : specs)
      if (spec.usage == Usage::required && (absent >> spec.model->number & 1) != 0)
        report(*spec.model, "X12-2-0050", {{"element", spec.model->id}, {"name", spec.model->name}}, where,
               {spec.model->number});
  if (node.note_count != 0) check_notes(here, present);
  if (node.rule_count != 0) check_rules(here);
}

}  // namespace calx::validate
