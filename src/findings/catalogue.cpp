#include "findings/catalogue.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <vector>

#include "text/csv.hpp"

namespace calx::findings {
namespace {

const std::string file_name = "code-sets/findings.csv";

enum Column : std::size_t { code, severity, snip, message, hint, ack_999, ack_277ca, source, confidence, column_count };
constexpr std::array<std::string_view, column_count> column_names{"code",    "severity",  "snip",   "message",   "hint",
                                                                  "ack_999", "ack_277ca", "source", "confidence"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_name_start(char c) {
  return is_capital(c) || (c >= 'a' && c <= 'z') || c == '_';
}

/// The names of the fields of an fmt template; nothing where a field has no name or a brace is left open.
std::optional<std::vector<std::string>> field_names(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{') continue;
    if (i + 1 < text.size() && text[i + 1] == '{') {
      ++i;
      continue;
    }
    const std::size_t end = text.find('}', i);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view field = text.substr(i + 1, end - i - 1);
    const std::string_view name = field.substr(0, field.find(':'));
    if (name.empty() || !is_name_start(name.front())) return std::nullopt;
    names.emplace_back(name);
    i = end;
  }
  return names;
}

/// Throws fmt::format_error where the template is wrong or a field has no argument.
template <class Pairs>
std::string fill(const std::string& text, const Pairs& arguments) {
  if (text.find_first_of("{}") == std::string::npos) return text;
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  store.reserve(arguments.size(), arguments.size());
  std::string name;
  for (const auto& [field, value] : arguments) {
    name = field;
    store.push_back(fmt::arg(name.c_str(), std::string_view(value)));
  }
  return fmt::vformat(text, store);
}

bool is_template(const std::string& text) {
  const auto names = field_names(text);
  if (!names) return false;
  std::vector<std::pair<std::string, std::string>> arguments;
  for (const std::string& name : *names) arguments.emplace_back(name, "x");
  try {
    fill(text, arguments);
  } catch (const fmt::format_error&) {
    return false;
  }
  return true;
}

/// Capitals and digits, a SNIP level for X12, four digits: X12-2-0014, INV-0031.
bool is_code(std::string_view text, int level) {
  const std::size_t dash = text.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return false;
  const std::string_view number = text.substr(dash + 1);
  const std::string_view prefix = text.substr(0, dash);
  if (number.size() != 4 || !std::all_of(number.begin(), number.end(), is_digit)) return false;
  if (prefix.substr(0, 3) == "X12") return prefix.substr(3) == "-" + std::to_string(level);
  return std::all_of(prefix.begin(), prefix.end(), [](char c) { return is_capital(c) || is_digit(c); });
}

/// An entry, or what is wrong with the row.
tl::expected<Entry, std::string> read_entry(const std::array<std::string_view, column_count>& cells) {
  Entry entry;
  entry.code = cells[Column::code];
  const auto wrong = [](std::string what) { return tl::unexpected<std::string>(std::move(what)); };

  const auto known_severity = parse_severity(cells[Column::severity]);
  if (!known_severity) return wrong("the severity must be error, warning or info.");
  entry.severity = *known_severity;

  const std::string_view level = cells[Column::snip];
  if (level.size() != 1 || level[0] < '0' || level[0] > '7')
    return wrong("the snip level must be a digit from 0 to 7.");
  entry.snip = level[0] - '0';
  if (!is_code(entry.code, entry.snip))
    return wrong("the code \"" + entry.code +
                 "\" must look like INV-0001, or like X12-2-0001 with the row's own snip level in the middle.");

  entry.message = cells[Column::message];
  entry.hint = cells[Column::hint];
  if (entry.message.empty()) return wrong("the message is empty.");
  for (const auto column : {Column::message, Column::hint})
    if (!is_template(std::string(cells[column])))
      return wrong("the " + std::string(column_names[column]) +
                   " is not a template: every field needs a name and both braces, as in {element}.");

  entry.ack_999 = cells[Column::ack_999];
  entry.ack_277ca = cells[Column::ack_277ca];
  entry.source = cells[Column::source];
  const auto known_confidence = parse_confidence(cells[Column::confidence]);
  if (!known_confidence)
    return wrong("the confidence must be confirmed, base-standard, partial, unverified or design.");
  entry.confidence = *known_confidence;
  return entry;
}

}  // namespace

Result<Catalogue> Catalogue::load(const files::Resources& resources) {
  const auto read = resources.read(file_name);
  if (!read) return tl::unexpected<Failure>(read.error());
  std::string_view text = *read;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);

  text::CsvRecord record;
  const auto wrong = [&](std::string_view what) {
    const std::string origin = resources.origin(file_name);
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(record.offset), '\n');
    return usage_failure(fmt::format("{}, line {}: {}", origin == "built in" ? file_name : origin, line, what));
  };

  text::CsvReader reader(text, ',');
  if (!reader.next(record)) return wrong("the file is empty.");
  std::array<std::size_t, column_count> positions{};
  for (std::size_t i = 0; i < column_count; ++i) {
    const auto found = std::find(record.cells.begin(), record.cells.end(), column_names[i]);
    if (found == record.cells.end()) return wrong(fmt::format("the column {} is missing.", column_names[i]));
    positions[i] = static_cast<std::size_t>(found - record.cells.begin());
  }
  const std::size_t width = record.cells.size();

  Catalogue catalogue;
  while (reader.next(record)) {
    if (record.cells.empty()) continue;
    if (record.unclosed_quote) return wrong("a quote is opened and never closed.");
    if (record.cells.size() != width)
      return wrong(fmt::format("{} cells where the header has {}.", record.cells.size(), width));
    std::array<std::string_view, column_count> cells;
    for (std::size_t i = 0; i < column_count; ++i) cells[i] = record.cells[positions[i]];
    auto entry = read_entry(cells);
    if (!entry) return wrong(entry.error());
    std::string key = entry->code;
    if (!catalogue.entries_.emplace(std::move(key), std::move(*entry)).second)
      return wrong(fmt::format("the code {} stands here a second time.", cells[Column::code]));
  }
  return catalogue;
}

const Entry* Catalogue::find(std::string_view code) const {
  const auto found = entries_.find(code);
  return found == entries_.end() ? nullptr : &found->second;
}

Finding Catalogue::make(std::string_view code, Arguments arguments) const {
  const Entry* entry = find(code);
  if (entry == nullptr) throw std::logic_error("no such finding code: " + std::string(code));
  Finding finding;
  finding.code = entry->code;
  finding.severity = entry->severity;
  finding.snip = entry->snip;
  try {
    finding.message = fill(entry->message, arguments);
    finding.hint = fill(entry->hint, arguments);
  } catch (const fmt::format_error& error) {
    throw std::logic_error("finding " + entry->code + ": " + error.what());
  }
  return finding;
}

}  // namespace calx::findings
