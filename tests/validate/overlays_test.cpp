#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cases.hpp"
#include "x12/reader.hpp"

namespace calx::validate {
namespace {

const std::vector<std::string> calaim = {"calaim"};
const std::vector<std::string> dhcs = {"dhcs"};

// Coding options without a confirming document stand in both files: G9008 U1 in the one, H0044 U6 in the other.
const std::string ecm_warning = "CALAIM-CODING-UNCONFIRMED SV1(49) 1";
const std::string supports_warning = "CALAIM-CODING-UNCONFIRMED SV1(39) 1";

File ecm() {
  return File::fixture("ecm.x12");
}
/// The Community Supports file; its first line is H0044 U2 on 2026-01-20.
File supports() {
  return File::fixture("community-supports.x12");
}
File first_line(const std::string& code) {
  return supports().replace(33, "HC:H0044:U2", "HC:" + code);
}

}  // namespace

std::vector<Case> overlay_cases() {
  std::vector<Case> cases;
  const auto add = [&](const char* name, const File& file, const std::vector<std::string>& overlays,
                       std::vector<std::string> expected) {
    cases.push_back({name, file.text(), std::move(expected), {overlays, Asked::standard(), {}}});
  };
  const auto supported = [&](const char* name, const File& file, const std::string& expected) {
    add(name, file, calaim, {expected, supports_warning});
  };
  add("ecm_at_a_provider", ecm(), calaim, {ecm_warning});
  add("supports_at_a_provider", supports(), calaim, {supports_warning});
  add("without_overlay", first_line("H0044:U9"), {}, {});
  supported("wrong_modifier", first_line("H0044:U9"), "CALAIM-CODING SV1(33) 1");
  supported("no_modifier", first_line("H0044"), "CALAIM-CODING SV1(33) 1");
  supported("one_modifier_too_many", first_line("H0044:U2:U9"), "CALAIM-CODING SV1(33) 1");
  supported("shared_code_without_modifier", first_line("H2014"), "CALAIM-CODING-SHARED SV1(33) 1");
  supported("shared_code_with_another_modifier", first_line("H2014:HQ"), "CALAIM-CODING-SHARED SV1(33) 1");
  supported("telephone", first_line("H0044:U2:GQ"), "CALAIM-CODING-GQ SV1(33) 1");
  add("right_option_in_another_position", first_line("H0044::U2"), calaim, {"2400-04-b SV1(33) 1", supports_warning});
  add("code_of_another_benefit", first_line("99213"), calaim, {supports_warning});
  supported("set_up_before_2026", first_line("H0044:U5").set(34, "DTP*472*D8*20251231"),
            "CALAIM-CODING-EARLY SV1(33) 1");
  add("set_up_in_2026", first_line("H0044:U5").set(34, "DTP*472*D8*20260101"), calaim, {supports_warning});
  supported("id_that_is_no_cin", supports().replace(16, "90000003D", "80000003D"), "CALAIM-CIN NM1(16) 9");
  supported("cin_with_unused_letter", supports().replace(16, "90000003D", "90000003B"), "CALAIM-CIN-LETTER NM1(16) 9");

  add("ecm_to_the_state", ecm(), dhcs, {ecm_warning});
  add("supports_to_the_state", supports(), dhcs, {supports_warning});
  const auto violated = [&](const char* name, const File& file, const std::string& expected) {
    add(name, file, dhcs, {expected, ecm_warning});
  };
  violated("sender", ecm().replace(1, "890000301305   ", "890000301      "), "DHCS-ISA06 ISA(1) 6");
  violated("receiver", ecm().replace(1, "CALIFORNIA-DHCS", "CALIFORNIA     "), "DHCS-ISA08 ISA(1) 8");
  violated("acknowledgment", ecm().replace(1, "*1*T*", "*0*T*"), "DHCS-ISA14 ISA(1) 14");
  violated("group_receiver", ecm().replace(2, "CALIFORNIA-DHCS", "CALIFORNIA"), "DHCS-GS03 GS(2) 3");
  violated("purpose", ecm().replace(4, "*RP", "*CH"), "DHCS-BHT06 BHT(4) 6");
  violated("submitter", ecm().replace(5, "890000301", "EXPLAN"), "DHCS-SUBMITTER NM1(5) 9");
  violated("receiver_id", ecm().replace(7, "610442", "610443"), "DHCS-RECEIVER NM1(7) 9");
  violated("claim_filing", ecm().replace(15, "*MC", "*CI"), "DHCS-SBR09 SBR(15) 9");
  violated("claim_filing_missing", ecm().set(15, "SBR*S*18"), "DHCS-SBR09 SBR(15) 9");
  violated("payer", ecm().replace(20, "610442", "610443"), "DHCS-PAYER NM1(20) 9");
  violated("member", ecm().replace(16, "*MI*", "*II*"), "DHCS-MEMBER NM1(16) 8");
  violated("zip", ecm().replace(12, "937210900", "93721"), "2010AA-16 N4(12) 3");
  // A second transaction set, the same: ST is 84, all else stands 81 segments on, and claims and lines come twice.
  add("two_transactions",
      ecm().insert(84, ecm().replace(3, "0001", "0002").replace(83, "0001", "0002").segments(3, 83)).set(165, "GE*2*1"),
      dhcs,
      {ecm_warning, "CALAIM-CODING-UNCONFIRMED SV1(130) 1", "DHCS-TRANSACTIONS ST(84)", "2300-01 CLM(102) 1",
       "2300-01 CLM(145) 1", "DHCS-DUPLICATE SV1(116) 1", "DHCS-DUPLICATE SV1(123) 1", "DHCS-DUPLICATE SV1(130) 1",
       "DHCS-DUPLICATE SV1(158) 1"});
  return cases;
}

namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAreArray;

class Overlays : public testing::TestWithParam<Case> {};

TEST_P(Overlays, HasExactlyTheseFindings) {
  EXPECT_THAT(judge(GetParam().text, GetParam().asked).texts(), UnorderedElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Cases, Overlays, testing::ValuesIn(overlay_cases()), NameOfCase());

findings::Finding finding(const File& file, const std::vector<std::string>& overlays, const std::string& code) {
  for (const findings::Finding& entry : judge(file, {overlays, Asked::standard(), {}}).findings)
    if (entry.code == code) return entry;
  ADD_FAILURE() << "no " << code;
  return {};
}

TEST(Coding, WrongModifiersNameTheRightOnes) {
  const findings::Finding wrong = finding(first_line("H0044:U9"), calaim, "CALAIM-CODING");
  EXPECT_THAT(wrong.message, AllOf(HasSubstr("H0044"), HasSubstr("U2"), HasSubstr("U3"), HasSubstr("U5"),
                                   HasSubstr("U6"), HasSubstr("this line has U9")));
  EXPECT_EQ(wrong.severity, findings::Severity::error);
  EXPECT_EQ(wrong.snip, 6);
  EXPECT_EQ(wrong.path, "2000A[1]/2000B[1]/2300[1]/2400[1]");
  EXPECT_EQ(wrong.claim, "305000201AAAABBBBCCC");
  EXPECT_THAT(finding(first_line("H0044"), calaim, "CALAIM-CODING").message, HasSubstr("this line has no modifier"));
  // U5 came in 2026: a line of 2025 is not told of it.
  const findings::Finding before =
      finding(first_line("H0044:U9").set(34, "DTP*472*D8*20251220"), calaim, "CALAIM-CODING");
  EXPECT_THAT(before.message, AllOf(HasSubstr("U6"), Not(HasSubstr("U5"))));
}

TEST(Coding, TooEarlySaysFromWhen) {
  const findings::Finding early =
      finding(first_line("H0044:U5").set(34, "DTP*472*D8*20251231"), calaim, "CALAIM-CODING-EARLY");
  EXPECT_THAT(early.message, AllOf(HasSubstr("2026-01-01"),
                                   HasSubstr("On this day H0044 takes U2 (Housing Deposits), U3 "
                                             "(Short-Term Post-Hospitalization Housing) or U6 (Transitional Rent).")));
  EXPECT_EQ(early.severity, findings::Severity::error);
}

TEST(Coding, WhatIsNotConfirmedIsAWarning) {
  EXPECT_EQ(finding(supports(), calaim, "CALAIM-CODING-UNCONFIRMED").severity, findings::Severity::warning);
  EXPECT_EQ(finding(first_line("H2014"), calaim, "CALAIM-CODING-SHARED").severity, findings::Severity::warning);
  EXPECT_EQ(finding(first_line("H0044:U2:GQ"), calaim, "CALAIM-CODING-GQ").severity, findings::Severity::warning);
  EXPECT_EQ(finding(supports().replace(16, "90000003D", "90000003B"), calaim, "CALAIM-CIN-LETTER").severity,
            findings::Severity::warning);
  EXPECT_EQ(finding(supports().replace(16, "90000003D", "X"), calaim, "CALAIM-CIN").severity,
            findings::Severity::error);
}

/// What an invoice cannot name is what a file must state the country of.
TEST(Provinces, NeedTheirCountry) {
  for (const codes::Code& province : facts().codes.set("canadian-provinces")->rows()) {
    EXPECT_EQ(finding(ecm().replace(12, "*CA*", "*" + province.code + "*"), {}, "2010AA-18").element, 4);
    EXPECT_EQ(finding(supports().replace(18, "*CA*", "*" + province.code + "*"), {}, "2010AA-18-2010BA").element, 4);
  }
}

/// The rule says of 837P what the column `charge` of the coding options says of invoices.
TEST(Coding, AChargeOfNothingIsWrongWhereTheChargeIsTheCost) {
  std::size_t costs = 0;
  for (const calaim::CodingOption& option : facts().options.options()) {
    std::string code = option.hcpcs;
    for (const std::string& modifier : option.modifiers) code += ":" + modifier;
    const File file = supports().replace(33, "HC:H0044:U2*2600.75", "HC:" + code + "*0");
    const auto findings = judge(file, {calaim, Asked::standard(), {}}).findings;
    const bool wrong = std::any_of(findings.begin(), findings.end(),
                                   [](const findings::Finding& finding) { return finding.code == "CALAIM-CHARGE"; });
    EXPECT_EQ(wrong, option.charge_is_cost) << code;
    costs += option.charge_is_cost ? 1 : 0;
  }
  EXPECT_EQ(costs, 4U);  // H0044 with U2 or U5, S5165 with U5 or U6
}

/// No shipped option has ended yet: a data folder brings one that did.
TEST(Coding, AnOptionThatHasEnded) {
  const auto text = facts().resources.read("code-sets/hcpcs-coding-options.csv");
  ASSERT_TRUE(text.has_value());
  std::string table(*text);
  const std::size_t row = table.find("Housing Deposits,H0044,U2,");
  ASSERT_NE(row, std::string::npos);
  const std::size_t dates = table.find(",2022-01-01,,", row);
  ASSERT_NE(dates, std::string::npos);
  table.replace(dates, 13, ",2022-01-01,2025-12-31,");
  const std::filesystem::path folder = testing::TempDir() + "calx-ended-option";
  std::filesystem::create_directories(folder / "code-sets");
  std::ofstream(folder / "code-sets" / "hcpcs-coding-options.csv") << table;
  ASSERT_EQ(setenv("XDG_DATA_HOME", folder.c_str(), 1), 0);
  const auto resources = files::Resources::with_overrides(folder.string());
  ASSERT_TRUE(resources.has_value());
  const auto options = calaim::CodingOptions::load(*resources);
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(options.has_value()) << options.error().message;

  const Knowledge knowledge{library(calaim), facts().catalogue, facts().codes, *options};
  const std::string bytes = supports().text();
  x12::Reader reader(bytes);
  findings::Collector sink;
  ASSERT_TRUE(validate(reader, "test.x12", knowledge, Asked::standard(), sink).has_value());
  ASSERT_EQ(sink.findings.size(), 2U);
  EXPECT_EQ(in_short(sink.findings[0]), "CALAIM-CODING-ENDED SV1(33) 1");
  EXPECT_THAT(sink.findings[0].message, AllOf(HasSubstr("2025-12-31"), HasSubstr("U3")));
  EXPECT_EQ(sink.findings[0].severity, findings::Severity::error);
}

TEST(State, WhatOnePlanSendsIsAWarningAndWhatIsConfirmedAnError) {
  EXPECT_EQ(finding(ecm().replace(7, "610442", "610443"), dhcs, "DHCS-RECEIVER").severity, findings::Severity::warning);
  EXPECT_EQ(finding(ecm().replace(16, "90000001A", "8000001A"), dhcs, "CALAIM-CIN").severity,
            findings::Severity::error);
  EXPECT_EQ(finding(ecm().replace(7, "610442", "610443"), dhcs, "DHCS-RECEIVER").snip, 7);
}

TEST(State, AMissingElementIsToldWhatBelongsThere) {
  EXPECT_THAT(finding(ecm().set(15, "SBR*S*18"), dhcs, "DHCS-SBR09").message, HasSubstr("should be MC"));
}

TEST(State, AValueThatTheProfileStatesMustBeMet) {
  const Asked met{dhcs, Asked::standard(), {{"receiver.id", "610442"}}};
  EXPECT_THAT(judge(ecm(), met).texts(), testing::ElementsAre(ecm_warning));
  const Asked other{dhcs, Asked::standard(), {{"receiver.id", "TEST99"}}};
  const Judged judged = judge(ecm(), other);
  EXPECT_THAT(judged.texts(), UnorderedElementsAreArray({std::string("DHCS-RECEIVER NM1(7) 9"), ecm_warning}));
  EXPECT_EQ(judged.findings.front().severity, findings::Severity::error);
  EXPECT_THAT(judged.findings.front().message, HasSubstr("TEST99"));
}

}  // namespace
}  // namespace calx::validate
