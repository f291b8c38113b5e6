#include "text/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <utility>

namespace calx::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Cells = std::vector<std::string>;

std::vector<Cells> read(std::string_view text, char separator = ',') {
  std::vector<Cells> records;
  CsvReader reader(text, separator);
  CsvRecord record;
  while (reader.next(record)) records.emplace_back(record.cells.begin(), record.cells.end());
  return records;
}

TEST(Csv, SplitsCellsAndRecords) {
  EXPECT_THAT(read("a,b,c\nd,e,f\n"), ElementsAre(Cells{"a", "b", "c"}, Cells{"d", "e", "f"}));
  EXPECT_THAT(read("one"), ElementsAre(Cells{"one"}));
  EXPECT_THAT(read(""), IsEmpty());
  EXPECT_THAT(read("a;b\tc", ';'), ElementsAre(Cells{"a", "b\tc"}));
  EXPECT_THAT(read("a;b\tc", '\t'), ElementsAre(Cells{"a;b", "c"}));
}

TEST(Csv, KeepsBlanksOfCells) {
  EXPECT_THAT(read(" a , b \n"), ElementsAre(Cells{" a ", " b "}));
}

TEST(Csv, EndsRecordsAtAnyLineBreak) {
  EXPECT_THAT(read("a\r\nb\rc\nd"), ElementsAre(Cells{"a"}, Cells{"b"}, Cells{"c"}, Cells{"d"}));
  EXPECT_THAT(read("\"a\"\r\n\"b\"\r\"c\""), ElementsAre(Cells{"a"}, Cells{"b"}, Cells{"c"}));
}

TEST(Csv, KeepsEmptyCells) {
  EXPECT_THAT(read(",a,,b,\n,\n"), ElementsAre(Cells{"", "a", "", "b", ""}, Cells{"", ""}));
  EXPECT_THAT(read("a,"), ElementsAre(Cells{"a", ""}));
  EXPECT_THAT(read("\"\",\"\""), ElementsAre(Cells{"", ""}));
  EXPECT_THAT(read("a,\r\nb"), ElementsAre(Cells{"a", ""}, Cells{"b"}));
}

TEST(Csv, TakesALineWithoutCharactersForABlankRecord) {
  EXPECT_THAT(read("a\n\n\r\nb\n"), ElementsAre(Cells{"a"}, Cells{}, Cells{}, Cells{"b"}));
  EXPECT_THAT(read("\n"), ElementsAre(Cells{}));
  EXPECT_THAT(read("\"\"\n \n"), ElementsAre(Cells{""}, Cells{" "}));
}

TEST(Csv, FindsTheEndsOfCellsWhereverTheyStand) {
  // Bare and quoted cells of all sizes around the 64 bytes that are looked at in one step, from any start.
  for (std::size_t size = 0; size <= 200; ++size) {
    const Cells first{std::string(size, 'a'), "b", std::string(size % 67, 'c')};
    const Cells second{std::string(size % 71, 'd'), "", "e"};
    const std::string head = first[0] + ",b," + first[2];
    const std::string tail = "\"" + second[0] + "\",," + second[2];
    for (const std::string_view line_end : {"\n", "\r", "\r\n"}) {
      const std::string text = head + std::string(line_end) + tail;
      ASSERT_THAT(read(text), ElementsAre(first, second)) << size;
      ASSERT_THAT(read(text + std::string(line_end)), ElementsAre(first, second)) << size;
    }
  }
}

TEST(Csv, UnquotesCells) {
  EXPECT_THAT(read("\"a,b\",\"c\nd\r\ne\",f\n"), ElementsAre(Cells{"a,b", "c\nd\r\ne", "f"}));
  EXPECT_THAT(read("\"say \"\"hello\"\"\",x"), ElementsAre(Cells{"say \"hello\"", "x"}));
  EXPECT_THAT(read("\"\"\"\",\"\"\"\"\"\""), ElementsAre(Cells{"\"", "\"\""}));
}

TEST(Csv, LeavesAQuoteInTheMiddleOfABareCellAlone) {
  EXPECT_THAT(read("5\" pipe,a\"b\"c, \"d\"\n"), ElementsAre(Cells{"5\" pipe", "a\"b\"c", " \"d\""}));
}

TEST(Csv, KeepsWhatFollowsAClosingQuote) {
  EXPECT_THAT(read("\"a\"b,\"c\" \n\"d\"e\"f\",g"), ElementsAre(Cells{"ab", "c "}, Cells{"de\"f\"", "g"}));
}

TEST(Csv, KeepsAllUnquotedCellsOfARecordValid) {
  const std::string long_part(1000, 'x');
  std::string text;
  for (int i = 0; i < 20; ++i) text += "\"" + std::to_string(i) + "\"\"" + long_part + "\",bare,";
  text += "end\n\"again\"\"\"\n";
  CsvReader reader(text, ',');
  CsvRecord record;
  ASSERT_TRUE(reader.next(record));
  ASSERT_EQ(record.cells.size(), 41u);
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_EQ(record.cells[2 * i], std::to_string(i) + "\"" + long_part);
    EXPECT_EQ(record.cells[2 * i + 1], "bare");
  }
  ASSERT_TRUE(reader.next(record));
  EXPECT_THAT(record.cells, ElementsAre("again\""));
}

