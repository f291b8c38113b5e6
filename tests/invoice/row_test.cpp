// check_row: what a good row becomes, and what each fault says.
#include <gmock/gmock.h>

#include "invoice_fixture.hpp"

namespace calx::invoice {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

text::Date day(int year, unsigned month, unsigned of_month) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}

TEST(CheckRow, AGoodRowBecomesALine) {
  const Checked checked = check(with(good_row(), {{"modifier_1", "u6"},
                                                  {"diagnosis_1", "z59.811, Z60.2;Z59811"},
                                                  {"diagnosis_2", "Z63.0"},
                                                  {"charge", "$1,180.00"},
                                                  {"units", "8"},
                                                  {"unit_charge", "147.50"},
                                                  {"service_end", "4/9/26"},
                                                  {"authorization_number", " auth-1 "},
                                                  {"payer_id", "plan305"},
                                                  {"billing_phone", "+1 (559) 555-0100"}}));
  EXPECT_TRUE(checked.ok);
  EXPECT_THAT(checked.codes(), IsEmpty());
  const InvoiceLine& line = checked.line;
  EXPECT_EQ(line.row, 2u);
  EXPECT_EQ(line.payer_id, "PLAN305");
  EXPECT_EQ(line.invoice_number, "INV-7");
  EXPECT_EQ(line.control_number, "1");
  EXPECT_EQ(line.authorization_number, "AUTH-1");
  EXPECT_EQ(line.invoice_date, day(2026, 4, 30));
  EXPECT_EQ(line.type, InvoiceType::original);
  EXPECT_EQ(line.member_cin, "90000001A");
  EXPECT_EQ(line.member_last_name, "Testerman");
  EXPECT_EQ(line.member_date_of_birth, day(1980, 2, 29));
  EXPECT_EQ(line.member_gender, 'M');
  EXPECT_FALSE(line.member_homeless);
  EXPECT_EQ(line.member_address.line_1, "100 Example Street");
  EXPECT_EQ(line.member_address.zip, "93721");
  EXPECT_EQ(line.billing_npi, "1234567893");
  EXPECT_EQ(line.billing_tin, "123456789");
  EXPECT_EQ(line.billing_phone, "5595550100");
  EXPECT_EQ(line.billing_address.zip, "937211234");
  EXPECT_TRUE(line.rendering_npi.empty());
  EXPECT_EQ(line.place_of_service, "12");
  EXPECT_EQ(line.procedure_code, "H0043");
  EXPECT_EQ(line.modifiers, (std::array<std::string, 4>{"U6", "", "", ""}));
  ASSERT_NE(line.option, nullptr);
  EXPECT_EQ(line.option->service, "Housing Transition Navigation Services");
  EXPECT_EQ(line.service_start, day(2026, 4, 2));
  EXPECT_EQ(line.service_end, day(2026, 4, 9));
  EXPECT_EQ(line.units.thousandths, 8000);
  EXPECT_EQ(line.charge.cents, 118000);
  EXPECT_EQ(line.diagnosis_count, 3);
  EXPECT_EQ(line.diagnoses[0], "Z59811");
  EXPECT_EQ(line.diagnoses[1], "Z602");
  EXPECT_EQ(line.diagnoses[2], "Z630");
  EXPECT_FALSE(line.paid_amount.has_value());
}

TEST(CheckRow, ALineIsUsedAgainWithoutLeftovers) {
  const Context how = context();
  const std::string text = csv({with(good_row(), {{"note", "first"},
                                                  {"modifier_1", "U6"},
                                                  {"rendering_npi", "1987654328"},
                                                  {"rendering_name", "Specimen"},
                                                  {"facility_name", "Invented Shelter"},
                                                  {"facility_address", "1 Nowhere Square"},
                                                  {"facility_city", "Fresno"},
                                                  {"facility_state", "CA"},
                                                  {"facility_zip", "93721-0001"},
                                                  {"diagnosis_1", "Z59.811 Z60.2"},
                                                  {"paid_amount", "80"},
                                                  {"paid_date", "2026-04-20"},
                                                  {"admission_date", "2026-04-01"},
                                                  {"invoice_type", "Void"},
                                                  {"original_reference", "REF1"}}),
                                with(good_row(), {{"control_number", "2"}})});
  findings::Collector sink;
  InvoiceFile file("test.csv", text, how.elements, how.catalogue, sink);
  RawRow row;
  InvoiceLine line;
  bool broken = false;
  ASSERT_TRUE(file.next(row, broken));
  EXPECT_TRUE(check_row(file, row, how, line, sink));
  EXPECT_EQ(line.facility_address.zip, "937210001");
  EXPECT_EQ(line.type, InvoiceType::voided);
  ASSERT_TRUE(file.next(row, broken));
  EXPECT_TRUE(check_row(file, row, how, line, sink));
  EXPECT_THAT(codes_of(sink), IsEmpty());
  EXPECT_EQ(line.note, "");
  EXPECT_EQ(line.rendering_npi + line.rendering_name, "");
  EXPECT_TRUE(line.facility_name.empty() && line.facility_address.empty());
  EXPECT_EQ(line.diagnosis_count, 1);
  EXPECT_EQ(line.diagnoses[1], "");
  EXPECT_FALSE(line.paid_amount || line.paid_date || line.admission_date);
  EXPECT_EQ(line.type, InvoiceType::original);
  EXPECT_EQ(line.original_reference, "");
}

