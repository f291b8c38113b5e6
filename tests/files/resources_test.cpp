#include "files/resources.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "files/sha256.hpp"
#include "temporary_folder.hpp"

namespace calx::files {
namespace {

using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace tests;

constexpr const char* states = "code-sets/states.csv";

/// An environment in which the user's data folder is `data_home`/calx, until the end of the test.
class UserFolders {
 public:
  explicit UserFolders(const std::string& data_home, const std::string& home = "/nonexistent") {
    keep("XDG_DATA_HOME", data_home);
    keep("HOME", home);
  }
  ~UserFolders() {
    for (const auto& [name, value] : kept_) {
      if (value)
        ::setenv(name.c_str(), value->c_str(), 1);
      else
        ::unsetenv(name.c_str());
    }
  }
  UserFolders(const UserFolders&) = delete;
  UserFolders& operator=(const UserFolders&) = delete;

 private:
  void keep(const std::string& name, const std::string& value) {
    const char* const old = ::getenv(name.c_str());
    kept_.emplace_back(name, old != nullptr ? std::optional<std::string>(old) : std::nullopt);
    ::setenv(name.c_str(), value.c_str(), 1);
  }
  std::vector<std::pair<std::string, std::optional<std::string>>> kept_;
};

TEST(Resources, HoldEverythingThatIsShipped) {
  const Resources resources;
  int count = 0;
  for (const std::string folder : {"grammars/", "code-sets/"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(CALX_SOURCE_DIR "/" + folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".csv" && extension != ".xml") continue;
      const std::string name = std::filesystem::relative(entry.path(), CALX_SOURCE_DIR).generic_string();
      SCOPED_TRACE(name);
      ++count;
      const auto text = resources.read(name);
      ASSERT_TRUE(text);
      EXPECT_TRUE(*text == content_of(entry.path().string()));
      EXPECT_EQ(resources.sha256(name), sha256_hex(*text));
      EXPECT_EQ(resources.origin(name), "built in");
      EXPECT_THAT(resources.list(folder), Contains(name));
    }
  }
  EXPECT_GT(count, 10);
}

TEST(Resources, NameWhatIsMissing) {
  const Resources resources;
  for (const std::string name : {"code-sets/nothing.csv", "", "code-sets/", "states.csv"}) {
    const auto text = resources.read(name);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().kind, Failure::Kind::usage);
    EXPECT_EQ(text.error().message, "There is no " + name + ", neither built in nor in a data folder.");
  }
}

TEST(Resources, ListTheNamesOfAFolderSorted) {
  const Resources resources;
  const auto sets = resources.list("code-sets/");
  EXPECT_THAT(sets, Contains(states));
  EXPECT_THAT(sets, Each(StartsWith("code-sets/")));
  EXPECT_TRUE(std::is_sorted(sets.begin(), sets.end()));
  EXPECT_THAT(resources.list("grammars/"), Each(StartsWith("grammars/")));
  EXPECT_THAT(resources.list("nothing/"), testing::IsEmpty());
}

TEST(Resources, DataFolderWins) {
  const TemporaryFolder data, user;
  const UserFolders folders(user.path());
  data.write(states, "from the data folder");
  user.write(std::string("calx/") + states, "from the user's folder");
  user.write("calx/code-sets/mine.csv", "mine");
  const auto resources = Resources::with_overrides(data.path());
  ASSERT_TRUE(resources);
  EXPECT_EQ(resources->read(states), "from the data folder");
  EXPECT_EQ(resources->sha256(states), sha256_hex("from the data folder"));
  EXPECT_EQ(resources->origin(states), data.path(states));
  EXPECT_EQ(resources->read("code-sets/mine.csv"), "mine");
  EXPECT_EQ(resources->origin("code-sets/mine.csv"), user.path("calx/code-sets/mine.csv"));
  EXPECT_EQ(resources->origin("code-sets/findings.csv"), "built in");
  EXPECT_EQ(resources->read("code-sets/findings.csv"), content_of(CALX_SOURCE_DIR "/code-sets/findings.csv"));
  const auto names = resources->list("code-sets/");
  EXPECT_THAT(names, Contains("code-sets/mine.csv"));
  EXPECT_EQ(std::count(names.begin(), names.end(), states), 1);
}

TEST(Resources, UsersFolderWinsOverWhatIsBuiltIn) {
  const TemporaryFolder user;
  const UserFolders folders(user.path());
  user.write(std::string("calx/") + states, "from the user's folder");
  const auto resources = Resources::with_overrides(std::nullopt);
  ASSERT_TRUE(resources);
  EXPECT_EQ(resources->read(states), "from the user's folder");

  // Whoever asks for nothing but what is built in gets that.
  EXPECT_NE(Resources().read(states), "from the user's folder");
  EXPECT_EQ(Resources().origin(states), "built in");
}

TEST(Resources, UsersFolderIsInTheHomeFolderUnlessTold) {
  const TemporaryFolder home;
  const UserFolders folders("", home.path());
  home.write(std::string(".local/share/calx/") + states, "from home");
  const auto resources = Resources::with_overrides(std::nullopt);
  ASSERT_TRUE(resources);
  EXPECT_EQ(resources->read(states), "from home");
}

TEST(Resources, NeedNoUsersFolder) {
  const UserFolders folders("/nonexistent");
  const auto resources = Resources::with_overrides(std::nullopt);
  ASSERT_TRUE(resources);
  EXPECT_EQ(resources->origin(states), "built in");
  EXPECT_TRUE(resources->read(states));
}

TEST(Resources, NeedTheDataFolderThatIsNamed) {
  const TemporaryFolder folder;
  const UserFolders folders("/nonexistent");
  const std::string file = folder.write("file", "x");
  for (const std::string& path : {folder.path("missing"), file, std::string()}) {
    const auto resources = Resources::with_overrides(path);
    ASSERT_FALSE(resources);
    EXPECT_EQ(resources.error().kind, Failure::Kind::usage);
    EXPECT_EQ(resources.error().message, "The data folder " + path + " is not there or is not a folder.");
  }
}

TEST(Resources, TextStaysInPlace) {
  const TemporaryFolder data;
  const UserFolders folders("/nonexistent");
  data.write(states, "first");
  const auto resources = Resources::with_overrides(data.path());
  ASSERT_TRUE(resources);
  const auto text = resources->read(states);
  ASSERT_TRUE(text);
  data.write(states, "changed since");
  for (int i = 0; i < 50; ++i) {
    data.write("code-sets/n" + std::to_string(i), "x");
    ASSERT_TRUE(resources->read("code-sets/n" + std::to_string(i)));
  }
  EXPECT_EQ(*text, "first");
  EXPECT_EQ(resources->read(states), "first");
}

TEST(Resources, ListFollowsLinks) {
  const TemporaryFolder data, elsewhere;
  const UserFolders folders("/nonexistent");
  data.write("code-sets/b.csv", "b");
  std::filesystem::create_symlink(elsewhere.write("original.csv", "a"), data.path("code-sets/a.csv"));
  std::filesystem::create_symlink(elsewhere.path("gone.csv"), data.path("code-sets/dangling.csv"));
  data.write("code-sets/more/c.csv", "c");
  const auto resources = Resources::with_overrides(data.path());
  ASSERT_TRUE(resources);
  const auto names = resources->list("code-sets/");
  EXPECT_THAT(names, Contains("code-sets/a.csv"));
  EXPECT_THAT(names, Contains("code-sets/b.csv"));
  EXPECT_THAT(names, Contains("code-sets/more/c.csv"));
  EXPECT_THAT(names, Each(StartsWith("code-sets/")));
  EXPECT_THAT(names, Not(Contains(HasSubstr("dangling"))));
  EXPECT_EQ(resources->read("code-sets/a.csv"), "a");
}

TEST(Resources, FolderNameMayEndInASlash) {
  const TemporaryFolder data;
  const UserFolders folders("/nonexistent");
  data.write("code-sets/b.csv", "b");
  const auto resources = Resources::with_overrides(data.path() + "/");
  ASSERT_TRUE(resources);
  EXPECT_THAT(resources->list("code-sets/"), Contains("code-sets/b.csv"));
  EXPECT_EQ(resources->read("code-sets/b.csv"), "b");
}

}  // namespace
}  // namespace calx::files
