// The texts of an invoice line as X12 elements: folded, within the guide's lengths.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "encounter/row_reasons.hpp"
#include "invoice/checks.hpp"
#include "invoice/file.hpp"
#include "invoice/line.hpp"
#include "profile/profile.hpp"
#include "text/fold.hpp"

namespace calx::encounter {

/// Where a line stands: for findings.
struct RowPlace {
  const invoice::InvoiceFile* file = nullptr;
  std::uint32_t row = 0;    ///< number in the file
  std::uint32_t index = 0;  ///< number in the run
};

/// `text` folded into `set` in place. Costs one look over text that needs no folding.
void fold_in_place(std::string& text, text::CharacterSet set);

/// Changes the texts of lines in place into what the elements take. Names, addresses, notes and descriptions are cut at
/// the element's limit with a warning (INV-0902, where folding has made them longer than the row's check saw); of
/// identifiers nothing may be lost, so one that is too long is an
/// error (INV-0905) and one whose characters change, case apart, a warning (INV-0904). A required text of which nothing
/// can be written is an error (INV-0903). The sink knows which rows have errors.
class ElementTexts {
 public:
  ElementTexts(const profile::Profile& profile, const invoice::Context& context, RowSink& sink);

  /// 2000A/2010AA: name, address, nine-digit ZIP.
  void billing_provider(invoice::InvoiceLine& line, const RowPlace& place);
  /// 2010BA: name and address; the profile's stand-in for a member without one. After billing_provider().
  void member(invoice::InvoiceLine& line, const RowPlace& place);
  /// 2300: invoice number, authorization, medical record number, original reference, payer.
  void claim(invoice::InvoiceLine& line, const RowPlace& place);
  /// 2400 and below: control number, note, description, rendering provider, facility.
  void service(invoice::InvoiceLine& line, const RowPlace& place);

  text::CharacterSet character_set() const { return set_; }
  /// A finding of the conversion itself at an element of a row.
  void report(std::string_view code, invoice::Key key, const RowPlace& place, std::string_view value,
              findings::Arguments arguments);

 private:
  void words(std::string& text, invoice::Key key, std::size_t least, std::size_t limit, const RowPlace& place);
  void identifier(std::string& text, invoice::Key key, std::size_t least, std::size_t limit, const RowPlace& place);
  void address(invoice::PostalAddress& address, invoice::Key street, invoice::Key city, const RowPlace& place);
  void extend_zip(std::string& zip) const;

  const profile::Profile& profile_;
  const invoice::Context& context_;
  RowSink& sink_;
  text::CharacterSet set_;
  std::string before_;
};

}  // namespace calx::encounter
