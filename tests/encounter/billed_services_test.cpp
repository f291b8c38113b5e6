// Who billed and rendered, as 837P claims say it.
#include "encounter/billed_services.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "files/input.hpp"

namespace calx::encounter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Read {
  std::vector<std::string> services;  // "billing/rendering from-through @segment"
  BilledTotals totals;
};

Read read(std::string_view bytes) {
  Read all;
  x12::Reader reader(bytes);
  auto totals = read_billed_services(reader, [&](const BilledService& one) {
    std::string text =
        std::string(one.billing) + "/" + (one.rendering_named ? std::string(one.rendering) : "none") + " ";
    text += one.days ? text::to_iso(one.days->from) + ".." + text::to_iso(one.days->through) : "no day";
    all.services.push_back(text + " @" + std::to_string(one.claim_ordinal) + " #" + std::to_string(one.claim_number));
  });
  all.totals = totals.value();
  return all;
}

std::string interchange(const std::string& body, const std::string& version = "005010X222A1", const char* set = "837") {
  return "ISA*00*          *00*          *ZZ*EXAMPLE CLINIC *ZZ*EXAMPLE PAYER  *260315*0000*^*00501*000000101*0*T*:~"
         "GS*HC*A*B*20260315*0000*1*X*" +
         version + "~ST*" + set + "*0001*" + version + "~" + body + "SE*9*0001~GE*1*1~IEA*1*000000101~";
}

const std::string billing = "HL*1**20*1~NM1*85*2*MUESTRA*****XX*2000000085~NM1*87*2~HL*2*1*22*0~SBR*P*18~";

TEST(BilledServices, TheLinesRenderingProviderBeatsTheClaims) {
  const Read all =
      read(interchange(billing + "CLM*A*2***11:B:1~NM1*DN*1*X*X****XX*2000000077~NM1*82*1*N*N****XX*2000000093~"
                                 "LX*1~SV1*HC:G9012~DTP*472*D8*20260203~"
                                 "LX*2~SV1*HC:G9012~DTP*472*RD8*20260204-20260206~NM1*82*1*O*O****XX*2000000135~"
                                 "LX*3~SV1*HC:G9012~DTP*472*D8*20260205~"
                                 "CLM*B*1***11:B:1~LX*1~SV1*HC:G9012~DTP*472*D8*20260207~"));
  EXPECT_THAT(all.services, ElementsAre("2000000085/2000000093 2026-02-03..2026-02-03 @9 #1",
                                        "2000000085/2000000135 2026-02-04..2026-02-06 @9 #1",
                                        "2000000085/2000000093 2026-02-05..2026-02-05 @9 #1",
                                        "2000000085/none 2026-02-07..2026-02-07 @22 #2"));
  EXPECT_EQ(all.totals.claims, 2U);
  EXPECT_EQ(all.totals.services, 4U);
  EXPECT_THAT(all.totals.other, IsEmpty());
}

TEST(BilledServices, WhoTheOtherPayerNamesIsNotTheRenderingProvider) {
  const Read all = read(interchange(billing + "CLM*A*1***11:B:1~SBR*P*18~NM1*IL*1*T~NM1*82*1~REF*G2*1~"
                                              "LX*1~SV1*HC:G9012~DTP*472*D8*20260203~"));
  EXPECT_THAT(all.services, ElementsAre("2000000085/none 2026-02-03..2026-02-03 @9 #1"));
}

TEST(BilledServices, ANewBillingProviderEndsTheOld) {
  const Read all = read(interchange(billing + "CLM*A*1~LX*1~DTP*472*D8*20260203~HL*3**20*1~NM1*85*2*OTHER~REF*EI*9~"
                                              "HL*4*3*22*0~CLM*B*1~LX*1~DTP*472*D8*20269999~"));
  EXPECT_THAT(all.services, ElementsAre("2000000085/none 2026-02-03..2026-02-03 @9 #1", "/none no day @16 #2"));
}

TEST(BilledServices, AreReadFromAFixture) {
  const auto file = files::MappedFile::open(CALX_SOURCE_DIR "/fixtures/837p/ecm.x12").value();
  const Read all = read(file.bytes());
  ASSERT_GE(all.services.size(), 3U);
  EXPECT_EQ(all.services[2].substr(0, 21), "2000000085/2000000135");
  EXPECT_EQ(all.totals.claims, 2U);
}

TEST(BilledServices, WhatIsNo837PIsSaid) {
  EXPECT_EQ(read("").totals.other, "it is empty");
  EXPECT_EQ(read("a,b\n1,2\n").totals.other, "it holds no transaction set 837 of version 005010X222");
  const Read directory = read(interchange("HL*1**20*1~", "004050X109", "274"));
  EXPECT_EQ(directory.totals.other, "it holds a transaction set 274 of version 004050X109");
  EXPECT_THAT(directory.services, IsEmpty());
  EXPECT_EQ(read(interchange("", "005010X223A2")).totals.other,
            "it holds a transaction set 837 of version 005010X223A2");
}

}  // namespace
}  // namespace calx::encounter
