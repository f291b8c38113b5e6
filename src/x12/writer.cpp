#include "x12/writer.hpp"

#include <algorithm>
#include <array>

namespace calx::x12 {

Writer::Writer(std::string& out, Delimiters delimiters, std::string_view line_end)
    : out_(out), delimiters_(delimiters), terminator_(1, delimiters.segment), segment_(256, '\0') {
  terminator_ += line_end;
  for (std::size_t i = 0; i < written_as_.size(); ++i) written_as_[i] = static_cast<char>(i);
  for (const char delimiter : {delimiters.element, delimiters.component, delimiters.segment, delimiters.repetition})
    if (delimiter != '\0') written_as_[static_cast<unsigned char>(delimiter)] = ' ';
}

// A delimiter of the text becomes a blank; the end of what is written.
char* Writer::write(char* to, std::string_view text) {
  int changed = 0;
  for (const char c : text) {
    const char written = written_as_[static_cast<unsigned char>(c)];
    changed |= written ^ c;
    *to++ = written;
  }
  if (changed != 0) ++blanked_;
  return to;
}

// Writes the separators that are due, then the text. Separators wait until a value follows: so trailing ones never
// come to be written.
void Writer::value(std::string_view text) {
  if (text.empty()) return;
  const int elements = pending_elements_, components = pending_components_;
  pending_elements_ = pending_components_ = 0;
  char* const start = room_for(static_cast<std::size_t>(elements + components) + text.size());
  char* to = start;
  const Delimiters delimiters = delimiters_;
  for (int i = 0; i < elements; ++i) *to++ = delimiters.element;
  for (int i = 0; i < components; ++i) *to++ = delimiters.component;
  size_ += static_cast<std::size_t>(write(to, text) - start);
}

Writer& Writer::begin(std::string_view id) {
  size_ = 0;
  id.copy(room_for(id.size()), id.size());
  size_ = id.size();
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
  out_.append(segment_, 0, size_).append(terminator_);
  ++segments_;
}

void Writer::segment(std::string_view id, std::initializer_list<std::string_view> elements) {
  begin(id);
  for (const std::string_view text : elements) element(text);
  end();
}

// An element of fixed width.
void Writer::padded(std::string_view text, std::size_t width) {
  text = text.substr(0, width);
  char* to = room_for(width + 1);
  *to++ = delimiters_.element;
  std::fill_n(write(to, text), width - text.size(), ' ');
  size_ += width + 1;
}

// An element that names a delimiter.
void Writer::as_it_is(char delimiter) {
  char* const to = room_for(2);
  to[0] = delimiters_.element;
  to[1] = delimiter;
  size_ += 2;
}

void Writer::isa(const Isa& isa) {
  std::array<char, 9> control{};
  std::uint32_t rest = isa.control_number;
  for (auto digit = control.rbegin(); digit != control.rend(); ++digit, rest /= 10)
    *digit = static_cast<char>('0' + rest % 10);
  const char repetition = delimiters_.repetition != '\0' ? delimiters_.repetition : 'U';

  begin("ISA");
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
  as_it_is(repetition);
  padded(isa.version, 5);
  padded({control.data(), control.size()}, 9);
  padded(isa.acknowledgment, 1);
  padded(isa.usage, 1);
  as_it_is(delimiters_.component);
  end();
}

}  // namespace calx::x12
