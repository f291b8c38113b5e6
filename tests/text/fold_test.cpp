#include "text/fold.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>
#include <vector>

#include "text/romanise.hpp"
#include "text/utf8.hpp"

namespace calx::text {
namespace {

std::string basic(std::string_view text) {
  return fold(text, CharacterSet::basic);
}
std::string extended(std::string_view text) {
  return fold(text, CharacterSet::extended);
}

bool is_basic(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view(" !\"&'()+,-./;?=").find(c) != std::string_view::npos;
}

TEST(FoldBasic, PutsAsciiInCapitals) {
  EXPECT_EQ(basic("Testina Mustermann"), "TESTINA MUSTERMANN");
  EXPECT_EQ(basic("123 Example St., Apt #4-B"), "123 EXAMPLE ST., APT 4-B");
  EXPECT_EQ(basic("O'Brien & Sons (Inc); yes? = no!"), "O'BRIEN & SONS (INC); YES? = NO!");
  EXPECT_EQ(basic("O`Brien"), "O'BRIEN");
  EXPECT_EQ(basic(""), "");
}

TEST(FoldBasic, MakesBlanksOfTheRest) {
  EXPECT_EQ(basic("a%b@c[d]e_f{g}h\\i|j<k>l#m$n"), "A B C D E F G H I J K L M N");
  EXPECT_EQ(basic("a*b^c:d~e"), "A B C D E") << "delimiters";
  EXPECT_EQ(basic("a\tb\nc\rd\x7F"
                  "e\x1F"
                  "f"),
            "A B C D E F");
  EXPECT_EQ(basic(std::string_view("a\0b", 3)), "A B");
}

TEST(FoldBasic, TrimsAndJoinsBlanks) {
  EXPECT_EQ(basic("  a   b  "), "A B");
  EXPECT_EQ(basic(" ~ * "), "");
  EXPECT_EQ(basic("\xC2\xA0 a\xC2\xA0"), "A") << "no-break spaces";
}

TEST(FoldBasic, TakesTheMarksOffLetters) {
  EXPECT_EQ(basic("José Núñez"), "JOSE NUNEZ");
  EXPECT_EQ(basic("Łukasz"), "LUKASZ");
  EXPECT_EQ(basic("Nguyễn"), "NGUYEN");
  EXPECT_EQ(basic("Đặng Thị Hồng"), "DANG THI HONG");
  EXPECT_EQ(basic("Straße"), "STRASSE");
  EXPECT_EQ(basic("Müller Ångström Øster Æbel Œuvre Þór"), "MULLER ANGSTROM OSTER AEBEL OEUVRE THOR");
  EXPECT_EQ(basic("Čapek Dvořák Şahin Gheorghiță"), "CAPEK DVORAK SAHIN GHEORGHITA");
  EXPECT_EQ(basic("Jose\u0301 Nu\u0301n\u0303ez"), "JOSE NUNEZ") << "marks as characters of their own";
}

TEST(FoldBasic, MakesTypographyPlain) {
  EXPECT_EQ(basic("O’Brien"), "O'BRIEN");
  EXPECT_EQ(basic("O‘Brien"), "O'BRIEN");
  EXPECT_EQ(basic("O´Brien"), "O'BRIEN");
  EXPECT_EQ(basic("Kaʻahumanu"), "KA'AHUMANU");
  EXPECT_EQ(basic("“Bob”"), "\"BOB\"");
  EXPECT_EQ(basic("Smith–Jones—Lee"), "SMITH-JONES-LEE");
  EXPECT_EQ(basic("Suite № 5…"), "SUITE NO 5...");
  EXPECT_EQ(basic("ＡＢＣ ﬁne"), "ABC FINE") << "full-width letters and ligatures";
}

TEST(FoldBasic, DropsInvisibleCharacters) {
  EXPECT_EQ(basic("Jo\u200Bse"), "JOSE");
  EXPECT_EQ(basic("Jo\u00ADse"), "JOSE");
  EXPECT_EQ(basic("\uFEFFJose"), "JOSE");
}

TEST(FoldBasic, RomanisesOtherScripts) {
  EXPECT_EQ(basic("李小明"), "LI XIAO MING");
  EXPECT_EQ(basic("Владимир"), "VLADIMIR");
  EXPECT_EQ(basic("Γιώργος"), "GIORGOS");
  EXPECT_EQ(basic("やまだ"), "YAMADA");
  for (const char* name : {"محمد عبد الله", "עברית", "김민수", "हिंदी", "นาย สมชาย", "Սարգսյան", "ქართული"}) {
    const std::string folded = basic(name);
    EXPECT_GE(folded.size(), 3u) << name;
    for (const char c : folded) EXPECT_TRUE((c >= 'A' && c <= 'Z') || c == ' ' || c == '\'') << name << ": " << folded;
  }
}

TEST(FoldBasic, MakesBlanksOfWhatHasNoLetters) {
  EXPECT_EQ(basic("Ann 😀 Lee"), "ANN LEE");
  EXPECT_EQ(basic("👩‍🚀"), "");
  EXPECT_EQ(basic("♥Ann♥"), "ANN");
  EXPECT_EQ(basic("5€"), "5");
}

TEST(FoldBasic, SurvivesBytesThatAreNotUtf8) {
  EXPECT_EQ(basic("a\xFF"
                  "b"),
            "A B");
  EXPECT_EQ(basic("Jos\xE9"), "JOS");
  EXPECT_EQ(basic("a\xC3"), "A");
  EXPECT_EQ(basic("a\xE1\xBA"), "A");
  EXPECT_EQ(basic("\xC1\xA1"), "") << "an overlong form";
  EXPECT_EQ(basic("\xED\xA0\x80"
                  "x"),
            "X")
      << "a surrogate";
}

TEST(FoldExtended, KeepsSmallLettersAndMoreMarks) {
  EXPECT_EQ(extended("José Núñez"), "Jose Nunez");
  EXPECT_EQ(extended("Straße"), "Strasse");
  EXPECT_EQ(extended("a%b@c[d]e_f{g}h\\i|j<k>l#m$n`o"), "a%b@c[d]e_f{g}h\\i|j<k>l#m$n`o");
  EXPECT_EQ(extended("a*b^c:d~e"), "a b c d e");
  EXPECT_EQ(extended("  Ann \t 😀 "), "Ann");
}

TEST(Fold, LeavesOnlyTheSet) {
  std::mt19937 random(20260501);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    const std::size_t size = random() % 40;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(random() % 256);
    for (const char c : basic(bytes)) EXPECT_TRUE(is_basic(c)) << static_cast<int>(c);
    for (const char c : extended(bytes)) EXPECT_TRUE(in_extended_set(c)) << static_cast<int>(c);
  }
}

TEST(Fold, ChangesNothingTwice) {
  for (const char* text : {"José  Núñez*", "O’Brien", "李小明", "a^b", " x "}) {
    EXPECT_EQ(basic(basic(text)), basic(text));
    EXPECT_EQ(extended(extended(text)), extended(text));
  }
}

// The table of letters against ICU, which it stands in for.
TEST(Fold, AgreesWithIcuOnEveryLetterOfItsTables) {
  for (char32_t c = 0xA0; c < 0x2100; ++c) {
    if (c == 0x250) c = 0x2B0;
    if (c == 0x300) c = 0x1EA0;
    if (c == 0x1F00) c = 0x2000;
    std::string letter = "x";
    append_utf8(letter, c);
    letter += 'y';
    EXPECT_EQ(extended(letter), extended(romanise(letter))) << "U+" << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Fold, AgreesWithIcuOnWordsOfMixedLetters) {
  std::mt19937 random(42);
  for (int round = 0; round < 300; ++round) {
    std::string word;
    for (int i = 0; i < 8; ++i)
      append_utf8(word, static_cast<char32_t>(random() % 2 == 0 ? 0xC0 + random() % 0xC0 : 'a' + random() % 26));
    EXPECT_EQ(basic(word), basic(romanise(word))) << word;
  }
}

TEST(Fold, TakesLongTextsPieceByPiece) {
  std::string text, expected;
  for (int i = 0; i < 3000; ++i) {
    text += "李 ";
    expected += i == 0 ? "LI" : " LI";
  }
  EXPECT_EQ(basic(text), expected);
  std::string without_blanks, letters;
  for (int i = 0; i < 6000; ++i) {
    without_blanks += i % 2 == 0 ? "В" : "а";
    letters += i % 2 == 0 ? 'V' : 'A';
  }
  EXPECT_EQ(basic("x" + without_blanks), "X" + letters) << "no character is cut in two";
}

TEST(Fold, ServesSeveralThreads) {
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 100; ++round) wrong += basic("李小明 Владимир") != "LI XIAO MING VLADIMIR";
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(ExtendedSet, IsPrintableAsciiWithoutDelimiters) {
  for (const char c : std::string_view("AZaz09 !\"&'()+,-./;?=%@[]_{}\\|<>`#$")) EXPECT_TRUE(in_extended_set(c)) << c;
  for (const char c : std::string_view("*^:~\n\t\r\x7F\x1F\x80\xC3\xFF")) EXPECT_FALSE(in_extended_set(c)) << c;
  EXPECT_FALSE(in_extended_set('\0'));
}

TEST(Cut, KeepsTheFirstCharactersWithoutATrailingBlank) {
  EXPECT_EQ(cut("ABCDEF", 3), "ABC");
  EXPECT_EQ(cut("ABC", 3), "ABC");
  EXPECT_EQ(cut("ABC", 10), "ABC");
  EXPECT_EQ(cut("AB CD", 3), "AB");
  EXPECT_EQ(cut("AB CD", 0), "");
  EXPECT_EQ(cut("", 5), "");
}

}  // namespace
}  // namespace calx::text
