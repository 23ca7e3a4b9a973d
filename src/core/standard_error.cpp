#include "gapcalc/standard_error.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace gapcalc {

std::string_view name(ErrorFrom from) {
  constexpr std::array<std::string_view, 4> names = {"given", "items", "relative", "none"};
  return names[static_cast<std::size_t>(from)];
}

StandardError standard_error(double score, double given, const Benchmark& benchmark) {
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

}  // namespace gapcalc
