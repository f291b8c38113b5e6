// Services against the small network.
#include "network/service_check.hpp"

#include "small_network.hpp"

namespace calx::network {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Checking : public ::testing::Test {
 protected:
  void service(Role role, const std::string& npi, const char* from, std::uint64_t claim, const char* through = nullptr,
               std::uint32_t file = 0) {
    std::optional<text::DateRange> days;
    if (from != nullptr) days = text::DateRange{day(from), day(through == nullptr ? from : through)};
    check_.service(role, npi, days, {file, claim, 10 * claim, 100 * claim});
  }
  std::vector<findings::Finding> found() const {
    findings::Collector collector;
    check_.report(knowledge().catalogue, {"a.dat", "b.dat"}, collector);
    return collector.findings;
  }
  std::vector<std::string> codes() const {
    std::vector<std::string> all;
    for (const findings::Finding& finding : found()) all.push_back(finding.code);
    return all;
  }

  const Network network_ = small_network();
  const Coverage coverage_{network_};
  ServiceCheck check_{coverage_};
};

TEST_F(Checking, SaysNothingOfWhoIsUnderContract) {
  service(Role::billing, "2000000010", "2026-02-01", 1);
  service(Role::rendering, "2000000036", "2026-02-01", 1);
  EXPECT_THAT(codes(), IsEmpty());
}

TEST_F(Checking, OneFindingAnNpiRoleAndFaultAtItsFirstClaim) {
  service(Role::billing, "2000000069", "2026-02-01", 1);
  service(Role::billing, "2000000069", "2026-02-02", 1);
  service(Role::billing, "2000000069", "2026-02-02", 3, nullptr, 1);
  service(Role::rendering, "2000000069", "2026-02-02", 3, nullptr, 1);
  service(Role::rendering, "2000000044", "2025-06-30", 4, nullptr, 1);
  service(Role::billing, "2000000010", "2023-06-30", 5, nullptr, 1);
  const std::vector<findings::Finding> all = found();
  EXPECT_THAT(codes(), ElementsAre("NET-0701", "NET-0702", "NET-0704", "NET-0703"));
  EXPECT_EQ(all[0].message, "the billing provider with NPI 2000000069 is not in the network: 3 services of 2 claims");
  EXPECT_EQ(all[0].file, "a.dat");
  EXPECT_EQ(all[0].segment, "CLM");
  EXPECT_EQ(all[0].segment_ordinal, 10U);
  EXPECT_EQ(all[0].offset, 100U);
  EXPECT_EQ(all[1].file, "b.dat");
  EXPECT_EQ(all[1].message, "the rendering provider with NPI 2000000069 is not in the network: 1 service of 1 claim");
  EXPECT_EQ(all[2].segment_ordinal, 40U);
  EXPECT_THAT(all[2].message, Not(HasSubstr("2025"))) << "a day of service is a member's";
}

TEST_F(Checking, BothEndsOfARangeAreLookedAt) {
  service(Role::rendering, "2000000044", "2025-06-20", 1, "2025-07-02");
  EXPECT_THAT(codes(), ElementsAre("NET-0704"));
}

TEST_F(Checking, WhatCannotBeJudgedIsAWarningThatShowsNoValue) {
  service(Role::billing, "", "2026-02-01", 1);
  service(Role::rendering, "987654321", "2026-02-01", 1);
  service(Role::rendering, "2000000036", nullptr, 2);
  service(Role::rendering, "2000000069", nullptr, 3);
  const std::vector<findings::Finding> all = found();
  EXPECT_THAT(codes(), ElementsAre("NET-0705", "NET-0705", "NET-0708", "NET-0702"));
  EXPECT_EQ(all[0].severity, findings::Severity::warning);
  for (const findings::Finding& finding : all) EXPECT_THAT(finding.message, Not(HasSubstr("987654321")));
}

}  // namespace
}  // namespace calx::network
