#pragma once
// A series laid out for smoothing: datapoints by distinct open date, and the kernel between dates and grid.

#include <Eigen/Core>
#include <vector>

#include "gapcalc/smooth.hpp"

namespace gapcalc::smooth {

struct Design {
  std::vector<Date> grid;              ///< x_min, x_min + step, ... <= x_max
  std::vector<Date> dates;             ///< distinct open dates, ascending
  std::vector<std::uint32_t> date_of;  ///< per datapoint: index into dates
  std::vector<double> gap;             ///< per datapoint: gap in days
  Eigen::MatrixXd kernel;              ///< dates x grid: weight of a date at a grid point
};

/// By open date, benchmark and threshold: sums run in this order, so that the order given never shows.
std::vector<const Datapoint*> in_order(std::vector<const Datapoint*> datapoints);

/// `datapoints` are in order.
Design design(const std::vector<const Datapoint*>& datapoints, const SmoothOptions& options);

/// Months, settled to 1e-9: far finer than any meaning, and coarse enough that the last bits of exp() and of
/// the order of sums, which differ between machines, never reach the output. Zero has no sign.
double settle(double value);

}  // namespace gapcalc::smooth