TEST(RereadRow, MakesTheSameLineWithoutTheOption) {
  const Context how = context();
  // Rows that check_row passes, each with what it mends or warns of.
  const std::vector<Cells> rows{good_row(),
                                with(good_row(), {{"billing_npi", "1234567893.0"},
                                                  {"billing_tin", "12345678"},
                                                  {"billing_phone", "1-559-555-0100"},
                                                  {"billing_zip", "93721"},
                                                  {"billing_state", "California"},
                                                  {"billing_taxonomy", "251b00000x"},
                                                  {"place_of_service", "2.0"},
                                                  {"member_cin", "90000001a12345"},
                                                  {"member_zip", "2139"},
                                                  {"invoice_number", "inv-7"}}),
                                with(good_row(), {{"modifier_1", "u6 U6"},
                                                  {"diagnosis_1", "z59.811;Z60.2,Z59811"},
                                                  {"diagnosis_12", "F32.9"},
                                                  {"service_start", "4/2/26"},
                                                  {"service_end", "2026-04-13T00:00:00"},
                                                  {"procedure_code", "T2040"},  // per 15 minutes
                                                  {"units", "1,000"},
                                                  {"charge", "$118.5"},
                                                  {"paid_amount", "118.50"},
                                                  {"paid_date", "4/20/2026"},
                                                  {"invoice_amount", "1"},
                                                  {"note", std::string(90, 'n')}}),
                                with(good_row(), {{"rendering_npi", "1987654328"},
                                                  {"rendering_name", "Núñez"},
                                                  {"facility_name", "Invented Shelter"},
                                                  {"facility_address", "1 Nowhere Square"},
                                                  {"facility_city", "Fresno"},
                                                  {"facility_state", "ca"},
                                                  {"facility_zip", "93721-0001"},
                                                  {"member_homelessness", "Yes"},
                                                  {"member_city", ""},
                                                  {"invoice_type", "corrected"},
                                                  {"original_reference", "ref1"}})};
  const std::string text = csv(rows);
  findings::Collector sink;
  InvoiceFile file("test.csv", text, how.elements, how.catalogue, sink);
  RawRow row;
  InvoiceLine again;  // keeps what the rows before have left
  bool broken = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ASSERT_TRUE(file.next(row, broken));
    InvoiceLine line;
    ASSERT_TRUE(check_row(file, row, how, line, sink)) << i;
    reread_row(file, row, how, again);
    EXPECT_EQ(again.option, nullptr) << i;
    again.option = line.option;
    EXPECT_EQ(again, line) << i;
  }
  EXPECT_THAT(codes_of(sink), testing::IsSupersetOf({"INV-0103", "INV-0108", "INV-0109", "INV-0510", "INV-0309"}));
}

TEST(CheckRow, ReportsAllFaultsOfARowAndWhereTheyAre) {
  const Checked checked = check(with(
      good_row(),
      {{"member_cin", "12345"}, {"service_start", "soon"}, {"units", "0"}, {"billing_state", ""}, {"charge", ""}}));
  EXPECT_FALSE(checked.ok);
  EXPECT_THAT(checked.codes(), UnorderedElementsAre("INV-0209", "INV-0301", "INV-0513", "INV-0101", "INV-0101"));
  const findings::Finding* const cin = checked.find("INV-0209");
  EXPECT_EQ(cin->file, "test.csv");
  EXPECT_EQ(cin->row, 2u);
  EXPECT_EQ(cin->column, "Member Client Index Number (CIN)");
  EXPECT_EQ(cin->key, "member_cin");
  EXPECT_EQ(cin->value, "12345");
  EXPECT_EQ(cin->message, "a CIN has 9 characters (10 or 14 on a card); this has 5");
  const findings::Finding* const charge = checked.find("INV-0101");
  EXPECT_EQ(charge->message, "a value is required here");
  EXPECT_EQ(charge->hint, "Expected: 2 letters.");
}

