#include "codes/check_digits.hpp"

#include <gtest/gtest.h>

#include <string>

namespace calx::codes {
namespace {

// 1234567893 is the standard's own example: doubled places 1 3 5 7 9 give 2+6+1+5+9 = 23, the others 2+4+6+8+3 = 23,
// the prefix 80840 adds 24: 70.
TEST(Npi, AcceptsTheStandardsExample) {
  EXPECT_EQ(npi_fault("1234567893"), NpiFault::none);
}

TEST(Npi, AcceptsWhatTheSumSays) {
  EXPECT_EQ(npi_fault("1000000004"), NpiFault::none);  // 24 + 2 + 4 = 30
  EXPECT_EQ(npi_fault("2000000002"), NpiFault::none);  // 24 + 4 + 2 = 30
  EXPECT_EQ(npi_fault("1999999992"), NpiFault::none);  // 24 + 2 + eight times 9 + 2 = 100
}

TEST(Npi, RejectsAWrongCheckDigit) {
  EXPECT_EQ(npi_fault("1234567890"), NpiFault::check_digit);  // 67
  EXPECT_EQ(npi_fault("1234576893"), NpiFault::check_digit);  // two neighbours swapped: 70 + 1 - 2 = 69
  EXPECT_EQ(npi_fault("1000000003"), NpiFault::check_digit);  // 29
  for (char last = '0'; last <= '9'; ++last)
    EXPECT_EQ(npi_fault(std::string("123456789") + last), last == '3' ? NpiFault::none : NpiFault::check_digit);
}

TEST(Npi, SaysWhatElseIsWrong) {
  EXPECT_EQ(npi_fault(""), NpiFault::length);
  EXPECT_EQ(npi_fault("123456789"), NpiFault::length);
  EXPECT_EQ(npi_fault("12345678931"), NpiFault::length);
  EXPECT_EQ(npi_fault("123456789A"), NpiFault::not_digits);
  EXPECT_EQ(npi_fault(" 123456789"), NpiFault::not_digits);
  EXPECT_EQ(npi_fault("3234567893"), NpiFault::first_digit);
  EXPECT_EQ(npi_fault("0000000000"), NpiFault::first_digit);
}

TEST(Cin, AcceptsItsShape) {
  EXPECT_EQ(cin_fault("90000000A"), CinFault::none);
  EXPECT_EQ(cin_fault("91234567Z"), CinFault::none);
}

TEST(Cin, KnowsTheLettersNotInUse) {
  const std::string unused = "BIJKLOPQRS";
  for (char letter = 'A'; letter <= 'Z'; ++letter) {
    const bool in_use = unused.find(letter) == std::string::npos;
    EXPECT_EQ(cin_fault(std::string("90000000") + letter), in_use ? CinFault::none : CinFault::unused_letter) << letter;
  }
}

TEST(Cin, SaysWhatIsWrong) {
  EXPECT_EQ(cin_fault(""), CinFault::length);
  EXPECT_EQ(cin_fault("9000000A"), CinFault::length);
  EXPECT_EQ(cin_fault("900000000A"), CinFault::length);
  EXPECT_EQ(cin_fault("80000000A"), CinFault::shape);
  EXPECT_EQ(cin_fault("9000000AA"), CinFault::shape);
  EXPECT_EQ(cin_fault("900000000"), CinFault::shape);
  EXPECT_EQ(cin_fault("90000000a"), CinFault::shape);
}

TEST(Cin, IsWhatACardNumberStartsWith) {
  EXPECT_EQ(cin_of_card("90000000A"), "90000000A");
  EXPECT_EQ(cin_of_card("  90000000A \t"), "90000000A");
  EXPECT_EQ(cin_of_card("90000000A7"), "90000000A");
  EXPECT_EQ(cin_of_card("90000000A72345"), "90000000A");
  EXPECT_EQ(cin_of_card(""), "");
  EXPECT_EQ(cin_of_card("   "), "");
  EXPECT_EQ(cin_of_card("90000000"), "");
  EXPECT_EQ(cin_of_card("90000000A77"), "");
  EXPECT_EQ(cin_of_card("90000000A723456"), "");
}

TEST(Shape, Taxonomy) {
  EXPECT_TRUE(taxonomy_shape("251B00000X"));
  EXPECT_TRUE(taxonomy_shape("261QF0400X"));
  EXPECT_FALSE(taxonomy_shape(""));
  EXPECT_FALSE(taxonomy_shape("251B00000"));
  EXPECT_FALSE(taxonomy_shape("251B000000"));
  EXPECT_FALSE(taxonomy_shape("251b00000X"));
  EXPECT_FALSE(taxonomy_shape("251B00000XX"));
  EXPECT_FALSE(taxonomy_shape("251B-0000X"));
}

TEST(Shape, Icd10) {
  EXPECT_TRUE(icd10_shape("Z5900"));
  EXPECT_TRUE(icd10_shape("Z59"));
  EXPECT_TRUE(icd10_shape("C4A9"));
  EXPECT_TRUE(icd10_shape("C7B00"));
  EXPECT_TRUE(icd10_shape("S72001A"));
  EXPECT_FALSE(icd10_shape(""));
  EXPECT_FALSE(icd10_shape("Z5"));
  EXPECT_FALSE(icd10_shape("Z59.00"));
  EXPECT_FALSE(icd10_shape("5900"));
  EXPECT_FALSE(icd10_shape("ZA9"));
  EXPECT_FALSE(icd10_shape("Z5C"));
  EXPECT_FALSE(icd10_shape("z5900"));
  EXPECT_FALSE(icd10_shape("S72001AB"));
}

TEST(Shape, Icd9) {
  EXPECT_TRUE(icd9_shape("250"));
  EXPECT_TRUE(icd9_shape("25000"));
  EXPECT_TRUE(icd9_shape("V60"));
  EXPECT_TRUE(icd9_shape("V6000"));
  EXPECT_TRUE(icd9_shape("E800"));
  EXPECT_TRUE(icd9_shape("E8001"));
  EXPECT_FALSE(icd9_shape(""));
  EXPECT_FALSE(icd9_shape("25"));
  EXPECT_FALSE(icd9_shape("250000"));
  EXPECT_FALSE(icd9_shape("V6"));
  EXPECT_FALSE(icd9_shape("V60000"));
  EXPECT_FALSE(icd9_shape("E80"));
  EXPECT_FALSE(icd9_shape("E80012"));
  EXPECT_FALSE(icd9_shape("Z5900"));
  EXPECT_FALSE(icd9_shape("V60A"));
}

TEST(Shape, Hcpcs) {
  EXPECT_TRUE(hcpcs_shape("H0044"));
  EXPECT_TRUE(hcpcs_shape("99213"));
  EXPECT_TRUE(hcpcs_shape("0001F"));
  EXPECT_FALSE(hcpcs_shape(""));
  EXPECT_FALSE(hcpcs_shape("H004"));
  EXPECT_FALSE(hcpcs_shape("H00440"));
  EXPECT_FALSE(hcpcs_shape("h0044"));
  EXPECT_FALSE(hcpcs_shape("HOUSE"));
  EXPECT_FALSE(hcpcs_shape("H0-44"));
}

}  // namespace
}  // namespace calx::codes
