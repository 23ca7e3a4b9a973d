#pragma once
// Counter-based random numbers (Philox 4x32-10; Salmon et al. 2011): a draw is a function of its key, so the
// result does not depend on threads, blocks, or which other series ran (METHOD, section 7).

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string_view>

namespace gapcalc {

/// FNV-1a of the name, 64 bits; keys a series.
std::uint64_t stream_key(std::string_view name);

/// The random numbers of one resample of one series.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t key, std::uint32_t resample)
      : counter_{0, resample, static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
        key_{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)} {}

  /// 32 random bits.
  std::uint32_t bits() {
    if (used_ == ready_.size()) refill();
    return ready_[used_++];
  }

  /// An integer in [0, n), n >= 1, each with the same probability: multiply and shift, and reject the
  /// few products that would favour some values (Lemire 2019). The same on every platform, unlike std::.
  std::uint32_t below(std::uint32_t n) {
    std::uint64_t product = std::uint64_t{bits()} * n;
    if (static_cast<std::uint32_t>(product) < n) {
      const std::uint32_t threshold = (0u - n) % n;
      while (static_cast<std::uint32_t>(product) < threshold) product = std::uint64_t{bits()} * n;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

  /// A number from the standard normal distribution (Box and Muller 1958, one of the pair).
  double normal() {
    constexpr double bits_range = 4294967296.0;  // 2^32
    const double radius = std::sqrt(-2 * std::log((bits() + 0.5) / bits_range));
    return radius * std::cos(2 * std::numbers::pi * (bits() / bits_range));
  }

 private:
  void refill();  // makes the numbers of the next blocks ready

  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 32> ready_;
  std::size_t used_ = ready_.size();
};

}  // namespace gapcalc
