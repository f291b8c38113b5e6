#include "calaim/coding_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "../codes/data_folder.hpp"

namespace calx::calaim {
namespace {

using testing::HasSubstr;

text::Date day(int year, unsigned month, unsigned of_month) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}

CodingMatch match(const CodingOptions& options, std::string_view hcpcs, std::vector<std::string_view> modifiers,
                  std::optional<text::Date> date) {
  return options.match(hcpcs, modifiers, date);
}

class BuiltInOptions : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = CodingOptions::load(files::Resources());
    ASSERT_TRUE(loaded) << loaded.error().message;
    options_ = std::move(*loaded);
  }
  Coding coding(std::string_view hcpcs, std::vector<std::string_view> modifiers, text::Date date) const {
    return match(options_, hcpcs, std::move(modifiers), date).coding;
  }
  std::string service(std::string_view hcpcs, std::vector<std::string_view> modifiers, text::Date date) const {
    const CodingMatch found = match(options_, hcpcs, std::move(modifiers), date);
    return found.coding == Coding::option ? found.option->service : "none";
  }
  CodingOptions options_;
};

TEST_F(BuiltInOptions, AreThoseOfTheGuidance) {
  EXPECT_EQ(options_.options().size(), 54U);
  EXPECT_EQ(options_.version(), "2026-01");
  EXPECT_EQ(options_.sha256().size(), 64U);
  EXPECT_TRUE(std::is_sorted(options_.options().begin(), options_.options().end(),
                             [](const auto& a, const auto& b) { return a.hcpcs < b.hcpcs; }));
  std::set<std::string> services;
  for (const CodingOption& option : options_.options()) services.insert(option.service);
  // ECM and its outreach, 15 Community Supports (Transitional Rent is the newest), and outreach for the housing ones.
  EXPECT_EQ(services.size(), 2U + 15U + 1U);
}

TEST_F(BuiltInOptions, MatchThemselvesFromTheirFirstDay) {
  for (const CodingOption& option : options_.options()) {
    ASSERT_TRUE(option.from.has_value());
    std::vector<std::string_view> modifiers(option.modifiers.begin(), option.modifiers.end());
    do {
      const CodingMatch found = options_.match(option.hcpcs, modifiers, option.from);
      EXPECT_EQ(found.coding, Coding::option) << option.hcpcs;
      EXPECT_EQ(found.option, &option) << option.hcpcs;
      EXPECT_FALSE(found.telehealth_modifier_added) << option.hcpcs;
    } while (std::next_permutation(modifiers.begin(), modifiers.end()));

    const text::Date before = std::chrono::sys_days(*option.from) - std::chrono::days(1);
    EXPECT_EQ(options_.match(option.hcpcs, modifiers, before).coding, Coding::not_yet) << option.hcpcs;
    modifiers.push_back("U9");
    modifiers.push_back("TD");
    EXPECT_EQ(options_.match(option.hcpcs, modifiers, option.from).coding, Coding::wrong_modifiers) << option.hcpcs;
  }
}

TEST_F(BuiltInOptions, DecideTheServiceByCodeAndModifier) {
  const text::Date date = day(2026, 5, 1);
  EXPECT_EQ(service("H0044", {"U2"}, date), "Housing Deposits");
  EXPECT_EQ(service("H0044", {"U3"}, date), "Short-Term Post-Hospitalization Housing");
  EXPECT_EQ(service("H0044", {"U5"}, date), "Community or Home Transition Services (formerly NF transition to a home)");
  EXPECT_EQ(service("H0044", {"U6"}, date), "Transitional Rent");
  EXPECT_EQ(service("S5165", {"U6"}, date), "Environmental Accessibility Adaptations (Home Modifications)");
  EXPECT_EQ(service("S5165", {"U5"}, date), "Asthma Remediation");
  EXPECT_EQ(service("G9008", {"U1"}, date), "ECM");
  EXPECT_EQ(service("G9012", {"GQ", "U8"}, date), "ECM outreach");
}

TEST_F(BuiltInOptions, StartOnTheirDay) {
  const CodingMatch early = match(options_, "H0044", {"U5"}, day(2025, 12, 31));
  EXPECT_EQ(early.coding, Coding::not_yet);
  ASSERT_NE(early.option, nullptr);
  EXPECT_EQ(early.option->from, day(2026, 1, 1));
  EXPECT_EQ(coding("H0044", {"U5"}, day(2026, 1, 1)), Coding::option);
  EXPECT_EQ(coding("H0043", {"U2"}, day(2025, 6, 30)), Coding::not_yet);
  EXPECT_EQ(coding("H0043", {"U2"}, day(2025, 7, 1)), Coding::option);
  EXPECT_EQ(match(options_, "H0044", {"U5"}, {}).coding, Coding::option) << "no date: dates are not looked at";
}

