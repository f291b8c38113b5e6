// Condition rules as they judge: operators, three values, scopes, places of findings.
#include "validate/rules.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <sstream>

#include "ruled.hpp"

namespace calx::validate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string claim = "loop=\"2300\"";

constexpr const char* yes = "yes";
constexpr const char* no = "no";
constexpr const char* unknown = "unknown";

struct Expected {
  std::string condition;
  const char* truth;
};

/// What conditions about a loop are for a file. Each becomes two rules, one that is broken where it is not so and one
/// that is broken where it is: where neither is broken, it is unknown.
void expect(const std::vector<Expected>& conditions, const File& file = File::good(),
            const std::string& attributes = claim) {
  std::string rules;
  for (std::size_t i = 0; i < conditions.size(); ++i)
    for (const bool negated : {false, true}) {
      std::string text = rule(attributes, negated ? "not (" + conditions[i].condition + ")" : conditions[i].condition);
      text.replace(text.find("\"R\""), 3, "\"" + std::string(negated ? "N" : "P") + std::to_string(i) + "\"");
      rules += text + "\n";
    }
  std::vector<const char*> truths(conditions.size(), unknown);
  for (const findings::Finding& finding : judge_by(rules, file)) {
    const bool ours =
        (finding.code[0] == 'P' || finding.code[0] == 'N') && finding.code[1] >= '0' && finding.code[1] <= '9';
    if (ours) truths.at(std::stoul(finding.code.substr(1))) = finding.code[0] == 'P' ? no : yes;
  }
  for (std::size_t i = 0; i < conditions.size(); ++i)
    EXPECT_STREQ(truths[i], conditions[i].truth) << conditions[i].condition;
}

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

/// The only finding of the rule R.
findings::Finding only(const std::string& rules, const File& file = File::good()) {
  std::vector<findings::Finding> found;
  for (findings::Finding& finding : judge_by(rules, file))
    if (finding.code == "R") found.push_back(std::move(finding));
  EXPECT_EQ(found.size(), 1U);
  return found.size() == 1 ? found.front() : findings::Finding();
}

/// A word of its message, which is "{left} {right} {difference} {relation} {first} {count}".
std::string word(const findings::Finding& finding, int number) {
  std::istringstream words(finding.message);
  std::string result;
  for (int i = 0; i <= number; ++i) words >> result;
  return result;
}

// ---- Conditions.

TEST(Condition, Existence) {
  expect({
      {"REF[EA]", yes},
      {"exists REF[EA]", yes},
      {"REF[F8]", no},
      {"REF[F8,EA]", yes},
      {"CLM02", yes},
      {"CLM05-03", yes},
      {"CLM10", no},
      {"REF[EA]/REF02", yes},
      {"REF[F8]02", no},
      {"HI[ABK]", yes},
      {"HI[BK]", no},
      {"2310B", yes},
      {"2310A", no},
      {"2400", yes},
      {"exists 2400", yes},
      {"2420A", no},
      {"not 2420A", yes},
  });
}

TEST(Condition, ComparisonOfTexts) {
  expect({
      {"CLM01 = 'GOOD-0001'", yes},
      {"'GOOD-0001' = CLM01", yes},
      {"CLM01 = 'GOOD-0002'", no},
      {"CLM01 != 'GOOD-0002'", yes},
      {"CLM01 = 'good-0001'", no},
      {"CLM05-01 = '11'", yes},
      {"CLM05-01 != '11'", no},
      {"CLM10 = 'P'", unknown},
      {"CLM10 != 'P'", unknown},
      {"CLM10 = CLM10", unknown},
      {"CLM05-01 = CLM05-03", no},
      // A number may be read as the text that it is.
      {"CLM02 = '150'", yes},
      {"CLM02 = '150.00'", no},
      // Of several values one is enough; != is the opposite of =, so that none may be equal.
      {"2400/SV101-02 = '87880'", yes},
      {"2400/SV101-02 = '00000'", no},
      {"2400/SV101-02 != '87880'", no},
      {"2400/SV101-02 != '00000'", yes},
  });
}

