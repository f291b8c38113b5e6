// Reading and then writing a well-formed file gives the same bytes.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

#include "files/input.hpp"
#include "reading.hpp"
#include "x12/reader.hpp"
#include "x12/writer.hpp"

namespace calx::x12 {
namespace {

using namespace tests;

std::uint32_t number_of(std::string_view digits) {
  std::uint32_t number = 0;
  for (const char c : digits) number = number * 10 + static_cast<std::uint32_t>(c - '0');
  return number;
}

void copy_header(const Segment& isa, Writer& writer) {
  writer.isa({.authorization_qualifier = isa.element(1),
              .authorization = isa.element(2),
              .security_qualifier = isa.element(3),
              .security = isa.element(4),
              .sender_qualifier = isa.element(5),
              .sender = isa.element(6),
              .receiver_qualifier = isa.element(7),
              .receiver = isa.element(8),
              .date = isa.element(9),
              .time = isa.element(10),
              .version = isa.element(12),
              .control_number = number_of(isa.element(13)),
              .acknowledgment = isa.element(14),
              .usage = isa.element(15)});
}

void copy_segment(const Segment& segment, const Delimiters& delimiters, Writer& writer) {
  writer.begin(segment.id());
  for (int number = 1; number <= segment.last_element(); ++number) {
    if (segment.element(number).find(delimiters.component) != std::string_view::npos) {
      for_each_part(segment.element(number), delimiters.component,
                    [&](std::string_view part) { writer.component(part); });
      writer.next();
    } else {
      writer.element(segment.element(number));
    }
  }
  writer.end();
}

/// `bytes` read and written again; each interchange with its own delimiters and the line ends behind its header.
std::string copy(Reader& reader, std::string_view bytes) {
  std::string out;
  std::unique_ptr<Writer> writer;
  for (;;) {
    switch (reader.next()) {
      case Reader::Event::fault:
        ADD_FAILURE() << "fault at byte " << reader.fault_offset();
        break;
      case Reader::Event::end:
        return out;
      case Reader::Event::segment:
        const Segment& segment = reader.segment();
        if (reader.ordinal() == 1) {
          const std::string_view rest = bytes.substr(reader.offset() + segment.raw().size() + 1);
          writer = std::make_unique<Writer>(out, reader.delimiters(), rest.substr(0, rest.find_first_not_of("\r\n")));
          copy_header(segment, *writer);
        } else {
          copy_segment(segment, reader.delimiters(), *writer);
        }
    }
  }
}

TEST(RoundTrip, EveryFixtureOf837p) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(CALX_SOURCE_DIR "/fixtures/837p")) {
    if (entry.path().extension() != ".x12") continue;
    SCOPED_TRACE(entry.path().filename().string());
    ++count;
    const auto file = files::MappedFile::open(entry.path().string());
    ASSERT_TRUE(file);
    Reader mapped(file->bytes());
    EXPECT_EQ(copy(mapped, file->bytes()), file->bytes());
    PortionSource source(file->bytes(), {113});
    Reader piped(source);
    EXPECT_EQ(copy(piped, file->bytes()), file->bytes());
  }
  EXPECT_GE(count, 12);
}

TEST(RoundTrip, OtherDelimitersAndLineEnds) {
  const std::string usual =
      std::string(usual_header) + "GS*HC*A*B*20260501*0000*1*X*005010X222A1~SV1*HC:G9012::U2*1200*UN*1***1:2~IEA*1*1~";
  for (const Delimiters& delimiters : {Delimiters{'|', '%', '>', '!'}, Delimiters{'*', '\0', ':', '~'},
                                       Delimiters{'*', '^', ':', '\n'}, Delimiters{'\x1d', '\x1f', '\x1e', '\x1c'}}) {
    const std::string text = with_delimiters(usual, delimiters);
    Reader reader{std::string_view(text)};
    EXPECT_EQ(copy(reader, text), text);
  }
}

}  // namespace
}  // namespace calx::x12
