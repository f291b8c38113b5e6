// Which rows are sent, held and rejected; what the accounts say.
#include <random>

#include <nlohmann/json.hpp>

#include "conversion_fixture.hpp"

namespace calx::encounter {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

const Row bad{{"place_of_service", "00"}};

Row of_member(int number, Row changes = {}) {
  changes.try_emplace("member_cin", "9000000" + std::to_string(number) + "A");
  changes.try_emplace("control_number", "M" + std::to_string(number));
  changes.try_emplace("member_first_name", "Ana" + std::string(1, static_cast<char>('a' + number)));
  return row(changes);
}

TEST_F(ConversionTest, BadRowHoldsItsClaimBack) {
  const ConversionSummary summary = convert_rows({line(1), line(2, bad), line(3), of_member(1)});
  EXPECT_EQ(summary.rows, 4U);
  EXPECT_EQ(summary.converted, 1U);
  EXPECT_EQ(summary.rejected, 3U);
  EXPECT_EQ(summary.held, 2U);
  EXPECT_THAT(rejected(), ElementsAre("2: INV-0901: held with row 3", StartsWith("3: INV-0501: place_of_service: "),
                                      "4: INV-0901: held with row 3"));
  EXPECT_THAT(starting("CLM"), SizeIs(1));
  EXPECT_THAT(segments(), Contains("NM1*IL*1*TESTERMAN*ANAB****MI*90000001A"));
  EXPECT_THAT(own_findings(), IsEmpty());  // one cause, one finding
}

TEST_F(ConversionTest, SeveralBadRowsAreAllNamed) {
  convert_rows({line(1, bad), line(2), line(3, bad)});
  EXPECT_THAT(rejected(), Contains("3: INV-0901: held with row 2, row 4"));
}

TEST_F(ConversionTest, RejectRowSendsTheRest) {
  request_.profile.encounter.reject = "row";
  const ConversionSummary summary = convert_rows({line(1, bad), line(2), line(3)});
  EXPECT_EQ(summary.converted, 2U);
  EXPECT_EQ(summary.rejected, 1U);
  EXPECT_EQ(summary.held, 0U);
  EXPECT_THAT(starting("CLM"), ElementsAre("CLM*305NV1001OK3WXJP53LN*240***11:B:1*Y*A*Y*Y"));
  EXPECT_THAT(starting("REF*6R"), ElementsAre("REF*6R*L2", "REF*6R*L3"));
}

TEST_F(ConversionTest, RejectRowLooksAtTheRestAgain) {
  request_.profile.encounter.reject = "row";
  const Row paid{{"paid_amount", "100"}, {"paid_date", "2026-04-20"}};
  const ConversionSummary summary = convert_rows({line(1), line(2, paid), line(3, paid)});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0906@2"));
  EXPECT_EQ(summary.converted, 2U);
  EXPECT_THAT(starting("AMT"), ElementsAre("AMT*D*200"));
}

TEST_F(ConversionTest, RowWithoutPaidAmountInAPaidClaimIsAnError) {
  const ConversionSummary summary =
      convert_rows({line(1), line(2, {{"paid_amount", "100"}, {"paid_date", "2026-04-20"}})});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0906@2"));
  EXPECT_THAT(rejected(), ElementsAre(StartsWith("2: INV-0906: paid_amount: "), "3: INV-0901: held with row 2"));
  EXPECT_EQ(summary.rejected, 2U);
  EXPECT_THAT(summary.files, IsEmpty());
}

TEST_F(ConversionTest, NamesThatDifferHoldBothRows) {
  const ConversionSummary summary = convert_rows({line(1), line(2, {{"member_last_name", "Muestra"}}), of_member(1)});
  EXPECT_EQ(summary.converted, 1U);
  EXPECT_THAT(rejected(), ElementsAre("2: INV-0901: held with row 3", StartsWith("3: INV-0702: ")));
}

TEST_F(ConversionTest, NamesThatDifferBetweenClaimsHoldBothClaims) {
  // Two claims of one invoice, by their authorizations.
  const ConversionSummary summary =
      convert_rows({line(1, {{"authorization_number", "A1"}}), line(2, {{"authorization_number", "A1"}}),
                    line(3, {{"authorization_number", "A2"}, {"member_last_name", "Muestra"}}),
                    line(4, {{"authorization_number", "A3"}})});
  EXPECT_THAT(rejected(),
              ElementsAre("2: INV-0901: held with row 4", "3: INV-0901: held with row 4", StartsWith("4: INV-0702: ")));
  EXPECT_EQ(summary.converted, 1U);
}

TEST_F(ConversionTest, NamesThatDifferRejectBothRowsWhereRowsAreRejected) {
  request_.profile.encounter.reject = "row";
  const ConversionSummary summary = convert_rows({line(1), line(2, {{"member_last_name", "Muestra"}}), line(3)});
  EXPECT_THAT(rejected(), ElementsAre("2: INV-0901: held with row 3", StartsWith("3: INV-0702: ")));
  EXPECT_EQ(summary.converted, 1U);
  EXPECT_THAT(starting("REF*6R"), ElementsAre("REF*6R*L3"));
}

TEST_F(ConversionTest, RowWithAnUnreadableCinHoldsTheClaimItMayBelongTo) {
  const ConversionSummary summary =
      convert_rows({line(1), line(2, {{"member_cin", "9123"}}), of_member(1), line(3, {{"invoice_number", "INV-2"}})});
  EXPECT_THAT(rejected(), ElementsAre("2: INV-0901: held with row 3", StartsWith("3: INV-0209: ")));
  EXPECT_EQ(summary.converted, 2U);
}

TEST_F(ConversionTest, RowWithAnUnreadableTypeHoldsTheMembersClaimsOfTheInvoice) {
  convert_rows({line(1), line(2, {{"invoice_type", "Maybe"}, {"authorization_number", "A2"}}), of_member(1)});
  EXPECT_THAT(rejected(), ElementsAre("2: INV-0901: held with row 3", StartsWith("3: INV-0601: ")));
}

TEST_F(ConversionTest, DifferingProvidersAndTaxIds) {
  ConversionSummary summary = convert_rows({line(1), line(2, {{"billing_phone", "5595550199"}})});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0910@3"));
  EXPECT_EQ(summary.converted, 2U);
  request_.force = true;
  summary = convert_rows({line(1), line(2, {{"billing_tin", "111111111"}})});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0911@3"));
  EXPECT_EQ(summary.rejected, 2U);
}

const Row per_diem{{"procedure_code", "H0043"}, {"modifier_1", "U6"}, {"service_start", "2026-04-10"}};

Row changed(Row cells, const Row& changes) {
  for (const auto& [key, cell] : changes) cells[key] = cell;
  return cells;
}

// A day holds one unit of what is counted per diem, whether two rows say so or one.
TEST_F(ConversionTest, RowsOfAClaimShareTheirDays) {
  const ConversionSummary summary = convert_rows({line(1, per_diem), line(2), line(3, per_diem), of_member(1)});
  EXPECT_THAT(own_findings(), Contains("INV-0915@4"));
  EXPECT_EQ(summary.converted, 1U);
  EXPECT_THAT(rejected(), ElementsAre("2: INV-0901: held with row 4", "3: INV-0901: held with row 4",
                                      StartsWith("4: INV-0915: units: H0043 (Housing Transition Navigation Services) "
                                                 "is counted per diem: this row and the rows of its claim before it "
                                                 "have 2 units in one day, and there is room for 1")));
  EXPECT_THAT(starting("CLM"), SizeIs(1));
}

TEST_F(ConversionTest, RowsOfOneDayInTwoClaimsDoNot) {
  const ConversionSummary summary =
      convert_rows({line(1, per_diem), line(2, changed(per_diem, {{"authorization_number", "A2"}}))});
  EXPECT_EQ(summary.converted, 2U);
}

TEST_F(ConversionTest, RowsJoinedOnOneLineFitIntoItsDay) {
  request_.profile.encounter.merge_same_day = true;
  const Row quarters{{"procedure_code", "T2040"}, {"modifier_1", "U6"}, {"service_start", "2026-04-10"}};
  EXPECT_EQ(convert_rows({line(1, changed(quarters, {{"units", "60"}})), line(2, changed(quarters, {{"units", "36"}}))})
                .converted,
            2U);
  request_.force = true;
  EXPECT_EQ(convert_rows({line(1, changed(quarters, {{"units", "60"}})), line(2, changed(quarters, {{"units", "37"}}))})
                .converted,
            0U);
  EXPECT_THAT(own_findings(), Contains("INV-0915@2"));
  EXPECT_EQ(convert_rows({line(1, per_diem), line(2, per_diem)}).converted, 0U);
  EXPECT_THAT(own_findings(), Contains("INV-0915@2"));
}

TEST_F(ConversionTest, RejectRowSendsTheDayOnce) {
  request_.profile.encounter.reject = "row";
  EXPECT_EQ(convert_rows({line(1, per_diem), line(2, per_diem)}).converted, 1U);
  EXPECT_THAT(starting("REF*6R"), ElementsAre("REF*6R*L1"));
}

/// csv() with the text of row `number` (the header is 1) changed.
template <class Change>
std::string with_record(const std::vector<Row>& rows, int number, const Change& change) {
  std::istringstream whole(csv(rows));
  std::string text, record;
  for (int i = 1; std::getline(whole, record); ++i) text += (i == number ? change(record) : record) + "\n";
  return text;
}

// Columns stand in the order of their keys: invoice_number and member_cin come before service_start, units last.
TEST_F(ConversionTest, RowThatCannotBeReadHoldsItsClaimBack) {
  const std::vector<Row> rows{line(1), line(2), of_member(1)};
  const auto cut = [](const std::string& record) { return record.substr(0, record.find(",2026-03-")); };
  const auto opened = [](std::string record) { return record.replace(record.find("1 Imaginary"), 0, "\""); };
  const auto surplus = [](const std::string& record) { return record + ",surplus"; };
  for (const auto& [text, code] : {std::pair(with_record(rows, 3, cut), "INV-0011"),
                                   {with_record(rows, 3, opened), "INV-0017"},
                                   {with_record(rows, 3, surplus), "INV-0010"}}) {
    request_.inputs = {input("may.csv", text)};
    request_.force = true;
    const ConversionSummary summary = convert_inputs();
    EXPECT_THAT(codes(), ElementsAre(code));
    EXPECT_EQ(summary.rows, 3U) << code;
    EXPECT_EQ(summary.converted, 1U) << code;
    EXPECT_THAT(rejected(), ElementsAre("2: INV-0901: held with row 3", StartsWith("3: " + std::string(code)))) << code;
    EXPECT_THAT(starting("CLM"), SizeIs(1)) << code;
  }
}

TEST_F(ConversionTest, RowWithoutAReadableMemberHoldsItsInvoiceBack) {
  const std::vector<Row> rows{line(1), line(2), of_member(1), of_member(2, {{"invoice_number", "INV-1002"}})};
  const auto member_lost = [](const std::string& record) { return record.substr(0, record.find("91234567A")) + "?"; };
  request_.inputs = {input("may.csv", with_record(rows, 3, member_lost))};
  const ConversionSummary summary = convert_inputs();
  EXPECT_EQ(summary.converted, 1U);
  EXPECT_THAT(rejected(),
              ElementsAre("2: INV-0901: held with row 3", StartsWith("3: INV-0011"), "4: INV-0901: held with row 3"));
}

TEST_F(ConversionTest, JsonLineThatCannotBeReadHoldsItsClaimBack) {
  std::string text;
  for (const Row& cells : {line(1), line(2), of_member(1)}) {
    nlohmann::json object;
    for (const auto& [key, cell] : cells) object[key] = cell;
    std::string one = object.dump();
    if (cells == line(2)) one.resize(one.find("\"service_start\""));
    text += one + "\n";
  }
  request_.inputs = {input("may.jsonl", text)};
  const ConversionSummary summary = convert_inputs();
  EXPECT_EQ(summary.converted, 1U);
  EXPECT_THAT(rejected(), ElementsAre("1: INV-0901: held with row 2", StartsWith("2: INV-0013")));
}

TEST_F(ConversionTest, RowThatIsCutBehindItsInvoiceNumberHoldsTheInvoiceBack) {
  std::string text;
  for (const Row& cells : {line(1), line(2), of_member(1), of_member(2, {{"invoice_number", "INV-1002"}})}) {
    nlohmann::ordered_json object;
    object["invoice_number"] = cells.at("invoice_number");
    for (const auto& [key, cell] : cells) object[key] = cell;
    std::string one = object.dump();
    if (cells == line(2)) one.resize(one.find("INV-1001") + 9);
    text += one + "\n";
  }
  request_.inputs = {input("may.jsonl", text)};
  EXPECT_EQ(convert_inputs().converted, 1U);
  EXPECT_THAT(rejected(),
              ElementsAre("1: INV-0901: held with row 2", StartsWith("2: INV-0013"), "3: INV-0901: held with row 2"));
}

TEST_F(ConversionTest, RejectRowSendsTheRestOfARowThatCannotBeRead) {
  request_.profile.encounter.reject = "row";
  const std::vector<Row> rows{line(1), line(2), of_member(1)};
  request_.inputs = {
      input("may.csv", with_record(rows, 3, [](const std::string& record) { return record + ",surplus"; }))};
  EXPECT_EQ(convert_inputs().converted, 2U);
}

TEST_F(ConversionTest, ATotalBelowTheTableHoldsNothingBack) {
  std::string total = csv({row()});
  const auto commas = std::count(total.begin(), total.begin() + static_cast<std::ptrdiff_t>(total.find('\n')), ',');
  total = "Total" + std::string(static_cast<std::size_t>(commas), ',') + "\n";
  request_.inputs = {input("may.csv", csv({line(1), of_member(1)}) + total)};
  const ConversionSummary summary = convert_inputs();
  EXPECT_EQ(summary.converted, 2U);
  EXPECT_THAT(rejected(), ElementsAre(StartsWith("4: INV-0018")));
}

TEST_F(ConversionTest, RowsOfAFileWithoutAHeaderAreCounted) {
  const std::string text = csv({line(1), line(2)});
  request_.inputs = {input("may.csv", text.substr(text.find('\n') + 1))};
  const ConversionSummary summary = convert_inputs();
  EXPECT_THAT(codes(), ElementsAre("INV-0003"));
  EXPECT_EQ(summary.rows, 2U);
  EXPECT_EQ(summary.rejected, 2U);
  EXPECT_THAT(rejected(), ElementsAre(StartsWith("1: INV-0003"), StartsWith("2: INV-0003")));
}

TEST_F(ConversionTest, LinesThatAreNoObjectsAreCounted) {
  request_.inputs = {input("may.jsonl", "[{\"units\": 1},\n{\"units\": 2}x]\n")};
  const ConversionSummary summary = convert_inputs();
  EXPECT_THAT(codes(), ElementsAre("INV-0013"));
  EXPECT_EQ(summary.rows, 2U);
  EXPECT_EQ(summary.rejected, 2U);
}

TEST_F(ConversionTest, SameServiceTwiceIsAWarning) {
  const ConversionSummary summary = convert_rows({row(), row({{"control_number", "L2"}, {"units", "3"}})});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0913@3"));
  EXPECT_THAT(findings_.findings[0].message, StartsWith("row 2 has the same service"));
  EXPECT_EQ(findings_.findings[0].severity, findings::Severity::warning);
  EXPECT_THAT(starting("LX"), ElementsAre("LX*1", "LX*2"));
  EXPECT_EQ(summary.merged, 0U);
}

TEST_F(ConversionTest, SameServiceIsSeenAcrossClaimsAndModifierOrder) {
  convert_rows({row({{"modifier_1", "U2"}, {"modifier_2", "GQ"}}),
                row({{"invoice_number", "INV-2"}, {"modifier_1", "GQ"}, {"modifier_2", "U2"}}),
                row({{"invoice_number", "INV-3"}, {"service_start", "2026-04-11"}}),
                row({{"invoice_number", "INV-4"},
                     {"rendering_npi", npi_2},
                     {"rendering_name", "Ficticio"},
                     {"modifier_2", "GQ"}})});
  EXPECT_THAT(own_findings(), ElementsAre("INV-0913@3"));
}

TEST_F(ConversionTest, MergeSameDayJoinsRowsOfAClaim) {
  request_.profile.encounter.merge_same_day = true;
  const Row paid{{"paid_amount", "100"}, {"paid_date", "2026-04-20"}};
  Row second = paid;
  second.insert(
      {{"control_number", "L2"}, {"units", "2"}, {"charge", "240"}, {"diagnosis_1", "Z60.2"}, {"note", "Later"}});
  second["paid_amount"] = "240";
  second["paid_date"] = "2026-04-21";
  const ConversionSummary summary = convert_rows({row(paid), line(3, paid), row(second)});
  EXPECT_EQ(summary.converted, 3U);
  EXPECT_EQ(summary.merged, 1U);
  EXPECT_EQ(summary.files.at(0).lines, 2U);
  EXPECT_THAT(own_findings(), ElementsAre("INV-0914@4"));
  EXPECT_THAT(from("LX*1", "LX*2"),
              ElementsAre("LX*1", "SV1*HC:G9012:U2*360*UN*3***1:2", "DTP*472*D8*20260410", "REF*6R*L1", "NTE*ADD*LATER",
                          "SVD*EXAMPLE305*340*HC:G9012:U2**3", "CAS*CO*45*20", "DTP*573*D8*20260421"));
  EXPECT_THAT(starting("AMT"), ElementsAre("AMT*D*440"));
  EXPECT_THAT(summary.notes, Contains(HasSubstr("1 row was joined")));
}

TEST_F(ConversionTest, MergeSameDayDoesNotJoinClaims) {
  request_.profile.encounter.merge_same_day = true;
  const ConversionSummary summary = convert_rows({row(), row({{"invoice_number", "INV-2"}})});
  EXPECT_EQ(summary.merged, 0U);
  EXPECT_THAT(own_findings(), ElementsAre("INV-0913@3"));
  EXPECT_THAT(starting("CLM"), SizeIs(2));
}

TEST_F(ConversionTest, EveryRowRejectedLeavesNoEncounterFile) {
  const ConversionSummary summary = convert_rows({row(bad)});
  EXPECT_THAT(summary.files, IsEmpty());
  EXPECT_EQ(summary.rejected, 1U);
  EXPECT_TRUE(std::filesystem::exists(out("rejected.csv")));
  EXPECT_TRUE(std::filesystem::exists(out("manifest.json")));
  EXPECT_EQ(encounter(), "");
}

TEST_F(ConversionTest, RejectedFileHoldsTheRowsAsTheyCame) {
  request_.inputs = {input("may.csv",
                           "Invoice Number,Extra,Invoice Date,Control Number,Units,Service Charge Amount,POS\n"
                           "'=X,\"a, b\",4/30/26,-5, 1 ,$5,\"say \"\"11\"\"\"\n")};
  const ConversionSummary summary = convert_inputs();  // required columns are missing: no row can be read
  EXPECT_EQ(summary.rejected, 1U);
  const std::string text = read(out("rejected.csv"));
  const std::size_t errors = text.find("INV-0005: ");
  ASSERT_NE(errors, std::string::npos);
  EXPECT_THAT(
      text.substr(0, errors),
      StartsWith("Invoice Number,Extra,Invoice Date,Control Number,Units,Service Charge Amount,POS,file,row,errors\n"
                 "'=X,\"a, b\",4/30/26,'-5, 1 ,$5,\"say \"\"11\"\"\",may.csv,2,"));
}

TEST_F(ConversionTest, RejectedFileCanBeMendedAndSentAgain) {
  convert_rows({row(bad)});
  std::string text = read(out("rejected.csv"));
  request_.output_folder = (folder_ / "again").string();
  request_.inputs = {input("mended.csv", text)};
  ConversionSummary summary = convert_inputs();
  EXPECT_EQ(summary.rejected, 1U);
  EXPECT_EQ(read(out("rejected.csv")).find("may.csv"), std::string::npos);  // the old columns have gone
  EXPECT_EQ(records("rejected.csv")[0].size(), row().size() + 3);
  const std::size_t place = text.find(",00,");
  ASSERT_NE(place, std::string::npos);
  text.replace(place, 4, ",11,");
  request_.output_folder = (folder_ / "third").string();
  request_.inputs = {input("mended.csv", text)};
  summary = convert_inputs();
  EXPECT_EQ(summary.converted, 1U);
}

TEST_F(ConversionTest, RowWithTooManyCellsIsKeptWhole) {
  request_.inputs = {input("may.csv", csv({row()}) + "1,2" + std::string(60, ',') + "surplus\n")};
  const ConversionSummary summary = convert_inputs();
  EXPECT_EQ(summary.rows, 2U);
  EXPECT_EQ(summary.rejected, 1U);
  ASSERT_THAT(records("rejected.csv"), SizeIs(2));
  EXPECT_EQ(records("rejected.csv")[1].size(), row().size() + 3);
  EXPECT_THAT(read(out("rejected.csv")), HasSubstr("surplus"));
}

TEST_F(ConversionTest, ManifestAccountsForEveryRow) {
  request_.grammars = {{"837P-005010X222A1", "", "aa"}};
  request_.overlays = {{"dhcs", "", "bb"}};
  const std::string text = csv({line(1), line(2, bad), of_member(1)});
  request_.inputs = {input("may.csv", text)};
  const ConversionSummary summary = convert_inputs();
  const auto manifest = nlohmann::ordered_json::parse(read(out("manifest.json")));
  std::vector<std::string> keys;
  for (const auto& [key, value] : manifest.items()) keys.push_back(key);
  EXPECT_THAT(keys, ElementsAre("version", "date", "inputs", "files", "totals", "grammars", "overlays", "code_sets",
                                "merged", "notes"));
  EXPECT_EQ(manifest["version"], "0.1.0");
  EXPECT_EQ(manifest["date"], "2026-05-01");
  EXPECT_EQ(manifest["inputs"].dump(), R"([{"name":"may.csv","sha256":")" + files::sha256_hex(text) +
                                           R"(","rows":3,"converted":1,"rejected":2}])");
  EXPECT_EQ(manifest["files"].dump(), R"([{"name":"305_837P_MCE_20260501_00001.dat","sha256":")" +
                                          files::sha256_hex(encounter()) +
                                          R"(","isa":"000000001","claims":1,"lines":1,"charge":"120.00"}])");
  EXPECT_EQ(manifest["totals"].dump(), R"({"rows":3,"converted":1,"rejected":2,"charge":"120.00"})");
  EXPECT_EQ(manifest["grammars"].dump(), R"([{"name":"837P-005010X222A1","sha256":"aa"}])");
  EXPECT_EQ(manifest["overlays"].dump(), R"([{"name":"dhcs","sha256":"bb"}])");
  EXPECT_TRUE(manifest["code_sets"][0].contains("version"));
  EXPECT_EQ(text::to_dollars(summary.charge), "120.00");
}

