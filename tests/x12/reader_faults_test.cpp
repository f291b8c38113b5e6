#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reading.hpp"
#include "x12/reader.hpp"

namespace calx::x12 {
namespace {

using testing::ElementsAre;
using namespace tests;

const std::string header(usual_header);
const std::string header_said = header.substr(0, 105);
const std::string interchange = header + "IEA*0*000000001~";  // 122 bytes

/// Both kinds of input must say the same.
std::vector<Said> read(std::string_view bytes) {
  const auto all = read_mapped(bytes);
  EXPECT_EQ(read_portions(bytes, {1}), all);
  EXPECT_EQ(read_portions(bytes, {97}), all);
  expect_true_to(bytes, all);
  return all;
}

Said fault(Fault kind, std::uint64_t offset, std::uint64_t size) {
  return {.text = fault_text(kind), .offset = offset, .size = size};
}

TEST(ReaderFaults, EmptyInput) {
  EXPECT_THAT(read(""), ElementsAre(fault(Fault::nothing, 0, 0)));
}

TEST(ReaderFaults, BlankInput) {
  EXPECT_THAT(read(" \r\n\t \n\x1a"), ElementsAre(fault(Fault::nothing, 0, 0)));
  EXPECT_THAT(read(std::string(5000, '\0')), ElementsAre(fault(Fault::nothing, 0, 0)));
}

TEST(ReaderFaults, InputThatIsNotX12) {
  EXPECT_THAT(read("%PDF-1.4 no interchange"), ElementsAre(fault(Fault::no_interchange, 0, 23)));
  EXPECT_THAT(read("x"), ElementsAre(fault(Fault::no_interchange, 0, 1)));
  EXPECT_THAT(read("\r\n\r\ntext\r\n"), ElementsAre(fault(Fault::no_interchange, 4, 6)));
  EXPECT_THAT(read("GS*HC*A*B~ST*837*0001~"), ElementsAre(fault(Fault::no_interchange, 0, 22)));
  EXPECT_THAT(read("DISABILITY, VISA, ISA"), ElementsAre(fault(Fault::no_interchange, 0, 21)));
  EXPECT_THAT(read(std::string(10000, 'I')), ElementsAre(fault(Fault::no_interchange, 0, 10000)));
}

TEST(ReaderFaults, ForeignBytesBeforeAnInterchange) {
  const auto all = read("\xEF\xBB\xBF" + interchange);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0], fault(Fault::foreign_bytes, 0, 3));
  EXPECT_EQ(all[1].text, header_said);
  EXPECT_EQ(all[1].offset, 3U);
  EXPECT_EQ(all[1].ordinal, 1U);

  const std::string mail = "From: a clinic\nSubject: ISA*00*, ISAISA and ISA\n\n";  // 49 bytes
  const auto behind_mail = read(mail + interchange);
  ASSERT_EQ(behind_mail.size(), 3U);
  EXPECT_EQ(behind_mail[0], fault(Fault::foreign_bytes, 0, 49));
  EXPECT_EQ(behind_mail[1].offset, 49U);
}

TEST(ReaderFaults, ForeignBytesBetweenInterchanges) {
  const auto all = read(interchange + "\n--- next ---\n" + interchange);
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[1].text, "IEA*0*000000001");
  EXPECT_EQ(all[2], fault(Fault::foreign_bytes, 123, 13));
  EXPECT_EQ(all[3].text, header_said);
  EXPECT_EQ(all[3].offset, 136U);
  EXPECT_EQ(all[3].ordinal, 1U);
}

TEST(ReaderFaults, ForeignBytesBehindAnInterchange) {
  const auto all = read(interchange + "ST*837*0001~");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[2], fault(Fault::foreign_bytes, 122, 12));
  EXPECT_THAT(read(interchange + "\r\n\x1a").size(), 2U);
}

