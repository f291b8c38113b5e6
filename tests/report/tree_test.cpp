#include "report/tree.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>
#include <string>

#include "files/resources.hpp"
#include "x12/reader.hpp"

namespace calx::report {
namespace {

using testing::HasSubstr;
using testing::Not;

class TreeOf : public testing::Test {
 protected:
  void SetUp() override {
    auto library = grammar::Library::open(resources_, {});
    ASSERT_TRUE(library.has_value());
    library_ = std::make_unique<grammar::Library>(std::move(*library));
    auto catalogue = findings::Catalogue::load(resources_);
    ASSERT_TRUE(catalogue.has_value());
    catalogue_ = std::move(*catalogue);
  }
  std::string tree(const std::string& bytes, bool is_x12 = true) {
    x12::Reader reader(bytes);
    std::ostringstream out;
    const auto printed = print_tree(reader, "test.x12", *library_, catalogue_, out);
    EXPECT_EQ(printed.has_value() && *printed, is_x12);
    return out.str();
  }
  static std::string ecm() {
    std::ifstream in(std::string(CALX_SOURCE_DIR) + "/fixtures/837p/ecm.x12", std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
  static std::string changed(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos);
    return text.replace(at, from.size(), to);
  }

  files::Resources resources_;
  std::unique_ptr<grammar::Library> library_;
  findings::Catalogue catalogue_;
};

TEST_F(TreeOf, NamesLoopsSegmentsAndElements) {
  const std::string text = tree(ecm());
  for (const char* part :
       {"ISA  Interchange Control Header\n", "GS  Functional Group Header\n", "ST  Transaction Set Header\n",
        "Loop 2000A  Billing Provider", "Loop 2010AA  Billing Provider Name\n", "Loop 2300  Claim Information\n",
        "Loop 2310B  Rendering Provider Name\n", "Loop 2400  Service Line",
        "Loop 2430  Line Adjudication Information\n", "NM109  Billing Provider Identifier: 2000000085\n",
        "CLM01  Patient Control Number: 305000101AAAABBBBCCC\n", "CLM05-01  Place of Service Code: 12\n",
        "SV101-02  Procedure Code: G9012\n", "SV101-03  Procedure Modifier 1: U2\n",
        "IEA  Interchange Control Trailer\n"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text, Not(HasSubstr("not expected here")));
  EXPECT_THAT(text, Not(HasSubstr("not in the guide")));
  EXPECT_THAT(text, Not(HasSubstr("CLM03")));  // what is not written is not shown
}

TEST_F(TreeOf, LoopsInLoopsStandFurtherIn) {
  const std::string text = tree(ecm());
  const auto indent = [&](const std::string& line) {
    const std::size_t at = text.find(line);
    EXPECT_NE(at, std::string::npos) << line;
    return at - text.rfind('\n', at) - 1;
  };
  EXPECT_EQ(indent("ISA  "), 0U);
  EXPECT_LT(indent("GS  "), indent("ST  "));
  EXPECT_EQ(indent("BHT  "), indent("Loop 2000A"));
  EXPECT_LT(indent("Loop 2000A"), indent("Loop 2010AA"));
  EXPECT_EQ(indent("Loop 2010AA"), indent("Loop 2000B"));
  EXPECT_LT(indent("Loop 2000B"), indent("Loop 2300"));
  EXPECT_LT(indent("Loop 2300"), indent("Loop 2400"));
  EXPECT_LT(indent("Loop 2400"), indent("SV1  "));
}

TEST_F(TreeOf, WhatTheGuideDoesNotKnowIsMarkedAndPrinted) {
  const std::string text = tree(changed(ecm(), "HI*ABK", "ZZZ*STRANGE~HI*ABK"));
  EXPECT_THAT(text, HasSubstr("ZZZ  (not expected here)\n"));
  EXPECT_THAT(text, HasSubstr("ZZZ01  (not in the guide): STRANGE\n"));
  const std::string long_segment = tree(changed(ecm(), "LX*1~", "LX*1*SURPLUS~"));
  EXPECT_THAT(long_segment, HasSubstr("LX02  (not in the guide): SURPLUS\n"));
  const std::string components = tree(changed(ecm(), "12:B:1*", "12:B:1:SURPLUS*"));
  EXPECT_THAT(components, HasSubstr("CLM05-4  (not in the guide): SURPLUS\n"));
}

TEST_F(TreeOf, AVersionWithoutGrammarIsPrintedWithoutNames) {
  const std::string text = tree(changed(ecm(), "005010X222A1~ST", "005010X223A2~ST"));
  EXPECT_THAT(text, HasSubstr("CLM01  (not in the guide): 305000101AAAABBBBCCC\n"));
  EXPECT_THAT(text, Not(HasSubstr("Loop 2300")));
}

TEST_F(TreeOf, WhatIsNoX12) {
  EXPECT_THAT(tree("", false), HasSubstr("test.x12"));
  EXPECT_THAT(tree("name,date\n", false), HasSubstr("test.x12"));
}

TEST_F(TreeOf, AFileThatWasCut) {
  const std::string text = tree(ecm().substr(0, 1200));
  EXPECT_THAT(text, HasSubstr("! something that is no segment at byte "));
  EXPECT_THAT(text, HasSubstr("Loop 2300"));
}

}  // namespace
}  // namespace calx::report
