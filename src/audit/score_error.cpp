#include "audit/score_error.hpp"

#include <algorithm>
#include <cmath>

namespace gapcalc::audit {

ScoreError score_error(double score, double given, const Benchmark& benchmark) {
  if (!std::isnan(given)) return {given, ErrorFrom::given};
  if (is_fraction(benchmark.unit) && benchmark.items && *benchmark.items > 0) {
    // At 0 and 1 the binomial error would be none at all, as if one more item could not have gone otherwise.
    const double n = *benchmark.items, least = std::min(0.5, 0.5 / n);
    const double p = std::clamp(score, least, 1 - least);
    return {std::sqrt(p * (1 - p) / n), ErrorFrom::items};
  }
  if (benchmark.relative_se) return {*benchmark.relative_se * std::abs(score), ErrorFrom::relative};
  return {};
}

}  // namespace gapcalc::audit
