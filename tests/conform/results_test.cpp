#include "conform/results.hpp"

#include <gmock/gmock.h>

#include <pugixml.hpp>

namespace calx::conform {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// One case of each kind of outcome; the cases last as long as the program.
std::vector<Outcome> outcomes() {
  static const std::vector<Case> cases = [] {
    std::vector<Case> all(4);
    const std::vector<std::pair<std::string, std::string>> names = {
        {"claims", "good.x12 for R-1"}, {"claims", "bad.x12"}, {"lines", "none.x12"}, {"lines/long", ""}};
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].folder = names[i].first;
      all[i].name = names[i].second;
      all[i].input = "input" + std::to_string(i);
    }
    return all;
  }();
  std::vector<Outcome> all(4);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].of = &cases[i];
  all[1].missing = {"R-1 HI(23) 2-2"};
  all[1].extra = {"R-2 CLM(20)", "R-3 <&\"\x01\xff(20)"};
  all[2].failure = Failure{Failure::Kind::world, "cases.csv:4: Cannot read none.x12."};
  return all;
}

TEST(Table, HasALineACaseAndTheTotals) {
  EXPECT_EQ(to_table({outcomes()[0], outcomes()[3]}),
            "claims/good.x12 for R-1  as expected\n"
            "lines/long               as expected\n"
            "2 cases: 2 as expected, 0 missed, 0 not run.\n");
  EXPECT_EQ(to_table({outcomes()[1], outcomes()[2]}),
            "claims/bad.x12  MISSED\n"
            "    missing  R-1 HI(23) 2-2\n"
            "    extra    R-2 CLM(20)\n"
            "    extra    R-3 <&\"\x01\xff(20)\n"
            "lines/none.x12  not run\n"
            "    cases.csv:4: Cannot read none.x12.\n"
            "2 cases: 0 as expected, 1 missed, 1 not run.\n");
}

TEST(Table, LeavesOutWhatCameAsExpected) {
  const std::string table = to_table(outcomes(), false);
  EXPECT_THAT(table, Not(HasSubstr("good.x12")));
  EXPECT_THAT(table, HasSubstr("claims/bad.x12"));
  EXPECT_THAT(table, HasSubstr("4 cases: 2 as expected, 1 missed, 1 not run.\n"));
}

TEST(Junit, IsXmlWithASuiteAFolder) {
  pugi::xml_document document;
  const auto parsed = document.load_string(to_junit(outcomes()).c_str());
  ASSERT_TRUE(parsed) << parsed.description();
  const auto root = document.child("testsuites");
  EXPECT_EQ(root.attribute("tests").as_int(), 4);
  EXPECT_EQ(root.attribute("failures").as_int(), 1);
  EXPECT_EQ(root.attribute("errors").as_int(), 1);
  std::vector<std::string> suites;
  for (const auto& suite : root.children("testsuite"))
    suites.push_back(std::string(suite.attribute("name").value()) + " " + suite.attribute("tests").value() + " " +
                     suite.attribute("failures").value() + " " + suite.attribute("errors").value());
  EXPECT_THAT(suites, ElementsAre("claims 2 1 0", "lines 1 0 1", "lines/long 1 0 0"));

  const auto good = root.child("testsuite").child("testcase");
  EXPECT_STREQ(good.attribute("classname").value(), "claims");
  EXPECT_STREQ(good.attribute("name").value(), "good.x12 for R-1");
  EXPECT_FALSE(good.first_child());
  const auto bad = good.next_sibling("testcase");
  EXPECT_STREQ(bad.child("failure").attribute("message").value(), "1 missing, 2 extra");
  EXPECT_STREQ(bad.child("failure").text().get(),
               "    missing  R-1 HI(23) 2-2\n    extra    R-2 CLM(20)\n    extra    R-3 <&\"?"
               "?(20)\n");
  const auto none = root.find_child_by_attribute("testsuite", "name", "lines").child("testcase");
  EXPECT_STREQ(none.child("error").attribute("message").value(), "cases.csv:4: Cannot read none.x12.");
}

}  // namespace
}  // namespace calx::conform
