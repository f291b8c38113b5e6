#include "text/encoding.hpp"

#include <gtest/gtest.h>

#include <random>

#include "text/utf8.hpp"

namespace calx::text {
namespace {

using namespace std::string_view_literals;

/// ASCII as UTF-16.
std::string utf_16(std::string_view ascii, bool little) {
  std::string bytes;
  for (const char c : ascii) {
    if (!little) bytes += '\0';
    bytes += c;
    if (little) bytes += '\0';
  }
  return bytes;
}

void expect(std::string_view bytes, std::string_view text, std::string_view encoding, bool lossy = false) {
  const Decoded decoded = decode(bytes);
  EXPECT_EQ(decoded.text, text);
  EXPECT_EQ(decoded.encoding, encoding);
  EXPECT_EQ(decoded.lossy, lossy);
}

TEST(Decode, TakesUtf8AsItIs) {
  expect("", "", "UTF-8");
  expect("plain", "plain", "UTF-8");
  expect("José,Nguyễn,李,😀", "José,Nguyễn,李,😀", "UTF-8");
  const std::string_view bytes = "José";
  EXPECT_EQ(decode(bytes).text.data(), bytes.data()) << "not copied";
}

TEST(Decode, TakesOffTheMarkOfUtf8) {
  expect("\xEF\xBB\xBFJosé", "José", "UTF-8");
  expect("\xEF\xBB\xBF", "", "UTF-8");
  expect("\xEF\xBB\xBFJos\xE9", "Jos\uFFFD", "UTF-8", true);
}

TEST(Decode, ReadsUtf16WithAMark) {
  expect(
      "\xFF\xFE"
      "J\0o\0s\0\xE9\0"sv,
      "José", "UTF-16LE");
  expect("\xFE\xFF\0J\0o\0s\0\xE9"sv, "José", "UTF-16BE");
  expect("\xFF\xFE\x4E\x67"sv, "\u674E", "UTF-16LE");
  expect("\xFF\xFE\x3D\xD8\x00\xDE"sv, "😀", "UTF-16LE");
  expect("\xFF\xFE", "", "UTF-16LE");
}

TEST(Decode, ReadsUtf32WithAMark) {
  expect("\xFF\xFE\0\0J\0\0\0\x00\xF6\x01\0"sv, "J😀", "UTF-32LE");
  expect("\0\0\xFE\xFF\0\0\0J"sv, "J", "UTF-32BE");
}

TEST(Decode, ReadsUtf16WithoutAMark) {
  expect(utf_16("CIN,Name\n1,Ann\n", true), "CIN,Name\n1,Ann\n", "UTF-16LE");
  expect(utf_16("CIN,Name\n1,Ann\n", false), "CIN,Name\n1,Ann\n", "UTF-16BE");
}

TEST(Decode, SaysWhenUtf16IsDamaged) {
  expect(
      "\xFF\xFE"
      "A\0B"sv,
      "A\uFFFD", "UTF-16LE", true);
  expect(
      "\xFF\xFE"
      "A\0\x3D\xD8"
      "B\0"sv,
      "A\uFFFDB", "UTF-16LE", true);
}

TEST(Decode, ReadsLongUtf16InPortions) {
  std::string bytes = "\xFF\xFE", text;
  bytes += std::string_view("A\0", 2);
  text += 'A';
  for (int i = 0; i < 10000; ++i) {
    bytes += std::string_view("\x3D\xD8\x00\xDE", 4);  // pairs that straddle every portion
    text += "😀";
  }
  expect(bytes, text, "UTF-16LE");
}

TEST(Decode, ReadsWindows1252) {
  expect(
      "Jos\xE9,N\xFA\xF1"
      "ez,O\x92"
      "Brien,\x93quoted\x94,\x80"
      "5\n",
      "José,Núñez,O’Brien,“quoted”,€5\n", "windows-1252");
  expect("Jos\xE9", "José", "windows-1252");
  expect("\x9F\x8A\x8E", "ŸŠŽ", "windows-1252");
  expect("a\x81z\x9D", "a\uFFFDz\uFFFD", "windows-1252", true);
}

TEST(Decode, KeepsSpanishNamesWestern) {
  std::string bytes = "CIN,First Name,Last Name,Birth Date,Procedure Code,Charge\n";
  for (int i = 0; i < 50; ++i)
    bytes +=
        "1,Mar\xED"
        "a,Pe\xF1"
        "a,1980-01-02,H0044,12.50\n2,\xD3scar,Ib\xE1\xF1"
        "ez,1980-01-02,H0044,5\n";
  const Decoded decoded = decode(bytes);
  EXPECT_EQ(decoded.encoding, "windows-1252");
  EXPECT_NE(decoded.text.find("María,Peña"), std::string_view::npos);
  EXPECT_NE(decoded.text.find("Óscar,Ibáñez"), std::string_view::npos);
}

TEST(Decode, BelievesIcuWhereItIsSure) {
  const std::string_view bytes =  // windows-1251
      "\xC2\xEB\xE0\xE4\xE8\xEC\xE8\xF0 \xCF\xE5\xF2\xF0\xEE\xE2 \xE6\xE8\xE2\xB8\xF2 \xED\xE0 "
      "\xF3\xEB\xE8\xF6\xE5 \xCB\xE5\xED\xE8\xED\xE0 \xE8 \xF0\xE0\xE1\xEE\xF2\xE0\xE5\xF2 \xE2 "
      "\xE1\xEE\xEB\xFC\xED\xE8\xF6\xE5, \xEA\xEE\xF2\xEE\xF0\xE0\xFF "
      "\xED\xE0\xF5\xEE\xE4\xE8\xF2\xF1\xFF \xE4\xE0\xEB\xE5\xEA\xEE \xEE\xF2 \xE5\xE3\xEE "
      "\xE4\xEE\xEC\xE0.";
  expect(bytes, "Владимир Петров живёт на улице Ленина и работает в больнице, которая находится далеко от его дома.",
         "windows-1251");
}

TEST(Decode, MendsUtf8WithSomeDamage) {
  expect("José,Núñez,Nguyễn,Mar\xED,end", "José,Núñez,Nguyễn,Mar\uFFFD,end", "UTF-8", true);
  expect("José,Núñez,Nguy\xE1\xBB", "José,Núñez,Nguy\uFFFD", "UTF-8", true);
}

TEST(Decode, SurvivesAnyBytes) {
  std::mt19937 random(20260501);
  for (int round = 0; round < 500; ++round) {
    std::string bytes;
    const std::size_t size = random() % 64;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(random() % (round % 2 == 0 ? 256 : 4));
    const Decoded decoded = decode(bytes);
    EXPECT_EQ(valid_utf8_prefix(decoded.text), decoded.text.size());
    EXPECT_FALSE(decoded.encoding.empty());
  }
}

TEST(Decoded, MovesWithItsText) {
  for (const std::string_view bytes : {"J\xE9"sv, "a long text that does not fit into the string itself: J\xE9"sv}) {
    Decoded first = decode(bytes);
    const std::string expected(first.text);
    Decoded second = std::move(first);
    EXPECT_EQ(second.text, expected);
    EXPECT_EQ(second.text.data(), second.owned.data());
    Decoded third;
    third = std::move(second);
    EXPECT_EQ(third.text, expected);
    EXPECT_EQ(third.text.data(), third.owned.data());
  }
  const std::string_view plain = "plain";
  Decoded view = decode(plain);
  const Decoded moved = std::move(view);
  EXPECT_EQ(moved.text.data(), plain.data());
}

TEST(BinaryKind, KnowsWhatIsNotText) {
  EXPECT_EQ(binary_kind("%PDF-1.7\n"), "a PDF");
  EXPECT_EQ(binary_kind("PK\x03\x04....notes.txt"), "a ZIP archive");
  EXPECT_EQ(binary_kind("PK\x05\x06"), "a ZIP archive");
  EXPECT_EQ(binary_kind("PK\x03\x04....[Content_Types].xml....xl/workbook.xml"), "an Excel workbook (.xlsx)");
  EXPECT_EQ(binary_kind("PK\x03\x04....[Content_Types].xml"), "an Excel workbook (.xlsx)");
  EXPECT_EQ(binary_kind("PK\x03\x04....[Content_Types].xml....word/document.xml"), "a Word document (.docx)");
  EXPECT_EQ(binary_kind("PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"),
            "an OpenDocument spreadsheet (.ods)");
  EXPECT_EQ(binary_kind("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....W\0o\0r\0k\0b\0o\0o\0k\0"sv),
            "an old Excel workbook (.xls)");
  EXPECT_EQ(binary_kind("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"sv),
            "an old Word document (.doc)");
  EXPECT_EQ(binary_kind("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv),
            "an Office file with a password");
  EXPECT_EQ(binary_kind("\x89PNG\r\n\x1A\n...."), "a picture");
  EXPECT_EQ(binary_kind("\xFF\xD8\xFF\xE0...."), "a picture");
  EXPECT_EQ(binary_kind("GIF89a...."), "a picture");
  EXPECT_EQ(binary_kind("\x1F\x8B\x08...."), "a gzip archive");
}

TEST(BinaryKind, IsEmptyForText) {
  for (const std::string_view text : {""sv, "CIN,Name\n"sv, "ISA*00*"sv,
                                      "\xEF\xBB\xBF"
                                      "CIN"sv,
                                      "\xFF\xFE"
                                      "C\0"sv,
                                      "PK,Name\n"sv, "%PD"sv, "{\"cin\":1}"sv})
    EXPECT_EQ(binary_kind(text), "") << text;
}

TEST(Utf8, IsJudgedByTheTableOfUnicode) {
  for (const std::string_view good : {"a"sv, "\xC2\x80"sv, "\xDF\xBF"sv, "\xE0\xA0\x80"sv, "\xED\x9F\xBF"sv,
                                      "\xEE\x80\x80"sv, "\xF0\x90\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv})
    EXPECT_EQ(valid_utf8_prefix(good), good.size());
  for (const std::string_view bad :
       {"\x80"sv, "\xC0\x80"sv, "\xC1\xBF"sv, "\xC2"sv, "\xC2\x41"sv, "\xE0\x9F\xBF"sv, "\xED\xA0\x80"sv, "\xE2\x82"sv,
        "\xF0\x8F\xBF\xBF"sv, "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xFF"sv})
    EXPECT_EQ(valid_utf8_prefix(bad), 0u);
  EXPECT_EQ(valid_utf8_prefix("0123456789é\xFFrest"), 12u);
}

TEST(Utf8, CountsCharactersAndFaults) {
  const Utf8Count count = count_utf8("José \xFF 李 \xE1\xBB. end of the line \x80\x80");
  EXPECT_EQ(count.sequences, 2u);
  EXPECT_EQ(count.faults, 3u);
}

TEST(Utf8, IsWrittenInOneToFourBytes) {
  std::string text;
  for (const char32_t c : {U'A', U'é', U'€', U'😀'}) append_utf8(text, c);
  EXPECT_EQ(text, "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
}

}  // namespace
}  // namespace calx::text