TEST(Csv, NumbersRecordsAndTellsWhereTheyBegin) {
  const std::string_view text = "a\n\"b\nc\"\n\nd";
  CsvReader reader(text, ',');
  CsvRecord record;
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record.number, 1u);
  EXPECT_EQ(record.offset, 0u);
  EXPECT_TRUE(record.ended);
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record.number, 2u) << "two lines, one record";
  EXPECT_EQ(record.offset, 2u);
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record.number, 3u);
  EXPECT_EQ(record.offset, 8u);
  EXPECT_TRUE(record.ended);
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record.number, 4u);
  EXPECT_EQ(record.offset, 9u);
  EXPECT_FALSE(record.ended) << "the text stops without a line break";
  EXPECT_FALSE(reader.next(record));
  EXPECT_FALSE(reader.next(record));
}

/// The cells of each record; "!" before a record with a quote that never closes.
std::vector<std::vector<std::string>> all_records(std::string_view text) {
  CsvReader reader(text, ',');
  std::vector<std::vector<std::string>> records;
  for (CsvRecord record; reader.next(record);) {
    records.emplace_back(record.cells.begin(), record.cells.end());
    if (record.unclosed_quote) records.back().insert(records.back().begin(), "!");
  }
  return records;
}

TEST(Csv, AQuoteThatNeverClosesTakesNoFurtherRecord) {
  EXPECT_THAT(all_records("a,\"b,c\nd,e\n"), ElementsAre(ElementsAre("!", "a", "b", "c"), ElementsAre("d", "e")));
  EXPECT_THAT(all_records("\"open"), ElementsAre(ElementsAre("!", "open")));
  EXPECT_THAT(all_records("\""), ElementsAre(ElementsAre("!", "")));
  EXPECT_THAT(all_records("a,\"\"\"b,c\nd"), ElementsAre(ElementsAre("!", "a", "\"\"b", "c"), ElementsAre("d")));
  EXPECT_THAT(all_records("a,\"b\nd\"\""), ElementsAre(ElementsAre("!", "a", "b"), ElementsAre("d\"\"")));
}

TEST(Csv, AQuoteThatClosesWhereALaterCellOpensIsNoQuote) {
  EXPECT_THAT(all_records("\"a,b\n1,\"2,5\",3\n4,5\n"),
              ElementsAre(ElementsAre("!", "a", "b"), ElementsAre("1", "2,5", "3"), ElementsAre("4", "5")));
  EXPECT_THAT(all_records("\"a\",\"b\r\n\"c\",\"d\"\r\n"),
              ElementsAre(ElementsAre("!", "a", "b"), ElementsAre("c", "d")));
  // What stands behind a quote of the same line is a slip of the pen.
  EXPECT_THAT(all_records("\"a\"b,c\n"), ElementsAre(ElementsAre("ab", "c")));
  // A line break in quotes is a line break.
  EXPECT_THAT(all_records("\"a\nb\",c\n"), ElementsAre(ElementsAre("a\nb", "c")));
  EXPECT_THAT(all_records("\"a\nsays \"\"b\"\"\",c\n"), ElementsAre(ElementsAre("a\nsays \"b\"", "c")));
}

TEST(Csv, TwoQuotesTooManyTakeNoRecordsOfATable) {
  CsvReader reader("a,\"b,c\nd,e,f\ng\",h,i\n\"j\nk\",l,m\n", ',');
  CsvRecord record;
  std::vector<Cells> records;
  std::vector<std::size_t> offsets;
  while (reader.next(record, 3)) {
    records.emplace_back(record.cells.begin(), record.cells.end());
    offsets.push_back(record.offset);
    EXPECT_EQ(record.number, records.size());
    EXPECT_EQ(record.unclosed_quote, records.size() == 1);
  }
  EXPECT_THAT(records,
              ElementsAre(Cells{"a", "b", "c"}, Cells{"d", "e", "f"}, Cells{"g\"", "h", "i"}, Cells{"j\nk", "l", "m"}));
  ASSERT_EQ(offsets.size(), 4U);
  ASSERT_TRUE(reader.at(offsets[0], 1, record, 3));
  EXPECT_THAT(record.cells, ElementsAre("a", "b", "c"));
  ASSERT_TRUE(reader.at(offsets[3], 4, record, 3));
  EXPECT_THAT(record.cells, ElementsAre("j\nk", "l", "m"));
}

TEST(Csv, ARecordOfSeveralLinesStaysWhereItOrNoneOfThemFits) {
  for (const auto& [text, cells] : {std::pair("a,\"b,c\nd,e\",f\n", 3U), std::pair("a,\"b,c\nd\",e,f\n", 5U)}) {
    CsvReader reader(text, ',');
    CsvRecord record;
    ASSERT_TRUE(reader.next(record, cells));
    EXPECT_GE(record.cells.size(), 3U) << text;
    EXPECT_THAT(std::string(record.cells[1]), testing::HasSubstr("\n")) << text;
    EXPECT_FALSE(reader.next(record, cells)) << text;
  }
}

