#include "smooth/resampler.hpp"

#include <algorithm>

namespace gapcalc::smooth {
namespace {

/// As many draws with replacement as there are counts.
void multinomial(RandomStream& random, std::vector<std::int32_t>& counts) {
  std::fill(counts.begin(), counts.end(), 0);
  const auto n = static_cast<std::uint32_t>(counts.size());
  for (std::uint32_t k = 0; k < n; ++k) ++counts[random.below(n)];
}

}  // namespace

Resampler::Resampler(BandKind kind, const Pool& pool)
    : kind_(kind), pool_(pool), benchmarks_(pool.n_benchmarks), open_models_(pool.n_open_models) {
  if (kind != BandKind::two_stage) return;
  units_of_.resize(pool.n_benchmarks);
  for (std::uint32_t i = 0; i < pool.benchmark_of.size(); ++i) units_of_[pool.benchmark_of[i]].push_back(i);
}

void Resampler::draw(RandomStream& random, std::span<std::int32_t> times) {
  const auto n = static_cast<std::uint32_t>(times.size());
  switch (kind_) {
    case BandKind::none: std::fill(times.begin(), times.end(), 1); break;
    case BandKind::points:
      std::fill(times.begin(), times.end(), 0);
      for (std::uint32_t k = 0; k < n; ++k) ++times[random.below(n)];
      break;
    case BandKind::benchmarks:
      multinomial(random, benchmarks_);
      for (std::uint32_t i = 0; i < n; ++i) times[i] = benchmarks_[pool_.benchmark_of[i]];
      break;
    case BandKind::two_stage:
      std::fill(times.begin(), times.end(), 0);
      for (std::uint32_t k = 0; k < pool_.n_benchmarks; ++k) {
        const auto& units = units_of_[random.below(pool_.n_benchmarks)];
        const auto n_units = static_cast<std::uint32_t>(units.size());
        for (std::uint32_t j = 0; j < n_units; ++j) ++times[units[random.below(n_units)]];
      }
      break;
    case BandKind::two_way:
      multinomial(random, benchmarks_);
      multinomial(random, open_models_);
      for (std::uint32_t i = 0; i < n; ++i)
        times[i] = benchmarks_[pool_.benchmark_of[i]] * open_models_[pool_.open_model_of[i]];
      break;
  }
}

}  // namespace gapcalc::smooth
