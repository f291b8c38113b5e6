#include "network/comparison_views.hpp"

#include <string_view>

#include "network/table_text.hpp"

namespace calx::network {
namespace {

constexpr std::string_view word_of(Level level) {
  return level == Level::group ? "group" : level == Level::site ? "site" : "provider";
}
constexpr std::string_view plural_of(Level level) {
  return level == Level::group ? "Groups" : level == Level::site ? "Sites" : "Providers";
}
constexpr std::string_view word_of(Change change) {
  return change == Change::added   ? "added"
         : change == Change::ended ? "ended"
         : change == Change::moved ? "moved"
                                   : "changed";
}
constexpr std::string_view heading_of(Change change) {
  return change == Change::added   ? "Added"
         : change == Change::ended ? "Ended (no longer there)"
         : change == Change::moved ? "Moved"
                                   : "Changed";
}

std::string none_or(std::uint64_t count) {
  return count == 0 ? std::string("none") : std::to_string(count);
}

std::string_view or_nothing(const std::string& value) {
  return value.empty() ? std::string_view("(nothing)") : std::string_view(value);
}

void counts(std::string& out, Level level, const ChangeCounts& counts) {
  out.append(plural_of(level)).append(": ").append(std::to_string(counts.before)).append(" before, ");
  out.append(std::to_string(counts.after)).append(" now; ");
  out.append(none_or(counts.added)).append(" added, ").append(none_or(counts.ended)).append(" ended");
  if (level != Level::group) out.append(", ").append(none_or(counts.moved)).append(" moved");
  out.append(", ").append(none_or(counts.changed)).append(" changed\n");
}

void line(std::string& out, const Difference& one) {
  out.append("  ").append(word_of(one.level)).append(" ").append(one.name);
  if (!one.npi.empty()) out.append(" (NPI ").append(one.npi).append(")");
  if (one.change == Change::moved) {
    out.append(": from ").append(one.before).append(" to ").append(one.after);
  } else if (one.change == Change::changed) {
    if (!one.place.empty()) out.append(" at ").append(one.place);
    out.append(": ").append(one.field).append(": ");
    out.append(or_nothing(one.before)).append(" -> ").append(or_nothing(one.after));
  } else if (!one.field.empty()) {
    out.append(one.change == Change::added ? ": now also at " : ": no longer at ");
    out.append(one.change == Change::added ? one.after : one.before);
  } else if (!one.place.empty()) {
    out.append(one.level == Level::site ? ", of " : ", at ").append(one.place);
  }
  out += '\n';
}

}  // namespace

std::string to_text(const Comparison& comparison) {
  std::string out;
  for (const Level level : {Level::group, Level::site, Level::provider})
    counts(out, level, comparison.counts[static_cast<std::size_t>(level)]);
  if (comparison.differences.empty()) out += "No differences.\n";
  const Difference* last = nullptr;
  for (const Difference& one : comparison.differences) {
    if (last == nullptr || last->change != one.change) out.append("\n").append(heading_of(one.change)).append("\n");
    line(out, one);
    last = &one;
  }
  return out;
}

std::string to_csv(const Comparison& comparison) {
  std::string out;
  add_csv_row(out, {"Change", "Of", "Name", "NPI", "Where", "What", "Before", "After"});
  for (const Difference& one : comparison.differences)
    add_csv_row(
        out, {word_of(one.change), word_of(one.level), one.name, one.npi, one.place, one.field, one.before, one.after});
  return out;
}

}  // namespace calx::network
