#include "smooth/band.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "core/quantile.hpp"
#include "core/random.hpp"

namespace gapcalc::smooth {
namespace {

/// A band is withheld where fewer resamples than this share have a level (METHOD, section 6).
constexpr double least_defined = 0.90;

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// One block of resamples over distinct dates: in the left half how often each date was drawn, in the right
/// half the sum of the gaps drawn on it. Both are whole numbers, so the sums are exact in any order.
struct Block {
  Eigen::MatrixXd drawn;  ///< dates x (resamples, resamples)
  RowMajor smoothed;      ///< grid x (resamples, resamples): kernel mass, and weighted sum of gaps
};

void draw(const Design& design, std::uint64_t seed, std::uint64_t key, int first, Eigen::MatrixXd& drawn) {
  drawn.setZero();
  const std::size_t n = design.gap.size();
  const Eigen::Index half = drawn.cols() / 2;
  std::vector<std::int32_t> times(n);  // how often each datapoint was drawn
  for (Eigen::Index column = 0; column < half; ++column) {
    RandomStream random(seed, key, static_cast<std::uint32_t>(first + column));
    std::fill(times.begin(), times.end(), 0);
    for (std::size_t k = 0; k < n; ++k) ++times[random.below(static_cast<std::uint32_t>(n))];
    double* const counts = drawn.col(column).data();
    double* const gaps = drawn.col(half + column).data();
    for (std::size_t i = 0; i < n; ++i) {
      counts[design.date_of[i]] += times[i];
      gaps[design.date_of[i]] += times[i] * design.gap[i];
    }
  }
}

/// Smooths one block of resamples and writes the levels, in days, to `levels` (grid x all resamples); NaN
/// where the kernel mass is too small.
void smooth_block(const BandJob& job, const RowMajor& kernel, int b, const SmoothOptions& options, Block& block,
                  std::span<double> levels) {
  const int first = b * options.block;
  const int n = std::min(options.block, options.resamples - first);
  draw(job.design, options.seed, stream_key(job.series), first, block.drawn);
  block.smoothed.noalias() = kernel * block.drawn;
  for (Eigen::Index g = 0; g < kernel.rows(); ++g) {
    const double* const mass = block.smoothed.row(g).data();
    const double* const total = mass + options.block;
    double* const out = levels.data() + g * options.resamples + first;
    for (int i = 0; i < n; ++i)
      out[i] = mass[i] >= options.min_mass ? total[i] / mass[i] : std::numeric_limits<double>::quiet_NaN();
  }
}

/// The percentile interval of one grid point over the resamples that are defined there.
void set_band(std::span<double> levels, const SmoothOptions& options, TrendPoint& point) {
  const auto end = std::remove_if(levels.begin(), levels.end(), [](double level) { return std::isnan(level); });
  const auto defined = levels.first(static_cast<std::size_t>(end - levels.begin()));
  point.n_resamples = defined.size();
  const bool enough = static_cast<double>(defined.size()) >= least_defined * static_cast<double>(levels.size());
  if (!point.level || defined.empty() || !enough) return;
  const double tail = (1 - options.confidence) / 2;
  const Interval band = interval(defined, tail, 1 - tail);
  point.low = settle(months(band.low));
  point.high = settle(months(band.high));
}

}  // namespace

void add_bands(std::span<const BandJob> jobs, const SmoothOptions& options) {
  const auto n_draws = static_cast<std::size_t>(options.resamples);
  std::size_t longest = 0;
  for (const BandJob& job : jobs) longest = std::max(longest, job.points.size());
  const auto memory = std::make_unique_for_overwrite<double[]>(longest * n_draws);  // one for all series
  const std::span<double> levels(memory.get(), longest * n_draws);
  const int n_blocks = (options.resamples + options.block - 1) / options.block;

  // The calling thread works from the start; others join when they are awake. Each block and each grid point
  // is a task of its own that writes to its own place, so the result does not depend on who does what.
  const int processors = tbb::info::default_concurrency();
  tbb::task_arena arena(options.threads > 0 ? std::min(options.threads, processors) : processors);
  arena.execute([&] {
    for (const BandJob& job : jobs) {
      const RowMajor kernel = job.design.kernel.transpose();
      tbb::enumerable_thread_specific<Block> blocks([&] {
        return Block{Eigen::MatrixXd(kernel.cols(), 2 * options.block), RowMajor(kernel.rows(), 2 * options.block)};
      });
      tbb::parallel_for(0, n_blocks, [&](int b) { smooth_block(job, kernel, b, options, blocks.local(), levels); });
      tbb::parallel_for(std::size_t{0}, job.points.size(),
                        [&](std::size_t g) { set_band(levels.subspan(g * n_draws, n_draws), options, job.points[g]); });
    }
  });
}

}  // namespace gapcalc::smooth
