#include "gapcalc/diff.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "audit/compare_gaps.hpp"
#include "audit/roster.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::audit {
namespace {

const TrendPoint* current(const Trend& trend) { return trend.current ? &trend.points[*trend.current] : nullptr; }

/// The trend of the same series, or null. Names say which: ids depend on what other series there are.
const Trend* find_trend(std::span<const Trend> trends, const Trend& like) {
  const auto at = std::find_if(trends.begin(), trends.end(),
                               [&](const Trend& one) { return one.series == like.series && one.split == like.split; });
  return at == trends.end() ? nullptr : &*at;
}

/// The trends of a side's data seen on a day; none where its records are not known.
std::optional<std::vector<Trend>> trends_on(const Side& side, Date day, const Options& options, Difference& result) {
  if (side.crossings->as_of == day) return std::vector<Trend>(side.trends.begin(), side.trends.end());
  if (side.data == nullptr) return std::nullopt;
  CrossOptions then = options.cross;
  then.as_of = day;
  const Crossings crossings = cross::cross(*side.data, then);
  const auto& known = side.crossings->notes;
  for (const std::string& note : crossings.notes)
    if (std::find(known.begin(), known.end(), note) == known.end()) result.notes.push_back(note);
  SmoothOptions levels = options.smooth;
  levels.band = BandKind::none;
  return smooth::smooth(crossings.datapoints, levels);
}

std::optional<double> level_of(const std::optional<std::vector<Trend>>& trends, const Trend& like) {
  const Trend* const trend = trends ? find_trend(*trends, like) : nullptr;
  const TrendPoint* const point = trend == nullptr ? nullptr : current(*trend);
  return point == nullptr ? std::nullopt : point->level;
}

void compare_headlines(const Side& before, const Side& after, const Options& options, Difference& result) {
  const auto before_then = trends_on(before, result.common_as_of, options, result);
  const auto after_then = trends_on(after, result.common_as_of, options, result);
  std::vector<const Trend*> all;
  all.reserve(before.trends.size() + after.trends.size());
  for (const Trend& trend : after.trends) all.push_back(&trend);
  for (const Trend& trend : before.trends)
    if (find_trend(after.trends, trend) == nullptr) all.push_back(&trend);
  std::vector<std::string> taken;
  taken.reserve(all.size());
  for (const Trend* const trend : all) {
    HeadlineChange one;
    one.series = taken.emplace_back(smooth::unique_name(trend->series, trend->split, taken));
    const auto fill = [&](std::span<const Trend> trends, auto& point, std::size_t& gaps, std::size_t& benchmarks) {
      const Trend* const of = find_trend(trends, *trend);
      if (of == nullptr) return;
      gaps = of->n_datapoints;
      benchmarks = of->n_benchmarks;
      if (const TrendPoint* const now = current(*of)) point = *now;
    };
    fill(before.trends, one.before, one.datapoints_before, one.benchmarks_before);
    fill(after.trends, one.after, one.datapoints_after, one.benchmarks_after);
    if (one.before && one.after) {
      one.change = smooth::settle(*one.after->level - *one.before->level);
      const auto was = level_of(before_then, *trend), is = level_of(after_then, *trend);
      if (was && is) {
        one.revised = smooth::settle(*is - *was);
        one.elapsed = smooth::settle(*one.change - *one.revised);
      } else {
        one.reason = before_then && after_then ? "no_level" : "no_records";
      }
    } else {
      one.reason = "no_level";
    }
    result.headline.push_back(std::move(one));
  }
}

/// The share of a datapoint in the kernel mass of the level now of all gaps.
double share_of(const Datapoint& datapoint, std::span<const Trend> trends, const SmoothOptions& options) {
  const TrendPoint* const now = trends.empty() ? nullptr : current(trends.front());
  if (now == nullptr || now->kernel_mass <= 0) return 0;
  return smooth::settle(smooth::kernel(datapoint.open.date.days - now->date.days, options.bandwidth) /
                        now->kernel_mass);
}

/// What models are to the gaps, by benchmark and model.
using Roles = std::map<ScoreKey, Role>;

/// Counts what a model is to the crossings of one side.
void count_places(const Crossings& crossings, Roles& roles, std::size_t Role::*first, bool Role::*record) {
  for (const BenchmarkCrossings& of : crossings.benchmarks) {
    const std::string_view id = of.benchmark.id;
    for (const Crossing& crossing : of.crossings) {
      ++(roles[{id, crossing.closed.model}].*first);
      if (crossing.open) ++(roles[{id, crossing.open->model}].*first);
    }
    for (const auto* frontier : {&of.closed_frontier, &of.open_frontier})
      for (const Crosser& best : *frontier) roles[{id, best.model}].*record = true;
  }
}

Roles roles_of(const Crossings& before, const Crossings& after, const Difference& result) {
  Roles roles;
  count_places(before, roles, &Role::first_before, &Role::record_before);
  count_places(after, roles, &Role::first_after, &Role::record_after);
  for (const DatapointChange& change : result.datapoints) {
    std::set<std::string_view> models;
    for (const auto* side : {&change.before, &change.after})
      if (*side) models.insert({(*side)->closed.model, (*side)->open.model});
    const std::string_view id = change.after ? change.after->benchmark : change.before->benchmark;
    for (const std::string_view model : models) {
      Role& role = roles[{id, model}];
      ++role.datapoints;
      role.share += change.share;
    }
  }
  return roles;
}

void add_role(Role& to, const Roles& roles, std::string_view benchmark, std::string_view model) {
  const auto at = roles.find({benchmark, model});
  if (at == roles.end()) return;
  const Role& role = at->second;
  to.first_before += role.first_before;
  to.first_after += role.first_after;
  to.record_before = to.record_before || role.record_before;
  to.record_after = to.record_after || role.record_after;
  to.datapoints += role.datapoints;
  to.share += role.share;
}

/// The weightiest first; a share is compared in whole per mille, so that its last bits decide nothing.
template <typename T>
void sort_by_role(std::vector<T>& list) {
  const auto key = [](const T& one) {
    const Role& role = one.role;
    return std::tuple(-std::lround(1000 * role.share), -static_cast<long>(role.datapoints),
                      -static_cast<long>(role.first_before + role.first_after),
                      !(role.record_before || role.record_after), std::string_view(one.model));
  };
  std::stable_sort(list.begin(), list.end(), [&](const T& a, const T& b) { return key(a) < key(b); });
}

/// Counts the changed datapoints that name either model of a changed first crosser.
void count_datapoints(Difference& result) {
  std::map<std::string_view, std::vector<const DatapointChange*>> of_benchmark;
  for (const DatapointChange& change : result.datapoints)
    of_benchmark[(change.after ? change.after : change.before)->benchmark].push_back(&change);
  for (CrosserChange& one : result.crossers) {
    const auto names = [&](const std::optional<Datapoint>& d, const std::optional<Crosser>& who) {
      return d && who && (one.closed ? d->closed : d->open).model == who->model;
    };
    const auto& changes = of_benchmark[one.benchmark];
    one.datapoints =
        static_cast<std::size_t>(std::count_if(changes.begin(), changes.end(), [&](const DatapointChange* change) {
          return names(change->before, one.before) || names(change->after, one.after);
        }));
  }
}

/// Gives every change its role, and puts the lists in order.
void weigh(const Roles& roles, Difference& result) {
  std::map<std::string_view, Role> of_model;
  for (const auto& [key, role] : roles) add_role(of_model[key.second], roles, key.first, key.second);
  for (ModelChange& one : result.models) one.role = of_model[one.model];
  for (AccessibilityChange& one : result.accessibility) one.role = of_model[one.model];
  for (ScoreChange& one : result.scores) add_role(one.role, roles, one.benchmark, one.model);
  for (DateChange& one : result.dates)
    for (const std::string& id : one.benchmarks) add_role(one.role, roles, id, one.model);
  sort_by_role(result.models);
  sort_by_role(result.accessibility);
  sort_by_role(result.scores);
  sort_by_role(result.dates);
  count_datapoints(result);
  std::stable_sort(result.crossers.begin(), result.crossers.end(),
                   [](const CrosserChange& a, const CrosserChange& b) { return a.datapoints > b.datapoints; });
  std::stable_sort(result.datapoints.begin(), result.datapoints.end(),
                   [](const DatapointChange& a, const DatapointChange& b) {
                     return std::lround(1000 * a.share) > std::lround(1000 * b.share);
                   });
}

bool same_headline(const HeadlineChange& one) {
  const auto same = [](const std::optional<double>& a, const std::optional<double>& b) {
    return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) < 1e-6);
  };
  if (one.before.has_value() != one.after.has_value() || one.datapoints_before != one.datapoints_after) return false;
  return !one.before || (same(one.before->level, one.after->level) && same(one.before->low, one.after->low) &&
                         same(one.before->high, one.after->high));
}

}  // namespace

