#include "x12/writer.hpp"

#include <algorithm>
#include <array>

namespace calx::x12 {

Writer::Writer(std::string& out, Delimiters delimiters, std::string_view line_end)
    : out_(out), delimiters_(delimiters), line_end_(line_end) {}

// Writes the separators that are due, then the text. Separators wait until a value follows: so trailing ones never
// come to be written.
void Writer::value(std::string_view text) {
  if (text.empty()) return;
  out_.append(static_cast<std::size_t>(pending_elements_), delimiters_.element);
  out_.append(static_cast<std::size_t>(pending_components_), delimiters_.component);
  pending_elements_ = pending_components_ = 0;
  const std::size_t begin = out_.size();
  out_ += text;
  blank_delimiters(begin);
}

// A delimiter from out_[begin] on becomes a blank.
void Writer::blank_delimiters(std::size_t begin) {
  const auto breaks = [this](char c) {
    return c == delimiters_.element || c == delimiters_.component || c == delimiters_.segment ||
           (c == delimiters_.repetition && c != '\0');
  };
  bool blanked = false;
  for (auto c = out_.begin() + static_cast<std::ptrdiff_t>(begin); c != out_.end(); ++c)
    if (breaks(*c)) {
      *c = ' ';
      blanked = true;
    }
  if (blanked) ++blanked_;
}

Writer& Writer::begin(std::string_view id) {
  out_ += id;
  pending_elements_ = 1;
  pending_components_ = 0;
  return *this;
}

Writer& Writer::element(std::string_view text) {
  value(text);
  ++pending_elements_;
  return *this;
}

Writer& Writer::skip(int count) {
  pending_elements_ += count;
  return *this;
}

Writer& Writer::component(std::string_view text) {
  value(text);
  ++pending_components_;
  return *this;
}

Writer& Writer::next() {
  pending_components_ = 0;
  ++pending_elements_;
  return *this;
}

void Writer::end() {
  pending_elements_ = pending_components_ = 0;
  out_ += delimiters_.segment;
  out_ += line_end_;
  ++segments_;
}

void Writer::segment(std::string_view id, std::initializer_list<std::string_view> elements) {
  begin(id);
  for (const std::string_view text : elements) element(text);
  end();
}

void Writer::isa(const Isa& isa) {
  const auto padded = [this](std::string_view text, std::size_t width) {
    out_ += delimiters_.element;
    const std::size_t begin = out_.size();
    out_ += text.substr(0, width);
    out_.append(width - std::min(width, text.size()), ' ');
    blank_delimiters(begin);
  };
  std::array<char, 9> control{};
  std::uint32_t rest = isa.control_number;
  for (auto digit = control.rbegin(); digit != control.rend(); ++digit, rest /= 10)
    *digit = static_cast<char>('0' + rest % 10);

  out_ += "ISA";
  padded(isa.authorization_qualifier, 2);
  padded(isa.authorization, 10);
  padded(isa.security_qualifier, 2);
  padded(isa.security, 10);
  padded(isa.sender_qualifier, 2);
  padded(isa.sender, 15);
  padded(isa.receiver_qualifier, 2);
  padded(isa.receiver, 15);
  padded(isa.date, 6);
  padded(isa.time, 4);
  out_ += delimiters_.element;
  out_ += delimiters_.repetition != '\0' ? delimiters_.repetition : 'U';
  padded(isa.version, 5);
  padded({control.data(), control.size()}, 9);
  padded(isa.acknowledgment, 1);
  padded(isa.usage, 1);
  out_ += delimiters_.element;
  out_ += delimiters_.component;
  end();
}

}  // namespace calx::x12
