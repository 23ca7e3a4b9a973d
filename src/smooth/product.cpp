#include "smooth/product.hpp"

#include <cstring>

// The functions marked so are compiled twice, and the processor tells at start which one runs. Not by clang, whose
// sanitizers cannot look at them so early.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define GAPCALC_FOR_EACH_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define GAPCALC_FOR_EACH_PROCESSOR
#endif

namespace gapcalc::smooth {
namespace {

using Four = double __attribute__((vector_size(32)));  // as one register of AVX2, or two of SSE2

/// `n` rows of the product, `product_step` columns of it: as many sums as registers hold.
template <std::size_t n>
__attribute__((always_inline)) inline void tile(const double* a, const double* b, double* c, std::size_t depth,
                                                std::size_t columns) {
  Four sums[n][2] = {};
  for (std::size_t d = 0; d < depth; ++d) {
    Four left, right;
    std::memcpy(&left, b + d * columns, sizeof left);
    std::memcpy(&right, b + d * columns + 4, sizeof right);
    for (std::size_t i = 0; i < n; ++i) {
      const double weight = a[i * depth + d];
      sums[i][0] += weight * left;
      sums[i][1] += weight * right;
    }
  }
  for (std::size_t i = 0; i < n; ++i) std::memcpy(c + i * columns, &sums[i], sizeof sums[i]);
}

}  // namespace

GAPCALC_FOR_EACH_PROCESSOR
void product(const double* a, const double* b, double* c, std::size_t rows, std::size_t depth, std::size_t columns) {
  constexpr std::size_t rows_at_once = 4;
  for (std::size_t j = 0; j < columns; j += product_step) {  // its columns of b stay in the nearest cache
    std::size_t i = 0;
    for (; i + rows_at_once <= rows; i += rows_at_once)
      tile<rows_at_once>(a + i * depth, b + j, c + i * columns + j, depth, columns);
    for (; i < rows; ++i) tile<1>(a + i * depth, b + j, c + i * columns + j, depth, columns);
  }
}

}  // namespace gapcalc::smooth
