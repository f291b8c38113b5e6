// One element of a good claim goes wrong: it is found at that element, or as a consequence that is named beforehand.
#include <gmock/gmock.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "element_mutations.hpp"
#include "text/csv.hpp"

namespace calx::validate {
namespace {

/// '*' stands for any run of characters.
bool fits(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() != '*')
    return !text.empty() && pattern.front() == text.front() && fits(pattern.substr(1), text.substr(1));
  for (std::size_t i = 0; i <= text.size(); ++i)
    if (fits(pattern.substr(1), text.substr(i))) return true;
  return false;
}

bool fits(std::string_view pattern, const Position& position) {
  return fits(pattern, pattern.find('[') == std::string_view::npos ? position.at : position.qualified);
}

std::vector<std::string> words(std::string_view text) {
  std::istringstream stream{std::string(text)};
  return {std::istream_iterator<std::string>(stream), {}};
}

/// A row of a table beside this file: two lists and a reason.
struct Entry {
  std::vector<std::string> first, second;
  std::string reason;
  int line = 0;
};

std::vector<Entry> read_table(const std::string& name) {
  const std::string text = read_file(std::string(CALX_SOURCE_DIR) + "/tests/validate/" + name);
  text::CsvReader reader(text, ',');
  text::CsvRecord record;
  reader.next(record);  // the header
  std::vector<Entry> entries;
  while (reader.next(record)) {
    if (record.cells.size() != 3 || record.cells[2].empty()) throw std::runtime_error(name + ": a row is wrong");
    entries.push_back({words(record.cells[0]), words(record.cells[1]), std::string(record.cells[2]),
                       static_cast<int>(record.number)});
  }
  return entries;
}

bool any_fits(const std::vector<std::string>& patterns, const Position& position) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return fits(pattern, position); });
}

/// mutations_harmless.csv: operators, elements.
const std::vector<Entry>& harmless() {
  static const std::vector<Entry> entries = read_table("mutations_harmless.csv");
  return entries;
}

const Entry* harmless(Operator how, const Position& position) {
  for (const Entry& entry : harmless())
    if (std::find(entry.first.begin(), entry.first.end(), to_string(how)) != entry.first.end() &&
        any_fits(entry.second, position))
      return &entry;
  return nullptr;
}

/// mutations_consequences.csv: elements, codes of findings elsewhere.
const std::vector<Entry>& consequences() {
  static const std::vector<Entry> entries = read_table("mutations_consequences.csv");
  return entries;
}

bool is_consequence(const Position& position, const findings::Finding& finding) {
  return std::any_of(consequences().begin(), consequences().end(), [&](const Entry& entry) {
    return any_fits(entry.first, position) &&
           std::any_of(entry.second.begin(), entry.second.end(),
                       [&](const std::string& code) { return fits(code, finding.code); });
  });
}

enum class Found : std::uint8_t {
  at_element,   ///< at the element or one that it was swapped with, or at its segment as a whole
  in_segment,   ///< at another element of its segment: a relation between the two
  consequence,  ///< elsewhere, and named in the table
  elsewhere,    ///< elsewhere, and not named
  nowhere,
};

Found where_found(const Position& position, const Mutation& mutation, const std::vector<findings::Finding>& findings) {
  Found best = Found::nowhere;
  for (const findings::Finding& finding : findings) {
    const auto& changed = mutation.elements;
    Found found = Found::elsewhere;
    if (finding.offset == mutation.offset)
      found = finding.element == 0 || std::find(changed.begin(), changed.end(), finding.element) != changed.end()
                  ? Found::at_element
                  : Found::in_segment;
    else if (is_consequence(position, finding))
      found = Found::consequence;
    best = std::min(best, found);
  }
  return best;
}

/// Those to the state are judged by all overlays, the others by the guide.
const std::vector<GoodFile>& good_files() {
  static const std::vector<GoodFile> files = [] {
    std::vector<GoodFile> all;
    for (const char* name : {"ambulance", "anaesthesia", "commercial-dependent", "commercial-subscriber", "drug",
                             "equipment", "medicare-secondary", "replacement", "repriced", "several-groups"})
      all.emplace_back(std::string(name) + ".x12", Asked());
    for (const char* name : {"community-supports", "ecm"})
      all.emplace_back(std::string(name) + ".x12", Asked{{"dhcs"}, Asked::standard(), {}});
    return all;
  }();
  return files;
}

