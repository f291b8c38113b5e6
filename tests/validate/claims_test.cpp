#include "validate/claim_checks.hpp"

#include <gmock/gmock.h>

#include "cases.hpp"

namespace calx::validate {
namespace {

File charged(const char* claim, const char* first, const char* second) {
  return File::good()
      .set(20, std::string("CLM*GOOD-0001*") + claim + "***11:B:1*Y*A*Y*Y")
      .set(25, std::string("SV1*HC:99213*") + first + "*UN*1***1:2")
      .set(28, std::string("SV1*HC:87880*") + second + "*UN*1***1");
}

/// A claim at `place`, its two lines on `first` and `second`.
File at_place(const std::string& place, const std::string& first, const std::string& second) {
  return File::good()
      .set(20, "CLM*GOOD-0001*150***" + place + ":B:1*Y*A*Y*Y***********11")
      .set(26, "DTP*472*D8*" + first)
      .set(29, "DTP*472*D8*" + second);
}

}  // namespace

std::vector<Case> claim_cases() {
  std::vector<Case> cases;
  const auto add = [&](const char* name, const File& file, std::vector<std::string> expected) {
    cases.push_back({name, file.text(), std::move(expected)});
  };
  add("sum_of_whole_dollars", charged("150", "100", "50"), {});
  add("sum_with_cents", charged("150.75", "100.5", "50.25"), {});
  add("sum_without_leading_zero", charged(".75", ".5", ".25"), {});
  add("sum_with_trailing_zeros", charged("150.50", "100.5", "50.00"), {});
  add("sum_of_nothing", charged("0", "0", "0"), {"2300-03 CLM(20) 2"});
  add("one_cent_too_much", charged("150.01", "100", "50"), {"2300-02 CLM(20) 2"});
  add("one_cent_too_little", charged("149.99", "100", "50"), {"2300-02 CLM(20) 2"});
  add("charge_that_is_no_number", charged("150", "1OO", "50"), {"X12-1-0057 SV1(25) 2"});
  add("line_without_number_counts", File::good().erase(24), {"X12-2-0039 LX(24)"});
  add("line_without_number_is_compared",
      File::good().set(28, "SV1*HC:99213*50*UN*1***1").set(29, "DTP*472*D8*20260115").erase(27),
      {"X12-2-0039 LX(27)", "2400-46 SV1(27) 1"});

  // Place of service codes on the date of service: 27 came on 2023-10-01, 10 on 2022-01-01.
  add("place_27_too_early", at_place("27", "20230930", "20230930"), {"X12-5-0004 CLM(20) 5.1"});
  add("place_27_in_time", at_place("27", "20231001", "20231001"), {});
  add("place_of_the_claim_by_its_first_line", at_place("27", "20231001", "20230930"), {"X12-5-0004 CLM(20) 5.1"});
  add("place_10_too_early", at_place("10", "20211231", "20211231"), {"X12-5-0004 CLM(20) 5.1"});
  add("place_of_a_line_by_its_own_date",
      at_place("11", "20211231", "20220101")
          .replace(25, "*UN*1***", "*UN*1*10**")
          .replace(28, "*UN*1***", "*UN*1*10**"),
      {"X12-5-0004 SV1(25) 5"});
  return cases;
}

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::UnorderedElementsAreArray;

class Claims : public testing::TestWithParam<Case> {};

TEST_P(Claims, HasExactlyTheseFindings) {
  EXPECT_THAT(judge(GetParam().text, GetParam().asked).texts(), UnorderedElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Cases, Claims, testing::ValuesIn(claim_cases()), NameOfCase());

TEST(ClaimTotal, SaysByHowMuch) {
  const findings::Finding more = judge(charged("150.01", "100", "50")).only();
  EXPECT_THAT(more.message, AllOf(HasSubstr("150.01"), HasSubstr("150.00"), HasSubstr("0.01 more")));
  EXPECT_EQ(more.snip, 3);
  EXPECT_EQ(more.severity, findings::Severity::error);
  EXPECT_EQ(more.loop, "2300");
  EXPECT_EQ(more.path, "2000A[1]/2000B[1]/2300[1]");
  EXPECT_EQ(more.claim, "GOOD-0001");
  EXPECT_THAT(judge(charged("149", "100", "50")).only().message, HasSubstr("1.00 less"));
}

TEST(ClaimTotal, EveryClaimForItself) {
  const Judged judged =
      judge(File::fixture("commercial-dependent.x12").replace(27, "*310*", "*311*").replace(48, "*205*", "*204*"));
  EXPECT_THAT(judged.texts(), testing::ElementsAre("2300-02 CLM(27) 2", "2300-02 CLM(48) 2"));
  EXPECT_EQ(judged.findings[0].path, "2000A[1]/2000B[1]/2000C[1]/2300[1]");
  EXPECT_EQ(judged.findings[0].claim, "CD-0001");
  EXPECT_EQ(judged.findings[1].path, "2000A[1]/2000B[1]/2000C[2]/2300[1]");
  EXPECT_EQ(judged.findings[1].claim, "CD-0002");
}

TEST(ClaimTotal, AClaimThatWasCutIsNotSummed) {
  const std::string text = File::good().text();
  EXPECT_EQ(in_short(judge(text.substr(0, text.find("SV1*HC:87880") + 5)).only()), "X12-1-0005 (28)");
}

TEST(PlaceOfService, SaysTheDate) {
  const findings::Finding finding = judge(at_place("27", "20230930", "20230930")).only();
  EXPECT_THAT(finding.message, AllOf(HasSubstr("CLM05-01"), HasSubstr("2023-09-30")));
  const findings::Finding line =
      judge(at_place("11", "20220101", "20211231").replace(28, "*UN*1***", "*UN*1*10**")).only();
  EXPECT_EQ(line.path, "2000A[1]/2000B[1]/2300[1]/2400[2]");
  EXPECT_EQ(line.loop, "2400");
}

}  // namespace
}  // namespace calx::validate
