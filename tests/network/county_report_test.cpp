// Providers of the small network by county, counted by hand.
#include "network/county_report.hpp"

#include "network/county_report_views.hpp"
#include "small_network.hpp"

namespace calx::network {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using By = CountyReport::By;

const std::vector<std::string> plan{"Fresno", "Kings", "Madera"};

CountyReport counted(const Network& network, const char* on = "2026-05-01",
                     const std::vector<std::string>& counties = plan) {
  return count_by_county(network, knowledge(), counties, day(on));
}

const CountyReport::Line& line(const CountyReport& report, By by, const std::string& what) {
  for (const CountyReport::Line& one : report.lines)
    if (one.by == by && one.what == what) return one;
  throw std::runtime_error("no line " + what);
}

std::string in_short(const CountyReport::Line& one) {
  std::string text = std::to_string(one.all.providers) + "@" + std::to_string(one.all.sites);
  for (const auto& [county, count] : one.by_county)
    text += " " + county + " " + std::to_string(count.providers) + "@" + std::to_string(count.sites);
  return text;
}

TEST(CountyReport, CountsWhoIsUnderContractOnTheDay) {
  // On 2026-05-01 P1 is at North only; P2 at Homes Office; P3 at Central.
  const CountyReport report = counted(small_network());
  EXPECT_EQ(in_short(line(report, By::everybody, "")), "3@3 Fresno 2@2 Kings 0@0 Madera 1@1");
  EXPECT_EQ(report.not_counted, 0U);
  // On 2025-05-01 P1 is at Central only, and P2's site has no contract yet.
  const CountyReport before = counted(small_network(), "2025-05-01");
  EXPECT_EQ(in_short(line(before, By::everybody, "")), "2@1 Fresno 2@1 Kings 0@0 Madera 0@0");
  EXPECT_EQ(before.not_counted, 1U);
}

TEST(CountyReport, CountsByProgramPopulationAndService) {
  const CountyReport report = counted(small_network());
  EXPECT_EQ(in_short(line(report, By::program, "ECM")), "1@1 Fresno 1@1 Kings 0@0 Madera 0@0");
  EXPECT_EQ(line(report, By::program, "ECM").capacity, 40U);
  const auto& homeless = line(report, By::population, "adult: Individuals experiencing homelessness");
  EXPECT_EQ(in_short(homeless), "1@1 Fresno 1@1 Kings 0@0 Madera 0@0");
  EXPECT_EQ(homeless.capacity, 40U);
  const auto& families = line(report, By::population, "adult: Families experiencing homelessness");
  EXPECT_EQ(in_short(families), "0@0 Fresno 0@0 Kings 0@0 Madera 0@0");
  EXPECT_EQ(families.capacity, std::nullopt);
  EXPECT_EQ(line(report, By::service, "Housing Deposits").all.providers, 1U);
  // The row of Housing Deposits ends on 2026-06-30.
  EXPECT_EQ(line(counted(small_network(), "2026-07-01"), By::service, "Housing Deposits").all.providers, 0U);
}

TEST(CountyReport, ParticipationThatNamesNothingIsALineOfItsOwn) {
  Network network = small_network();
  EXPECT_THROW(line(counted(network), By::population, "not said"), std::runtime_error);
  network.participations.push_back(network.participations[0]);
  network.participations[2].provider = 0;
  network.participations[2].populations.clear();
  EXPECT_EQ(line(counted(network), By::population, "not said").all.providers, 1U);
  EXPECT_EQ(line(counted(network), By::population, "adult: SMI and/or SUD needs").all.providers, 1U);
}

TEST(CountyReport, AProviderCountsOnce) {
  Network network = small_network();
  network.affiliations[0].contracts = {};  // P1 is at Central too
  network.sites[1].county = "Fresno";
  EXPECT_EQ(in_short(line(counted(network), By::everybody, "")), "3@3 Fresno 3@3 Kings 0@0 Madera 0@0");
  network.providers.push_back(network.providers[0]);
  network.affiliations[1].provider = 3;  // as a 274 may say it
  EXPECT_EQ(in_short(line(counted(network), By::everybody, "")), "3@3 Fresno 3@3 Kings 0@0 Madera 0@0");
}

TEST(CountyReport, CountiesBeyondThePlansAndNoneAtAllAreShown) {
  Network network = small_network();
  network.sites[0].county = "Tulare";
  network.sites[1].county.clear();
  const CountyReport report = counted(network);
  EXPECT_THAT(report.elsewhere, ElementsAre("Tulare"));
  EXPECT_EQ(in_short(report.lines[0]), "3@3  1@1 Fresno 1@1 Kings 0@0 Madera 0@0 Tulare 1@1");
  EXPECT_THAT(to_text(report), HasSubstr("Tulare (not one of the plan's)"));
  EXPECT_THAT(to_csv(report), HasSubstr("everybody,,(not said),1,1,\r\n"));
}

TEST(CountyReport, WhatNobodySaysIsNotCountedAsNone) {
  Network network = small_network();  // as a 274 holds it
  for (Site& site : network.sites) site.county.clear();
  network.participations[0].populations.clear();
  const CountyReport report = counted(network);
  EXPECT_FALSE(report.counties_known);
  EXPECT_THROW(line(report, By::population, "adult: SMI and/or SUD needs"), std::runtime_error);
  EXPECT_EQ(line(report, By::population, "not said").all.providers, 1U);
  EXPECT_THAT(to_text(report), HasSubstr("Counties with none are not known: no site says its county.\n"));
  EXPECT_THAT(to_text(report), Not(HasSubstr("Kings")));
  EXPECT_THAT(to_csv(report), Not(HasSubstr("Kings")));
  EXPECT_THAT(to_csv(report), HasSubstr("everybody,,(all),3,3,\r\neverybody,,(not said),3,3,\r\n"));
}

TEST(CountyReport, CountiesAreKnownByName) {
  EXPECT_THAT(counties_named({}, knowledge()).value(), SizeIs(58));
  EXPECT_THAT(counties_named({"madera", "FRESNO", "Fresno"}, knowledge()).value(), ElementsAre("Fresno", "Madera"));
  const auto wrong = counties_named({"Fresmo"}, knowledge());
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().kind, Failure::Kind::usage);
  EXPECT_EQ(wrong.error().message, "--counties: Fresmo is none of California's counties; did you mean Fresno?");
}

