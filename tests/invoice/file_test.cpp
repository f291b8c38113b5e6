#include "invoice/file.hpp"

#include <gmock/gmock.h>

#include "invoice/json_line.hpp"
#include "invoice_fixture.hpp"

namespace calx::invoice {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A file with what it reported.
struct Opened {
  explicit Opened(std::string bytes) : text(std::move(bytes)) {
    const Tables& tables = Tables::get();
    file = std::make_unique<InvoiceFile>("may.csv", text, tables.elements, tables.catalogue, sink);
  }
  std::vector<std::string> codes() const { return codes_of(sink); }

  std::string text;
  findings::Collector sink;
  std::unique_ptr<InvoiceFile> file;
};

std::vector<std::uint32_t> row_numbers(InvoiceFile& file) {
  std::vector<std::uint32_t> numbers;
  RawRow row;
  for (bool broken = false; file.next(row, broken);) numbers.push_back(row.number);
  return numbers;
}

TEST(InvoiceFile, SaysWhatIsWrongWithAFileAsAWhole) {
  EXPECT_THAT(Opened("").codes(), ElementsAre("INV-0001"));
  EXPECT_THAT(Opened(" \r\n\t").codes(), ElementsAre("INV-0001"));
  EXPECT_THAT(Opened("\xEF\xBB\xBF").codes(), ElementsAre("INV-0001"));
  EXPECT_THAT(Opened("%PDF-1.7\n").codes(), ElementsAre("INV-0002"));
  EXPECT_THAT(Opened("a letter about nothing\n").codes(), ElementsAre("INV-0003"));
  EXPECT_THAT(Opened("{\n").codes(), ElementsAre("INV-0013"));
  EXPECT_THAT(Opened("[{\"units\": 1}]\n").codes(), ElementsAre("INV-0013"));
  EXPECT_THAT(Opened("{\"shoe\": 1}\n").codes(), ElementsAre("INV-0003"));
  for (const char* const text : {"", "%PDF-1.7\n"}) {
    Opened opened(text);
    EXPECT_FALSE(opened.file->ok()) << text;
    EXPECT_THAT(row_numbers(*opened.file), IsEmpty()) << text;
  }
  // There are rows, and an account can be given of them.
  for (const char* const text : {"a letter\n\nin two lines\n", "{\n\n}\n", "{\"shoe\": 1}\n\n{\"shoe\": 2}\n"}) {
    Opened opened(text);
    EXPECT_FALSE(opened.file->ok()) << text;
    EXPECT_THAT(row_numbers(*opened.file), ElementsAre(1u, 3u)) << text;
    EXPECT_THAT(opened.codes(), SizeIs(1)) << text;
  }
}

TEST(InvoiceFile, NamesAllMissingColumnsAtOnce) {
  Cells cells = good_row();
  cells.erase("charge");
  cells.erase("member_gender");
  Opened opened(csv({cells}));
  EXPECT_FALSE(opened.file->ok());
  ASSERT_THAT(opened.codes(), ElementsAre("INV-0005"));
  EXPECT_EQ(opened.sink.findings[0].message, "required columns are missing: Member Gender Code, Service Charge Amount");
  EXPECT_EQ(opened.sink.findings[0].row, 1u);
  EXPECT_THAT(row_numbers(*opened.file), ElementsAre(2u));  // for rejected.csv
}

TEST(InvoiceFile, FindsColumnsInAnyOrderByHeaderOrAlias) {
  Opened opened("DOB;cin;MEMBER LAST NAME;Hat Size\n1980-02-29;90000001A;Testerman;7\n");
  EXPECT_THAT(opened.file->columns(), ElementsAre("DOB", "cin", "MEMBER LAST NAME", "Hat Size"));
  EXPECT_EQ(opened.file->column(Key::member_date_of_birth), 0);
  EXPECT_EQ(opened.file->column(Key::member_cin), 1);
  EXPECT_EQ(opened.file->column(Key::member_last_name), 2);
  EXPECT_EQ(opened.file->column(Key::charge), -1);
}

TEST(InvoiceFile, UnknownColumnsAreNamedOnceWithWhatIsNear) {
  Cells cells = good_row();
  std::string text = csv({cells, with(cells, {{"control_number", "2"}})});
  text.replace(text.find("Service Units"), 13, "Service Units,Servise End Date,Hat Size");
  for (std::size_t at = text.find("\"1\",\"118"); at != std::string::npos; at = text.find("\"1\",\"118", at + 20))
    text.insert(at + 4, "\"\",\"7\",");
  Opened opened(text);
  EXPECT_TRUE(opened.file->ok());
  ASSERT_THAT(opened.codes(), ElementsAre("INV-0007", "INV-0007"));
  EXPECT_EQ(opened.sink.findings[0].column, "Servise End Date");
  EXPECT_THAT(opened.sink.findings[0].message, HasSubstr("did you mean Service End Date?"));
  EXPECT_EQ(opened.sink.findings[0].severity, findings::Severity::info);
  EXPECT_EQ(opened.sink.findings[1].message, "this column is not known and is not used");
  EXPECT_THAT(row_numbers(*opened.file), ElementsAre(2u, 3u));
}

TEST(InvoiceFile, TwoColumnsOfOneMeaningAreAnError) {
  Cells cells = good_row();
  std::string text = csv({cells});
  text.insert(0, "Member CIN,");
  text.insert(text.find('\n') + 1, "90000001A,");
  Opened opened(text);
  EXPECT_FALSE(opened.file->ok());
  ASSERT_THAT(opened.codes(), ElementsAre("INV-0006"));
  EXPECT_EQ(opened.sink.findings[0].message,
            "this column and the column Member CIN both mean Member Client Index Number (CIN)");
  EXPECT_EQ(opened.sink.findings[0].key, "member_cin");
}

TEST(InvoiceFile, BlankRowsAreSkippedAndCounted) {
  const std::string text = csv({good_row()});
  const std::size_t header_end = text.find('\n') + 1;
  const std::string header = text.substr(0, header_end), line = text.substr(header_end);
  Opened opened("\n" + header + "\n , ,\n" + line + ",,,\n\"\"\n" + line);
  EXPECT_TRUE(opened.file->ok());
  EXPECT_THAT(opened.codes(), IsEmpty());
  EXPECT_THAT(row_numbers(*opened.file), ElementsAre(5u, 8u));
  EXPECT_THAT(opened.codes(), IsEmpty());
}

TEST(InvoiceFile, ReadsBelowATitle) {
  std::string text = csv({good_row()});
  Opened opened("Invoices of an invented provider\n\n" + text);
  EXPECT_TRUE(opened.file->ok());
  ASSERT_THAT(opened.codes(), ElementsAre("INV-0016"));
  EXPECT_EQ(opened.sink.findings[0].severity, findings::Severity::info);
  EXPECT_THAT(row_numbers(*opened.file), ElementsAre(4u));

  std::replace(text.begin(), text.end(), ',', ';');
  Opened excel("sep=;\r\n" + text);
  EXPECT_TRUE(excel.file->ok());
  EXPECT_THAT(excel.codes(), IsEmpty());
}

TEST(InvoiceFile, DataWithoutAHeaderIsNotTakenForOneNorShown) {
  const std::string text = csv({good_row()});
  Opened opened(text.substr(text.find('\n') + 1));
  ASSERT_THAT(opened.codes(), ElementsAre("INV-0003"));
  EXPECT_TRUE(opened.sink.findings[0].column.empty());
}

TEST(InvoiceFile, ACellWithALineBreakIsOneRow) {
  const Cells first = with(good_row(), {{"note", "one,\r\ntwo \"three\""}});
  Opened opened(csv({first, with(good_row(), {{"control_number", "2"}})}));
  RawRow row;
  bool broken = false;
  ASSERT_TRUE(opened.file->next(row, broken));
  EXPECT_EQ(row.cells[static_cast<std::size_t>(opened.file->column(Key::note))], "one,\r\ntwo \"three\"");
  const std::size_t offset = row.offset;
  ASSERT_TRUE(opened.file->next(row, broken));
  EXPECT_EQ(row.number, 3u);
  ASSERT_TRUE(opened.file->at(offset, 2, row));
  EXPECT_EQ(row.number, 2u);
  EXPECT_EQ(row.cells[static_cast<std::size_t>(opened.file->column(Key::note))], "one,\r\ntwo \"three\"");
  EXPECT_FALSE(opened.file->next(row, broken));
}

TEST(InvoiceFile, ACutFileIsSaid) {
  const std::string text = csv({good_row(), good_row()});
  {
    Opened opened(text.substr(0, text.size() - 30));  // inside a quoted cell
    RawRow row;
    bool broken = false;
    ASSERT_TRUE(opened.file->next(row, broken));
    EXPECT_FALSE(broken);
    ASSERT_TRUE(opened.file->next(row, broken));
    EXPECT_TRUE(broken);
    ASSERT_THAT(opened.codes(), ElementsAre("INV-0009"));
    EXPECT_EQ(opened.sink.findings[0].row, 3u);
    EXPECT_FALSE(opened.file->next(row, broken));
  }
  {
    Opened opened(text.substr(0, text.rfind(',')));  // between two cells
    EXPECT_THAT(row_numbers(*opened.file), ElementsAre(2u, 3u));
    ASSERT_THAT(opened.codes(), ElementsAre("INV-0009"));
    EXPECT_EQ(opened.sink.findings[0].message, "the file seems cut: its last row has 27 of 28 cells");
  }
  {
    Opened opened(text.substr(0, text.size() - 1));  // only the last line break is missing
    EXPECT_THAT(row_numbers(*opened.file), ElementsAre(2u, 3u));
    EXPECT_THAT(opened.codes(), IsEmpty());
  }
}

// Two quotes too many, in two rows, close each other: neither takes the rows between them.
TEST(InvoiceFile, QuotesTooManyTakeNoRows) {
  std::vector<Cells> rows;
  for (const char* const number : {"1", "2", "3", "4"}) rows.push_back(with(good_row(), {{"control_number", number}}));
  std::string text = csv(rows);
  text.erase(std::remove(text.begin(), text.end(), '"'), text.end());  // no cell needs them
  const auto quote_before = [&](std::size_t row, const std::string& cell) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < row; ++i) at = text.find('\n', at) + 1;
    text.insert(text.find(cell, at), "\"");
  };
  quote_before(1, "90000001A");
  quote_before(3, ",CA,");  // behind a cell: the end of the quoted one
  Opened opened(text);
  RawRow row;
  std::vector<bool> broken_rows;
  std::vector<std::size_t> offsets;
  for (bool broken = false; opened.file->next(row, broken);) {
    broken_rows.push_back(broken);
    offsets.push_back(row.offset);
  }
  EXPECT_THAT(broken_rows, ElementsAre(true, false, false, false));
  EXPECT_THAT(opened.codes(), ElementsAre("INV-0017"));
  ASSERT_TRUE(opened.file->at(offsets[0], 2, row));
  EXPECT_EQ(row.cells[static_cast<std::size_t>(opened.file->column(Key::member_cin))], "90000001A");
  EXPECT_EQ(row.cells.size(), opened.file->columns().size());
}

