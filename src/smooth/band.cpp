#include "smooth/band.hpp"

#include <omp.h>

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
  const auto n = static_cast<std::uint32_t>(design.gap.size());
  const Eigen::Index half = drawn.cols() / 2;
  for (Eigen::Index column = 0; column < half; ++column) {
    RandomStream random(seed, key, static_cast<std::uint32_t>(first + column));
    double* const counts = drawn.col(column).data();
    double* const gaps = drawn.col(half + column).data();
    for (std::uint32_t k = 0; k < n; ++k) {
      const std::uint32_t i = random.below(n);
      counts[design.date_of[i]] += 1;
      gaps[design.date_of[i]] += design.gap[i];
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
  const int threads = options.threads > 0 ? options.threads : omp_get_max_threads();
  const auto n_draws = static_cast<std::size_t>(options.resamples);
  std::size_t longest = 0;
  for (const BandJob& job : jobs) longest = std::max(longest, job.points.size());
  const auto memory = std::make_unique_for_overwrite<double[]>(longest * n_draws);  // one for all series
  const std::span<double> levels(memory.get(), longest * n_draws);

  // One team of threads for everything: waking it costs more than a series.
#pragma omp parallel num_threads(threads)
  for (const BandJob& job : jobs) {
    const RowMajor kernel = job.design.kernel.transpose();
    Block block{Eigen::MatrixXd(kernel.cols(), 2 * options.block), RowMajor(kernel.rows(), 2 * options.block)};
    const int n_blocks = (options.resamples + options.block - 1) / options.block;
#pragma omp for schedule(dynamic)
    for (int b = 0; b < n_blocks; ++b) smooth_block(job, kernel, b, options, block, levels);
    const auto n_points = static_cast<int>(job.points.size());
#pragma omp for schedule(dynamic)
    for (int g = 0; g < n_points; ++g)
      set_band(levels.subspan(static_cast<std::size_t>(g) * n_draws, n_draws), options,
               job.points[static_cast<std::size_t>(g)]);
  }
}

}  // namespace gapcalc::smooth
