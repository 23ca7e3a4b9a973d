#include "gapcalc/catch_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/quantile.hpp"
#include "core/random.hpp"
#include "core/statistics.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/smooth.hpp"
#include "infer/survival.hpp"

namespace gapcalc::infer {
namespace {

using smooth::settle;

/// An interval is withheld where fewer resamples than this share have the figure, as for bands (METHOD, section 6).
constexpr double least_defined = 0.90;

/// Stands for a median that a resample does not reach: behind every time that can be observed.
constexpr double never = 1e9;

using Units = std::vector<const CatchUpUnit*>;

/// Units that are estimated together.
struct Group {
  std::string series, split;
  Units units;
};

std::string half_year(Date date) {
  const std::string text = to_string(date);  // YYYY-MM-DD
  return fmt::format("{}H{}", text.substr(0, 4), text.substr(5, 2) <= "06" ? 1 : 2);
}

/// One group for each value of the split, in order of first appearance.
template <typename Value>
std::vector<Group> split_by(const Units& units, const std::string& split, const Value& value) {
  std::vector<Group> groups;
  for (const CatchUpUnit* unit : units) {
    const std::string series = value(*unit);
    auto at = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.series == series; });
    if (at == groups.end()) at = groups.insert(groups.end(), Group{series, split, {}});
    at->units.push_back(unit);
  }
  return groups;
}

std::vector<Group> groups_of(const Units& units) {
  std::vector<Group> groups{{"all", "none", units}};
  const auto add = [&](std::vector<Group> more) { std::move(more.begin(), more.end(), std::back_inserter(groups)); };
  auto half_years = split_by(units, "half-year", [](const CatchUpUnit& u) { return half_year(u.closed.date); });
  std::sort(half_years.begin(), half_years.end(), [](const Group& a, const Group& b) { return a.series < b.series; });
  add(std::move(half_years));
  add(split_by(units, "access", [](const CatchUpUnit& u) { return u.access; }));
  add(split_by(units, "category",
               [](const CatchUpUnit& u) { return u.category.empty() ? "no-category" : u.category; }));
  return groups;
}

enum class Standing { at_risk, open_first, never_at_risk };

/// What the unit is under the rule; sets `observation` where it is at risk.
Standing stand(const CatchUpUnit& unit, Censoring rule, Date as_of, Observation& observation) {
  const std::optional<Date> end = unit.end(rule, as_of);
  if (unit.open && *end <= unit.closed.date) return Standing::open_first;
  if (!end || *end <= unit.closed.date) return Standing::never_at_risk;
  observation = {months(end->days - unit.closed.date.days), unit.open.has_value(), 1};
  return Standing::at_risk;
}

/// The units at risk of a group, each with its benchmark's number.
struct Sample {
  std::vector<Observation> observations;
  std::vector<std::size_t> benchmark;  ///< per observation, an index into all benchmarks of the group
  std::size_t n_benchmarks = 0;        ///< of the group, at risk or not: so both rules draw the same resamples
};

Sample sample_of(const Group& group, Date as_of, CatchUpSeries& result) {
  std::map<std::string_view, std::size_t> numbers;
  for (const CatchUpUnit* unit : group.units) numbers.emplace(unit->benchmark, 0);
  Sample sample;
  for (auto& [id, number] : numbers) number = sample.n_benchmarks++;
  std::vector<bool> seen(sample.n_benchmarks);
  for (const CatchUpUnit* unit : group.units) {
    Observation observation;
    switch (stand(*unit, result.rule, as_of, observation)) {
      case Standing::open_first: ++result.n_open_first; continue;
      case Standing::never_at_risk: ++result.n_never_at_risk; continue;
      case Standing::at_risk: break;
    }
    const std::size_t number = numbers.at(unit->benchmark);
    sample.observations.push_back(observation);
    sample.benchmark.push_back(number);
    seen[number] = true;
    ++result.n_units;
    if (observation.event) ++result.n_caught_up;
  }
  result.n_benchmarks = static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
  return sample;
}

