#pragma once
// What `smooth` hands to `emit`: the level of the gap over time, with its band.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/date.hpp"

namespace gapcalc {

/// Whether a point has a band, and why not. docs/method.md, section 7.
enum class BandState {
  shown,
  thin,                  ///< shown, but 3 or 4 benchmarks or open models carry the level
  no_band,               ///< none was asked for, or there is no level
  few_benchmarks,        ///< fewer than 4 in the series, or fewer than 3 carry the level
  few_open_models,       ///< fewer than 3 carry the level
  small_effective_size,  ///< Kish size under 3
  few_draws,             ///< too small a share of the draws has a level
};
/// `shown`, `thin`, `no_band`, `few_benchmarks`, `few_open_models`, `small_effective_size`, `few_draws`.
std::string_view name(BandState state);

/// One grid point of a trend (METHOD, section 6). Levels are months.
struct TrendPoint {
  Date date;
  std::optional<double> level;                                ///< empty where the kernel mass is too small
  std::optional<double> low, high;                            ///< percentile interval; empty where it is withheld
  std::optional<double> simultaneous_low, simultaneous_high;  ///< of the band over the whole curve
  BandState band = BandState::no_band;
  double kernel_mass = 0;         ///< sum of kernel weights
  double ess = 0;                 ///< Kish effective size, (sum w)^2 / sum w^2
  std::size_t n_benchmarks = 0;   ///< with more than 5 % of the weight
  std::size_t n_open_models = 0;  ///< with more than 5 % of the weight
  std::size_t n_resamples = 0;    ///< resamples in which the level is defined
};

/// The trend of one series of datapoints.
struct Trend {
  std::string series;  ///< `all`, `public`, `math`, `gpqa-diamond`, ...
  std::string split;   ///< what the series is a value of: `none`, `access`, `category`, `provenance`, `benchmark`
  std::string id;  ///< unlike the name, unlike that of any other trend: `SPLIT.SERIES` where one before is called so
  std::size_t n_datapoints = 0;
  std::size_t n_benchmarks = 0;
  double median_gap_months = 0;
  std::vector<TrendPoint> points;      ///< one per grid date, from the first open date on
  std::optional<std::size_t> current;  ///< index of the last point with a level
  std::optional<std::size_t> minimum;  ///< index of the point with the smallest level, the first of equals
  /// The level at the current point by either estimator, months; empty without a current point.
  std::optional<double> current_local_constant, current_local_linear;
  std::optional<double> critical_value;  ///< of the simultaneous band, in standard errors; empty without one
};

}  // namespace gapcalc