TEST_F(BuiltInOptions, RejectOtherCodesAndModifiers) {
  const text::Date date = day(2026, 5, 1);
  EXPECT_EQ(coding("99213", {"U1"}, date), Coding::unknown_code);
  EXPECT_EQ(coding("h0044", {"U2"}, date), Coding::unknown_code);
  EXPECT_EQ(coding("", {}, date), Coding::unknown_code);
  EXPECT_EQ(coding("H00444", {"U2"}, date), Coding::unknown_code);
  const CodingMatch wrong = match(options_, "H0044", {"U9"}, date);
  EXPECT_EQ(wrong.coding, Coding::wrong_modifiers);
  EXPECT_EQ(wrong.option, nullptr);
  EXPECT_EQ(coding("H0044", {}, date), Coding::wrong_modifiers);
  EXPECT_EQ(coding("H0044", {"", ""}, date), Coding::wrong_modifiers);
  EXPECT_EQ(coding("H0044", {"U2", "U3"}, date), Coding::wrong_modifiers);
  EXPECT_EQ(coding("G9008", {"U2"}, date), Coding::wrong_modifiers) << "U2 is for non-clinical staff, G9012";
  EXPECT_EQ(coding("G9012", {"U1"}, date), Coding::wrong_modifiers);
  EXPECT_EQ(coding("T1019", {"u6"}, date), Coding::wrong_modifiers);
  EXPECT_EQ(coding("T1019", {"U6", "HQ"}, date), Coding::wrong_modifiers);
  EXPECT_EQ(coding("T1019", {"U66"}, date), Coding::wrong_modifiers);
  EXPECT_EQ(coding("T1019", {"U6", "U1", "U2", "U3", "U4"}, date), Coding::wrong_modifiers);
}

TEST_F(BuiltInOptions, TakeModifiersInAnyPosition) {
  const text::Date date = day(2026, 5, 1);
  EXPECT_EQ(coding("G9008", {"U1", "GQ", "", ""}, date), Coding::option);
  EXPECT_EQ(coding("G9008", {"GQ", "U1"}, date), Coding::option);
  EXPECT_EQ(coding("G9008", {"", "GQ", "", "U1"}, date), Coding::option);
  EXPECT_EQ(coding("H0044", {"", "", "", "U2"}, date), Coding::option);
  EXPECT_EQ(coding("H0044", {"U2", "U2"}, date), Coding::option) << "compared as a set";
}

TEST_F(BuiltInOptions, AllowTelehealthOnACommunitySupport) {
  const text::Date date = day(2026, 5, 1);
  const CodingMatch added = match(options_, "T2041", {"U6", "GQ"}, date);
  EXPECT_EQ(added.coding, Coding::option);
  EXPECT_TRUE(added.telehealth_modifier_added);
  ASSERT_NE(added.option, nullptr);
  EXPECT_EQ(added.option->service, "Housing Tenancy and Sustaining Services");
  EXPECT_TRUE(match(options_, "T2041", {"GQ", "U6"}, date).telehealth_modifier_added);

  const CodingMatch listed = match(options_, "T1016", {"GQ", "U8"}, date);
  EXPECT_EQ(listed.coding, Coding::option);
  EXPECT_FALSE(listed.telehealth_modifier_added);

  const CodingMatch early = match(options_, "H0044", {"U5", "GQ"}, day(2025, 12, 31));
  EXPECT_EQ(early.coding, Coding::not_yet);
  EXPECT_TRUE(early.telehealth_modifier_added);

  EXPECT_EQ(coding("T2041", {"GQ"}, date), Coding::wrong_modifiers);
  EXPECT_EQ(coding("T2041", {"U5", "GQ"}, date), Coding::wrong_modifiers);
  EXPECT_EQ(coding("G9008", {"GQ"}, date), Coding::wrong_modifiers);
}

TEST_F(BuiltInOptions, TellEcmFromCommunitySupports) {
  std::size_t ecm = 0;
  for (const CodingOption& option : options_.options()) ecm += option.community_support() ? 0U : 1U;
  EXPECT_EQ(ecm, 8U);  // four of ECM, four of its outreach
  EXPECT_TRUE(match(options_, "T1016", {"U8"}, day(2026, 5, 1)).option->community_support());
  EXPECT_FALSE(match(options_, "G9012", {"U8"}, day(2026, 5, 1)).option->community_support());
}

