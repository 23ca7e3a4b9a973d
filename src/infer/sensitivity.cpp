#include "gapcalc/sensitivity.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "core/quantile.hpp"
#include "core/text.hpp"
#include "core/threads.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::infer {
namespace {

constexpr std::array<std::string_view, n_choices> choice_names = {
    "bandwidth", "thresholds", "verdicts", "pairs", "provenance", "licence", "level", "tie", "band"};

/// Half to three times the reference's 60 days.
constexpr std::array<double, 6> bandwidths = {30, 45, 60, 90, 120, 180};

/// A value of a choice: its text, and how options get it.
struct Value {
  std::string text;
  std::function<void(Options&)> set;
};

/// A choice with its values. `reason` says why others than the one given cannot be had.
struct Dimension {
  Choice choice;
  std::vector<Value> values;
  std::size_t given = 0;  ///< index of the value that the options have
  std::string reason = {};
};

/// Index of a value in each dimension.
using Picked = std::array<std::size_t, n_choices>;

template <typename T>
std::string text_of(const T& value) {
  return std::string(name(value));
}
std::string text_of(double value) { return fmt::format("{}", value); }

/// The dimension of a member of options over a list of values; a value given that is not among them goes first.
template <typename T, typename Member>
Dimension listed(Choice choice, const Options& options, const Member& member, std::vector<T> list) {
  const T given = member(options);
  if (std::find(list.begin(), list.end(), given) == list.end()) list.insert(list.begin(), given);
  Dimension result{choice, {}, static_cast<std::size_t>(std::find(list.begin(), list.end(), given) - list.begin())};
  for (const T& value : list)
    result.values.push_back({text_of(value), [member, value](Options& to) { member(to) = value; }});
  return result;
}

/// Likewise for lists of names: an empty one is any.
template <typename Member>
Dimension listed_names(Choice choice, const Options& options, const Member& member,
                       std::vector<std::vector<std::string>> lists) {
  const std::vector<std::string> given = member(options);
  if (std::find(lists.begin(), lists.end(), given) == lists.end()) lists.insert(lists.begin(), given);
  Dimension result{choice, {}, static_cast<std::size_t>(std::find(lists.begin(), lists.end(), given) - lists.begin())};
  for (const auto& list : lists)
    result.values.push_back(
        {list.empty() ? "any" : join(list, "+"), [member, list](Options& to) { member(to) = list; }});
  return result;
}

/// Steps of k/parts for benchmarks in fractions without a grid, an allow-list or thresholds of their own: elsewhere a
/// finer grid would be rejected by the list, or has been chosen for the benchmark.
Dimension thresholds(const Dataset& data, const Options& options) {
  std::vector<std::string> ids;
  for (const BenchmarkRecords& of : data.benchmarks) {
    const Benchmark& benchmark = of.benchmark;
    if (is_fraction(benchmark.unit) && !benchmark.grid && !benchmark.accept &&
        !options.cross.thresholds_of.contains(benchmark.id))
      ids.push_back(benchmark.id);
  }
  Dimension result{Choice::thresholds, {}};
  const bool own = !options.cross.thresholds.empty();
  if (own) result.values.push_back({"given", [](Options&) {}});
  for (const int parts : {40, 20, 10}) {
    if (parts == 20 && !own) result.given = result.values.size();
    std::vector<double> list;
    for (int k = 1; k < parts; ++k) list.push_back(static_cast<double>(k) / parts);
    result.values.push_back({fmt::format("k/{}", parts), [ids, list](Options& to) {
                               for (const std::string& id : ids) to.cross.thresholds_of[id] = list;
                             }});
  }
  return result;
}

/// All choices in the order of the output.
std::array<Dimension, n_choices> dimensions(const Dataset& data, const Options& options) {
  // Members by reference, for reading and for writing.
  const auto bandwidth = [](auto& of) -> auto& { return of.smooth.bandwidth; };
  const auto verdicts = [](auto& of) -> auto& { return of.cross.verdicts; };
  const auto pairs = [](auto& of) -> auto& { return of.cross.pairs; };
  const auto provenance = [](auto& of) -> auto& { return of.cross.provenance; };
  const auto licences = [](auto& of) -> auto& { return of.cross.open.licences; };
  const auto level = [](auto& of) -> auto& { return of.smooth.level; };
  const auto tie = [](auto& of) -> auto& { return of.cross.tie; };
  const auto band = [](auto& of) -> auto& { return of.smooth.band; };
  Dimension licence =
      listed_names(Choice::licence, options, licences, {{}, {"unrestricted", "restricted use"}, {"unrestricted"}});
  if (cross::only_frontier(data)) licence.reason = "needs_whole_dump";
  return {listed<double>(Choice::bandwidth, options, bandwidth, {bandwidths.begin(), bandwidths.end()}),
          thresholds(data, options),
          listed<Verdicts>(Choice::verdicts, options, verdicts, {Verdicts::on, Verdicts::floors, Verdicts::none}),
          listed<Pairs>(Choice::pairs, options, pairs, {Pairs::one, Pairs::all}),
          listed_names(Choice::provenance, options, provenance, {{}, {"independent", "caveat"}, {"independent"}}),
          std::move(licence),
          listed<LevelKind>(Choice::level, options, level, {LevelKind::local_constant, LevelKind::local_linear}),
          listed<Tie>(Choice::tie, options, tie, {Tie::day, Tie::month}),
          listed<BandKind>(Choice::band, options, band,
                           {BandKind::two_way, BandKind::points, BandKind::benchmarks, BandKind::two_stage})};
}

/// Whether a choice changes the datapoints; the others only how they are smoothed.
bool changes_datapoints(Choice choice) {
  return choice != Choice::bandwidth && choice != Choice::level && choice != Choice::band;
}

Options options_of(const std::array<Dimension, n_choices>& all, const Picked& picked, Options options) {
  for (std::size_t c = 0; c < n_choices; ++c)
    if (picked[c] != all[c].given) all[c].values[picked[c]].set(options);
  options.smooth.threads = 1;  // specifications are what is shared out
  return options;
}

/// A row to be filled, and what is picked for it.
struct Plan {
  Specification row;
  Picked picked;
};

std::array<std::string, n_choices> texts(const std::array<Dimension, n_choices>& all, const Picked& picked) {
  std::array<std::string, n_choices> result;
  for (std::size_t c = 0; c < n_choices; ++c) result[c] = all[c].values[picked[c]].text;
  return result;
}

/// One change at a time: each value of each choice, those given among them.
std::vector<Plan> one_at_a_time(const std::array<Dimension, n_choices>& all, const Picked& given) {
  std::vector<Plan> result;
  std::size_t id = 0;
  for (std::size_t c = 0; c < n_choices; ++c) {
    for (std::size_t v = 0; v < all[c].values.size(); ++v) {
      Plan plan{{}, given};
      plan.picked[c] = v;
      plan.row.choice = all[c].choice;
      if (v != given[c]) {
        plan.row.id = ++id;
        plan.row.reason = all[c].reason;
      }
      plan.row.values = texts(all, plan.picked);
      result.push_back(std::move(plan));
    }
  }
  return result;
}

/// All combinations of what can be had, but for the band.
std::vector<Plan> grid_of(const std::array<Dimension, n_choices>& all, const Picked& given) {
  std::vector<Plan> result;
  std::size_t id = 0;
  const std::function<void(std::size_t, Picked)> go = [&](std::size_t c, Picked picked) {
    if (c == n_choices) {
      Plan plan{{}, picked};
      plan.row.id = picked == given ? 0 : ++id;
      plan.row.values = texts(all, picked);
      plan.row.values[static_cast<std::size_t>(Choice::band)].clear();
      result.push_back(std::move(plan));
      return;
    }
    const bool fixed = all[c].choice == Choice::band || !all[c].reason.empty();
    for (std::size_t v = 0; v < all[c].values.size(); ++v) {
      if (fixed && v != given[c]) continue;
      picked[c] = v;
      go(c + 1, picked);
    }
  };
  go(0, given);
  return result;
}

/// The interval at the point of `trend` with index `current`, as the trend's band has it there; else why there is none.
void add_interval(const smooth::Series& series, const Trend& trend, const SmoothOptions& options, SpecifiedLevel& to) {
  const TrendPoint& point = trend.points[*trend.current];
  BandState state = BandState::no_band;
  if (options.band != BandKind::none) state = smooth::trust(point, trend.n_benchmarks, options.show);
  if (state == BandState::shown || state == BandState::thin) {
    const std::vector<Date> here{point.date};
    const auto drawn = smooth::draw_levels(smooth::lay_out({&series, 1}, options, {&here, 1}), series.name, options);
    const auto all = drawn.front().at(0);
    std::vector<double> values(all.begin(), all.end());
    values.erase(std::remove_if(values.begin(), values.end(), [](double v) { return std::isnan(v); }), values.end());
    if (smooth::enough_draws(values.size(), all.size(), options.band)) {
      const double tail = (1 - options.confidence) / 2;
      const Interval band = interval(values, tail, 1 - tail);
      to.low = smooth::settle(band.low);
      to.high = smooth::settle(band.high);
      return;
    }
    state = BandState::few_draws;
  }
  to.reason = std::string(name(state));
}

/// The last level of a series without anything else of its trend.
void set_level(const smooth::Series& series, const SmoothOptions& options, SpecifiedLevel& to) {
  const smooth::JointDesign joint = smooth::lay_out({&series, 1}, options);
  const smooth::Design& design = joint.series.front();
  const auto levels = smooth::levels(design, options);
  for (std::size_t g = levels.size(); g-- > 0;) {
    if (!levels[g]) continue;
    to.level = levels[g];
    to.date = design.grid[g];
    return;
  }
  to.reason = "small_mass";
}

SpecifiedLevel level_of(const smooth::Series& series, const SmoothOptions& options, bool with_band) {
  SpecifiedLevel result{series.name, series.datapoints.size(), {}, {}, {}, {}, {}, {}};
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
std::map<Picked, std::vector<Datapoint>> cross_all(const Dataset& data, const std::array<Dimension, n_choices>& all,
                                                   const std::vector<Plan>& plans, const Picked& given,
                                                   const Options& options) {
  std::map<Picked, std::vector<Datapoint>> result;
  std::vector<std::pair<const Picked, std::vector<Datapoint>>*> places;
  for (const Plan& plan : plans) {
    if (!plan.row.reason.empty()) continue;
    Picked key = plan.picked;
    for (std::size_t c = 0; c < n_choices; ++c)
      if (!changes_datapoints(all[c].choice)) key[c] = given[c];
    if (const auto [at, is_new] = result.try_emplace(key); is_new) places.push_back(&*at);
  }
  tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
    places[i]->second = cross::cross(data, options_of(all, places[i]->first, options).cross).datapoints;
  });
  return result;
}

