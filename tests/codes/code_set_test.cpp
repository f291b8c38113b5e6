#include "codes/code_set.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <tuple>

#include "codes/check_digits.hpp"
#include "codes/table.hpp"
#include "data_folder.hpp"
#include "files/sha256.hpp"

namespace calx::codes {
namespace {

using testing::HasSubstr;

text::Date day(int year, unsigned month, unsigned of_month) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}

class BuiltInSets : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = CodeSets::load(files::Resources());
    ASSERT_TRUE(loaded) << loaded.error().message;
    sets_ = std::move(*loaded);
  }
  const CodeSet& set(std::string_view id) const {
    const CodeSet* found = sets_.set(id);
    if (found == nullptr) throw std::out_of_range(std::string(id));
    return *found;
  }
  CodeSets sets_;
};

// One list for people and rules, one for where a country cannot be told.
TEST_F(BuiltInSets, ProvincesAreTheStatesOfCanada) {
  const files::Resources resources;
  auto table = TableReader::open(resources, "code-sets/states.csv", {"code", "country"});
  ASSERT_TRUE(table) << table.error().message;
  std::vector<std::string> of_canada, provinces;
  while (table->next().value())
    if (table->cell(1) == "CA") of_canada.emplace_back(table->cell(0));
  for (const Code& code : sets_.set("canadian-provinces")->rows()) provinces.push_back(code.code);
  EXPECT_EQ(provinces, of_canada);
  EXPECT_EQ(provinces.size(), 13U);
}

TEST_F(BuiltInSets, HaveTheirCodesAndNoOthers) {
  for (const auto& [id, set] : sets_.sets()) {
    for (const Code& row : set.rows()) {
      EXPECT_TRUE(set.has(row.code)) << id << " " << row.code;
      const std::string longer = row.code + "~", shorter = row.code.substr(1) + "~~~~~~~~~";
      EXPECT_FALSE(set.has(longer)) << id << " " << longer;
      EXPECT_FALSE(set.has(shorter)) << id << " " << shorter;
    }
    EXPECT_FALSE(set.has("")) << id;
  }
}

TEST_F(BuiltInSets, AreTheOnesOfTheIndex) {
  std::set<std::string> ids;
  for (const auto& [id, set] : sets_.sets()) {
    ids.insert(id);
    EXPECT_EQ(set.id, id);
    EXPECT_FALSE(set.title.empty()) << id;
    EXPECT_FALSE(set.version.empty()) << id;
    EXPECT_FALSE(set.official_table.empty()) << id;
  }
  EXPECT_THAT(ids,
              testing::IsSupersetOf({"place-of-service", "taxonomy", "priority-social-need", "states", "countries",
                                     "currencies", "claim-frequency", "claim-adjustment-group", "gender", "counties"}));
  EXPECT_EQ(sets_.set("no-such-set"), nullptr);
  EXPECT_EQ(sets_.set("hcpcs-coding-options"), nullptr) << "a table, not a set of codes";
}

TEST_F(BuiltInSets, CarryTheHashOfTheirFile) {
  const files::Resources resources;
  const auto text = resources.read("code-sets/states.csv");
  ASSERT_TRUE(text);
  EXPECT_EQ(set("states").sha256, files::sha256_hex(*text));
}

TEST_F(BuiltInSets, PlaceOfServiceIsJudgedOnTheDate) {
  const CodeSet& places = set("place-of-service");
  EXPECT_TRUE(places.complete);
  EXPECT_EQ(places.rows().size(), 52U);
  EXPECT_EQ(places.official_table, "CMS Place of Service Code Set");
  ASSERT_NE(places.find("04"), nullptr);
  EXPECT_EQ(places.find("04")->name, "Homeless shelter");
  EXPECT_EQ(places.standing("27", day(2023, 9, 30)), Standing::not_yet);
  EXPECT_EQ(places.standing("27", day(2023, 10, 1)), Standing::valid);
  EXPECT_EQ(places.standing("10", day(2021, 12, 31)), Standing::not_yet);
  EXPECT_EQ(places.find("10", day(2021, 12, 31)), nullptr);
  EXPECT_NE(places.find("10", day(2022, 1, 1)), nullptr);
  EXPECT_NE(places.find("10"), nullptr);
  EXPECT_EQ(places.standing("28", day(2026, 1, 1)), Standing::unknown);
  EXPECT_EQ(places.standing("4", day(2026, 1, 1)), Standing::unknown);
  EXPECT_EQ(places.standing("", {}), Standing::unknown);
}

