#include "x12/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reading.hpp"

namespace calx::x12 {
namespace {

using testing::ElementsAre;
using namespace tests;

const std::string header(usual_header);

TEST(Reader, TellsBytesOffsetAndOrdinalOfEverySegment) {
  // ISA 0-105, ST 106-117, LX 118-122, SE 123-132, IEA 133-149.
  const auto all = read_mapped(header + "ST*837*0001~LX*1~SE*3*0001~IEA*1*000000001~");
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[0].text, header.substr(0, 105));
  EXPECT_EQ(all[0].offset, 0U);
  EXPECT_EQ(all[0].ordinal, 1U);
  EXPECT_EQ(all[1].text, "ST*837*0001");
  EXPECT_EQ(all[1].offset, 106U);
  EXPECT_EQ(all[1].ordinal, 2U);
  EXPECT_THAT(all[1].elements, ElementsAre("ST", "837", "0001"));
  EXPECT_EQ(all[2].offset, 118U);
  EXPECT_EQ(all[3].offset, 123U);
  EXPECT_EQ(all[4].text, "IEA*1*000000001");
  EXPECT_EQ(all[4].offset, 133U);
  EXPECT_EQ(all[4].ordinal, 5U);
}

TEST(Reader, TakesTheHeaderApart) {
  const auto all = read_mapped(header);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_THAT(all[0].elements,
              ElementsAre("ISA", "00", "          ", "00", "          ", "ZZ", "EXAMPLE SENDER ", "ZZ",
                          "EXAMPLE PAYER  ", "260501", "0000", "^", "00501", "000000001", "0", "T", ":"));
  EXPECT_EQ(all[0].delimiters, (Delimiters{'*', '^', ':', '~'}));
}

class AnyDelimiters : public testing::TestWithParam<Delimiters> {};

TEST_P(AnyDelimiters, AreTakenFromTheHeader) {
  const std::string text = with_delimiters(header + "SV1*HC:G9012:U2*120**1^2~HI~IEA*1*000000001~", GetParam());
  for (const auto& all : {read_mapped(text), read_portions(text, {1})}) {
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0].delimiters, GetParam());
    const std::string product = with_delimiters("HC:G9012:U2", GetParam());
    const std::string repeated = with_delimiters("1^2", GetParam());
    EXPECT_THAT(all[1].elements, ElementsAre("SV1", product, "120", "", repeated));
    EXPECT_EQ(all[1].flags, GetParam().repetition != '\0' ? "-c--r" : "-c---");
    EXPECT_EQ(all[1].offset, 106U);
    EXPECT_THAT(all[2].elements, ElementsAre("HI"));
    EXPECT_EQ(all[2].offset, 131U);
    EXPECT_THAT(all[3].elements, ElementsAre("IEA", "1", "000000001"));
  }
}

INSTANTIATE_TEST_SUITE_P(Reader, AnyDelimiters,
                         testing::Values(Delimiters{'*', '^', ':', '~'}, Delimiters{'|', '%', '>', '!'},
                                         Delimiters{'*', '^', ':', '\n'}, Delimiters{'*', '^', ':', '\r'},
                                         Delimiters{'\t', '^', '\\', '\''}, Delimiters{'*', '\0', ':', '~'},
                                         Delimiters{'*', '\0', '>', '\n'}, Delimiters{'\x1d', '\x1f', '\x1e', '\x1c'},
                                         Delimiters{'\xa6', '\xb7', '\xff', '\x85'}, Delimiters{'\n', '^', ':', '~'},
                                         Delimiters{'*', '^', '\n', '~'}, Delimiters{'*', '\r', ':', '\n'},
                                         Delimiters{'\r', '\n', ':', '~'}));

TEST(Reader, KeepsALineEndThatIsADelimiter) {
  // The element separator is LF: a segment that begins with it has an empty id.
  const std::string text = with_delimiters(header + "*A~\r*B~", {'\n', '^', ':', '~'});
  for (const auto& all : {read_mapped(text), read_portions(text, {1})}) {
    ASSERT_EQ(all.size(), 3U);
    EXPECT_THAT(all[1].elements, ElementsAre("", "A"));
    EXPECT_EQ(all[1].offset, 106U);
    EXPECT_THAT(all[2].elements, ElementsAre("", "B"));
    EXPECT_EQ(all[2].offset, 110U);  // the CR before it is passed over
  }
}

TEST(Reader, PassesOverLineEndsBehindTerminators) {
  const std::string text = header + "\r\nST*837*0001~\nLX*1~\r\r\n\n\nSE*3*0001~\rIEA*1*000000001~\r\n";
  const auto all = read_mapped(text);
  EXPECT_THAT(texts(all), ElementsAre(header.substr(0, 105), "ST*837*0001", "LX*1", "SE*3*0001", "IEA*1*000000001"));
  EXPECT_EQ(all[1].offset, 108U);
  EXPECT_EQ(all[2].offset, 121U);
  EXPECT_EQ(all[3].offset, 131U);
}

