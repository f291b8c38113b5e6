// How much of an ECM or Community Supports service its days can hold: by the unit that the code itself is counted in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calaim/coding_options.hpp"
#include "text/date.hpp"
#include "text/money.hpp"

namespace calx::calaim {

/// A service line: what it is, when it was given, how much of it.
struct ServiceLine {
  const CodingOption* option = nullptr;
  text::Date from{}, through{};  ///< from <= through
  text::Quantity units;
};

/// A line that does not fit into its days beside the lines before it.
struct Overfull {
  std::size_t line = 0;  ///< index
  text::Quantity units;  ///< of this line and those before it that lie within the same days
  int days = 0;          ///< how many days these are
  int most = 0;          ///< how many units they hold

  /// "one day", "3 days"
  std::string days_in_words() const;
};

/// A line that is too much for its days by itself.
std::optional<Overfull> overfull(const ServiceLine& line);

/// The lines of one claim that are too many for their days: a day holds one per-diem unit and 96 quarter hours of one
/// code with one set of modifiers (GQ aside). A line over several days may spread over them in any way. Each line is
/// told once, the later of two.
class ServiceDays {
 public:
  std::vector<Overfull> overfull(const std::vector<ServiceLine>& lines);

 private:
  std::optional<Overfull> fits(const std::vector<ServiceLine>& lines, std::size_t index) const;
  std::vector<std::size_t> fitting_;  // lines before the present one; kept for its memory
};

}  // namespace calx::calaim
