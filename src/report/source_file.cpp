#include "report/source_file.hpp"

#include <string_view>

#include "text/utf8.hpp"

namespace calx::report {
namespace {

void pass_over(SourceFile::Position& position, std::string_view bytes) {
  for (const char c : bytes) {
    if (c == '\n')
      position = {position.line + 1, 1};
    else if (!text::is_utf8_continuation(c))
      ++position.column;
  }
}

}  // namespace

std::string SourceFile::read(std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  in_.clear();
  in_.seekg(static_cast<std::streamoff>(offset));
  in_.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(in_.gcount() > 0 ? static_cast<std::size_t>(in_.gcount()) : 0);
  return bytes;
}

SourceFile::Position SourceFile::position(std::uint64_t offset) {
  const std::uint64_t wanted = offset / block;
  while (blocks_.size() <= wanted) {
    Position next = blocks_.back();
    pass_over(next, read((blocks_.size() - 1) * block, block));
    blocks_.push_back(next);
  }
  const bool onward = last_.offset <= offset && last_.offset >= wanted * block;
  Place place = onward ? last_ : Place{wanted * block, blocks_[wanted]};
  pass_over(place.position, read(place.offset, static_cast<std::size_t>(offset - place.offset)));
  place.offset = offset;
  last_ = place;
  return place.position;
}

}  // namespace calx::report