TEST(ReaderFaults, HeaderWithFifteenElements) {
  std::string short_header = header;
  short_header.erase(short_header.find("*T*"), 2);                                       // no ISA15: 104 bytes
  const std::string rest = "GS*HC*A*B*20260501*0000*1*X*005010X222A1~IEA*1*000000001~";  // 57 bytes
  EXPECT_THAT(read(short_header + rest), ElementsAre(fault(Fault::bad_header, 0, 161)));
  EXPECT_THAT(read(short_header), ElementsAre(fault(Fault::bad_header, 0, 104)));

  const auto all = read(short_header + rest + interchange);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0], fault(Fault::bad_header, 0, 161));
  EXPECT_EQ(all[1].text, header_said);
  EXPECT_EQ(all[1].offset, 161U);
}

TEST(ReaderFaults, HeaderWithEqualDelimiters) {
  for (const Delimiters& equal : {Delimiters{'*', '^', '*', '~'}, Delimiters{'*', '^', ':', ':'},
                                  Delimiters{'*', '^', '^', '~'}, Delimiters{'*', '~', ':', '~'}})
    EXPECT_THAT(read(with_delimiters(header, equal) + "IEA~"), ElementsAre(fault(Fault::bad_header, 0, 110)));
}

TEST(ReaderFaults, HeaderThatIsCut) {
  for (std::size_t size = 4; size < 106; ++size)
    EXPECT_THAT(read(header.substr(0, size)), ElementsAre(fault(Fault::bad_header, 0, size)));
  EXPECT_THAT(read("ISA"), ElementsAre(fault(Fault::no_interchange, 0, 3)));
}

TEST(ReaderFaults, BadHeaderInsideAnInterchange) {
  const auto all = read(header + "ST*837*0001~ISA*00*lost~SE*2*0001~" + interchange);
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[1].text, "ST*837*0001");
  EXPECT_EQ(all[2], fault(Fault::bad_header, 118, 22));
  EXPECT_EQ(all[3].offset, 140U);
  EXPECT_EQ(all[3].ordinal, 1U);
}

TEST(ReaderFaults, SegmentThatBeginsLikeAHeaderIsNone) {
  EXPECT_THAT(texts(read(header + "ISAAC*1~ISA1~")), ElementsAre(header_said, "ISAAC*1", "ISA1"));
}

TEST(ReaderFaults, InputThatEndsInASegment) {
  const auto all = read(header + "ST*837*0001~SV1*HC:G9012:U2*12");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[2], fault(Fault::unended_segment, 118, 18));
  EXPECT_EQ(all[3].text, "SV1*HC:G9012:U2*12");
  EXPECT_EQ(all[3].offset, 118U);
  EXPECT_EQ(all[3].ordinal, 3U);
  EXPECT_THAT(all[3].elements, ElementsAre("SV1", "HC:G9012:U2", "12"));
  EXPECT_EQ(all[3].flags, "-c-");
}

TEST(ReaderFaults, LastTerminatorMissing) {
  const auto all = read(header + "IEA*0*000000001\r\n");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1], fault(Fault::unended_segment, 106, 15));
  EXPECT_THAT(all[2].elements, ElementsAre("IEA", "0", "000000001"));
}

// Far enough from the beginning that the source's end is met only there.
TEST(ReaderFaults, LastTerminatorOfALongerInputMissing) {
  std::string text = header;
  for (int i = 0; i < 200; ++i) text += "LX*1~";
  const auto all = read(text + "IEA*0*000000001\r\n");
  ASSERT_EQ(all.size(), 203U);
  EXPECT_EQ(all[201], fault(Fault::unended_segment, 1106, 15));
  EXPECT_THAT(all[202].elements, ElementsAre("IEA", "0", "000000001"));
}

TEST(ReaderFaults, InputThatEndsBehindASeparator) {
  const auto all = read(header + "LX*");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1], fault(Fault::unended_segment, 106, 3));
  EXPECT_THAT(all[2].elements, ElementsAre("LX", ""));
}