TEST(CheckRow, KeepsWhatMakesAClaimWhereTheRowIsFaulty) {
  const Checked checked = check(with(good_row(), {{"member_cin", " 9000000a1 "},
                                                  {"billing_npi", "123"},
                                                  {"invoice_number", "inv-7"},
                                                  {"member_mrn", "mrn-x"},
                                                  {"units", ""}}));
  EXPECT_FALSE(checked.ok);
  EXPECT_EQ(checked.line.member_cin, "9000000A1");
  EXPECT_EQ(checked.line.billing_npi, "123");
  EXPECT_EQ(checked.line.invoice_number, "INV-7");
  EXPECT_EQ(checked.line.member_mrn, "MRN-X");
}

/// One changed cell, the findings it gives, and whether the row passes.
struct Case {
  const char* key;
  const char* value;
  std::vector<std::string> codes;
  bool ok;
};

class OneCell : public testing::TestWithParam<Case> {};

TEST_P(OneCell, IsJudged) {
  const Case& one = GetParam();
  const Checked checked = check(with(good_row(), {{one.key, one.value}}));
  EXPECT_EQ(checked.codes(), one.codes);
  EXPECT_EQ(checked.ok, one.ok);
  for (const findings::Finding& finding : checked.findings) EXPECT_EQ(finding.key, one.key);
}

void PrintTo(const Case& one, std::ostream* out) {
  *out << one.key << " = " << one.value;
}

INSTANTIATE_TEST_SUITE_P(
    Identifiers, OneCell,
    testing::Values(
        Case{"billing_npi", "1234567893.0", {"INV-0108"}, true}, Case{"billing_npi", "1.23E+09", {"INV-0107"}, false},
        Case{"billing_npi", "123456789", {"INV-0201"}, false}, Case{"billing_npi", "12345-7893", {"INV-0202"}, false},
        Case{"billing_npi", "0234567893", {"INV-0203"}, false}, Case{"billing_npi", "1234567839", {"INV-0204"}, false},
        Case{"billing_npi", "", {"INV-0101"}, false},
        Case{"billing_npi", "'1234567893", {"INV-0201"}, false},  // guards stand before = + - @ alone
        Case{"billing_tin", "123456789", {}, true}, Case{"billing_tin", "12345678", {"INV-0109"}, true},
        Case{"billing_tin", "12-345678", {"INV-0205"}, false}, Case{"billing_tin", "123456789.0", {"INV-0108"}, true},
        Case{"billing_tin", "1.23E+08", {"INV-0107"}, false}, Case{"billing_tin", "12A456789", {"INV-0205"}, false},
        Case{"billing_phone", "559.555.0100", {}, true}, Case{"billing_phone", "15595550100", {}, true},
        Case{"billing_phone", "5595550100.0", {"INV-0108"}, true},
        Case{"billing_phone", "559-555-010", {"INV-0206"}, false},
        Case{"billing_phone", "559-555-0100 x7", {"INV-0206"}, false},
        Case{"billing_phone", "159-555-0100", {"INV-0207"}, true},
        Case{"billing_phone", "559-055-0100", {"INV-0207"}, true}, Case{"billing_taxonomy", "251b00000x", {}, true},
        Case{"billing_taxonomy", "251B00000Y", {"INV-0208"}, false}, Case{"member_cin", "90000001a   ", {}, true},
        Case{"member_cin", "90000001A7", {}, true}, Case{"member_cin", "90000001A61234", {}, true},
        Case{"member_cin", "90000001A612", {"INV-0209"}, false}, Case{"member_cin", "80000001A", {"INV-0210"}, false},
        Case{"member_cin", "90000001O", {"INV-0211"}, true}, Case{"place_of_service", "4", {"INV-0109"}, true},
        Case{"place_of_service", "11.0", {"INV-0108"}, true}, Case{"place_of_service", "00", {"INV-0501"}, false},
        Case{"member_zip", "93721 1234", {}, true}, Case{"member_zip", "937211234", {}, true},
        Case{"member_zip", "2139", {"INV-0109"}, true}, Case{"member_zip", "21391234", {"INV-0109"}, true},
        Case{"member_zip", "93721.0", {"INV-0108"}, true}, Case{"member_zip", "9372-11234", {"INV-0312"}, false},
        Case{"member_zip", "93721-", {}, true}, Case{"member_zip", "K1A 0B1", {"INV-0312"}, false},
        Case{"member_state", "ca", {}, true}, Case{"member_state", "California", {}, true},
        Case{"member_state", "Calif", {"INV-0311"}, false}, Case{"member_state", "ZZ", {"INV-0311"}, false}));

