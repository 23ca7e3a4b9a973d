#include "smooth/design.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace gapcalc::smooth {

double kernel(double days, double sigma) {
  const double z = days / sigma;
  return std::exp(-z * z / 2);
}

double settle(double value) { return std::round(value * 1e9) / 1e9 + 0.0; }

std::vector<const Datapoint*> in_order(std::vector<const Datapoint*> datapoints) {
  std::sort(datapoints.begin(), datapoints.end(), [](const Datapoint* a, const Datapoint* b) {
    const auto key = [](const Datapoint& d) { return std::tie(d.open.date, d.benchmark, d.threshold); };
    return key(*a) < key(*b);
  });
  return datapoints;
}

Design design(const std::vector<const Datapoint*>& datapoints, const SmoothOptions& options) {
  Design result;
  for (const Datapoint* datapoint : datapoints) {
    if (result.dates.empty() || result.dates.back() != datapoint->open.date)
      result.dates.push_back(datapoint->open.date);
    result.date_of.push_back(static_cast<std::uint32_t>(result.dates.size() - 1));
    result.gap.push_back(datapoint->gap_days());
  }
  if (result.dates.empty()) return result;
  for (std::int32_t day = result.dates.front().days; day <= result.dates.back().days; day += options.step)
    result.grid.push_back(Date{day});
  result.kernel.resize(static_cast<Eigen::Index>(result.dates.size()), static_cast<Eigen::Index>(result.grid.size()));
  for (std::size_t d = 0; d < result.dates.size(); ++d)
    for (std::size_t g = 0; g < result.grid.size(); ++g)
      result.kernel(static_cast<Eigen::Index>(d), static_cast<Eigen::Index>(g)) =
          kernel(result.grid[g].days - result.dates[d].days, options.bandwidth);
  return result;
}

}  // namespace gapcalc::smooth
