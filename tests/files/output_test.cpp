#include "files/output.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "files/system_error.hpp"
#include "temporary_folder.hpp"

namespace calx::files {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace tests;

mode_t mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(::lstat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777;
}

TEST(OutputFile, AppearsOnlyWhenItIsCommitted) {
  const TemporaryFolder folder;
  auto file = OutputFile::create(folder.path("a.dat"), false);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->path(), folder.path("a.dat"));
  ASSERT_TRUE(file->write("one "));
  ASSERT_TRUE(file->write(""));
  ASSERT_TRUE(file->write(std::string_view("t\0o", 3)));
  EXPECT_FALSE(std::filesystem::exists(folder.path("a.dat")));
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(content_of(folder.path("a.dat")), std::string("one t\0o", 7));
  EXPECT_THAT(folder.names(), ElementsAre("a.dat"));
}

TEST(OutputFile, IsReadableBesideItsNameOnceFinished) {
  const TemporaryFolder folder;
  auto file = OutputFile::create(folder.path("a.dat"), false);
  ASSERT_TRUE(file);
  EXPECT_EQ(std::filesystem::path(file->temporary_path()).parent_path(), folder.path());
  ASSERT_TRUE(file->write("whole"));
  ASSERT_TRUE(file->finish());
  ASSERT_TRUE(file->finish());
  EXPECT_EQ(content_of(file->temporary_path()), "whole");
  EXPECT_FALSE(std::filesystem::exists(folder.path("a.dat")));
  EXPECT_FALSE(file->write("too late"));
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(content_of(folder.path("a.dat")), "whole");
}

TEST(OutputFile, LeavesNothingWhenItIsDropped) {
  const TemporaryFolder folder;
  {
    auto file = OutputFile::create(folder.path("a.dat"), false);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("half"));
    EXPECT_THAT(folder.names(), testing::SizeIs(1));
  }
  EXPECT_THAT(folder.names(), IsEmpty());
  {
    auto file = OutputFile::create(folder.path("a.dat"), false);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->finish());
  }
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(OutputFile, IsForItsOwnerOnly) {
  const TemporaryFolder folder;
  auto file = OutputFile::create(folder.path("a.dat"), false);
  ASSERT_TRUE(file);
  EXPECT_EQ(mode_of(file->temporary_path()), 0600U);
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(mode_of(folder.path("a.dat")), 0600U);

  const std::string open_to_all = folder.write("b.dat", "old");
  ASSERT_EQ(::chmod(open_to_all.c_str(), 0666), 0);
  auto replacing = OutputFile::create(open_to_all, true);
  ASSERT_TRUE(replacing);
  ASSERT_TRUE(replacing->commit());
  EXPECT_EQ(mode_of(open_to_all), 0600U);
}

TEST(OutputFile, LeavesAnExistingFileAloneUnlessTold) {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.dat", "old");
  const auto refused = OutputFile::create(path, false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Failure::Kind::world);
  EXPECT_EQ(refused.error().message, "Cannot write " + path + ": it exists already; move it away or say --force.");
  EXPECT_EQ(content_of(path), "old");
  EXPECT_THAT(folder.names(), ElementsAre("a.dat"));
}

TEST(OutputFile, ReplacesAnExistingFileWhenItIsCommitted) {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.dat", "old and longer");
  {
    auto dropped = OutputFile::create(path, true);
    ASSERT_TRUE(dropped);
    ASSERT_TRUE(dropped->write("half"));
  }
  EXPECT_EQ(content_of(path), "old and longer");
  auto file = OutputFile::create(path, true);
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->write("new"));
  EXPECT_EQ(content_of(path), "old and longer");
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(content_of(path), "new");
  EXPECT_THAT(folder.names(), ElementsAre("a.dat"));
}

TEST(OutputFile, LeavesAFileAloneThatAppearedInTheMeantime) {
  const TemporaryFolder folder;
  {
    auto file = OutputFile::create(folder.path("a.dat"), false);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("mine"));
    folder.write("a.dat", "theirs");
    const auto committed = file->commit();
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().kind, Failure::Kind::world);
    EXPECT_EQ(committed.error().message, "Cannot write " + folder.path("a.dat") + ": it exists already.");
  }
  EXPECT_EQ(content_of(folder.path("a.dat")), "theirs");
  EXPECT_THAT(folder.names(), ElementsAre("a.dat"));
}

TEST(OutputFile, NeedsAFolderThatIsThere) {
  const TemporaryFolder folder;
  for (const bool replace : {false, true}) {
    const auto missing = OutputFile::create(folder.path("no/a.dat"), replace);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, Failure::Kind::world);
    EXPECT_EQ(missing.error().message,
              "Cannot write " + folder.path("no/a.dat") + ": there is no such file or folder.");
  }
  folder.write("file", "x");
  const auto below = OutputFile::create(folder.path("file/a.dat"), false);
  ASSERT_FALSE(below);
  EXPECT_EQ(below.error().message,
            "Cannot write " + folder.path("file/a.dat") + ": a part of the path is not a folder.");
}

