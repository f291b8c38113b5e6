#include "network/hours.hpp"

#include "network_fixture.hpp"

namespace calx::network {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const ValueList& days() {
  return shared().knowledge.values["days"];
}

std::string said(std::string_view text) {
  std::vector<Hours> hours;
  switch (parse_hours(text, days(), hours)) {
    case HoursFault::shape:
      return "shape";
    case HoursFault::reversed:
      return "reversed";
    case HoursFault::none:
      break;
  }
  std::string all;
  for (const Hours& one : hours) all += one.days + "*" + one.from + "*" + one.till + " ";
  return all;
}

TEST(Hours, DaysAndTimesAsPeopleWriteThem) {
  EXPECT_EQ(said("Mon-Fri 08:00-17:00"), "A*0800*1700 ");
  EXPECT_EQ(said("weekdays 8am-5pm; Sat 9:30 AM - 1 PM"), "A*0800*1700 J*0930*1300 ");
  EXPECT_EQ(said("Monday to Friday 0800-1700"), "A*0800*1700 ");
  EXPECT_EQ(said("Tue 12pm-11:59pm"), "E*1200*2359 ");
  EXPECT_EQ(said("Wed 12am-1am"), "F*0000*0100 ");
  EXPECT_EQ(said("Daily 06:00\xE2\x80\x93"
                 "22:00; by appointment"),
            "C*0600*2200 MC** ");
  EXPECT_EQ(said("Mon-Fri 8:00-12:00, 13:00-17:00"), "A*0800*1200 A*1300*1700 ");
  EXPECT_EQ(said(""), "");
}

TEST(Hours, SeveralDaysAreEachWrittenWhereNoCodeIsForThemTogether) {
  EXPECT_EQ(said("Mon, Fri 9:00-10:00"), "D*0900*1000 H*0900*1000 ") << "not Monday to Friday";
  EXPECT_EQ(said("Mon Wed and Thu 9:00-10:00"), "D*0900*1000 F*0900*1000 G*0900*1000 ");
  EXPECT_EQ(said("Wed-Fri 9:00-10:00"), "F*0900*1000 G*0900*1000 H*0900*1000 ");
  EXPECT_EQ(said("Sat-Sun 9:00-10:00"), "WE*0900*1000 ");
  EXPECT_EQ(said("Sat-Mon 9:00-10:00"), "D*0900*1000 J*0900*1000 K*0900*1000 ");
  EXPECT_EQ(said("F 9:00-10:00"), "shape") << "F is X12's Wednesday and people's Friday";
}

TEST(Hours, FaultsAddNothing) {
  EXPECT_EQ(said("Mon-Fri 17:00-08:00"), "reversed");
  EXPECT_EQ(said("Mon-Fri 08:00-08:00"), "reversed");
  for (const char* const wrong : {"whenever", "08:00-17:00", "Mon-Fri 8", "Mon-Fri 25:00-26:00", "Mon-Fri 8:70-9:00",
                                  "Mon-Someday 8:00-9:00", "Mon 13pm-2pm"})
    EXPECT_EQ(said(wrong), "shape") << wrong;
}

TEST(Hours, TextIsReadAsTheSame) {
  for (const char* const text : {"Mon-Fri 08:00-17:00; Sat 09:00-13:00", "by appointment", "Mon-Sun 06:00-22:00"}) {
    std::vector<Hours> hours;
    ASSERT_EQ(parse_hours(text, days(), hours), HoursFault::none);
    EXPECT_EQ(to_text(hours, days()), text);
  }
}

TEST(Hours, DaysAlone) {
  EXPECT_THAT(parse_days("Thu-Mon", days()), ElementsAre("D", "G", "H", "J", "K"));
  EXPECT_THAT(parse_days("none", days()), ElementsAre("Y"));
  EXPECT_THAT(parse_days("Easter", days()), IsEmpty());
}

}  // namespace
}  // namespace calx::network
