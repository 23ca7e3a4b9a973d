#pragma once
// SHA-256 of bytes, and base64.

#include <nettle/sha2.h>

#include <array>
#include <string>
#include <string_view>

namespace gapcalc {

/// SHA-256, incrementally.
class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  /// The hash as bytes. Call once, at the end; this or finish().
  std::array<char, 32> digest();
  /// The hash in lower-case hexadecimal.
  std::string finish();

 private:
  sha256_ctx context_{};
};

/// The SHA-256 of bytes, in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

/// The bytes in base64, padded, on one line.
std::string base64(std::string_view bytes);

}  // namespace gapcalc
