// The same bytes, mapped and in portions cut anywhere, must be read the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "reading.hpp"
#include "x12/reader.hpp"

namespace calx::x12 {
namespace {

using namespace tests;

/// Two interchanges with different delimiters, a TA1, line ends, an empty segment, foreign bytes, a cut end.
std::string small_file() {
  const std::string first = std::string(usual_header) +
                            "\r\nTA1*000000050*260501*0000*A*000~\r\nST*837*0001~SV1*HC:G9012:U2*120^3~~LX~SE*4*0001~"
                            "IEA*0*000000001~\n";
  return "mail\n" + first + " \r\n--\n" +
         with_delimiters(std::string(usual_header) + "ST*837*0002~HI*ABK:Z590^X**~IEA*1*000000001~",
                         {'|', '%', '>', '\n'}) +
         with_delimiters(std::string(usual_header) + "ST*837*0003~SE*2", {'*', '\0', ':', '\r'});
}

TEST(ReaderSplits, SmallFileIsReadAsExpected) {
  // What the other tests compare with; said once by hand.
  const auto all = read_mapped(small_file());
  EXPECT_THAT(texts(all), testing::ElementsAre(
                              "FAULT 3", std::string(usual_header.substr(0, 105)), "TA1*000000050*260501*0000*A*000",
                              "ST*837*0001", "SV1*HC:G9012:U2*120^3", "", "LX", "SE*4*0001", "IEA*0*000000001",
                              "FAULT 3", testing::StartsWith("ISA|00|"), "ST|837|0002", "HI|ABK>Z590%X||",
                              "IEA|1|000000001", testing::StartsWith("ISA*00*"), "ST*837*0003", "FAULT 5", "SE*2"));
  expect_true_to(small_file(), all);
}

TEST(ReaderSplits, EveryPositionAndEverySmallPortion) {
  const std::string text = small_file();
  const auto expected = read_mapped(text);
  for (std::size_t at = 1; at < text.size(); ++at) {
    SCOPED_TRACE("cut at " + std::to_string(at));
    ASSERT_EQ(read_portions(text, {at, text.size()}), expected);
    ASSERT_EQ(read_portions(text, {at, 1}), expected);
  }
  for (std::size_t portion = 1; portion <= 300; ++portion) {
    SCOPED_TRACE("portions of " + std::to_string(portion));
    ASSERT_EQ(read_portions(text, {portion}), expected);
  }
}

// Longer than the smallest window, so that it moves.
TEST(ReaderSplits, WindowThatMoves) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += small_file() + "\n";
  const auto expected = read_mapped(text);
  expect_true_to(text, expected);
  for (std::size_t portion = 1; portion <= 1300; portion += 7) {
    SCOPED_TRACE("portions of " + std::to_string(portion));
    ASSERT_EQ(read_portions(text, {portion, portion / 2 + 1}), expected);
  }
}

TEST(ReaderSplits, EveryBeginningOfAFile) {
  const std::string text = small_file();
  for (std::size_t size = 0; size <= text.size(); ++size) {
    SCOPED_TRACE("first " + std::to_string(size) + " bytes");
    const std::string_view beginning = std::string_view(text).substr(0, size);
    const auto expected = read_mapped(beginning);
    expect_true_to(beginning, expected);
    ASSERT_EQ(read_portions(beginning, {1}), expected);
    ASSERT_EQ(read_portions(beginning, {64}), expected);
  }
}

/// One to four small damages.
std::string damaged(std::string text, std::mt19937& random) {
  static constexpr std::string_view bytes("*^:~|%>\n\r ISAGE0~\0U\xff\x1a", 21);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  for (std::size_t count = 1 + below(4); count > 0 && !text.empty(); --count) {
    const std::size_t at = below(text.size());
    switch (below(7)) {
      case 0:
        text[at] = bytes[below(bytes.size())];
        break;
      case 1:
        text[at] = static_cast<char>(random());
        break;
      case 2:
        text.insert(at, 1, bytes[below(bytes.size())]);
        break;
      case 3:
        text.erase(at, 1 + below(20));
        break;
      case 4:
        text.insert(below(text.size()), text.substr(at, 1 + below(150)));
        break;
      case 5:
        text.resize(at);
        break;
      default: {  // a delimiter becomes another one everywhere
        const char from = bytes[below(8)], to = bytes[below(bytes.size())];
        std::replace(text.begin(), text.end(), from, to);
      }
    }
  }
  return text;
}

TEST(ReaderSplits, DamagedFiles) {
  std::mt19937 random(20260501);
  const std::string good =
      std::string(usual_header) + "\r\nST*837*0001~SV1*HC:G9012:U2*120^3~~IEA*0*000000001~\n--\n" +
      with_delimiters(std::string(usual_header) + "HI*ABK:Z590^X**~IEA*1*000000001~", {'|', '%', '>', '\n'}) + "mail";
  for (int i = 0; i < 20000; ++i) {
    const std::string text = damaged(good, random);
    const auto expected = read_mapped(text);
    expect_true_to(text, expected);
    const std::size_t first = 1 + random() % 200, second = 1 + random() % 50;
    ASSERT_EQ(read_portions(text, {first, second}), expected) << "damage " << i;
    ASSERT_FALSE(HasFailure()) << "damage " << i;
  }
}

}  // namespace
}  // namespace calx::x12
