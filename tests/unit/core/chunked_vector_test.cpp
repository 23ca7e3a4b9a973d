#include "gapcalc/chunked_vector.hpp"

#include <algorithm>
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
