#include "report/row_lines.hpp"

#include <gmock/gmock.h>

#include "report_fixture.hpp"

namespace calx::report {
namespace {

using testing::Eq;
using testing::Optional;

std::vector<std::uint64_t> lines(const std::string& bytes, std::initializer_list<std::uint64_t> rows) {
  const WrittenFile file(bytes);
  RowLines all(file.path());
  std::vector<std::uint64_t> found;
  for (const std::uint64_t row : rows) found.push_back(all.line_of(row).value_or(0));
  return found;
}

TEST(RowLines, ARecordMaySpanLines) {
  // Row 2 spans lines 2 to 4, row 3 is blank, a quote within a bare cell opens nothing.
  const std::string csv = "name,note\r\nA,\"one\r\ntwo\r\nthree\"\r\n\r\n5\" pipe,x\r\nlast,y\r\n";
  EXPECT_THAT(lines(csv, {1, 2, 3, 4, 5, 6}), testing::ElementsAre(1, 2, 5, 6, 7, 0));
  EXPECT_THAT(lines(csv, {5, 2, 4, 0, 1}), testing::ElementsAre(7, 2, 6, 0, 1));
}

TEST(RowLines, AreKnownBehindAByteOrderMark) {
  EXPECT_THAT(lines("\xEF\xBB\xBF\"na\nme\";b\n1;2\n", {1, 2}), testing::ElementsAre(1, 3));
}

TEST(RowLines, OfManyRowsInAnyOrder) {
  std::string csv;
  for (int row = 0; row < 3000; ++row) csv += "\"a\nb\",c\n";  // two lines each
  EXPECT_THAT(lines(csv, {3000, 1, 1500, 1024, 1025, 2049, 2}),
              testing::ElementsAre(5999, 1, 2999, 2047, 2049, 4097, 3));
}

TEST(RowLines, OfJsonAreTheRows) {
  EXPECT_THAT(lines("{\"a\":\"\\n\"}\n{}\n", {1, 2}), testing::ElementsAre(1, 2));
}

TEST(RowLines, AreNotKnownOfUtf16AndOfWhatIsGone) {
  EXPECT_THAT(lines(std::string("a\0,\0b\0\n\0", 8), {1}), testing::ElementsAre(0));
  EXPECT_EQ(RowLines("/nowhere/at/all").line_of(1), std::nullopt);
}

}  // namespace
}  // namespace calx::report
