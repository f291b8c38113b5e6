#include "calaim/coding_options.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <tuple>
#include <utility>

#include "codes/check_digits.hpp"
#include "codes/index.hpp"
#include "codes/packed.hpp"
#include "codes/table.hpp"

namespace calx::calaim {
namespace {

using text::Date;

constexpr std::string_view telehealth = "GQ";
constexpr std::size_t most_modifiers = 4;  // SV101-3 to SV101-6
constexpr Date first_of_all{std::chrono::year::min(), std::chrono::January, std::chrono::day(1)};
constexpr Date last_of_all{std::chrono::year::max(), std::chrono::December, std::chrono::day(31)};

/// Up to four modifiers without repeats, ascending; free places at the end are 0.
class ModifierSet {
 public:
  /// False where the set is full or the modifier has not two characters.
  bool add(std::string_view modifier) {
    if (modifier.size() != 2) return false;
    const std::uint16_t number = packed(modifier);
    std::size_t place = 0;
    while (place < size_ && numbers_[place] < number) ++place;
    if (place < size_ && numbers_[place] == number) return true;
    if (size_ == most_modifiers) return false;
    for (std::size_t i = size_; i > place; --i) numbers_[i] = numbers_[i - 1];
    numbers_[place] = number;
    ++size_;
    return true;
  }

  /// False where it was not in the set.
  bool remove(std::string_view modifier) {
    const std::uint16_t number = packed(modifier);
    std::size_t place = 0;
    while (place < size_ && numbers_[place] != number) ++place;
    if (place == size_) return false;
    for (; place + 1 < size_; ++place) numbers_[place] = numbers_[place + 1];
    numbers_[--size_] = 0;
    return true;
  }

  std::uint64_t number() const {
    std::uint64_t all = 0;
    for (const std::uint16_t number : numbers_) all = all << 16 | number;
    return all;
  }

 private:
  static std::uint16_t packed(std::string_view modifier) {
    return static_cast<std::uint16_t>(static_cast<unsigned char>(modifier[0]) << 8 |
                                      static_cast<unsigned char>(modifier[1]));
  }