// A rename would put a file in the place of a device such as /dev/null, or of a link.
TEST(OutputFile, ReplacesOrdinaryFilesOnly) {
  const TemporaryFolder folder;
  ASSERT_EQ(::mkfifo(folder.path("pipe").c_str(), 0600), 0);
  std::filesystem::create_directory(folder.path("folder"));
  std::filesystem::create_symlink(folder.write("file", "old"), folder.path("link"));
  for (const bool replace : {false, true}) {
    for (const std::string name : {"pipe", "link"}) {
      const auto refused = OutputFile::create(folder.path(name), replace);
      ASSERT_FALSE(refused) << name;
      EXPECT_EQ(refused.error().kind, Failure::Kind::world);
      EXPECT_EQ(refused.error().message,
                "Cannot write " + folder.path(name) + ": it is no ordinary file but a link, a pipe or a device.");
    }
    const auto directory = OutputFile::create(folder.path("folder"), replace);
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().message, "Cannot write " + folder.path("folder") + ": it is a folder, not a file.");
  }
  EXPECT_THAT(folder.names(), ElementsAre("file", "folder", "link", "pipe"));
  EXPECT_TRUE(std::filesystem::is_fifo(folder.path("pipe")));
  EXPECT_TRUE(std::filesystem::is_symlink(folder.path("link")));
  EXPECT_EQ(content_of(folder.path("file")), "old");
}

TEST(OutputFile, NeedsPermission) {
  if (::geteuid() == 0) GTEST_SKIP() << "the superuser may write everywhere";
  const TemporaryFolder folder;
  ASSERT_EQ(::chmod(folder.path().c_str(), 0500), 0);
  const auto file = OutputFile::create(folder.path("a.dat"), false);
  ASSERT_EQ(::chmod(folder.path().c_str(), 0700), 0);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().message, "Cannot write " + folder.path("a.dat") + ": no permission.");
}

// In a child process, whose files may have 1,000 bytes: 0 when writing more fails as it should.
int write_beyond_a_limit(const TemporaryFolder& folder) {
  const rlimit limit{1000, 1000};
  if (::signal(SIGXFSZ, SIG_IGN) == SIG_ERR || ::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
  auto file = OutputFile::create(folder.path("a.dat"), false);
  if (!file) return 2;
  if (!file->write(std::string(900, 'x'))) return 3;
  const auto written = file->write(std::string(900, 'x'));
  if (written) return 4;
  return written.error().kind == Failure::Kind::world &&
                 written.error().message.rfind("Cannot write " + folder.path("a.dat") + ": ", 0) == 0
             ? 0
             : 5;
}

TEST(OutputFile, LeavesNothingWhereThereIsNoRoom) {
  const TemporaryFolder folder;
  testing::FLAGS_gtest_death_test_style = "fast";
  EXPECT_EXIT(std::_Exit(write_beyond_a_limit(folder)), testing::ExitedWithCode(0), "");
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(OutputFile, NamesAFullDisk) {
  EXPECT_EQ(describe_errno(ENOSPC), "the disk is full");
  EXPECT_EQ(describe_errno(EDQUOT), "the disk is full");
  EXPECT_EQ(describe_errno(EROFS), "the disk can only be read");
  EXPECT_EQ(describe_errno(EACCES), "no permission");
}

TEST(OutputFile, Moves) {
  const TemporaryFolder folder;
  auto first = OutputFile::create(folder.path("a.dat"), false);
  auto second = OutputFile::create(folder.path("b.dat"), false);
  ASSERT_TRUE(first && second);
  ASSERT_TRUE(first->write("a"));
  ASSERT_TRUE(second->write("b"));
  OutputFile moved(std::move(*first));
  EXPECT_EQ(moved.path(), folder.path("a.dat"));
  moved = std::move(*second);  // what it held is dropped
  EXPECT_THAT(folder.names(), testing::SizeIs(1));
  ASSERT_TRUE(moved.commit());
  EXPECT_THAT(folder.names(), ElementsAre("b.dat"));
  EXPECT_EQ(content_of(folder.path("b.dat")), "b");
}

TEST(MakeFolder, MakesItAndItsParentsForTheOwnerOnly) {
  const TemporaryFolder folder;
  ASSERT_TRUE(make_folder(folder.path("a/b/c")));
  EXPECT_EQ(mode_of(folder.path("a")), 0700U);
  EXPECT_EQ(mode_of(folder.path("a/b")), 0700U);
  EXPECT_EQ(mode_of(folder.path("a/b/c")), 0700U);
  ASSERT_TRUE(make_folder(folder.path("d/e/")));
  EXPECT_TRUE(std::filesystem::is_directory(folder.path("d/e")));
}

TEST(MakeFolder, LeavesAnExistingFolderAsItIs) {
  const TemporaryFolder folder;
  const std::string file = folder.write("a/file", "kept");
  ASSERT_EQ(::chmod(folder.path("a").c_str(), 0755), 0);
  ASSERT_TRUE(make_folder(folder.path("a")));
  EXPECT_EQ(mode_of(folder.path("a")), 0755U);
  EXPECT_EQ(content_of(file), "kept");
  EXPECT_TRUE(make_folder("/"));
  EXPECT_TRUE(make_folder("."));
}

TEST(MakeFolder, SaysWhatStandsInTheWay) {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "x");
  for (const std::string& path : {file, file + "/deeper"}) {
    const auto made = make_folder(path);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, Failure::Kind::world);
    EXPECT_EQ(made.error().message, "Cannot make the folder " + path + ": " + file + " is a file.");
  }
  EXPECT_EQ(content_of(file), "x");
}

}  // namespace
}  // namespace calx::files
