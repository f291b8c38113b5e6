#include "invoice/checks.hpp"

#include "invoice/row_check.hpp"

namespace calx::invoice {

bool check_row(const InvoiceFile& file, const RawRow& row, const Context& context, InvoiceLine& line,
               findings::Sink& sink) {
  return RowCheck(file, row, context, line, &sink).run();
}

void reread_row(const InvoiceFile& file, const RawRow& row, const Context& context, InvoiceLine& line) {
  RowCheck(file, row, context, line, nullptr).run();
}

bool RowCheck::run() {
  line_.row = row_.number;
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
