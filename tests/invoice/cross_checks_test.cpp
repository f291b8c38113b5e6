#include <gmock/gmock.h>

#include "invoice_fixture.hpp"

namespace calx::invoice {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Files of one run; each add() returns what became of its rows.
class CrossChecksTest : public testing::Test {
 protected:
  std::vector<CrossChecks::Added> add(const std::string& name, const std::vector<Cells>& rows) {
    texts_.push_back(std::make_unique<std::string>(csv(rows)));
    InvoiceFile file(name, *texts_.back(), how_.elements, how_.catalogue, sink_);
    EXPECT_TRUE(across_.begin_file(file, name, sink_));
    std::vector<CrossChecks::Added> all;
    RawRow row;
    InvoiceLine line;
    for (bool broken = false; file.next(row, broken);) {
      EXPECT_TRUE(check_row(file, row, how_, line, sink_));
      all.push_back(across_.add(file, line, sink_));
    }
    return all;
  }
  static Cells row(const char* control, const Cells& changes = {}) {
    return with(with(good_row(), {{"control_number", control}}), changes);
  }

  const Context how_ = context();
  findings::Collector sink_;
  CrossChecks across_{how_};
  std::vector<std::unique_ptr<std::string>> texts_;
};

TEST_F(CrossChecksTest, RowsThatAgreePass) {
  for (const auto& added : add("a.csv", {row("1"), row("2"), row("1", {{"invoice_number", "INV-8"}}),
                                         row("3", {{"member_cin", "90000002C"}, {"member_last_name", "Inventada"}}),
                                         row("1", {{"invoice_type", "Void"}, {"original_reference", "R"}}),
                                         row("4", {{"member_last_name", "TESTERMAN"}, {"member_first_name", "Álex"}})}))
    EXPECT_TRUE(added.ok);
  EXPECT_THAT(codes_of(sink_), IsEmpty());
}

TEST_F(CrossChecksTest, AControlNumberStandsOnceInAnInvoice) {
  const auto added = add("a.csv", {row("1"), row("2"), row("1")});
  EXPECT_TRUE(added[1].ok);
  EXPECT_FALSE(added[2].ok);
  EXPECT_EQ(added[2].other_row, 0u);
  ASSERT_THAT(codes_of(sink_), ElementsAre("INV-0701"));
  EXPECT_EQ(sink_.findings[0].message, "this control number stands in row 2 of the same invoice, too");
  EXPECT_EQ(sink_.findings[0].row, 4u);
  EXPECT_EQ(sink_.findings[0].column, "Control Number");
}

TEST_F(CrossChecksTest, AMemberHasOneNameAndOneBirthDate) {
  const auto added = add("a.csv", {row("1"), row("2", {{"member_first_name", "Axel"}}),
                                   row("3", {{"member_date_of_birth", "1980-02-28"}})});
  EXPECT_FALSE(added[1].ok);
  EXPECT_EQ(added[1].other_row, 2u);
  EXPECT_FALSE(added[2].ok);
  EXPECT_EQ(added[2].other_row, 2u);
  ASSERT_THAT(codes_of(sink_), ElementsAre("INV-0702", "INV-0703"));
  EXPECT_EQ(sink_.findings[0].message, "the member's name differs from that in row 2 of the same invoice");
}

TEST_F(CrossChecksTest, AnInvoiceStandsInOneFile) {
  EXPECT_TRUE(add("a.csv", {row("1")})[0].ok);
  const auto added = add("b.csv", {row("2"), row("3", {{"invoice_number", "INV-8"}})});
  EXPECT_FALSE(added[0].ok);
  EXPECT_EQ(added[0].other_row, 0u);
  EXPECT_TRUE(added[1].ok);
  ASSERT_THAT(codes_of(sink_), ElementsAre("INV-0704"));
  EXPECT_EQ(sink_.findings[0].message,
            "this billing provider has the same invoice number in another file of this run (a.csv, row 2)");
  EXPECT_EQ(sink_.findings[0].file, "b.csv");
}

TEST_F(CrossChecksTest, AFileIsTakenOnce) {
  const std::string text = csv({row("1")});
  InvoiceFile first("a.csv", text, how_.elements, how_.catalogue, sink_);
  InvoiceFile second("b.csv", text, how_.elements, how_.catalogue, sink_);
  EXPECT_TRUE(across_.begin_file(first, "0123", sink_));
  EXPECT_FALSE(across_.begin_file(second, "0123", sink_));
  ASSERT_THAT(codes_of(sink_), ElementsAre("INV-0707"));
  EXPECT_EQ(sink_.findings[0].message, "this file was given twice: it is the same as a.csv");
}

TEST_F(CrossChecksTest, TheAmountIsTheSum) {
  add("a.csv", {row("1", {{"invoice_amount", "236.00"}}), row("2", {{"invoice_amount", "$236"}}),
                row("1", {{"invoice_number", "INV-8"}, {"invoice_amount", "236.00"}}),
                row("1", {{"invoice_number", "INV-9"}, {"invoice_amount", "118.00"}}),
                row("2", {{"invoice_number", "INV-9"}, {"invoice_amount", "236.00"}})});
  ASSERT_THAT(codes_of(sink_), ElementsAre("INV-0706"));
  EXPECT_EQ(sink_.findings[0].row, 6u);
  across_.finish(sink_);
  ASSERT_THAT(codes_of(sink_), ElementsAre("INV-0706", "INV-0705"));
  EXPECT_EQ(sink_.findings[1].row, 4u);
  EXPECT_EQ(sink_.findings[1].severity, findings::Severity::warning);
}

TEST_F(CrossChecksTest, TheAmountOfAnInvoiceWithARefusedRowIsNotJudged) {
  add("a.csv", {row("1", {{"invoice_amount", "236.00"}})});
  InvoiceLine refused;
  refused.billing_npi = "1234567893";
  refused.invoice_number = "INV-7";
  across_.leave_out(refused);
  across_.finish(sink_);
  EXPECT_THAT(codes_of(sink_), IsEmpty());
}

TEST_F(CrossChecksTest, ManyRowsAreToldApart) {
  std::vector<Cells> rows;
  for (int i = 0; i < 3000; ++i)
    rows.push_back(row(std::to_string(i % 1500).c_str(), {{"invoice_number", i < 1500 ? "A" : "B"}}));
  rows.push_back(row("1499", {{"invoice_number", "B"}}));
  const auto added = add("a.csv", rows);
  EXPECT_EQ(std::count_if(added.begin(), added.end(), [](const auto& one) { return one.ok; }), 3000);
  EXPECT_FALSE(added.back().ok);
  ASSERT_THAT(codes_of(sink_), ElementsAre("INV-0701"));
  EXPECT_EQ(sink_.findings[0].message, "this control number stands in row 3001 of the same invoice, too");
}

}  // namespace
}  // namespace calx::invoice