std::string_view name(Change change) {
  switch (change) {
    case Change::added: return "added";
    case Change::removed: return "removed";
    case Change::changed: break;
  }
  return "changed";
}

bool Difference::nothing() const {
  return benchmarks.empty() && models.empty() && scores.empty() && dates.empty() && accessibility.empty() &&
         crossers.empty() && datapoints.empty() && lapsed.empty() &&
         std::all_of(headline.begin(), headline.end(), same_headline);
}

Difference diff(const Side& before, const Side& after, const Options& options) {
  Difference result;
  result.as_of_before = before.crossings->as_of;
  result.as_of_after = after.crossings->as_of;
  result.common_as_of = std::min(result.as_of_before, result.as_of_after);
  std::set<std::string_view> seen;
  for (const Side* side : {&after, &before})
    for (const BenchmarkCrossings& of : side->crossings->benchmarks)
      if (seen.insert(of.benchmark.id).second) result.all_benchmarks.push_back(of.benchmark);
  compare_rosters(roster_of(before), roster_of(after), result);
  compare_crossers(*before.crossings, *after.crossings, result);
  compare_datapoints(*before.crossings, *after.crossings, result);
  for (DatapointChange& one : result.datapoints)
    one.share = one.after ? share_of(*one.after, after.trends, options.smooth)
                          : share_of(*one.before, before.trends, options.smooth);
  find_lapsed(*before.crossings, *after.crossings, result);
  compare_headlines(before, after, options, result);
  weigh(roles_of(*before.crossings, *after.crossings, result), result);
  return result;
}

}  // namespace gapcalc::audit
