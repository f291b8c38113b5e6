// Scratch files: what is appended is read again, nobody sees them, and where none can be made that is said.
#include "files/scratch.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <array>
#include <string>

#include "temporary_folder.hpp"

namespace calx::files {
namespace {

/// TMPDIR for as long as a test.
class TemporaryDirectoryVariable {
 public:
  explicit TemporaryDirectoryVariable(const std::string& value) {
    if (const char* const old = ::getenv("TMPDIR")) old_ = old;
    ::setenv("TMPDIR", value.c_str(), 1);
  }
  ~TemporaryDirectoryVariable() {
    if (old_.empty())
      ::unsetenv("TMPDIR");
    else
      ::setenv("TMPDIR", old_.c_str(), 1);
  }
  TemporaryDirectoryVariable(const TemporaryDirectoryVariable&) = delete;
  TemporaryDirectoryVariable& operator=(const TemporaryDirectoryVariable&) = delete;

 private:
  std::string old_;
};

std::span<const std::byte> bytes(const std::string& text) {
  return std::as_bytes(std::span(text));
}

TEST(Scratch, WhatIsAppendedIsReadFromWhereItStands) {
  auto file = ScratchFile::create();
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->size(), 0U);
  ASSERT_TRUE(file->append(bytes("first ")));
  ASSERT_TRUE(file->append(bytes("second")));
  EXPECT_EQ(file->size(), 12U);
  std::string text(6, ' ');
  ASSERT_TRUE(file->read(6, std::as_writable_bytes(std::span(text))));
  EXPECT_EQ(text, "second");
  ASSERT_TRUE(file->read(3, std::as_writable_bytes(std::span(text))));
  EXPECT_EQ(text, "st sec");
}

TEST(Scratch, ReadingBeyondItsEndFails) {
  auto file = ScratchFile::create();
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->append(bytes("four")));
  std::array<std::byte, 5> five{};
  const auto done = file->read(0, five);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, Failure::Kind::world);
  EXPECT_EQ(done.error().message, "A temporary file cannot be read: it is too short.");
}

TEST(Scratch, LiesInTheFolderThatTmpdirNamesAndHasNoName) {
  const tests::TemporaryFolder folder;
  const TemporaryDirectoryVariable variable(folder.path());
  auto file = ScratchFile::create();
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->append(bytes("seen by nobody")));
  EXPECT_TRUE(folder.names().empty());
}

TEST(Scratch, MovesWithItsBytes) {
  auto made = ScratchFile::create();
  ASSERT_TRUE(made);
  ASSERT_TRUE(made->append(bytes("kept")));
  ScratchFile moved = std::move(*made);
  ASSERT_TRUE(moved.append(bytes("!")));
  auto other = ScratchFile::create();
  ASSERT_TRUE(other);
  *other = std::move(moved);
  std::string text(5, ' ');
  ASSERT_TRUE(other->read(0, std::as_writable_bytes(std::span(text))));
  EXPECT_EQ(text, "kept!");
}

TEST(Scratch, AFolderThatIsNotThereIsAFailureOfTheWorldThatNamesIt) {
  const tests::TemporaryFolder folder;
  const TemporaryDirectoryVariable variable(folder.path("missing"));
  const auto file = ScratchFile::create();
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind, Failure::Kind::world);
  EXPECT_NE(file.error().message.find("No temporary file can be made in " + folder.path("missing")), std::string::npos)
      << file.error().message;
  EXPECT_NE(file.error().message.find("TMPDIR"), std::string::npos);
}

}  // namespace
}  // namespace calx::files
