// What the subcommands read: files, or what comes through a pipe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "files/input.hpp"

namespace calx::command {

/// Fails (usage) where standard input (-) stands twice among the inputs, or `output` is one of them, or a file of a
/// folder that is one. `output` may be empty.
Result<void> check_inputs(const std::vector<std::string>& inputs, const std::string& output = {});

/// Mapped where it can be, else read; standard input and pipes are looked at before they are read.
class Input final : public files::ByteSource {
 public:
  static Result<std::unique_ptr<Input>> open(const std::string& path);

  /// Null for a pipe.
  files::MappedFile* mapped() { return file_.get(); }
  /// The first bytes, or all of a mapped file.
  std::string_view beginning() const { return file_ ? file_->bytes() : std::string_view(head_); }
  /// All bytes, for what is judged as a whole.
  Result<std::string_view> all();
  Result<std::size_t> read(char* into, std::size_t capacity) override;

 private:
  Result<void> read_until(std::size_t enough);
  std::unique_ptr<files::MappedFile> file_;
  std::unique_ptr<files::ByteSource> source_;
  std::string head_;
  std::size_t used_ = 0;
};

}  // namespace calx::command