INSTANTIATE_TEST_SUITE_P(
    DatesAndMember, OneCell,
    testing::Values(
        Case{"service_start", "4/2/2026", {}, true}, Case{"service_start", "20260402", {}, true},
        Case{"service_start", "04/02/26", {}, true}, Case{"service_start", "2026-04-02 00:00:00", {}, true},
        Case{"service_start", "2026-02-29", {"INV-0301"}, false}, Case{"service_start", "46114", {"INV-0302"}, false},
        Case{"service_start", "46114.5", {"INV-0302"}, false}, Case{"service_start", "2026-05-02", {"INV-0303"}, false},
        Case{"service_end", "2026-04-01", {"INV-0512"}, false}, Case{"service_end", "never", {"INV-0301"}, false},
        Case{"invoice_date", "2026-04-01", {"INV-0604"}, false}, Case{"invoice_date", "2026-05-01", {}, true},
        Case{"invoice_date", "2026-05-02", {"INV-0303"}, false}, Case{"member_date_of_birth", "2/29/80", {}, true},
        Case{"member_date_of_birth", "2026-04-03", {"INV-0305"}, false},
        Case{"member_date_of_birth", "2026-05-02", {"INV-0303"}, false},
        Case{"member_date_of_birth", "1876-04-30", {"INV-0304"}, false},
        Case{"member_date_of_birth", "1876-05-01", {}, true}, Case{"admission_date", "2026-04-02", {}, true},
        Case{"admission_date", "2026-04-03", {"INV-0523"}, false}, Case{"member_gender", "female", {}, true},
        Case{"member_gender", "x", {}, true}, Case{"member_gender", "N", {}, true},
        Case{"member_gender", "W", {"INV-0306"}, false}, Case{"member_homelessness", "No", {}, true},
        Case{"member_homelessness", "0", {}, true}, Case{"member_homelessness", "FALSE", {}, true},
        Case{"member_homelessness", "Yes", {}, true}, Case{"member_homelessness", "2", {"INV-0307"}, false},
        Case{"member_last_name", "  ", {"INV-0101"}, false}, Case{"member_last_name", "Łukaszewicz-Nguyễn", {}, true},
        Case{"member_last_name", "張", {}, true}, Case{"member_last_name", "...", {"INV-0105"}, false},
        Case{"member_city", "", {"INV-0308"}, false}, Case{"member_city", "F", {"INV-0104"}, false},
        Case{"payer_id", "A", {"INV-0104"}, false},
        Case{"invoice_number", "ABCDEFGHIJKLMNOPQRSTU", {"INV-0102"}, false},
        Case{"invoice_number", "ABCDEFGHIJKLMNOPQRST", {}, true},
        Case{"invoice_number", "2.02601E+11", {"INV-0107"}, false}, Case{"control_number", "7:1", {"INV-0106"}, true},
        Case{"note", "'=SUM(A1)", {}, true}));

