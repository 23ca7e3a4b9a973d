#pragma once
// Type-7 quantiles (Hyndman and Fan 1996): the default of numpy and R.

#include <span>
#include <vector>

namespace gapcalc {

/// The quantile at probability `p` in [0, 1] of at least one value. Reorders the values.
/// The position is h = (n - 1) p; between neighbours it is interpolated as lower + (h - floor h)(upper - lower).
double quantile(std::span<double> values, double p);

/// The quantiles at `low` <= `high` of at least one value, cheaper than two calls. Reorders the values.
struct Interval {
  double low, high;
};
Interval interval(std::span<double> values, double low, double high);

/// Median of at least one value.
double median(std::vector<double> values);

}  // namespace gapcalc
