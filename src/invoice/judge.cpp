#include "invoice/judge.hpp"

#include "files/sha256.hpp"

namespace calx::invoice {

Judge::Judge(const Context& context, findings::Sink& sink) : context_(context), sink_(sink), cross_checks_(context) {}

void Judge::file(const std::string& name, std::string_view bytes, const std::function<void(std::uint64_t)>& progress,
                 const std::function<void(std::uint32_t)>& row_done) {
  InvoiceFile file(name, bytes, context_.elements, context_.catalogue, sink_);
  if (!file.ok() || !cross_checks_.begin_file(file, files::sha256_hex(bytes), sink_)) return;
  RawRow row;
  for (bool broken = false; file.next(row, broken);) {
    ++rows_;
    if (progress && rows_ % 4096 == 0) progress(rows_);
    if (broken) reread_row(file, row, context_, line_);
    if (!broken && check_row(file, row, context_, line_, sink_))
      cross_checks_.add(file, line_, sink_);
    else
      cross_checks_.leave_out(line_);
    if (row_done) row_done(row.number);
  }
}

void Judge::finish() {
  cross_checks_.finish(sink_);
}

}  // namespace calx::invoice
