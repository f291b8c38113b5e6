#include "report/segment_at.hpp"

#include <gmock/gmock.h>

#include "report_fixture.hpp"

namespace calx::report {
namespace {

std::string marked(const SegmentAt& segment, const findings::Finding& finding) {
  const Mark mark = mark_of(segment, finding);
  std::string text = segment.raw;
  text.insert(mark.begin + mark.size, "]");
  text.insert(mark.begin, "[");
  return text;
}

TEST(Mark, OfAnElementARepetitionAComponent) {
  const SegmentAt segment{"HI*ABK:Z5900*ABF:A^ABF:B**ABF:C", {}};
  EXPECT_EQ(marked(segment, finding_at(0, "HI")), "[HI]*ABK:Z5900*ABF:A^ABF:B**ABF:C");
  EXPECT_EQ(marked(segment, finding_at(0, "HI", 1)), "HI*[ABK:Z5900]*ABF:A^ABF:B**ABF:C");
  EXPECT_EQ(marked(segment, finding_at(0, "HI", 1, 2)), "HI*ABK:[Z5900]*ABF:A^ABF:B**ABF:C");
  EXPECT_EQ(marked(segment, finding_at(0, "HI", 2)), "HI*ABK:Z5900*[ABF:A^ABF:B]**ABF:C");
  EXPECT_EQ(marked(segment, finding_at(0, "HI", 2, 2)), "HI*ABK:Z5900*ABF:[A]^ABF:B**ABF:C");
  EXPECT_EQ(marked(segment, finding_at(0, "HI", 2, 0, 2)), "HI*ABK:Z5900*ABF:A^[ABF:B]**ABF:C");
  EXPECT_EQ(marked(segment, finding_at(0, "HI", 2, 2, 2)), "HI*ABK:Z5900*ABF:A^ABF:[B]**ABF:C");
}

TEST(Mark, OfWhatIsNotWritten) {
  const SegmentAt segment{"HI*ABK:Z5900**ABF:C", {}};
  EXPECT_EQ(marked(segment, finding_at(0, "HI", 2)), "HI*ABK:Z5900*[]*ABF:C");
  EXPECT_EQ(marked(segment, finding_at(0, "HI", 1, 4)), "HI*ABK:Z5900[]**ABF:C");
  EXPECT_EQ(marked(segment, finding_at(0, "HI", 7)), "HI*ABK:Z5900**ABF:C[]");
  EXPECT_EQ(marked(segment, finding_at(0, "HI", 3, 1, 2)), "HI*ABK:Z5900**ABF:C[]");
}

TEST(Mark, OfAMissingSegmentIsTheOneInItsStead) {
  EXPECT_EQ(marked({"LX*1", {}}, finding_at(0, "HI", 1)), "[LX]*1");
  EXPECT_TRUE(stands_instead({"LX*1", {}}, finding_at(0, "HI")));
  EXPECT_FALSE(stands_instead({"LX*1", {}}, finding_at(0, "LX")));
  EXPECT_FALSE(stands_instead({"NAMELESS*1", {}}, finding_at(0, "NAM")));  // what is no segment is cut to three letters
}

TEST(Segments, AreReadWhereTheyBegin) {
  const std::string text = header() + "GS*HC~\r\nST*837~BHT*0019\n~";
  const WrittenFile file(text);
  Segments segments(file.path());
  EXPECT_EQ(segments.at(finding_at(106, "GS"))->raw, "GS*HC");
  EXPECT_EQ(segments.at(finding_at(text.find("ST"), "ST"))->raw, "ST*837");
  EXPECT_EQ(segments.at(finding_at(text.find("BHT"), "BHT"))->raw, "BHT*0019\n");
}

TEST(Segments, OfTheHeaderHaveNoComponents) {
  const WrittenFile file("\n" + header() + "GS*HC~");
  Segments segments(file.path());
  const auto segment = segments.at(finding_at(1, "ISA", 16));
  ASSERT_TRUE(segment.has_value());
  EXPECT_EQ(segment->raw, header().substr(0, 105));
  EXPECT_EQ(marked(*segment, finding_at(1, "ISA", 16)).substr(104), "[:]");
  EXPECT_EQ(marked(*segment, finding_at(1, "ISA", 11)).substr(82, 3), "[^]");
}

TEST(Segments, OfACutFileEndWhereItEnds) {
  const std::string text = header() + "GS*HC~ST*83\r\n";
  const WrittenFile file(text);
  Segments segments(file.path());
  EXPECT_EQ(segments.at(finding_at(112, "ST"))->raw, "ST*83");
}

TEST(Segments, NoneWhereNoneBegins) {
  const std::string text = "FOREIGN" + header() + "GS*HC~~\n";
  const WrittenFile file(text);
  Segments segments(file.path());
  EXPECT_FALSE(segments.at(finding_at(0, "GS")).has_value());                 // before the header
  EXPECT_FALSE(segments.at(finding_at(114, "HC")).has_value());               // in the midst
  EXPECT_FALSE(segments.at(finding_at(119, "IEA")).has_value());              // an empty segment
  EXPECT_FALSE(segments.at(finding_at(text.size() - 1, "IEA")).has_value());  // behind the last
  EXPECT_FALSE(segments.at(finding_at(text.size(), "IEA")).has_value());
  EXPECT_FALSE(segments.at(finding_at(9999, "IEA")).has_value());
  EXPECT_FALSE(segments.at(finding_at(113, "")).has_value());
  findings::Finding nowhere = finding_at(113, "GS");
  nowhere.offset.reset();
  EXPECT_FALSE(segments.at(nowhere).has_value());
  EXPECT_TRUE(segments.at(finding_at(113, "GS")).has_value());
}

TEST(Segments, OfAFileThatIsGone) {
  Segments segments("/nowhere/at/all");
  EXPECT_FALSE(segments.at(finding_at(106, "GS")).has_value());
}

TEST(Segments, EachInterchangeHasItsOwnDelimiters) {
  const std::string first = header() + "GS*HC:ISABEL~IEA*1*000000001~\n";
  const std::string second = header("000000002", '|', '>', '!') + "GS|A>B:C!IEA|1|000000002!";
  const WrittenFile file(first + second);
  Segments segments(file.path());
  findings::Finding there = finding_at(first.size() + 106, "GS", 1, 2);
  there.isa = "000000002";
  ASSERT_TRUE(segments.at(there).has_value());
  EXPECT_EQ(marked(*segments.at(there), there), "GS|A>[B:C]");
  ASSERT_TRUE(segments.at(finding_at(106, "GS", 1, 2)).has_value());  // and back
  EXPECT_EQ(marked(*segments.at(finding_at(106, "GS", 1, 2)), finding_at(106, "GS", 1, 2)), "GS*HC:[ISABEL]");
  EXPECT_EQ(marked(*segments.at(there), there), "GS|A>[B:C]");
}

TEST(Segments, InterchangesOfOneNumberToo) {
  const std::string first = header() + "GS*A~";
  const std::string second = header("000000001", '|', '>', '!') + "GS|B!";
  const WrittenFile file(first + second);
  Segments segments(file.path());
  EXPECT_EQ(segments.at(finding_at(106, "GS"))->raw, "GS*A");
  EXPECT_EQ(segments.at(finding_at(first.size() + 106, "GS"))->raw, "GS|B");
}

TEST(Segments, FarFromTheirHeader) {
  std::string text = header();
  while (text.size() < 200000) text += "N3*ISABELLA STREET~";  // "ISA" that is no header
  const std::size_t last = text.size();
  text += "SE*1~";
  const WrittenFile file(text);
  Segments segments(file.path());
  findings::Finding finding = finding_at(last, "SE");
  ASSERT_TRUE(segments.at(finding).has_value());
  EXPECT_EQ(segments.at(finding)->raw, "SE*1");
}

TEST(Segments, ALongOneIsRead) {
  const std::string text = header() + "NTE*" + std::string(5000, 'A') + "*B~";
  const WrittenFile file(text);
  EXPECT_EQ(Segments(file.path()).at(finding_at(106, "NTE"))->raw.size(), 5006U);
}

TEST(Segments, AnEndlessOneIsNone) {
  const WrittenFile file(header() + "NTE*" + std::string(100000, 'A') + "*B~");
  EXPECT_FALSE(Segments(file.path()).at(finding_at(106, "NTE")).has_value());
}

}  // namespace
}  // namespace calx::report
