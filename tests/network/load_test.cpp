// A network in either form, and what is none.
#include "network/load.hpp"

#include "small_network.hpp"

namespace calx::network {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

class Load : public ::testing::Test {
 protected:
  Load() : folder_(fs::temp_directory_path() / ("calx-load-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~Load() override { fs::remove_all(folder_); }

  LoadedNetwork loaded(const std::string& path) {
    findings::Collector collector;
    auto network = load(path, {}, knowledge(), collector);
    codes_.clear();
    for (const findings::Finding& finding : collector.findings) codes_.push_back(finding.code);
    return network.value();
  }
  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }

  fs::path folder_;
  std::vector<std::string> codes_;
};

TEST_F(Load, AFolderWithoutTablesIsOneSentence) {
  file("notes.csv", "a,b\n");
  const LoadedNetwork network = loaded(folder_.string());
  EXPECT_FALSE(network.ok);
  EXPECT_THAT(codes_, ElementsAre("NET-0707"));
  EXPECT_EQ(network.tally.errors, 1U);
}

TEST_F(Load, RowsThatAreLeftOutAreCountedAndOnlyErrorsAreSaid) {
  file("groups.csv", "Group ID,Group Name\nG1,Muestra\n");
  file("sites.csv",
       "Site ID,Group ID,Site Name,Phone,Address,City,State,ZIP\n"
       "S1,G1,Central,5595550100,1 Pretend Street,Fresno,CA,93721\n"
       "S2,G9,North,5595550100,2 Pretend Street,Fresno,CA,93721\n");
  file("providers.csv", "Provider ID,Last Name or Organization,NPI\nP1,Muestra,\n");
  file("provider-sites.csv", "Provider ID,Site ID\nP1,S1\n");
  const LoadedNetwork network = loaded(folder_.string());
  EXPECT_TRUE(network.ok);
  EXPECT_FALSE(network.from_274);
  EXPECT_THAT(codes_, ElementsAre("NET-0401")) << "and no warning of the county and the NPI";
  EXPECT_EQ(network.left_out, 1U);
  EXPECT_EQ(network.network.sites.size(), 1U);
}

TEST_F(Load, WhatIsNo274IsOneSentence) {
  const std::string claims = CALX_SOURCE_DIR "/fixtures/837p/ecm.x12";
  for (const std::string& path : {claims, file("empty.x12", ""), file("sites.csv", "Site ID\nS1\n")}) {
    EXPECT_FALSE(loaded(path).ok) << path;
    EXPECT_THAT(codes_, ElementsAre("NET-0601")) << path;
  }
  findings::Collector collector;
  EXPECT_FALSE(load((folder_ / "nowhere").string(), {}, knowledge(), collector).has_value());
}

TEST_F(Load, A274IsANetwork) {
  const LoadedNetwork network = loaded(CALX_SOURCE_DIR "/fixtures/274/network.x12");
  EXPECT_TRUE(network.ok);
  EXPECT_TRUE(network.from_274);
  EXPECT_FALSE(network.network.sites.empty());
}

}  // namespace
}  // namespace calx::network