TEST(CountyReport, ATableForPeopleNamesTheCountiesWithNone) {
  const std::string text = to_text(counted(small_network()));
  EXPECT_THAT(text, HasSubstr("Providers under contract on 2026-05-01: 3, at 3 sites\n"
                              "\nBy county\n"
                              "  County  Sites  Providers  ECM  Community Supports\n"
                              "  Fresno      2          2    1                   1\n"
                              "  Madera      1          1    0                   0\n"
                              "  All         3          3    1                   1\n"
                              "Counties with no provider: 1 of 3\n  Kings\n"
                              "Counties with no ECM provider: 2 of 3\n  Kings and Madera\n"
                              "Counties with no Community Supports provider: 2 of 3\n  Kings and Madera\n"));
  EXPECT_THAT(text, HasSubstr("\nHousing Deposits: none in\n  Kings and Madera\n"));
  EXPECT_THAT(text, Not(HasSubstr("\nadult: Families experiencing homelessness: none in")));
}

TEST(CountyReport, TheCsvHasARowForEachCounty) {
  const std::string csv = to_csv(counted(small_network()));
  EXPECT_THAT(csv, HasSubstr("By,What,County,Sites,Providers,Capacity\r\n"
                             "everybody,,(all),3,3,\r\n"
                             "everybody,,Fresno,2,2,\r\n"
                             "everybody,,Kings,0,0,\r\n"
                             "everybody,,Madera,1,1,\r\n"
                             "program,ECM,(all),1,1,40\r\n"));
  EXPECT_THAT(csv, HasSubstr("Community Supports service,Housing Deposits,Fresno,1,1,\r\n"));
  // A header; everybody, two programs, the populations and the services, each for all and for three counties.
  const auto lines = 3 + knowledge().populations.all().size() + knowledge().services.names().size();
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')), 1 + 4 * lines);
}

}  // namespace
}  // namespace calx::network