Estimate share_at(const Curve& curve, double time, double z) {
  Estimate result;
  result.value = settle(curve.survival(time));
  result.upper_bound = curve.beyond(time);
  if (result.upper_bound) {
    result.low_reason = "beyond_follow_up";
    return result;
  }
  result.se = settle(std::sqrt(greenwood(curve, time)));
  if (const auto bounds = log_log(curve.at(time), z)) {
    result.low = settle(bounds->low);
    result.high = settle(bounds->high);
  } else {
    result.low_reason = *result.value > 0 ? "no_event_yet" : "all_caught_up";
  }
  return result;
}

Estimate median_of(const Curve& curve, double z) {
  Estimate result;
  const auto settled = [](std::optional<double> value) { return value ? std::optional(settle(*value)) : std::nullopt; };
  result.value = settled(curve.median());
  if (!result.value) result.reason = "not_reached";
  const MedianBounds bounds = median_bounds(curve, z);
  result.low = settled(bounds.low);
  result.high = settled(bounds.high);
  if (!result.low || !result.high) result.low_reason = "not_reached";
  return result;
}

/// With the normal interval, within the range that the mean can have.
Estimate restricted_mean_of(const Curve& curve, double z) {
  Estimate result;
  const RestrictedMean mean = restricted_mean(curve, restricted_to);
  result.value = settle(mean.mean);
  result.upper_bound = curve.beyond(restricted_to);
  if (result.upper_bound) {
    result.low_reason = "beyond_follow_up";
    return result;
  }
  const double se = std::sqrt(mean.variance);
  result.se = settle(se);
  result.low = settle(std::max(0.0, mean.mean - z * se));
  result.high = settle(std::min(static_cast<double>(restricted_to), mean.mean + z * se));
  return result;
}

/// What the resamples of one series gave; only those in which the figure is defined.
struct Draws {
  std::vector<double> median, mean;
  std::array<std::vector<double>, catch_up_months.size()> share;

  void add(const Curve& curve) {
    median.push_back(curve.median().value_or(never));
    if (!curve.beyond(restricted_to)) mean.push_back(restricted_mean(curve, restricted_to).mean);
    for (std::size_t i = 0; i < share.size(); ++i)
      if (!curve.beyond(catch_up_months[i])) share[i].push_back(curve.survival(catch_up_months[i]));
  }
};

void set_interval(std::vector<double>& draws, const SmoothOptions& options, Estimate& estimate) {
  if (estimate.upper_bound) {
    estimate.boot_reason = "beyond_follow_up";
    return;
  }
  if (draws.empty() || static_cast<double>(draws.size()) < least_defined * options.resamples) {
    estimate.boot_reason = "too_few_resamples";
    return;
  }
  const double tail = (1 - options.confidence) / 2;
  const auto [low, high] = interval(draws, tail, 1 - tail);
  // Between a time and "never" there is nothing to interpolate.
  const auto reached = [](double value) { return value < never / 1e6 ? std::optional(settle(value)) : std::nullopt; };
  estimate.boot_low = reached(low);
  estimate.boot_high = reached(high);
  if (!estimate.boot_high) estimate.boot_reason = "not_reached";
}

/// Resamples benchmarks with replacement, each with all of its units.
void add_bootstrap(const Sample& sample, const SmoothOptions& options, CatchUpSeries& result) {
  const auto each = [&](const auto& act) {
    act(result.median);
    act(result.restricted_mean);
    for (Estimate& estimate : result.not_caught_up) act(estimate);
  };
  // Degenerate case: one benchmark is the same in every resample.
  if (result.n_benchmarks < 2) return each([](Estimate& estimate) { estimate.boot_reason = "one_benchmark"; });
  const std::uint64_t key = stream_key(fmt::format("catch-up/{}/{}", result.split, result.series));
  std::vector<Observation> observations = sample.observations;
  Draws draws;
  std::vector<double> times(sample.n_benchmarks);
  for (int b = 0; b < options.resamples; ++b) {
    RandomStream random(options.seed, key, static_cast<std::uint32_t>(b));
    std::fill(times.begin(), times.end(), 0);
    for (std::size_t k = 0; k < times.size(); ++k) times[random.below(static_cast<std::uint32_t>(times.size()))] += 1;
    double mass = 0;
    for (std::size_t i = 0; i < observations.size(); ++i) mass += observations[i].weight = times[sample.benchmark[i]];
    if (mass > 0) draws.add(kaplan_meier(observations));
  }
  set_interval(draws.median, options, result.median);
  set_interval(draws.mean, options, result.restricted_mean);
  for (std::size_t i = 0; i < draws.share.size(); ++i) set_interval(draws.share[i], options, result.not_caught_up[i]);
}

