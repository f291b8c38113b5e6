// Differences between two networks, worked out by hand.
#include "network/comparison.hpp"

#include "network/comparison_views.hpp"
#include "small_network.hpp"

namespace calx::network {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::string in_short(const Difference& one) {
  static constexpr const char* changes[] = {"added", "ended", "moved", "changed"};
  static constexpr const char* levels[] = {"group", "site", "provider"};
  std::string text =
      std::string(changes[static_cast<int>(one.change)]) + " " + levels[static_cast<int>(one.level)] + " " + one.name;
  if (!one.place.empty()) text += " @ " + one.place;
  if (!one.field.empty()) text += ": " + one.field + ": " + one.before + " > " + one.after;
  return text;
}

Comparison compared(const Network& before, const Network& after, bool as_274 = false) {
  return compare(before, after, knowledge(), as_274, !as_274);
}

std::vector<std::string> differences(const Network& before, const Network& after, bool as_274 = false) {
  std::vector<std::string> all;
  for (const Difference& one : compared(before, after, as_274).differences) all.push_back(in_short(one));
  return all;
}

TEST(Comparison, ANetworkDoesNotDifferFromItself) {
  const Network network = small_network();
  EXPECT_THAT(differences(network, network), IsEmpty());
  EXPECT_THAT(differences(network, network, true), IsEmpty());
  EXPECT_THAT(to_text(compared(network, network)),
              StartsWith("Groups: 2 before, 2 now; none added, none ended, none changed\n"
                         "Sites: 3 before, 3 now; none added, none ended, none moved, none changed\n"
                         "Providers: 3 before, 3 now; none added, none ended, none moved, none changed\n"
                         "No differences.\n"));
}

TEST(Comparison, TheOrderAndIdsOfTheTablesMakeNoDifference) {
  const Network before = small_network();
  Network after = small_network();
  std::swap(after.providers[0], after.providers[1]);
  for (Affiliation& one : after.affiliations)
    if (one.provider < 2) one.provider = 1 - one.provider;
  after.participations[1].provider = 0;
  std::reverse(after.affiliations.begin(), after.affiliations.end());
  after.groups[0].id = "G9";
  EXPECT_THAT(differences(before, after), IsEmpty());
}

TEST(Comparison, ProvidersComeAndGo) {
  Network after = small_network();
  after.providers[1].name.npi = "2000000051";  // somebody else of the same name
  EXPECT_THAT(differences(small_network(), after), ElementsAre("added provider Inventado, Beto @ Homes Office",
                                                               "ended provider Inventado, Beto @ Homes Office"));
  EXPECT_EQ(compared(small_network(), after).counts[2].added, 1U);
  EXPECT_EQ(compared(small_network(), after).counts[2].ended, 1U);
}

TEST(Comparison, WhoHasNoNpiIsKnownByIdentifierThenByNameThenById) {
  Network before = small_network(), after = small_network();
  before.providers[1].name.npi.clear();
  after.providers[1].name.npi.clear();
  before.providers[1].identifiers = after.providers[1].identifiers = {{"0B", "EX10001", 0}};
  after.providers[1].name.last = "Renombrado";
  after.providers[1].id = "P77";
  EXPECT_THAT(differences(before, after),
              ElementsAre("changed provider Renombrado, Beto: Last Name or Organization: Inventado > Renombrado"));

  after = before;
  after.providers[1].identifiers.clear();
  after.providers[1].name.npi = "2000000044";
  EXPECT_THAT(differences(before, after),
              ElementsAre("changed provider Inventado, Beto: NPI:  > 2000000044",
                          "changed provider Inventado, Beto: Identifiers: state license EX10001 > "));

  after = before;
  after.providers[1].identifiers.clear();
  after.providers[1].name.last = "Renombrado";
  EXPECT_THAT(differences(before, after),
              ElementsAre("changed provider Renombrado, Beto: Last Name or Organization: Inventado > Renombrado",
                          "changed provider Renombrado, Beto: Identifiers: state license EX10001 > "));
}

TEST(Comparison, AnIdentifierThatSeveralHaveTellsNobody) {
  Network before = small_network(), after = small_network();
  for (Network* network : {&before, &after}) {
    for (Provider& provider : network->providers) provider.identifiers = {{"EI", "987654321", 0}};
    network->providers[0].name.npi.clear();
    network->providers[1].name.npi.clear();
  }
  after.providers[0].name.last = "Otra";
  after.providers[0].id = "P9";
  EXPECT_THAT(differences(before, after), ElementsAre("added provider Otra, Ana @ Central; North",
                                                      "ended provider Inventada, Ana @ Central; North"));
}

TEST(Comparison, AProviderMovesJoinsAndLeavesSites) {
  Network after = small_network();
  after.affiliations[1].site = 2;  // P1: from North to Homes Office
  after.affiliations.push_back({1, 0, {}, 0});
  EXPECT_THAT(differences(small_network(), after),
              ElementsAre("added provider Inventado, Beto: Site:  > Central",
                          "moved provider Inventada, Ana: Site: North > Homes Office"));
  EXPECT_THAT(differences(after, small_network()),
              ElementsAre("ended provider Inventado, Beto: Site: Central > ",
                          "moved provider Inventada, Ana: Site: Homes Office > North"));
  const Comparison comparison = compared(small_network(), after);
  EXPECT_EQ(comparison.counts[2].added, 0U) << "the provider was there before";
  EXPECT_EQ(comparison.counts[2].moved, 1U);
  EXPECT_EQ(comparison.counts[2].changed, 1U);
}

TEST(Comparison, ASiteMovesToAnotherGroup) {
  Network after = small_network();
  after.sites[1].group = 1;
  EXPECT_THAT(differences(small_network(), after),
              ElementsAre("moved site North: Group: Muestra Partners > Placeholder Homes"));
}

TEST(Comparison, SitesThatShareAnNpiAreToldByNameAndAddress) {
  Network after = small_network();
  after.sites[1].name.last = "South";
  after.sites[1].address.line_1 = "9 Pretend Street";
  after.sites[1].id = "S9";
  EXPECT_THAT(differences(small_network(), after),
              ElementsAre("added site South @ Muestra Partners", "ended site North @ Muestra Partners",
                          "moved provider Inventada, Ana: Site: North > South"));
  after.sites[1].address.line_1 = "2 Pretend Street";
  EXPECT_THAT(differences(small_network(), after), ElementsAre("changed site South: Site Name: North > South"));
}

TEST(Comparison, FieldsContractsAndProgramsChange) {
  Network after = small_network();
  after.sites[0].phone = "5595550177";
  after.groups[1].contract = between("2024-01-01", "2026-12-31");
  after.affiliations[0].contracts.push_back(from("2026-02-01"));
  after.participations[0].capacity = 50;
  after.providers[0].taxonomies = {{"207Q00000X", {"3E"}, 'Y', 0}};
  EXPECT_THAT(
      differences(small_network(), after),
      ElementsAre(
          "changed group Placeholder Homes: Contract Start:  > 2024-01-01",
          "changed group Placeholder Homes: Contract End:  > 2026-12-31",
          "changed site Central: Phone: 5595550100 > 5595550177",
          "changed provider Inventada, Ana: Taxonomies:  > 207Q00000X primary care Y",
          "changed provider Inventada, Ana @ Central: Contract: 2024-01-01 to 2025-12-31 > "
          "2024-01-01 to 2025-12-31; from 2026-02-01",
          "changed provider Muestra Partners @ Central: ECM: yes: adult: Individuals experiencing homelessness; "
          "adult: SMI and/or SUD needs, capacity 40 > yes: adult: Individuals experiencing homelessness; adult: "
          "SMI and/or SUD needs, capacity 50"));
}

TEST(Comparison, WhatA274CannotHoldMakesNoDifferenceToOne) {
  Network after = small_network();
  after.sites[0].county.clear();
  after.sites[0].services = {"Outreach"};
  after.providers[0].name.last = "INVENTADA";
  after.providers[0].degrees = {{"", "MD"}};
  after.participations[0].populations.clear();
  after.participations[0].capacity.reset();
  after.participations[0].site = 0;  // the only one of all its sites
  EXPECT_THAT(differences(small_network(), after, true), IsEmpty());
  after.participations.erase(after.participations.begin());
  EXPECT_THAT(differences(small_network(), after, true),
              ElementsAre("changed provider Muestra Partners @ Central: ECM: yes > "));
}

TEST(Comparison, AProviderWhomA274SaysTwiceIsOne) {
  Network after = small_network();
  after.providers.push_back(after.providers[0]);
  after.affiliations[1].provider = 3;  // North has an entry of its own
  EXPECT_THAT(differences(small_network(), after, true), IsEmpty());
  after.providers[3].gender = 'F';
  EXPECT_THAT(differences(small_network(), after, true), ElementsAre("changed provider Inventada, Ana: Gender:  > F"));
}

TEST(Comparison, OnlySitesInThePlanCodesFileAreComparedWithIt) {
  Network network = small_network();
  network.sites[2].plan_codes = {"306"};
  Plan plan;
  plan.plan_code = "305";
  const Network part = of_plans(network, {plan});
  EXPECT_EQ(part.groups.size(), 1U);
  EXPECT_EQ(part.sites.size(), 2U);
  EXPECT_EQ(part.providers.size(), 2U);
  EXPECT_EQ(part.affiliations.size(), 3U);
  ASSERT_EQ(part.participations.size(), 1U);
  EXPECT_EQ(part.providers[part.participations[0].provider].id, "P3");
}

TEST(ComparisonViews, AreTextAndATable) {
  Network after = small_network();
  after.affiliations[1].site = 2;
  after.sites[0].phone = "5595550177";
  after.providers[1].name.npi = "2000000051";
  const Comparison comparison = compared(small_network(), after);
  EXPECT_EQ(to_text(comparison),
            "Groups: 2 before, 2 now; none added, none ended, none changed\n"
            "Sites: 3 before, 3 now; none added, none ended, none moved, 1 changed\n"
            "Providers: 3 before, 3 now; 1 added, 1 ended, 1 moved, none changed\n"
            "\nAdded\n"
            "  provider Inventado, Beto (NPI 2000000051), at Homes Office\n"
            "\nEnded (no longer there)\n"
            "  provider Inventado, Beto (NPI 2000000044), at Homes Office\n"
            "\nMoved\n"
            "  provider Inventada, Ana (NPI 2000000036): from North to Homes Office\n"
            "\nChanged\n"
            "  site Central (NPI 2000000010): Phone: 5595550100 -> 5595550177\n");
  EXPECT_EQ(to_csv(comparison),
            "Change,Of,Name,NPI,Where,What,Before,After\r\n"
            "added,provider,\"Inventado, Beto\",2000000051,Homes Office,,,\r\n"
            "ended,provider,\"Inventado, Beto\",2000000044,Homes Office,,,\r\n"
            "moved,provider,\"Inventada, Ana\",2000000036,,Site,North,Homes Office\r\n"
            "changed,site,Central,2000000010,,Phone,5595550100,5595550177\r\n");
}

}  // namespace
}  // namespace calx::network
