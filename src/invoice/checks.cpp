#include "invoice/checks.hpp"

#include <algorithm>
#include <array>

#include "invoice/row_check.hpp"
#include "text/encoding.hpp"

namespace calx::invoice {

bool check_row(const InvoiceFile& file, const RawRow& row, const Context& context, InvoiceLine& line,
               findings::Sink& sink) {
  return RowCheck(file, row, context, line, &sink).run();
}

void reread_row(const InvoiceFile& file, const RawRow& row, const Context& context, InvoiceLine& line) {
  RowCheck(file, row, context, line, nullptr).run();
}

// A total, a note, a signature below the table: whatever column it is in.
bool RowCheck::tells_of_nothing() const {
  constexpr std::array named{Key::control_number, Key::member_cin,    Key::member_last_name, Key::member_first_name,
                             Key::procedure_code, Key::service_start, Key::billing_npi,      Key::diagnosis_1};
  return std::count_if(named.begin(), named.end(), [&](Key key) { return !cell(key).empty(); }) <= 1;
}

void RowCheck::check_lost_characters() {
  for (const Element& element : context_.elements.all())
    if (text::has_lost_characters(cell(element.key))) report("INV-0008", element.key);
}

bool RowCheck::run() {
  line_.row = row_.number;
  if (judging() && tells_of_nothing()) {
    report_row("INV-0018");
    sink_ = nullptr;  // one cause, one finding
  }
  if (judging() && file_.lost_characters()) check_lost_characters();
  check_service_dates();  // codes are judged on the date of service
  check_invoice();
  check_member();
  check_billing_provider();
  check_rendering_provider();
  check_facility();
  check_place_of_service();
  check_coding();
  check_amounts();
  check_diagnoses();
  read_text(Key::note, line_.note, 80, Need::optional);
  read_text(Key::service_description, line_.service_description, 80, Need::optional);
  check_dates_against_service();
  return !error_;
}

}  // namespace calx::invoice
