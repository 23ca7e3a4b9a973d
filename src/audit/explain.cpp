#include "gapcalc/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::audit {
namespace {

/// Thresholds are typed by people: 0.3 may be 0.30000000000000004 in the grid.
bool same_threshold(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

const Crossing& chosen(const BenchmarkCrossings& of, std::optional<double> threshold) {
  if (of.crossings.empty())
    throw Error(ErrorCode::bad_option, fmt::format("no closed model has reached a threshold of {}", of.benchmark.id),
                fmt::format("`gapcalc records --benchmarks {}` lists its scores", of.benchmark.id));
  if (!threshold) {
    const Crossing* const last = of.last_accepted();
    return last != nullptr ? *last : of.crossings.back();
  }
  for (const Crossing& crossing : of.crossings)
    if (same_threshold(crossing.threshold, *threshold)) return crossing;
  std::vector<std::string> there;
  there.reserve(of.crossings.size());
  for (const Crossing& crossing : of.crossings) there.push_back(fmt::format("{:.10g}", crossing.threshold));
  const bool in_grid = std::any_of(of.thresholds.begin(), of.thresholds.end(),
                                   [&](double one) { return same_threshold(one, *threshold); });
  throw Error(ErrorCode::bad_option,
              fmt::format("{} {:.10g} of {}", in_grid ? "no closed model has reached" : "there is no threshold",
                          *threshold, of.benchmark.id),
              fmt::format("closed models have reached {}", join(there, ", ")));
}

/// The share of a datapoint in the kernel mass of every series that it is in.
std::vector<Weight> weights_of(const std::vector<Datapoint>& datapoints, const Datapoint& one,
                               const SmoothOptions& options) {
  std::vector<Weight> result;
  for (const smooth::Series& series : smooth::series(datapoints, options.by)) {
    const auto& in = series.datapoints;
    if (std::find(in.begin(), in.end(), &one) == in.end()) continue;
    const Trend trend = smooth::without_band(series, options);
    Weight weight{series.id, in.size(), {}, {}};
    if (trend.current) {
      weight.date = trend.points[*trend.current].date;
      double mass = 0;
      for (const Datapoint* other : in)
        mass += smooth::kernel(other->open.date.days - weight.date->days, options.bandwidth);
      weight.share = smooth::settle(smooth::kernel(one.open.date.days - weight.date->days, options.bandwidth) / mass);
    }
    result.push_back(std::move(weight));
  }
  return result;
}

}  // namespace

Explanation explain(const Dataset& data, const Crossings& crossings, std::size_t benchmark,
                    std::optional<double> threshold, const Options& options) {
  const BenchmarkCrossings& of = crossings.benchmarks[benchmark];
  Explanation result;
  result.benchmark = of.benchmark;
  result.crossing = chosen(of, threshold);
  result.reach = cross::reach(data, data.benchmarks[benchmark], result.crossing.threshold, options.cross);
  result.as_of = crossings.as_of;
  result.only_frontier = cross::only_frontier(data);
  for (const Datapoint& datapoint : crossings.datapoints)
    if (datapoint.benchmark == of.benchmark.id && datapoint.threshold == result.crossing.threshold)
      result.weights = weights_of(crossings.datapoints, datapoint, options.smooth);
  return result;
}

}  // namespace gapcalc::audit
