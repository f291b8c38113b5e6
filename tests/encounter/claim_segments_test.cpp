// The segments of claims: expected texts are worked out by hand from the guide's tables.
#include "conversion_fixture.hpp"

namespace calx::encounter {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* claim_number = "305NV1001OK3WXJP53LN";

TEST_F(ConversionTest, MinimalFile) {
  const ConversionSummary summary = convert_rows({row()});
  EXPECT_EQ(encounter(),
            "ISA*00*          *00*          *ZZ*123456789305   *ZZ*CALIFORNIA-DHCS*260501*0000*^*00501*000000001*1*T*:~"
            "GS*HC*123456789*CALIFORNIA-DHCS*20260501*0000*1*X*005010X222A1~"
            "ST*837*0001*005010X222A1~"
            "BHT*0019*00*000000001-0001*20260501*0000*RP~"
            "NM1*41*2*EXAMPLE HEALTH PLAN*****46*123456789~"
            "PER*IC*EDI DESK*TE*9165551234*EM*edi@example.org~"
            "NM1*40*2*CALIFORNIA-DHCS*****46*610442~"
            "HL*1**20*1~"
            "PRV*BI*PXC*251B00000X~"
            "NM1*85*2*MUESTRA COMMUNITY SERVICES*****XX*1234567893~"
            "N3*100 INVENTED STREET~"
            "N4*FRESNO*CA*937210001~"
            "REF*EI*987654321~"
            "PER*IC*MUESTRA COMMUNITY SERVICES*TE*5595550100~"
            "HL*2*1*22*0~"
            "SBR*P*18*******MC~"
            "NM1*IL*1*TESTERMAN*ANA****MI*91234567A~"
            "N3*1 IMAGINARY AVENUE~"
            "N4*FRESNO*CA*93721~"
            "DMG*D8*19800215*F~"
            "NM1*PR*2*CALIFORNIA-DHCS*****PI*610442~"
            "CLM*305NV1001OK3WXJP53LN*120***11:B:1*Y*A*Y*Y~"
            "REF*D9*INV-1001~"
            "HI*ABK:Z5941~"
            "LX*1~"
            "SV1*HC:G9012:U2*120*UN*1***1~"
            "DTP*472*D8*20260410~"
            "REF*6R*L1~"
            "SE*27*0001~"
            "GE*1*1~"
            "IEA*1*000000001~");
  EXPECT_EQ(summary.rows, 1U);
  EXPECT_EQ(summary.converted, 1U);
  EXPECT_EQ(summary.rejected, 0U);
  EXPECT_THAT(own_findings(), IsEmpty());
}

TEST_F(ConversionTest, EverythingThatAClaimMayHold) {
  convert_rows({row({{"invoice_type", "Corrected"},
                     {"original_reference", "OLD77"},
                     {"authorization_number", "AUTH5"},
                     {"member_mrn", "MRN9"},
                     {"member_middle_name", "Luz"},
                     {"member_suffix", "Jr"},
                     {"member_address_2", "Unit 4"},
                     {"billing_address_2", "Suite 5"},
                     {"billing_taxonomy", ""},
                     {"admission_date", "2026-04-01"},
                     {"modifier_2", "GQ"},
                     {"service_end", "2026-04-12"},
                     {"units", "2.5"},
                     {"charge", "$1,250.50"},
                     {"diagnosis_1", "Z59.41, Z60.2"},
                     {"note", "Met at the invented shelter"},
                     {"service_description", "Contact"}})});
  EXPECT_THAT(from("HL*1", "HL*2"), ElementsAre("HL*1**20*1", "NM1*85*2*MUESTRA COMMUNITY SERVICES*****XX*1234567893",
                                                "N3*100 INVENTED STREET*SUITE 5", "N4*FRESNO*CA*937210001",
                                                "REF*EI*987654321", "PER*IC*MUESTRA COMMUNITY SERVICES*TE*5595550100"));
  EXPECT_THAT(segments(), Contains("NM1*IL*1*TESTERMAN*ANA*LUZ**JR*MI*91234567A"));
  EXPECT_THAT(segments(), Contains("N3*1 IMAGINARY AVENUE*UNIT 4"));
  EXPECT_THAT(from("CLM", "SE"),
              ElementsAre(std::string("CLM*") + claim_number + "*1250.5***11:B:7*Y*A*Y*Y", "DTP*435*D8*20260401",
                          "REF*G1*AUTH5", "REF*F8*OLD77", "REF*D9*INV-1001", "REF*EA*MRN9", "HI*ABK:Z5941*ABF:Z602",
                          "LX*1", "SV1*HC:G9012:U2:GQ:::CONTACT*1250.5*UN*2.5***1:2", "DTP*472*RD8*20260410-20260412",
                          "REF*6R*L1", "NTE*ADD*MET AT THE INVENTED SHELTER"));
}

TEST_F(ConversionTest, VoidIsFrequencyEight) {
  convert_rows({row({{"invoice_type", "Void"}, {"original_reference", "OLD77"}})});
  EXPECT_THAT(starting("CLM"), ElementsAre(std::string("CLM*") + claim_number + "*120***11:B:8*Y*A*Y*Y"));
  EXPECT_THAT(segments(), Contains("REF*F8*OLD77"));
}

TEST_F(ConversionTest, PaidAmountsStandInThePlansLoopsAndBalance) {
  convert_rows({row({{"paid_amount", "100"}, {"paid_date", "2026-04-20"}}),
                line(2, {{"charge", "30"}, {"paid_amount", "30.00"}, {"paid_date", "2026-04-21"}})});
  EXPECT_THAT(segments(), Contains("SBR*S*18*******MC"));
  EXPECT_THAT(segments(), Contains("NM1*PR*2*CALIFORNIA-DHCS*****PI*610442"));
  // 150 = 130 paid + 20 adjusted; 120 = 100 + 20; 30 = 30.
  EXPECT_THAT(from("CLM", "SE"),
              ElementsAre(std::string("CLM*") + claim_number + "*150***11:B:1*Y*A*Y*Y", "CN1*05*130**305",
                          "REF*D9*INV-1001", "HI*ABK:Z5941", "SBR*P*18*******MC", "AMT*D*130", "OI***Y***Y",
                          "NM1*IL*1*TESTERMAN*ANA****MI*91234567A", "N3*1 IMAGINARY AVENUE", "N4*FRESNO*CA*93721",
                          "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*EXAMPLE305", "LX*1", "SV1*HC:G9012:U2*120*UN*1***1",
                          "DTP*472*D8*20260410", "REF*6R*L1", "SVD*EXAMPLE305*100*HC:G9012:U2**1", "CAS*CO*45*20",
                          "DTP*573*D8*20260420", "LX*2", "SV1*HC:G9012:U2*30*UN*1***1", "DTP*472*D8*20260302",
                          "REF*6R*L2", "SVD*EXAMPLE305*30*HC:G9012:U2**1", "DTP*573*D8*20260421"));
}

TEST_F(ConversionTest, PayerOfTheInvoiceIsThePlanThatPaid) {
  convert_rows({row({{"payer_id", "OTHERPLAN"},
                     {"payer_name", "Invented Plan"},
                     {"paid_amount", "0"},
                     {"paid_date", "2026-04-20"}})});
  EXPECT_THAT(segments(), Contains("NM1*PR*2*INVENTED PLAN*****PI*OTHERPLAN"));
  EXPECT_THAT(segments(), Contains("SVD*OTHERPLAN*0*HC:G9012:U2**1"));
  EXPECT_THAT(segments(), Contains("CAS*CO*45*120"));
  EXPECT_THAT(segments(), Contains("AMT*D*0"));
}

TEST_F(ConversionTest, CapitatedAndOtherAdjustments) {
  const std::vector<Row> rows{row({{"paid_amount", "100"}, {"paid_date", "2026-04-20"}})};
  request_.profile.encounter.adjustment = "PI204";
  request_.profile.encounter.contract_type = "02";
  convert_rows(rows);
  EXPECT_THAT(starting("CAS"), ElementsAre("CAS*PI*204*20"));
  EXPECT_THAT(starting("CN1"), ElementsAre("CN1*02*100**305"));
  request_.force = true;
  request_.profile.encounter.capitated = true;
  convert_rows(rows);
  EXPECT_THAT(starting("CAS"), ElementsAre("CAS*CO*24*20"));
}

TEST_F(ConversionTest, MorePaidThanChargedBalancesWithANegativeAdjustment) {
  convert_rows({row({{"paid_amount", "150"}, {"paid_date", "2026-04-20"}})});
  EXPECT_THAT(starting("CAS"), ElementsAre("CAS*CO*45*-30"));
}

TEST_F(ConversionTest, OneRenderingProviderStandsAtTheClaim) {
  const Row rendering{{"rendering_npi", npi_2},
                      {"rendering_name", "Ficticio"},
                      {"rendering_first_name", "Eva"},
                      {"rendering_taxonomy", "172V00000X"}};
  convert_rows({line(1, rendering), line(2, rendering)});
  EXPECT_THAT(from("HI", "LX"),
              ElementsAre("HI*ABK:Z5941", "NM1*82*1*FICTICIO*EVA****XX*1999999992", "PRV*PE*PXC*172V00000X"));
  EXPECT_THAT(from("LX", "SE"), Not(Contains("NM1*82*1*FICTICIO*EVA****XX*1999999992")));
}

TEST_F(ConversionTest, SeveralRenderingProvidersStandAtTheirLines) {
  convert_rows({line(1, {{"rendering_npi", npi_2}, {"rendering_name", "Ficticio"}, {"rendering_first_name", "Eva"}}),
                line(2, {{"rendering_npi", npi_3}, {"rendering_name", "Invented Clinic"}}), line(3)});
  EXPECT_THAT(from("HI", "LX"), ElementsAre("HI*ABK:Z5941"));
  EXPECT_THAT(from("REF*6R*L1", "LX*2"), ElementsAre("REF*6R*L1", "NM1*82*1*FICTICIO*EVA****XX*1999999992"));
  EXPECT_THAT(from("REF*6R*L2", "LX*3"), ElementsAre("REF*6R*L2", "NM1*82*2*INVENTED CLINIC*****XX*1888888884"));
  EXPECT_THAT(from("REF*6R*L3", "SE"), ElementsAre("REF*6R*L3"));
}

TEST_F(ConversionTest, RenderingProviderThatBillsIsNotNamedAgain) {
  convert_rows({row({{"rendering_npi", npi_1}, {"rendering_name", "Muestra Community Services"}})});
  EXPECT_THAT(starting("NM1*82"), IsEmpty());
}

TEST_F(ConversionTest, FacilityAtTheClaimOrAtLines) {
  const Row facility{
      {"facility_name", "Invented Shelter"}, {"facility_npi", npi_2},  {"facility_address", "9 Nowhere Road"},
      {"facility_city", "Clovis"},           {"facility_state", "CA"}, {"facility_zip", "93611"}};
  convert_rows({line(1, facility), line(2, facility)});
  EXPECT_THAT(from("HI", "LX"), ElementsAre("HI*ABK:Z5941", "NM1*77*2*INVENTED SHELTER*****XX*1999999992",
                                            "N3*9 NOWHERE ROAD", "N4*CLOVIS*CA*936119998"));
  request_.force = true;
  convert_rows({line(1, facility), line(2)});
  EXPECT_THAT(from("HI", "LX"), ElementsAre("HI*ABK:Z5941"));
  EXPECT_THAT(from("REF*6R*L1", "LX*2"), ElementsAre("REF*6R*L1", "NM1*77*2*INVENTED SHELTER*****XX*1999999992",
                                                     "N3*9 NOWHERE ROAD", "N4*CLOVIS*CA*936119998"));
  EXPECT_THAT(starting("NM1*77"), ::testing::SizeIs(1));
}

TEST_F(ConversionTest, PersonWhoBillsHasAFirstName) {
  convert_rows({row({{"billing_name", "Inventada"}, {"billing_first_name", "Rosa"}})});
  EXPECT_THAT(segments(), Contains("NM1*85*1*INVENTADA*ROSA****XX*1234567893"));
  EXPECT_THAT(segments(), Contains("PER*IC*ROSA INVENTADA*TE*5595550100"));
}

TEST_F(ConversionTest, PlaceOfServiceAtTheLineOnlyWhereItDiffers) {
  convert_rows({line(1), line(2, {{"place_of_service", "12"}})});
  EXPECT_THAT(starting("SV1"), ElementsAre("SV1*HC:G9012:U2*120*UN*1***1", "SV1*HC:G9012:U2*120*UN*1*12**1"));
}

TEST_F(ConversionTest, DiagnosesAreGatheredWithoutRepeats) {
  convert_rows({line(1, {{"diagnosis_1", "Z59.41"}}), line(2, {{"diagnosis_1", "Z60.2 Z59.41"}}),
                line(3, {{"diagnosis_1", "Z55.0 Z56.0 Z60.2 Z62.0 Z63.0"}})});
  EXPECT_THAT(starting("HI"), ElementsAre("HI*ABK:Z5941*ABF:Z602*ABF:Z550*ABF:Z560*ABF:Z620*ABF:Z630"));
  EXPECT_THAT(starting("SV1"), ElementsAre("SV1*HC:G9012:U2*120*UN*1***1", "SV1*HC:G9012:U2*120*UN*1***2:1",
                                           "SV1*HC:G9012:U2*120*UN*1***3:4:2:5"));
}

TEST_F(ConversionTest, MoreThanTwelveDiagnosesKeepTheFirstOfEachRow) {
  const ConversionSummary summary =
      convert_rows({line(1, {{"diagnosis_1", "Z55.0 Z55.1 Z55.2 Z55.3 Z55.4 Z55.8 Z55.9 Z56.0 Z56.1 Z56.2 Z56.3"}}),
                    line(2, {{"diagnosis_1", "Z57.0 Z57.1 Z57.2"}})});
  EXPECT_EQ(summary.converted, 2U);
  EXPECT_THAT(own_findings(), ElementsAre("INV-0907@2"));
  EXPECT_THAT(
      starting("HI"),
      ElementsAre("HI*ABK:Z550*ABF:Z570*ABF:Z551*ABF:Z552*ABF:Z553*ABF:Z554*ABF:Z558*ABF:Z559*ABF:Z560*ABF:Z561*"
                  "ABF:Z562*ABF:Z563"));
  EXPECT_THAT(starting("SV1"), ElementsAre("SV1*HC:G9012:U2*120*UN*1***1:3:4:5", "SV1*HC:G9012:U2*120*UN*1***2"));
}

TEST_F(ConversionTest, RowWhoseDiagnosesDoNotFitIsRejected) {
  std::vector<Row> rows;
  const std::vector<std::string> first{"Z55.0", "Z55.1", "Z55.2", "Z55.3", "Z55.4", "Z55.8", "Z55.9",
                                       "Z56.0", "Z56.1", "Z56.2", "Z56.3", "Z56.4", "Z57.0"};
  for (std::size_t i = 0; i < first.size(); ++i)
    rows.push_back(line(static_cast<int>(i) + 1, {{"diagnosis_1", first[i]}}));
  const ConversionSummary summary = convert_rows(rows);
  EXPECT_EQ(summary.rejected, 13U);
  EXPECT_THAT(own_findings(), ElementsAre("INV-0907@2", "INV-0908@14"));
  EXPECT_EQ(rejected()[0], "2: INV-0901: held with row 14");
}

TEST_F(ConversionTest, ExternalCausesAndSequelsDoNotStandFirst) {
  convert_rows({row({{"diagnosis_1", "Y92.9 T14.90XS Z59.41"}})});
  EXPECT_THAT(starting("HI"), ElementsAre("HI*ABK:Z5941*ABF:Y929*ABF:T1490XS"));
  EXPECT_THAT(starting("SV1"), ElementsAre("SV1*HC:G9012:U2*120*UN*1***2:3:1"));
  request_.force = true;
  const ConversionSummary summary = convert_rows({row({{"diagnosis_1", "Y92.9"}})});
  EXPECT_EQ(summary.rejected, 1U);
  EXPECT_THAT(own_findings(), ElementsAre("INV-0909@2"));
}

TEST_F(ConversionTest, NamesAreFolded) {
  convert_rows({row({{"member_last_name",
                      "N\xC3\xBA\xC3\xB1"
                      "ez"},
                     {"member_first_name", "Jos\xC3\xA9"},
                     {"member_address",
                      "1 Calle Ma\xC3\xB1"
                      "ana"}})});
  EXPECT_THAT(segments(), Contains("NM1*IL*1*NUNEZ*JOSE****MI*91234567A"));
  EXPECT_THAT(segments(), Contains("N3*1 CALLE MANANA"));
}

TEST_F(ConversionTest, ExtendedSetKeepsSmallLetters) {
  request_.profile.encounter.character_set = "extended";
  convert_rows({row({{"member_first_name", "Jos\xC3\xA9"}, {"note", "Call_back @ noon"}})});
  EXPECT_THAT(segments(), Contains("NM1*IL*1*Testerman*Jose****MI*91234567A"));
  EXPECT_THAT(segments(), Contains("NTE*ADD*Call_back @ noon"));
}

TEST_F(ConversionTest, TextsAreCutAtTheElement) {
  const std::string long_name(61, 'a');
  convert_rows({row({{"member_last_name", long_name}})});
  EXPECT_THAT(segments(), Contains("NM1*IL*1*" + std::string(60, 'A') + "*ANA****MI*91234567A"));
  EXPECT_THAT(codes(), ElementsAre("INV-0103"));  // said once, by the checks of the row
}

TEST_F(ConversionTest, TextThatFoldingMakesTooLongIsCutWithAWarning) {
  std::string last;  // 45 bytes; six letters for each character
  for (int i = 0; i < 15; ++i) last += "\xE8\x8E\x8A";
  convert_rows({row({{"member_last_name", last}})});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0902@2"));
  const std::string name = starting("NM1*IL")[0].substr(9);
  EXPECT_EQ(name.substr(0, 6), "ZHUANG");
  EXPECT_LE(name.find('*'), 60U);
  EXPECT_GE(name.find('*'), 59U);  // a blank at the cut is left out
}

TEST_F(ConversionTest, NumbersAreNeverCutOrChangedInSilence) {
  convert_rows({row({{"control_number", "L_1"}})});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0904@2"));
  EXPECT_THAT(segments(), Contains("REF*6R*L 1"));
  request_.force = true;
  ConversionSummary summary =
      convert_rows({line(1, {{"control_number", "L_1"}}), line(2, {{"control_number", "L@1"}})});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0904@2", "INV-0904@3", "INV-0912@3"));
  EXPECT_EQ(summary.rejected, 2U);
  std::string number;  // 30 bytes
  for (int i = 0; i < 10; ++i) number += "\xE8\x8E\x8A";
  summary = convert_rows({row({{"control_number", number}})});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0905@2"));
  EXPECT_EQ(summary.rejected, 1U);
}

TEST_F(ConversionTest, TextOfWhichTooLittleRemainsIsAnError) {
  const ConversionSummary summary = convert_rows({row({{"member_city", "_A"}})});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0903@2"));
  EXPECT_EQ(summary.rejected, 1U);
}

TEST_F(ConversionTest, HomelessMemberTakesTheProvidersAddressOrAFixedOne) {
  const Row homeless = row({{"member_homelessness", "Y"},
                            {"member_address", ""},
                            {"member_city", ""},
                            {"member_state", ""},
                            {"member_zip", ""}});
  convert_rows({homeless});
  EXPECT_THAT(from("NM1*IL", "DMG"), ElementsAre("NM1*IL*1*TESTERMAN*ANA****MI*91234567A", "N3*100 INVENTED STREET",
                                                 "N4*FRESNO*CA*937210001"));
  request_.force = true;
  request_.profile.encounter.homeless_address = "fixed";
  request_.profile.encounter.fixed_address = {"General Delivery", "Fresno", "CA", "93721"};
  convert_rows({homeless});
  EXPECT_THAT(from("NM1*IL", "DMG"),
              ElementsAre("NM1*IL*1*TESTERMAN*ANA****MI*91234567A", "N3*GENERAL DELIVERY", "N4*FRESNO*CA*93721"));
}

TEST_F(ConversionTest, FiveDigitZipOfAProviderTakesTheProfilesLastFour) {
  convert_rows({row({{"billing_zip", "93721"}})});
  EXPECT_THAT(segments(), Contains("N4*FRESNO*CA*937219998"));
  EXPECT_THAT(segments(), Contains("N4*FRESNO*CA*93721"));  // the member's
  request_.force = true;
  request_.profile.encounter.default_zip_extension = "";
  const ConversionSummary summary = convert_rows({row({{"billing_zip", "93721"}})});
  EXPECT_EQ(summary.rejected, 1U);
  EXPECT_THAT(codes(), ElementsAre("INV-0313"));
}

TEST_F(ConversionTest, ClaimToAPlanNamesThePlanAsPayer) {
  request_.profile.encounter.purpose = "CH";
  convert_rows({row({{"payer_id", "PLAN9"}, {"payer_name", "Invented Plan"}}),
                row({{"invoice_number", "INV-2"}, {"payer_id", ""}})});
  EXPECT_THAT(starting("BHT"), ElementsAre("BHT*0019*00*000000001-0001*20260501*0000*CH"));
  EXPECT_THAT(starting("NM1*PR"),
              ElementsAre("NM1*PR*2*INVENTED PLAN*****PI*PLAN9", "NM1*PR*2*CALIFORNIA-DHCS*****PI*610442"));
}

TEST_F(ConversionTest, EnvelopeFollowsProfileAndRequest) {
  request_.profile.encounter.usage = "production";
  request_.profile.submitter.application_id = "APP7";
  request_.profile.submitter.contact_email = "";
  request_.time = "0930";
  request_.first_control = 41;
  convert_rows({row()});
  EXPECT_EQ(
      segments()[0],
      "ISA*00*          *00*          *ZZ*123456789305   *ZZ*CALIFORNIA-DHCS*260501*0930*^*00501*000000041*1*P*:");
  EXPECT_EQ(segments()[1], "GS*HC*APP7*CALIFORNIA-DHCS*20260501*0930*41*X*005010X222A1");
  EXPECT_THAT(segments(), Contains("BHT*0019*00*000000041-0001*20260501*0930*RP"));
  EXPECT_THAT(segments(), Contains("PER*IC*EDI DESK*TE*9165551234"));
  EXPECT_EQ(segments().back(), "IEA*1*000000041");
  request_.force = request_.test = true;
  convert_rows({row()});
  EXPECT_EQ(segments()[0].substr(101, 3), "*T*");
}

}  // namespace
}  // namespace calx::encounter
