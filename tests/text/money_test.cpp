#include "text/money.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace calx::text {
namespace {

std::optional<std::int64_t> cents(std::string_view text) {
  const auto money = parse_money(text);
  return money ? std::optional(money->cents) : std::nullopt;
}
std::optional<std::int64_t> x12_cents(std::string_view text) {
  const auto money = parse_x12_money(text);
  return money ? std::optional(money->cents) : std::nullopt;
}
std::optional<std::int64_t> thousandths(std::string_view text) {
  const auto quantity = parse_quantity(text);
  return quantity ? std::optional(quantity->thousandths) : std::nullopt;
}

TEST(TypedMoney, IsReadInEveryFormThatSpreadsheetsWrite) {
  for (const char* text : {"1250", "1250.0", "1250.00", "1250.", "1,250", "1,250.00", "$1250", "$1,250.00",
                           "$ 1,250.00", " 1250 ", "\t$1,250.00\t", "1250.000", "01250"})
    EXPECT_EQ(cents(text), 125000) << text;
  EXPECT_EQ(cents("0"), 0);
  EXPECT_EQ(cents("0.05"), 5);
  EXPECT_EQ(cents(".5"), 50);
  EXPECT_EQ(cents("$.07"), 7);
  EXPECT_EQ(cents("3.5"), 350);
  EXPECT_EQ(cents("1,234,567.89"), 123456789);
  EXPECT_EQ(cents("9999999999.99"), 999999999999);
}

TEST(TypedMoney, MayBeNegative) {
  for (const char* text : {"-3.50", "- 3.50", "-$3.50", "$-3.50", "(3.50)", "($3.50)", "( 3.50 )", "$ (3.50)"})
    EXPECT_EQ(cents(text), -350) << text;
  EXPECT_EQ(cents("-0"), 0);
}

TEST(TypedMoney, IsRefusedWhereItCouldMeanAnything) {
  for (const char* text : {"",
                           " ",
                           ".",
                           "$",
                           "-",
                           "()",
                           "1,25",
                           "12,50.00",
                           "1250,00",
                           "1,2500",
                           "1,,250",
                           ",250",
                           "0001,250",
                           "1.234,50",
                           "3.505",
                           "3.001",
                           "12 50",
                           "1250USD",
                           "USD 1250",
                           "1.2.3",
                           "--3",
                           "-$-3",
                           "(-3)",
                           "(3",
                           "3)",
                           "-(3)",
                           "3-",
                           "+3",
                           "1E3",
                           "1.23E+09",
                           "$$3",
                           "12345678901",
                           "10,000,000,000.00",
                           "3..5",
                           "1e5",
                           "NaN",
                           "0x10",
                           "½"})
    EXPECT_FALSE(parse_money(text)) << text;
}

TEST(TypedQuantity, HasUpToThreeDecimals) {
  EXPECT_EQ(thousandths("1"), 1000);
  EXPECT_EQ(thousandths(" 2.5 "), 2500);
  EXPECT_EQ(thousandths("1,000"), 1000000);
  EXPECT_EQ(thousandths("0"), 0);
  EXPECT_EQ(thousandths(".125"), 125);
  EXPECT_EQ(thousandths("1.0000"), 1000);
  EXPECT_EQ(thousandths("99999999.999"), 99999999999);
  for (const char* text : {"", "-1", "1.2345", "123456789", "1,00", "$1", "(1)", "1 2", "1/2", "one", "1.", "+1"})
    EXPECT_EQ(parse_quantity(text).has_value(), std::string_view(text) == "1.") << text;
}

TEST(Quantity, KnowsWhetherItIsWhole) {
  EXPECT_TRUE(Quantity{3000}.whole());
  EXPECT_FALSE(Quantity{3001}.whole());
  EXPECT_EQ((Quantity{1500} + Quantity{500}).thousandths, 2000);
}

TEST(X12Money, ReadsTypeR) {
  EXPECT_EQ(x12_cents("120"), 12000);
  EXPECT_EQ(x12_cents("120.5"), 12050);
  EXPECT_EQ(x12_cents("120.50"), 12050);
  EXPECT_EQ(x12_cents("120.500"), 12050);
  EXPECT_EQ(x12_cents(".5"), 50);
  EXPECT_EQ(x12_cents("0.05"), 5);
  EXPECT_EQ(x12_cents("-3.5"), -350);
  EXPECT_EQ(x12_cents("0"), 0);
  EXPECT_EQ(x12_cents("-0"), 0);
  EXPECT_EQ(x12_cents("9999999999999999.99"), 999999999999999999);
}

TEST(X12Money, RefusesAnythingElse) {
  for (const char* text : {"", "-", ".", "-.", "5.", "1,250", "$5", "+5", " 5", "5 ", "(5)", "1.2.3", "1E2", "5.001",
                           "5.0x", "--5", "5-", "10000000000000000", "abc"})
    EXPECT_FALSE(parse_x12_money(text)) << text;
}

TEST(X12Money, IsWrittenWithoutNeedlessZeros) {
  EXPECT_EQ(to_x12(Money{12000}), "120");
  EXPECT_EQ(to_x12(Money{12050}), "120.5");
  EXPECT_EQ(to_x12(Money{12005}), "120.05");
  EXPECT_EQ(to_x12(Money{12055}), "120.55");
  EXPECT_EQ(to_x12(Money{50}), ".5");
  EXPECT_EQ(to_x12(Money{5}), ".05");
  EXPECT_EQ(to_x12(Money{0}), "0");
  EXPECT_EQ(to_x12(Money{-350}), "-3.5");
  EXPECT_EQ(to_x12(Money{-50}), "-.5");
  EXPECT_EQ(to_x12(Money{100000}), "1000");
  EXPECT_EQ(to_x12(Quantity{1000}), "1");
  EXPECT_EQ(to_x12(Quantity{2500}), "2.5");
  EXPECT_EQ(to_x12(Quantity{1}), ".001");
  EXPECT_EQ(to_x12(Quantity{10010}), "10.01");
  EXPECT_EQ(to_x12(Quantity{0}), "0");
}

TEST(X12Money, IsReadBackAsItWas) {
  for (std::int64_t value = -12345; value <= 12345; value += 5)
    EXPECT_EQ(x12_cents(to_x12(Money{value})), value) << to_x12(Money{value});
}

TEST(Dollars, AlwaysHaveTwoDecimals) {
  EXPECT_EQ(to_dollars(Money{12050}), "120.50");
  EXPECT_EQ(to_dollars(Money{1034000}), "10340.00");
  EXPECT_EQ(to_dollars(Money{-300}), "-3.00");
  EXPECT_EQ(to_dollars(Money{5}), "0.05");
  EXPECT_EQ(to_dollars(Money{-5}), "-0.05");
  EXPECT_EQ(to_dollars(Money{0}), "0.00");
  EXPECT_EQ(to_dollars(Money{std::numeric_limits<std::int64_t>::min()}), "-92233720368547758.08");
}

TEST(Multiply, RoundsHalfUpToTheCent) {
  EXPECT_EQ(multiply(Quantity{2000}, Money{1250}).cents, 2500);
  EXPECT_EQ(multiply(Quantity{2500}, Money{101}).cents, 253) << "252.5 cents";
  EXPECT_EQ(multiply(Quantity{333}, Money{1000}).cents, 333);
  EXPECT_EQ(multiply(Quantity{1}, Money{499}).cents, 0);
  EXPECT_EQ(multiply(Quantity{1}, Money{500}).cents, 1);
  EXPECT_EQ(multiply(Quantity{500}, Money{-1}).cents, 0) << "half up from -0.5 is 0";
  EXPECT_EQ(multiply(Quantity{1500}, Money{-1}).cents, -1) << "half up from -1.5";
  EXPECT_EQ(multiply(Quantity{1600}, Money{-1}).cents, -2);
  EXPECT_EQ(multiply(Quantity{1000}, Money{-350}).cents, -350);
  EXPECT_EQ(multiply(Quantity{0}, Money{5}).cents, 0);
}

TEST(Multiply, StaysAtTheLimit) {
  EXPECT_EQ(multiply(Quantity{99999999999}, Money{999999999999}).cents, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(multiply(Quantity{99999999999}, Money{-999999999999}).cents, std::numeric_limits<std::int64_t>::min());
}

TEST(Money, AddsAndCompares) {
  Money sum = Money{150} + Money{250};
  sum += Money{100};
  EXPECT_EQ(sum, Money{500});
  EXPECT_EQ((Money{100} - Money{250}).cents, -150);
  EXPECT_LT(Money{1}, Money{2});
}

}  // namespace
}  // namespace calx::text