TEST(Condition, ComparisonOfNumbers) {
  expect({
      {"CLM02 = 150", yes},
      {"CLM02 = 150.00", yes},
      {"CLM02 != 150", no},
      {"CLM02 < 150", no},
      {"CLM02 <= 150", yes},
      {"CLM02 > 149.9999", yes},
      {"CLM02 >= 150.0001", no},
      {"150 > CLM02", no},
      {"150 >= CLM02", yes},
      {"CLM02 below 150.01", yes},
      {"CLM02 above 150", no},
      {"CLM02 at most 150", yes},
      {"CLM02 at least 151", no},
      {"CLM02 > -1", yes},
      {"AMT[F5]02 = 0", unknown},
      {"AMT[F5]02 at most CLM02", unknown},
      {"CLM02 at least AMT[F5]02", unknown},
      {"2400/SV102 = 50", yes},
      {"2400/SV102 = 51", no},
  });
  // What is no number makes a comparison unknown, but where another value is enough.
  expect({{"CLM02 = 150", unknown}, {"CLM02 != 150", unknown}}, File::good().replace(20, "*150*", "*15O*"));
  expect({{"2400/SV102 = 100", yes}, {"2400/SV102 = 50", unknown}}, File::good().replace(28, "*50*", "*5O*"));
}

TEST(Condition, ComparisonOfDates) {
  expect({
      {"ST_LOOP/BHT04 = 2026-03-15", yes},
      {"ST_LOOP/BHT04 < 2026-03-15", no},
      {"ST_LOOP/BHT04 at least 2026-03-15", yes},
      {"ST_LOOP/BHT04 above 2026-02-28", yes},
      {"ST_LOOP/BHT04 = '20260315'", yes},
      {"ST_LOOP/BHT04 in (2026-03-15, 2026-03-16)", yes},
      {"from(2010BA/DMG02) = 1981-08-11", yes},
      {"max(through(2400/DTP[472]03)) at most ST_LOOP/BHT04", yes},
  });
  expect({{"from(2010BA/DMG02) = 1981-08-11", unknown}}, File::good().replace(18, "19810811", "19810231"));
}

TEST(Condition, Lists) {
  expect({
      {"CLM05-03 in ('1', '7')", yes},
      {"CLM05-03 in ('7', '8')", no},
      {"CLM05-03 not in ('7', '8')", yes},
      {"CLM05-03 not in ('1')", no},
      {"CLM10 in ('P')", unknown},
      {"CLM10 not in ('P')", unknown},
      {"CLM01 in ('GOOD-0002', 'GOOD-0001')", yes},
      {"CLM02 in (100, 150.0)", yes},
      {"CLM02 not in (100)", yes},
      {"CLM02 in ('150')", yes},
      {"AMT[F5]02 in (1)", unknown},
      {"2400/SV101-02 in ('99213')", yes},
      {"2400/SV101-02 not in ('99213')", no},
  });
}

TEST(Condition, CodeSetsAndFormats) {
  expect({
      {"CLM05-01 in set 'place-of-service'", yes},
      {"CLM05-01 not in set 'place-of-service'", no},
      {"CLM01 in set 'place-of-service'", no},
      {"CLM10 in set 'place-of-service'", unknown},
      {"2310B/NM109 is npi", yes},
      {"2310B/NM109 is not npi", no},
      {"CLM01 is digits", no},
      {"CLM01 is not digits", yes},
      {"CLM10 is digits", unknown},
      {"CLM02 is digits", yes},
  });
}

TEST(Condition, PartsOfTexts) {
  expect({
      {"CLM01 starts with 'GOOD'", yes},
      {"CLM01 starts with ('BAD', 'GO')", yes},
      {"CLM01 starts with 'OOD'", no},
      {"CLM01 ends with '0001'", yes},
      {"CLM01 ends with ('2', '3')", no},
      {"CLM01 contains '-'", yes},
      {"CLM01 contains 'Z'", no},
      {"not CLM01 contains 'Z'", yes},
      {"CLM10 starts with 'P'", unknown},
  });
}

