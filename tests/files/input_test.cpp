#include "files/input.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "temporary_folder.hpp"

namespace calx::files {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using namespace tests;

/// Everything that `source` gives, asked for `capacity` bytes at a time.
std::string drain(ByteSource& source, std::size_t capacity) {
  std::string all, portion(capacity, '\0');
  for (;;) {
    const auto count = source.read(portion.data(), portion.size());
    if (!count) throw std::runtime_error(count.error().message);
    if (*count == 0) return all;
    all.append(portion, 0, *count);
  }
}

TEST(MappedFile, ShowsTheBytes) {
  const TemporaryFolder folder;
  const std::string bytes("ISA*00*\0\r\n\xff", 11);
  const auto file = MappedFile::open(folder.write("a.x12", bytes));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->bytes(), bytes);
}

TEST(MappedFile, ShowsAnEmptyFileAsEmpty) {
  const TemporaryFolder folder;
  auto file = MappedFile::open(folder.write("empty.x12", ""));
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->bytes().empty());
  file->release_before(100);
  EXPECT_TRUE(file->bytes().empty());
}

TEST(MappedFile, SaysWhyItCannotRead) {
  const TemporaryFolder folder;
  const auto missing = MappedFile::open(folder.path("missing.x12"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, Failure::Kind::world);
  EXPECT_EQ(missing.error().message,
            "Cannot read " + folder.path("missing.x12") + ": there is no such file or folder.");

  const auto directory = MappedFile::open(folder.path());
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().kind, Failure::Kind::world);
  EXPECT_EQ(directory.error().message, "Cannot read " + folder.path() + ": it is a folder, not a file.");

  const std::string inside_file = folder.write("a.x12", "x") + "/b.x12";
  const auto below = MappedFile::open(inside_file);
  ASSERT_FALSE(below);
  EXPECT_EQ(below.error().message, "Cannot read " + inside_file + ": a part of the path is not a folder.");
}

TEST(MappedFile, SaysThatThereIsNoPermission) {
  if (::geteuid() == 0) GTEST_SKIP() << "the superuser may read everything";
  const TemporaryFolder folder;
  const std::string path = folder.write("a.x12", "x");
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  const auto file = MappedFile::open(path);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().message, "Cannot read " + path + ": no permission.");
}

TEST(MappedFile, StaysReadableBehindTheReleaseMark) {
  std::string bytes(std::size_t{9} << 20, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 2654435761U >> 24);
  const TemporaryFolder folder;
  auto file = MappedFile::open(folder.write("large.x12", bytes));
  ASSERT_TRUE(file);
  ASSERT_EQ(file->bytes(), bytes);
  for (const std::size_t mark : {std::size_t{0}, std::size_t{5} << 20, std::size_t{1} << 20, bytes.size(),
                                 bytes.size() + 4096, std::size_t{8} << 20}) {
    file->release_before(mark);
    ASSERT_TRUE(file->bytes() == bytes) << "released before " << mark;
  }
}

TEST(MappedFile, Moves) {
  const TemporaryFolder folder;
  auto first = MappedFile::open(folder.write("a.x12", "first"));
  auto second = MappedFile::open(folder.write("b.x12", "second"));
  ASSERT_TRUE(first && second);
  const char* const place = first->bytes().data();
  MappedFile moved(std::move(*first));
  EXPECT_EQ(moved.bytes(), "first");
  EXPECT_EQ(moved.bytes().data(), place);
  moved = std::move(*second);
  EXPECT_EQ(moved.bytes(), "second");
}

TEST(ByteSource, ReadsAFileInPortions) {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.x12", "ISA*00*one~");
  for (const std::size_t capacity : {1U, 3U, 11U, 100U}) {
    auto source = open_source(path);
    ASSERT_TRUE(source);
    EXPECT_EQ(drain(**source, capacity), "ISA*00*one~");
  }
}

TEST(ByteSource, ReadsANamedPipe) {
  const TemporaryFolder folder;
  const std::string path = folder.path("pipe");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  // Both ends at once, so that opening waits for nobody.
  const int writer = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_GE(writer, 0);
  ASSERT_EQ(::write(writer, "ISA*", 4), 4);
  auto source = open_source(path);
  ASSERT_TRUE(source);
  ::close(writer);
  EXPECT_EQ(drain(**source, 100), "ISA*");
}

TEST(ByteSource, ReadsStandardInput) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const int kept = ::dup(STDIN_FILENO);
  ASSERT_EQ(::dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
  ASSERT_EQ(::write(ends[1], "GS*HC~", 6), 6);
  ::close(ends[0]);
  ::close(ends[1]);
  {
    auto source = open_source("-");
    ASSERT_TRUE(source);
    EXPECT_EQ(drain(**source, 4), "GS*HC~");
  }
  EXPECT_NE(::fcntl(STDIN_FILENO, F_GETFD), -1) << "standard input stays open";
  if (kept >= 0) {
    ::dup2(kept, STDIN_FILENO);
    ::close(kept);
  } else {
    ::close(STDIN_FILENO);
  }
}

TEST(ByteSource, SaysWhyItCannotRead) {
  const TemporaryFolder folder;
  const auto missing = open_source(folder.path("missing.x12"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, Failure::Kind::world);
  EXPECT_THAT(missing.error().message, AllOf(HasSubstr("missing.x12"), HasSubstr("there is no such file")));
  const auto directory = open_source(folder.path());
  ASSERT_FALSE(directory);
  EXPECT_THAT(directory.error().message, HasSubstr("it is a folder, not a file"));
}

TEST(RegularFile, IsNoFolderPipeOrMissingFile) {
  const TemporaryFolder folder;
  EXPECT_TRUE(is_regular_file(folder.write("a.x12", "x")));
  EXPECT_FALSE(is_regular_file(folder.path()));
  EXPECT_FALSE(is_regular_file(folder.path("missing")));
  EXPECT_FALSE(is_regular_file("/dev/null"));
  EXPECT_FALSE(is_regular_file(""));
  std::filesystem::create_symlink(folder.path("a.x12"), folder.path("link"));
  EXPECT_TRUE(is_regular_file(folder.path("link")));
}

}  // namespace
}  // namespace calx::files
