#pragma once

#include <optional>
#include <vector>

#include "core/quantile.hpp"

namespace gapcalc::latent {

/// The percentile interval of draws, settled, at `confidence`; NaN is a draw that tells nothing. Empty where fewer than
/// nine tenths of them tell something, and without draws.
std::optional<Interval> percentiles(std::vector<double> draws, double confidence);

/// The same set into a pair of ends, which stay empty without an interval.
inline void set_percentiles(const std::vector<double>& draws, double confidence, std::optional<double>& low,
                            std::optional<double>& high) {
  if (const auto found = percentiles(draws, confidence)) {
    low = found->low;
    high = found->high;
  }
}

}  // namespace gapcalc::latent
