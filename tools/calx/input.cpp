#include "input.hpp"

#include <utility>

namespace calx::command {

Result<std::unique_ptr<Input>> Input::open(const std::string& path) {
  auto input = std::make_unique<Input>();
  if (path != "-" && files::is_regular_file(path)) {
    auto file = files::MappedFile::open(path);
    if (!file) return tl::unexpected<Failure>(file.error());
    input->file_ = std::make_unique<files::MappedFile>(std::move(*file));
    return input;
  }
  auto source = files::open_source(path);
  if (!source) return tl::unexpected<Failure>(source.error());
  input->source_ = std::move(*source);
  if (auto done = input->read_until(std::size_t{1} << 13); !done) return tl::unexpected<Failure>(done.error());
  return input;
}

Result<std::string_view> Input::all() {
  if (file_) return file_->bytes();
  if (auto done = read_until(~std::size_t{0}); !done) return tl::unexpected<Failure>(done.error());
  return std::string_view(head_);
}

Result<std::size_t> Input::read(char* into, std::size_t capacity) {
  if (used_ == head_.size()) return source_->read(into, capacity);
  const std::size_t count = head_.copy(into, capacity, used_);
  used_ += count;
  return count;
}

Result<void> Input::read_until(std::size_t enough) {
  while (head_.size() < enough) {
    const std::size_t before = head_.size();
    head_.resize(before + (std::size_t{1} << 16));
    auto count = source_->read(head_.data() + before, head_.size() - before);
    head_.resize(before + count.value_or(0));
    if (!count) return tl::unexpected<Failure>(count.error());
    if (*count == 0) break;
  }
  return {};
}

}  // namespace calx::command