TEST_F(BuiltInSets, StatesAreThoseOfThePostalServices) {
  const CodeSet& states = set("states");
  EXPECT_TRUE(states.complete);
  // 50 states, the District, 5 territories, 3 freely associated states, 3 military; 13 of Canada.
  EXPECT_EQ(states.rows().size(), 62U + 13U);
  for (const char* code : {"CA", "DC", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW", "AA", "AE", "AP", "ON", "NU"})
    EXPECT_EQ(states.standing(code, {}), Standing::valid) << code;
  EXPECT_EQ(states.find("CA")->name, "California");
  for (const char* code : {"XX", "ca", "UM", "C", "CAL"}) EXPECT_EQ(states.standing(code, {}), Standing::unknown);
}

TEST_F(BuiltInSets, CountriesAreThoseOfIso3166) {
  const CodeSet& countries = set("countries");
  EXPECT_TRUE(countries.complete);
  EXPECT_EQ(countries.rows().size(), 249U);
  EXPECT_EQ(countries.find("US")->name, "United States");
  EXPECT_EQ(countries.find("MX")->name, "Mexico");
  for (const char* code : {"XK", "AN", "UK", "USA"}) EXPECT_EQ(countries.find(code), nullptr) << code;
}

TEST_F(BuiltInSets, CurrenciesHaveThreeCapitals) {
  const CodeSet& currencies = set("currencies");
  EXPECT_FALSE(currencies.complete);
  EXPECT_EQ(currencies.find("USD")->name, "US Dollar");
  EXPECT_EQ(currencies.find("DEM"), nullptr);
  for (const Code& row : currencies.rows()) {
    ASSERT_EQ(row.code.size(), 3U);
    for (const char c : row.code) EXPECT_TRUE(c >= 'A' && c <= 'Z') << row.code;
  }
}

TEST_F(BuiltInSets, SocialNeedCodesHaveNoPointAndEndWhereTheyGotChildren) {
  const CodeSet& needs = set("priority-social-need");
  EXPECT_FALSE(needs.complete) << "any Z55-Z65 code may be reported";
  EXPECT_EQ(needs.rows().size(), 25U);
  for (const Code& row : needs.rows()) EXPECT_TRUE(icd10_shape(row.code)) << row.code;
  EXPECT_EQ(needs.standing("Z5900", day(2021, 9, 30)), Standing::not_yet);
  EXPECT_EQ(needs.standing("Z5900", day(2021, 10, 1)), Standing::valid);
  EXPECT_EQ(needs.standing("Z591", day(2023, 3, 31)), Standing::valid);
  EXPECT_EQ(needs.standing("Z591", day(2023, 4, 1)), Standing::ended);
  EXPECT_EQ(needs.standing("Z597", day(2024, 10, 1)), Standing::ended);
  EXPECT_EQ(needs.find("Z597")->confidence, findings::Confidence::partial);
  EXPECT_EQ(needs.find("Z550")->confidence, findings::Confidence::confirmed);
  EXPECT_EQ(needs.find("Z658")->confidence, findings::Confidence::unverified);
  EXPECT_EQ(needs.find("Z59.00"), nullptr);
}

TEST_F(BuiltInSets, TaxonomiesAreASubset) {
  const CodeSet& taxonomies = set("taxonomy");
  EXPECT_FALSE(taxonomies.complete);
  EXPECT_EQ(taxonomies.rows().size(), 33U);
  for (const Code& row : taxonomies.rows()) EXPECT_TRUE(taxonomy_shape(row.code)) << row.code;
  EXPECT_EQ(taxonomies.find("251B00000X")->name, "Case Management Agency");
  // The first eight characters are those of 171W00000X: told apart by the rest.
  EXPECT_EQ(taxonomies.find("171W00000Y"), nullptr);
}

TEST_F(BuiltInSets, SmallListsOfTheClaim) {
  EXPECT_TRUE(set("claim-frequency").complete);
  EXPECT_EQ(set("claim-frequency").rows().size(), 3U);
  for (const char* code : {"1", "7", "8"}) EXPECT_NE(set("claim-frequency").find(code), nullptr) << code;
  EXPECT_EQ(set("claim-frequency").find("6"), nullptr);
  for (const char* code : {"CO", "CR", "OA", "PI", "PR"}) EXPECT_NE(set("claim-adjustment-group").find(code), nullptr);
  EXPECT_EQ(set("claim-adjustment-group").rows().size(), 5U);
  for (const char* code : {"F", "M", "U"}) EXPECT_NE(set("gender").find(code), nullptr) << code;
  EXPECT_EQ(set("gender").find("X"), nullptr);
  EXPECT_EQ(set("individual-relationship").rows().size(), 9U);
  EXPECT_EQ(set("individual-relationship").find("18")->name, "Self");
  EXPECT_EQ(set("claim-filing-indicator").rows().size(), 23U);
  EXPECT_EQ(set("claim-filing-indicator").find("MC")->name, "Medicaid");
}

TEST_F(BuiltInSets, CountiesAreFiftyEight) {
  EXPECT_EQ(set("counties").rows().size(), 58U);
  EXPECT_EQ(set("counties").find("01")->name, "Alameda");
  EXPECT_EQ(set("counties").find("58")->name, "Yuba");
}

constexpr const char* header = "code,name,effective_from,effective_to,source,confidence\n";

class OwnSet : public testing::Test {
 protected:
  OwnSet() {
    folder_.write("index.csv",
                  "set,title,file,status,version,official_table,source,kind\n"
                  "colours,colour,colours.csv,complete,2026,Table of Colours,invented,codes\n");
  }
  Result<CodeSets> load(const std::string& text) {
    folder_.write("colours.csv", text);
    return CodeSets::load(folder_.resources());
  }
  tests::DataFolder folder_;
};

TEST_F(OwnSet, ReplacesTheBuiltIn) {
  const auto sets = load(std::string(header) + "R,Red,,,invented,design\n");
  ASSERT_TRUE(sets) << sets.error().message;
  ASSERT_EQ(sets->sets().size(), 1U);
  const CodeSet* colours = sets->set("colours");
  ASSERT_NE(colours, nullptr);
  EXPECT_EQ(colours->title, "colour");
  EXPECT_EQ(colours->version, "2026");
  EXPECT_EQ(colours->official_table, "Table of Colours");
  EXPECT_TRUE(colours->complete);
  ASSERT_EQ(colours->rows().size(), 1U);
  EXPECT_EQ(colours->rows()[0].source, "invented");
  EXPECT_EQ(colours->rows()[0].confidence, findings::Confidence::design);
  EXPECT_EQ(colours->rows()[0].from, std::nullopt);
}

TEST_F(OwnSet, MayComeFromASpreadsheet) {
  const auto sets = load(
      "\xEF\xBB\xBFnote,confidence,source,effective_to,effective_from,name,code\r\n"
      "\r\n"
      ",confirmed,invented,2020-12-31,,\" Red, dark \",R\r\n"
      "x,confirmed,invented,,2021-01-01,\"Red, light\", R \r\n"
      ",,,,,,\r\n");
  ASSERT_TRUE(sets) << sets.error().message;
  const CodeSet& colours = *sets->set("colours");
  ASSERT_EQ(colours.rows().size(), 2U);
  EXPECT_EQ(colours.find("R", day(2020, 12, 31))->name, "Red, dark");
  EXPECT_EQ(colours.find("R", day(2021, 1, 1))->name, "Red, light");
}

TEST_F(OwnSet, TakesTheRowOfTheDate) {
  const auto sets = load(std::string(header) +
                         "R,New red,2022-01-01,2022-12-31,invented,confirmed\n"
                         "R,Old red,,2020-12-31,invented,confirmed\n"
                         "G,Green,2024-01-01,,invented,confirmed\n");
  ASSERT_TRUE(sets) << sets.error().message;
  const CodeSet& colours = *sets->set("colours");
  EXPECT_EQ(colours.find("R", day(2020, 12, 31))->name, "Old red");
  EXPECT_EQ(colours.find("R", day(1999, 1, 1))->name, "Old red");
  EXPECT_EQ(colours.find("R", day(2022, 1, 1))->name, "New red");
  EXPECT_EQ(colours.find("R", day(2022, 12, 31))->name, "New red");
  EXPECT_EQ(colours.find("R")->name, "New red");
  EXPECT_EQ(colours.find("R", day(2021, 6, 1)), nullptr);
  EXPECT_EQ(colours.standing("R", day(2021, 6, 1)), Standing::ended);
  EXPECT_EQ(colours.standing("R", day(2023, 1, 1)), Standing::ended);
  EXPECT_EQ(colours.standing("G", day(2023, 12, 31)), Standing::not_yet);
  EXPECT_EQ(colours.standing("R", {}), Standing::valid);
  EXPECT_EQ(colours.standing("B", {}), Standing::unknown);
}

TEST_F(OwnSet, TellsLongCodesApart) {
  const auto sets = load(std::string(header) +
                         "123456789B,Second,,,invented,confirmed\n"
                         "123456789A,First,,,invented,confirmed\n"
                         "12345678,Short,,,invented,confirmed\n");
  ASSERT_TRUE(sets) << sets.error().message;
  const CodeSet& colours = *sets->set("colours");
  EXPECT_EQ(colours.find("123456789A")->name, "First");
  EXPECT_EQ(colours.find("123456789B")->name, "Second");
  EXPECT_EQ(colours.find("12345678")->name, "Short");
  EXPECT_EQ(colours.find("123456789"), nullptr);
  EXPECT_EQ(colours.find("123456789C"), nullptr);
}

using WrongFile = std::tuple<const char*, const char*>;
class WrongSet : public OwnSet, public testing::WithParamInterface<WrongFile> {};

TEST_P(WrongSet, IsAUsageFailureWithFileAndLine) {
  const auto& [text, message] = GetParam();
  const auto sets = load(text);
  ASSERT_FALSE(sets);
  EXPECT_EQ(sets.error().kind, Failure::Kind::usage);
  EXPECT_THAT(sets.error().message, HasSubstr(message));
}

INSTANTIATE_TEST_SUITE_P(
    Codes, WrongSet,
    testing::Values(
        WrongFile{"", "code-sets/colours.csv:1: The file is empty"},
        WrongFile{"code,name,effective_from,effective_to,source\n",
                  "colours.csv:1: The column \"confidence\" is missing"},
        WrongFile{"code,code,name,effective_from,effective_to,source,confidence\n", "\"code\" stands twice"},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\nR,Red,1/1/2026,,invented,confirmed\n",
                  "code-sets/colours.csv:2: \"1/1/2026\" in the column \"effective_from\" is not a date"},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\nR,Red,,2026-02-30,invented,confirmed\n",
                  "colours.csv:2: \"2026-02-30\" in the column \"effective_to\" is not a date"},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\nR,Red,,,invented,sure\n",
                  "colours.csv:2: \"sure\" in the column \"confidence\""},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\n,Red,,,invented,confirmed\n",
                  "colours.csv:2: The column \"code\" must not be empty"},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\nR,,,,invented,confirmed\n",
                  "colours.csv:2: The column \"name\" must not be empty"},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\nR,Red,,,,confirmed\n",
                  "colours.csv:2: The column \"source\" must not be empty"},
        WrongFile{
            "code,name,effective_from,effective_to,source,confidence\nR,Red,2026-01-02,2026-01-01,invented,design\n",
            "colours.csv:2: The code ends before it starts"},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\nR,Red, dark,,,invented,confirmed\n",
                  "colours.csv:2: This row has 7 cells and the header 6"},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\nR,Red\n", "This row has 2 cells"},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\nR,\"Red,,,invented,confirmed\n",
                  "colours.csv:2: A quote opens here"},
        // The line is the file's, also after a cell of two lines and a blank line.
        WrongFile{
            "code,name,effective_from,effective_to,source,confidence\r\nG,\"Gre\r\nen\",,,invented,confirmed\r\n\r\n"
            "R,Red,,,invented,\r\n",
            "colours.csv:5: "},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\nR,Red,,,invented,confirmed\n"
                  "R,Red,,,invented,confirmed\n",
                  "colours.csv:3: The code R is in an earlier row whose dates overlap"},
        WrongFile{"code,name,effective_from,effective_to,source,confidence\nR,Red,2022-01-01,,invented,confirmed\n"
                  "G,Green,,,invented,confirmed\nR,Red,,2022-01-01,invented,confirmed\n",
                  "colours.csv:4: The code R is in an earlier row whose dates overlap"}));