TEST(InvoiceFile, TooManyAndTooFewCells) {
  const std::string text = csv({good_row()});
  const std::string head = text.substr(0, text.size() - 1);
  {
    Opened opened(head + ",,\n");  // blanks behind the last column are nothing
    EXPECT_THAT(row_numbers(*opened.file), ElementsAre(2u));
    EXPECT_THAT(opened.codes(), IsEmpty());
  }
  {
    Opened opened(head + ",spilled\n");
    RawRow row;
    bool broken = false;
    ASSERT_TRUE(opened.file->next(row, broken));
    EXPECT_TRUE(broken);
    ASSERT_EQ(row.cells.size(), 29u);
    EXPECT_EQ(row.cells[28], "spilled");
    ASSERT_THAT(opened.codes(), ElementsAre("INV-0010"));
    EXPECT_EQ(opened.sink.findings[0].message, "this row has 29 cells and the header has 28");
  }
  {
    Opened opened(text.substr(0, text.rfind(',')) + "\n");  // the diagnosis is required
    RawRow row;
    bool broken = false;
    ASSERT_TRUE(opened.file->next(row, broken));
    EXPECT_TRUE(broken);
    EXPECT_EQ(row.cells.size(), 28u);
    EXPECT_THAT(opened.codes(), ElementsAre("INV-0011"));
  }
  {
    const std::string noted = csv({with(good_row(), {{"note", "x"}})});
    Opened opened(noted.substr(0, noted.rfind(',')) + "\n");  // the note is not
    RawRow row;
    bool broken = false;
    ASSERT_TRUE(opened.file->next(row, broken));
    EXPECT_FALSE(broken);
    EXPECT_EQ(row.cells.size(), 29u);
    EXPECT_THAT(opened.codes(), ElementsAre("INV-0012"));
  }
}

