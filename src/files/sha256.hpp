// SHA-256 of bytes (FIPS 180-4), by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace calx::files {

/// A running hash: update() as often as needed, then digest() once; after that it starts anew.
class Sha256 {
 public:
  using Digest = std::array<std::uint8_t, 32>;

  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  Digest digest();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// The digest as 64 lower-case hexadecimal characters.
std::string to_hex(const Sha256::Digest& digest);

/// The hash of `bytes` as 64 lower-case hexadecimal characters.
std::string sha256_hex(std::string_view bytes);

}  // namespace calx::files