/// Misses by operator and element, most first.
std::string report(const std::map<std::string, int>& misses) {
  std::vector<std::pair<int, std::string>> sorted;
  for (const auto& [what, count] : misses) sorted.emplace_back(-count, what);
  std::sort(sorted.begin(), sorted.end());
  std::string text;
  for (const auto& [count, what] : sorted) text += std::to_string(-count) + "  " + what + "\n";
  return text;
}

TEST(ElementMutations, AreFound) {
  constexpr int wanted = 10000;
  std::mt19937_64 random(20260315);
  std::map<Found, int> counts;
  std::map<std::string, int> misses, unnamed;
  int drawn = 0, passed_over = 0;
  for (int done = 0; done < wanted;) {
    const GoodFile& file = good_files()[random() % good_files().size()];
    const Position& position = file.positions()[random() % file.positions().size()];
    const Operator how = operators[random() % operators.size()];
    const auto mutation = file.mutate(position, how, random);
    if (!mutation) continue;
    ++drawn;
    if (harmless(how, position) != nullptr) {
      ++passed_over;
      continue;
    }
    ++done;
    const auto findings = file.new_findings(*mutation);
    const Found found = where_found(position, *mutation, findings);
    ++counts[found];
    const std::string what = std::string(to_string(how)) + " " + position.qualified;
    if (found == Found::nowhere) ++misses[what];
    if (found == Found::elsewhere) ++unnamed[what + ": " + in_short(findings.front())];
  }
  const int good = counts[Found::at_element] + counts[Found::in_segment] + counts[Found::consequence];
  std::cout << "at the element " << counts[Found::at_element] << ", in its segment " << counts[Found::in_segment]
            << ", a named consequence " << counts[Found::consequence] << ", elsewhere " << counts[Found::elsewhere]
            << ", nowhere " << counts[Found::nowhere] << "; harmless " << passed_over << " of " << drawn << "\n";
  std::cout << "Nowhere:\n" << report(misses) << "Elsewhere and not named:\n" << report(unnamed);
  EXPECT_GE(good, wanted * 95 / 100) << "Nowhere:\n" << report(misses) << "Elsewhere:\n" << report(unnamed);
}

/// Every element by every operator, some of them several times.
template <class Visit>
void for_each_mutation(Visit visit) {
  std::mt19937_64 random(20260316);
  for (const GoodFile& file : good_files())
    for (const Position& position : file.positions())
      for (const Operator how : operators)
        for (int times = how == Operator::drop || how == Operator::twice || how == Operator::swap ? 1 : 3; times > 0;
             --times)
          if (const auto mutation = file.mutate(position, how, random)) visit(file, position, how, *mutation);
}

/// The tables say nothing that is not so: each operator and element that is called harmless passes in silence
/// somewhere, each consequence follows somewhere.
TEST(ElementMutations, TheTablesHoldNothingNeedless) {
  std::set<std::string> silent, followed;
  for_each_mutation([&](const GoodFile& file, const Position& position, Operator how, const Mutation& mutation) {
    const auto findings = file.new_findings(mutation);
    const Found found = where_found(position, mutation, findings);
    if (found >= Found::elsewhere)
      for (const Entry& entry : harmless())
        for (const std::string& pattern : entry.second)
          if (fits(pattern, position)) silent.insert(std::string(to_string(how)) + " " + pattern);
    if (found != Found::consequence) return;
    for (const Entry& entry : consequences())
      for (const std::string& pattern : entry.first)
        for (const std::string& code : entry.second)
          if (fits(pattern, position) && std::any_of(findings.begin(), findings.end(), [&](const auto& finding) {
                return finding.offset != mutation.offset && fits(code, finding.code);
              }))
            followed.insert(pattern + " " + code);
  });
  for (const Entry& entry : harmless())
    for (const std::string& how : entry.first)
      for (const std::string& pattern : entry.second)
        EXPECT_EQ(silent.count(how + " " + pattern), 1U)
            << "mutations_harmless.csv:" << entry.line << ": " << how << " " << pattern << " is always found";
  for (const Entry& entry : consequences())
    for (const std::string& pattern : entry.first)
      for (const std::string& code : entry.second)
        EXPECT_EQ(followed.count(pattern + " " + code), 1U)
            << "mutations_consequences.csv:" << entry.line << ": " << code << " never follows from " << pattern;
}

}  // namespace
}  // namespace calx::validate
