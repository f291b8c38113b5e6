// One claim of an 837P: a head, up to 50 service lines, and what is gathered from them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "encounter/element_text.hpp"
#include "invoice/line.hpp"
#include "text/money.hpp"

namespace calx::encounter {

inline constexpr std::size_t max_lines = 50;                ///< 2400 in a 2300
inline constexpr std::size_t max_diagnoses = 12;            ///< HI
inline constexpr std::size_t max_pointers = 4;              ///< SV107
inline constexpr std::size_t max_claims_of_a_member = 100;  ///< 2300 in a 2000B

/// One service line with its place and its pointers (from 1) into the claim's diagnoses.
struct ClaimLine {
  invoice::InvoiceLine line;
  RowPlace place;
  std::array<std::uint8_t, max_pointers> pointers{};
  std::size_t pointer_count = 0;
  bool joined = false;  ///< several rows stand on it
};

/// A claim, or one part of it where it has more than 50 lines. Reused from claim to claim, so that its strings keep
/// their memory.
struct Claim {
  /// The claim's first line, with what is said once: provider, member, invoice; texts as elements. One of `lines`, or
  /// kept elsewhere where a claim has several parts.
  invoice::InvoiceLine* head = nullptr;
  RowPlace head_place;
  std::string number;  ///< CLM01
  bool paid = false;   ///< the plan has paid amounts for it

  /// Lines [0, count) are this claim's.
  std::vector<ClaimLine> lines;
  std::size_t count = 0;
  ClaimLine& add();

  // What gather() finds.
  std::array<std::string_view, max_diagnoses> diagnoses{};  ///< principal first; views of the lines
  std::size_t diagnosis_count = 0;
  text::Money charge, paid_amount;
  /// The rendering provider that all lines share and that is not the billing provider (2310B), as one of the lines
  /// names it; nothing where lines have none or several. With several, each line that has its own names it (2420A).
  const invoice::InvoiceLine* rendering = nullptr;
  /// The same for the facility: 2310C, 2420C.
  const invoice::InvoiceLine* facility = nullptr;
};

/// A line's rendering provider where it is another than the billing provider.
bool has_rendering(const invoice::InvoiceLine& line);
bool has_facility(const invoice::InvoiceLine& line);

/// Adds the same service of the same day, given on a further row, to `line`: units, charges and paid amounts are added,
/// diagnoses joined, the control number stays; the later paid date and the first note count.
void join(invoice::InvoiceLine& line, const invoice::InvoiceLine& further);

/// Judges the lines of `claim` against the claim's first line, as it was read, before their texts are changed:
/// - a line that disagrees with it on what a claim says once: a warning (INV-0910), for the tax id an error
///   (INV-0911);
/// - a line without a paid amount in a claim that has them: an error (INV-0906), since 2320 would not balance and what
/// the plan
///   decided on that line is not known.
void check_agreement(const Claim& claim, const invoice::InvoiceLine& first, ElementTexts& texts);

/// Gathers what the claim says of all its lines. Diagnoses keep their order without repeats; where there are more than
/// 12, every line's first one comes before the rest and a warning says so (INV-0907), and a line whose own do not fit
/// is an error (INV-0908). The principal diagnosis is the first that may be one: not an external cause (V to Y), not a
/// sequela (2300-69, 2300-70); none is an error (INV-0909). Control numbers that folding has made equal are an error
/// (INV-0912).
void gather(Claim& claim, ElementTexts& texts);

}  // namespace calx::encounter
