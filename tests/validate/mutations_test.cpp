// Good files with random damage: whatever comes, the validator ends and its findings are whole.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "judging.hpp"

namespace calx::validate {
namespace {

class Damage {
 public:
  explicit Damage(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : static_cast<std::size_t>(random_() % limit); }

  void to(std::string& text) {
    if (text.empty()) return;
    const std::size_t a = below(text.size()), b = below(text.size());
    switch (below(9)) {
      case 0:
        text.erase(a, 1);
        break;
      case 1:
        text.insert(a, 1, text[a]);
        break;
      case 2:
        std::swap(text[a], text[b]);
        break;
      case 3:
        text[a] = static_cast<char>(below(256));
        break;
      case 4:
        if (below(8) == 0) text.resize(a);
        break;
      case 5:
        text[a] = "*:^~A0. "[below(8)];
        break;
      default:
        segments(text);
    }
  }

 private:
  void segments(std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('~', begin), text.size() - 1);
      parts.push_back(text.substr(begin, end - begin + 1));
      begin = end + 1;
    }
    const std::size_t a = below(parts.size()), b = below(parts.size());
    switch (below(4)) {
      case 0:
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(a));
        break;
      case 1:
        parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(b), std::string(parts[a]));
        break;
      case 2:
        std::swap(parts[a], parts[b]);
        break;
      default: {
        const auto first = parts.begin() + static_cast<std::ptrdiff_t>(std::min(a, b));
        parts.erase(first,
                    first + static_cast<std::ptrdiff_t>(std::min<std::size_t>(std::max(a, b) - std::min(a, b), 6)));
      }
    }
    text.clear();
    for (const std::string& part : parts) text += part;
  }

  std::mt19937_64 random_;
};

/// "{name}": a field that nobody filled in.
bool has_open_field(const std::string& text) {
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at + 1);
    if (end != std::string::npos && text[end] == '}' && end > at + 2) return true;
  }
  return false;
}

TEST(Mutations, NeverCrashNorLeaveAFindingUnfinished) {
  std::vector<std::string> originals;
  for (const char* name :
       {"ambulance", "anaesthesia", "commercial-dependent", "commercial-subscriber", "community-supports", "drug",
        "ecm", "equipment", "medicare-secondary", "replacement", "repriced", "several-groups"})
    originals.push_back(read_file(fixture_path(std::string(name) + ".x12")));
  Damage damage(20260315);
  Asked asked{{"dhcs"}, Asked::standard(), {}};
  std::uint64_t findings = 0, clean = 0;
  for (int i = 0; i < 10000; ++i) {
    std::string text = originals[damage.below(originals.size())];
    for (std::size_t times = 1 + damage.below(4); times > 0; --times) damage.to(text);
    const Judged judged = judge(text, asked);
    const auto& tally = judged.totals.tally;
    ASSERT_EQ(tally.errors + tally.warnings + tally.infos, judged.findings.size());
    clean += judged.findings.empty() ? 1 : 0;
    for (const findings::Finding& finding : judged.findings) {
      ++findings;
      ASSERT_FALSE(finding.code.empty());
      ASSERT_FALSE(finding.message.empty()) << finding.code;
      ASSERT_GE(finding.snip, 1) << finding.code;
      ASSERT_LE(finding.snip, 7) << finding.code;
      ASSERT_TRUE(finding.offset.has_value()) << finding.code;
      ASSERT_LE(*finding.offset, text.size()) << finding.code;
      ASSERT_LE(finding.segment.size(), 3U) << finding.code;
      ASSERT_FALSE(has_open_field(finding.message) || has_open_field(finding.hint)) << finding.code << finding.message;
      ASSERT_EQ(finding.message.find("TESTERMAN"), std::string::npos) << finding.code;
      ASSERT_EQ(finding.message.find("PLACEHOLDER"), std::string::npos) << finding.code;
    }
  }
  EXPECT_GT(findings, 10000U);
  EXPECT_LT(clean, 5000U);
}

}  // namespace
}  // namespace calx::validate
