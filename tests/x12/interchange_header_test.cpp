#include "x12/interchange_header.hpp"

#include <gtest/gtest.h>

#include "reading.hpp"

namespace calx::x12 {
namespace {

using namespace tests;

std::string_view text_of(std::string_view text, const InterchangeHeader& header, std::size_t number) {
  return text.substr(header.elements[number].begin, header.elements[number].size);
}

TEST(InterchangeHeader, TakesTheDelimitersAndElements) {
  const std::string text = std::string(usual_header) + "\nGS*HC~";
  const auto header = parse_interchange_header(text);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->size, 105U);
  EXPECT_EQ(header->delimiters, (Delimiters{'*', '^', ':', '~'}));
  EXPECT_EQ(text_of(text, *header, 0), "ISA");
  EXPECT_EQ(text_of(text, *header, 1), "00");
  EXPECT_EQ(text_of(text, *header, 2), "          ");
  EXPECT_EQ(text_of(text, *header, 6), "EXAMPLE SENDER ");
  EXPECT_EQ(text_of(text, *header, 9), "260501");
  EXPECT_EQ(text_of(text, *header, 11), "^");
  EXPECT_EQ(text_of(text, *header, 13), "000000001");
  EXPECT_EQ(text_of(text, *header, 15), "T");
  EXPECT_EQ(text_of(text, *header, 16), ":");
}

TEST(InterchangeHeader, TakesAnyDelimitersThatAreNoLettersOrDigits) {
  for (const Delimiters& wanted :
       {Delimiters{'|', '%', '>', '!'}, Delimiters{'*', '^', ':', '\n'}, Delimiters{'*', '^', ':', '\r'},
        Delimiters{'\x1d', '\x1f', '\x1e', '\x1c'}, Delimiters{'\xa6', '\xb7', '\xff', '\x85'}}) {
    const auto header = parse_interchange_header(with_delimiters(usual_header, wanted));
    ASSERT_TRUE(header);
    EXPECT_EQ(header->delimiters, wanted);
    EXPECT_EQ(header->size, 105U);
  }
}

TEST(InterchangeHeader, ReadsFieldsOfOtherWidths) {
  const std::string_view text = "ISA*00**00**ZZ*A*ZZ*B*20260501*0*^*00501*1*0*T*:~";  // 49 bytes
  const auto header = parse_interchange_header(text);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->size, 48U);
  EXPECT_EQ(text_of(text, *header, 2), "");
  EXPECT_EQ(text_of(text, *header, 6), "A");
  EXPECT_EQ(text_of(text, *header, 9), "20260501");
  EXPECT_EQ(text_of(text, *header, 16), ":");
}

TEST(InterchangeHeader, ReadsFieldsUpTo35Characters) {
  std::string longest = "ISA";
  for (int i = 0; i < 15; ++i) longest += "*" + std::string(35, i == 10 ? 'U' : '0');
  longest += "*:~";
  ASSERT_LE(longest.size(), max_header_bytes);
  const auto header = parse_interchange_header(longest);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->size, 3U + 15 * 36 + 2);
  EXPECT_EQ(header->delimiters.repetition, '\0');
  longest.insert(10, 1, '0');
  EXPECT_FALSE(parse_interchange_header(longest));
}

TEST(InterchangeHeader, HasNoRepetitionWhereNoneIsNamed) {
  for (const std::string_view none : {"U", "4", " ", "", "ab", "^^"}) {
    std::string text(usual_header);
    text.replace(text.find('^'), 1, none);
    const auto header = parse_interchange_header(text);
    ASSERT_TRUE(header) << none;
    EXPECT_EQ(header->delimiters.repetition, '\0') << none;
  }
}

TEST(InterchangeHeader, RefusesDelimitersThatAreTheSame) {
  for (const Delimiters& equal :
       {Delimiters{'*', '*', ':', '~'}, Delimiters{'*', '^', '*', '~'}, Delimiters{'*', '^', ':', '*'},
        Delimiters{'*', ':', ':', '~'}, Delimiters{'*', '~', ':', '~'}, Delimiters{'*', '^', '~', '~'}})
    EXPECT_FALSE(parse_interchange_header(with_delimiters(usual_header, equal)));
}

TEST(InterchangeHeader, RefusesLettersAndDigitsAsDelimiters) {
  for (const char c : {'A', 'z', '0', '9'}) {
    EXPECT_FALSE(parse_interchange_header(with_delimiters(usual_header, {'*', '^', c, '~'}))) << c;
    EXPECT_FALSE(parse_interchange_header(with_delimiters(usual_header, {'*', '^', ':', c}))) << c;
    EXPECT_FALSE(parse_interchange_header(with_delimiters(usual_header, {c, '^', ':', '~'}))) << c;
  }
}

TEST(InterchangeHeader, RefusesWhatIsCutOrLacksAnElement) {
  for (std::size_t size = 0; size < usual_header.size(); ++size)
    EXPECT_FALSE(parse_interchange_header(usual_header.substr(0, size))) << size;
  std::string text(usual_header);
  text.erase(text.find("*T*"), 2);
  EXPECT_FALSE(parse_interchange_header(text + "GS*HC*A*B~"));
  EXPECT_FALSE(parse_interchange_header(" " + std::string(usual_header)));
  EXPECT_FALSE(parse_interchange_header("isa" + std::string(usual_header.substr(3))));
}

}  // namespace
}  // namespace calx::x12