TEST_F(OwnSet, ThatIsNotThereIsSaid) {
  const auto sets = CodeSets::load(folder_.resources());
  ASSERT_FALSE(sets);
  EXPECT_EQ(sets.error().kind, Failure::Kind::usage);
  EXPECT_THAT(sets.error().message, HasSubstr("code-sets/colours.csv"));
}

class WrongIndex : public testing::TestWithParam<WrongFile> {};

TEST_P(WrongIndex, IsAUsageFailureWithFileAndLine) {
  const auto& [text, message] = GetParam();
  const tests::DataFolder folder;
  folder.write("index.csv", std::string("set,title,file,status,version,official_table,source,kind\n") + text);
  const auto index = read_index(folder.resources());
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().kind, Failure::Kind::usage);
  EXPECT_THAT(index.error().message, HasSubstr(message));
}

INSTANTIATE_TEST_SUITE_P(
    Codes, WrongIndex,
    testing::Values(WrongFile{"a,an a,a.csv,whole,1,Table,invented,codes\n", "code-sets/index.csv:2: The status"},
                    WrongFile{"a,an a,a.csv,subset,1,Table,invented,list\n", "code-sets/index.csv:2: The kind"},
                    WrongFile{"a,an a,a.csv,subset,,Table,invented,codes\n", "index.csv:2: The column \"version\""},
                    WrongFile{
                        "a,an a,a.csv,subset,1,Table,invented,codes\nb,a b,b.csv,complete,1,Table,invented,table\n"
                        "a,an a,a.csv,subset,1,Table,invented,codes\n",
                        "index.csv:4: The set a is in the index twice"}));

}  // namespace
}  // namespace calx::codes
