#include "text/nearest.hpp"

#include <algorithm>
#include <vector>

namespace calx::text {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Edits between `a` and `b`, case ignored, or any number over `limit` where they are more than that.
std::size_t edits(std::string_view a, std::string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  // Three rows of the table of optimal string alignment: two back, one back, this one.
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit + 1) return limit + 1;
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, std::span<const std::string> words) {
  const std::string* best = nullptr;
  std::size_t fewest = std::min<std::size_t>(3, word.size());  // at least one character of the word stays
  for (const std::string& candidate : words) {
    if (fewest == 0) break;
    const std::size_t count = edits(word, candidate, fewest - 1);
    if (count >= fewest) continue;
    fewest = count;
    best = &candidate;
  }
  return best == nullptr ? std::string() : *best;
}

}  // namespace calx::text
