#include "files/sha256.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace calx::files {

struct Sha256::Context {
  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  Context() { start(EVP_sha256()); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MD_CTX_free(handle); }
  /// Without an algorithm, anew with the one it had: naming it would have OpenSSL look for it again.
  void start(const EVP_MD* algorithm) {
    if (handle == nullptr || EVP_DigestInit_ex(handle, algorithm, nullptr) != 1)
      throw std::runtime_error("SHA-256 is not available");
  }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  EVP_DigestUpdate(context_->handle, bytes.data(), bytes.size());
}

Sha256::Digest Sha256::digest() {
  Digest result{};
  EVP_DigestFinal_ex(context_->handle, result.data(), nullptr);
  context_->start(nullptr);
  return result;
}

std::string to_hex(const Sha256::Digest& digest) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(digest.size() * 2);
  for (const std::uint8_t byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return to_hex(hash.digest());
}

}  // namespace calx::files