TEST_F(ConversionTest, SameFileTwiceIsRefused) {
  const std::string text = csv({line(1), line(2)});
  request_.inputs = {input("may.csv", text), input("copy.csv", text)};
  const ConversionSummary summary = convert_inputs();
  EXPECT_EQ(summary.converted, 2U);
  EXPECT_EQ(summary.rejected, 2U);
  EXPECT_THAT(codes(), ElementsAre("INV-0707"));
  EXPECT_FALSE(std::filesystem::exists(out("rejected-may.csv")));
  EXPECT_THAT(rejected("rejected-copy.csv"), ElementsAre(StartsWith("2: INV-0707: "), StartsWith("3: INV-0707: ")));
}

TEST_F(ConversionTest, InvoiceNumberInTwoFilesIsRefusedInTheSecond) {
  std::filesystem::create_directory(folder_ / "b");
  request_.inputs = {input("may.csv", csv({line(1)})), input("b/may.csv", csv({line(2)}))};
  const ConversionSummary summary = convert_inputs();
  EXPECT_EQ(summary.converted, 1U);
  EXPECT_THAT(codes(), ElementsAre("INV-0704"));
  EXPECT_THAT(rejected("rejected-may-2.csv"), ElementsAre(StartsWith("2: INV-0704: ")));
}

