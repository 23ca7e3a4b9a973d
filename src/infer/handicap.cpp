// How the headline falls with what open models are given: docs/credibility.md.

#include <tbb/parallel_for.h>

#include <algorithm>
#include <functional>

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

using LevelAt = std::function<std::optional<double>(std::size_t)>;

/// The least shift at which `above` is no longer above `below`, between points on a straight line; else sets `reason`.
std::optional<double> meeting(const HandicapSweep& sweep, const LevelAt& above, const LevelAt& below,
                              std::string& reason) {
  std::optional<double> last;
  for (std::size_t i = 0; i < sweep.points.size(); ++i) {
    const auto upper = above(i), lower = below(i);
    if (!upper || !lower) {
      reason = "no_level";
      return std::nullopt;
    }
    const double now = *upper - *lower, shift = sweep.points[i].shift;
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

  const auto level = [&](std::string_view series) -> LevelAt {
    const auto at = std::find(result.series.begin(), result.series.end(), series);
    const auto s = static_cast<std::size_t>(at - result.series.begin());
    return [&result, s](std::size_t i) {
      return s < result.series.size() ? result.points[i].series[s].level : std::nullopt;
    };
  };
  const LevelAt held_back = level("private"), open_set = level("public");
  result.explains_on_all = meeting(result, held_back, open_set, result.reason_on_all);
  result.explains_on_private = meeting(
      result, held_back, [&](std::size_t) { return open_set(0); }, result.reason_on_private);
  return result;
}

}  // namespace gapcalc::infer
