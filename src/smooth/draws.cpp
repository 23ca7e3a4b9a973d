#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <Eigen/Core>
#include <algorithm>
#include <limits>

#include "core/threads.hpp"
#include "gapcalc/large_array.hpp"
#include "smooth/resampler.hpp"

namespace gapcalc::smooth {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A line is told from weights at more than one distance; below this share of its largest value, the determinant
/// of the normal equations is rounding.
constexpr double least_determinant = 1e-9;

/// What one thread works with: a block of draws over distinct dates, in the left half how often each date was drawn,
/// in the right half the sum of the gaps drawn on it. For gaps of whole days both are whole numbers, and the sums
/// are exact in any order.
struct Work {
  Resampler resampler;
  std::vector<std::int32_t> times;     ///< block x units
  std::vector<Eigen::MatrixXd> drawn;  ///< per series: dates x (draws, draws)
  std::vector<RowMajor> smoothed;      ///< per series: (grid, moments) x (draws, draws)
};

/// Counts and sums of gaps per date of one series for a block of draws.
void gather(const Design& design, std::size_t n_units, std::span<const std::int32_t> times, Eigen::MatrixXd& drawn) {
  drawn.setZero();
  const Eigen::Index half = drawn.cols() / 2;
  for (Eigen::Index column = 0; column < half; ++column) {
    const std::int32_t* const of_draw = times.data() + static_cast<std::size_t>(column) * n_units;
    double* const counts = drawn.col(column).data();
    double* const gaps = drawn.col(half + column).data();
    for (std::size_t i = 0; i < design.gap.size(); ++i) {
      const double count = of_draw[design.unit_of[i]];
      counts[design.date_of[i]] += count;
      gaps[design.date_of[i]] += count * design.gap[i];
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
void smooth_block(const Design& design, const SmoothOptions& options, const Eigen::MatrixXd& drawn, RowMajor& smoothed,
                  std::size_t first, std::size_t n, DrawnLevels& out) {
  using Kernel = Eigen::Map<const RowMajor>;
  const Kernel kernel(design.kernel.data(), smoothed.rows(), drawn.rows());
  smoothed.noalias() = kernel * drawn;
  const std::size_t block = static_cast<std::size_t>(drawn.cols()) / 2;
  const std::size_t moments = design.n_moments;
  for (std::size_t g = 0; g < out.n_grid; ++g) {
    const double* const rows = smoothed.row(static_cast<Eigen::Index>(g * moments)).data();
    double* const levels = out.at(g).data() + first;
    if (options.level == LevelKind::local_constant)
      weighted_means(rows, rows + block, options.min_draw_mass, n, levels);
    else
      weighted_lines(rows, block, options.min_draw_mass, n, levels);
  }
}

Work make_work(const JointDesign& design, const SmoothOptions& options) {
  const auto block = static_cast<Eigen::Index>(options.block);
  Work work{Resampler(options.band, design.pool), {}, {}, {}};
  work.times.resize(static_cast<std::size_t>(options.block) * design.pool.benchmark_of.size());
  for (const Design& one : design.series) {
    work.drawn.emplace_back(static_cast<Eigen::Index>(one.dates.size()), 2 * block);
    work.smoothed.emplace_back(static_cast<Eigen::Index>(one.grid.size() * one.n_moments), 2 * block);
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

std::vector<DrawnLevels> draw_levels(const JointDesign& design, std::string_view key, const SmoothOptions& options) {
  const auto n_draws = static_cast<std::size_t>(options.resamples), block = static_cast<std::size_t>(options.block);
  std::vector<DrawnLevels> result;
  for (const Design& one : design.series)
    result.push_back({one.grid.size(), n_draws, large_array(one.grid.size() * n_draws)});
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
      for (std::size_t s = 0; s < design.series.size(); ++s) {
        gather(design.series[s], n_units, times, work.drawn[s]);
        smooth_block(design.series[s], options, work.drawn[s], work.smoothed[s], first, n, result[s]);
      }
    });
  });
  return result;
}

}  // namespace gapcalc::smooth