TEST_F(ConversionTest, FilesThatAreNoInvoices) {
  const std::string header = csv({row()}).substr(0, csv({row()}).find('\n') + 1);
  for (const std::string& text : {std::string(), std::string("%PDF-1.4\n"), header}) {
    request_.inputs = {input("may.csv", text)};
    request_.force = true;
    const ConversionSummary summary = convert_inputs();
    EXPECT_EQ(summary.rows, 0U);
    EXPECT_EQ(summary.tally.errors, 1U) << text;
    EXPECT_THAT(summary.files, IsEmpty());
  }
}

TEST_F(ConversionTest, JsonLinesConvertAlike) {
  nlohmann::json object;
  for (const auto& [key, cell] : row()) object[key] = cell;
  request_.inputs = {input("may.jsonl", object.dump() + "\n")};
  const ConversionSummary summary = convert_inputs();
  EXPECT_EQ(summary.converted, 1U);
  EXPECT_THAT(starting("CLM"), ElementsAre("CLM*305NV1001OK3WXJP53LN*120***11:B:1*Y*A*Y*Y"));
}

// Every row is converted or rejected, each exactly once, whatever is wrong with it.
TEST_F(ConversionTest, RowsInAreRowsConvertedAndRejected) {
  std::mt19937 random(20260501);
  const auto one_of = [&random](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
  const std::vector<Row> faults{{{"place_of_service", "00"}},   {{"member_cin", "12"}},
                                {{"charge", "much"}},           {{"billing_npi", "12"}},
                                {{"invoice_type", "Perhaps"}},  {{"diagnosis_1", "Y92.9"}},
                                {{"member_last_name", "Otra"}}, {{"control_number", "L1"}},
                                {{"billing_tin", "111111111"}}, {{"paid_amount", "5"}, {"paid_date", "2026-04-29"}},
                                {{"invoice_number", ""}}};
  for (int round = 0; round < 60; ++round) {
    const int fault_share = 2 + one_of(20);
    std::vector<Row> rows;
    const int count = 1 + one_of(120);
    for (int i = 0; i < count; ++i) {
      Row changes{{"invoice_number", "INV-" + std::to_string(one_of(4))},
                  {"control_number", "C" + std::to_string(i)},
                  {"billing_npi", one_of(2) == 0 ? npi_1 : npi_2},
                  {"service_start", "2026-04-0" + std::to_string(1 + one_of(3))}};
      if (one_of(fault_share) == 0)
        for (const auto& [key, cell] : faults[static_cast<std::size_t>(one_of(static_cast<int>(faults.size())))])
          changes[key] = cell;
      rows.push_back(of_member(one_of(3), changes));
    }
    request_.force = true;
    request_.profile.encounter.reject = one_of(2) == 0 ? "row" : "claim";
    request_.profile.encounter.merge_same_day = one_of(2) == 0;
    request_.profile.encounter.max_claims_per_file = 1 + one_of(5);
    std::filesystem::remove_all(request_.output_folder);
    const ConversionSummary summary = convert_rows(rows);
    ASSERT_EQ(summary.rows, rows.size());
    ASSERT_EQ(summary.converted + summary.rejected, summary.rows);
    std::uint64_t lines = 0, claims = 0;
    for (std::size_t i = 0; i < summary.files.size(); ++i) {
      lines += starting("LX", static_cast<int>(i) + 1).size();
      claims += starting("CLM", static_cast<int>(i) + 1).size();
      ASSERT_LE(summary.files[i].claims, static_cast<std::uint64_t>(request_.profile.encounter.max_claims_per_file));
      if (i >= 8) break;  // names of the helper have one digit
    }
    if (summary.files.size() <= 9) {
      ASSERT_EQ(lines + summary.merged, summary.converted);
    }
    if (summary.rejected > 0) {
      const auto reasons = rejected();
      ASSERT_EQ(reasons.size(), summary.rejected);
      ASSERT_THAT(reasons, Each(HasSubstr(": INV-")));
    } else {
      ASSERT_FALSE(std::filesystem::exists(out("rejected.csv")));
    }
    ASSERT_GT(claims + summary.rejected, 0U);
  }
}

}  // namespace
}  // namespace calx::encounter
