// The files of a run: how claims are put under members and providers, split into files, and released.
#include <sys/stat.h>

#include <set>

#include "conversion_fixture.hpp"

namespace calx::encounter {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

mode_t mode(const std::filesystem::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
}

std::size_t entries(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator{}));
}

TEST_F(ConversionTest, MoreThanFiftyLinesAreSplitIntoParts) {
  std::vector<Row> rows;
  for (int i = 1; i <= 51; ++i) rows.push_back(line(i));
  const ConversionSummary summary = convert_rows(rows);
  EXPECT_EQ(summary.converted, 51U);
  EXPECT_EQ(summary.files.at(0).claims, 2U);
  EXPECT_EQ(summary.files.at(0).lines, 51U);
  EXPECT_THAT(starting("CLM"), ElementsAre("CLM*305NV1001OK3WXJP53LN*6000***11:B:1*Y*A*Y*Y",
                                           "CLM*305NV1001CYRLSEUL64Y*120***11:B:1*Y*A*Y*Y"));
  EXPECT_THAT(starting("LX"), SizeIs(51));
  EXPECT_EQ(starting("LX").back(), "LX*1");
  EXPECT_EQ(starting("REF*6R").back(), "REF*6R*L51");
  EXPECT_THAT(starting("HL"), SizeIs(2));
}

TEST_F(ConversionTest, ClaimsOfOneInvoiceAndMemberHaveNumbersOfTheirOwn) {
  convert_rows({line(1), line(2, {{"authorization_number", "A2"}})});
  EXPECT_THAT(starting("CLM"), ElementsAre("CLM*305NV1001OK3WXJP53LN*120***11:B:1*Y*A*Y*Y",
                                           "CLM*305NV1001CYRLSEUL64Y*120***11:B:1*Y*A*Y*Y"));
}

TEST_F(ConversionTest, OriginalAndCorrectionKeepTheNumber) {
  convert_rows({line(1), line(2, {{"invoice_type", "7"}, {"original_reference", "R1"}})});
  EXPECT_THAT(starting("CLM"), ElementsAre("CLM*305NV1001OK3WXJP53LN*120***11:B:1*Y*A*Y*Y",
                                           "CLM*305NV1001OK3WXJP53LN*120***11:B:7*Y*A*Y*Y"));
}

TEST_F(ConversionTest, ProvidersMembersAndClaimsStandInTheirOrder) {
  const Row other{{"billing_npi", npi_2}, {"billing_name", "Otra Muestra"}};
  const Row ben{{"member_cin", "90000002A"}, {"member_first_name", "Ben"}};
  const auto both = [](Row a, const Row& b, const std::string& invoice) {
    a.insert(b.begin(), b.end());
    a["invoice_number"] = invoice;
    return a;
  };
  convert_rows({row(both({}, {}, "I1")), row(both(other, ben, "I2")), row(both({}, ben, "I3")),
                row(both({{"service_start", "2026-04-11"}}, {}, "I4")), row(both(other, {}, "I5"))});
  std::vector<std::string> order;
  for (const std::string& segment : segments())
    if (segment.rfind("HL*", 0) == 0 || segment.rfind("REF*D9", 0) == 0) order.push_back(segment);
  EXPECT_THAT(order, ElementsAre("HL*1**20*1", "HL*2*1*22*0", "REF*D9*I1", "REF*D9*I4", "HL*3*1*22*0", "REF*D9*I3",
                                 "HL*4**20*1", "HL*5*4*22*0", "REF*D9*I2", "HL*6*4*22*0", "REF*D9*I5"));
}

TEST_F(ConversionTest, PaidAndUnpaidClaimsOfAMemberHaveTheirOwnSubscriberLoop) {
  convert_rows({row(), row({{"invoice_number", "I2"},
                            {"service_start", "2026-04-11"},
                            {"paid_amount", "1"},
                            {"paid_date", "2026-04-20"}})});
  std::vector<std::string> subscribers;
  for (const std::string& segment : starting("SBR")) subscribers.push_back(segment.substr(0, 5));
  EXPECT_THAT(subscribers, ElementsAre("SBR*P", "SBR*S", "SBR*P"));  // the last one is 2320
  EXPECT_THAT(starting("HL"), ElementsAre("HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*0"));
}

TEST_F(ConversionTest, MemberWithOtherDetailsIsAnotherSubscriberLoop) {
  convert_rows({row(), row({{"invoice_number", "I2"}, {"service_start", "2026-04-11"}, {"member_city", "Clovis"}})});
  EXPECT_THAT(starting("HL"), ElementsAre("HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*0"));
}