INSTANTIATE_TEST_SUITE_P(
    Service, OneCell,
    testing::Values(
        Case{"units", "1.5", {"INV-0527"}, false}, Case{"units", "0.001", {"INV-0527"}, false},
        Case{"units", "1.000", {}, true}, Case{"units", "2", {"INV-0528"}, false},
        Case{"units", "0", {"INV-0513"}, false}, Case{"units", "-1", {"INV-0513"}, false},
        Case{"units", "1.2345", {"INV-0513"}, false}, Case{"units", "", {"INV-0101"}, false},
        Case{"charge", "0", {}, true}, Case{"charge", "$ 118", {}, true},
        Case{"charge", "(118.00)", {"INV-0516"}, false}, Case{"charge", "1.234", {"INV-0515"}, false},
        Case{"charge", "1.2E+03", {"INV-0107"}, false}, Case{"invoice_amount", "all", {"INV-0517"}, true},
        Case{"diagnosis_1", "", {"INV-0101"}, false}, Case{"diagnosis_1", "Z59811:Z602", {}, true},
        Case{"diagnosis_1", "homeless", {"INV-0524"}, false}, Case{"diagnosis_1", "Z59.8112345", {"INV-0524"}, false},
        Case{"diagnosis_1", "298.9", {"INV-0525"}, false}, Case{"diagnosis_1", "Z59.01", {"INV-0314"}, true},
        Case{"diagnosis_3", "Z590", {"INV-0314"}, true}, Case{"modifier_1", "U6,U6", {"INV-0510"}, true},
        Case{"modifier_1", "", {"INV-0504"}, false}, Case{"modifier_1", "U", {"INV-0508"}, false},
        Case{"modifier_1", "U1 U2 U3 U4 U6", {"INV-0509"}, false}, Case{"procedure_code", "", {"INV-0101"}, false},
        Case{"procedure_code", "h0043", {}, true}, Case{"procedure_code", "H0043U6", {"INV-0511"}, false},
        Case{"procedure_code", "G0438", {"INV-0503"}, false}, Case{"invoice_type", "NEW", {}, true},
        Case{"invoice_type", "1", {}, true}, Case{"invoice_type", "credit", {"INV-0601"}, false},
        Case{"billing_address", "PO BOX 7", {"INV-0401"}, false},
        Case{"billing_address", "p.o.box 7", {"INV-0401"}, false},
        Case{"billing_address", "P O Box 7", {"INV-0401"}, false},
        Case{"billing_address", "POB 7", {"INV-0401"}, false},
        Case{"billing_address_2", "Post Office Box 7", {"INV-0401"}, false},
        Case{"billing_address", "Lock Box 7", {"INV-0401"}, false},
        Case{"billing_address", "P\u00F3 Box 7", {"INV-0401"}, false},  // as it is sent
        Case{"billing_state", "ON", {"INV-0315"}, false}, Case{"member_state", "Quebec", {"INV-0315"}, false},
        Case{"member_state", "PR", {}, true}, Case{"member_address", "#N/A", {"INV-0110"}, false},
        Case{"invoice_number", "#REF!", {"INV-0110"}, false}, Case{"member_address", "#5, 12 Pretend Lane", {}, true},
        Case{"member_city", "NULL", {"INV-0111"}, true}, Case{"member_last_name", "Null", {}, true},
        Case{"member_last_name", "N/A", {"INV-0101"}, false}, Case{"note", "n/a", {}, true},
        Case{"member_zip", "N/A", {"INV-0308"}, false}, Case{"service_end", " N/A ", {}, true},
        Case{"rendering_npi", "N/A", {}, true}, Case{"units", "N/A", {"INV-0101"}, false},
        Case{"member_last_name", "Invent\uFFFDda", {"INV-0008"}, false},
        Case{"billing_address", "7 Poboxton Road", {}, true}, Case{"billing_address", "12 Box Canyon Road", {}, true},
        Case{"rendering_npi", "1234567893", {}, true}));

TEST(CheckRow, MessagesOfTheCodingNameWhatIsRight) {
  const auto message = [](const Cells& changes, const char* code) {
    const Checked checked = check(with(good_row(), changes));
    const findings::Finding* const finding = checked.find(code);
    EXPECT_NE(finding, nullptr) << code;
    return finding == nullptr ? std::string() : finding->message;
  };
  EXPECT_EQ(message({{"procedure_code", "H0044"}, {"modifier_1", "U9"}}, "INV-0504"),
            "H0044 needs one of U2 (Housing Deposits), U3 (Short-Term Post-Hospitalization Housing), U5 (Community or "
            "Home Transition Services) or U6 (Transitional Rent); this row has U9");
  EXPECT_EQ(message({{"procedure_code", "H0044"}, {"modifier_1", "U2"}, {"modifier_2", "U9"}}, "INV-0504"),
            "H0044 needs one of U2 (Housing Deposits), U3 (Short-Term Post-Hospitalization Housing), U5 (Community or "
            "Home Transition Services) or U6 (Transitional Rent); this row has U2 and U9");
  EXPECT_EQ(message({{"procedure_code", "T2033"}, {"modifier_1", ""}}, "INV-0504"),
            "T2033 needs U6 (Recuperative Care (Medical Respite)); this row has no modifier");
  EXPECT_EQ(message({{"procedure_code", "H0044"}, {"modifier_1", "U5"}, {"service_start", "2025-06-30"}}, "INV-0505"),
            "H0044 with U5 (Community or Home Transition Services (formerly NF transition to a home)) is valid from "
            "2026-01-01 on, and the service is earlier; on that date H0044 takes U2 (Housing Deposits) or U3 "
            "(Short-Term Post-Hospitalization Housing)");
  EXPECT_THAT(message({{"procedure_code", "H0O44"}}, "INV-0503"), HasSubstr("; did you mean "));
  EXPECT_EQ(message({{"procedure_code", "X9999"}}, "INV-0503"),
            "X9999 is no procedure code of ECM or Community Supports");
  EXPECT_EQ(message({{"procedure_code", "H0040"}, {"modifier_1", "U2"}}, "INV-0506"),
            "that H0040 with U2 means Transitional Rent is not confirmed by a public document");
  EXPECT_EQ(message({{"procedure_code", "T2033"}, {"modifier_1", "GQ U6"}}, "INV-0507"),
            "that GQ (telephone or electronic) may stand on T2033 with U6 is not confirmed by a public document");
  EXPECT_EQ(message({{"place_of_service", "27"}, {"service_start", "2023-09-30"}}, "INV-0502"),
            "place of service 27 is valid from 2023-10-01 on, and the service is earlier");
}

