#pragma once
// Megabytes of numbers that are written before they are read.

#include <cstddef>
#include <memory>

namespace gapcalc {

/// Releases what large_array allocated.
struct FreeLargeArray {
  void operator()(double* values) const;
};
using LargeArray = std::unique_ptr<double[], FreeLargeArray>;

/// n numbers that are not set yet, in huge pages where the system has them: touching a thousand small pages for the
/// first time takes longer than all the arithmetic on what they hold. Throws std::bad_alloc.
LargeArray large_array(std::size_t n);

}  // namespace gapcalc
