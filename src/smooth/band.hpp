#pragma once
// The band of a trend: percentile intervals over resamples (METHOD, section 6).

#include <span>
#include <string_view>

#include "smooth/design.hpp"

namespace gapcalc::smooth {

/// One series to make a band for. `series` keys the random numbers.
struct BandJob {
  const Design& design;
  std::string_view series;
  std::span<TrendPoint> points;  ///< one per grid point; gets n_resamples and, where trusted, low and high
};

/// Makes the bands of all jobs.
void add_bands(std::span<const BandJob> jobs, const SmoothOptions& options);

}  // namespace gapcalc::smooth
