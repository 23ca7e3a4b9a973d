#include "core/digest.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace gapcalc {

Sha256::Sha256() { nettle_sha256_init(&context_); }
void Sha256::update(std::string_view bytes) {
  nettle_sha256_update(&context_, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}
std::array<char, 32> Sha256::digest() {
  std::array<char, 32> result{};
  nettle_sha256_digest(&context_, result.size(), reinterpret_cast<std::uint8_t*>(result.data()));
  return result;
}
std::string Sha256::finish() {
  std::string text;
  for (const char byte : digest()) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr unsigned low_six_bits = 63;
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto byte = [&](std::size_t i) {
      return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U;
    };
    const unsigned three = byte(0) << 16 | byte(1) << 8 | byte(2);
    for (unsigned i = 0; i < 4; ++i) text += at + i > bytes.size() ? '=' : digits[three >> (18 - 6 * i) & low_six_bits];
  }
  return text;
}

}  // namespace gapcalc
