#include "x12/writer.hpp"

#include <gtest/gtest.h>

#include "reading.hpp"
#include "x12/interchange_header.hpp"

namespace calx::x12 {
namespace {

using namespace tests;

/// What `write` writes with a fresh writer.
template <class Write>
std::string written(Write write, Delimiters delimiters = {}, std::string_view line_end = {}) {
  std::string out;
  Writer writer(out, delimiters, line_end);
  write(writer);
  return out;
}

TEST(Writer, WritesElementsAndComposites) {
  EXPECT_EQ(written([](Writer& w) { w.begin("NM1").element("IL").element("1").element("INVENTADO").end(); }),
            "NM1*IL*1*INVENTADO~");
  EXPECT_EQ(written([](Writer& w) {
              w.begin("SV1").component("HC").component("G9012").component("U2").next().element("120").end();
            }),
            "SV1*HC:G9012:U2*120~");
  EXPECT_EQ(written([](Writer& w) { w.segment("ST", {"837", "0001", "005010X222A1"}); }), "ST*837*0001*005010X222A1~");
  EXPECT_EQ(written([](Writer& w) { w.begin("LX").skip(2).element("X").skip().element("Y").end(); }), "LX***X**Y~");
}

TEST(Writer, LeavesTrailingEmptyElementsOut) {
  EXPECT_EQ(written([](Writer& w) { w.segment("HL", {"1", "", "20", "", ""}); }), "HL*1**20~");
  EXPECT_EQ(written([](Writer& w) { w.segment("HL", {"", "", ""}); }), "HL~");
  EXPECT_EQ(written([](Writer& w) { w.begin("HL").element("1").skip(5).end(); }), "HL*1~");
  EXPECT_EQ(written([](Writer& w) { w.begin("HI").end(); }), "HI~");
  // What is left out of one segment does not come up in the next.
  EXPECT_EQ(written([](Writer& w) {
              w.begin("A1").skip(3).component("").component("").end();
              w.segment("B2", {"X"});
            }),
            "A1~B2*X~");
}

TEST(Writer, LeavesTrailingEmptyComponentsOut) {
  EXPECT_EQ(written([](Writer& w) {
              w.begin("SV1").component("HC").component("G9012").component("").component("").next().element("1").end();
            }),
            "SV1*HC:G9012*1~");
  EXPECT_EQ(written([](Writer& w) {
              w.begin("SV1").component("").component("").component("A").component("").next().element("1").end();
            }),
            "SV1*::A*1~");
  EXPECT_EQ(written([](Writer& w) { w.begin("SV1").component("").component("").next().element("1").end(); }),
            "SV1**1~");
  EXPECT_EQ(written([](Writer& w) { w.begin("HI").component("A").next().component("").next().component("B").end(); }),
            "HI*A**B~");
}

TEST(Writer, KeepsBlanksOfValues) {
  EXPECT_EQ(written([](Writer& w) { w.segment("NTE", {"ADD", " ", " A "}); }), "NTE*ADD* * A ~");
}

TEST(Writer, WritesADelimiterInAValueAsABlankAndCountsTheValue) {
  std::string out;
  Writer writer(out);
  writer.segment("NTE", {"ADD", "A*B^C:D~E"});
  EXPECT_EQ(out, "NTE*ADD*A B C D E~");
  EXPECT_EQ(writer.blanked(), 1U);
  writer.begin("SV1").component("H:C").component("G9012").next().element("~").end();
  EXPECT_EQ(out, "NTE*ADD*A B C D E~SV1*H C:G9012* ~");
  EXPECT_EQ(writer.blanked(), 3U);
  writer.segment("NTE", {"ADD", "|%>!"});
  EXPECT_EQ(writer.blanked(), 3U);
}

TEST(Writer, KnowsItsOwnDelimitersOnly) {
  const Delimiters bars{'|', '%', '>', '!'};
  EXPECT_EQ(
      written([](Writer& w) { w.begin("A1").component("x*^:~").component("a|b%c>d!e").next().element("1").end(); },
              bars),
      "A1|x*^:~>a b c d e|1!");
  // Without a repetition separator, nothing but the other three breaks a value.
  const std::string with_nul("a\0b^c", 5);
  EXPECT_EQ(written([&](Writer& w) { w.segment("A1", {with_nul}); }, {'*', '\0', ':', '~'}), "A1*" + with_nul + "~");
}

TEST(Writer, WritesSegmentsOfAnyLength) {
  const std::string value(5000, 'x');
  EXPECT_EQ(written([&](Writer& w) {
              w.begin("NTE").element("ADD").skip(300).element(value).component(value).component(value).next().end();
              w.segment("LX", {"1"});
            }),
            "NTE*ADD" + std::string(301, '*') + value + "*" + value + ":" + value + "~LX*1~");
}

TEST(Writer, EndsLinesAsTold) {
  const auto two = [](Writer& w) {
    w.segment("ST", {"837"});
    w.segment("SE", {"2"});
  };
  EXPECT_EQ(written(two), "ST*837~SE*2~");
  EXPECT_EQ(written(two, {}, "\n"), "ST*837~\nSE*2~\n");
  EXPECT_EQ(written(two, {}, "\r\n"), "ST*837~\r\nSE*2~\r\n");
}

TEST(Writer, CountsSegments) {
  std::string out;
  Writer writer(out);
  EXPECT_EQ(writer.segments(), 0U);
  writer.isa({});
  writer.segment("GS", {"HC"});
  writer.begin("ST").element("837").end();
  EXPECT_EQ(writer.segments(), 3U);
}

TEST(Writer, AppendsToWhatIsThere) {
  std::string out = "before";
  Writer writer(out);
  writer.segment("LX", {"1"});
  EXPECT_EQ(out, "beforeLX*1~");
}

TEST(Writer, PadsTheInterchangeHeader) {
  const std::string out = written([](Writer& w) {
    w.isa({.sender = "EXAMPLE SENDER",
           .receiver = "EXAMPLE PAYER",
           .date = "260501",
           .time = "0000",
           .control_number = 1});
  });
  EXPECT_EQ(out, usual_header);
  EXPECT_EQ(out.size(), 106U);
}

TEST(Writer, GivesEveryHeaderItsWidth) {
  const std::string out = written(
      [](Writer& w) {
        w.isa({.authorization_qualifier = "3",
               .authorization = "CCYYMM TOO LONG",
               .security = "pass",
               .sender_qualifier = "",
               .sender = "0123456789ABCDEFGH",
               .receiver = "A|B",
               .date = "2605",
               .time = "12",
               .version = "00401",
               .control_number = 4294967295U,
               .acknowledgment = "1",
               .usage = "P"});
      },
      {'|', '\0', '>', '\n'});
  EXPECT_EQ(
      out,
      "ISA|3 |CCYYMM TOO|00|pass      |  |0123456789ABCDE|ZZ|A B            |2605  |12  |U|00401|294967295|1|P|>\n");
  EXPECT_EQ(out.size(), 106U);
  const auto header = parse_interchange_header(out);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->delimiters, (Delimiters{'|', '\0', '>', '\n'}));
}

TEST(Writer, CountsDelimitersInTheHeaderToo) {
  std::string out;
  Writer writer(out);
  writer.isa({.sender = "A*B:C", .receiver = "PLAIN"});
  EXPECT_EQ(writer.blanked(), 1U);
  EXPECT_EQ(out.substr(35, 15), "A B C          ");
  EXPECT_EQ(out.size(), 106U);
}

TEST(Writer, WritesWhatTheReaderReads) {
  const Delimiters odd{'\t', '%', '\\', '\''};
  const std::string out = written(
      [](Writer& w) {
        w.isa({.sender = "A", .receiver = "B", .date = "260501", .time = "0000", .control_number = 7});
        w.begin("N1").element("it's").component("a\\b").component("c\td").next().end();
      },
      odd, "\r\n");
  const auto all = read_mapped(out);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].elements[13], "000000007");
  EXPECT_EQ(all[1].elements, (std::vector<std::string>{"N1", "it s", "a b\\c d"}));
  EXPECT_EQ(all[1].offset, 108U);
}

}  // namespace
}  // namespace calx::x12
