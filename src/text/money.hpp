// Money in whole cents, quantities in thousandths: never a float.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace calx::text {

/// Dollars in integer cents.
struct Money {
  std::int64_t cents = 0;
  friend auto operator<=>(const Money&, const Money&) = default;
  friend Money operator+(Money a, Money b) { return {a.cents + b.cents}; }
  friend Money operator-(Money a, Money b) { return {a.cents - b.cents}; }
  Money& operator+=(Money b) {
    cents += b.cents;
    return *this;
  }
};

/// A count in thousandths: service units.
struct Quantity {
  std::int64_t thousandths = 0;
  friend auto operator<=>(const Quantity&, const Quantity&) = default;
  friend Quantity operator+(Quantity a, Quantity b) { return {a.thousandths + b.thousandths}; }
  bool whole() const { return thousandths % 1000 == 0; }
};

/// As spreadsheets write it: "1250", "1,250.00", "$1,250.00", "$ 5", "-3.50", "(3.50)", "$ (3.50)". At most two
/// decimals (further zeros are fine), at most 10 digits before the point, commas only at thousands; otherwise nothing.
std::optional<Money> parse_money(std::string_view text);

/// A number over or at 0 with at most three decimals (further zeros are fine), at most 8 digits before the point: "1",
/// "2.5", "1,000".
std::optional<Quantity> parse_quantity(std::string_view text);

/// X12 type R: "-?digits[.digits]" or "-?.digits", at most 16 digits before the point and two significant decimals;
/// otherwise nothing.
std::optional<Money> parse_x12_money(std::string_view element);

/// X12 type R without needless zeros, the one before the point included: "120", "120.5", ".5", "0".
std::string to_x12(Money amount);
std::string to_x12(Quantity quantity);

/// For people and JSON: "120.50", "-3.00".
std::string to_dollars(Money amount);

/// units x unit price, rounded half up to the cent; what an int64 of cents cannot hold stays at its limit.
Money multiply(Quantity units, Money price);

}  // namespace calx::text