TEST(Condition, ThreeValuesJoinAsKleeneHasThem) {
  // 150, 1 and CLM10 are yes, no and unknown.
  const std::string y = "CLM02 = 150", n = "CLM02 = 1", u = "CLM10 = 'P'";
  expect({
      {y + " and " + y, yes},
      {y + " and " + n, no},
      {y + " and " + u, unknown},
      {u + " and " + n, no},
      {u + " and " + u, unknown},
      {n + " or " + n, no},
      {n + " or " + y, yes},
      {u + " or " + y, yes},
      {u + " or " + n, unknown},
      {u + " or " + u, unknown},
      {"not " + y, no},
      {"not " + n, yes},
      {"not " + u, unknown},
      {y + " or " + n + " and " + n, yes},
      {"(" + y + " or " + n + ") and " + n, no},
      {"not " + n + " and " + n, no},
      {"not (" + n + " and " + n + ")", yes},
  });
}

TEST(Condition, Unique) {
  expect({{"unique 2400/SV101-02", yes}, {"unique 2400/REF[6R]02", unknown}, {"unique HI*-02", yes}});
  expect({{"unique 2400/SV101-02", no}}, File::good().replace(28, "87880", "99213"));
  expect({{"unique HI*-02", no}}, File::good().replace(22, "R509", "J069"));
  // Over sixteen values: 20 lines, all different; then two alike.
  File many = File::good();
  many.erase(24, 6);
  std::vector<std::string> lines;
  for (int i = 0; i < 20; ++i) {
    lines.push_back("LX*" + std::to_string(i + 1));
    lines.push_back("SV1*HC:" + std::to_string(99200 + i) + "*7.5*UN*1***1");
    lines.push_back("DTP*472*D8*20260115");
  }
  many.insert(24, lines);
  expect({{"unique 2400/SV101-02", yes}}, many);
  // Line 12 (its SV1 is segment 24 + 3 * 11 + 1) repeats line 3, whose SV1 is segment 31.
  many.replace(58, "99211", "99202");
  expect({{"unique 2400/SV101-02", no}}, many);
  const findings::Finding found = only(rule(claim, "unique 2400/SV101-02"), many);
  EXPECT_EQ(in_short(found), "R SV1(58) 1.2");
  EXPECT_EQ(word(found, 4), "31") << "{first}";
}

// ---- Values.

TEST(Value, Arithmetic) {
  expect({
      {"CLM02 = 100 + 50", yes},
      {"CLM02 = 200 - 25 - 25", yes},
      {"CLM02 = 100 + 25 * 2", yes},
      {"CLM02 = (100 + 25) * 2", no},
      {"CLM02 * 0.1 = 15", yes},
      {"CLM02 - 150 = 0", yes},
      {"CLM02 - 151 = -1", yes},
      {"CLM02 + AMT[F5]02 = 150", unknown},
      {"CLM02 * 0.0001 = 0.015", yes},
      // Beyond four decimals a product is not known.
      {"CLM02 * 0.0001 * 0.0001 = 0", unknown},
  });
}

TEST(Value, Sums) {
  const std::vector<Expected> right{{"sum(2400/SV102) = 150", yes}, {"sum(2400/SV102) = CLM02", yes}};
  expect(right);
  expect({{"sum(AMT[F5]02) = 0", yes},  // of nothing
          {"sum(2400[SV102 above 60]/SV102) = 100", yes},
          {"sum(2400/SV102) + sum(AMT[F5]02) = 150", yes}});
  // A required number that is missing, or none, makes a sum unknown.
  expect({{"sum(2400/SV102) = 100", unknown}}, File::good().replace(28, "*50*", "**"));
  expect({{"sum(2400/SV102) = 100", unknown}}, File::good().replace(28, "*50*", "*5O*"));
  expect({{"sum(2400/SV102) = 100", unknown}}, File::good().erase(28));
}

TEST(Value, Counts) {
  expect({
      {"count(2400) = 2", yes},
      {"count(2400/SV1) = 2", yes},
      {"count(2400/SV104) = 2", yes},
      {"count(REF[EA]) = 1", yes},
      {"count(REF[F8]) = 0", yes},
      {"count(2310A) = 0", yes},
      {"count(HI[ABK]*-02) = 2", yes},
      {"count(HI[ABK]{01,03}-02) = 1", yes},
      {"count(2400[SV102 above 60]) = 1", yes},
      {"count(2400[SV102 above 60]/DTP[472]) = 1", yes},
  });
}

