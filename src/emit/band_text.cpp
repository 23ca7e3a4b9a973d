#include "emit/band_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.hpp"

namespace gapcalc::emit {

std::string why_no_band(const Trend& trend, const TrendPoint& point) {
  switch (point.band) {
    case BandState::shown:
    case BandState::thin: return {};
    case BandState::no_band: return point.level ? "no band" : "no level";
    case BandState::few_benchmarks: return counted(std::min(trend.n_benchmarks, point.n_benchmarks), "benchmark");
    case BandState::few_open_models: return counted(point.n_open_models, "open model");
    case BandState::small_effective_size: return fmt::format("size {:.1f}", std::floor(10 * point.ess) / 10);
    case BandState::few_draws: return counted(point.n_resamples, "draw");
  }
  return {};
}

}  // namespace gapcalc::emit