TEST(CheckRow, ModifiersStandInAnyPositionAndCell) {
  for (const Cells& changes :
       {Cells{{"modifier_1", "U2"}, {"modifier_2", "GQ"}}, Cells{{"modifier_1", "gq"}, {"modifier_2", "u2"}},
        Cells{{"modifier_1", "U2 GQ"}}, Cells{{"modifier_1", "U2:GQ"}}, Cells{{"modifier_1", "GQ;U2"}},
        Cells{{"modifier_1", ""}, {"modifier_3", "U2,GQ"}}}) {
    const Checked checked = check(with(with(good_row(), {{"procedure_code", "G9012"}}), changes));
    EXPECT_TRUE(checked.ok);
    ASSERT_NE(checked.line.option, nullptr);
    EXPECT_EQ(checked.line.option->modifiers, (std::vector<std::string>{"GQ", "U2"}));
  }
}

TEST(CheckRow, AnUnknownCodeWithoutModifiersIsTwoFaults) {
  const Checked checked = check(with(good_row(), {{"procedure_code", "X9999"}, {"modifier_1", ""}}));
  EXPECT_THAT(checked.codes(), ElementsAre("INV-0503", "INV-0101"));
}

TEST(CheckRow, AddressesOfHomelessMembers) {
  const Cells nowhere{{"member_homelessness", "Y"}, {"member_address", ""}, {"member_city", ""},
                      {"member_state", ""},         {"member_zip", ""},     {"diagnosis_1", "Z59.02"}};
  const Checked checked = check(with(good_row(), nowhere));
  EXPECT_TRUE(checked.ok);
  EXPECT_THAT(checked.codes(), IsEmpty());
  EXPECT_TRUE(checked.line.member_homeless);
  EXPECT_TRUE(checked.line.member_address.empty());

  const Checked whole = check(with(good_row(), {{"member_homelessness", "Y"}}));
  EXPECT_TRUE(whole.ok);
  EXPECT_EQ(whole.line.member_address.city, "Fresno");

  const Checked part = check(with(with(good_row(), nowhere), {{"member_city", "Fresno"}}));
  EXPECT_TRUE(part.ok);
  EXPECT_THAT(part.codes(), ElementsAre("INV-0309"));
  EXPECT_TRUE(part.line.member_address.empty());

  Context without = context();
  without.homeless_stand_in_available = false;
  EXPECT_THAT(check(with(good_row(), nowhere), without).codes(), ElementsAre("INV-0310"));

  const Checked housed =
      check(with(with(good_row(), nowhere), {{"member_homelessness", "N"}, {"diagnosis_1", "Z602"}}));
  EXPECT_FALSE(housed.ok);
  EXPECT_THAT(housed.codes(), ElementsAre("INV-0308"));
}

TEST(CheckRow, RenderingProvider) {
  const Checked other = check(with(good_row(), {{"rendering_npi", "1987654328"},
                                                {"rendering_name", "Specimen"},
                                                {"rendering_first_name", "Robin"},
                                                {"rendering_taxonomy", "171M00000X"}}));
  EXPECT_TRUE(other.ok);
  EXPECT_EQ(other.line.rendering_npi, "1987654328");
  EXPECT_EQ(other.line.rendering_first_name, "Robin");
  EXPECT_THAT(check(with(good_row(), {{"rendering_npi", "1987654328"}})).codes(), ElementsAre("INV-0402"));
  EXPECT_THAT(check(with(good_row(), {{"rendering_npi", "1987654329"}, {"rendering_name", "Specimen"}})).codes(),
              ElementsAre("INV-0204"));
  const Checked same = check(with(good_row(), {{"rendering_npi", "1234567893"}, {"rendering_name", "Anyone"}}));
  EXPECT_THAT(same.codes(), IsEmpty());
  EXPECT_TRUE(same.line.rendering_npi.empty() && same.line.rendering_name.empty());
  EXPECT_THAT(check(with(good_row(), {{"rendering_name", "Specimen"}})).codes(), ElementsAre("INV-0404"));
  EXPECT_THAT(check(with(good_row(), {{"rendering_name", "Example Housing Partners"}})).codes(), IsEmpty());
}

