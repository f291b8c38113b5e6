#include "calaim/service_days.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>

namespace calx::calaim {
namespace {

using namespace std::chrono_literals;

text::Date day(unsigned number) {
  return text::Date(2026y, std::chrono::March, std::chrono::day(number));
}

CodingOption option(std::string code, std::vector<std::string> modifiers, std::string unit) {
  CodingOption made;
  made.hcpcs = std::move(code);
  made.modifiers = std::move(modifiers);
  made.counted = service_unit(unit);
  made.unit = std::move(unit);
  return made;
}

const CodingOption navigation = option("H0043", {"U6"}, "per diem");
const CodingOption recovery = option("H0043", {"U3"}, "per diem");
const CodingOption tenancy = option("T2040", {"U6"}, "per 15 minutes");
const CodingOption outreach = option("T1016", {"U8"}, "per 15 minutes");
const CodingOption outreach_by_phone = option("T1016", {"GQ", "U8"}, "per 15 minutes");
const CodingOption groceries = option("S9977", {"U7"}, "per diem (national)");
const CodingOption remodeling = option("S5165", {"U6"}, "per service");

ServiceLine line(const CodingOption& service, unsigned from, unsigned through, std::int64_t units) {
  return {&service, day(from), day(through), {units * 1000}};
}

/// "1: 2 in 1 of 1": line 1, units in days, room.
std::vector<std::string> too_many(const std::vector<ServiceLine>& lines) {
  std::vector<std::string> texts;
  for (const Overfull& full : ServiceDays().overfull(lines))
    texts.push_back(std::to_string(full.line) + ": " + text::to_x12(full.units) + " in " + std::to_string(full.days) +
                    " of " + std::to_string(full.most));
  return texts;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ServiceUnits, AreTheDescriptors) {
  EXPECT_EQ(service_unit("per diem"), ServiceUnit::day);
  EXPECT_EQ(service_unit("per 15 minutes"), ServiceUnit::quarter_hour);
  EXPECT_EQ(service_unit("per service"), ServiceUnit::service);
  EXPECT_EQ(service_unit("per diem (national)"), ServiceUnit::other);
  EXPECT_EQ(service_unit("per meal"), ServiceUnit::other);
  EXPECT_TRUE(counts_whole(ServiceUnit::day));
  EXPECT_TRUE(counts_whole(ServiceUnit::service));
  EXPECT_FALSE(counts_whole(ServiceUnit::quarter_hour));
  EXPECT_FALSE(counts_whole(ServiceUnit::other));
}

TEST(ServiceDays, OnePerDiemADay) {
  EXPECT_THAT(too_many({line(navigation, 3, 3, 1)}), IsEmpty());
  EXPECT_THAT(too_many({line(navigation, 3, 3, 2)}), ElementsAre("0: 2 in 1 of 1"));
  EXPECT_THAT(too_many({line(navigation, 1, 31, 31)}), IsEmpty());
  EXPECT_THAT(too_many({line(navigation, 1, 31, 32)}), ElementsAre("0: 32 in 31 of 31"));
}

TEST(ServiceDays, NinetySixQuarterHoursADay) {
  EXPECT_THAT(too_many({line(tenancy, 3, 3, 96)}), IsEmpty());
  EXPECT_THAT(too_many({line(tenancy, 3, 3, 97)}), ElementsAre("0: 97 in 1 of 96"));
  EXPECT_THAT(too_many({line(tenancy, 3, 4, 192)}), IsEmpty());
  EXPECT_THAT(too_many({line(tenancy, 3, 4, 193)}), ElementsAre("0: 193 in 2 of 192"));
}

TEST(ServiceDays, LinesOfOneServiceShareTheirDays) {
  EXPECT_THAT(too_many({line(navigation, 3, 3, 1), line(navigation, 4, 4, 1)}), IsEmpty());
  EXPECT_THAT(too_many({line(navigation, 3, 3, 1), line(navigation, 3, 3, 1)}), ElementsAre("1: 2 in 1 of 1"));
  EXPECT_THAT(too_many({line(tenancy, 3, 3, 60), line(tenancy, 3, 3, 36)}), IsEmpty());
  EXPECT_THAT(too_many({line(tenancy, 3, 3, 60), line(tenancy, 3, 3, 37)}), ElementsAre("1: 97 in 1 of 96"));
}

TEST(ServiceDays, OtherServicesHaveDaysOfTheirOwn) {
  EXPECT_THAT(too_many({line(navigation, 3, 3, 1), line(recovery, 3, 3, 1), line(tenancy, 3, 3, 96)}), IsEmpty());
}

TEST(ServiceDays, TheTelephoneIsNoOtherService) {
  EXPECT_THAT(too_many({line(outreach, 3, 3, 90), line(outreach_by_phone, 3, 3, 7)}), ElementsAre("1: 97 in 1 of 96"));
}

TEST(ServiceDays, ALineOfSeveralDaysMayLieOnAnyOfThem) {
  // Two units on 1 to 3, one on 2: there is room for three.
  EXPECT_THAT(too_many({line(navigation, 1, 3, 2), line(navigation, 2, 2, 1)}), IsEmpty());
  EXPECT_THAT(too_many({line(navigation, 1, 3, 3), line(navigation, 2, 2, 1)}), ElementsAre("1: 4 in 3 of 3"));
  // 1 to 2 and 2 to 3 have three days together; neither alone is full.
  EXPECT_THAT(too_many({line(navigation, 1, 2, 2), line(navigation, 2, 3, 1)}), IsEmpty());
  EXPECT_THAT(too_many({line(navigation, 1, 2, 2), line(navigation, 2, 3, 2)}), ElementsAre("1: 4 in 3 of 3"));
  // In the other order, and with days that end first.
  EXPECT_THAT(too_many({line(navigation, 2, 3, 2), line(navigation, 1, 2, 2)}), ElementsAre("1: 4 in 3 of 3"));
  EXPECT_THAT(too_many({line(navigation, 2, 2, 1), line(navigation, 1, 3, 3)}), ElementsAre("1: 4 in 3 of 3"));
}

TEST(ServiceDays, AFullDayBesideAnEmptyOneIsStillFull) {
  EXPECT_THAT(too_many({line(navigation, 1, 5, 2), line(navigation, 3, 3, 1), line(navigation, 3, 3, 1)}),
              ElementsAre("2: 2 in 1 of 1"));
}

TEST(ServiceDays, EveryLineIsToldOnce) {
  EXPECT_THAT(too_many({line(navigation, 3, 3, 1), line(navigation, 3, 3, 1), line(navigation, 3, 3, 1),
                        line(navigation, 4, 4, 1)}),
              ElementsAre("1: 2 in 1 of 1", "2: 2 in 1 of 1"));
}

TEST(ServiceDays, UnitsThatAreNotOfDaysAreNotCounted) {
  EXPECT_THAT(too_many({line(groceries, 3, 3, 5), line(remodeling, 3, 3, 5)}), IsEmpty());
}

}  // namespace
}  // namespace calx::calaim