TEST(InvoiceFile, JsonLinesHaveTheSameKeys) {
  Opened opened(
      "{\"member_cin\": \"90000001A\", \"Member Last Name\": \"N\\u00fa\\u00f1ez\", \"units\": 2}\n\n"
      "{\"charge\": 118.50, \"member_homelessness\": true, \"note\": null, \"member_cin\": \"90000002C\"}\n"
      "{ }\n");
  EXPECT_THAT(opened.file->columns(),
              ElementsAre("member_cin", "Member Last Name", "units", "charge", "member_homelessness", "note"));
  EXPECT_FALSE(opened.file->ok());  // required keys are missing
  EXPECT_THAT(opened.codes(), ElementsAre("INV-0005"));
  RawRow row;
  bool broken = false;
  ASSERT_TRUE(opened.file->next(row, broken));
  EXPECT_EQ(row.number, 1u);
  EXPECT_THAT(row.cells, ElementsAre("90000001A", "Núñez", "2", "", "", ""));
  const std::size_t offset = row.offset;
  ASSERT_TRUE(opened.file->next(row, broken));
  EXPECT_EQ(row.number, 3u);
  EXPECT_THAT(row.cells, ElementsAre("90000002C", "", "", "118.50", "true", ""));
  EXPECT_FALSE(opened.file->next(row, broken));
  ASSERT_TRUE(opened.file->at(offset, 1, row));
  EXPECT_THAT(row.cells, ElementsAre("90000001A", "Núñez", "2", "", "", ""));
}