TEST(Value, OneOfSeveral) {
  expect({
      {"min(2400/SV102) = 50", yes},
      {"max(2400/SV102) = 100", yes},
      {"first(2400/SV102) = 100", yes},
      {"last(2400/SV102) = 50", yes},
      {"first(2400/SV101-02) = '99213'", yes},
      {"last(2400/SV101-02) = '87880'", yes},
      {"last(left(2400/SV101-02, 2)) = '87'", yes},
      {"min(AMT[F5]02) = 0", unknown},
      {"first(2420A/NM109) = 'X'", unknown},
  });
  expect({{"max(2400/SV102) = 100", unknown}}, File::good().replace(28, "*50*", "*5O*"));
}

TEST(Value, TextsAsOtherThings) {
  expect({
      {"number(CLM05-01) = 11", yes},
      {"number(CLM05-01) + 1 = 12", yes},
      {"number(CLM01) = 1", unknown},
      {"number(CLM02) = 150", yes},
      {"length(CLM01) = 9", yes},
      {"length(CLM10) = 0", unknown},
      {"left(CLM01, 4) = 'GOOD'", yes},
      {"left(CLM05-01, 5) = '11'", yes},
      {"length(left(CLM01, 4)) = 4", yes},
  });
}

TEST(Value, DaysOfPeriods) {
  const File range = File::good().set(26, "DTP*472*RD8*20260110-20260120");
  expect({{"min(from(2400/DTP[472]03)) = 2026-01-10", yes},
          {"min(day(2400/DTP[472]03)) = 2026-01-10", yes},
          {"max(through(2400/DTP[472]03)) = 2026-01-20", yes},
          {"min(through(2400/DTP[472]03)) = 2026-01-15", yes},
          {"last(from(2400/DTP[472]03)) = 2026-01-15", yes}},
         range);
  expect({{"min(from(2400/DTP[472]03)) = 2026-01-15", unknown}}, File::good().set(26, "DTP*472*D8*2026011"));
  // The first of two days is right, the second none.
  expect({{"min(from(2400/DTP[472]03)) = 2026-01-10", yes}, {"max(through(2400/DTP[472]03)) = 2026-01-15", unknown}},
         File::good().set(26, "DTP*472*RD8*20260110-20260132"));
}

TEST(Value, YearsAreWholeYears) {
  expect({
      {"years(from(2010BA/DMG02), ST_LOOP/BHT04) = 44", yes},  // born 1981-08-11; 2026-03-15
      {"years(ST_LOOP/BHT04, from(2010BA/DMG02)) = -44", yes},
      {"years(1981-03-15, ST_LOOP/BHT04) = 45", yes},
      {"years(1981-03-16, ST_LOOP/BHT04) = 44", yes},
      {"years(2026-03-15, ST_LOOP/BHT04) = 0", yes},
      {"years(from(DTP[484]03), ST_LOOP/BHT04) = 0", unknown},
  });
}

// ---- Where paths lead.

TEST(Scope, ParentsAndLoopsBesideThem) {
  expect({
      {"2010BA/NM109 = 'MEMBER0020'", yes},
      {"2010AA/NM109 is npi", yes},
      {"2000B/SBR02 = '18'", yes},
      {"2000A/PRV", no},
      {"ST_LOOP/BHT06 = 'CH'", yes},
      {"1000A/NM109 = '890000101'", yes},
      {"2000C", no},
  });
}

TEST(Scope, FromALineItsOwnThingsAreOnlyItsOwn) {
  const std::string each_line = "loop=\"2400\"";
  // The second line lacks modifiers and has 50.
  EXPECT_THAT(broken(rule(each_line + " at=\"SV102\"", "SV102 above 60"), File::good()), ElementsAre("R SV1(28) 2"));
  EXPECT_THAT(broken(rule(each_line + " at=\"SV102\"", "2400/SV102 above 60"), File::good()),
              ElementsAre("R SV1(28) 2"));
  EXPECT_THAT(broken(rule(each_line + " at=\"SV102\"", "SV102 at most 2300/CLM02"), File::good()), IsEmpty());
  EXPECT_THAT(broken(rule(each_line + " at=\"SV1\"", "2310B/NM109 is npi forbids SV101-02 = '87880'"), File::good()),
              ElementsAre("R SV1(28)"));
}

