#pragma once
// The matrix product of the bootstrap: most of its time.

#include <cstddef>

namespace gapcalc::smooth {

/// Columns of a product come in steps of so many.
inline constexpr std::size_t product_step = 8;

/// c = a b of row-major matrices: a is rows x depth, b depth x columns, c rows x columns; depth is not 0, and
/// `columns` a multiple of product_step. Each element is summed up in order of depth, without fused operations: the
/// same bits on every processor, however many elements it takes at a step.
void product(const double* a, const double* b, double* c, std::size_t rows, std::size_t depth, std::size_t columns);

}  // namespace gapcalc::smooth
