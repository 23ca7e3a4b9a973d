#pragma once
// Stage 3: Datapoints -> Trends. METHOD, sections 6 and 7.

#include <span>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/trend.hpp"

namespace gapcalc::smooth {

/// A named set of datapoints.
struct Series {
  std::string name;   ///< also keys the random numbers
  std::string split;  ///< `none`, `access`, ...
  std::vector<const Datapoint*> datapoints;
};

/// `all`, then for each split its values in order of first appearance, which is the registry's. Datapoints
/// without a category are in the series `no-category`.
std::vector<Series> series(std::span<const Datapoint> datapoints, std::span<const Split> by);

/// Weight of a datapoint that lies `days` away: exp(-days^2 / (2 sigma^2)) (METHOD, section 6).
double kernel(double days, double sigma);

/// Months, settled to 1e-9: far finer than any meaning, and coarse enough that the last bits of exp() and of
/// the order of sums, which differ between machines, never reach the output. Zero has no sign.
double settle(double value);

/// Throws Error (bad_option) on impossible options.
void check(const SmoothOptions& options);

/// For each series the Nadaraya-Watson level with its band over the grid (METHOD, section 6). The
/// result does not depend on the order of datapoints, on threads, on blocks, or on which other series are
/// there. Throws Error (bad_option) on impossible options.
std::vector<Trend> trends(std::span<const Series> all, const SmoothOptions& options);

/// The trends of all series asked for: `all`, with or without datapoints, then the values of each split.
std::vector<Trend> smooth(std::span<const Datapoint> datapoints, const SmoothOptions& options);

}  // namespace gapcalc::smooth
