#include <utility>

#include "invoice/cells.hpp"
#include "invoice/row_check.hpp"
#include "text/csv.hpp"

namespace calx::invoice {

RowCheck::RowCheck(const InvoiceFile& file, const RawRow& row, const Context& context, InvoiceLine& line,
                   findings::Sink* sink)
    : file_(file), row_(row), columns_(file.columns_by_key()), context_(context), line_(line), sink_(sink) {}

std::string_view RowCheck::uncovered(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '\'') text = trimmed(text::without_guard(text));
  return text;
}

void RowCheck::report(std::string_view code, Key key, findings::Arguments arguments) {
  if (!judging()) return;
  findings::Finding finding = context_.catalogue.make(code, arguments);
  error_ = error_ || finding.severity == findings::Severity::error;
  const int column = columns_[static_cast<std::size_t>(key)];
  const Element& element = context_.elements[key];
  finding.file = file_.name();
  finding.row = row_.number;
  finding.column = column < 0 ? element.header : file_.columns()[static_cast<std::size_t>(column)];
  if (finding.column.empty()) finding.column = element.header;
  finding.key = element.name;
  finding.value = cell(key);
  sink_->report(std::move(finding));
}

void RowCheck::report_row(std::string_view code) {
  findings::Finding finding = context_.catalogue.make(code, {});
  error_ = error_ || finding.severity == findings::Severity::error;
  finding.file = file_.name();
  finding.row = row_.number;
  sink_->report(std::move(finding));
}

void RowCheck::report_missing(Key key) {
  // A column that the whole file lacks has been reported once for the file.
  if (columns_[static_cast<std::size_t>(key)] < 0)
    error_ = true;
  else
    report("INV-0101", key, {{"format", context_.elements[key].format}});
}

bool RowCheck::is_shortened(Key key, std::string_view text) {
  if (!is_shortened_number(text)) return false;
  report("INV-0107", key);
  return true;
}

bool RowCheck::restored_number(Key key, std::string_view& text) {
  if (is_shortened(key, text)) return false;
  const std::string_view restored = without_point_zero(text);
  if (restored.size() != text.size()) report("INV-0108", key);
  text = restored;
  return true;
}

}  // namespace calx::invoice
