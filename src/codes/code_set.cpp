#include "codes/code_set.hpp"

#include <algorithm>
#include <bit>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "codes/packed.hpp"
#include "codes/table.hpp"

namespace calx::codes {
namespace {

bool starts_after(const Code& row, text::Date date) {
  return row.from && *row.from > date;
}
bool ended_before(const Code& row, text::Date date) {
  return row.through && *row.through < date;
}

/// Of two rows of one code, in the order of their first days.
bool overlap(const Code& earlier, const Code& later) {
  return !earlier.through || !later.from || *earlier.through >= *later.from;
}

}  // namespace

std::span<const CodeSet::Key> CodeSet::keys_of(std::string_view code) const {
  const std::uint64_t number = packed(code);
  const std::uint32_t at = first_of(number);
  if (at == 0) return {};
  auto first = by_code_.begin() + (at - 1);
  std::size_t count = 0;
  for (auto key = first; key != by_code_.end() && key->packed == number; ++key) {
    const std::string& its = rows_[key->row].code;
    if (its.size() != code.size() || (code.size() > 8 && its != code)) continue;  // they share the first eight
    if (count++ == 0) first = key;
  }
  return {first, count};
}

void CodeSet::index() {
  by_code_.reserve(rows_.size());
  for (std::size_t i = 0; i < rows_.size(); ++i)
    by_code_.push_back({packed(rows_[i].code), static_cast<std::uint32_t>(i)});
  std::sort(by_code_.begin(), by_code_.end(), [&](const Key& left, const Key& right) {
    const Code &a = rows_[left.row], &b = rows_[right.row];
    return std::tie(left.packed, a.code, a.from) < std::tie(right.packed, b.code, b.from);
  });
  by_number_ = std::all_of(rows_.begin(), rows_.end(), [](const Code& row) { return row.code.size() <= 8; });
  if (rows_.empty()) return;
  first_.assign(std::bit_ceil(2 * by_code_.size()), 0);
  for (std::uint32_t i = 0; i < by_code_.size(); ++i) {
    if (i > 0 && by_code_[i].packed == by_code_[i - 1].packed) continue;
    std::size_t at = home(by_code_[i].packed);
    while (first_[at] != 0) at = (at + 1) & (first_.size() - 1);
    first_[at] = i + 1;
  }
}

const Code* CodeSet::find(std::string_view code, std::optional<text::Date> date) const {
  const Code* found = nullptr;
  for (const Key& key : keys_of(code)) {
    const Code& row = rows_[key.row];
    if (!date || (!starts_after(row, *date) && !ended_before(row, *date))) found = &row;
  }
  return found;
}

Standing CodeSet::standing(std::string_view code, std::optional<text::Date> date) const {
  Standing standing = Standing::unknown;
  for (const Key& key : keys_of(code)) {
    const Code& row = rows_[key.row];
    if (date && ended_before(row, *date))
      standing = Standing::ended;
    else if (!date || !starts_after(row, *date))
      return Standing::valid;
    else if (standing == Standing::unknown)
      standing = Standing::not_yet;
  }
  return standing;
}

Result<CodeSet> CodeSets::load_set(const files::Resources& resources, const IndexEntry& entry) {
  enum : std::size_t { code, name, from, through, source, confidence };
  auto table = TableReader::open(resources, entry.resource(),
                                 {"code", "name", "effective_from", "effective_to", "source", "confidence"});
  if (!table) return tl::unexpected<Failure>(table.error());

  CodeSet set;
  set.id = entry.set;
  set.title = entry.title;
  set.official_table = entry.official_table;
  set.version = entry.version;
  set.sha256 = table->sha256();
  set.complete = entry.complete;
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::unordered_map<std::string, std::size_t> last;  // row of a code so far
  std::vector<std::size_t> before;                    // of each row: the one of its code before it
  for (;;) {
    const auto more = table->next();
    if (!more) return tl::unexpected<Failure>(more.error());
    if (!*more) break;
    for (const std::size_t column : {code, name, source})
      if (const auto cell = table->filled(column); !cell) return tl::unexpected<Failure>(cell.error());
    const auto first_day = table->date(from);
    if (!first_day) return tl::unexpected<Failure>(first_day.error());
    const auto last_day = table->date(through);
    if (!last_day) return tl::unexpected<Failure>(last_day.error());
    const auto sureness = table->confidence(confidence);
    if (!sureness) return tl::unexpected<Failure>(sureness.error());
    if (*first_day && *last_day && **first_day > **last_day)
      return table->failure("The code ends before it starts; look at effective_from and effective_to.");

    Code row{std::string(table->cell(code)),
             std::string(table->cell(name)),
             *first_day,
             *last_day,
             std::string(table->cell(source)),
             *sureness};
    const auto seen = last.try_emplace(row.code, none).first;
    for (std::size_t other = seen->second; other != none; other = before[other]) {
      const Code& known = set.rows_[other];
      const bool known_first = !known.from || (row.from && *known.from <= *row.from);
      if (known_first ? overlap(known, row) : overlap(row, known))
        return table->failure("The code " + row.code + " is in an earlier row whose dates overlap with this one's.");
    }
    before.push_back(std::exchange(seen->second, set.rows_.size()));
    set.rows_.push_back(std::move(row));
  }

  set.index();
  return set;
}

Result<CodeSets> CodeSets::load(const files::Resources& resources) {
  const auto index = read_index(resources);
  if (!index) return tl::unexpected<Failure>(index.error());
  CodeSets loaded;
  for (const IndexEntry& entry : *index) {
    if (entry.kind != IndexEntry::Kind::codes) continue;
    auto set = load_set(resources, entry);
    if (!set) return tl::unexpected<Failure>(set.error());
    loaded.sets_.emplace(entry.set, std::move(*set));
  }
  return loaded;
}

const CodeSet* CodeSets::set(std::string_view id) const {
  const auto found = sets_.find(id);
  return found == sets_.end() ? nullptr : &found->second;
}

}  // namespace calx::codes