void set_no_units(CatchUpSeries& result) {
  Estimate none;
  none.reason = none.low_reason = none.boot_reason = "no_units";
  result.median = result.restricted_mean = none;
  result.not_caught_up.fill(none);
}

CatchUpSeries estimate(const Group& group, Censoring rule, StillOpen counting, Date as_of,
                       const SmoothOptions& options) {
  CatchUpSeries result;
  result.rule = rule;
  result.counting = counting;
  result.series = group.series;
  result.split = group.split;
  const Sample sample = sample_of(group, as_of, result);
  if (sample.observations.empty()) {
    set_no_units(result);
    return result;
  }
  const double z = normal_quantile((1 + options.confidence) / 2);
  const Curve curve = kaplan_meier(sample.observations);
  result.follow_up = settle(curve.follow_up);
  result.median = median_of(curve, z);
  result.restricted_mean = restricted_mean_of(curve, z);
  for (std::size_t i = 0; i < catch_up_months.size(); ++i)
    result.not_caught_up[i] = share_at(curve, catch_up_months[i], z);
  add_bootstrap(sample, options, result);
  return result;
}

ForwardPoint forward_at(Date date, const std::vector<Observation>& observations, const std::vector<double>& closed,
                        const SmoothOptions& options) {
  ForwardPoint point;
  point.date = date;
  double mass = 0;
  for (const double day : closed) mass += smooth::kernel(date.days - day, options.bandwidth);
  point.kernel_mass = settle(mass);
  const Curve curve = beran(observations, closed, date.days, options.bandwidth, options.min_mass);
  if (curve.follow_up > 0) point.follow_up = settle(curve.follow_up);
  if (const auto median = curve.median()) point.median = settle(*median);
  if (!point.median) point.reason = point.follow_up ? "not_reached" : "kernel_mass";
  return point;
}

ForwardMedian forward(const Units& units, Censoring rule, Date as_of, const SmoothOptions& options) {
  std::vector<Observation> observations;
  std::vector<double> closed;  // days
  for (const CatchUpUnit* unit : units) {
    Observation observation;
    if (stand(*unit, rule, as_of, observation) != Standing::at_risk) continue;
    observations.push_back(observation);
    closed.push_back(unit->closed.date.days);
  }
  ForwardMedian result{rule, {}};
  if (closed.empty()) return result;
  const auto [first, last] = std::minmax_element(closed.begin(), closed.end());
  for (int day = static_cast<int>(*first); day <= static_cast<int>(*last); day += options.step)
    result.points.push_back(forward_at(Date{day}, observations, closed, options));
  return result;
}

Units counted_as(const std::vector<CatchUpUnit>& units, StillOpen counting) {
  Units result;
  for (const CatchUpUnit& unit : units)
    if (unit.highest || counting == StillOpen::threshold) result.push_back(&unit);
  return result;
}

}  // namespace

CatchUp catch_up(const Crossings& crossings, const Options& options) {
  smooth::check(options.smooth);
  if (options.cross.since || options.cross.until)
    throw Error(ErrorCode::bad_option, "--since and --until go by the open date, which a still-open threshold has not",
                "leave them out");
  CatchUp result;
  result.options = options;
  result.as_of = crossings.as_of;
  result.units = catch_up_units(crossings);
  for (const Censoring rule : {Censoring::as_of, Censoring::last_tested}) {
    for (const StillOpen counting : {StillOpen::pair, StillOpen::threshold})
      for (const Group& group : groups_of(counted_as(result.units, counting)))
        result.series.push_back(estimate(group, rule, counting, result.as_of, options.smooth));
    result.forward.push_back(forward(counted_as(result.units, StillOpen::pair), rule, result.as_of, options.smooth));
  }
  return result;
}

}  // namespace gapcalc::infer