TEST(Reader, PassesOverLfBehindCrAsTerminator) {
  const std::string text = with_delimiters(header, {'*', '^', ':', '\r'}) + "\nST*837*0001\r\nIEA*1*000000001\r\n";
  const auto all = read_mapped(text);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].delimiters.segment, '\r');
  EXPECT_EQ(all[1].text, "ST*837*0001");
  EXPECT_EQ(all[1].offset, 107U);
}

TEST(Reader, KeepsLineEndsAndBlanksInsideSegments) {
  EXPECT_THAT(texts(read_mapped(header + "NTE*ADD*two\r\nlines ~ LX*1~")),
              ElementsAre(header.substr(0, 105), "NTE*ADD*two\r\nlines ", " LX*1"));
}

TEST(Reader, ReadsSeveralInterchangesWithTheirOwnDelimiters) {
  const std::string first = header + "TA1*000000050*260501*0000*A*000~IEA*0*000000001~";  // 154 bytes
  const std::string second = with_delimiters(header + "ST*837*0001~IEA*1*000000001~", Delimiters{'|', '%', '>', '!'});
  const auto all = read_mapped(first + "\r\n \t" + second);
  ASSERT_EQ(all.size(), 6U);
  EXPECT_THAT(all[1].elements, ElementsAre("TA1", "000000050", "260501", "0000", "A", "000"));
  EXPECT_EQ(all[2].ordinal, 3U);
  EXPECT_EQ(all[2].delimiters.element, '*');
  EXPECT_EQ(all[3].offset, 158U);
  EXPECT_EQ(all[3].ordinal, 1U);
  EXPECT_EQ(all[3].delimiters, (Delimiters{'|', '%', '>', '!'}));
  EXPECT_EQ(all[4].text, "ST|837|0001");
  EXPECT_EQ(all[4].offset, 264U);
  EXPECT_EQ(all[4].ordinal, 2U);
  EXPECT_THAT(all[5].elements, ElementsAre("IEA", "1", "000000001"));
}

TEST(Reader, ReadsAnInterchangeBehindOneWithoutIea) {
  const auto all = read_mapped(header + "ST*837*0001~" + header + "IEA*0*000000001~");
  EXPECT_THAT(texts(all), ElementsAre(header.substr(0, 105), "ST*837*0001", header.substr(0, 105), "IEA*0*000000001"));
  EXPECT_EQ(all[2].offset, 118U);
  EXPECT_EQ(all[2].ordinal, 1U);
  EXPECT_EQ(all[3].ordinal, 2U);
}

TEST(Reader, LeavesAMissingIeaToOthers) {
  EXPECT_THAT(texts(read_mapped(header + "ST*837*0001~SE*2*0001~\r\n")),
              ElementsAre(header.substr(0, 105), "ST*837*0001", "SE*2*0001"));
}

TEST(Reader, KnowsNoRepetitionsBeforeVersion00402) {
  const std::string text = with_delimiters(header, {'*', '\0', ':', '~'}) + "DMG*D8*19700101*F**RET:1^RET:2~";
  const auto all = read_mapped(text);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].elements[11], "U");
  EXPECT_EQ(all[0].elements[12], "00401");
  EXPECT_EQ(all[1].delimiters.repetition, '\0');
  EXPECT_EQ(all[1].elements[5], "RET:1^RET:2");
  EXPECT_EQ(all[1].flags, "-----c");
}

TEST(Reader, TellsWhatStandsInAnElement) {
  const auto all = read_mapped(header + "HI*ABK:Z590*A^B*ABF:Z591^ABF:Z5941*:*^**X~");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].flags, "-crbcr--");
  EXPECT_EQ(all[0].flags, "-----------------");
}

TEST(Reader, DeliversEmptySegments) {
  const auto all = read_mapped(header + "~~LX*1~");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[1].text, "");
  EXPECT_EQ(all[1].offset, 106U);
  EXPECT_EQ(all[1].ordinal, 2U);
  EXPECT_THAT(all[1].elements, ElementsAre(""));
  EXPECT_EQ(all[2].offset, 107U);
  EXPECT_EQ(all[3].text, "LX*1");
  EXPECT_EQ(all[3].ordinal, 4U);
}

TEST(Reader, CountsElementsAsTheyAreWritten) {
  const auto all = read_mapped(header + "HI~HI*~HI**A**~**~");
  ASSERT_EQ(all.size(), 5U);
  EXPECT_THAT(all[1].elements, ElementsAre("HI"));
  EXPECT_THAT(all[2].elements, ElementsAre("HI", ""));
  EXPECT_THAT(all[3].elements, ElementsAre("HI", "", "A", "", ""));
  EXPECT_THAT(all[4].elements, ElementsAre("", "", ""));
}

TEST(Reader, IsEmptyBeyondTheLastElement) {
  const std::string text = header + "LX*1~";
  Reader reader{std::string_view(text)};
  ASSERT_EQ(reader.next(), Reader::Event::segment);
  ASSERT_EQ(reader.next(), Reader::Event::segment);
  EXPECT_EQ(reader.segment().last_element(), 1);
  EXPECT_EQ(reader.segment().element(1), "1");
  EXPECT_EQ(reader.segment().element(2), "");
  EXPECT_EQ(reader.segment().element(99), "");
}

