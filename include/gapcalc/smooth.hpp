#pragma once
// Stage 3: Datapoints -> Trends. METHOD, sections 6 and 7.

#include <span>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/large_array.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/trend.hpp"

namespace gapcalc::smooth {

/// A named set of datapoints.
struct Series {
  std::string name;   ///< also keys the random numbers
  std::string split;  ///< `none`, `access`, ...
  std::vector<const Datapoint*> datapoints;
  std::string id{};  ///< as unique_name gives it among the series
};

/// `name`, or `SPLIT.NAME` where `taken` has it: `unknown`, for instance, may be an access class and a provenance
/// verdict.
std::string unique_name(std::string_view name, std::string_view split, std::span<const std::string> taken);

/// `all`, then for each split its values in order of first appearance, which is the registry's. Datapoints
/// without a category are in the series `no-category`.
std::vector<Series> series(std::span<const Datapoint> datapoints, std::span<const Split> by);

/// Weight of a datapoint that lies `days` away: exp(-days^2 / (2 sigma^2)) (METHOD, section 6).
double kernel(double days, double sigma);

/// A series laid out for smoothing: its datapoints by distinct open date, and the kernel between dates and grid.
struct Design {
  std::vector<Date> grid;              ///< x_min, x_min + step, ... <= x_max
  std::vector<Date> dates;             ///< distinct open dates, ascending
  std::vector<std::uint32_t> date_of;  ///< per datapoint: index into dates
  std::vector<std::uint32_t> unit_of;  ///< per datapoint: index into the units that are drawn
  std::vector<double> gap;             ///< per datapoint, days
  /// Row g * n_moments + k holds, per date, w (x - g)^k / sigma^k for the grid point g: what sums of the
  /// weighted mean (k = 0) and of the weighted line (k = 0, 1, 2) are made of.
  std::vector<double> kernel;
  std::size_t n_moments = 1;
};

/// What is drawn: the distinct datapoints of one or several series, and whose they are.
struct Pool {
  std::vector<std::uint32_t> benchmark_of, open_model_of;  ///< per unit, from 0
  std::uint32_t n_benchmarks = 0, n_open_models = 0;
};

/// Series that are drawn together: a benchmark or open model that two of them share is drawn for both at once.
struct JointDesign {
  Pool pool;
  std::vector<Design> series;
};

/// Lays out series; `grids[i]`, where given and not empty, is used instead of the own grid of series i.
/// Datapoints are taken in order of open date, benchmark and threshold, so the order given never shows.
JointDesign lay_out(std::span<const Series> series, const SmoothOptions& options,
                    std::span<const std::vector<Date>> grids = {});

/// Levels of one series on its grid, one per draw, in months; NaN where the kernel mass of a draw is too small.
struct DrawnLevels {
  std::size_t n_grid = 0, n_draws = 0;
  LargeArray months;  ///< grid x draws

  /// The levels of all draws at grid point g.
  [[nodiscard]] std::span<double> at(std::size_t g) const { return {months.get() + g * n_draws, n_draws}; }
};

/// Draws the pool `options.resamples` times as `options.band` says, each draw from the random numbers of
/// (seed, key, draw), and smooths every series with the same weights. Kernel mass and level of a draw are those of
/// METHOD, section 6, with weights w_i(g) c_i, where c_i is how often datapoint i was drawn. The result does
/// not depend on threads or blocks. The memory of `old` is used again where it is enough: a first touch of a page costs
/// more than most work on it.
std::vector<DrawnLevels> draw_levels(const JointDesign& design, std::string_view key, const SmoothOptions& options,
                                     std::vector<DrawnLevels> old = {});

/// The level in months from sums over datapoints with weight w at distance d: S_k = sum w d^k, T_k = sum w d^k y,
/// y in days. The weighted mean T_0 / S_0; or the weighted line at d = 0, (S_2 T_0 - S_1 T_1) / (S_0 S_2 - S_1^2)
/// (Fan and Gijbels 1996, section 3.1), and the mean where all weight lies at one distance, so that no line can
/// be told. `sums` holds S_0, S_1, S_2 for the line, S_0 for the mean; `totals` the T likewise.
double level_of(LevelKind kind, const double* sums, const double* totals);

/// The level of a design at each grid point in months, with every datapoint once; empty where the kernel mass is
/// too small.
std::vector<std::optional<double>> levels(const Design& design, const SmoothOptions& options);

/// A gap by its open date.
struct DatedGap {
  int day = 0;   ///< open date
  int days = 0;  ///< gap
};

/// The level at the last grid point that has one.
struct LastLevel {
  Date date;
  double months = 0;  ///< not settled
};

/// That of the series of these gaps, in order of day, then gap; empty where no point has a level. The same as the
/// current point of its trend, for users who need nothing else, and often.
std::optional<LastLevel> last_level(std::span<const DatedGap> gaps, const SmoothOptions& options);

/// Sets the percentile interval of every point that may have one, the number of draws, and why a band is not shown;
/// with options.simultaneous also the band over the whole curve and its critical value. The points of `trend` are the
/// grid that was drawn.
void add_bands(const DrawnLevels& drawn, const SmoothOptions& options, Trend& trend);

/// Whether the band at a point may be trusted, by all rules but that on draws. `n_benchmarks`: of the series.
BandState trust(const TrendPoint& point, std::size_t n_benchmarks, BandRule rule);

/// Whether `defined` of `all` draws are enough for an interval: nine tenths (METHOD, section 6).
bool enough_draws(std::size_t defined, std::size_t all);

/// The trend of one series without its band, on `grid` or, where that is empty, on the series' own.
Trend without_band(const Series& series, const SmoothOptions& options, const std::vector<Date>& grid = {});

/// Months, settled to 1e-9: far finer than any meaning, and coarse enough that the last bits of exp() and of
/// the order of sums, which differ between machines, never reach the output. Zero has no sign.
double settle(double value);

/// Throws Error (bad_option) on impossible options.
void check(const SmoothOptions& options);

/// For each series the level with its band over the grid (METHOD, section 6; docs/method.md, section 7).
/// The result does not depend on the order of datapoints, on threads, on blocks, or on which other series are
/// there. Throws Error (bad_option) on impossible options.
std::vector<Trend> trends(std::span<const Series> all, const SmoothOptions& options);

/// The trends of all series asked for: `all`, with or without datapoints, then the values of each split.
std::vector<Trend> smooth(std::span<const Datapoint> datapoints, const SmoothOptions& options);

}  // namespace gapcalc::smooth
