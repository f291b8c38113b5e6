#include "grammar/library.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "files/resources.hpp"

namespace calx::grammar {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

const std::string guide = "837P-005010X222A1";
const std::string words = " confidence=\"partial\" message=\"m\" source=\"made for tests\" ";

/// A folder for overlays of a user's own, gone with the test.
class Library837 : public testing::Test {
 protected:
  Library837()
      : folder_(testing::TempDir() + "calx-overlays-" + testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(folder_);
  }
  ~Library837() override { std::filesystem::remove_all(folder_); }
  std::string write(const std::string& name, const std::string& text) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path) << text;
    return path;
  }
  std::string refusal(const std::vector<std::string>& overlays) {
    const auto library = Library::open(resources_, overlays);
    EXPECT_FALSE(library.has_value());
    if (library) return {};
    EXPECT_EQ(library.error().kind, Failure::Kind::usage);
    return library.error().message;
  }
  files::Resources resources_;
  std::filesystem::path folder_;
};

std::vector<std::string> names(const std::vector<SourceFile>& files) {
  std::vector<std::string> result;
  for (const SourceFile& file : files) result.push_back(file.name);
  return result;
}

const ElementRule* rule(const Grammar& grammar, const std::string& id) {
  for (const ElementRule& entry : grammar.model().element_rules)
    if (entry.rule.id == id) return &entry;
  return nullptr;
}

TEST_F(Library837, GrammarsByVersion) {
  auto library = Library::open(resources_, {});
  ASSERT_TRUE(library.has_value());
  const auto first = library->for_version("005010X222A1");
  ASSERT_TRUE(first.has_value());
  ASSERT_NE(*first, nullptr);
  EXPECT_EQ((*first)->model().id, guide);
  const auto second = library->for_version("005010X222A2");
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(*second, *first);  // the same guide, compiled once
  const auto acknowledgement = library->for_version("005010X231A1");
  ASSERT_TRUE(acknowledgement.has_value());
  ASSERT_NE(*acknowledgement, nullptr);
  EXPECT_EQ((*acknowledgement)->model().transaction, "999");
  EXPECT_THAT(names(library->grammars()), testing::UnorderedElementsAre(guide, "999-005010X231A1"));
  for (const SourceFile& file : library->grammars()) EXPECT_EQ(file.sha256.size(), 64U);
}

TEST_F(Library837, UnknownVersions) {
  auto library = Library::open(resources_, {});
  ASSERT_TRUE(library.has_value());
  for (const char* version :
       {"", "005010X223A2", "005010X222", "005010X222A9", "004010X098A1", "X", "../../etc/passwd"}) {
    const auto grammar = library->for_version(version);
    ASSERT_TRUE(grammar.has_value()) << version;
    EXPECT_EQ(*grammar, nullptr) << version;
  }
  EXPECT_FALSE(library->by_id("837P").has_value());
}

TEST_F(Library837, Ids) {
  const auto library = Library::open(resources_, {});
  ASSERT_TRUE(library.has_value());
  EXPECT_THAT(library->ids(), AllOf(Contains(guide), Contains("999-005010X231A1"), Contains("277CA-005010X214")));
  for (const std::string& id : library->ids()) EXPECT_THAT(id, testing::Not(HasSubstr("overlay")));
}

TEST_F(Library837, AnOverlayBringsAlongWhatItIncludesOnceAndBeforeIt) {
  const auto library = Library::open(resources_, {"calaim", "dhcs", "dhcs"});
  ASSERT_TRUE(library.has_value()) << library.error().message;
  EXPECT_THAT(names(library->overlays()), testing::ElementsAre("calaim", "dhcs"));
  const auto other = Library::open(resources_, {"dhcs"});
  ASSERT_TRUE(other.has_value());
  EXPECT_THAT(names(other->overlays()), testing::ElementsAre("calaim", "dhcs"));
}

TEST_F(Library837, OverlaysThatIncludeEachOtherEnd) {
  const std::string second = (folder_ / "second.xml").string();
  const std::string first =
      write("first.xml", "<overlay id=\"first\" for=\"" + guide + "\" level=\"7\" includes=\"" + second + "\"/>");
  write("second.xml", "<overlay id=\"second\" for=\"" + guide + "\" level=\"7\" includes=\"" + first + "\"/>");
  const auto library = Library::open(resources_, {first});
  ASSERT_TRUE(library.has_value()) << library.error().message;
  EXPECT_THAT(names(library->overlays()), testing::ElementsAre("second", "first"));
}

TEST_F(Library837, UnknownOverlayIsToldTheKnownOnes) {
  EXPECT_THAT(refusal({"dchs"}), AllOf(HasSubstr("dchs"), HasSubstr("calaim, dhcs")));
  EXPECT_THAT(refusal({"./no-such-overlay.xml"}), HasSubstr("no-such-overlay.xml"));
}

TEST_F(Library837, AnOverlayOfAUsersOwn) {
  const std::string path = write("own.xml", "<overlay id=\"own\" for=\"" + guide +
                                                "\" level=\"7\" includes=\"calaim\">\n<element id=\"OWN-1\" "
                                                "at=\"2300/CLM01\" values=\"A\"" +
                                                words + "/>\n</overlay>");
  auto library = Library::open(resources_, {path});
  ASSERT_TRUE(library.has_value()) << library.error().message;
  EXPECT_THAT(names(library->overlays()), testing::ElementsAre("calaim", "own"));
  const Grammar& grammar = **library->for_version("005010X222A1");
  EXPECT_NE(rule(grammar, "OWN-1"), nullptr);
  EXPECT_NE(rule(grammar, "CALAIM-CIN"), nullptr);
  EXPECT_EQ(rule(grammar, "DHCS-ISA06"), nullptr);
}