TEST_F(BuiltInOptions, CarryTheirConfidence) {
  const text::Date date = day(2026, 5, 1);
  EXPECT_EQ(match(options_, "G9012", {"U2"}, date).option->confidence, findings::Confidence::confirmed);
  EXPECT_EQ(match(options_, "G9008", {"U1"}, date).option->confidence, findings::Confidence::partial);
  EXPECT_EQ(match(options_, "H0040", {"U2"}, date).option->confidence, findings::Confidence::unverified);
  EXPECT_EQ(match(options_, "T2040", {"U6"}, date).option->unit, "per 15 minutes");
}

TEST_F(BuiltInOptions, KnowTheirCodesAndModifiers) {
  EXPECT_TRUE(options_.has_code("H0044"));
  EXPECT_TRUE(options_.has_code("T2051"));
  EXPECT_FALSE(options_.has_code("H0046"));
  EXPECT_FALSE(options_.has_code(""));
  const auto has = [&](std::string_view code, std::vector<std::string_view> modifiers) {
    return options_.has_modifier(code, modifiers);
  };
  EXPECT_TRUE(has("H0044", {"U2"}));
  EXPECT_TRUE(has("H0044", {"", "TD", "U5"}));
  EXPECT_FALSE(has("H0044", {"U9"}));
  EXPECT_FALSE(has("H0044", {}));
  EXPECT_FALSE(has("G9008", {"GQ"})) << "GQ alone marks no service";
  EXPECT_TRUE(has("G9008", {"GQ", "U8"}));
  EXPECT_FALSE(has("99213", {"U1"}));
}

TEST_F(BuiltInOptions, NameTheRightModifiersOfTheDate) {
  EXPECT_EQ(options_.choices("H0044", day(2026, 5, 1)),
            "U2 (Housing Deposits), U3 (Short-Term Post-Hospitalization Housing), U5 (Community or Home Transition "
            "Services) or U6 (Transitional Rent)");
  EXPECT_EQ(options_.choices("H0044", day(2025, 12, 31)),
            "U2 (Housing Deposits), U3 (Short-Term Post-Hospitalization Housing) or U6 (Transitional Rent)");
  EXPECT_EQ(options_.choices("H0044", day(2025, 6, 30)),
            "U2 (Housing Deposits) or U3 (Short-Term Post-Hospitalization Housing)");
  EXPECT_EQ(options_.choices("T2033", day(2026, 5, 1)), "U6 (Recuperative Care (Medical Respite))");
  EXPECT_EQ(options_.choices("G9008", day(2026, 5, 1)),
            "U1 (ECM), U1 with GQ (ECM), U8 (ECM outreach) or U8 with GQ (ECM outreach)");
  EXPECT_EQ(options_.choices("S9452", day(2025, 12, 31)), "");
  EXPECT_EQ(options_.choices("S9452", {}),
            "U5 (Medically Tailored Meals / Medically Supportive Food) or U6 (Medically Tailored Meals / Medically "
            "Supportive Food)");
  EXPECT_EQ(options_.choices("99213", day(2026, 5, 1)), "");
}

TEST_F(BuiltInOptions, NameNearCodes) {
  EXPECT_EQ(options_.near_codes("HO044"), "H0044");  // the letter O for a zero
  EXPECT_EQ(options_.near_codes("H0404"), "H0044");  // swapped
  EXPECT_EQ(options_.near_codes("H00445"), "H0044 or H0045");
  EXPECT_EQ(options_.near_codes("H004"), "H0014, H0040, H0043, H0044 or H0045");
  EXPECT_EQ(options_.near_codes("g9018"), "G9008 or G9012");
  EXPECT_EQ(options_.near_codes("h2016"), "H2014, H2016 or H2026");
  EXPECT_EQ(options_.near_codes("99213"), "");
  EXPECT_EQ(options_.near_codes(""), "");
}

constexpr const char* header =
    "service,hcpcs,modifiers,unit,charge,description,effective_from,effective_to,source,confidence\n";

class OwnOptions : public testing::Test {
 protected:
  Result<CodingOptions> load(const std::string& text) {
    folder_.write("hcpcs-coding-options.csv", text);
    return CodingOptions::load(folder_.resources());
  }
  tests::DataFolder folder_;
};

