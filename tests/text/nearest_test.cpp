#include "text/nearest.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace calx::text {
namespace {

const std::vector<std::string> words{"convert", "validate", "explain", "init", "version"};

TEST(Nearest, FindsAWordWithinTwoEdits) {
  EXPECT_EQ(nearest("validate", words), "validate");
  EXPECT_EQ(nearest("validat", words), "validate") << "a letter left out";
  EXPECT_EQ(nearest("vallidate", words), "validate") << "one too many";
  EXPECT_EQ(nearest("velidate", words), "validate") << "another one";
  EXPECT_EQ(nearest("vaildate", words), "validate") << "two swapped";
  EXPECT_EQ(nearest("covnetr", words), "convert") << "two times two swapped";
  EXPECT_EQ(nearest("validating", words), "") << "three edits";
  EXPECT_EQ(nearest("serve", words), "");
}

TEST(Nearest, IgnoresCase) {
  EXPECT_EQ(nearest("CONVERT", words), "convert");
  EXPECT_EQ(nearest("first name", std::vector<std::string>{"First Name", "Last Name"}), "First Name");
}

TEST(Nearest, TakesTheFewestEditsAndThenTheFirst) {
  EXPECT_EQ(nearest("caat", std::vector<std::string>{"boat", "cat", "coat"}), "cat");
  EXPECT_EQ(nearest("cut", std::vector<std::string>{"cat", "cot"}), "cat");
}

TEST(Nearest, KeepsAtLeastOneCharacterOfTheWord) {
  EXPECT_EQ(nearest("U9", std::vector<std::string>{"XY", "U2"}), "U2");
  EXPECT_EQ(nearest("ab", std::vector<std::string>{"xy"}), "");
  EXPECT_EQ(nearest("", std::vector<std::string>{"a"}), "");
  EXPECT_EQ(nearest("word", std::vector<std::string>{}), "");
}

}  // namespace
}  // namespace calx::text