// What a look at dates and signs tells must be what the whole rule says, on both sides of each limit.
TEST(Rule, DatesAreComparedToTheDay) {
  const auto line = [](const std::string& text) {
    return rule("loop=\"2400\" each=\"DTP[472]\" at=\"DTP[472]03\"", text);
  };
  const auto born = [](const std::string& day) { return File::good().replace(18, "19810811", day); };
  const auto both = ElementsAre("R DTP(26) 3", "R DTP(29) 3");  // the services are of 2026-01-15
  const std::string at_most = line("day(2010BA/DMG02) at most from(DTP[472]03)");
  EXPECT_THAT(broken(at_most, born("20260115")), IsEmpty());
  EXPECT_THAT(broken(at_most, born("20260116")), both);
  EXPECT_THAT(broken(at_most, born("20260199")), IsEmpty()) << "no day: said elsewhere";
  const std::string below = line("day(2010BA/DMG02) below from(DTP[472]03)");
  EXPECT_THAT(broken(below, born("20260114")), IsEmpty());
  EXPECT_THAT(broken(below, born("20260115")), both);
  const std::string negated = line("not (day(2010BA/DMG02) at most from(DTP[472]03))");
  EXPECT_THAT(broken(negated, born("20260115")), both);
  EXPECT_THAT(broken(negated, born("20260116")), IsEmpty());

  const File period = born("20260116").replace(26, "D8*20260115", "RD8*20260115-20260116");
  EXPECT_THAT(broken(at_most, period), both);
  EXPECT_THAT(broken(line("day(2010BA/DMG02) at most through(DTP[472]03)"), period), ElementsAre("R DTP(29) 3"));
}

TEST(Rule, YearsAreComparedToTheDay) {
  const auto years = [](const std::string& limit) {
    return rule("loop=\"2010BA\" at=\"DMG02\"", "years(day(DMG02), ST_LOOP/BHT04) " + limit);
  };
  const auto born = [](const std::string& day) { return File::good().replace(18, "19810811", day); };
  const File on_the_day = born("19810315"), a_day_later = born("19810316");  // the file is of 2026-03-15: 45, and 44
  for (const char* const kept : {"below 46", "at most 45"}) EXPECT_THAT(broken(years(kept), on_the_day), IsEmpty());
  for (const char* const wrong : {"below 45", "at most 44"}) {
    EXPECT_THAT(broken(years(wrong), on_the_day), ElementsAre("R DMG(18) 2")) << wrong;
    EXPECT_THAT(broken(years(wrong), a_day_later), IsEmpty()) << wrong;
  }
  EXPECT_THAT(broken(years("below 1"), born("20270315")), IsEmpty()) << "not yet born: -1";
}

TEST(Rule, WhatIsAtLeastZeroIsToldByItsSign) {
  const auto charged = [](const std::string& charge) { return File::good().replace(20, "*150*", "*" + charge + "*"); };
  for (const char* const text : {"CLM02 at least 0", "0 at most CLM02", "not CLM02 below 0"}) {
    const std::string sign = rule(claim + " at=\"CLM02\"", text);
    for (const char* const kept : {"150", "0", "-0", "0.01"})
      EXPECT_THAT(broken(sign, charged(kept)), IsEmpty()) << kept;
    EXPECT_THAT(broken(sign, charged("-0.01")), ElementsAre("R CLM(20) 2")) << text;
  }
}

TEST(Scope, ClaimsDoNotSeeEachOther) {
  File two = File::good();
  auto second = two.segments(20, 29);
  second[0] = "CLM*GOOD-0002*100***11:B:7*Y*A*Y*Y";
  two.insert(30, second);
  EXPECT_THAT(broken(rule(claim + " at=\"CLM02\"", "CLM02 = 150"), two), ElementsAre("R CLM(30) 2"));
  EXPECT_THAT(broken(rule(claim + " at=\"CLM02\"", "count(2400) = 2"), two), IsEmpty());
}

