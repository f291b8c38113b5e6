#include "invoice/elements.hpp"

#include <gmock/gmock.h>

#include "invoice_fixture.hpp"

namespace calx::invoice {
namespace {

TEST(Elements, HasARowForEveryKey) {
  const Elements& elements = Tables::get().elements;
  ASSERT_EQ(elements.all().size(), 72u);
  EXPECT_EQ(elements[Key::payer_id].name, "payer_id");
  EXPECT_EQ(elements[Key::member_cin].header, "Member Client Index Number (CIN)");
  EXPECT_EQ(elements[Key::diagnosis_12].header, "Diagnosis Code 12");
  EXPECT_EQ(elements[Key::paid_date].name, "paid_date");
  EXPECT_EQ(elements[Key::charge].required, "required");
  EXPECT_EQ(elements[Key::member_zip].required, "unless homeless");
  EXPECT_EQ(elements[Key::billing_tin].target, "2010AA REF*EI");
}

TEST(Elements, FindsAColumnByNameHeaderOrAlias) {
  const Elements& elements = Tables::get().elements;
  const auto key_of = [&](std::string_view header) {
    const Element* const element = elements.by_header(header);
    return element == nullptr ? "" : element->name;
  };
  EXPECT_EQ(key_of("Member Client Index Number (CIN)"), "member_cin");
  EXPECT_EQ(key_of("MEMBER client-index number CIN"), "member_cin");
  EXPECT_EQ(key_of("member_cin"), "member_cin");
  EXPECT_EQ(key_of(" CIN "), "member_cin");
  EXPECT_EQ(key_of("Procedure\nCode"), "procedure_code");
  EXPECT_EQ(key_of("Member\xC2\xA0"
                   "Last\xC2\xA0"
                   "Name"),
            "member_last_name");
  EXPECT_EQ(key_of("Diagnosis Code(s)"), "diagnosis_1");
  EXPECT_EQ(key_of("diagnosis code 10"), "diagnosis_10");
  EXPECT_EQ(key_of("Service Unit Cost"), "unit_charge");
  EXPECT_EQ(key_of("Shoe Size"), "");
  EXPECT_EQ(key_of(""), "");
}

TEST(Elements, ExampleRowsPassTheChecks) {
  std::vector<Cells> rows(2);
  for (const Element& element : Tables::get().elements.all()) {
    rows[0][element.name] = element.example_1;
    rows[1][element.name] = element.example_2;
  }
  for (const Cells& row : rows) {
    const Checked checked = check(row);
    EXPECT_TRUE(checked.ok);
    EXPECT_EQ(checked.codes(), std::vector<std::string>());
  }
}

TEST(Elements, EveryFindingCodeOfTheChecksHasAFixture) {
  std::vector<std::string> without;
  for (const auto& [code, entry] : Tables::get().catalogue.entries()) {
    if (code.substr(0, 4) != "INV-" || code >= "INV-0900") continue;  // from there on: making claims
    bool found = false;
    for (const char* const end : {".csv", ".jsonl", "-1.csv"}) {
      std::ifstream in(std::string(CALX_SOURCE_DIR) + "/fixtures/invoices/bad/" + code + end);
      found = found || in.good();
    }
    if (!found) without.push_back(code);
  }
  EXPECT_EQ(without, std::vector<std::string>());
}

}  // namespace
}  // namespace calx::invoice