TEST(InvoiceFile, FaultyJsonLinesAreReportedAndTheNextIsRead) {
  Opened opened(
      "{\"member_cin\": \"90000001A\"}\n"
      "{\"member_cin\": \"90000001A\"\n"
      "{\"member_cin\": [\"90000001A\"]}\n"
      "{\"units\": 1, \"units\": 2}\n"
      "[1]\n"
      "{\"units\": 1} x\n"
      "{\"units\": 1}\n");
  opened.sink.findings.clear();
  EXPECT_THAT(row_numbers(*opened.file), ElementsAre(1u, 2u, 3u, 4u, 5u, 6u, 7u));
  EXPECT_THAT(opened.codes(), ElementsAre("INV-0013", "INV-0014", "INV-0015", "INV-0013", "INV-0013"));
  EXPECT_EQ(opened.sink.findings[0].row, 2u);
  EXPECT_EQ(opened.sink.findings[1].key, "member_cin");
  EXPECT_EQ(opened.sink.findings[2].column, "units");
  for (const findings::Finding& finding : opened.sink.findings)
    EXPECT_EQ(finding.message.find("90000001"), std::string::npos);
}

// The keys behind a list are read, so that no column is missed for it.
TEST(InvoiceFile, ListsWithinObjectsAreReportedLineByLine) {
  std::string line;
  for (const auto& [key, cell] : good_row()) line += (line.empty() ? "{" : ", ") + ('"' + key + "\": \"" + cell + '"');
  Opened opened("{\"extra\": [1, {\"units\": 3}], " + line.substr(1) + "}\n" + "{\"extra\": {\"a\": []}, " +
                line.substr(1) + "}\n");
  EXPECT_TRUE(opened.file->ok());
  opened.sink.findings.clear();
  EXPECT_THAT(row_numbers(*opened.file), ElementsAre(1u, 2u));
  EXPECT_THAT(opened.codes(), ElementsAre("INV-0014", "INV-0014"));
}

TEST(JsonLine, KeepsNumbersAsTheyAreWritten) {
  JsonLine line;
  ASSERT_EQ(line.read(R"({"a": 1.10, "b": -3, "c": 1.23E+09, "d": 0, "e": "x\ny", "f": false})"),
            JsonLine::Fault::none);
  ASSERT_EQ(line.size(), 6u);
  EXPECT_EQ(line.key(0), "a");
  EXPECT_EQ(line.value(0), "1.10");
  EXPECT_EQ(line.value(1), "-3");
  EXPECT_EQ(line.value(2), "1.23E+09");
  EXPECT_EQ(line.value(3), "0");
  EXPECT_EQ(line.value(4), "x\ny");
  EXPECT_EQ(line.value(5), "false");
  EXPECT_EQ(line.read("{\"a\": {\"b\": 1}}"), JsonLine::Fault::nested);
  EXPECT_EQ(line.faulty_key(), "a");
  EXPECT_EQ(line.read("3"), JsonLine::Fault::not_an_object);
  EXPECT_EQ(line.read("{\"a\": 1"), JsonLine::Fault::syntax);
  EXPECT_EQ(line.read(std::string(100000, '[')), JsonLine::Fault::not_an_object);
}

}  // namespace
}  // namespace calx::invoice