  std::array<std::uint16_t, most_modifiers> numbers_{};
  std::size_t size_ = 0;
};

bool modifier_shape(std::string_view modifier) {
  return modifier.size() == 2 && std::all_of(modifier.begin(), modifier.end(),
                                             [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) found.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

bool in_force(const CodingOption& option, std::optional<Date> date) {
  return !date || ((!option.from || *option.from <= *date) && (!option.through || *option.through >= *date));
}

/// "U8 with GQ": the telehealth modifier last.
std::string shown(std::vector<std::string> modifiers) {
  if (modifiers.empty()) return "no modifier";
  std::stable_partition(modifiers.begin(), modifiers.end(), [](const auto& m) { return m != telehealth; });
  std::string text = modifiers[0];
  for (std::size_t i = 1; i < modifiers.size(); ++i)
    text += (i == 1 ? " with " : i + 1 == modifiers.size() ? " and " : ", ") + modifiers[i];
  return text;
}

/// A service's name without what it was called formerly.
std::string_view short_name(std::string_view service) {
  return service.substr(0, service.find(" (formerly "));
}

/// "A, B or C".
std::string any_of_these(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " or " : ", ";
    text += items[i];
  }
  return text;
}

/// True where one edit at most (replace, insert, delete, swap two neighbours) makes one of the other.
bool within_one_edit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  if (a.size() != b.size()) return a.substr(same) == b.substr(same + 1);
  if (same == a.size() || a.substr(same + 1) == b.substr(same + 1)) return true;
  return same + 1 < a.size() && a[same] == b[same + 1] && a[same + 1] == b[same] &&
         a.substr(same + 2) == b.substr(same + 2);
}

/// The option of the table's current row.
Result<CodingOption> read_option(const codes::TableReader& table) {
  enum : std::size_t { service, hcpcs, modifiers, unit, charge, description, from, through, source, confidence };
  for (const std::size_t column : {service, hcpcs, unit, source})
    if (const auto cell = table.filled(column); !cell) return tl::unexpected<Failure>(cell.error());
  const auto first_day = table.date(from);
  if (!first_day) return tl::unexpected<Failure>(first_day.error());
  const auto last_day = table.date(through);
  if (!last_day) return tl::unexpected<Failure>(last_day.error());
  const auto sureness = table.confidence(confidence);
  if (!sureness) return tl::unexpected<Failure>(sureness.error());

  CodingOption option;
  option.service = table.cell(service);
  option.hcpcs = table.cell(hcpcs);
  option.modifiers = words(table.cell(modifiers));
  option.unit = table.cell(unit);
  option.counted = service_unit(option.unit);
  option.charge_is_cost = table.cell(charge) == "cost";
  option.description = table.cell(description);
  option.from = *first_day;
  option.through = *last_day;
  option.source = table.cell(source);
  option.confidence = *sureness;
  std::sort(option.modifiers.begin(), option.modifiers.end());

  if (!option.charge_is_cost && !table.cell(charge).empty())
    return table.failure("The column \"charge\" is cost, or empty.");
  if (!codes::hcpcs_shape(option.hcpcs))
    return table.failure("\"" + option.hcpcs + "\" is not a HCPCS code: five capital letters or digits.");
  if (option.modifiers.size() > most_modifiers ||
      !std::all_of(option.modifiers.begin(), option.modifiers.end(), modifier_shape) ||
      std::adjacent_find(option.modifiers.begin(), option.modifiers.end()) != option.modifiers.end())
    return table.failure(
        "The modifiers are up to four different ones of two capital letters or digits, with blanks between them.");
  if (option.from && option.through && *option.from > *option.through)
    return table.failure("The option ends before it starts; look at effective_from and effective_to.");
  return option;
}

bool same_coding_on_a_day(const CodingOption& a, const CodingOption& b) {
  return a.hcpcs == b.hcpcs && a.modifiers == b.modifiers &&
         a.from.value_or(first_of_all) <= b.through.value_or(last_of_all) &&
         b.from.value_or(first_of_all) <= a.through.value_or(last_of_all);
}

}  // namespace

ServiceUnit service_unit(std::string_view unit) {
  if (unit == "per 15 minutes") return ServiceUnit::quarter_hour;
  if (unit == "per diem") return ServiceUnit::day;
  if (unit == "per service") return ServiceUnit::service;
  return ServiceUnit::other;
}

bool counts_whole(ServiceUnit unit) {
  return unit == ServiceUnit::day || unit == ServiceUnit::service;
}

bool CodingOption::community_support() const {
  return service != "ECM" && service.substr(0, 4) != "ECM ";
}

Result<CodingOptions> CodingOptions::load(const files::Resources& resources) {
  const auto index = codes::read_index(resources);
  if (!index) return tl::unexpected<Failure>(index.error());
  const auto entry = std::find_if(index->begin(), index->end(),
                                  [](const codes::IndexEntry& e) { return e.set == "hcpcs-coding-options"; });
  if (entry == index->end()) return usage_failure("code-sets/index.csv has no row for hcpcs-coding-options.");
  auto table = codes::TableReader::open(resources, entry->resource(),
                                        {"service", "hcpcs", "modifiers", "unit", "charge", "description",
                                         "effective_from", "effective_to", "source", "confidence"});
  if (!table) return tl::unexpected<Failure>(table.error());

  CodingOptions loaded;
  loaded.version_ = entry->version;
  loaded.sha256_ = table->sha256();
  for (;;) {
    const auto more = table->next();
    if (!more) return tl::unexpected<Failure>(more.error());
    if (!*more) break;
    auto option = read_option(*table);
    if (!option) return tl::unexpected<Failure>(option.error());
    for (const CodingOption& other : loaded.options_)
      if (same_coding_on_a_day(other, *option))
        return table->failure(option->hcpcs + " (" + shown(option->modifiers) +
                              ") is in an earlier row whose dates overlap with this one's.");
    loaded.options_.push_back(std::move(*option));
  }

  std::sort(loaded.options_.begin(), loaded.options_.end(), [](const CodingOption& a, const CodingOption& b) {
    return std::tie(a.hcpcs, a.modifiers, a.from) < std::tie(b.hcpcs, b.modifiers, b.from);
  });
  for (const CodingOption& option : loaded.options_) {
    ModifierSet modifiers;
    for (const std::string& modifier : option.modifiers) modifiers.add(modifier);
    loaded.keys_.push_back({codes::packed(option.hcpcs), modifiers.number(), option.from.value_or(first_of_all),
                            option.through.value_or(last_of_all), option.community_support()});
  }
  return loaded;
}

std::span<const CodingOptions::Key> CodingOptions::keys_of(std::string_view hcpcs) const {
  if (hcpcs.size() != 5) return {};
  const std::uint64_t code = codes::packed(hcpcs);
  const auto first = std::lower_bound(keys_.begin(), keys_.end(), code,
                                      [](const Key& key, std::uint64_t wanted) { return key.code < wanted; });
  auto last = first;
  while (last != keys_.end() && last->code == code) ++last;
  return {first, last};
}

CodingMatch CodingOptions::judge(std::span<const Key> keys, std::uint64_t modifiers, std::optional<Date> date,
                                 bool community_supports_only) const {
  CodingMatch match{Coding::wrong_modifiers, nullptr, false};
  for (const Key& key : keys) {
    if (key.modifiers != modifiers || (community_supports_only && !key.community_support)) continue;
    const CodingOption* option = &options_[static_cast<std::size_t>(&key - keys_.data())];
    if (!date || (key.from <= *date && *date <= key.through)) return {Coding::option, option, false};
    if (key.through < *date)
      match = {Coding::ended, option, false};
    else if (match.coding == Coding::wrong_modifiers)
      match = {Coding::not_yet, option, false};
  }
  return match;
}

CodingMatch CodingOptions::match(std::string_view hcpcs, std::span<const std::string_view> modifiers,
                                 std::optional<Date> date) const {
  const std::span<const Key> keys = keys_of(hcpcs);
  if (keys.empty()) return {};
  ModifierSet set;
  for (const std::string_view modifier : modifiers)
    if (!modifier.empty() && !set.add(modifier)) return {Coding::wrong_modifiers, nullptr, false};

  const CodingMatch as_written = judge(keys, set.number(), date, false);
  if (as_written.coding == Coding::option || !set.remove(telehealth)) return as_written;
  CodingMatch without = judge(keys, set.number(), date, true);
  if (without.coding != Coding::option &&
      (as_written.coding != Coding::wrong_modifiers || without.coding == Coding::wrong_modifiers))
    return as_written;
  without.telehealth_modifier_added = true;
  return without;
}

bool CodingOptions::has_code(std::string_view hcpcs) const {
  return !keys_of(hcpcs).empty();
}

bool CodingOptions::has_modifier(std::string_view hcpcs, std::span<const std::string_view> modifiers) const {
  for (const Key& key : keys_of(hcpcs))
    for (const std::string& own : options_[static_cast<std::size_t>(&key - keys_.data())].modifiers)
      if (own != telehealth && std::find(modifiers.begin(), modifiers.end(), own) != modifiers.end()) return true;
  return false;
}

std::string CodingOptions::choices(std::string_view hcpcs, std::optional<Date> date) const {
  std::vector<std::pair<std::string, std::string>> codings;  // modifiers as shown, service
  for (const CodingOption& option : options_)
    if (option.hcpcs == hcpcs && in_force(option, date))
      codings.emplace_back(shown(option.modifiers), short_name(option.service));
  std::sort(codings.begin(), codings.end());
  codings.erase(std::unique(codings.begin(), codings.end()), codings.end());

  std::vector<std::string> items;
  for (std::size_t i = 0; i < codings.size(); ++i) {
    // Without a date, the same modifiers may have meant one service after another.
    std::string item = codings[i].first + " (" + codings[i].second;
    for (; i + 1 < codings.size() && codings[i + 1].first == codings[i].first; ++i)
      item += "; " + codings[i + 1].second;
    items.push_back(item + ")");
  }
  return any_of_these(items);
}

std::string CodingOptions::near_codes(std::string_view hcpcs) const {
  std::string written(hcpcs);
  for (char& c : written)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  std::vector<std::string> near;
  for (const CodingOption& option : options_)
    if (option.hcpcs != hcpcs && within_one_edit(written, option.hcpcs) &&
        (near.empty() || near.back() != option.hcpcs))
      near.push_back(option.hcpcs);
  return any_of_these(near);
}

}  // namespace calx::calaim
