#include "gapcalc/chunked_vector.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "support/catch.hpp"

using gapcalc::ChunkedVector;

TEST_CASE("a chunked vector holds its values in order, whatever their number") {
  constexpr std::size_t chunk = ChunkedVector<std::size_t>::chunk;
  for (const std::size_t n : {std::size_t{0}, std::size_t{1}, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 7}) {
    ChunkedVector<std::size_t> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(i * i);
    CHECK(values.size() == n);
    CHECK(values.empty() == (n == 0));
    std::size_t i = 0;
    for (const std::size_t value : values) {
      REQUIRE(value == i * i);
      REQUIRE(values[i] == value);
      ++i;
    }
    CHECK(i == n);
    CHECK(std::distance(values.begin(), values.end()) == static_cast<std::ptrdiff_t>(n));
  }
}

TEST_CASE("a chunked vector does not move what lies behind its first chunk") {
  constexpr std::size_t chunk = ChunkedVector<std::size_t>::chunk;
  ChunkedVector<std::size_t> values;
  for (std::size_t i = 0; i <= chunk; ++i) values.push_back(i);
  const std::size_t* const second = &values[chunk];
  for (std::size_t i = 0; i < 10 * chunk; ++i) values.push_back(i);
  CHECK(&values[chunk] == second);
}

TEST_CASE("a copy or a moved chunked vector has the same values") {
  ChunkedVector<int> values;
  for (int i = 0; i < 2500; ++i) values.push_back(i);
  const ChunkedVector<int> copy = values;
  const ChunkedVector<int> moved = std::move(values);
  CHECK(std::equal(copy.begin(), copy.end(), moved.begin(), moved.end()));
  CHECK(moved[2499] == 2499);
}

TEST_CASE("vectors that share an arena do not disturb each other, and outlive whoever made it") {
  std::vector<ChunkedVector<std::size_t>> vectors;
  {
    const auto arena = std::make_shared<gapcalc::Arena>();
    for (int v = 0; v < 3; ++v) vectors.emplace_back(arena);
  }
  constexpr std::size_t n = 300'000;  // several blocks of the arena
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t v = 0; v < vectors.size(); ++v) vectors[v].push_back(i * vectors.size() + v);
  bool right = true;
  for (std::size_t v = 0; v < vectors.size(); ++v) {
    std::size_t i = 0;
    for (const std::size_t value : vectors[v]) right = right && value == vectors.size() * i++ + v;
    CHECK(i == n);
  }
  CHECK(right);
}

TEST_CASE("memory from an arena is aligned for any type, also where more is asked for than a block holds") {
  gapcalc::Arena arena;
  for (const std::size_t bytes : {std::size_t{1}, std::size_t{100}, std::size_t{5'000'000}, std::size_t{3}}) {
    std::byte* const memory = arena.take(bytes);
    CHECK(reinterpret_cast<std::uintptr_t>(memory) % alignof(std::max_align_t) == 0);
    std::fill_n(memory, bytes, std::byte{1});
  }
}
