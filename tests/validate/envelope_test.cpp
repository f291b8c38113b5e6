#include <gmock/gmock.h>

#include "cases.hpp"

namespace calx::validate {
namespace {

const char* const isa =
    "ISA*00*          *00*          *ZZ*EXAMPLE CLINIC *ZZ*EXAMPLE PAYER  *260315*0000*^*00501*000000001*0*T*:";

std::string joined(const std::vector<std::string>& segments) {
  std::string text;
  for (const std::string& segment : segments) text += segment + "~";
  return text;
}

/// The good file with another claim number.
File another() {
  return File::good().replace(20, "GOOD-0001", "GOOD-0002");
}

File with_second(std::size_t from, std::size_t through, std::size_t before) {
  return File::good().insert(before, another().segments(from, through));
}

}  // namespace

std::vector<Case> envelope_cases() {
  std::vector<Case> cases;
  const auto add = [&](const char* name, const std::string& text, std::vector<std::string> expected) {
    cases.push_back({name, text, std::move(expected)});
  };
  add("nothing", "", {"X12-1-0001 (0)"});
  add("blanks", " \r\n\t", {"X12-1-0001 (0)"});
  add("no_x12", "name,date,amount\nTESTERMAN,2026-01-01,5\n", {"X12-1-0002 (0)"});
  add("header_that_is_none", "ISA*00*SHORT~GS*HC~", {"X12-1-0004 (0)"});
  add("bytes_after_the_end", File::good().text() + "\nEND OF EXPORT\n", {"X12-1-0003 (32)"});  // IEA is 32
  add("line_breaks_after_the_end", File::good().text() + "\r\n\r\n", {});
  add("segment_without_end",
      joined({isa, std::string(x12::Reader::max_segment_bytes + 40000, 'A')}) + joined(File::good().segments(2, 32)),
      {"X12-1-0006 (2)"});

  // Interchanges.
  add("isa13_twice", File::good().append(another()).text(), {"X12-1-0021 ISA(1) 13"});
  add("isa13_twice_from_two_senders", File::good().append(another().replace(1, "CLINIC ", "CLINIC2")).text(), {});
  add("interchange_without_group", joined({isa, "IEA*0*000000001"}), {"X12-1-0023 IEA(2)"});
  add("interchange_not_ended_before_the_next",
      File::good().erase(32).append(another().replace(1, "000000001", "000000002").set(32, "IEA*1*000000002")).text(),
      {"X12-1-0010 IEA(1)"});
  add("isa_elements", File::good().replace(1, "*T*:", "*X*:").text(), {"X12-2-0060 ISA(1) 15"});
  add("isa_date", File::good().replace(1, "*260315*", "*260231*").text(), {"X12-1-0058 ISA(1) 9"});

  // TA1.
  add("ta1", File::good().insert(2, {"TA1*000000009*260314*0000*A*000"}).text(), {});
  add("ta1_alone", joined({isa, "TA1*000000009*260314*0000*R*006", "IEA*0*000000001"}), {});
  add("ta1_with_a_strange_code", File::good().insert(2, {"TA1*000000009*260314*0000*X*000"}).text(),
      {"X12-2-0060 TA1(2) 4"});
  add("ta1_within_a_group", File::good().insert(31, {"TA1*000000009*260314*0000*A*000"}).text(),
      {"X12-1-0022 TA1(31)"});

  // Groups.
  add("gs06_twice", with_second(2, 31, 32).set(62, "IEA*2*000000001").text(), {"X12-1-0020 GS(32) 6"});
  add("gs06_once_each",
      with_second(2, 31, 32).replace(32, "*1*X", "*2*X").set(61, "GE*1*2").set(62, "IEA*2*000000001").text(), {});
  add("group_without_transaction", joined({isa, File::good().segment(2), "GE*0*1", "IEA*1*000000001"}),
      {"X12-1-0024 GE(3)"});
  add("leading_zeros_of_the_group_number", File::good().set(31, "GE*1*0001").text(), {});
  add("gs_date_after_receipt", File::good().replace(2, "20260315", "20260401").text(), {"X12-1-0027 GS(2) 4"});
  add("gs_date_of_the_day_of_receipt", File::good().replace(2, "20260315", "20260331").text(), {});
  add("version_unknown",
      File::good().replace(2, "005010X222A1", "005010X223A2").replace(3, "005010X222A1", "005010X223A2").text(),
      {"X12-1-0026 GS(2) 8"});
  add("ge_without_group", File::good().insert(32, {"GE*1*1"}).text(), {"X12-1-0022 GE(32)"});

  // Transaction sets.
  add("st03_differs", File::good().replace(3, "222A1", "222A2").text(), {"X12-2-0028 ST(3) 3"});
  add("st03_of_another_guide", File::good().replace(3, "222A1", "223A2").text(), {"X12-2-0060 ST(3) 3"});
  add("st03_missing", File::good().set(3, "ST*837*0001").text(), {"X12-2-0050 ST(3) 3"});
  add("another_transaction_set", File::good().replace(3, "837", "835").text(), {"X12-2-0060 ST(3) 1"});
  add("st_without_group", File::good().erase(2).text(), {"X12-1-0022 ST(2)"});
  add("st_behind_the_group", File::good().insert(32, File::good().segments(3, 30)).text(), {"X12-1-0022 ST(32)"});
  add("neither_gs_nor_ge", File::good().erase(31).erase(2).set(30, "IEA*0*000000001").text(), {"X12-1-0022 ST(2)"});
  add("se01_is_no_number", File::good().keep_counts().set(30, "SE*2X*0001").text(), {"X12-1-0056 SE(30) 1"});
  add("se01_missing", File::good().keep_counts().set(30, "SE**0001").text(), {"X12-2-0050 SE(30) 1"});
  add("segments_outside", File::good().insert(32, {"TESTERMAN UNIFORM*1", "MORE", "N3*X"}).text(),
      {"X12-1-0022 TES(32)"});
  add("segments_outside_in_two_places", File::good().insert(32, {"N3*X"}).insert(3, {"N3*X", "N4*X"}).text(),
      {"X12-1-0022 N3(3)", "X12-1-0022 N3(34)"});
  add("empty_segment", File::good().insert(22, {""}).text(), {"X12-1-0030 (22)"});
  add("two_faults_keep_their_places", File::good().set(11, "N4*F*CA*937210100").replace(20, "*A*Y", "*Q*Y").text(),
      {"X12-1-0053 N4(11) 1", "X12-2-0060 CLM(20) 7"});
  add("a_fault_in_each_interchange",
      File::good()
          .replace(20, "*A*Y", "*Q*Y")
          .append(another().replace(1, "000000001", "000000002").set(32, "IEA*1*000000002").set(24, "LX*A"))
          .text(),
      {"X12-2-0060 CLM(20) 7", "X12-1-0056 LX(24) 1"});
  return cases;
}

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAreArray;

class Envelope : public testing::TestWithParam<Case> {};

TEST_P(Envelope, HasExactlyTheseFindings) {
  EXPECT_THAT(judge(GetParam().text, GetParam().asked).texts(), UnorderedElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Cases, Envelope, testing::ValuesIn(envelope_cases()), NameOfCase());

TEST(Envelopes, AnUnknownVersionIsCounted) {
  const Judged judged =
      judge(File::good().replace(2, "222A1", "223A2").replace(3, "222A1", "223A2").replace(20, "*A*Y", "*Q*Y"));
  EXPECT_EQ(judged.totals.transactions, 1U);
  EXPECT_EQ(judged.totals.segments, 32U);
  EXPECT_EQ(judged.totals.claims, 0U);
  EXPECT_EQ(judged.only().severity, findings::Severity::error);
}

TEST(Envelopes, ADateAfterReceiptIsAWarning) {
  EXPECT_EQ(judge(File::good().replace(2, "20260315", "20260401")).only().severity, findings::Severity::warning);
}

TEST(Envelopes, EachFindingNamesItsEnvelope) {
  const File second = another()
                          .replace(1, "000000001", "000000002")
                          .replace(2, "*1*X", "*77*X")
                          .replace(3, "0001", "0009")
                          .replace(20, "*A*Y", "*Q*Y")
                          .set(30, "SE*28*0009")
                          .set(31, "GE*1*77")
                          .set(32, "IEA*1*000000002");
  const findings::Finding finding = judge(File::good().append(second)).only();
  EXPECT_EQ(finding.isa, "000000002");
  EXPECT_EQ(finding.gs, "77");
  EXPECT_EQ(finding.st, "0009");
  EXPECT_EQ(finding.claim, "GOOD-0002");
  EXPECT_EQ(finding.segment_ordinal, 20U);
  EXPECT_EQ(*finding.offset, File::good().text().size() + second.text().find("CLM*"));
}

TEST(Envelopes, TrailersBelongToNoClaim) {
  const findings::Finding finding = judge(File::good().set(31, "GE*2*1")).only();
  EXPECT_EQ(finding.isa, "000000001");
  EXPECT_EQ(finding.gs, "1");
  EXPECT_EQ(finding.st, "");
  EXPECT_EQ(finding.claim, "");
  EXPECT_EQ(finding.loop, "");
  EXPECT_EQ(finding.path, "");
}

TEST(Envelopes, TextThatIsNoSegmentIsNotRepeated) {
  const findings::Finding finding = judge(File::good().insert(32, {"TESTERMAN UNIFORM"})).only();
  EXPECT_THAT(finding.message, Not(HasSubstr("UNIFORM")));
  EXPECT_EQ(finding.segment, "TES");
}

TEST(Envelopes, OtherDelimiters) {
  std::string text = File::good().replace(20, "*A*Y", "*Q*Y").text();
  for (char& c : text) c = c == '*' ? '|' : c == ':' ? '>' : c == '~' ? '\n' : c == '^' ? '!' : c;
  EXPECT_EQ(in_short(judge(text).only()), "X12-2-0060 CLM(20) 7");
}

}  // namespace
}  // namespace calx::validate
