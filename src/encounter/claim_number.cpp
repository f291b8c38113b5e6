#include "encounter/claim_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/fold.hpp"

namespace calx::encounter {
namespace {

constexpr std::size_t tail_size = 6;
constexpr int hash_characters = 11;
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append_tail(std::string& out, std::string_view invoice_number) {
  std::string folded;
  if (!ascii(invoice_number)) invoice_number = folded = text::fold(invoice_number, text::CharacterSet::basic);
  std::array<char, tail_size> tail{};
  tail.fill('0');
  std::size_t place = tail_size;
  for (auto c = invoice_number.rbegin(); c != invoice_number.rend() && place > 0; ++c) {
    if ((*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z')) tail[--place] = *c;
    if (*c >= 'a' && *c <= 'z') tail[--place] = static_cast<char>(*c - 'a' + 'A');
  }
  out.append(tail.data(), tail.size());
}

}  // namespace

std::string_view ClaimNumbers::make(std::string_view billing_npi, std::string_view cin, std::string_view invoice_number,
                                    std::uint32_t part) {
  std::array<char, 12> decimal{};
  const auto written = std::to_chars(decimal.data(), decimal.data() + decimal.size(), part);
  text_.clear();
  text_.append(billing_npi).append(1, '|').append(cin).append(1, '|').append(invoice_number).append(1, '|');
  text_.append(decimal.data(), written.ptr);
  hash_.update(text_);
  const files::Sha256::Digest digest = hash_.digest();

  number_.assign(plan_code_);
  append_tail(number_, invoice_number);
  unsigned bits = 0;
  int held = 0;
  std::size_t next = 0;
  for (int i = 0; i < hash_characters; ++i) {
    if (held < 5) {
      bits = (bits << 8) | digest[next++];
      held += 8;
    }
    held -= 5;
    number_ += alphabet[(bits >> held) & 31U];
  }
  return number_;
}

}  // namespace calx::encounter