TEST_F(OwnOptions, EndAndSucceedEachOther) {
  const auto options = load(std::string(header) +
                            "New Support,T9001,U6,a day,,,2024-01-01,,invented,confirmed\n"
                            "Old Support,T9001,U6,a day,,,2022-01-01,2022-12-31,invented,confirmed\n"
                            "Short Support,T9002,,a day,,,2022-01-01,2022-12-31,invented,confirmed\n");
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(match(*options, "T9001", {"U6"}, day(2022, 12, 31)).option->service, "Old Support");
  EXPECT_EQ(match(*options, "T9001", {"U6"}, day(2024, 1, 1)).option->service, "New Support");
  EXPECT_EQ(match(*options, "T9001", {"U6"}, day(2021, 12, 31)).coding, Coding::not_yet);
  EXPECT_EQ(match(*options, "T9001", {"U6"}, day(2021, 12, 31)).option->service, "Old Support");
  const CodingMatch between = match(*options, "T9001", {"U6"}, day(2023, 6, 1));
  EXPECT_EQ(between.coding, Coding::ended);
  EXPECT_EQ(between.option->through, day(2022, 12, 31));
  EXPECT_EQ(match(*options, "T9002", {}, day(2022, 5, 1)).coding, Coding::option);
  EXPECT_EQ(match(*options, "T9002", {}, day(2023, 1, 1)).coding, Coding::ended);
  EXPECT_EQ(options->choices("T9001", {}), "U6 (New Support; Old Support)");
  EXPECT_EQ(options->choices("T9002", day(2022, 5, 1)), "no modifier (Short Support)");
}

TEST_F(OwnOptions, OfEcmNeedTheirOwnRowForTelehealth) {
  const auto options = load(std::string(header) +
                            "ECM,G9001,U1,a contact,,,2022-01-01,,invented,confirmed\n"
                            "Support,G9001,U6 U7,a contact,,,2022-01-01,,invented,confirmed\n"
                            "Support,G9001,U7 GQ U6,a contact,,,2027-01-01,,invented,confirmed\n");
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(match(*options, "G9001", {"U1", "GQ"}, day(2026, 5, 1)).coding, Coding::wrong_modifiers);
  const CodingMatch support = match(*options, "G9001", {"U7", "GQ", "U6"}, day(2026, 5, 1));
  EXPECT_EQ(support.coding, Coding::option);
  EXPECT_TRUE(support.telehealth_modifier_added);
  EXPECT_FALSE(match(*options, "G9001", {"U7", "GQ", "U6"}, day(2027, 1, 1)).telehealth_modifier_added);
  EXPECT_EQ(options->choices("G9001", day(2027, 1, 1)),
            "U1 (ECM), U6 with U7 (Support) or U6 with U7 and GQ (Support)");
}

using WrongFile = std::tuple<const char*, const char*>;
class WrongOptions : public OwnOptions, public testing::WithParamInterface<WrongFile> {};

TEST_P(WrongOptions, AreAUsageFailureWithFileAndLine) {
  const auto& [rows, message] = GetParam();
  const auto options = load(std::string(header) + rows);
  ASSERT_FALSE(options);
  EXPECT_EQ(options.error().kind, Failure::Kind::usage);
  EXPECT_THAT(options.error().message, HasSubstr(message));
}

INSTANTIATE_TEST_SUITE_P(
    Calaim, WrongOptions,
    testing::Values(
        WrongFile{",T9001,U6,a day,,,2022-01-01,,invented,confirmed\n",
                  "code-sets/hcpcs-coding-options.csv:2: The column \"service\" must not be empty"},
        WrongFile{"Support,T901,U6,a day,,,2022-01-01,,invented,confirmed\n",
                  "options.csv:2: \"T901\" is not a HCPCS code"},
        WrongFile{"Support,T9001,u6,a day,,,2022-01-01,,invented,confirmed\n", "options.csv:2: The modifiers are"},
        WrongFile{"Support,T9001,U6 U6,a day,,,2022-01-01,,invented,confirmed\n", "options.csv:2: The modifiers are"},
        WrongFile{"Support,T9001,U1 U2 U3 U4 U5,a day,,,2022-01-01,,invented,design\n",
                  "options.csv:2: The modifiers are"},
        WrongFile{"Support,T9001,U6,a day,,,2022-13-01,,invented,confirmed\n", "options.csv:2: \"2022-13-01\""},
        WrongFile{"Support,T9001,U6,a day,,,2022-01-02,2022-01-01,invented,confirmed\n", "ends before it starts"},
        WrongFile{"Support,T9001,U6,a day,,,2022-01-01,,invented,perhaps\n", "options.csv:2: \"perhaps\""},
        WrongFile{"Support,T9001,U6 GQ,a day,,,2022-01-01,,invented,confirmed\n"
                  "Other Support,T9001,GQ U6,a day,,,,2022-01-01,invented,confirmed\n",
                  "options.csv:3: T9001 (U6 with GQ) is in an earlier row whose dates overlap"}));

TEST_F(OwnOptions, WithoutAColumnAreAUsageFailure) {
  const auto options = load("service,hcpcs\nECM,G9008\n");
  ASSERT_FALSE(options);
  EXPECT_EQ(options.error().kind, Failure::Kind::usage);
  EXPECT_THAT(options.error().message, HasSubstr("hcpcs-coding-options.csv:1: The column \"modifiers\" is missing"));
}

}  // namespace
}  // namespace calx::calaim
