#include "grammar/path.hpp"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

namespace calx::grammar {
namespace {

using Parts = std::tuple<std::string, std::string, std::string, int, int>;

Parts parts(std::string_view text) {
  const auto path = parse_path(text);
  EXPECT_TRUE(path.has_value()) << text;
  if (!path) return {};
  return {path->loop, path->segment, path->qualifier, path->element, path->component};
}

TEST(Path, OfALoop) {
  EXPECT_EQ(parts("2300"), Parts("2300", "", "", 0, 0));
  EXPECT_EQ(parts("2010BA"), Parts("2010BA", "", "", 0, 0));
  EXPECT_EQ(parts("ST_LOOP"), Parts("ST_LOOP", "", "", 0, 0));
}

TEST(Path, OfASegment) {
  EXPECT_EQ(parts("2300/CLM"), Parts("2300", "CLM", "", 0, 0));
  EXPECT_EQ(parts("2300/REF[F8]"), Parts("2300", "REF", "F8", 0, 0));
  EXPECT_EQ(parts("2010BA/N3"), Parts("2010BA", "N3", "", 0, 0));
  EXPECT_EQ(parts("ISA_LOOP/TA1"), Parts("ISA_LOOP", "TA1", "", 0, 0));
}

TEST(Path, OfAnElement) {
  EXPECT_EQ(parts("2010BA/NM109"), Parts("2010BA", "NM1", "", 9, 0));
  EXPECT_EQ(parts("2010AA/N403"), Parts("2010AA", "N4", "", 3, 0));
  EXPECT_EQ(parts("ISA_LOOP/ISA16"), Parts("ISA_LOOP", "ISA", "", 16, 0));
  EXPECT_EQ(parts("ISA_LOOP/TA105"), Parts("ISA_LOOP", "TA1", "", 5, 0));
  EXPECT_EQ(parts("2010BB/REF[G2]/REF02"), Parts("2010BB", "REF", "G2", 2, 0));
}

TEST(Path, OfAComponent) {
  EXPECT_EQ(parts("2300/CLM05-03"), Parts("2300", "CLM", "", 5, 3));
  EXPECT_EQ(parts("2300/HI[BP]/HI01-02"), Parts("2300", "HI", "BP", 1, 2));
}

TEST(Path, WhatIsNone) {
  for (const char* text : {"",
                           "/",
                           "2300/",
                           "/CLM",
                           "2300/CLM/",
                           "2300/CLM00",
                           "2300/CLMX05",
                           "2300/C",
                           "2300/CLM05-",
                           "2300/CLM05-3",
                           "2300/CLM05-003",
                           "2300/CLM-03",
                           "2300-03",
                           "2300[F8]",
                           "2300/REF[]",
                           "2300/REF[F8",
                           "2300/REF[F8]/NM102",
                           "2300/REF02/REF02",
                           "2300/REF[F8]/REF",
                           "2300/clm05",
                           "2300 /CLM05",
                           "2300/CLM05 ",
                           "2300/CLM05-03-01"})
    EXPECT_FALSE(parse_path(text).has_value()) << text;
}

}  // namespace
}  // namespace calx::grammar
