#pragma once
// What `smooth` hands to `emit`: the level of the gap over time, with its band.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "gapcalc/date.hpp"

namespace gapcalc {

/// One grid point of a trend (METHOD, section 6). Levels are months.
struct TrendPoint {
  Date date;
  std::optional<double> level;      ///< empty where the kernel mass is too small
  std::optional<double> low, high;  ///< percentile interval; empty where it is withheld
  double kernel_mass = 0;           ///< sum of kernel weights
  double ess = 0;                   ///< Kish effective size, (sum w)^2 / sum w^2
  std::size_t n_benchmarks = 0;     ///< with more than 5 % of the weight
  std::size_t n_open_models = 0;    ///< with more than 5 % of the weight
  std::size_t n_resamples = 0;      ///< resamples in which the level is defined
};

/// The trend of one series of datapoints.
struct Trend {
  std::string series;  ///< `all`, `public`, `math`, `gpqa-diamond`, ...
  std::string split;   ///< what the series is a value of: `none`, `access`, `category`, `provenance`, `benchmark`
  std::size_t n_datapoints = 0;
  std::size_t n_benchmarks = 0;
  double median_gap_months = 0;
  std::vector<TrendPoint> points;      ///< one per grid date, from the first open date on
  std::optional<std::size_t> current;  ///< index of the last point with a level
  std::optional<std::size_t> minimum;  ///< index of the point with the smallest level, the first of equals
};

}  // namespace gapcalc
