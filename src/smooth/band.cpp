#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "core/quantile.hpp"
#include "core/threads.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::smooth {
namespace {

/// With fewer, resampling them says next to nothing: 3 can be drawn in 10 ways, 4 in 35.
constexpr std::size_t least_in_series = 4, least_carrying = 3, thin_at_most = 4;
constexpr double least_effective_size = 3;

/// Levels are settled to 1e-9 months, so a smaller standard error is rounding.
constexpr double least_error = 1e-9;

bool is_shown(const TrendPoint& point) { return point.band == BandState::shown || point.band == BandState::thin; }

/// The levels of the draws that have one.
std::vector<double> defined(std::span<const double> levels) {
  std::vector<double> result(levels.size());
  const auto end =
      std::copy_if(levels.begin(), levels.end(), result.begin(), [](double level) { return !std::isnan(level); });
  result.erase(end, result.end());
  return result;
}

/// The percentile interval of one grid point over the draws that have a level there.
void set_band(std::span<const double> levels, const SmoothOptions& options, std::size_t n_benchmarks,
              TrendPoint& point) {
  std::vector<double> values = defined(levels);
  point.n_resamples = values.size();
  if (!point.level) return;
  point.band = trust(point, n_benchmarks, options.show);
  if (!is_shown(point)) return;
  if (!enough_draws(values.size(), levels.size())) {
    point.band = BandState::few_draws;
    return;
  }
  const double tail = (1 - options.confidence) / 2;
  const Interval band = interval(values, tail, 1 - tail);
  point.low = settle(band.low);
  point.high = settle(band.high);
}

/// Standard deviation over the draws that have a level; 0 for fewer than two.
double error_of_draws(std::span<const double> levels) {
  const std::vector<double> values = defined(levels);
  if (values.size() < 2) return 0;
  double mean = 0, squares = 0;
  for (const double value : values) mean += value;
  mean /= static_cast<double>(values.size());
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

/// The sup-t band (Montiel Olea and Plagborg-Moller 2019): level -+ c * standard error, where c is the quantile at
/// the confidence of the largest deviation of a draw from the level, in standard errors, over the shown points at which
/// the draw has a level. A draw without any says nothing of the curve and is left out, as by the percentile band.
void add_simultaneous(const DrawnLevels& drawn, const SmoothOptions& options, Trend& trend) {
  std::vector<double> errors(drawn.n_grid), largest(drawn.n_draws, std::nan(""));
  for (std::size_t g = 0; g < drawn.n_grid; ++g) {
    if (!is_shown(trend.points[g])) continue;
    const std::span<const double> levels = drawn.at(g);
    errors[g] = error_of_draws(levels);
    const bool agree = errors[g] < least_error;  // all draws do: the band has no width here
    for (std::size_t i = 0; i < drawn.n_draws; ++i) {
      if (std::isnan(levels[i])) continue;
      const double deviation = agree ? 0 : std::abs(levels[i] - *trend.points[g].level) / errors[g];
      largest[i] = std::fmax(largest[i], deviation);  // NaN gives way
    }
  }
  if (std::none_of(trend.points.begin(), trend.points.end(), is_shown)) return;
  std::vector<double> deviations = defined(largest);
  const double critical = quantile(deviations, options.confidence);
  trend.critical_value = settle(critical);
  for (std::size_t g = 0; g < drawn.n_grid; ++g) {
    TrendPoint& point = trend.points[g];
    if (!is_shown(point)) continue;
    point.simultaneous_low = settle(*point.level - critical * errors[g]);
    point.simultaneous_high = settle(*point.level + critical * errors[g]);
  }
}

}  // namespace

bool enough_draws(std::size_t defined, std::size_t all) { return defined > 0 && 10 * defined >= 9 * all; }

BandState trust(const TrendPoint& point, std::size_t n_benchmarks, BandRule rule) {
  if (rule == BandRule::defined) return BandState::shown;
  if (n_benchmarks < least_in_series || point.n_benchmarks < least_carrying) return BandState::few_benchmarks;
  if (point.n_open_models < least_carrying) return BandState::few_open_models;
  if (point.ess < least_effective_size) return BandState::small_effective_size;
  return std::min(point.n_benchmarks, point.n_open_models) <= thin_at_most ? BandState::thin : BandState::shown;
}

void add_bands(const DrawnLevels& drawn, const SmoothOptions& options, Trend& trend) {
  in_arena(options.threads, [&] {
    tbb::parallel_for(std::size_t{0}, drawn.n_grid,
                      [&](std::size_t g) { set_band(drawn.at(g), options, trend.n_benchmarks, trend.points[g]); });
  });
  if (options.simultaneous) add_simultaneous(drawn, options, trend);
}

}  // namespace gapcalc::smooth