TEST(CheckRow, FacilityNeedsItsWholeAddress) {
  EXPECT_THAT(check(with(good_row(), {{"facility_name", "Invented Shelter"}})).codes(),
              ElementsAre("INV-0403", "INV-0403", "INV-0403", "INV-0403"));
  EXPECT_THAT(check(with(good_row(), {{"facility_npi", "1234567893"}})).codes(), ElementsAre("INV-0405"));
  Context strict = context();
  strict.five_digit_zip_is_error = true;
  EXPECT_THAT(check(with(good_row(), {{"facility_name", "Invented Shelter"},
                                      {"facility_address", "1 Nowhere Square"},
                                      {"facility_city", "Fresno"},
                                      {"facility_state", "CA"},
                                      {"facility_zip", "93721"}}),
                    strict)
                  .codes(),
              ElementsAre("INV-0313"));
  EXPECT_THAT(check(good_row(), strict).codes(), IsEmpty());  // a member's ZIP may have five
}

TEST(CheckRow, PaidAmounts) {
  const auto codes = [](const Cells& changes) { return check(with(good_row(), changes)).codes(); };
  EXPECT_THAT(codes({{"paid_amount", "118"}, {"paid_date", "2026-04-02"}}), IsEmpty());
  EXPECT_THAT(codes({{"paid_amount", "0"}}), ElementsAre("INV-0520"));
  EXPECT_THAT(codes({{"paid_amount", "118.01"}, {"paid_date", "2026-04-25"}}), ElementsAre("INV-0519"));
  EXPECT_THAT(codes({{"paid_amount", "5"}, {"paid_date", "2026-04-01"}}), ElementsAre("INV-0521"));
  EXPECT_THAT(codes({{"paid_amount", "5"}, {"paid_date", "2026-05-02"}}), ElementsAre("INV-0303"));
  EXPECT_THAT(codes({{"paid_amount", "five"}, {"paid_date", "2026-04-25"}}), ElementsAre("INV-0515"));
  EXPECT_THAT(codes({{"paid_date", "2026-04-25"}}), ElementsAre("INV-0522"));
  EXPECT_THAT(codes({{"procedure_code", "T2040"}, {"units", "3"}, {"unit_charge", "39.33"}}), ElementsAre("INV-0518"));
  EXPECT_THAT(codes({{"procedure_code", "T2040"}, {"units", "2.5"}, {"unit_charge", "47.20"}}), IsEmpty());  // 118.00
}

// A day holds one unit of what is counted per diem, and 96 quarter hours.
TEST(CheckRow, UnitsFitIntoTheDaysOfService) {
  const auto codes = [](const Cells& changes) { return check(with(good_row(), changes)).codes(); };
  EXPECT_THAT(codes({{"units", "2"}, {"service_end", "2026-04-03"}}), IsEmpty());
  EXPECT_THAT(codes({{"units", "3"}, {"service_end", "2026-04-03"}}), ElementsAre("INV-0528"));
  EXPECT_THAT(codes({{"procedure_code", "T2040"}, {"units", "96"}}), IsEmpty());
  EXPECT_THAT(codes({{"procedure_code", "T2040"}, {"units", "96.25"}}), ElementsAre("INV-0528"));
  EXPECT_THAT(codes({{"units", "2"}, {"service_end", "2026-04-01"}}), ElementsAre("INV-0512"));  // one cause
  const Checked two = check(with(good_row(), {{"units", "2"}}));
  ASSERT_EQ(two.findings.size(), 1U);
  EXPECT_EQ(two.findings[0].message,
            "H0043 (Housing Transition Navigation Services) is counted per diem: 2 units are too many for one day (at "
            "most 1)");
}

// What was spent is the service (column charge of the coding options): nothing spent, nothing told.
TEST(CheckRow, AChargeThatIsTheServiceIsAboveNothing) {
  const auto codes = [](const char* code, const char* modifier, const char* charge) {
    return check(with(good_row(), {{"procedure_code", code}, {"modifier_1", modifier}, {"charge", charge}})).codes();
  };
  for (const auto& [code, modifier] : {std::pair("H0044", "U2"), {"H0044", "U5"}, {"S5165", "U5"}, {"S5165", "U6"}}) {
    EXPECT_THAT(codes(code, modifier, "0.00"), ElementsAre("INV-0529")) << code << modifier;
    EXPECT_THAT(codes(code, modifier, "0.01"), IsEmpty()) << code << modifier;
  }
  EXPECT_THAT(codes("H0044", "U3", "0.00"), IsEmpty());
  EXPECT_THAT(codes("H0043", "U6", "0.00"), IsEmpty());
}