/// Series by name, in the order of first appearance: one that the default lacks may come in with another choice.
std::vector<std::string> series_names(const std::vector<Plan>& plans) {
  std::vector<std::string> result;
  const auto add = [&](const Specification& row) {
    for (const SpecifiedLevel& one : row.series)
      if (std::find(result.begin(), result.end(), one.series) == result.end()) result.push_back(one.series);
  };
  for (const Plan& plan : plans)
    if (plan.row.is_default()) add(plan.row);
  for (const Plan& plan : plans) add(plan.row);
  return result;
}

/// Every row gets every series, and the change from the default.
void compare_with_default(std::vector<Plan>& plans, const std::vector<std::string>& names) {
  for (Plan& plan : plans) {
    std::vector<SpecifiedLevel> complete;
    for (const std::string& series : names) {
      const auto at = std::find_if(plan.row.series.begin(), plan.row.series.end(),
                                   [&](const SpecifiedLevel& one) { return one.series == series; });
      const std::string reason = plan.row.reason.empty() ? "no_datapoints" : plan.row.reason;
      complete.push_back(at != plan.row.series.end() ? *at : SpecifiedLevel{series, 0, {}, {}, {}, {}, {}, reason});
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

std::string_view name(Choice choice) { return choice_names[static_cast<std::size_t>(choice)]; }

Sensitivity sensitivity(const Dataset& data, const Options& options, bool grid) {
  smooth::check(options.smooth);
  const auto all = dimensions(data, options);
  Picked given;
  for (std::size_t c = 0; c < n_choices; ++c) given[c] = all[c].given;
  std::vector<Plan> plans = grid ? grid_of(all, given) : one_at_a_time(all, given);
  Sensitivity result;
  result.grid = grid;
  in_arena(options.smooth.threads, [&] {
    const auto datapoints = cross_all(data, all, plans, given, options);
    // Each row writes to its own place, so the result does not depend on who does what.
    tbb::parallel_for(std::size_t{0}, plans.size(), [&](std::size_t i) {
      Plan& plan = plans[i];
      if (!plan.row.reason.empty()) return;
      Picked key = plan.picked;
      for (std::size_t c = 0; c < n_choices; ++c)
        if (!changes_datapoints(all[c].choice)) key[c] = given[c];
      const SmoothOptions smoothing = options_of(all, plan.picked, options).smooth;
      for (const smooth::Series& one : smooth::series(datapoints.at(key), smoothing.by))
        plan.row.series.push_back(level_of(one, smoothing, !grid));
    });
    std::vector<double> list;
    for (const Value& value : all[0].values) list.push_back(*parse_number(value.text));
    result.cross_validation = cross_validate(datapoints.at(given), list, options.smooth);
  });
  result.series = series_names(plans);
  compare_with_default(plans, result.series);
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
