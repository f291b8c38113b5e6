// The examples of FIPS 180-4 (NIST, "SHA-256 examples" and the long-message example of FIPS 180-2, appendix B).
#include "files/sha256.hpp"

#include <gtest/gtest.h>

namespace calx::files {
namespace {

constexpr std::string_view abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::string_view nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr std::string_view two_blocks = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
constexpr std::string_view million = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

TEST(Sha256, HashesTheStandardsExamples) {
  EXPECT_EQ(sha256_hex("abc"), abc);
  EXPECT_EQ(sha256_hex(""), nothing);
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), two_blocks);  // 448 bits
  EXPECT_EQ(sha256_hex(std::string(1000000, 'a')), million);
}

TEST(Sha256, HashesPortions) {
  Sha256 hash;
  hash.update("abcdbcdecdefdefgefghfghighi");
  hash.update("");
  hash.update("jhijkijkljklmklmnlmnomnopnopq");
  EXPECT_EQ(to_hex(hash.digest()), two_blocks);
}

TEST(Sha256, StartsAnewAfterADigest) {
  Sha256 hash;
  EXPECT_EQ(to_hex(hash.digest()), nothing);
  hash.update("abc");
  EXPECT_EQ(to_hex(hash.digest()), abc);
  EXPECT_EQ(to_hex(hash.digest()), nothing);
}

TEST(Sha256, Moves) {
  Sha256 hash;
  hash.update("ab");
  Sha256 moved(std::move(hash));
  moved.update("c");
  EXPECT_EQ(to_hex(moved.digest()), abc);
}

TEST(Sha256, WritesHexadecimalWithZeros) {
  Sha256::Digest digest{};
  digest[0] = 0x0a;
  digest[31] = 0xf0;
  EXPECT_EQ(to_hex(digest), "0a" + std::string(60, '0') + "f0");
}

}  // namespace
}  // namespace calx::files
