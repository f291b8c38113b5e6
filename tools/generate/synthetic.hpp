// Synthetic files of any size, the same bytes at every run: invented people, valid check digits, real coding options.
#pragma once

#include <cstdint>
#include <string>

#include "files/input.hpp"

namespace calx::generate {

/// `number` in `width` digits, the last ones where it has more.
std::string digits(std::uint64_t number, std::size_t width);
/// A National Provider Identifier with a right check digit.
std::string npi(std::uint64_t number);

/// 837P encounters: one interchange, one transaction set, `claims` claims of 1 to 4 lines (2.5 on average), a billing
/// provider for every 200 claims, a member for every 2, clean at all seven levels but for the claims a file may hold.
/// Bytes come as they are asked for; nothing of the file is kept.
class Encounters final : public files::ByteSource {
 public:
  explicit Encounters(std::uint64_t claims);
  Result<std::size_t> read(char* into, std::size_t capacity) override;

 private:
  void fill();
  std::uint64_t claims_, next_ = 0, levels_ = 0, level_of_provider_ = 0, segments_ = 0;
  bool ended_ = false;
  std::string ready_;
  std::size_t used_ = 0;
};

/// An invoice file (CSV with the template's columns that matter) of the same claims.
class Invoices final : public files::ByteSource {
 public:
  explicit Invoices(std::uint64_t claims);
  Result<std::size_t> read(char* into, std::size_t capacity) override;
  /// Rows written so far, the header apart.
  std::uint64_t rows() const { return rows_; }

 private:
  void fill();
  std::uint64_t claims_, next_ = 0, rows_ = 0;
  bool header_written_ = false;
  std::string ready_;
  std::size_t used_ = 0;
};

/// All of a source as one string.
std::string read_all(files::ByteSource& source);

}  // namespace calx::generate
