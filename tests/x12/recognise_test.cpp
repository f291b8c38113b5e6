#include "x12/recognise.hpp"

#include <gtest/gtest.h>

#include "reading.hpp"

namespace calx::x12 {
namespace {

using namespace tests;
using namespace std::string_view_literals;

TEST(Recognise, KnowsInterchanges) {
  EXPECT_TRUE(looks_like_x12(usual_header));
  EXPECT_TRUE(looks_like_x12("\r\n  " + std::string(usual_header)));
  EXPECT_TRUE(looks_like_x12("\xEF\xBB\xBF" + std::string(usual_header)));
  EXPECT_TRUE(looks_like_x12("From: a clinic, about ISA numbers\n" + std::string(usual_header)));
  EXPECT_TRUE(looks_like_x12(with_delimiters(usual_header, {'\x1d', '\x1f', '\x1e', '\x1c'})));
  EXPECT_TRUE(looks_like_x12(with_delimiters(usual_header, {',', '^', ':', '\n'})));
}

TEST(Recognise, KnowsBrokenEnvelopes) {
  EXPECT_TRUE(looks_like_x12("ISA*00*"));
  EXPECT_TRUE(looks_like_x12("GS*HC*A*B~"));
  EXPECT_TRUE(looks_like_x12("ST|837|0001"));
  EXPECT_TRUE(looks_like_x12("\n ST*837*0001~"));
  EXPECT_TRUE(looks_like_x12("\0\0GS*HC*A*B~"sv));
}

TEST(Recognise, KnowsWhatIsNone) {
  EXPECT_FALSE(looks_like_x12(""));
  EXPECT_FALSE(looks_like_x12(" \r\n\t"));
  EXPECT_FALSE(looks_like_x12("\0\0\0"sv));
  EXPECT_FALSE(looks_like_x12("ISA"));
  EXPECT_FALSE(looks_like_x12("ST,ZIP,NAME\n"));
  EXPECT_FALSE(looks_like_x12("STATE*CITY\n"));
  EXPECT_FALSE(looks_like_x12("Member Last Name,Member First Name\nVISA,DISABILITY\n"));
  EXPECT_FALSE(looks_like_x12("%PDF-1.4\n"));
  EXPECT_FALSE(looks_like_x12("{\"ISA\": 1}"));
}

TEST(Recognise, LooksAtTheBeginningOnly) {
  EXPECT_TRUE(looks_like_x12(std::string(4000, '-') + std::string(usual_header)));  // the header crosses the limit
  EXPECT_FALSE(looks_like_x12(std::string(5000, '-') + std::string(usual_header)));
}

}  // namespace
}  // namespace calx::x12
