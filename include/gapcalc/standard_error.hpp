#pragma once
// How exact a score is.

#include <optional>
#include <string_view>

#include "gapcalc/benchmark.hpp"

namespace gapcalc {

/// What tells the standard error of a score.
enum class ErrorFrom { given, items, relative, none };
/// `given`, `items`, `relative`, `none`.
std::string_view name(ErrorFrom from);

struct StandardError {
  std::optional<double> se;  ///< in the benchmark's unit; empty where nothing tells it
  ErrorFrom from = ErrorFrom::none;
};

/// The standard error of a score by the first of: the one `given` (NaN: none); on fractions, the binomial one of the
/// benchmark's number of items, sqrt(p (1 - p) / n) with p held half an item away from 0 and 1; the benchmark's
/// relative one.
StandardError standard_error(double score, double given, const Benchmark& benchmark);

}  // namespace gapcalc
