#include "gapcalc/influence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

#include "core/text.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::infer {
namespace {

constexpr std::array<std::string_view, 6> kind_names = {"benchmark",           "open_release", "open_organization",
                                                        "closed_organization", "provenance",   "largest_of_access"};

/// Organizations named by a crosser, each once; none where it is not known.
std::vector<std::string> organizations(const Crosser& crosser) {
  std::vector<std::string> result;
  for (const std::string_view part : split(crosser.organization, ','))
    if (!part.empty() && std::find(result.begin(), result.end(), part) == result.end()) result.emplace_back(part);
  return result;
}

/// The groups of a kind that a datapoint belongs to.
std::vector<std::string> groups(const Datapoint& datapoint, LeftOut kind) {
  switch (kind) {
    case LeftOut::benchmark:
    case LeftOut::largest_of_access: return {datapoint.benchmark};
    case LeftOut::open_release: return {datapoint.open.model};
    case LeftOut::open_organization: return organizations(datapoint.open);
    case LeftOut::closed_organization: return organizations(datapoint.closed);
    case LeftOut::provenance: return {datapoint.provenance};
  }
  return {};
}

/// Names of all groups of a kind, by bytes.
std::vector<std::string> names_of(std::span<const Datapoint> datapoints, LeftOut kind) {
  std::vector<std::string> result;
  for (const Datapoint& datapoint : datapoints)
    for (std::string& group : groups(datapoint, kind)) result.push_back(std::move(group));
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

/// Per access class the benchmark with most datapoints; of equals the smaller id.
std::map<std::string, std::string> largest_of_access(std::span<const Datapoint> datapoints) {
  std::map<std::string, std::map<std::string, std::size_t>> counts;
  for (const Datapoint& datapoint : datapoints) ++counts[datapoint.access][datapoint.benchmark];
  std::map<std::string, std::string> result;
  for (const auto& [access, of] : counts)
    result[access] =
        std::max_element(of.begin(), of.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
  return result;
}

FullLevel full_level(const smooth::Series& series, const SmoothOptions& options) {
  const Trend trend = smooth::without_band(series, options);
  FullLevel result{series.id, {}, {}, trend.n_datapoints};
  if (!trend.current) return result;
  result.date = trend.points[*trend.current].date;
  result.level = trend.points[*trend.current].level;
  return result;
}

RestLevel rest_level(const smooth::Series& series, const FullLevel& full, const SmoothOptions& options,
                     const std::function<bool(const Datapoint&)>& is_left_out) {
  smooth::Series rest{series.name, series.split, {}};
  for (const Datapoint* datapoint : series.datapoints)
    if (!is_left_out(*datapoint)) rest.datapoints.push_back(datapoint);
  RestLevel result;
  result.n_left_out = series.datapoints.size() - rest.datapoints.size();
  if (!full.level)
    result.reason = "no_level";
  else if (rest.datapoints.empty())
    result.reason = "no_datapoints";
  if (!result.reason.empty()) return result;
  const TrendPoint point = smooth::without_band(rest, options, {*full.date}).points.front();
  result.kernel_mass = point.kernel_mass;
  result.level = point.level;
  if (point.level)
    result.change = smooth::settle(*point.level - *full.level);
  else
    result.reason = "small_mass";
  return result;
}

Influenced leave_out(LeftOut kind, const std::string& group, std::span<const smooth::Series> series,
                     const std::vector<FullLevel>& full, const SmoothOptions& options) {
  Influenced result{kind, group, {}, 0, {}, {}};
  const auto is_left_out = [&](const Datapoint& datapoint) {
    const auto of = groups(datapoint, kind);
    return std::find(of.begin(), of.end(), group) != of.end();
  };
  for (std::size_t i = 0; i < series.size(); ++i) {
    result.series.push_back(rest_level(series[i], full[i], options, is_left_out));
    if (const auto change = result.series.back().change)
      result.largest = std::max(result.largest.value_or(0), std::abs(*change));
  }
  result.n_left_out = result.series.front().n_left_out;  // of `all`
  return result;
}

}  // namespace

std::string_view name(LeftOut kind) { return kind_names[static_cast<std::size_t>(kind)]; }

Influence influence(std::span<const Datapoint> datapoints, const SmoothOptions& options) {
  smooth::check(options);
  const std::vector<smooth::Series> series = smooth::series(datapoints, options.by);
  Influence result;
  for (const smooth::Series& one : series) result.series.push_back(full_level(one, options));
  for (const LeftOut kind : {LeftOut::benchmark, LeftOut::open_release, LeftOut::open_organization,
                             LeftOut::closed_organization, LeftOut::provenance})
    for (const std::string& group : names_of(datapoints, kind))
      result.rows.push_back(leave_out(kind, group, series, result.series, options));
  for (const auto& [access, benchmark] : largest_of_access(datapoints)) {
    result.rows.push_back(leave_out(LeftOut::largest_of_access, benchmark, series, result.series, options));
    result.rows.back().access = access;
  }
  // Stable: what changes as much stays in order of kind and name.
  std::stable_sort(result.rows.begin(), result.rows.end(), [](const Influenced& a, const Influenced& b) {
    return a.largest.value_or(-1) > b.largest.value_or(-1);
  });
  return result;
}

}  // namespace gapcalc::infer