TEST(Scope, FiltersSpeakOfTheirLoopAndTheCaretOfTheRulesOwn) {
  // Two payers that decided on the lines: 60 and 30 the first, 30 the second.
  File file = File::good();
  file.insert(30,
              {"SVD*PAYER1*30*HC:87880**1", "DTP*573*D8*20260201", "SVD*PAYER2*30*HC:87880**1", "DTP*573*D8*20260201"});
  file.insert(27, {"SVD*PAYER1*60*HC:99213**1", "DTP*573*D8*20260201"});
  file.insert(24, {"SBR*S*18*******CI", "AMT*D*90", "OI***Y***Y", "NM1*IL*1*TESTERMAN*UNIFORM****MI*MEMBER0020",
                   "NM1*PR*2*FIRST PLAN*****PI*PAYER1", "SBR*T*18*******CI", "AMT*D*30", "OI***Y***Y",
                   "NM1*IL*1*TESTERMAN*UNIFORM****MI*MEMBER0020", "NM1*PR*2*SECOND PLAN*****PI*PAYER2"});
  const std::string text = rule("loop=\"2320\" at=\"AMT[D]02\"", "AMT[D]02 = sum(2430[SVD01 = ^2330B/NM109]/SVD02)");
  EXPECT_THAT(broken(text, file), IsEmpty());
  EXPECT_THAT(broken(text, File(file).set(30, "AMT*D*31")), ElementsAre("R AMT(30) 2"));
  EXPECT_THAT(broken(text, File(file).set(25, "AMT*D*120")), ElementsAre("R AMT(25) 2"));
}

TEST(Scope, AFilterOfASegmentSpeaksOfThatSegment) {
  const File two = File::good().insert(22, {"REF*G1*AUTH-1"});
  expect({{"REF[EA][REF02 starts with 'MRN']", yes},
          {"REF[EA][REF02 = 'X']", no},
          {"REF[EA,G1][REF02 = 'AUTH-1']", yes},
          {"REF[EA,G1][REF02 = 'AUTH-1']/REF01 = 'G1'", yes},
          {"count(REF[EA,G1]) = 2", yes},
          {"count(REF[EA,G1][REF02 contains '-']) = 1", yes}},
         two);
}

// ---- When a rule is judged.

TEST(Rule, WhatIsUnknownBreaksNothing) {
  EXPECT_THAT(broken(rule(claim, "CLM10 = 'P'"), File::good()), IsEmpty());
  EXPECT_THAT(broken(rule(claim, "CLM10 = 'P' requires REF[F8]"), File::good()), IsEmpty());
  EXPECT_THAT(broken(rule(claim, "CLM02 = 150 requires CLM10 = 'P'"), File::good()), IsEmpty());
  EXPECT_THAT(broken(rule(claim, "CLM02 = 150 forbids CLM10 = 'P'"), File::good()), IsEmpty());
}

TEST(Rule, EachIsJudgedForEverySuchSegment) {
  const File three = File::good().insert(22, {"REF*G1*A", "REF*F8*MRN0020"});
  EXPECT_THAT(broken(rule(claim + " each=\"REF[EA,F8]\" at=\"REF02\"", "REF02 starts with 'A'"), three),
              ElementsAre("R REF(21) 2", "R REF(23) 2"));
  EXPECT_THAT(broken(rule(claim + " each=\"REF[G1]\"", "REF02 = 'A' forbids REF[F8]"), three),
              ElementsAre("R REF(22)"));
  // Paths to another qualifier look at the loop, not at the segment.
  EXPECT_THAT(broken(rule(claim + " each=\"REF[EA]\"", "REF02 = REF[F8]02"), three), IsEmpty());
}

TEST(Rule, ARuleOfALoopIsJudgedForEachOccurrence) {
  EXPECT_THAT(broken(rule("loop=\"2400\"", "SV107-02"), File::good()), ElementsAre("R LX(27)"));
  EXPECT_THAT(broken(rule("loop=\"2310A\"", "NM109 = 'X'"), File::good()), IsEmpty()) << "there is none";
  EXPECT_THAT(broken(rule("loop=\"2010BA\" at=\"NM109\"", "NM109 is cin"), File::good()), ElementsAre("R NM1(15) 9"));
}

TEST(Rule, IsInForceForServicesOfItsDays) {
  // The first day of service is 2026-01-15.
  const auto found = [](const std::string& days) {
    return broken(rule(claim + days, "CLM02 = 1"), File::good()).size();
  };
  EXPECT_EQ(found(" from=\"2026-01-15\""), 1U);
  EXPECT_EQ(found(" from=\"2026-01-16\""), 0U);
  EXPECT_EQ(found(" to=\"2026-01-15\""), 1U);
  EXPECT_EQ(found(" to=\"2026-01-14\""), 0U);
  EXPECT_EQ(found(" from=\"2026-01-01\" to=\"2026-01-31\""), 1U);
}

