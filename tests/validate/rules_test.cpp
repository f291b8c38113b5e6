// Condition rules as they judge: operators, three values, scopes, places of findings.
#include "validate/rules.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include "ruled.hpp"

namespace calx::validate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string claim = "loop=\"2300\"";

TEST(Rule, RequiresIsBrokenWhereTheFirstHoldsAndTheSecondDoesNot) {
  const std::string text = rule(claim + " at=\"REF[F8]\"", "CLM05-03 in ('7', '8') requires REF[F8]");
  EXPECT_THAT(broken(text, File::good()), IsEmpty());
  const File replaced = File::good().replace(20, "11:B:1", "11:B:7");
  // HI is the first segment behind the place of REF*F8.
  EXPECT_THAT(broken(text, replaced), ElementsAre("R REF(22)"));
  EXPECT_THAT(broken(text, File(replaced).insert(21, {"REF*F8*X"})), IsEmpty());
}

TEST(Rule, ForbidsIsBrokenWhereBothHold) {
  const std::string text = rule(claim + " at=\"REF[EA]02\"", "CLM05-03 = '1' forbids REF[EA]");
  EXPECT_THAT(broken(text, File::good()), ElementsAre("R REF(21) 2"));
  EXPECT_THAT(broken(text, File::good().erase(21)), IsEmpty());
  EXPECT_THAT(broken(text, File::good().replace(20, "11:B:1", "11:B:7")), IsEmpty());
}

TEST(Rule, AConditionAloneIsBrokenWhereItDoesNotHold) {
  const std::string text = rule(claim + " at=\"CLM02\"", "CLM02 = sum(2400/SV102)");
  EXPECT_THAT(broken(text, File::good()), IsEmpty());
  EXPECT_THAT(broken(text, File::good().replace(25, "*100*", "*100.01*")), ElementsAre("R CLM(20) 2"));
}

}  // namespace
}  // namespace calx::validate