TEST_F(ConversionTest, SubscriberLoopIsRepeatedAfterAHundredClaims) {
  std::vector<Row> rows;
  for (int i = 0; i < 101; ++i) rows.push_back(row({{"invoice_number", "I" + std::to_string(i)}}));
  convert_rows(rows);
  EXPECT_THAT(starting("CLM"), SizeIs(101));
  EXPECT_THAT(starting("HL"), ElementsAre("HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*0"));
  EXPECT_THAT(from("HL*3", "SE"), Contains("REF*D9*I100"));
}

TEST_F(ConversionTest, FullFileIsFollowedByTheNext) {
  request_.profile.encounter.max_claims_per_file = 2;
  request_.first_control = 9;
  std::vector<Row> rows;
  for (int i = 1; i <= 5; ++i)
    rows.push_back(
        row({{"invoice_number", "I" + std::to_string(i)}, {"service_start", "2026-04-0" + std::to_string(i)}}));
  const ConversionSummary summary = convert_rows(rows);
  ASSERT_THAT(summary.files, SizeIs(3));
  EXPECT_EQ(summary.files[1].name, "305_837P_MCE_20260501_00002.dat");
  EXPECT_EQ(summary.files[1].isa, "000000010");
  EXPECT_THAT(starting("GS", 2), ElementsAre("GS*HC*123456789*CALIFORNIA-DHCS*20260501*0000*10*X*005010X222A1"));
  EXPECT_THAT(starting("HL", 2), ElementsAre("HL*1**20*1", "HL*2*1*22*0"));
  EXPECT_THAT(starting("REF*D9", 3), ElementsAre("REF*D9*I5"));
  EXPECT_THAT(starting("IEA", 3), ElementsAre("IEA*1*000000011"));
}

TEST_F(ConversionTest, SameInputGivesTheSameBytes) {
  const std::vector<Row> rows{line(1), line(2), row({{"invoice_number", "I2"}})};
  convert_rows(rows);
  const std::string first = encounter(), manifest = read(out("manifest.json"));
  request_.output_folder = (folder_ / "again").string();
  convert_rows(rows);
  EXPECT_EQ(encounter(), first);
  EXPECT_EQ(read(out("manifest.json")), manifest);
}

TEST_F(ConversionTest, FilesAreForTheirOwnerOnly) {
  convert_rows({line(1), row({{"invoice_number", "I2"}, {"units", "x"}})});
  EXPECT_EQ(mode(request_.output_folder), 0700U);
  for (const char* name : {"manifest.json", "rejected.csv", "305_837P_MCE_20260501_00001.dat"})
    EXPECT_EQ(mode(out(name)), 0600U) << name;
  EXPECT_EQ(entries(request_.output_folder), 3U);
}

TEST_F(ConversionTest, ExistingTargetIsRefusedUnlessForced) {
  std::filesystem::create_directory(request_.output_folder);
  std::ofstream(out("305_837P_MCE_20260501_00001.dat")) << "old";
  request_.inputs = {input("may.csv", csv({row()}))};
  const auto refused = try_convert();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, Failure::Kind::world);
  EXPECT_THAT(refused.error().message, HasSubstr("exists already"));
  EXPECT_EQ(entries(request_.output_folder), 1U);
  EXPECT_EQ(encounter(), "old");
  request_.force = true;
  convert_inputs();
  EXPECT_THAT(encounter(), StartsWith("ISA*"));
}

TEST_F(ConversionTest, LaterTargetThatExistsKeepsEverythingBack) {
  std::filesystem::create_directory(request_.output_folder);
  std::ofstream(out("rejected.csv")) << "old";
  request_.inputs = {input("may.csv", csv({row(), row({{"invoice_number", "I2"}, {"units", "x"}})}))};
  ASSERT_FALSE(try_convert().has_value());
  EXPECT_EQ(entries(request_.output_folder), 1U);
}

TEST_F(ConversionTest, RejectedFileOfAnEarlierRunIsMentioned) {
  request_.force = true;
  convert_rows({row({{"units", "x"}})});
  const ConversionSummary summary = convert_rows({row()});
  EXPECT_THAT(summary.notes, Contains(HasSubstr("rejected.csv is from an earlier run")));
}

