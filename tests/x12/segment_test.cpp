#include "x12/segment.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace calx::x12 {
namespace {

using testing::ElementsAre;

std::vector<std::string> parts(std::string_view text, char separator) {
  std::vector<std::string> all;
  for_each_part(text, separator, [&](std::string_view part) { all.emplace_back(part); });
  return all;
}

TEST(Segment, VisitsEveryPart) {
  EXPECT_THAT(parts("HC:G9012:U2", ':'), ElementsAre("HC", "G9012", "U2"));
  EXPECT_THAT(parts("A", ':'), ElementsAre("A"));
  EXPECT_THAT(parts("", ':'), ElementsAre(""));
  EXPECT_THAT(parts(":A:", ':'), ElementsAre("", "A", ""));
  EXPECT_THAT(parts("A:B^C", '^'), ElementsAre("A:B", "C"));
}

TEST(Segment, FindsAComponentByNumber) {
  EXPECT_EQ(component("HC:G9012::U2", 1, ':'), "HC");
  EXPECT_EQ(component("HC:G9012::U2", 2, ':'), "G9012");
  EXPECT_EQ(component("HC:G9012::U2", 3, ':'), "");
  EXPECT_EQ(component("HC:G9012::U2", 4, ':'), "U2");
  EXPECT_EQ(component("HC:G9012::U2", 5, ':'), "");
  EXPECT_EQ(component("HC", 1, ':'), "HC");
  EXPECT_EQ(component("HC", 2, ':'), "");
  EXPECT_EQ(component("", 1, ':'), "");
  EXPECT_EQ(component("A:", 2, ':'), "");
}

}  // namespace
}  // namespace calx::x12
