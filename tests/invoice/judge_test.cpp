// A whole file: who listens hears of every row once, after its findings.
#include "invoice/judge.hpp"

#include <gmock/gmock.h>

#include "invoice_fixture.hpp"

namespace calx::invoice {
namespace {

class Diary final : public findings::Sink {
 public:
  void report(findings::Finding finding) override {
    lines.push_back(finding.code + " row " + std::to_string(finding.row));
  }
  std::vector<std::string> lines;
};

TEST(Judge, TellsOfEachRowAfterItsFindings) {
  std::string text = csv({good_row(), with(good_row(), {{"control_number", "2"}, {"member_gender", "Q"}})});
  text += "one cell too few\n\n";
  text += csv({with(good_row(), {{"control_number", "3"}})}).substr(text.find('\n') + 1);
  const Context how = context();
  Diary diary;
  Judge judge(how, diary);
  judge.file("test.csv", text, {}, [&](std::uint32_t row) { diary.lines.push_back("row " + std::to_string(row)); });
  EXPECT_THAT(diary.lines,
              testing::ElementsAre("row 2", "INV-0306 row 3", "row 3", "INV-0011 row 4", "row 4", "row 6"));
  EXPECT_EQ(judge.rows(), 4U);
}

}  // namespace
}  // namespace calx::invoice
