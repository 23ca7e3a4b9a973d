#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <limits>

#include "core/threads.hpp"
#include "gapcalc/large_array.hpp"
#include "smooth/product.hpp"
#include "smooth/resampler.hpp"

namespace gapcalc::smooth {
namespace {

/// A line is told from weights at more than one distance; below this share of its largest value, the determinant
/// of the normal equations is rounding.
constexpr double least_determinant = 1e-9;

/// What one thread works with: a block of draws. Matrices are row-major, a draw a column, and padded to the step of
/// product().
struct Work {
  Resampler resampler;
  std::vector<std::int32_t> times;            ///< draws x units: how often each was drawn
  std::vector<double> times_of;               ///< the same as units x draws
  std::vector<std::vector<double>> drawn;     ///< per series: distinct dates x (draws, draws)
  std::vector<std::vector<double>> smoothed;  ///< per series: (grid, moments) x (draws, draws)
};

std::size_t padded(std::size_t block) { return (block + product_step - 1) / product_step * product_step; }

/// Turns draws x units into units x draws.
void transpose(std::span<const std::int32_t> times, std::size_t n_draws, std::size_t n_units, std::size_t width,
               std::vector<double>& out) {
  for (std::size_t draw = 0; draw < n_draws; ++draw)
    for (std::size_t unit = 0; unit < n_units; ++unit) out[unit * width + draw] = times[draw * n_units + unit];
}

/// Per date of one series, in the left half how often each draw has it, in the right half the sum of the gaps drawn on
/// it. For gaps of whole days both are whole numbers, and the sums are exact in any order.
void gather(const Design& design, const std::vector<double>& times_of, std::size_t width, std::vector<double>& drawn) {
  std::fill(drawn.begin(), drawn.end(), 0);
  for (std::size_t i = 0; i < design.gap.size(); ++i) {
    const double* const times = times_of.data() + design.unit_of[i] * width;
    double* const counts = drawn.data() + design.date_of[i] * 2 * width;
    double* const gaps = counts + width;
    for (std::size_t draw = 0; draw < width; ++draw) {
      counts[draw] += times[draw];
      gaps[draw] += times[draw] * design.gap[i];
    }
  }
}

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// The levels of n draws at one grid point, undefined where the kernel mass is too small: level_of without a branch or
/// a second division, so that the compiler takes several draws at a step.
void weighted_means(const double* sums, const double* totals, double min_mass, std::size_t n, double* levels) {
  for (std::size_t i = 0; i < n; ++i) {
    const double level = totals[i] / (sums[i] * days_per_month);
    levels[i] = sums[i] >= min_mass ? level : undefined;
  }
}

/// The same for weighted lines. Row k of `rows` holds the sums S_k of `block` draws, then their totals T_k.
void weighted_lines(const double* rows, std::size_t block, double min_mass, std::size_t n, double* levels) {
  double sums[3], totals[3];
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < 3; ++k) {
      sums[k] = rows[k * 2 * block + i];
      totals[k] = rows[k * 2 * block + block + i];
    }
    levels[i] = sums[0] >= min_mass ? level_of(LevelKind::local_linear, sums, totals) : undefined;
  }
}

/// Smooths a block of one series and writes its levels; NaN where the kernel mass is too small.
void smooth_block(const Design& design, const SmoothOptions& options, const std::vector<double>& drawn,
                  std::vector<double>& smoothed, std::size_t first, std::size_t n, DrawnLevels& out) {
  const std::size_t moments = design.n_moments, width = padded(static_cast<std::size_t>(options.block));
  product(design.kernel.data(), drawn.data(), smoothed.data(), out.n_grid * moments, design.dates.size(), 2 * width);
  for (std::size_t g = 0; g < out.n_grid; ++g) {
    const double* const rows = smoothed.data() + g * moments * 2 * width;
    double* const levels = out.at(g).data() + first;
    if (options.level == LevelKind::local_constant)
      weighted_means(rows, rows + width, options.min_draw_mass, n, levels);
    else
      weighted_lines(rows, width, options.min_draw_mass, n, levels);
  }
}

