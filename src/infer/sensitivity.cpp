#include "gapcalc/sensitivity.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "core/text.hpp"
#include "core/threads.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/smooth.hpp"
#include "infer/choices.hpp"

namespace gapcalc::infer {
namespace {

/// The interval at the point of `trend` with index `current`, as the trend's band has it there; else why there is none.
void add_interval(const smooth::Series& series, const Trend& trend, const SmoothOptions& options, SpecifiedLevel& to) {
  const TrendPoint& point = trend.points[*trend.current];
  to.reason = std::string(name(BandState::no_band));
  if (options.band == BandKind::none) return;
  const std::vector<Date> here{point.date};
  Trend now = smooth::without_band(series, options, here);
  smooth::add_bands(
      smooth::draw_levels(smooth::lay_out({&series, 1}, options, {&here, 1}), series.name, options).front(), options,
      now);
  to.low = now.points.front().low;
  to.high = now.points.front().high;
  to.reason = to.low ? std::string() : std::string(name(now.points.front().band));
}

/// The last level of a series without anything else of its trend.
void set_level(const smooth::Series& series, const SmoothOptions& options, SpecifiedLevel& to) {
  std::vector<smooth::DatedGap> gaps;
  for (const Datapoint* d : series.datapoints) gaps.push_back({d->open.date.days, d->gap_days()});
  std::sort(gaps.begin(), gaps.end(),
            [](const auto& a, const auto& b) { return std::tie(a.day, a.days) < std::tie(b.day, b.days); });
  const auto last = smooth::last_level(gaps, options);
  if (!last) {
    to.reason = "small_mass";
    return;
  }
  to.level = smooth::settle(last->months);
  to.date = last->date;
}

SpecifiedLevel level_of(const smooth::Series& series, const SmoothOptions& options, bool with_band) {
  SpecifiedLevel result{series.name, series.split, series.datapoints.size(), {}, {}, {}, {}, {}, {}};
  if (series.datapoints.empty()) {
    result.reason = "no_datapoints";
  } else if (!with_band) {
    set_level(series, options, result);
  } else {
    const Trend trend = smooth::without_band(series, options);
    if (!trend.current) {
      result.reason = "small_mass";
      return result;
    }
    result.date = trend.points[*trend.current].date;
    result.level = trend.points[*trend.current].level;
    add_interval(series, trend, options, result);
  }
  return result;
}

/// The datapoints of every choice that changes them, each once, by what is picked for these choices.
std::map<Picked, std::vector<Datapoint>> cross_all(const Dataset& data, const Dimensions& all,
                                                   const std::vector<Plan>& plans, const Options& options) {
  std::map<Picked, std::vector<Datapoint>> result;
  std::vector<std::pair<const Picked, std::vector<Datapoint>>*> places;
  for (const Plan& plan : plans) {
    if (!plan.row.reason.empty()) continue;
    if (const auto [at, is_new] = result.try_emplace(datapoints_key(all, plan.picked)); is_new) places.push_back(&*at);
  }
  tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
    places[i]->second = cross::cross(data, options_of(all, places[i]->first, options).cross).datapoints;
  });
  return result;
}

/// Whether two levels are of the same series.
bool same_series(const SpecifiedLevel& a, const SpecifiedLevel& b) {
  return a.series == b.series && a.split == b.split;
}

/// A level of each series, in the order of first appearance: one that the default lacks may come in with another
/// choice.
std::vector<SpecifiedLevel> all_series(const std::vector<Plan>& plans) {
  std::vector<SpecifiedLevel> result;
  const auto add = [&](const Specification& row) {
    for (const SpecifiedLevel& one : row.series)
      if (std::none_of(result.begin(), result.end(), [&](const auto& other) { return same_series(one, other); }))
        result.push_back(one);
  };
  for (const Plan& plan : plans)
    if (plan.row.is_default()) add(plan.row);
  for (const Plan& plan : plans) add(plan.row);
  return result;
}

/// Every row gets every series, by the name that is its own, and the change from the default.
void compare_with_default(std::vector<Plan>& plans, std::span<const SpecifiedLevel> series,
                          const std::vector<std::string>& names) {
  for (Plan& plan : plans) {
    std::vector<SpecifiedLevel> complete;
    for (std::size_t s = 0; s < series.size(); ++s) {
      const auto at = std::find_if(plan.row.series.begin(), plan.row.series.end(),
                                   [&](const SpecifiedLevel& one) { return same_series(one, series[s]); });
      const std::string reason = plan.row.reason.empty() ? "no_datapoints" : plan.row.reason;
      complete.push_back(
          at != plan.row.series.end() ? *at : SpecifiedLevel{{}, series[s].split, 0, {}, {}, {}, {}, {}, reason});
      complete.back().series = names[s];
    }
    plan.row.series = std::move(complete);
  }
  const auto base = std::find_if(plans.begin(), plans.end(), [](const Plan& plan) { return plan.row.is_default(); });
  const std::vector<SpecifiedLevel> usual = base->row.series;
  for (Plan& plan : plans)
    for (std::size_t s = 0; s < names.size(); ++s)
      if (plan.row.series[s].level && usual[s].level)
        plan.row.series[s].change = smooth::settle(*plan.row.series[s].level - *usual[s].level);
}

}  // namespace

Sensitivity sensitivity(const Dataset& data, const Options& options, bool grid) {
  smooth::check(options.smooth);
  const auto all = dimensions(data, options);
  std::vector<Plan> plans = grid ? grid_of(all) : one_at_a_time(all);
  Sensitivity result;
  result.grid = grid;
  in_arena(options.smooth.threads, [&] {
    const auto datapoints = cross_all(data, all, plans, options);
    // Each row writes to its own place, so the result does not depend on who does what.
    tbb::parallel_for(std::size_t{0}, plans.size(), [&](std::size_t i) {
      Plan& plan = plans[i];
      if (!plan.row.reason.empty()) return;
      const SmoothOptions smoothing = options_of(all, plan.picked, options).smooth;
      for (const smooth::Series& one : smooth::series(datapoints.at(datapoints_key(all, plan.picked)), smoothing.by))
        plan.row.series.push_back(level_of(one, smoothing, !grid));
    });
    std::vector<double> list;
    for (const Value& value : all[0].values) list.push_back(*parse_number(value.text));
    result.cross_validation = cross_validate(datapoints.at(given_of(all)), list, options.smooth);
  });
  const std::vector<SpecifiedLevel> series = all_series(plans);
  for (const SpecifiedLevel& one : series)
    result.series.push_back(smooth::unique_name(one.series, one.split, result.series));
  compare_with_default(plans, series, result.series);
  for (Plan& plan : plans) result.rows.push_back(std::move(plan.row));
  for (const Dimension& one : all)
    if (!one.reason.empty())
      result.notes.push_back(
          fmt::format("other {} classes are n/a, they need the whole dump: these records keep only what set a new best "
                      "among all open or all closed models",
                      name(one.choice)));
  return result;
}

}  // namespace gapcalc::infer
