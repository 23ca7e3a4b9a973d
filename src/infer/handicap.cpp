// How the headline falls with what open models are given: docs/credibility.md.

#include <tbb/parallel_for.h>

#include <algorithm>

#include "core/threads.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "infer/levels.hpp"

namespace gapcalc::infer {
namespace {

constexpr int most_steps = 1000;

void check(double most, int steps) {
  if (!(most > 0 && most <= 100))
    throw Error(ErrorCode::bad_option, "the sweep must end above 0 and at 100 or less", "give for instance 0.1");
  if (steps < 1 || steps > most_steps)
    throw Error(ErrorCode::bad_option, "a sweep has 1 to 1000 steps", "give for instance 10");
}

using Levels = std::vector<std::optional<double>>;  // by point

/// The levels of a series; none where there is no such series.
Levels levels_by_point(const HandicapSweep& sweep, std::string_view series) {
  Levels levels(sweep.points.size());
  const auto at = std::find(sweep.series.begin(), sweep.series.end(), series);
  if (at == sweep.series.end()) return levels;
  const auto s = static_cast<std::size_t>(at - sweep.series.begin());
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i] = sweep.points[i].series[s].level;
  return levels;
}

/// The least shift at which `above` is no longer above `below`, between points on a straight line; else sets `reason`.
std::optional<double> meeting(const HandicapSweep& sweep, const Levels& above, const Levels& below,
                              std::string& reason) {
  std::optional<double> last;
  for (std::size_t i = 0; i < sweep.points.size(); ++i) {
    if (!above[i] || !below[i]) {
      reason = "no_level";
      return std::nullopt;
    }
    const double now = *above[i] - *below[i], shift = sweep.points[i].shift;
    if (now <= 0 && !last) {
      reason = "not_above";
      return std::nullopt;
    }
    if (now <= 0) {
      const double from = sweep.points[i - 1].shift;
      return from + (shift - from) * *last / (*last - now);
    }
    last = now;
  }
  reason = "beyond";
  return std::nullopt;
}

}  // namespace

HandicapSweep handicap_sweep(const Dataset& data, const Options& options, double most, int steps) {
  smooth::check(options.smooth);
  check(most, steps);
  HandicapSweep result;
  result.scale = options.cross.handicap.scale;
  for (int k = 0; k <= steps; ++k) result.points.push_back({most * k / steps, {}});
  std::vector<std::vector<std::string>> notes(result.points.size());
  in_arena(options.smooth.threads, [&] {
    tbb::parallel_for(std::size_t{0}, result.points.size(), [&](std::size_t i) {
      HandicapPoint& point = result.points[i];
      CrossOptions with = options.cross;
      with.handicap.open = point.shift;
      const Crossings crossings = cross::cross(data, with);
      point.series = levels_of(crossings.datapoints, options.smooth, false);
      notes[i] = crossings.notes;
    });
  });
  result.notes = std::move(notes.back());  // with what is said of shifts
  std::vector<LevelRow> rows;
  rows.reserve(result.points.size());
  for (HandicapPoint& point : result.points) rows.push_back({&point.series, {}});
  result.series = compare_levels(rows, 0);

  const Levels held_back = levels_by_point(result, "private"), open_set = levels_by_point(result, "public");
  result.explains_on_all = meeting(result, held_back, open_set, result.reason_on_all);
  const Levels unshifted(open_set.size(), open_set.front());
  result.explains_on_private = meeting(result, held_back, unshifted, result.reason_on_private);
  return result;
}

}  // namespace gapcalc::infer
