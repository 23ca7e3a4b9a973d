#include "core/random.hpp"

#include <Random123/philox.h>

#include <array>
#include <vector>

#include "support/catch.hpp"

using namespace gapcalc;

namespace {

std::vector<std::uint32_t> draws(RandomStream stream, std::size_t n) {
  std::vector<std::uint32_t> result;
  for (std::size_t i = 0; i < n; ++i) result.push_back(stream.bits());
  return result;
}

/// Pearson's statistic of counts against equal shares.
double chi_square(const std::vector<std::size_t>& counts) {
  double total = 0, sum = 0;
  for (const std::size_t count : counts) total += static_cast<double>(count);
  const double share = total / static_cast<double>(counts.size());
  for (const std::size_t count : counts)
    sum += (static_cast<double>(count) - share) * (static_cast<double>(count) - share) / share;
  return sum;
}

}  // namespace

TEST_CASE("Philox 4x32-10 gives the known answers of Random123") {
  using Words = std::array<std::uint32_t, 4>;
  const auto philox = [](Words c, std::uint32_t k0, std::uint32_t k1) {
    const auto block = r123::Philox4x32{}({{c[0], c[1], c[2], c[3]}}, {{k0, k1}});
    return Words{block[0], block[1], block[2], block[3]};
  };
  CHECK(philox({0, 0, 0, 0}, 0, 0) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({~0u, ~0u, ~0u, ~0u}, ~0u, ~0u) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a stream is Philox with the draw's block, the resample and the seed as counter") {
  using Draws = std::vector<std::uint32_t>;
  CHECK(draws({0, 0, 0}, 4) == Draws{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  // Two blocks of an independent implementation with counter (block, 42, seed), key (key).
  CHECK(draws({0x0123456789abcdef, 0xfedcba9876543210, 42}, 8) ==
        Draws{0x76817ed2, 0xa9bb79c7, 0xf2badd06, 0xa4fc110f, 0x71dcc756, 0x26509b0f, 0x64717ab5, 0x505d7e08});
}

TEST_CASE("streams of other seeds, series or resamples are other numbers") {
  const auto base = draws({1, 2, 3}, 8);
  CHECK(draws({1, 2, 3}, 8) == base);
  CHECK(draws({2, 2, 3}, 8) != base);
  CHECK(draws({std::uint64_t{1} << 32, 2, 3}, 8) != base);
  CHECK(draws({1, 3, 3}, 8) != base);
  CHECK(draws({1, std::uint64_t{2} << 32, 3}, 8) != base);
  CHECK(draws({1, 2, 4}, 8) != base);
}

TEST_CASE("what a stream gives does not depend on draws from others") {
  RandomStream one(7, 8, 0), other(7, 8, 1);
  std::vector<std::uint32_t> mixed;
  for (std::size_t i = 0; i < 20; ++i) {
    for (std::size_t k = 0; k < i % 3; ++k) other.below(1000);
    mixed.push_back(one.bits());
  }
  CHECK(mixed == draws({7, 8, 0}, 20));
}

TEST_CASE("an integer below n is in range for every n") {
  RandomStream stream(0, 0, 0);
  for (const std::uint32_t n : {1u, 2u, 3u, 95u, 1000u, 65536u, 0x80000000u, 0x80000001u, 0xC0000000u, 0xFFFFFFFFu})
    for (int i = 0; i < 200; ++i) REQUIRE(stream.below(n) < n);
  for (int i = 0; i < 20; ++i) CHECK(stream.below(1) == 0);
}

TEST_CASE("an integer below a small n is uniform") {
  struct Row {
    std::uint32_t n;
    double limit;  ///< 99.9 % point of chi-square with n - 1 degrees of freedom
  };
  for (const Row& row : {Row{2, 10.83}, Row{7, 22.46}, Row{61, 99.61}, Row{95, 142.1}}) {
    RandomStream stream(2026, row.n, 0);
    std::vector<std::size_t> counts(row.n);
    for (int i = 0; i < 200'000; ++i) ++counts[stream.below(row.n)];
    INFO("n = " << row.n);
    CHECK(chi_square(counts) < row.limit);
  }
}

TEST_CASE("an integer below three quarters of 2^32 has no favourite remainders") {
  // Multiply-and-shift without rejection would give one remainder modulo 3 half of all draws.
  RandomStream stream(2026, 0, 0);
  std::vector<std::size_t> remainders(3), thirds(3);
  for (int i = 0; i < 100'000; ++i) {
    const std::uint32_t value = stream.below(0xC0000000u);
    ++remainders[value % 3];
    ++thirds[value >> 30];
  }
  constexpr double limit = 13.82;  // 99.9 % point, 2 degrees of freedom
  CHECK(chi_square(remainders) < limit);
  CHECK(chi_square(thirds) < limit);
}

TEST_CASE("the first draws of successive resamples are uniform and unrelated") {
  std::vector<std::size_t> counts(10), pairs(100);
  std::uint32_t last = 0;
  for (std::uint32_t resample = 0; resample < 50'000; ++resample) {
    const std::uint32_t value = RandomStream(0, stream_key("all"), resample).below(10);
    ++counts[value];
    if (resample > 0) ++pairs[last * 10 + value];
    last = value;
  }
  CHECK(chi_square(counts) < 27.88);  // 99.9 % point, 9 degrees of freedom
  CHECK(chi_square(pairs) < 148.2);   // 99.9 % point, 99 degrees of freedom
}

TEST_CASE("a series is keyed by FNV-1a of its name") {
  CHECK(stream_key("") == 0xcbf29ce484222325u);
  CHECK(stream_key("a") == 0xaf63dc4c8601ec8cu);
  CHECK(stream_key("foobar") == 0x85944171f73967e8u);
}
