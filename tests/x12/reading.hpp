// Reading a whole input and keeping what the reader said about it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "files/input.hpp"
#include "x12/reader.hpp"

namespace calx::x12::tests {

/// ISA with the usual delimiters: 106 bytes, its terminator included.
inline constexpr std::string_view usual_header =
    "ISA*00*          *00*          *ZZ*EXAMPLE SENDER *ZZ*EXAMPLE PAYER  *260501*0000*^*00501*000000001*0*T*:~";
static_assert(usual_header.size() == 106);

/// `text` with the usual delimiters turned into `wanted`. Where that has no repetition separator, the header becomes
/// one of version 00401, which writes U.
inline std::string with_delimiters(std::string_view text, const Delimiters& wanted) {
  std::string result(text);
  for (char& c : result) {
    if (c == '*')
      c = wanted.element;
    else if (c == '^')
      c = wanted.repetition != '\0' ? wanted.repetition : 'U';
    else if (c == ':')
      c = wanted.component;
    else if (c == '~')
      c = wanted.segment;
  }
  if (wanted.repetition == '\0')
    if (const std::size_t version = result.find("00501"); version != std::string::npos)
      result.replace(version, 5, "00401");
  return result;
}

/// One event of the reader: a segment with its place, or a fault with the bytes that it speaks of.
struct Said {
  std::string text;  ///< the segment's bytes, or "FAULT n"
  std::uint64_t offset = 0, size = 0, ordinal = 0;
  std::vector<std::string> elements{};
  std::string flags{};  ///< a letter an element: c components, r repetitions, b both, - neither
  Delimiters delimiters{};
  friend bool operator==(const Said&, const Said&) = default;
};

/// What the segment's index says of an element.
inline char flag(const Segment& segment, int number, const Delimiters& delimiters) {
  const Element at = segment.place(number);
  const Segment::Index& index = segment.index();
  bool components = false, repetitions = false;
  for (std::uint32_t i = 0; i < index.part_count; ++i) {
    const std::uint32_t part = index.parts[i] - index.origin;
    if (part < at.begin || part >= at.begin + at.size) continue;
    (segment.data()[part] == delimiters.component ? components : repetitions) = true;
  }
  EXPECT_EQ(segment.has_parts(number), components || repetitions);
  return components ? repetitions ? 'b' : 'c' : repetitions ? 'r' : '-';
}

inline std::string fault_text(Fault fault) {
  return "FAULT " + std::to_string(static_cast<int>(fault));
}

inline void PrintTo(const Said& said, std::ostream* out) {
  *out << '"' << said.text << "\" at " << said.offset << " size " << said.size << " ordinal " << said.ordinal
       << " elements " << said.elements.size() << " flags " << said.flags;
}

/// Everything that `reader` says, ISA to end. A reader that goes on beyond `limit` events never ends.
inline std::vector<Said> read_all(Reader& reader, std::size_t limit) {
  std::vector<Said> all;
  std::uint64_t consumed = 0;
  for (;;) {
    const Reader::Event event = reader.next();
    EXPECT_GE(reader.consumed(), consumed);
    consumed = reader.consumed();
    if (event == Reader::Event::end) return all;
    Said& said = all.emplace_back();
    if (event == Reader::Event::fault) {
      said.text = fault_text(reader.fault());
      said.offset = reader.fault_offset();
      said.size = reader.fault_size();
    } else {
      const Segment& segment = reader.segment();
      said.text = segment.raw();
      said.offset = reader.offset();
      said.size = segment.raw().size();
      said.ordinal = reader.ordinal();
      said.delimiters = reader.delimiters();
      for (int number = 0; number <= segment.last_element(); ++number) {
        said.elements.emplace_back(number == 0 ? segment.id() : segment.element(number));
        said.flags += flag(segment, number, reader.delimiters());
      }
    }
    if (all.size() > limit) {
      ADD_FAILURE() << "more events than bytes";
      return all;
    }
  }
}

/// Hands out `bytes` in portions: the sizes given, over and over, each cut to what is left and what is asked for.
class PortionSource final : public files::ByteSource {
 public:
  PortionSource(std::string_view bytes, std::vector<std::size_t> sizes) : rest_(bytes), sizes_(std::move(sizes)) {}

  /// From now on the end of the bytes is a failure.
  PortionSource& fail_at_end() {
    fails_ = true;
    return *this;
  }

  Result<std::size_t> read(char* into, std::size_t capacity) override {
    EXPECT_GT(capacity, 0U);
    if (rest_.empty() && fails_) return world_failure("Cannot read the test's bytes: the pipe broke.");
    const std::size_t count = std::min({sizes_[next_++ % sizes_.size()], rest_.size(), capacity});
    std::copy_n(rest_.begin(), count, into);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
  std::vector<std::size_t> sizes_;
  std::size_t next_ = 0;
  bool fails_ = false;
};

inline std::vector<Said> read_mapped(std::string_view bytes) {
  Reader reader(bytes);
  return read_all(reader, bytes.size() + 8);
}

/// Read from a source with the smallest window that the reader takes.
inline std::vector<Said> read_portions(std::string_view bytes, std::vector<std::size_t> sizes) {
  PortionSource source(bytes, std::move(sizes));
  Reader reader(source, 1);
  return read_all(reader, bytes.size() + 8);
}

/// Only what was said: segments' bytes and faults, in order.
inline std::vector<std::string> texts(const std::vector<Said>& all) {
  std::vector<std::string> result;
  for (const Said& said : all) result.push_back(said.text);
  return result;
}

/// What must hold of any segment of any input: it is the input's bytes at its offset, its elements are these bytes cut
/// at the element separator, the flags tell what stands in each.
inline void expect_true_to(std::string_view bytes, const std::vector<Said>& all) {
  std::uint64_t behind = 0;
  for (const Said& said : all) {
    ASSERT_GE(said.offset, behind == 0 ? 0 : behind - 1);
    ASSERT_LE(said.offset + said.size, bytes.size());
    if (said.elements.empty()) continue;  // a fault
    ASSERT_EQ(said.text, bytes.substr(said.offset, said.size));
    behind = said.offset + said.size + 1;
    std::string joined, flags;
    for (const std::string& element : said.elements) {
      if (&element != &said.elements.front()) joined += said.delimiters.element;
      joined += element;
      // The header's elements bear no flags.
      const bool components = said.ordinal != 1 && element.find(said.delimiters.component) != std::string::npos;
      const bool repetitions = said.ordinal != 1 && said.delimiters.repetition != '\0' &&
                               element.find(said.delimiters.repetition) != std::string::npos;
      flags += components ? repetitions ? 'b' : 'c' : repetitions ? 'r' : '-';
    }
    ASSERT_EQ(joined, said.text);
    ASSERT_EQ(flags, said.flags);
  }
}

}  // namespace calx::x12::tests