TEST_F(ConversionTest, DryRunWritesNothing) {
  request_.dry_run = true;
  const ConversionSummary summary = convert_rows({row(), row({{"invoice_number", "I2"}, {"units", "x"}})});
  EXPECT_FALSE(std::filesystem::exists(request_.output_folder));
  EXPECT_EQ(summary.converted, 1U);
  EXPECT_EQ(summary.rejected, 1U);
  ASSERT_THAT(summary.files, SizeIs(1));
  request_.dry_run = false;
  convert_inputs();
  EXPECT_EQ(summary.files[0].sha256, files::sha256_hex(encounter()));
}

TEST_F(ConversionTest, ControlNumberWithoutOneIsOneAndANote) {
  request_.first_control.reset();
  const ConversionSummary summary = convert_rows({row()});
  EXPECT_EQ(summary.files.at(0).isa, "000000001");
  EXPECT_THAT(summary.notes,
              ElementsAre(HasSubstr("--first-control 2"), HasSubstr("the submitter EXAMPLE HEALTH PLAN")));
}

TEST_F(ConversionTest, WrittenFileIsValidatedBeforeItIsNamed) {
  std::vector<std::string> seen;
  request_.validate = [&](const std::string& path, findings::Sink& sink) -> Result<bool> {
    seen.push_back(read(path));
    EXPECT_FALSE(std::filesystem::exists(out("305_837P_MCE_20260501_00001.dat")));
    EXPECT_EQ(mode(path), 0600U);
    findings::Finding warning;
    warning.severity = findings::Severity::warning;
    sink.report(warning);
    return true;
  };
  const ConversionSummary summary = convert_rows({row()});
  EXPECT_THAT(seen, ElementsAre(encounter()));
  EXPECT_THAT(summary.notes, Contains(HasSubstr("1 warning")));
  EXPECT_THAT(codes(), IsEmpty());
}

TEST_F(ConversionTest, FileThatDoesNotPassKeepsEverythingBack) {
  request_.validate = [](const std::string& path, findings::Sink& sink) -> Result<bool> {
    findings::Finding finding;
    finding.code = "2300-02";
    finding.file = path;
    sink.report(finding);
    return false;
  };
  request_.inputs = {input("may.csv", csv({row(), row({{"invoice_number", "I2"}, {"units", "x"}})}))};
  const auto refused = try_convert();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, Failure::Kind::world);
  EXPECT_THAT(refused.error().message, HasSubstr("1 error"));
  EXPECT_THAT(codes(), Contains("2300-02"));
  EXPECT_EQ(findings_.findings.back().file, out("305_837P_MCE_20260501_00001.dat").string());
  EXPECT_FALSE(std::filesystem::exists(request_.output_folder));
}

TEST_F(ConversionTest, FolderThatCannotBeMadeIsAFailure) {
  input("out", "a file");
  request_.inputs = {input("may.csv", csv({row()}))};
  const auto refused = try_convert();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, Failure::Kind::world);
}

TEST_F(ConversionTest, InputsThatCannotBeRead) {
  request_.inputs = {folder_.string()};
  ASSERT_FALSE(try_convert().has_value());
  request_.inputs = {(folder_ / "missing.csv").string()};
  ASSERT_FALSE(try_convert().has_value());
  EXPECT_FALSE(std::filesystem::exists(request_.output_folder));
  request_.inputs = {};
  EXPECT_EQ(try_convert().error().kind, Failure::Kind::usage);
  request_.inputs = {input("may.csv", csv({row()}))};
  request_.time = "2561";
  EXPECT_EQ(try_convert().error().kind, Failure::Kind::usage);
  request_.time = "0000";
  request_.first_control = 0;
  EXPECT_EQ(try_convert().error().kind, Failure::Kind::usage);
}

TEST_F(ConversionTest, ControlNumbersThatRunOutAreAUsageFailure) {
  request_.first_control = 999'999'999;
  request_.profile.encounter.max_claims_per_file = 1;
  request_.inputs = {input("may.csv", csv({row(), row({{"invoice_number", "I2"}})}))};
  const auto refused = try_convert();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, Failure::Kind::usage);
  EXPECT_FALSE(std::filesystem::exists(request_.output_folder));
}

TEST_F(ConversionTest, ProgressEndsAtTheTotals) {
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> last;
  request_.progress = [&](std::string_view stage, std::uint64_t done, std::uint64_t total) {
    last[std::string(stage)] = {done, total};
  };
  convert_rows({line(1), line(2)});
  EXPECT_EQ(last["writing"], (std::pair<std::uint64_t, std::uint64_t>{2, 2}));
  EXPECT_EQ(last["reading"].first, last["reading"].second);
}

}  // namespace
}  // namespace calx::encounter
