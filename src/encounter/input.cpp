#include "encounter/input.hpp"

#include <algorithm>
#include <utility>

#include "files/sha256.hpp"

namespace calx::encounter {

Result<std::unique_ptr<Input>> Input::open(const std::string& path) {
  auto input = std::make_unique<Input>();
  input->path = path;
  input->name = path == "-" ? "standard-input" : path.substr(path.find_last_of('/') + 1);
  if (path == "-" || !files::is_regular_file(path)) {
    auto source = files::open_source(path);
    if (!source) return tl::unexpected<Failure>(std::move(source.error()));
    constexpr std::size_t portion = std::size_t{1} << 18;
    for (std::size_t size = 0;;) {
      input->copied_.resize(size + portion);
      const auto count = (*source)->read(input->copied_.data() + size, portion);
      if (!count) return tl::unexpected<Failure>(count.error());
      input->copied_.resize(size += *count);
      if (*count == 0) break;
    }
  } else {
    auto mapped = files::MappedFile::open(path);
    if (!mapped) return tl::unexpected<Failure>(std::move(mapped.error()));
    input->mapped_.emplace(std::move(*mapped));
  }
  input->sha256 = files::sha256_hex(input->bytes());
  return input;
}

void Input::read_header(const invoice::Context& context, findings::Sink& sink) {
  file_.emplace(path, bytes(), context.elements, context.catalogue, sink);
}

void Input::release_before(std::size_t offset) {
  if (mapped_) mapped_->release_before(std::min(offset, mapped_->bytes().size()));
}

}  // namespace calx::encounter