TEST(Csv, ReadsARecordAgainByItsPlace) {
  const std::string_view text = "a,1\nb,\"x\"\"y\"\nc,3\n";
  CsvReader reader(text, ',');
  CsvRecord record;
  ASSERT_TRUE(reader.next(record));
  CsvRecord again;
  ASSERT_TRUE(reader.at(4, 2, again));
  EXPECT_EQ(again.number, 2u);
  EXPECT_EQ(again.offset, 4u);
  EXPECT_THAT(again.cells, ElementsAre("b", "x\"y"));
  ASSERT_TRUE(reader.next(record)) << "next() goes on where it was";
  EXPECT_EQ(record.number, 2u);
  EXPECT_THAT(record.cells, ElementsAre("b", "x\"y"));
  EXPECT_FALSE(reader.at(text.size(), 4, again));
  EXPECT_FALSE(reader.at(text.size() + 10, 4, again));
}

TEST(Separator, IsTheOneThatSplitsMost) {
  EXPECT_EQ(detect_separator("a,b,c\n1;2;3;4\n"), ',');
  EXPECT_EQ(detect_separator("a;b;c\n"), ';');
  EXPECT_EQ(detect_separator("a\tb\tc\n"), '\t');
  EXPECT_EQ(detect_separator("a|b|c\n"), '|');
  EXPECT_EQ(detect_separator("\n\n  \na;b\n"), ';') << "blank records say nothing";
  EXPECT_EQ(detect_separator(",,,,\na;b\n"), ';') << "nor do records of empty cells";
  EXPECT_EQ(detect_separator("\"a,b,c,d\";e;f\n"), ';') << "a quoted separator is none";
  EXPECT_EQ(detect_separator("a,b;c\n"), ',') << "the first of several";
  EXPECT_EQ(detect_separator("single\n"), ',');
  EXPECT_EQ(detect_separator(""), ',');
}

std::string cell(std::string_view text, char separator = ',') {
  std::string out;
  append_csv_cell(out, text, separator);
  return out;
}

TEST(CsvCell, IsQuotedOnlyWhereItMustBe) {
  EXPECT_EQ(cell("plain"), "plain");
  EXPECT_EQ(cell(""), "");
  EXPECT_EQ(cell("a,b"), "\"a,b\"");
  EXPECT_EQ(cell("a,b", ';'), "a,b");
  EXPECT_EQ(cell("a;b", ';'), "\"a;b\"");
  EXPECT_EQ(cell("5\" pipe"), "\"5\"\" pipe\"");
  EXPECT_EQ(cell("a\nb"), "\"a\nb\"");
  EXPECT_EQ(cell("a\rb"), "\"a\rb\"");
}

TEST(CsvCell, IsGuardedWhereASpreadsheetWouldRunIt) {
  EXPECT_EQ(cell("=1+1"), "'=1+1");
  EXPECT_EQ(cell("+1"), "'+1");
  EXPECT_EQ(cell("-3.50"), "'-3.50");
  EXPECT_EQ(cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(cell("\tx"), "'\tx");
  EXPECT_EQ(cell("=A1,\"x\""), "\"'=A1,\"\"x\"\"\"");
  EXPECT_EQ(cell("a=1"), "a=1");
}

TEST(CsvCell, LosesItsGuardWhenRead) {
  EXPECT_EQ(without_guard("'=1+1"), "=1+1");
  EXPECT_EQ(without_guard("'-3.50"), "-3.50");
  EXPECT_EQ(without_guard("'+1"), "+1");
  EXPECT_EQ(without_guard("'@x"), "@x");
  EXPECT_EQ(without_guard("'\tx"), "\tx");
  EXPECT_EQ(without_guard("'tis"), "'tis");
  EXPECT_EQ(without_guard("'"), "'");
  EXPECT_EQ(without_guard(""), "");
  EXPECT_EQ(without_guard("''=x"), "''=x");
}

TEST(CsvCell, IsReadBackAsItWas) {
  std::mt19937 random(20260501);
  const std::string_view alphabet = "a,;\"\n\r= -\t'";
  for (int round = 0; round < 2000; ++round) {
    Cells cells(1 + random() % 4);
    std::string text;
    for (std::string& content : cells) {
      const std::size_t size = random() % 6;
      for (std::size_t i = 0; i < size; ++i) content += alphabet[random() % alphabet.size()];
      if (content.size() > 1 && content[0] == '\'') content[0] = 'a';  // such cells could be guarded ones
      if (&content != &cells.front()) text += ',';
      append_csv_cell(text, content);
    }
    text += '\n';
    if (text == "\n") continue;  // one empty cell is a blank record
    CsvReader reader(text, ',');
    CsvRecord record;
    ASSERT_TRUE(reader.next(record));
    Cells read_back;
    for (const std::string_view read_cell : record.cells) read_back.emplace_back(without_guard(read_cell));
    ASSERT_EQ(read_back, cells) << testing::PrintToString(text);
    EXPECT_TRUE(record.ended);
    EXPECT_FALSE(reader.next(record));
  }
}

}  // namespace
}  // namespace calx::text
