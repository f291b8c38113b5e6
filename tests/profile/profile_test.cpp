#include "profile/profile.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace calx::profile {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string least =
    "[submitter]\n"
    "name = \"INVENTED PLAN\"\n"
    "tax_id = \"987654321\"\n"
    "plan_code = \"399\"\n"
    "contact_name = \"NOBODY\"\n"
    "contact_phone = \"9165550100\"\n";

std::string failure_of(const std::string& toml) {
  const auto profile = parse_profile(toml, "plan.toml");
  if (profile) return "";
  EXPECT_EQ(profile.error().kind, Failure::Kind::usage);
  return profile.error().message;
}

TEST(Profile, TheExampleIsTheFixtureAndHasEveryKey) {
  std::ifstream in(std::string(CALX_SOURCE_DIR) + "/fixtures/profiles/plan.toml", std::ios::binary);
  const std::string fixture{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(fixture, example_profile());

  const auto profile = parse_profile(example_profile(), "plan.toml");
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(profile->submitter.name, "EXAMPLE HEALTH PLAN");
  EXPECT_EQ(profile->submitter.plan_code, "305");
  EXPECT_EQ(profile->submitter.payer_id, "EXAMPLE305");
  EXPECT_EQ(profile->submitter.contact_email, "edi@example.org");
  EXPECT_EQ(profile->receiver.id, "610442");
  EXPECT_EQ(profile->encounter.usage, "test");
  EXPECT_THAT(profile->encounter.overlays, ElementsAre("dhcs"));
  EXPECT_EQ(profile->encounter.max_claims_per_file, 5000);
  EXPECT_EQ(profile->encounter.file_name, "EXAMPLE_{plan_code}_837P_MCE_{date}_{sequence}.dat");
  EXPECT_FALSE(profile->encounter.merge_same_day);
  EXPECT_EQ(profile->network.indicators.community_supports, "CS");
  EXPECT_THAT(profile->network.overlays, ElementsAre("dhcs-274"));
  EXPECT_EQ(profile->network.month, "");
  // 41 keys stand in it: all but the four of fixed_address and the month, which are comments.
  EXPECT_EQ(profile->stated.size(), 41u);
}

TEST(Profile, TheReportingMonthIsAMonth) {
  const auto profile = parse_profile(least + "[network]\nmonth = \"202612\"\ndegree_code = \"\"\n", "plan.toml");
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(profile->network.month, "202612");
  for (const char* const wrong : {"202613", "202600", "2026", "2026-05", "199905"})
    EXPECT_THAT(failure_of(least + "[network]\nmonth = \"" + wrong + "\"\n"), HasSubstr("[network] month: is no month"))
        << wrong;
  EXPECT_THAT(failure_of(least + "[network]\ndegree_code = \"MD\"\n"), HasSubstr("has 2 characters; write 3 to 3"));
}

TEST(Profile, DefaultsFollowThePlan) {
  const auto profile = parse_profile(least, "plan.toml");
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(profile->submitter.payer_id, "PLAN399");
  EXPECT_EQ(profile->submitter.application_id, "987654321");
  EXPECT_EQ(profile->receiver.interchange_id, "CALIFORNIA-DHCS");
  EXPECT_EQ(profile->encounter.adjustment, "CO45");
  EXPECT_EQ(profile->encounter.file_name, "{plan_code}_837P_MCE_{date}_{sequence}.dat");
  EXPECT_EQ(profile->encounter.default_zip_extension, "9998");
  EXPECT_EQ(profile->stated.size(), 5u);
}

TEST(Profile, StatedKeysAreKeptWithTheirValues) {
  const auto profile = parse_profile(least +
                                         "[encounter]\noverlays = [\"dhcs\", \"./own.xml\"]\nmerge_same_day = true\n"
                                         "max_claims_per_file = 7\nhomeless_address = \"fixed\"\n"
                                         "fixed_address = { street = \"1 NOWHERE\", city = \"FRESNO\", state = \"CA\", "
                                         "zip = \"937210000\" }\n[network.indicators]\necm = \"E\"\n",
                                     "plan.toml");
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_THAT(profile->encounter.overlays, ElementsAre("dhcs", "./own.xml"));
  EXPECT_TRUE(profile->encounter.merge_same_day);
  EXPECT_EQ(profile->encounter.max_claims_per_file, 7);
  EXPECT_EQ(profile->encounter.fixed_address.zip, "937210000");
  const auto has = [&](const char* key, const char* value) {
    return std::count(profile->stated.begin(), profile->stated.end(), std::pair<std::string, std::string>(key, value));
  };
  EXPECT_EQ(has("encounter.overlays", "dhcs ./own.xml"), 1);
  EXPECT_EQ(has("encounter.merge_same_day", "true"), 1);
  EXPECT_EQ(has("encounter.max_claims_per_file", "7"), 1);
  EXPECT_EQ(has("encounter.fixed_address.street", "1 NOWHERE"), 1);
  EXPECT_EQ(has("network.indicators.ecm", "E"), 1);
  EXPECT_EQ(has("submitter.plan_code", "399"), 1);
}

TEST(Profile, AWrongKeyIsNamedWithItsLine) {
  EXPECT_EQ(failure_of(least + "\n[encounter]\npurpos = \"RP\"\n"),
            "plan.toml:9: [encounter] purpos: there is no such key; did you mean purpose?");
  EXPECT_EQ(failure_of(least + "usage = \"test\"\n"),
            "plan.toml:7: [submitter] usage: there is no such key; it belongs in [encounter]");
  EXPECT_EQ(failure_of(least + "[encountre]\nusage = \"test\"\n"),
            "plan.toml:7: encountre: there is no such section; did you mean encounter?");
  EXPECT_THAT(failure_of(least + "[encounter]\nreceiver = 1\nhat_size = 7\n"), HasSubstr("plan.toml:8: [encounter]"));
  EXPECT_EQ(failure_of("network = 1\n" + least),
            "plan.toml:1: network: is a section, not a value; write [network] above its keys");
}

TEST(Profile, AMissingKeyIsNamedWithItsSection) {
  EXPECT_EQ(failure_of("# nothing\n[submitter]\nname = \"X\"\n"),
            "plan.toml:2: [submitter] tax_id: is required and missing; add it");
  EXPECT_EQ(failure_of(""), "plan.toml:1: [submitter] name: is required and missing; add it");
}

TEST(Profile, WhatIsNoTomlSaysTheLine) {
  EXPECT_THAT(failure_of("[submitter]\nname = \n"), HasSubstr("plan.toml:2: this is not TOML: "));
  EXPECT_THAT(failure_of(least + "name = \"twice\"\n"), HasSubstr("plan.toml:7: this is not TOML: "));
}

/// A line in a section, and what the failure must say; "" for none.
struct Case {
  const char* section;
  const char* line;
  const char* says;
};

void PrintTo(const Case& one, std::ostream* out) {
  *out << one.line;
}

class ProfileValue : public testing::TestWithParam<Case> {};

TEST_P(ProfileValue, IsChecked) {
  const Case& one = GetParam();
  std::string toml = least;
  const std::string line(one.line), section(one.section);
  if (section == "submitter") {
    // In place of the line of the same key, or behind the others.
    const std::string key = "\n" + line.substr(0, line.find(' ')) + " ";
    const std::size_t at = toml.find(key);
    if (at == std::string::npos)
      toml += line + "\n";
    else
      toml.replace(at + 1, toml.find('\n', at + 1) - at - 1, line);
  } else {
    toml += "[" + section + "]\n" + line + "\n";
  }
  const std::string failure = failure_of(toml);
  if (*one.says == '\0') {
    EXPECT_EQ(failure, "");
    return;
  }
  EXPECT_THAT(failure, HasSubstr(one.says));
  EXPECT_THAT(failure, HasSubstr("[" + section + "] " + line.substr(0, line.find(' ')) + ": "));
}

INSTANTIATE_TEST_SUITE_P(
    All, ProfileValue,
    testing::Values(
        Case{"submitter", "tax_id = \"12-3456789\"", "must be 9 digits"},
        Case{"submitter", "tax_id = 987654321", "must be text; write it in quotes"},
        Case{"submitter", "plan_code = \"30\"", "must be 3 digits"},
        Case{"submitter", "plan_code = \"30A\"", "must be 3 digits"},
        Case{"submitter", "contact_phone = \"(916) 555-0100\"", "must be 10 digits"},
        Case{"submitter", "contact_email = \"nobody\"", "is no e-mail address"},
        Case{"submitter", "contact_email = \"\"", ""}, Case{"submitter", "name = \"\"", "has 0 characters"},
        Case{"submitter", "name = \"A*B\"", "cannot carry"}, Case{"submitter", "name = \" A\"", "blank at an end"},
        Case{"submitter", "payer_id = \"X\"", "has 1 characters; write 2 to 80"},
        Case{"submitter", "application_id = \"1234567890123456\"", "has 16 characters; write 2 to 15"},
        Case{"receiver", "interchange_id = \"A\"", "write 2 to 15"},
        Case{"encounter", "usage = \"prod\"", "there is no such value; write \"test\" or \"production\""},
        Case{"encounter", "usage = \"production\"", ""}, Case{"encounter", "purpose = \"XX\"", "no such value"},
        Case{"encounter", "max_claims_per_file = 0", "from 1 to 5000"},
        Case{"encounter", "max_claims_per_file = 5001", "from 1 to 5000"},
        Case{"encounter", "max_claims_per_file = \"5\"", "whole number"},
        Case{"encounter", "max_claims_per_file = 1", ""},
        Case{"encounter", "file_name = \"out/{sequence}.dat\"", "not a path"},
        Case{"encounter", "file_name = \"{plan_code}.dat\"", "lacks {sequence}"},
        Case{"encounter", "file_name = \"{seq}{sequence}\"", "a field that does not exist"},
        Case{"encounter", "file_name = \"{sequence\"", "a field that does not exist"},
        Case{"encounter", "file_name = \"{sequence}}\"", "without a {"},
        Case{"encounter", "character_set = \"utf-8\"", "\"basic\" or \"extended\""},
        Case{"encounter", "default_zip_extension = \"\"", ""},
        Case{"encounter", "default_zip_extension = \"999\"", "must be 4 digits"},
        Case{"encounter", "homeless_address = \"none\"", "no such value"},
        Case{"encounter", "ecm_units = \"two\"", "\"any\" or \"one-per-contact\""},
        Case{"encounter", "replacement_reference = \"x\"", "no such value"},
        Case{"encounter", "reject = \"file\"", "\"claim\" or \"row\""},
        Case{"encounter", "merge_same_day = \"yes\"", "must be true or false"},
        Case{"encounter", "overlays = \"dhcs\"", "must be a list"}, Case{"encounter", "overlays = []", ""},
        Case{"encounter", "overlays = [1]", "must be a list"},
        Case{"encounter", "overlays = [\"dhcs\", \"dhcs\"]", "one overlay twice"},
        Case{"encounter", "adjustment = \"CO\"", "must be a group"},
        Case{"encounter", "adjustment = \"XX45\"", "must be a group"},
        Case{"encounter", "adjustment = \"CO123456\"", "must be a group"},
        Case{"encounter", "adjustment = \"OA23\"", ""}, Case{"encounter", "contract_type = \"07\"", "no such value"},
        Case{"encounter.fixed_address", "zip = \"93721-1234\"", "must be 5 or 9 digits"},
        Case{"encounter.fixed_address", "state = \"Calif\"", "two capital letters"},
        Case{"encounter.fixed_address", "strt = \"1\"", "no such key"},
        Case{"network", "file_name = \"x\"", "lacks {sequence}"},
        Case{"network.indicators", "ecm = \"\"", "has 0 characters"}));

TEST(Profile, AFixedAddressNeedsAllItsParts) {
  EXPECT_EQ(
      failure_of(least + "[encounter]\nhomeless_address = \"fixed\"\n"),
      "plan.toml:8: [encounter] fixed_address: is missing, and homeless_address = \"fixed\" needs it; add street, "
      "city, state and zip");
  EXPECT_EQ(failure_of(least + "[encounter]\nfixed_address = { street = \"1 NOWHERE\", city = \"FRESNO\", zip = "
                               "\"93721\" }\n"),
            "plan.toml:8: [encounter.fixed_address] state: is missing; an address needs all four parts");
}

}  // namespace
}  // namespace calx::profile
