#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/quantile.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/smooth.hpp"
#include "smooth/band.hpp"
#include "smooth/design.hpp"

namespace gapcalc::smooth {
namespace {

/// A benchmark or open model carries a point when it has more than this share of the weight (METHOD, section 6).
constexpr double carrying_share = 0.05;

/// Which of the series' benchmarks, or open models, each datapoint is of.
struct Labels {
  std::vector<std::size_t> of;  ///< per datapoint, from 0 to n - 1
  std::size_t n = 0;
};

template <typename Name>
Labels label(const std::vector<const Datapoint*>& datapoints, const Name& name) {
  std::map<std::string_view, std::size_t> numbers;
  Labels labels;
  for (const Datapoint* datapoint : datapoints)
    labels.of.push_back(numbers.emplace(name(*datapoint), numbers.size()).first->second);
  labels.n = numbers.size();
  return labels;
}

/// How many labels hold more than the carrying share of the weight.
std::size_t carrying(const Labels& labels, const std::vector<double>& weights, double mass) {
  std::vector<double> sums(labels.n);
  for (std::size_t i = 0; i < weights.size(); ++i) sums[labels.of[i]] += weights[i];
  return static_cast<std::size_t>(
      std::count_if(sums.begin(), sums.end(), [&](double sum) { return sum > carrying_share * mass; }));
}

/// The trend without its band.
void add_levels(const std::vector<const Datapoint*>& datapoints, const Design& design, const SmoothOptions& options,
                Trend& trend) {
  const Labels benchmarks = label(datapoints, [](const Datapoint& d) -> std::string_view { return d.benchmark; });
  const Labels open_models = label(datapoints, [](const Datapoint& d) -> std::string_view { return d.open.model; });
  trend.n_benchmarks = benchmarks.n;
  std::vector<double> weights(datapoints.size());
  for (std::size_t g = 0; g < design.grid.size(); ++g) {
    double mass = 0, squares = 0, total = 0;
    for (std::size_t i = 0; i < datapoints.size(); ++i) {
      weights[i] = design.kernel(design.date_of[i], static_cast<Eigen::Index>(g));
      mass += weights[i];
      squares += weights[i] * weights[i];
      total += weights[i] * design.gap[i];
    }
    TrendPoint point;
    point.date = design.grid[g];
    point.kernel_mass = settle(mass);
    point.ess = squares > 0 ? settle(mass * mass / squares) : 0;  // all weights vanish far from every datapoint
    point.n_benchmarks = carrying(benchmarks, weights, mass);
    point.n_open_models = carrying(open_models, weights, mass);
    if (mass >= options.min_mass) point.level = settle(months(total / mass));
    trend.points.push_back(point);
  }
}

/// All of a trend but its band.
Trend without_band(const Series& series, Design& layout, const SmoothOptions& options) {
  Trend result;
  result.series = series.name;
  result.split = series.split;
  result.n_datapoints = series.datapoints.size();
  if (series.datapoints.empty()) return result;
  std::vector<double> gaps;
  for (const Datapoint* datapoint : series.datapoints) gaps.push_back(datapoint->gap_months());
  result.median_gap_months = median(std::move(gaps));

  const auto datapoints = in_order(series.datapoints);
  layout = design(datapoints, options);
  add_levels(datapoints, layout, options, result);
  for (std::size_t i = 0; i < result.points.size(); ++i) {
    if (!result.points[i].level) continue;
    result.current = i;
    if (!result.minimum || *result.points[i].level < *result.points[*result.minimum].level) result.minimum = i;
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
  require(options.resamples >= 1 && options.resamples <= 1'000'000, "--resamples", options.resamples,
          "give a number from 1 to 1000000");
  require(options.confidence > 0 && options.confidence < 1, "--confidence", options.confidence,
          "give a number between 0 and 1");
  require(options.threads >= 0 && options.threads <= 1024, "--threads", options.threads,
          "give 0 (one per processor) to 1024");
  require(options.block >= 1 && options.block <= 1 << 20, "block", options.block, "give a number from 1 to 1048576");
}

std::vector<Trend> trends(std::span<const Series> all, const SmoothOptions& options) {
  check(options);
  std::vector<Design> designs(all.size());
  std::vector<Trend> result;
  result.reserve(all.size());  // the jobs point into it
  std::vector<BandJob> jobs;
  for (std::size_t i = 0; i < all.size(); ++i) {
    result.push_back(without_band(all[i], designs[i], options));
    if (!result[i].points.empty()) jobs.push_back({designs[i], result[i].series, result[i].points});
  }
  if (options.band == BandKind::points) add_bands(jobs, options);
  return result;
}

std::vector<Trend> smooth(std::span<const Datapoint> datapoints, const SmoothOptions& options) {
  return trends(series(datapoints, options.by), options);
}

}  // namespace gapcalc::smooth
