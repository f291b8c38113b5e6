// Who listens hears of every claim once, after its findings.
#include <gmock/gmock.h>

#include "judging.hpp"

namespace calx::validate {
namespace {

using testing::ElementsAre;

/// Findings and claims, in the order in which they come.
class Diary final : public findings::Sink, public ClaimListener {
 public:
  void report(findings::Finding finding) override { lines.push_back(in_short(finding) + " of " + finding.claim); }
  void claim_closed(const ClaimPlace& place) override {
    lines.push_back("claim " + std::string(place.claim) + " of " + std::string(place.isa) + "/" +
                    std::string(place.gs) + "/" + std::string(place.st) + " at " +
                    (place.offset ? std::to_string(*place.offset) : "nowhere"));
  }
  std::vector<std::string> lines;
};

Diary diary(const std::string& text) {
  Diary diary;
  Options options = Asked::standard();
  options.claims = &diary;
  x12::Reader reader{std::string_view(text)};
  const Knowledge knowledge{library({}), facts().catalogue, facts().codes, facts().options};
  EXPECT_TRUE(validate(reader, "test.x12", knowledge, options, diary).has_value());
  return diary;
}

std::string at(const std::string& text, const std::string& segment) {
  return std::to_string(text.find(segment));
}

TEST(ClaimListener, HearsOfEachClaimAfterItsFindings) {
  const std::string text = File::fixture("ecm.x12").replace(21, "*400*", "*401*").text();
  EXPECT_THAT(diary(text).lines,
              ElementsAre("2300-02 CLM(21) 2 of 305000101AAAABBBBCCC",
                          "claim 305000101AAAABBBBCCC of 000000001/1/0001 at " + at(text, "CLM*305000101AAAABBBBCCC"),
                          "claim 305000102AAAABBBBCCC of 000000001/1/0001 at " + at(text, "CLM*305000102AAAABBBBCCC")));
}

TEST(ClaimListener, HearsOfAClaimWithoutItsFirstSegment) {
  const std::string text = File::good().erase(20).text();
  const std::vector<std::string> lines = diary(text).lines;
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.back(), "claim  of 000000001/1/0001 at nowhere");
}

TEST(ClaimListener, HearsOfAClaimThatBreaksOff) {
  const std::string whole = File::good().text();
  const std::string cut = whole.substr(0, whole.find("SV1*") + 6);
  EXPECT_THAT(diary(cut).lines,
              ElementsAre("X12-1-0005 (25) of GOOD-0001", "claim GOOD-0001 of 000000001/1/0001 at " + at(cut, "CLM*")));
}

}  // namespace
}  // namespace calx::validate