// Terminators are found within max_segment_bytes or not at all, wherever the reader's blocks and windows end.
TEST(ReaderFaults, OverLongSegment) {
  constexpr std::size_t most = Reader::max_segment_bytes;
  for (const std::size_t before : {std::size_t{0}, std::size_t{1}, std::size_t{777}, std::size_t{32768}}) {
    const std::string start = header + std::string(before, '~');
    const std::string behind = "LX*1~IEA*1*000000001~";
    const std::string fits = start + "NTE*" + std::string(most - 4, 'x') + "~" + behind;
    const std::string too_long = start + "NTE*" + std::string(most - 3, 'x') + "~" + behind;
    for (const bool piped : {false, true}) {
      const auto good = piped ? read_portions(fits, {65536}) : read_mapped(fits);
      ASSERT_EQ(good.size(), before + 4);
      EXPECT_EQ(good[before + 1].size, most);
      EXPECT_EQ(good[before + 1].elements.size(), 2U);

      const auto bad = piped ? read_portions(too_long, {65536}) : read_mapped(too_long);
      ASSERT_EQ(bad.size(), before + 4);
      EXPECT_EQ(bad[before + 1], fault(Fault::long_segment, 106 + before, most + 2));
      EXPECT_EQ(bad[before + 2].text, "LX*1");
      EXPECT_EQ(bad[before + 2].offset, 106 + before + most + 2);
      EXPECT_EQ(bad[before + 2].ordinal, before + 3);  // the segment passed over counts
      EXPECT_EQ(bad[before + 3].text, "IEA*1*000000001");
    }
  }
}

TEST(ReaderFaults, OverLongSegmentWithoutEnd) {
  const std::string text = header + std::string(3 * Reader::max_segment_bytes, '*');
  const Said expected = fault(Fault::long_segment, 106, 3 * Reader::max_segment_bytes);
  for (const auto& all : {read_mapped(text), read_portions(text, {100000})}) {
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1], expected);
  }
}

TEST(ReaderFaults, LongestSegmentWithoutEnd) {
  const std::string text = header + std::string(Reader::max_segment_bytes, 'x');
  for (const auto& all : {read_mapped(text), read_portions(text, {100000})}) {
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[1], fault(Fault::unended_segment, 106, Reader::max_segment_bytes));
    EXPECT_EQ(all[2].size, Reader::max_segment_bytes);
  }
}

std::vector<Said> read_failing(std::string_view bytes, std::size_t portion) {
  PortionSource source(bytes, {portion});
  source.fail_at_end();
  Reader reader(source);
  auto all = read_all(reader, bytes.size() + 8);
  EXPECT_EQ(reader.failure().kind, Failure::Kind::world);
  EXPECT_EQ(reader.failure().message, "Cannot read the test's bytes: the pipe broke.");
  EXPECT_EQ(reader.next(), Reader::Event::end);
  return all;
}

TEST(ReaderFaults, SourceThatFails) {
  for (const std::size_t portion : {std::size_t{1}, std::size_t{50}, std::size_t{100000}}) {
    EXPECT_THAT(read_failing("", portion), ElementsAre(fault(Fault::unreadable, 0, 0)));
    EXPECT_THAT(read_failing("  \n", portion), ElementsAre(fault(Fault::unreadable, 3, 0)));
    EXPECT_THAT(read_failing(header.substr(0, 50), portion),
                ElementsAre(fault(Fault::bad_header, 0, 50), fault(Fault::unreadable, 50, 0)));

    const auto in_segment = read_failing(header + "ST*837*0001~LX*1", portion);
    ASSERT_EQ(in_segment.size(), 5U);
    EXPECT_EQ(in_segment[1].text, "ST*837*0001");
    EXPECT_EQ(in_segment[2], fault(Fault::unended_segment, 118, 4));
    EXPECT_EQ(in_segment[3].text, "LX*1");
    EXPECT_EQ(in_segment[4], fault(Fault::unreadable, 122, 0));

    const auto between = read_failing(header + "ST*837*0001~", portion);
    ASSERT_EQ(between.size(), 3U);
    EXPECT_EQ(between[2], fault(Fault::unreadable, 118, 0));

    const auto behind = read_failing(interchange, portion);
    ASSERT_EQ(behind.size(), 3U);
    EXPECT_EQ(behind[2], fault(Fault::unreadable, 122, 0));
  }
}

TEST(ReaderFaults, EndStaysTheEnd) {
  Reader reader{std::string_view()};
  EXPECT_EQ(reader.next(), Reader::Event::fault);
  EXPECT_EQ(reader.fault(), Fault::nothing);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(reader.next(), Reader::Event::end);
}

}  // namespace
}  // namespace calx::x12
