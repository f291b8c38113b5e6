#include "encounter/claim_number.hpp"

#include <gtest/gtest.h>

namespace calx::encounter {
namespace {

// Expected hashes: `printf '1234567893|91234567A|INV-1001|1' | sha256sum`, its first 55 bits by `base32`.
TEST(ClaimNumbers, IsPlanCodeTailAndHash) {
  ClaimNumbers numbers("305");
  EXPECT_EQ(numbers.make("1234567893", "91234567A", "INV-1001", 1), "305NV1001OK3WXJP53LN");
  EXPECT_EQ(numbers.make("1234567893", "91234567A", "INV-1001", 2), "305NV1001CYRLSEUL64Y");
}

TEST(ClaimNumbers, PadsAShortInvoiceNumberOnTheLeft) {
  ClaimNumbers numbers("305");
  EXPECT_EQ(numbers.make("1234567893", "91234567A", "7", 1), "305000007VZSKU2Q34Q4");
}

TEST(ClaimNumbers, FoldsLettersOfTheTailButHashesTheNumberAsItIs) {
  ClaimNumbers numbers("305");
  EXPECT_EQ(numbers.make("1234567893", "91234567A",
                         "ENERO-\xC3\x91"
                         "9",
                         1),
            "305NERON96QFZIGBLZVM");
}

TEST(ClaimNumbers, DependsOnEachField) {
  ClaimNumbers numbers("305");
  const std::string base(numbers.make("1234567893", "91234567A", "INV-1001", 1));
  EXPECT_NE(numbers.make("1999999992", "91234567A", "INV-1001", 1), base);
  EXPECT_NE(numbers.make("1234567893", "91234567C", "INV-1001", 1), base);
  EXPECT_NE(numbers.make("1234567893", "91234567A", "INV-2001", 1), base);
  EXPECT_EQ(numbers.make("1234567893", "91234567A", "INV-1001", 1), base);
}

}  // namespace
}  // namespace calx::encounter