TEST(Reader, ReadsSegmentsOfManyElements) {
  std::string text = header + "ZZZ";
  for (int i = 1; i <= 200; ++i) text += "*v" + std::to_string(i);
  text += "~LX*1~";
  const auto all = read_mapped(text);
  ASSERT_EQ(all.size(), 3U);
  ASSERT_EQ(all[1].elements.size(), 201U);
  EXPECT_EQ(all[1].elements[63], "v63");  // on both sides of the room for elements at the start
  EXPECT_EQ(all[1].elements[64], "v64");
  EXPECT_EQ(all[1].elements[128], "v128");
  EXPECT_EQ(all[1].elements[200], "v200");
  EXPECT_THAT(all[2].elements, ElementsAre("LX", "1"));
}

// Beyond one block of the index: every segment stands where counting says.
/// What it does not know is empty: the first segment, empty ones, and those of the envelope.
TEST(Reader, KnowsTheTextOfTheUpcomingSegment) {
  const std::string text = header + "ST*837*0001~LX*1~\nLX*2~~SE*3*0001~IEA*1*000000001~";
  Reader reader{std::string_view(text)};
  EXPECT_EQ(reader.upcoming(), "");
  std::vector<std::string> read, upcoming;
  while (reader.next() == Reader::Event::segment) {
    read.emplace_back(reader.segment().raw());
    upcoming.emplace_back(reader.upcoming());
  }
  EXPECT_THAT(read,
              ElementsAre(header.substr(0, 105), "ST*837*0001", "LX*1", "LX*2", "", "SE*3*0001", "IEA*1*000000001"));
  // Behind ISA nothing is indexed yet.
  EXPECT_THAT(upcoming, ElementsAre("", "LX*1", "LX*2", "", "SE*3*0001", "", ""));
}

TEST(Reader, KnowsTheUpcomingSegmentWhereALineEndIsADelimiter) {
  const std::string text = with_delimiters(header + "ST*837*0001~LX*1~LX*2~IEA*1*000000001~", {'*', '^', ':', '\n'});
  Reader reader{std::string_view(text)};
  std::vector<std::string> upcoming;
  while (reader.next() == Reader::Event::segment) upcoming.emplace_back(reader.upcoming());
  EXPECT_THAT(upcoming, ElementsAre("", "LX*1", "LX*2", "", ""));
}

/// In portions of any size, what is known of a segment is true.
TEST(Reader, IsNeverWrongAboutTheUpcomingSegment) {
  std::string text = header;
  for (int i = 0; i < 3000; ++i)
    text += "NM1*IL*1*" + std::string(static_cast<std::size_t>(i % 61), 'X') + (i % 3 == 0 ? "~\r\n" : "~");
  text += "IEA*1*000000001~";
  for (const std::size_t portion : {std::size_t{1}, std::size_t{100}, std::size_t{5000}}) {
    PortionSource source(text, {portion});
    Reader reader(source, 512);
    std::string upcoming;
    std::size_t known = 0;
    while (reader.next() == Reader::Event::segment) {
      if (!upcoming.empty()) {
        ASSERT_EQ(upcoming, reader.segment().raw());
      }
      upcoming = reader.upcoming();
      known += upcoming.empty() ? 0 : 1;
    }
    EXPECT_GT(known, portion == 5000 ? 2000U : 0U) << portion;
  }
}

TEST(Reader, ReadsLongInputs) {
  constexpr std::uint64_t count = 20000;
  std::string text = header;
  for (std::uint64_t i = 0; i < count; ++i) {
    std::string number = std::to_string(100000 + i);
    text += "HL*" + number + "*A:B*22~\n";  // 18 bytes
  }
  text += "IEA*1*000000001~";
  PortionSource source(text, {4096, 1, 70000});
  Reader mapped{std::string_view(text)}, piped(source, 5000);
  for (Reader* reader : {&mapped, &piped}) {
    ASSERT_EQ(reader->next(), Reader::Event::segment);
    for (std::uint64_t i = 0; i < count; ++i) {
      ASSERT_EQ(reader->next(), Reader::Event::segment);
      ASSERT_EQ(reader->offset(), 106 + 18 * i);
      ASSERT_EQ(reader->ordinal(), i + 2);
      ASSERT_EQ(reader->segment().id(), "HL");
      ASSERT_EQ(reader->segment().element(1), std::to_string(100000 + i));
      ASSERT_EQ(reader->segment().element(2), "A:B");
      ASSERT_EQ(reader->segment().element(3), "22");
      ASSERT_TRUE(reader->segment().has_parts(2));
      ASSERT_GE(reader->consumed(), reader->offset() + 17);
    }
    ASSERT_EQ(reader->next(), Reader::Event::segment);
    EXPECT_EQ(reader->segment().raw(), "IEA*1*000000001");
    EXPECT_EQ(reader->next(), Reader::Event::end);
    EXPECT_EQ(reader->consumed(), text.size());
    EXPECT_EQ(reader->next(), Reader::Event::end);
  }
}

}  // namespace
}  // namespace calx::x12