TEST(CheckRow, AZeroByteIsALostCharacter) {
  EXPECT_THAT(check(with(good_row(), {{"note", std::string("a\0b", 3)}})).codes(), ElementsAre("INV-0008"));
}

TEST(CheckRow, ATotalBelowTheTableIsOneFinding) {
  Cells total;
  for (const auto& [key, cell] : good_row()) total[key] = "";
  total["units"] = "12";
  total["charge"] = "1200.00";
  const Checked one = check(total);
  EXPECT_THAT(one.codes(), ElementsAre("INV-0018"));
  EXPECT_FALSE(one.ok);
  EXPECT_EQ(one.findings[0].row, 2U);
  total["invoice_number"] = "Please pay soon";
  EXPECT_THAT(check(total).codes(), ElementsAre("INV-0018"));
  total["member_last_name"] = "Total of April";
  EXPECT_THAT(check(total).codes(), ElementsAre("INV-0018"));
  total["member_cin"] = "90000001A";
  EXPECT_GT(check(total).codes().size(), 10U);
}

TEST(CheckRow, CorrectionsNeedTheirOriginal) {
  const Checked void_8 = check(with(good_row(), {{"invoice_type", "8"}, {"original_reference", "ref-1"}}));
  EXPECT_TRUE(void_8.ok);
  EXPECT_EQ(void_8.line.type, InvoiceType::voided);
  EXPECT_EQ(void_8.line.original_reference, "REF-1");
  EXPECT_EQ(check(with(good_row(), {{"invoice_type", "cOrrected"}, {"original_reference", "R"}})).line.type,
            InvoiceType::corrected);
  EXPECT_THAT(check(with(good_row(), {{"invoice_type", "7"}})).codes(), ElementsAre("INV-0602"));
  Context with_ledger = context();
  with_ledger.ledger_knows_originals = true;
  EXPECT_THAT(check(with(good_row(), {{"invoice_type", "7"}}), with_ledger).codes(), IsEmpty());
  EXPECT_THAT(check(with(good_row(), {{"original_reference", "R"}})).codes(), ElementsAre("INV-0603"));
}

TEST(CheckRow, OneUnitAnEcmContact) {
  Context how = context();
  how.one_unit_per_ecm_contact = true;
  const Cells ecm{{"procedure_code", "G9012"}, {"modifier_1", "U2"}, {"units", "2"}};
  EXPECT_THAT(check(with(good_row(), ecm), how).codes(), ElementsAre("INV-0514"));
  EXPECT_THAT(check(with(good_row(), ecm)).codes(), IsEmpty());
  EXPECT_THAT(check(with(good_row(), {{"procedure_code", "T2040"}, {"units", "2"}}), how).codes(),
              IsEmpty());  // no ECM
}

TEST(CheckRow, TwelveDiagnosesAndNoMore) {
  const std::string twelve = "Z55.0 Z55.1 Z55.2 Z55.3 Z55.4 Z60.2 Z60.3 Z60.4 Z60.5 Z63.0 Z63.1 Z63.4";
  const Checked full = check(with(good_row(), {{"diagnosis_1", twelve}, {"diagnosis_2", "Z55.0"}}));
  EXPECT_TRUE(full.ok);
  EXPECT_EQ(full.line.diagnosis_count, 12);
  EXPECT_EQ(full.line.diagnoses[11], "Z634");
  EXPECT_THAT(check(with(good_row(), {{"diagnosis_1", twelve}, {"diagnosis_2", "Z65.2"}})).codes(),
              ElementsAre("INV-0526"));
  const Checked second = check(with(good_row(), {{"diagnosis_1", ""}, {"diagnosis_2", "Z65.2"}}));
  EXPECT_TRUE(second.ok);
  EXPECT_EQ(second.line.diagnoses[0], "Z652");
}

TEST(CheckRow, TooLongANameIsAWarningOfItsFoldedLength) {
  const std::string sixty(60, 'A');
  EXPECT_THAT(check(with(good_row(), {{"member_last_name", sixty}})).codes(), IsEmpty());
  const Checked longer = check(with(good_row(), {{"member_last_name", sixty + "B"}}));
  EXPECT_TRUE(longer.ok);
  EXPECT_EQ(longer.find("INV-0103")->message, "this has 61 characters; only the first 60 are sent");
  std::string accents;
  for (int i = 0; i < 60; ++i) accents += "ñ";  // 120 bytes, 60 letters as sent
  EXPECT_THAT(check(with(good_row(), {{"member_last_name", accents}})).codes(), IsEmpty());
}

}  // namespace
}  // namespace calx::invoice
