#include "input.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace calx::command {

Result<void> check_inputs(const std::vector<std::string>& inputs, const std::string& output) {
  if (std::count(inputs.begin(), inputs.end(), "-") > 1)
    return tl::unexpected<Failure>(
        Failure{Failure::Kind::usage, "Standard input (-) can be read only once; name a file for the other input."});
  std::error_code none;
  const auto same = [&](const std::filesystem::path& one, const std::filesystem::path& other) {
    return std::filesystem::equivalent(one, other, none);
  };
  if (output.empty() || !std::filesystem::exists(output, none)) return {};
  const auto folder = std::filesystem::absolute(output, none).parent_path();
  for (const std::string& input : inputs)
    if (same(input, output) || same(input, folder))
      return tl::unexpected<Failure>(
          Failure{Failure::Kind::usage, "--output " + output + " is one of the inputs; name another file."});
  return {};
}

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
