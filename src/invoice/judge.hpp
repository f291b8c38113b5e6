// Judging invoice files as a whole: what `calx validate` does with them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "findings/sink.hpp"
#include "invoice/checks.hpp"

namespace calx::invoice {

/// Judges the rows of several files of one run, one after the other, then what only all of them show.
class Judge {
 public:
  /// `context` and `sink` outlive the judge.
  Judge(const Context& context, findings::Sink& sink);

  /// All checks of one file. `bytes` must stay until the file is done. `progress` (may be empty) hears of rows;
  /// `row_done` (may be empty) of each row's number when what the row itself shows has been reported.
  void file(const std::string& name, std::string_view bytes, const std::function<void(std::uint64_t)>& progress = {},
            const std::function<void(std::uint32_t)>& row_done = {});
  /// After the last file.
  void finish();

  std::uint64_t rows() const { return rows_; }

 private:
  const Context& context_;
  findings::Sink& sink_;
  CrossChecks cross_checks_;
  InvoiceLine line_;
  std::uint64_t rows_ = 0;
};

}  // namespace calx::invoice
