// Leave-one-benchmark-out cross-validation of the bandwidth.

#include <algorithm>
#include <cmath>

#include "gapcalc/sensitivity.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::infer {
namespace {

std::vector<std::string> benchmarks_of(const smooth::Series& series) {
  std::vector<std::string> result;
  for (const Datapoint* datapoint : series.datapoints) result.push_back(datapoint->benchmark);
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

/// Gap - prediction in months for each datapoint of the series, by benchmark; empty where the others have no level.
std::vector<std::optional<double>> prediction_errors(const smooth::Series& series, const SmoothOptions& options) {
  std::vector<std::optional<double>> result;
  for (const std::string& benchmark : benchmarks_of(series)) {
    smooth::Series others{series.name, series.split, {}};
    std::vector<const Datapoint*> own;
    for (const Datapoint* datapoint : series.datapoints)
      (datapoint->benchmark == benchmark ? own : others.datapoints).push_back(datapoint);
    std::vector<Date> dates;
    dates.reserve(own.size());
    for (const Datapoint* datapoint : own) dates.push_back(datapoint->open.date);
    const auto levels = smooth::levels(smooth::lay_out({&others, 1}, options, {&dates, 1}).series.front(), options);
    for (std::size_t i = 0; i < own.size(); ++i)
      result.push_back(levels[i] ? std::optional(own[i]->gap_months() - *levels[i]) : std::nullopt);
  }
  return result;
}

BandwidthErrors errors_of(const smooth::Series& series, std::span<const double> bandwidths, SmoothOptions options) {
  BandwidthErrors result{series.id, {bandwidths.begin(), bandwidths.end()}, series.datapoints.size(), 0, {}, {}};
  std::vector<std::vector<std::optional<double>>> errors;
  for (const double bandwidth : bandwidths) {
    options.bandwidth = bandwidth;
    errors.push_back(prediction_errors(series, options));
  }
  // A narrow kernel predicts fewer datapoints, the easy ones: all are judged on the same.
  std::vector<std::size_t> predicted;
  for (std::size_t i = 0; i < result.n_datapoints; ++i)
    if (std::all_of(errors.begin(), errors.end(), [&](const auto& of) { return of[i].has_value(); }))
      predicted.push_back(i);
  result.n_predicted = predicted.size();
  result.error.resize(bandwidths.size());
  if (predicted.empty()) return result;
  std::size_t best = 0;
  for (std::size_t b = 0; b < bandwidths.size(); ++b) {
    double squares = 0;
    for (const std::size_t i : predicted) squares += *errors[b][i] * *errors[b][i];
    result.error[b] = smooth::settle(std::sqrt(squares / static_cast<double>(predicted.size())));
    if (*result.error[b] < *result.error[best]) best = b;
  }
  result.best = bandwidths[best];
  return result;
}

}  // namespace

std::vector<BandwidthErrors> cross_validate(std::span<const Datapoint> datapoints, std::span<const double> bandwidths,
                                            const SmoothOptions& options) {
  std::vector<BandwidthErrors> result;
  if (bandwidths.empty()) return result;
  for (const smooth::Series& series : smooth::series(datapoints, options.by))
    result.push_back(errors_of(series, bandwidths, options));
  return result;
}

}  // namespace gapcalc::infer
