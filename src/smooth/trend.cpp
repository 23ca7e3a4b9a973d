#include <fmt/format.h>

#include <algorithm>

#include "core/quantile.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::smooth {
namespace {

/// A benchmark or open model carries a point when it has more than this share of the weight (METHOD, section 6).
constexpr double carrying_share = 0.05;

/// How many labels hold more than the carrying share of the weight.
std::size_t carrying(const Design& design, const std::vector<std::uint32_t>& label_of, std::uint32_t n_labels,
                     const std::vector<double>& weights, double mass) {
  std::vector<double> sums(n_labels);
  for (std::size_t i = 0; i < weights.size(); ++i) sums[label_of[design.unit_of[i]]] += weights[i];
  return static_cast<std::size_t>(
      std::count_if(sums.begin(), sums.end(), [&](double sum) { return sum > carrying_share * mass; }));
}

/// The points of a trend without band.
std::vector<TrendPoint> points_of(const JointDesign& joint, const SmoothOptions& options) {
  const Design& design = joint.series.front();
  const Pool& pool = joint.pool;
  const auto level = levels(design, options);
  std::vector<TrendPoint> result(design.grid.size());
  std::vector<double> weights(design.gap.size());
  for (std::size_t g = 0; g < result.size(); ++g) {
    const double* const of_date = design.kernel.data() + g * design.n_moments * design.dates.size();
    double mass = 0, squares = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weights[i] = of_date[design.date_of[i]];
      mass += weights[i];
      squares += weights[i] * weights[i];
    }
    TrendPoint& point = result[g];
    point.date = design.grid[g];
    point.level = level[g];
    point.kernel_mass = settle(mass);
    point.ess = squares > 0 ? settle(mass * mass / squares) : 0;  // all weights vanish far from every datapoint
    point.n_benchmarks = carrying(design, pool.benchmark_of, pool.n_benchmarks, weights, mass);
    point.n_open_models = carrying(design, pool.open_model_of, pool.n_open_models, weights, mass);
  }
  return result;
}

/// The level at the current point by an estimator of choice.
std::optional<double> current_level(const Series& series, const Trend& trend, SmoothOptions options, LevelKind kind) {
  options.level = kind;
  const std::vector<Date> here{trend.points[*trend.current].date};
  return levels(lay_out({&series, 1}, options, {&here, 1}).series.front(), options).front();
}

/// All of a trend but its band.
Trend levels_of(const Series& series, const JointDesign& design, const SmoothOptions& options) {
  Trend result;
  result.series = series.name;
  result.split = series.split;
  result.id = series.id;
  result.n_datapoints = series.datapoints.size();
  if (series.datapoints.empty()) return result;
  std::vector<double> gaps;
  for (const Datapoint* datapoint : series.datapoints) gaps.push_back(datapoint->gap_months());
  result.median_gap_months = median(std::move(gaps));

  result.n_benchmarks = design.pool.n_benchmarks;
  result.points = points_of(design, options);
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    if (!result.points[i].level) continue;
    result.current = i;
    if (!result.minimum || *result.points[i].level < *result.points[*result.minimum].level) result.minimum = i;
  }
  if (result.current) {
    result.current_local_constant = current_level(series, result, options, LevelKind::local_constant);
    result.current_local_linear = current_level(series, result, options, LevelKind::local_linear);
  }
  return result;
}

}  // namespace

void check(const SmoothOptions& options) {
  const auto require = [](bool holds, std::string_view option, auto value, std::string_view remedy) {
    if (!holds) throw Error(ErrorCode::bad_option, fmt::format("{} cannot be {}", option, value), remedy);
  };
  require(options.bandwidth > 0 && options.bandwidth < 1e6, "--bandwidth", options.bandwidth,
          "give a number of days above 0");
  require(options.step >= 1 && options.step <= 36525, "--step", options.step,
          "give a whole number of days from 1 to 36525");
  require(options.min_mass > 0, "--min-mass", options.min_mass, "give a number above 0");
  require(options.min_draw_mass > 0, "--min-draw-mass", options.min_draw_mass, "give a number above 0");
  require(options.resamples >= 1 && options.resamples <= 1'000'000, "--resamples", options.resamples,
          "give a number from 1 to 1000000");
  require(options.confidence > 0 && options.confidence < 1, "--confidence", options.confidence,
          "give a number between 0 and 1");
  require(options.threads >= 0 && options.threads <= 1024, "--threads", options.threads,
          "give 0 (one per processor) to 1024");
  require(options.block >= 1 && options.block <= 1 << 20, "block", options.block, "give a number from 1 to 1048576");
}

Trend without_band(const Series& series, const SmoothOptions& options, const std::vector<Date>& grid) {
  return levels_of(series, lay_out({&series, 1}, options, {&grid, 1}), options);
}

std::vector<Trend> trends(std::span<const Series> all, const SmoothOptions& options) {
  check(options);
  std::vector<Trend> result;
  std::vector<DrawnLevels> drawn;
  for (const Series& series : all) {
    const JointDesign design = lay_out({&series, 1}, options);
    result.push_back(levels_of(series, design, options));
    if (options.band == BandKind::none || series.datapoints.empty()) continue;
    drawn = draw_levels(design, series.name, options, std::move(drawn));
    add_bands(drawn.front(), options, result.back());
  }
  return result;
}

std::vector<Trend> smooth(std::span<const Datapoint> datapoints, const SmoothOptions& options) {
  return trends(series(datapoints, options.by), options);
}

}  // namespace gapcalc::smooth
