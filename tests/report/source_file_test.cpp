#include "report/source_file.hpp"

#include <gmock/gmock.h>

#include "report_fixture.hpp"

namespace calx::report {
namespace {

using Place = std::pair<std::uint64_t, std::uint64_t>;  // line and column

Place at(SourceFile& file, std::uint64_t offset) {
  const SourceFile::Position position = file.position(offset);
  return {position.line, position.column};
}

TEST(SourceFile, ReadsWhatThereIs) {
  const WrittenFile written("ABCDEF");
  SourceFile file(written.path());
  EXPECT_EQ(file.read(2, 3), "CDE");
  EXPECT_EQ(file.read(4, 10), "EF");
  EXPECT_EQ(file.read(6, 10), "");
  EXPECT_EQ(file.read(0, 2), "AB");  // after the end was reached
  EXPECT_EQ(SourceFile("/nowhere/at/all").read(0, 5), "");
}

TEST(SourceFile, CountsLinesAndCharacters) {
  const WrittenFile written("ISA~\r\nN\xC3\xBA~\nX");  // "Nú": two characters, three bytes
  SourceFile file(written.path());
  EXPECT_EQ(at(file, 0), Place(1, 1));
  EXPECT_EQ(at(file, 3), Place(1, 4));
  EXPECT_EQ(at(file, 6), Place(2, 1));
  EXPECT_EQ(at(file, 9), Place(2, 3));  // "~" behind the two bytes
  EXPECT_EQ(at(file, 11), Place(3, 1));
  EXPECT_EQ(at(file, 7), Place(2, 2));  // and back
  EXPECT_EQ(at(file, 0), Place(1, 1));
  EXPECT_EQ(at(file, 12), Place(3, 2));  // behind the last byte
}

TEST(SourceFile, CountsInALongFileFromAnyPlace) {
  std::string bytes;
  for (int line = 0; line < 20000; ++line) bytes += "123456789\n";  // ten bytes a line
  const WrittenFile written(bytes);
  SourceFile file(written.path());
  for (const std::uint64_t offset : {199999ULL, 5ULL, 65536ULL, 65535ULL, 16384ULL, 131077ULL, 131072ULL, 131080ULL})
    EXPECT_EQ(at(file, offset), Place(offset / 10 + 1, offset % 10 + 1)) << offset;
}

}  // namespace
}  // namespace calx::report
