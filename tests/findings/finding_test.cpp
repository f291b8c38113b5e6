#include "findings/finding.hpp"

#include <gtest/gtest.h>

#include "findings/sink.hpp"

namespace calx::findings {
namespace {

TEST(Severity, HasTheNamesOfTheContract) {
  EXPECT_EQ(to_string(Severity::error), "error");
  EXPECT_EQ(to_string(Severity::warning), "warning");
  EXPECT_EQ(to_string(Severity::info), "info");
  EXPECT_EQ(parse_severity("error"), Severity::error);
  EXPECT_EQ(parse_severity("warning"), Severity::warning);
  EXPECT_EQ(parse_severity("info"), Severity::info);
  for (const char* text : {"", "Error", "fatal", "errors", " error"}) EXPECT_FALSE(parse_severity(text)) << text;
}

TEST(Confidence, HasTheNamesOfTheReference) {
  const std::pair<Confidence, std::string_view> names[] = {{Confidence::confirmed, "confirmed"},
                                                           {Confidence::base_standard, "base-standard"},
                                                           {Confidence::partial, "partial"},
                                                           {Confidence::unverified, "unverified"},
                                                           {Confidence::design, "design"}};
  for (const auto& [confidence, name] : names) {
    EXPECT_EQ(to_string(confidence), name);
    EXPECT_EQ(parse_confidence(name), confidence);
  }
  for (const char* text : {"", "base_standard", "Confirmed", "sure"}) EXPECT_FALSE(parse_confidence(text)) << text;
}

TEST(Confidence, DecidesTheSeverity) {
  EXPECT_EQ(default_severity(Confidence::confirmed), Severity::error);
  EXPECT_EQ(default_severity(Confidence::design), Severity::error);
  EXPECT_EQ(default_severity(Confidence::partial), Severity::warning);
  EXPECT_EQ(default_severity(Confidence::unverified), Severity::warning);
  EXPECT_EQ(default_severity(Confidence::base_standard), Severity::info);
}

TEST(Collector, KeepsFindingsInTheirOrder) {
  Collector collector;
  Sink& sink = collector;
  Finding finding;
  finding.code = "X12-2-0001";
  sink.report(finding);
  finding.code = "INV-0001";
  sink.report(finding);
  ASSERT_EQ(collector.findings.size(), 2u);
  EXPECT_EQ(collector.findings[0].code, "X12-2-0001");
  EXPECT_EQ(collector.findings[1].code, "INV-0001");
}

TEST(Tally, CountsBySeverity) {
  Tally tally;
  for (const Severity severity : {Severity::error, Severity::info, Severity::error, Severity::warning})
    tally.count(severity);
  EXPECT_EQ(tally.errors, 2u);
  EXPECT_EQ(tally.warnings, 1u);
  EXPECT_EQ(tally.infos, 1u);
}

}  // namespace
}  // namespace calx::findings
