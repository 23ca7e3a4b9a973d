#include "infer/levels.hpp"

#include <algorithm>
#include <tuple>

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

/// Whether two levels are of the same series.
bool same_series(const SpecifiedLevel& a, const SpecifiedLevel& b) {
  return a.series == b.series && a.split == b.split;
}

/// A level of each series: one that the base lacks may come in with another row.
std::vector<SpecifiedLevel> all_series(std::span<const LevelRow> rows, std::size_t base) {
  std::vector<SpecifiedLevel> result = *rows[base].levels;
  for (const LevelRow& row : rows)
    for (const SpecifiedLevel& one : *row.levels)
      if (std::none_of(result.begin(), result.end(), [&](const auto& other) { return same_series(one, other); }))
        result.push_back(one);
  return result;
}

}  // namespace

std::vector<SpecifiedLevel> levels_of(std::span<const Datapoint> datapoints, const SmoothOptions& options,
                                      bool with_band) {
  std::vector<SpecifiedLevel> levels;
  for (const smooth::Series& one : smooth::series(datapoints, options.by))
    levels.push_back(level_of(one, options, with_band));
  return levels;
}

std::vector<std::string> compare_levels(std::span<const LevelRow> rows, std::size_t base) {
  const std::vector<SpecifiedLevel> series = all_series(rows, base);
  std::vector<std::string> names;
  names.reserve(series.size());
  for (const SpecifiedLevel& one : series) names.push_back(smooth::unique_name(one.series, one.split, names));
  for (const LevelRow& row : rows) {
    std::vector<SpecifiedLevel> complete;
    complete.reserve(series.size());
    for (std::size_t s = 0; s < series.size(); ++s) {
      const auto at = std::find_if(row.levels->begin(), row.levels->end(),
                                   [&](const SpecifiedLevel& one) { return same_series(one, series[s]); });
      const std::string reason(row.reason.empty() ? "no_datapoints" : row.reason);
      complete.push_back(at != row.levels->end() ? *at
                                                 : SpecifiedLevel{{}, series[s].split, 0, {}, {}, {}, {}, {}, reason});
      complete.back().series = names[s];
    }
    *row.levels = std::move(complete);
  }
  const std::vector<SpecifiedLevel> usual = *rows[base].levels;
  for (const LevelRow& row : rows)
    for (std::size_t s = 0; s < names.size(); ++s)
      if (SpecifiedLevel& one = (*row.levels)[s]; one.level && usual[s].level)
        one.change = smooth::settle(*one.level - *usual[s].level);
  return names;
}

}  // namespace gapcalc::infer
