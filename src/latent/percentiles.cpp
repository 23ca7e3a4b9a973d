#include "latent/percentiles.hpp"

#include <cmath>

#include "gapcalc/smooth.hpp"
#include "latent/settle.hpp"

namespace gapcalc::latent {

std::optional<Interval> percentiles(std::vector<double> draws, double confidence) {
  const std::size_t all = draws.size();
  std::erase_if(draws, [](double value) { return std::isnan(value); });
  if (draws.empty() || !smooth::enough_draws(draws.size(), all)) return std::nullopt;
  const Interval found = interval(draws, (1 - confidence) / 2, (1 + confidence) / 2);
  return Interval{settle(found.low), settle(found.high)};
}

}  // namespace gapcalc::latent
