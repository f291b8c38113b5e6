#include "validate/elements.hpp"

#include <gmock/gmock.h>

#include "cases.hpp"
#include "validate/formats.hpp"

namespace calx::validate {

std::vector<Case> element_cases() {
  std::vector<Case> cases;
  const auto add = [&](const char* name, const File& file, std::vector<std::string> expected) {
    cases.push_back({name, file.text(), std::move(expected)});
  };
  const auto set = [](std::size_t ordinal, const char* segment) { return File::good().set(ordinal, segment); };

  // Usage.
  add("missing_component", set(20, "CLM*GOOD-0001*150***11::1*Y*A*Y*Y"), {"X12-2-0050 CLM(20) 5.2"});
  add("missing_composite", set(20, "CLM*GOOD-0001*150****Y*A*Y*Y"), {"X12-2-0050 CLM(20) 5"});
  add("several_missing", set(20, "CLM*GOOD-0001*150***11:B:1"),
      {"X12-2-0050 CLM(20) 6", "X12-2-0050 CLM(20) 7", "X12-2-0050 CLM(20) 8", "X12-2-0050 CLM(20) 9"});
  add("component_not_used", set(22, "HI*ABK:J069:D8*ABF:R509"), {"X12-2-0051 HI(22) 1.3"});
  add("composite_not_used", set(18, "DMG*D8*19810811*M**RET:2106-3"), {"X12-2-0051 DMG(18) 5"});
  add("element_of_the_other_level", set(8, "HL*1*1*20*1"), {"X12-2-0051 HL(8) 2"});

  // X12-1-005x and 006x.
  add("elements_too_many", set(24, "LX*1*2"), {"X12-1-0052 LX(24) 2"});
  add("text_too_short", set(11, "N4*F*CA*937210100"), {"X12-1-0053 N4(11) 1"});
  add("code_too_short", set(26, "DTP*47*D8*20260115"), {"X12-1-0053 DTP(26) 1"});
  add("component_too_long", set(25, "SV1*HC:99213:252*100*UN*1***1:2"), {"X12-1-0054 SV1(25) 1.3"});
  add("number_too_long", set(25, "SV1*HC:99213*100*UN*1234567890123456***1:2"), {"X12-1-0054 SV1(25) 4"});
  add("letter_with_accent", set(15, "NM1*IL*1*TESTERM\xC3\x81N*UNIFORM****MI*MEMBER0020"), {"X12-1-0055 NM1(15) 3"});
  add("control_character", set(16, "N3*12\tPLACEHOLDER LANE"), {"X12-1-0055 N3(16) 1"});
  add("whole_number_with_letter", set(24, "LX*A"), {"X12-1-0056 LX(24) 1"});
  add("whole_number_with_point", set(24, "LX*1.0"), {"X12-1-0056 LX(24) 1"});
  add("pointer_with_letter", set(28, "SV1*HC:87880*50*UN*1***A"), {"X12-1-0056 SV1(28) 7.1"});
  add("decimal_with_letter", set(25, "SV1*HC:99213*1O0*UN*1***1:2"), {"X12-1-0057 SV1(25) 2"});
  add("decimal_with_two_points", set(25, "SV1*HC:99213*100*UN*1.2.3***1:2"), {"X12-1-0057 SV1(25) 4"});
  add("decimal_with_comma", set(25, "SV1*HC:99213*1,00*UN*1***1:2"), {"X12-1-0057 SV1(25) 2"});
  add("decimal_of_a_sign", set(25, "SV1*HC:99213*100*UN*-***1:2"), {"X12-1-0057 SV1(25) 4"});
  add("thirteenth_month", set(4, "BHT*0019*00*000000001-0001*20261301*0000*CH"), {"X12-1-0058 BHT(4) 4"});
  add("leap_day_that_is_none", set(18, "DMG*D8*19810229*M"), {"X12-1-0058 DMG(18) 2"});
  add("leap_day", set(18, "DMG*D8*19800229*M"), {});
  add("date_of_seven_digits", set(26, "DTP*472*D8*2026115"), {"X12-1-0058 DTP(26) 3"});
  add("hour_24", set(4, "BHT*0019*00*000000001-0001*20260315*2400*CH"), {"X12-1-0059 BHT(4) 5"});
  add("minute_60", set(2, "GS*HC*EXAMPLECLINIC*EXAMPLEPAYER*20260315*0060*1*X*005010X222A1"), {"X12-1-0059 GS(2) 5"});
  add("time_with_seconds", set(4, "BHT*0019*00*000000001-0001*20260315*235959*CH"), {});
  add("component_in_simple_element", set(15, "NM1*IL*1*TESTER:MAN*UNIFORM****MI*MEMBER0020"), {"X12-1-0066 NM1(15) 3"});
  add("repetition_of_simple_element", set(15, "NM1*IL*1*TESTERMAN*UNIFORM^VICTOR****MI*MEMBER0020"),
      {"X12-1-0067 NM1(15) 4"});
  add("repetition_of_composite", set(22, "HI*ABK:J069^ABK:R509"), {"X12-1-0067 HI(22) 1", "2400-11-a SV1(25) 7"});
  add("components_too_many", set(25, "SV1*HC:99213*100*UN*1***1:2:1:2:1"),
      {"X12-1-0068 SV1(25) 7", "2400-11-c SV1(25) 7"});
  add("components_too_many_though_empty", set(20, "CLM*GOOD-0001*150***11:B:1:*Y*A*Y*Y"), {"X12-1-0068 CLM(20) 5"});
  add("element_separator_at_the_end", set(24, "LX*1*"), {"X12-1-0052 LX(24) 2"});
  add("component_separator_at_the_end", set(22, "HI*ABK:J069:*ABF:R509"), {"X12-1-0069 HI(22) 1"});
  add("blank_at_the_end", set(16, "N3*12 PLACEHOLDER LANE "), {"X12-1-0070 N3(16) 1"});
  add("blanks_within", set(16, "N3*12  PLACEHOLDER  LANE"), {});
  add("range_turned_round", set(26, "DTP*472*RD8*20260120-20260115"), {"X12-1-0075 DTP(26) 3"});
  add("range_of_one_date", set(26, "DTP*472*RD8*20260115"), {"X12-1-0075 DTP(26) 3"});
  add("range_of_one_day", set(26, "DTP*472*RD8*20260115-20260115"), {});

  // Relational notes: P, R, E, C and L.
  add("pair_without_second", set(6, "PER*IC*BILLING DESK*TE*5595550100*FX"), {"X12-1-0061 PER(6) 6"});
  add("pair_without_first", set(6, "PER*IC*BILLING DESK*TE*5595550100**5595550101"), {"X12-1-0061 PER(6) 5"});
  add("pair_whole", set(6, "PER*IC*BILLING DESK*TE*5595550100*FX*5595550101"), {});
  add("id_without_qualifier", set(15, "NM1*IL*1*TESTERMAN*UNIFORM*****MEMBER0020"), {"X12-1-0061 NM1(15) 8"});
  const auto form = [](const char* answer) { return File::good().insert(27, {"LQ*AS*FORM1", answer}); };
  add("none_of_several", form("FRM*1A"), {"X12-1-0062 FRM(28) 2"});
  add("one_of_several", form("FRM*1A**TEN"), {});
  add("two_that_exclude_each_other", set(17, "N4*FRESNO*CA*937210115*US***ABC"), {"X12-1-0063 N4(17) 2"});
  add("subdivision_without_country", set(17, "N4*FRESNO**937210115****ABC"), {"X12-1-0064 N4(17) 4"});
  const auto adjusted = [](const char* adjustment) {
    return File::fixture("medicare-secondary.x12").set(36, adjustment);
  };
  add("adjustment", adjusted("CAS*CO*45*30"), {});
  add("adjustment_without_reason", adjusted("CAS*CO*45*25***5"), {"X12-1-0064 CAS(36) 5"});
  add("reason_without_adjustment", adjusted("CAS*CO*45*30**96"), {"X12-1-0065 CAS(36) 6"});
  add("reason_with_quantity", adjusted("CAS*CO*45*30**96**2"), {});
  // One cause, one finding: what the guide requires is missing, or what it does not use is there.
  add("reference_without_value", set(21, "REF*EA"), {"X12-2-0050 REF(21) 2"});
  add("note_about_what_is_not_used", set(15, "NM1*IL*1*TESTERMAN*UNIFORM****MI*MEMBER0020**QC"),
      {"X12-2-0051 NM1(15) 11"});

  // Codes and advice.
  add("code_that_is_none", set(14, "SBR*Q*18*GRP0001******CI"), {"X12-2-0060 SBR(14) 1"});
  add("code_of_a_component", set(20, "CLM*GOOD-0001*150***11:A:1*Y*A*Y*Y"), {"X12-2-0060 CLM(20) 5.2"});
  add("claim_number_of_20", set(20, "CLM*GOOD-000100000000000*150***11:B:1*Y*A*Y*Y"), {});
  add("claim_number_of_21", set(20, "CLM*GOOD-0001000000000000*150***11:B:1*Y*A*Y*Y"), {"X12-2-0071 CLM(20) 1"});
  add("pointer_0", set(28, "SV1*HC:87880*50*UN*1***0"), {"X12-2-0072 SV1(28) 7.1", "2400-11-a SV1(28) 7"});
  add("pointer_13", set(28, "SV1*HC:87880*50*UN*1***1:13"), {"X12-2-0072 SV1(28) 7.2", "2400-11-a SV1(28) 7"});
  add("units_of_9_digits", set(25, "SV1*HC:99213*100*UN*123456789***1:2"), {"X12-2-0073 SV1(25) 4"});
  add("units_of_4_decimals", set(25, "SV1*HC:99213*100*UN*1.2345***1:2"), {"X12-2-0073 SV1(25) 4"});
  add("units_of_8_digits_and_3_decimals", set(25, "SV1*HC:99213*100*UN*12345678.125***1:2"), {});
  add("amount_of_8_digits_and_2_decimals", File::good().insert(30, {"AMT*T*12345678.25"}), {"2400-42 SV1(28) 2"});
  add("amount_of_9_digits", File::good().insert(30, {"AMT*T*123456789"}),
      {"X12-2-0073 AMT(30) 2", "2400-42 SV1(28) 2"});
  add("amount_of_3_decimals", File::good().insert(30, {"AMT*T*.125"}), {"X12-2-0073 AMT(30) 2"});
  add("amount_with_two_points", File::good().insert(30, {"AMT*T*1.2.5"}), {"X12-1-0057 AMT(30) 2"});
  add("amount_that_is_a_point", File::good().insert(30, {"AMT*T*."}), {"X12-1-0057 AMT(30) 2"});

  // Formats and code sets (level 5).
  add("npi_of_9_digits", set(23, "NM1*82*1*INVENTADO*GAMMA****XX*200000001"), {"X12-5-0001 NM1(23) 9"});
  add("npi_with_letter", set(23, "NM1*82*1*INVENTADO*GAMMA****XX*200000001O"), {"X12-5-0001 NM1(23) 9"});
  add("npi_that_begins_with_3", set(23, "NM1*82*1*INVENTADO*GAMMA****XX*3000000000"), {"X12-5-0001 NM1(23) 9"});
  add("no_npi_but_another_id", set(19, "NM1*PR*2*EXAMPLE PAYER*****XV*3000000000"), {});
  add("province", set(17, "N4*VANCOUVER*BC*V5K0A1*CA"), {});
  add("country_that_is_none", set(17, "N4*FRESNO*CA*937210115*QQ"), {"X12-5-0002 N4(17) 4"});
  add("frequency_that_is_none", set(20, "CLM*GOOD-0001*150***11:B:5*Y*A*Y*Y"), {"X12-5-0002 CLM(20) 5.3"});
  add("line_place_that_is_none", set(25, "SV1*HC:99213*100*UN*1*98**1:2"), {"X12-5-0002 SV1(25) 5"});
  const auto specialty = [](const char* segment) { return File::good().insert(24, {segment}); };
  add("taxonomy_of_the_list", specialty("PRV*PE*PXC*172V00000X"), {});
  add("taxonomy_beyond_the_list", specialty("PRV*PE*PXC*207Q00000X"), {"X12-5-0003 PRV(24) 3"});
  add("taxonomy_shape", specialty("PRV*PE*PXC*207Q"), {"X12-5-0005 PRV(24) 3"});
  add("icd_10_with_digit_first", set(22, "HI*ABK:1069*ABF:R509"), {"X12-5-0006 HI(22) 1.2"});
  add("icd_9", set(22, "HI*BK:4660*BF:V5861"), {"2300-71 HI(22)"});
  add("icd_9_shape", set(22, "HI*BK:J069*BF:4660"), {"2300-71 HI(22)", "X12-5-0007 HI(22) 1.2"});
  add("procedure_of_4", set(25, "SV1*HC:9921*100*UN*1***1:2"), {"X12-5-0008 SV1(25) 1.2"});
  add("procedure_lower_case", set(25, "SV1*HC:g9012*100*UN*1***1:2"), {"X12-5-0008 SV1(25) 1.2"});
  add("procedure_of_another_code_set", set(25, "SV1*WK:9921*100*UN*1***1:2"), {});
  const auto drug = [](const char* code) { return File::good().insert(27, {code, "CTP****1*ML"}); };
  add("ndc", drug("LIN**N4*99999000101"), {});
  add("ndc_with_hyphens", drug("LIN**N4*99999-0001-01"), {"X12-5-0009 LIN(27) 3"});
  add("ndc_of_10", drug("LIN**N4*9999900010"), {"X12-5-0009 LIN(27) 3"});
  return cases;
}

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::UnorderedElementsAreArray;

class Elements : public testing::TestWithParam<Case> {};

TEST_P(Elements, HasExactlyTheseFindings) {
  EXPECT_THAT(judge(GetParam().text, GetParam().asked).texts(), UnorderedElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Cases, Elements, testing::ValuesIn(element_cases()), NameOfCase());

TEST(ElementFindings, SayWhatIsWrong) {
  const auto message = [](const File& file) { return judge(file).only().message; };
  EXPECT_THAT(message(File::good().set(20, "CLM*GOOD-0001*150***11:B:1*Y*Q*Y*Y")),
              AllOf(HasSubstr("CLM07"), HasSubstr("one of A, B or C")));
  EXPECT_THAT(message(File::good().set(14, "SBR*P*17*GRP0001******CI")), HasSubstr("must be 18"));
  EXPECT_THAT(message(File::good().set(6, "PER*IC*BILLING DESK*TE*5595550100*FX")), HasSubstr("PER05 and PER06"));
  EXPECT_THAT(message(File::good().set(17, "N4*FRESNO*CA*937210115*US***ABC")), HasSubstr("N402 and N407"));
  EXPECT_THAT(message(File::good().set(24, "LX*1*2")), AllOf(HasSubstr("2 elements"), HasSubstr("only 1")));
  EXPECT_THAT(message(File::good().set(23, "NM1*82*1*INVENTADO*GAMMA****XX*2000000011")), HasSubstr("check digit"));
  EXPECT_THAT(message(File::good().set(16, "N3*12\tPLACEHOLDER LANE")), HasSubstr("character 3"));
  EXPECT_THAT(message(File::good().set(25, "SV1*HC:99213*100*UN*1234567890123456***1:2")),
              AllOf(HasSubstr("16 characters"), HasSubstr("at most 15")));
}

TEST(ElementFindings, SignsAndPointsOfNumbersDoNotCount) {
  // 15 digits, a sign and a point; that SV104 should be shorter is a warning, that it is over 0 a rule.
  EXPECT_THAT(judge(File::good().set(25, "SV1*HC:99213*100*UN*-123456789012.345***1:2")).texts(),
              testing::UnorderedElementsAre("X12-2-0073 SV1(25) 4", "2400-09 SV1(25) 4"));
}

TEST(ElementFindings, Severities) {
  EXPECT_EQ(judge(File::good().set(20, "CLM*GOOD-0001000000000000*150***11:B:1*Y*A*Y*Y")).only().severity,
            findings::Severity::warning);
  EXPECT_EQ(judge(File::good().insert(24, {"PRV*PE*PXC*207Q00000X"})).only().severity, findings::Severity::warning);
  EXPECT_EQ(judge(File::good().insert(24, {"PRV*PE*PXC*207Q"})).only().severity, findings::Severity::error);
}

TEST(Formats, GoodAndBad) {
  using grammar::Format;
  const auto good = [](Format format, const char* value) { EXPECT_TRUE(has_format(format, value)) << value; };
  const auto bad = [](Format format, const char* value) { EXPECT_FALSE(has_format(format, value)) << value; };
  good(Format::none, "anything");
  good(Format::date_d8, "20240229");
  bad(Format::date_d8, "20230229");
  good(Format::date_rd8, "20260101-20260131");
  bad(Format::date_rd8, "20260131-20260101");
  bad(Format::date_rd8, "20260101-20260132");
  bad(Format::date_rd8, "2026010120260131");
  good(Format::date_time, "202601312359");
  bad(Format::date_time, "202601312460");
  bad(Format::date_time, "20260131");
  good(Format::npi, "2000000002");
  bad(Format::npi, "2000000003");
  good(Format::cin, "90000001A");
  good(Format::cin, "90000001B");  // a letter not in use has a rule of its own
  bad(Format::cin, "80000001A");
  bad(Format::cin, "9000001A");
  bad(Format::cin, "90000001a");
  good(Format::cin_letter, "90000001A");
  bad(Format::cin_letter, "90000001O");
  good(Format::cin_letter, "no CIN at all");
  good(Format::taxonomy, "251B00000X");
  bad(Format::taxonomy, "251B00000");
  good(Format::icd10, "Z5902");
  bad(Format::icd10, "Z59.02");
  good(Format::icd9, "4660");
  bad(Format::icd9, "46605.1");
  good(Format::hcpcs, "G9012");
  bad(Format::hcpcs, "G901");
  good(Format::ndc, "99999000101");
  bad(Format::ndc, "9999900010A");
  good(Format::tax_id, "890000101");
  bad(Format::tax_id, "89-0000101");
  good(Format::zip9, "937210100");
  bad(Format::zip9, "93721");
  good(Format::tax_id_and_plan_code, "890000301305   ");
  bad(Format::tax_id_and_plan_code, "890000301      ");
  bad(Format::tax_id_and_plan_code, "8900003013A5   ");
}

}  // namespace
}  // namespace calx::validate