TEST(Rule, IsOfALevel) {
  const auto judged = [](int level) {
    Options options = Asked::standard();
    options.level = level;
    return judge_by(rule(claim, "CLM02 = 1"), File::good(), "level=\"5\"", options).size();
  };
  EXPECT_EQ(judged(4), 0U);
  EXPECT_EQ(judged(5), 1U);
}

// ---- Where findings stand, and what they say.

TEST(Finding, StandsWhereAtSays) {
  const auto place = [](const std::string& at, const std::string& text) {
    return in_short(only(rule(claim + (at.empty() ? "" : " at=\"" + at + "\""), text)));
  };
  EXPECT_EQ(place("", "CLM02 = 1"), "R CLM(20)");
  EXPECT_EQ(place("CLM05-03", "CLM02 = 1"), "R CLM(20) 5.3");
  EXPECT_EQ(place("2400/SV1", "CLM02 = 1"), "R SV1(25)") << "the first of several";
  EXPECT_EQ(place("2010BA/NM109", "CLM02 = 1"), "R NM1(15) 9") << "in a loop above";
  EXPECT_EQ(place("CLM10", "CLM02 = 1"), "R CLM(20) 10") << "an element that is not there";
}

TEST(Finding, StandsAtTheValueThatAComparisonFound) {
  EXPECT_EQ(in_short(only(rule(claim + " at=\"2400/SV101-02\"", "2400/SV101-02 != '87880'"))), "R SV1(28) 1.2");
  EXPECT_EQ(in_short(only(rule(claim + " at=\"HI*-02\"", "HI*-02 != 'R509'"))), "R HI(22) 2.2");
  EXPECT_EQ(in_short(only(rule(claim, "unique 2400/SV106"),
                          File::good().replace(25, "***1:2", "**X*1:2").replace(28, "***1", "**X*1"))),
            "R SV1(28) 6");
}

TEST(Finding, OfAMissingSegmentStandsAtWhatComesInItsStead) {
  const auto place = [](const std::string& at) {
    return in_short(only(rule(claim + " at=\"" + at + "\"", "CLM02 = 1")));
  };
  EXPECT_EQ(place("REF[F8]"), "R REF(22)") << "HI comes behind all REF";
  EXPECT_EQ(place("REF[F8]02"), "R REF(22)");
  EXPECT_EQ(place("2310D/NM1"), "R NM1(24)") << "LX";
  EXPECT_EQ(place("2320/SBR"), "R SBR(24)");
}

TEST(Finding, HasThePathOfItsPlace) {
  const findings::Finding finding = only(rule(claim + " at=\"2400/SV101-02\"", "2400/SV101-02 != '87880'"));
  EXPECT_EQ(finding.loop, "2400");
  EXPECT_EQ(finding.path, "2000A[1]/2000B[1]/2300[1]/2400[2]");
  EXPECT_EQ(finding.claim, "GOOD-0001");
  EXPECT_EQ(finding.snip, 4);
  EXPECT_EQ(finding.severity, findings::Severity::error);
  EXPECT_TRUE(finding.value.empty());
}

TEST(Finding, SaysLeftRightDifferenceAndRelation) {
  // Amounts have cents; the numbers stand as the rule has them.
  const findings::Finding more =
      only(rule(claim, "CLM02 = sum(2400/SV102)"), File::good().replace(25, "*100*", "*99.5*"));
  EXPECT_EQ(word(more, 0), "150.00");
  EXPECT_EQ(word(more, 1), "149.50");
  EXPECT_EQ(word(more, 2), "0.50");
  EXPECT_EQ(word(more, 3), "more");
  const findings::Finding swapped = only(rule(claim, "CLM02 above 151"));
  EXPECT_EQ(word(swapped, 0), "150.00");
  EXPECT_EQ(word(swapped, 1), "151.00");
  EXPECT_EQ(word(swapped, 3), "less");
  const findings::Finding plain = only(rule(claim, "count(2400) at most 1"));
  EXPECT_EQ(word(plain, 0), "2");
  EXPECT_EQ(word(plain, 2), "1");
  EXPECT_EQ(word(plain, 5), "2") << "{count}";
}

}  // namespace
}  // namespace calx::validate
