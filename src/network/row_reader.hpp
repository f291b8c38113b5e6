// The cells of one row as values. Every fault is reported where it stands; row_reader.cpp has what all cells share,
// row_numbers.cpp numbers and codes, row_lists.cpp what may be several.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "network/knowledge.hpp"
#include "network/model.hpp"
#include "network/sheet.hpp"
#include "text/date.hpp"

namespace calx::network {

/// Lengths of the 274's elements.
struct Limits {
  static constexpr std::size_t last_name = 60, first_name = 35, middle_name = 25, suffix = 10, additional_name = 60,
                               street = 55, city_least = 2, city = 30, reference = 50, contact = 60, email = 256;
};

class RowReader {
 public:
  /// `sheet` and `knowledge` outlive the reader.
  RowReader(Sheet& sheet, const Knowledge& knowledge) : sheet_(sheet), knowledge_(knowledge) {}

  /// The next row; false at the end. Required and recommended cells that are empty have been reported.
  bool next();
  /// False where a fault of the row is an error.
  bool ok() const { return ok_; }
  std::uint32_t row() const { return sheet_.row(); }
  std::string_view cell(std::size_t place) const { return sheet_.cell(place); }

  /// A finding at a cell of the row. `value` is by default the whole cell.
  void report(std::string_view code, std::size_t place, findings::Arguments arguments = {});

  // Text. Nothing is reported for an empty cell.
  /// Names and streets: what is too long is cut when it is written, with a warning here.
  void words(std::size_t place, std::string& to, std::size_t limit, std::size_t minimum = 1);
  void words(std::size_t place, std::string_view text, std::string& to, std::size_t limit, std::size_t minimum = 1);
  /// Numbers and codes of others: never cut. In capitals.
  void reference(std::size_t place, std::string& to, std::size_t limit, std::size_t minimum = 1);
  /// The plan's own id of a row: what other tables refer to; compared in capitals.
  void id(std::size_t place, std::string& to);
  std::optional<text::Date> date(std::size_t place);
  void contract(std::size_t start, std::size_t end, Contract& to);

  // Numbers and codes.
  void npi(std::size_t place, std::string& to);
  void phone(std::size_t place, std::string& to);
  void digits(std::size_t place, std::string& to, std::size_t limit);
  void email(std::size_t place, std::string& to);
  void state(std::size_t place, std::string& to);
  void zip(std::size_t place, std::string& to);
  void county(std::size_t place, std::string& to);
  void country(std::size_t place, std::string& to);
  void taxonomy(std::size_t place, std::string& to);
  void age(std::size_t place, std::string& to);
  void plan_code(std::size_t place, std::string_view text, std::string& to);
  std::optional<std::uint32_t> count(std::size_t place);

  // Choices and lists.
  /// One of the value list's codes; blank where the cell is empty or says none of them.
  char choice(std::size_t place, std::string_view list);
  bool yes(std::size_t place) { return choice(place, "answer") == 'Y'; }
  /// A code of the list, or with a warning what looks like one: `least` to `most` letters and digits (0: no other
  /// code).
  void code(std::size_t place, std::string_view text, std::string_view list, std::size_t least, std::size_t most,
            std::string& to);
  void codes(std::size_t place, std::string_view list, std::size_t least, std::size_t most,
             std::vector<std::string>& to);
  void languages(std::size_t place, std::vector<Language>& to);
  void hours(std::size_t place, std::vector<Hours>& to);
  void additional_names(std::size_t place, std::vector<AdditionalName>& to);
  void degrees(std::size_t place, std::vector<Provider::Degree>& to);

 private:
  bool has_text(std::size_t place, std::string_view text);
  /// A number as it was before a spreadsheet took it for one; false where its digits are lost (reported).
  bool restored_number(std::size_t place, std::string_view& text);
  const ValueList& list(std::string_view name) const { return knowledge_.values[name]; }

  Sheet& sheet_;
  const Knowledge& knowledge_;
  bool ok_ = true;
};

}  // namespace calx::network
