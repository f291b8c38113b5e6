#include "text/address.hpp"

#include <gtest/gtest.h>

#include <string>

namespace calx::text {
namespace {

TEST(Address, KnowsPostOfficeBoxes) {
  for (const char* const box : {"PO BOX 7", "P.O. Box 7", "p o box 7", "POBox 7", "Post Office Box 7", "POB 7",
                                "P.O.B. 7", "Postal Box 7", "Lock Box 7", "LOCKBOX 7", "Suite 4, PO-Box 7", "PO BOX"})
    EXPECT_TRUE(is_post_office_box(box)) << box;
  for (const char* const street : {"", "7 Poboxton Road", "12 Box Canyon Road", "1 Boxwood Court", "9 Pobst Avenue",
                                   "3 Lockboxer Street", "B", "OB"})
    EXPECT_FALSE(is_post_office_box(street)) << street;
}

TEST(Address, LooksAtTheFirstNinetyCharacters) {
  EXPECT_TRUE(is_post_office_box(std::string(80, 'A') + " PO BOX 7"));
  EXPECT_FALSE(is_post_office_box(std::string(200, 'A') + " PO BOX 7"));
}

}  // namespace
}  // namespace calx::text
