#include "smooth/product.hpp"

#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace gapcalc::smooth;

TEST_CASE("a product is summed up in order of depth, for any shape") {
  std::mt19937 bits(1);
  const auto numbers = [&](std::size_t n) {
    std::vector<double> list(n);
    for (double& one : list) one = static_cast<double>(bits()) / 1e7 - 200;
    return list;
  };
  for (const std::size_t rows : {0u, 1u, 3u, 4u, 5u, 8u, 11u})
    for (const std::size_t depth : {1u, 7u, 90u})
      for (const std::size_t columns : {std::size_t{0}, product_step, 3 * product_step}) {
        const auto a = numbers(rows * depth), b = numbers(depth * columns);
        std::vector<double> c(rows * columns, -1), wanted(rows * columns);
        for (std::size_t i = 0; i < rows; ++i)
          for (std::size_t d = 0; d < depth; ++d)
            for (std::size_t j = 0; j < columns; ++j) wanted[i * columns + j] += a[i * depth + d] * b[d * columns + j];
        product(a.data(), b.data(), c.data(), rows, depth, columns);
        REQUIRE(c == wanted);
      }
}
