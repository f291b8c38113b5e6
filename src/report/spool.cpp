#include "report/spool.hpp"

#include <array>

namespace calx::report {
namespace {

constexpr std::size_t most_in_memory = std::size_t{1} << 20;

}  // namespace

void Spool::append(std::string_view text) {
  memory_ += text;
  if (memory_.size() >= most_in_memory) spill();
}

void Spool::spill() {
  if (file_ == nullptr) file_.reset(std::tmpfile());
  if (file_ == nullptr || std::fwrite(memory_.data(), 1, memory_.size(), file_.get()) != memory_.size()) failed_ = true;
  memory_.clear();
}

void Spool::move_to(std::ostream& out) {
  if (file_ != nullptr) {
    if (std::fflush(file_.get()) != 0) failed_ = true;
    std::rewind(file_.get());
    std::array<char, std::size_t{1} << 16> portion;
    for (std::size_t count; (count = std::fread(portion.data(), 1, portion.size(), file_.get())) > 0;)
      out.write(portion.data(), static_cast<std::streamsize>(count));
    if (std::ferror(file_.get()) != 0) failed_ = true;
    file_.reset();
  }
  out << memory_;
  memory_.clear();
  if (failed_) out.setstate(std::ios::badbit);
}

}  // namespace calx::report
