// Who is under contract on which day.
#include "network/coverage.hpp"

#include "small_network.hpp"

namespace calx::network {
namespace {

using Standing = Coverage::Standing;

TEST(Coverage, AProvidersOwnDatesCount) {
  const Network network = small_network();
  const Coverage coverage(network);
  // P1 is at Central through 2025, at North since June 2025.
  EXPECT_EQ(coverage.on("2000000036", day("2023-12-31")), Standing::out_of_dates);
  EXPECT_EQ(coverage.on("2000000036", day("2024-01-01")), Standing::covered);
  EXPECT_EQ(coverage.on("2000000036", day("2026-01-01")), Standing::covered);
  EXPECT_EQ(coverage.on("2999999999", day("2026-01-01")), Standing::unknown);
  EXPECT_EQ(coverage.on("", day("2026-01-01")), Standing::unknown);
}

TEST(Coverage, AGapBetweenContractsIsNotCovered) {
  Network network = small_network();
  network.affiliations[0].contracts = {between("2024-01-01", "2024-06-30"), between("2024-08-01", "2024-12-31")};
  const Coverage coverage(network);
  EXPECT_EQ(coverage.on("2000000036", day("2024-06-30")), Standing::covered) << "the last day is in";
  EXPECT_EQ(coverage.on("2000000036", day("2024-07-01")), Standing::out_of_dates);
  EXPECT_EQ(coverage.on("2000000036", day("2024-08-01")), Standing::covered);
}

TEST(Coverage, WithoutDatesOfTheirOwnTheSitesThenTheGroupsCount) {
  const Network network = small_network();
  const Coverage coverage(network);
  // P2 has no dates; Homes Office is under contract since July 2025.
  EXPECT_EQ(coverage.on("2000000044", day("2025-06-30")), Standing::out_of_dates);
  EXPECT_EQ(coverage.on("2000000044", day("2025-07-01")), Standing::covered);
  // Muestra Partners is a group since 2024, two sites and a provider, all without dates of their own.
  EXPECT_EQ(coverage.on("2000000010", day("2023-12-31")), Standing::out_of_dates);
  EXPECT_EQ(coverage.on("2000000010", day("2024-01-01")), Standing::covered);
  // Placeholder Homes has no dates at all.
  EXPECT_EQ(coverage.on("2000000028", day("1999-01-01")), Standing::covered);
}

TEST(Coverage, AnAffiliationWithAnEmptyPeriodHasNoDates) {
  Network network = small_network();
  network.affiliations[2].contracts = {Contract{}};  // a row of provider-sites.csv without dates
  EXPECT_EQ(Coverage(network).on("2000000044", day("2025-06-30")), Standing::out_of_dates) << "the site's dates";
}

}  // namespace
}  // namespace calx::network
