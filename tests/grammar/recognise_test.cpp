#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "files/resources.hpp"
#include "grammar/library.hpp"
#include "x12/delimiter_index.hpp"

namespace calx::grammar {
namespace {

/// A segment made of a text with '*' between elements.
class Written {
 public:
  explicit Written(std::string text) : text_(std::move(text)) {
    x12::index_delimiters_scalar(text_.data(), text_.size(), {}, index_);
    index_.ends[index_.end_count++] = static_cast<std::uint32_t>(text_.size());
    x12::Segment::Index index;
    index.ends = index_.ends.data();
    index.count = static_cast<std::uint32_t>(index_.end_count);
    index.parts = index_.parts.data();
    index.part_count = static_cast<std::uint32_t>(index_.part_count);
    segment_ = x12::Segment(text_.data(), static_cast<std::uint32_t>(text_.size()), index);
  }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
  const x12::Segment& segment() const { return segment_; }

 private:
  std::string text_;
  x12::DelimiterIndex index_;
  x12::Segment segment_;
};

class Recognise : public testing::Test {
 protected:
  void SetUp() override {
    auto library = Library::open(resources_, {});
    ASSERT_TRUE(library.has_value());
    library_ = std::make_unique<Library>(std::move(*library));
    const auto grammar = library_->by_id("837P-005010X222A1");
    ASSERT_TRUE(grammar.has_value());
    grammar_ = *grammar;
  }
  Recognition recognise(const std::string& text) const { return grammar_->recognise(Written(text).segment(), {}); }

  /// The node that a segment leads to from the segment at `from` of `loop`.
  std::string next(std::string_view from, const std::string& text) const {
    const Recognition recognition = recognise(text);
    if (recognition.key == none) return "none";
    const std::uint16_t node = grammar_->find_node(from);
    for (std::uint16_t p = 0; p < grammar_->place_count(); ++p) {
      if (grammar_->place(p).node != node) continue;
      const std::uint16_t target = grammar_->forward(p, recognition.key);
      if (target == none) return "nowhere";
      const Node& found = grammar_->node(grammar_->place(target).node);
      return found.loop->id + "/" + found.model->id + ": " + found.model->name;
    }
    return "no such place";
  }

  files::Resources resources_;
  std::unique_ptr<Library> library_;
  const Grammar* grammar_ = nullptr;
};

TEST_F(Recognise, QualifiersOfReferences) {
  EXPECT_EQ(next("2300/CLM", "REF*G1*A"), "2300/REF: Prior Authorization");
  EXPECT_EQ(next("2300/CLM", "REF*F8*A"), "2300/REF: Payer Claim Control Number");
  EXPECT_EQ(next("2400/SV1", "REF*G1*A"), "2400/REF: Prior Authorization");
  EXPECT_EQ(next("2010AA/NM1", "REF*EI*A"), "2010AA/REF: Billing Provider Tax Identification");
  EXPECT_EQ(next("2010AA/NM1", "REF*SY*A"), "2010AA/REF: Billing Provider Tax Identification");
  EXPECT_EQ(next("2010AA/NM1", "REF*0B*A"), "2010AA/REF: Billing Provider UPIN/License Information");
  EXPECT_EQ(next("2010BB/NM1", "REF*EI*A"), "2010BB/REF: Payer Secondary Identification");
  EXPECT_EQ(next("2010BB/NM1", "REF*G2*A"), "2010BB/REF: Billing Provider Secondary Identification");
}

TEST_F(Recognise, HierarchicalLevels) {
  EXPECT_EQ(next("1000B/NM1", "HL*1**20*1"), "2000A/HL: Billing Provider Hierarchical Level");
  EXPECT_EQ(next("2010AA/REF[EI]", "HL*2*1*22*0"), "2000B/HL: Subscriber Hierarchical Level");
  EXPECT_EQ(next("2010BB/NM1", "HL*3*2*23*0"), "2000C/HL: Patient Hierarchical Level");
  EXPECT_EQ(next("2400/SV1", "HL*3*1*22*0"), "2000B/HL: Subscriber Hierarchical Level");
  EXPECT_EQ(next("2400/SV1", "HL*3**20*1"), "2000A/HL: Billing Provider Hierarchical Level");
  EXPECT_EQ(next("1000B/NM1", "HL*2*1*22*0"), "nowhere");
}

TEST_F(Recognise, HealthCareInformationCodesByTheFirstComponent) {
  EXPECT_EQ(next("2300/CLM", "HI*ABK:J069"), "2300/HI: Health Care Diagnosis Code");
  EXPECT_EQ(next("2300/CLM", "HI*BK:4660"), "2300/HI: Health Care Diagnosis Code");
  EXPECT_EQ(next("2300/CLM", "HI*BP:99202"), "2300/HI: Anesthesia Related Procedure");
  EXPECT_EQ(next("2300/CLM", "HI*BG:17"), "2300/HI: Condition Information");
  EXPECT_EQ(next("2300/CLM", "HI*ABK"), "2300/HI: Health Care Diagnosis Code");
}

TEST_F(Recognise, PaperworkOfALineByItsSecondElement) {
  EXPECT_EQ(next("2400/SV1", "PWK*CT*AD"),
            "2400/PWK: Durable Medical Equipment Certificate of Medical Necessity Indicator");
  EXPECT_EQ(next("2400/SV1", "PWK*CT*AA"), "2400/PWK: Line Supplemental Information");
  EXPECT_EQ(next("2400/SV1", "PWK*OZ*AA"), "2400/PWK: Line Supplemental Information");
  EXPECT_EQ(next("2400/SV1", "PWK*CT*XX"), "2400/PWK: Line Supplemental Information");  // PWK02 is judged there
}

TEST_F(Recognise, TheSameNameInManyLoops) {
  EXPECT_EQ(next("2300/HI[ABK]", "NM1*82*1"), "2310B/NM1: Rendering Provider Name");
  EXPECT_EQ(next("2400/SV1", "NM1*82*1"), "2420A/NM1: Rendering Provider Name");
  EXPECT_EQ(next("2320/OI", "NM1*82*1"), "2330D/NM1: Other Payer Rendering Provider");
  EXPECT_EQ(next("2000B/SBR", "NM1*PR*2"), "2010BB/NM1: Payer Name");
  EXPECT_EQ(next("2320/OI", "NM1*PR*2"), "2330B/NM1: Other Payer Name");
}

TEST_F(Recognise, WhatIsUnknown) {
  EXPECT_EQ(recognise("ZZZ*1").kind, none);
  EXPECT_EQ(recognise("").kind, none);
  EXPECT_EQ(recognise("LONGSEGMENTID*1").kind, none);
  EXPECT_EQ(recognise("ref*G1*A").kind, none);
  const Recognition strange = recognise("REF*QQ*A");
  EXPECT_NE(strange.kind, none);
  EXPECT_EQ(strange.key, none);
  EXPECT_EQ(recognise("REF").key, none);
  EXPECT_EQ(recognise("HL*1**24*1").key, none);
  EXPECT_EQ(recognise("HI*ABX:J069").key, none);
  EXPECT_NE(recognise("N3*STREET").key, none);  // any N3 is one
}

}  // namespace
}  // namespace calx::grammar
