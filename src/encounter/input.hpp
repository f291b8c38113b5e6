// The invoices of a run, open for both passes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "files/failure.hpp"
#include "files/input.hpp"
#include "findings/sink.hpp"
#include "invoice/checks.hpp"
#include "invoice/file.hpp"

namespace calx::encounter {

/// One invoice file and what became of its rows. Does not move: the invoice's cells are views into it.
class Input {
 public:
  /// Maps a file; reads a pipe or standard input ("-") whole.
  static Result<std::unique_ptr<Input>> open(const std::string& path);
  /// Finds the columns; findings about the file as a whole go to `sink`, which must outlive this object.
  void read_header(const invoice::Context& context, findings::Sink& sink);

  std::string_view bytes() const { return mapped_ ? mapped_->bytes() : std::string_view(copied_); }
  invoice::InvoiceFile& file() { return *file_; }
  const invoice::InvoiceFile& file() const { return *file_; }
  /// Rows before this byte are not needed soon.
  void release_before(std::size_t offset);

  std::string path;                            ///< as it was given
  std::string name;                            ///< its last part
  std::string sha256;                          ///< of its bytes
  std::uint32_t first_row = 0, row_count = 0;  ///< of all rows of the run
  std::uint64_t converted = 0, rejected = 0;

 private:
  std::optional<files::MappedFile> mapped_;
  std::string copied_;
  std::optional<invoice::InvoiceFile> file_;
};

}  // namespace calx::encounter