TEST_F(Library837, AWrongOverlayIsSaidAtOnce) {
  const std::string element = write("element.xml", "<overlay id=\"own\" for=\"" + guide +
                                                       "\" level=\"7\">\n<element id=\"OWN-1\" "
                                                       "at=\"2300/CLM99\" usage=\"R\"" +
                                                       words + "/>\n</overlay>");
  EXPECT_THAT(refusal({element}), AllOf(StartsWith(element + ":2: "), HasSubstr("2300/CLM99")));
  const std::string check = write("check.xml", "<overlay id=\"own\" for=\"" + guide +
                                                   "\" level=\"7\">\n\n<check id=\"OWN-1\" "
                                                   "at=\"2300\" does=\"sums\"" +
                                                   words + "/>\n</overlay>");
  EXPECT_THAT(refusal({check}), AllOf(StartsWith(check + ":3: "), HasSubstr("there is no check \"sums\"")));
  const std::string twice = write("twice.xml", "<overlay id=\"own\" for=\"" + guide +
                                                   "\" level=\"7\">\n<element id=\"CALAIM-CIN\" "
                                                   "at=\"2300/CLM01\" usage=\"R\"" +
                                                   words + "/>\n</overlay>");
  EXPECT_THAT(refusal({"calaim", twice}), AllOf(StartsWith(twice + ":2: "), HasSubstr("CALAIM-CIN stands twice")));
  const std::string broken = write("broken.xml", "<overlay id=\"own\" for=\"" + guide + "\">\n<element");
  EXPECT_THAT(refusal({broken}), StartsWith(broken + ":2: this is no well-formed XML"));
}

TEST_F(Library837, AnOverlayForAGrammarThatIsNotThere) {
  const std::string path = write("own.xml", "\n<overlay id=\"own\" for=\"837-005010X222A1\" level=\"7\"/>");
  EXPECT_THAT(refusal({path}), AllOf(StartsWith(path + ":2: "), HasSubstr("there is no grammar \"837-005010X222A1\""),
                                     HasSubstr(guide)));
}

TEST_F(Library837, AnOverlayChangesItsOwnGrammarOnly) {
  auto library = Library::open(resources_, {"dhcs"});
  ASSERT_TRUE(library.has_value());
  EXPECT_TRUE((*library->for_version("005010X231A1"))->model().element_rules.empty());
  EXPECT_FALSE((*library->for_version("005010X222A1"))->model().element_rules.empty());
}

TEST_F(Library837, TheProfilesValuesTakeTheOverlaysPlace) {
  auto plain = Library::open(resources_, {"dhcs"});
  ASSERT_TRUE(plain.has_value());
  const ElementRule* silent = rule(**plain->for_version("005010X222A1"), "DHCS-RECEIVER");
  ASSERT_NE(silent, nullptr);
  EXPECT_THAT(silent->values, testing::ElementsAre("610442"));
  EXPECT_EQ(silent->rule.severity, findings::Severity::warning);
  auto stated = Library::open(resources_, {"dhcs"}, {{"receiver.id", "TEST99"}});
  ASSERT_TRUE(stated.has_value());
  const ElementRule* raised = rule(**stated->for_version("005010X222A1"), "DHCS-RECEIVER");
  ASSERT_NE(raised, nullptr);
  EXPECT_THAT(raised->values, testing::ElementsAre("TEST99"));
  EXPECT_EQ(raised->rule.severity, findings::Severity::error);
}

TEST_F(Library837, AnAmbiguousGrammarIsRefused) {
  std::filesystem::create_directories(folder_ / "grammars");
  write("grammars/TEST-005010X998.xml",
        "<grammar id=\"TEST-005010X998\" transaction=\"837\" group=\"HC\" versions=\"005010X998\" name=\"n\" "
        "source=\"s\">\n"
        "<loop id=\"ST_LOOP\" name=\"l\"><segment id=\"ST\" pos=\"1\" name=\"n\" usage=\"R\"/>\n"
        "<segment id=\"K3\" pos=\"2\" name=\"One\" usage=\"S\"/><segment id=\"K3\" pos=\"3\" name=\"Other\" "
        "usage=\"S\"/>\n"
        "<segment id=\"SE\" pos=\"9\" name=\"n\" usage=\"R\"/></loop>\n</grammar>");
  write("grammars/OTHER-005010X997.xml",
        "<grammar id=\"TEST-005010X997\" transaction=\"837\" group=\"HC\" versions=\"005010X997\" name=\"n\" "
        "source=\"s\">\n"
        "<loop id=\"ST_LOOP\" name=\"l\"><segment id=\"ST\" pos=\"1\" name=\"n\" usage=\"R\"/>\n"
        "<segment id=\"SE\" pos=\"9\" name=\"n\" usage=\"R\"/></loop>\n</grammar>");
  const auto own = files::Resources::with_overrides(folder_.string());
  ASSERT_TRUE(own.has_value());
  auto library = Library::open(*own, {});
  ASSERT_TRUE(library.has_value());
  const auto ambiguous = library->for_version("005010X998");
  ASSERT_FALSE(ambiguous.has_value());
  EXPECT_THAT(ambiguous.error().message,
              AllOf(HasSubstr("TEST-005010X998.xml"), HasSubstr("ambiguous"), HasSubstr("One")));
  const auto other_name = library->for_version("005010X997");
  ASSERT_FALSE(other_name.has_value());
  EXPECT_THAT(other_name.error().message, HasSubstr("must be the file's name"));
}

}  // namespace
}  // namespace calx::grammar
