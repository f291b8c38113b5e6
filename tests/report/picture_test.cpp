#include "report/picture.hpp"

#include <gmock/gmock.h>

#include "report_fixture.hpp"

namespace calx::report {
namespace {

const PublicCodes& codes() {
  static const PublicCodes all(shipped_grammars());
  return all;
}

std::string drawn(const std::string& raw, const findings::Finding& finding, bool show_values = false) {
  const Picture picture = draw({raw, {}}, finding, codes(), show_values);
  return picture.segment + "\n" + picture.mark;
}

TEST(Picture, ShowsQualifiersAndHidesValues) {
  EXPECT_EQ(drawn("NM1*IL*1*TESTERMAN*MIKE****MI*90000001A", finding_at(0, "NM1", 9)),
            "NM1*IL*1*•••*•••****MI*•••\n"
            "                       ^^^ NM109");
  EXPECT_EQ(drawn("HL*2*1*22*0", finding_at(0, "HL", 1)),
            "HL*2*1*22*0\n"
            "   ^ HL01");
  EXPECT_EQ(drawn("SV1*HC:G9012:U2*150*UN*1*12**1:2", finding_at(0, "SV1", 1, 2)),
            "SV1*HC:•••:•••*•••*UN*•••*•••**1:2\n"
            "       ^^^ SV101-02");
}

TEST(Picture, HidesWhatSaysHowAMemberIs) {
  EXPECT_EQ(drawn("DMG*D8*19850505*M", finding_at(0, "DMG")), "DMG*D8*•••*•••\n^^^");
  EXPECT_EQ(drawn("N4*FRESNO*CA*937210109", finding_at(0, "N4")), "N4*•••*•••*•••\n^^");
  EXPECT_EQ(drawn("PAT*19******01*140*Y", finding_at(0, "PAT")), "PAT*19******01*•••*•••\n^^^");
  EXPECT_EQ(drawn("CRC*07*Y*01", finding_at(0, "CRC")), "CRC*•••*•••*•••\n^^^");
  EXPECT_EQ(drawn("CLM*A-17*400***12:B:7*Y*A*Y*Y**AA:::CA", finding_at(0, "CLM")),
            "CLM*•••*•••***•••:B:7*•••*A*•••*Y**•••:::•••\n^^^");
  EXPECT_EQ(drawn("HI*ABK:Z59811", finding_at(0, "HI")), "HI*ABK:•••\n^^");
}

TEST(Picture, AWrongCodeMayBeAnything) {
  EXPECT_EQ(drawn("NM1*TESTERMAN*1", finding_at(0, "NM1", 1)), "NM1*•••*1\n    ^^^ NM101");
  EXPECT_EQ(drawn("HL*900000015*1*22", finding_at(0, "HL", 1)), "HL*•••*1*22\n   ^^^ HL01");
  EXPECT_EQ(drawn("SBR*P*18*******MC:X", finding_at(0, "SBR", 9)),
            "SBR*P*18*******•••:•••\n               ^^^^^^^ SBR09");
  EXPECT_EQ(drawn("TESTERMAN*1", finding_at(0, "TES")), "•••*•••\n^^^");
}

TEST(Picture, MarksWhatIsNotWritten) {
  EXPECT_EQ(drawn("NM1*IL*1*TESTERMAN", finding_at(0, "NM1", 9)),
            "NM1*IL*1*•••******\n"
            "                  ^ NM109");
  EXPECT_EQ(drawn("CLM*A*1***12:B*Y", finding_at(0, "CLM", 5, 3)),
            "CLM*•••*•••***•••:B:*•••\n"
            "                    ^ CLM05-03");
  EXPECT_EQ(drawn("HI*ABK:Z59811", finding_at(0, "HI", 1, 2, 2)),
            "HI*ABK:•••^:\n"
            "            ^ HI01-02");
}

TEST(Picture, NamesTheSegmentThatIsMissing) {
  EXPECT_EQ(drawn("LX*1", finding_at(0, "HI")), "LX*1\n^^ HI is missing before this");
}

TEST(Picture, ShowsValuesOnDemand) {
  EXPECT_EQ(drawn("NM1*IL*1*TESTERMAN*Nú", finding_at(0, "NM1", 4), true),
            "NM1*IL*1*TESTERMAN*Nú\n"
            "                   ^^ NM104");
  EXPECT_EQ(drawn("N3*A\x1B[2JB", finding_at(0, "N3", 1), true),
            "N3*A\xEF\xBF\xBD[2JB\n"
            "   ^^^^^^ N301");
}

TEST(Picture, CutsALongSegmentAroundTheMark) {
  // 60 elements of "•••" and a separator: 4 columns each behind "N3".
  std::string raw = "N3";
  for (int i = 0; i < 60; ++i) raw += "*A";
  const std::string bullets = "*•••";
  const auto repeated = [&](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += bullets;
    return text;
  };
  // Element 2 is near the beginning: cut behind 100 columns.
  EXPECT_EQ(drawn(raw, finding_at(0, "N3", 2)), "N3" + repeated(24) + "*•…\n       ^^^ N302");
  // Element 60 is the last, columns 239 to 241 of 242: the last 100 columns.
  EXPECT_EQ(drawn(raw, finding_at(0, "N3", 60)), "…" + repeated(25) + "\n" + std::string(98, ' ') + "^^^ N360");
}

TEST(Picture, CutsALongValue) {
  EXPECT_EQ(drawn("NTE*ADD*" + std::string(80, 'A'), finding_at(0, "NTE", 2), true),
            "NTE*ADD*" + std::string(60, 'A') + "…\n        " + std::string(61, '^') + " NTE02");
}

TEST(PublicCodes, ShowTheEnvelope) {
  const auto shown = [](const char* segment, int element, const char* value) {
    return codes().may_show(segment, element, 0, value);
  };
  EXPECT_TRUE(shown("ISA", 13, "000000001"));
  EXPECT_TRUE(shown("ISA", 16, ":"));
  EXPECT_TRUE(shown("GS", 8, "005010X222A1"));
  EXPECT_FALSE(shown("GS", 8, "TESTERMAN"));
  EXPECT_TRUE(shown("ST", 2, "0001"));
  EXPECT_FALSE(shown("ST", 2, "1234567890"));
  EXPECT_FALSE(shown("ISA", 4, "PASSWORD"));
  EXPECT_FALSE(shown("NOT", 1, "00"));
}

}  // namespace
}  // namespace calx::report
