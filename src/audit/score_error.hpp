#pragma once
// The standard error of a single score.

#include <optional>

#include "gapcalc/benchmark.hpp"
#include "gapcalc/claimed.hpp"

namespace gapcalc::audit {

struct ScoreError {
  std::optional<double> se;  ///< in the benchmark's unit
  ErrorFrom from = ErrorFrom::none;
};

/// By the first of what tells it, in the order of ErrorFrom. `given`: the record's score_se, NaN where unknown.
ScoreError score_error(double score, double given, const Benchmark& benchmark);

}  // namespace gapcalc::audit
