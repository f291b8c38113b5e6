// Every example of grammars/README.md can be loaded, and says what the text says of it.
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "ruled.hpp"

namespace calx::validate {
namespace {

std::string readme() {
  return read_file(std::string(CALX_SOURCE_DIR) + "/grammars/README.md");
}

/// The texts between ```kind and ```.
std::vector<std::string> blocks(const std::string& kind) {
  const std::string text = readme(), opening = "\n```" + kind + "\n";
  std::vector<std::string> result;
  for (std::size_t at = text.find(opening); at != std::string::npos; at = text.find(opening, at)) {
    at += opening.size();
    result.push_back(text.substr(at, text.find("```", at) - at));
  }
  return result;
}

std::string loaded(const std::string& rules) {
  const auto library = ruled(rules);
  return library ? "loaded" : library.error().message;
}

TEST(Readme, OverlaysAndTheirPartsCanBeLoaded) {
  int overlays = 0, parts = 0;
  for (const std::string& block : blocks("xml")) {
    if (block.starts_with("<grammar")) continue;  // shortened
    if (!block.starts_with("<overlay")) {
      ++parts;
      EXPECT_EQ(loaded(block), "loaded") << block;
      continue;
    }
    ++overlays;
    const std::string path = testing::TempDir() + "calx-readme-" + std::to_string(::getpid()) + ".xml";
    std::ofstream(path) << block;
    const auto library = grammar::Library::open(facts().resources, {path});
    EXPECT_TRUE(library) << library.error().message;
    std::filesystem::remove(path);
  }
  EXPECT_EQ(overlays, 1);
  EXPECT_EQ(parts, 3);
}

TEST(Readme, ConditionsCanBeLoadedAsRulesOfAClaim) {
  std::size_t count = 0;
  for (const std::string& block : blocks("rule")) {
    std::istringstream lines(block);
    for (std::string line; std::getline(lines, line); ++count) {
      const std::string text = line.substr(0, line.find(" # "));
      EXPECT_EQ(loaded(rule("loop=\"2300\"", text)), "loaded") << text;
    }
  }
  EXPECT_EQ(count, 30U);
}

TEST(Readme, TheExamplesFindWhatTheyAreFor) {
  const std::string overlay = blocks("xml").at(1);
  const std::size_t begin = overlay.find("<element"), end = overlay.find("</overlay>");
  const std::string rules = overlay.substr(begin, end - begin);
  const auto found = [&](const File& file) {
    std::vector<std::string> result;
    for (const findings::Finding& finding : judge_by(rules, file))
      if (finding.code.starts_with("OURS-")) result.push_back(in_short(finding));
    return result;
  };
  EXPECT_THAT(found(File::good()), testing::IsEmpty());
  EXPECT_THAT(found(File::good().replace(20, "*Y*A*", "*Y*B*")), testing::ElementsAre("OURS-1 CLM(20) 7"));
  const File deposit = File::good().replace(25, "99213", "H0044:U2");
  EXPECT_THAT(found(deposit), testing::ElementsAre("OURS-4 REF(22)"));
  EXPECT_THAT(found(File(deposit).insert(22, {"REF*G1*AUTH-1"})), testing::IsEmpty());
}

TEST(Readme, NamesEveryCheckAndFormat) {
  const std::string text = readme();
  std::size_t checks = 0;
  for (const grammar::CheckRule& check : (*library({"dhcs"}).by_id("837P-005010X222A1"))->model().checks) {
    EXPECT_NE(text.find("`" + check.does + "`"), std::string::npos) << check.does;
    ++checks;
  }
  EXPECT_GE(checks, 10U);
  for (int format = 1; format <= static_cast<int>(grammar::Format::code_shaped); ++format) {
    const std::string name(grammar::to_string(static_cast<grammar::Format>(format)));
    ASSERT_FALSE(name.empty());
    EXPECT_NE(text.find("`" + name + "`"), std::string::npos) << name;
    EXPECT_EQ(grammar::parse_format(name), static_cast<grammar::Format>(format));
  }
}

}  // namespace
}  // namespace calx::validate
