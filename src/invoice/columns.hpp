// The columns of an invoice file: which element each of them is.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "findings/catalogue.hpp"
#include "findings/sink.hpp"
#include "invoice/elements.hpp"

namespace calx::invoice {

class Columns {
 public:
  Columns() { of_key_.fill(-1); }
  /// `names` as the file writes them.
  Columns(std::vector<std::string> names, const Elements& elements);

  const std::vector<std::string>& names() const { return names_; }
  int of(Key key) const { return of_key_[static_cast<std::size_t>(key)]; }
  const std::array<int, key_count>& by_key() const { return of_key_; }
  /// How many names mean an element.
  int known() const { return known_; }

  /// Required columns that are missing, one element in two columns, unknown columns. False where rows cannot be read
  /// for what they mean. `row` is the header's, 0 where it has none.
  bool report(const std::string& file, std::uint32_t row, const Elements& elements,
              const findings::Catalogue& catalogue, findings::Sink& sink) const;

 private:
  std::vector<std::string> names_;
  std::array<int, key_count> of_key_{};
  int known_ = 0;
};

}  // namespace calx::invoice
