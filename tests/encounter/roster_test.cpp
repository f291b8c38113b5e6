#include "encounter/roster.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace calx::encounter {
namespace {

using ::testing::ElementsAre;

invoice::InvoiceLine line(const std::string& npi, const std::string& cin, const std::string& invoice) {
  invoice::InvoiceLine line;
  line.billing_npi = npi;
  line.member_cin = cin;
  line.invoice_number = invoice;
  return line;
}

std::uint32_t add(Roster& roster, const invoice::InvoiceLine& line, std::uint16_t file = 0) {
  const std::uint32_t row = roster.add_row(file, roster.rows.size() + 2, 0);
  roster.assign(row, line);
  roster.accept(row, line, false);
  return row;
}

TEST(KeyedPool, FindsWhatItHoldsAmongMany) {
  KeyedPool<NumberGroup> pool;
  for (std::uint64_t i = 0; i < 20'000; ++i)
    ASSERT_EQ(pool.find_or_add(Fingerprint().add(i).value()), static_cast<std::uint32_t>(i));
  for (std::uint64_t i = 0; i < 20'000; ++i)
    ASSERT_EQ(pool.find_or_add(Fingerprint().add(i).value()), static_cast<std::uint32_t>(i));
  EXPECT_EQ(pool.size(), 20'000U);
}

TEST(KeyedPool, KeysThatShareASlotStayApart) {
  KeyedPool<NumberGroup> pool;
  EXPECT_EQ(pool.find_or_add({7, 1}), 0U);
  EXPECT_EQ(pool.find_or_add({7, 2}), 1U);
  EXPECT_EQ(pool.find_or_add({7 + 1024, 1}), 2U);
  EXPECT_EQ(pool.find_or_add({7, 2}), 1U);
}

TEST(Fingerprint, FramesItsFields) {
  EXPECT_NE(Fingerprint().add("ab").add("c").value(), Fingerprint().add("a").add("bc").value());
  EXPECT_NE(Fingerprint().add("").add("a").value(), Fingerprint().add("a").add("").value());
  EXPECT_NE(Fingerprint().add("12345678a").value(), Fingerprint().add("12345678b").value());
  EXPECT_EQ(Fingerprint().add("12345678a").value(), Fingerprint().add("12345678a").value());
}

TEST(Roster, EachFieldOfTheKeyMakesAClaimOfItsOwn) {
  Roster roster;
  const invoice::InvoiceLine base = line("1", "2", "3");
  add(roster, base);
  add(roster, base);
  EXPECT_EQ(roster.claims.size(), 1U);
  for (std::string invoice::InvoiceLine::*field :
       {&invoice::InvoiceLine::billing_npi, &invoice::InvoiceLine::member_cin, &invoice::InvoiceLine::invoice_number,
        &invoice::InvoiceLine::original_reference, &invoice::InvoiceLine::authorization_number,
        &invoice::InvoiceLine::member_mrn, &invoice::InvoiceLine::payer_id}) {
    const std::uint32_t before = roster.claims.size();
    invoice::InvoiceLine other = base;
    other.*field = "X";
    add(roster, other);
    EXPECT_EQ(roster.claims.size(), before + 1);
  }
  const std::uint32_t before = roster.claims.size();
  invoice::InvoiceLine other = base;
  other.type = invoice::InvoiceType::voided;
  add(roster, other);
  add(roster, base, 1);  // another file
  EXPECT_EQ(roster.claims.size(), before + 2);
}

TEST(Roster, OrdersByProviderMemberAndFirstRow) {
  Roster roster;
  add(roster, line("A", "m1", "i0"));  // claim 0
  add(roster, line("B", "m1", "i1"));  // 1
  add(roster, line("A", "m2", "i2"));  // 2
  add(roster, line("A", "m1", "i3"));  // 3
  add(roster, line("B", "m1", "i4"));  // 4
  const std::uint32_t bad = roster.add_row(0, 9, 0);
  roster.assign(bad, line("A", "m9", "i9"));
  roster.mark_bad(bad);
  EXPECT_THAT(roster.order(), ElementsAre(0U, 3U, 2U, 1U, 4U));
}

TEST(Roster, PartsGoOnOverClaimsOfOneInvoiceAndMember) {
  Roster roster;
  for (int i = 0; i < 51; ++i) add(roster, line("A", "m1", "i1"));
  invoice::InvoiceLine authorized = line("A", "m1", "i1");
  authorized.authorization_number = "X";
  add(roster, authorized);
  add(roster, line("A", "m2", "i1"));
  roster.number_parts(50);
  EXPECT_EQ(roster.claims[0].first_part, 1U);
  EXPECT_EQ(roster.claims[1].first_part, 3U);
  EXPECT_EQ(roster.claims[2].first_part, 1U);
}

TEST(Roster, CausesAreBadRowsThenRowsElsewhere) {
  Roster roster;
  add(roster, line("A", "m1", "i1"));
  const std::uint32_t second = add(roster, line("A", "m1", "i1"));
  const std::uint32_t elsewhere = add(roster, line("A", "m2", "i1"));
  roster.mark_bad(elsewhere);
  roster.hold(0, elsewhere);
  roster.mark_bad(second);
  EXPECT_TRUE(roster.claims[0].held);
  EXPECT_THAT(roster.causes(0), ElementsAre(second, elsewhere));
  EXPECT_THAT(roster.causes(1), ElementsAre(elsewhere));
}

}  // namespace
}  // namespace calx::encounter