Work make_work(const JointDesign& design, const SmoothOptions& options) {
  const auto block = static_cast<std::size_t>(options.block);
  const std::size_t n_units = design.pool.benchmark_of.size(), width = padded(block);
  Work work{Resampler(options.band, design.pool), {}, {}, {}, {}};
  work.times.resize(block * n_units);
  work.times_of.resize(width * n_units);
  for (const Design& one : design.series) {
    work.drawn.emplace_back(one.dates.size() * 2 * width);
    work.smoothed.emplace_back(one.grid.size() * one.n_moments * 2 * width);
  }
  return work;
}

}  // namespace

double level_of(LevelKind kind, const double* sums, const double* totals) {
  if (kind == LevelKind::local_linear) {
    const double determinant = sums[0] * sums[2] - sums[1] * sums[1];
    if (determinant > least_determinant * sums[0] * sums[2])
      return months((sums[2] * totals[0] - sums[1] * totals[1]) / determinant);
  }
  return months(totals[0] / sums[0]);
}

std::vector<std::optional<double>> levels(const Design& design, const SmoothOptions& options) {
  std::vector<std::optional<double>> result(design.grid.size());
  const double* row = design.kernel.data();
  for (auto& level : result) {
    double sums[3] = {}, totals[3] = {};
    for (std::size_t k = 0; k < design.n_moments; ++k, row += design.dates.size()) {
      for (std::size_t i = 0; i < design.gap.size(); ++i) {
        sums[k] += row[design.date_of[i]];
        totals[k] += row[design.date_of[i]] * design.gap[i];
      }
    }
    if (sums[0] >= options.min_mass) level = settle(level_of(options.level, sums, totals));
  }
  return result;
}

std::vector<DrawnLevels> draw_levels(const JointDesign& design, std::string_view key, const SmoothOptions& options,
                                     std::vector<DrawnLevels> old) {
  const auto n_draws = static_cast<std::size_t>(options.resamples), block = static_cast<std::size_t>(options.block);
  std::vector<DrawnLevels> result;
  old.resize(design.series.size());
  for (std::size_t s = 0; s < design.series.size(); ++s) {
    const std::size_t n_grid = design.series[s].grid.size();
    const bool enough = old[s].months && old[s].n_grid * old[s].n_draws >= n_grid * n_draws;
    result.push_back({n_grid, n_draws, enough ? std::move(old[s].months) : large_array(n_grid * n_draws)});
  }
  const std::size_t n_units = design.pool.benchmark_of.size(), n_blocks = (n_draws + block - 1) / block;
  const std::uint64_t stream = stream_key(key);
  // Each block is a task of its own that writes to its own place, so the result does not depend on who does what.
  in_arena(options.threads, [&] {
    tbb::enumerable_thread_specific<Work> works([&] { return make_work(design, options); });
    tbb::parallel_for(std::size_t{0}, n_blocks, [&](std::size_t b) {
      Work& work = works.local();
      const std::size_t first = b * block, n = std::min(block, n_draws - first);
      const std::span<std::int32_t> times(work.times);
      for (std::size_t i = 0; i < n; ++i) {
        RandomStream random(options.seed, stream, static_cast<std::uint32_t>(first + i));
        work.resampler.draw(random, times.subspan(i * n_units, n_units));
      }
      const std::size_t width = padded(block);
      transpose(times, n, n_units, width, work.times_of);
      for (std::size_t s = 0; s < design.series.size(); ++s) {
        gather(design.series[s], work.times_of, width, work.drawn[s]);
        smooth_block(design.series[s], options, work.drawn[s], work.smoothed[s], first, n, result[s]);
      }
    });
  });
  return result;
}

}  // namespace gapcalc::smooth
