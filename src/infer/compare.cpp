#include "gapcalc/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/quantile.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::infer {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

constexpr int days_per_year = 365;

/// Relabellings that the permutation test looks at: enough for p-values of three digits.
constexpr std::size_t most_permutations = 20'000;

/// Levels of one series, of the data and of every draw, on a grid.
struct View {
  Trend trend;  ///< its points are the grid; without a band
  smooth::DrawnLevels drawn;
  std::optional<std::size_t> now, minimum;  ///< indices of grid points
};

/// A functional of the levels: its value on the data and in each draw (NaN: undefined), and why it has none.
struct Values {
  std::optional<double> estimate;
  std::vector<double> draws;
  std::string reason;
};

bool shown(BandState state) { return state == BandState::shown || state == BandState::thin; }

/// Why no interval that rests on the point would be trusted; empty where it would.
std::string distrust(const View& view, std::size_t g, const SmoothOptions& options) {
  const BandState state = smooth::trust(view.trend.points[g], view.trend.n_benchmarks, options.show);
  return shown(state) ? std::string() : fmt::format("{} in {}", name(state), view.trend.series);
}

/// The level of the data and of the draws at grid point g; without g there is none.
Values level_at(const View& view, std::optional<std::size_t> g, const SmoothOptions& options) {
  if (!g) return {{}, {}, fmt::format("no_level in {}", view.trend.series)};
  const auto draws = view.drawn.at(*g);
  return {view.trend.points[*g].level, {draws.begin(), draws.end()}, distrust(view, *g, options)};
}

/// Levels that differ by less are the same: their last bits depend on the machine.
constexpr double least_difference = 1e-9;

/// The smallest level of each draw, and the first day on which it lies, over the grid points where the data have a
/// level.
struct Minimum {
  Values level, day;
};
Minimum minimum_of(const View& view, const SmoothOptions& options) {
  Minimum result;
  result.level = level_at(view, view.minimum, options);
  result.day.reason = result.level.reason;
  if (!view.minimum) return result;
  result.day.estimate = view.trend.points[*view.minimum].date.days;
  std::vector<double>&level = result.level.draws, &day = result.day.draws;
  level.assign(view.drawn.n_draws, undefined);
  day = level;
  for (std::size_t g = 0; g < view.trend.points.size(); ++g) {
    if (!view.trend.points[g].level) continue;
    const auto draws = view.drawn.at(g);
    for (std::size_t r = 0; r < draws.size(); ++r) {
      // A NaN minimum is replaced: the comparison fails.
      if (std::isnan(draws[r]) || draws[r] >= level[r] - least_difference) continue;
      level[r] = draws[r];
      day[r] = view.trend.points[g].date.days;
    }
  }
  return result;
}

/// The mean level over the grid points of the year up to `end`; in a draw, over those where it has a level.
Values mean_of_year(const View& view, Date end, const SmoothOptions& options) {
  Values result;
  result.draws.assign(view.drawn.n_draws, 0);
  std::vector<double> counts(view.drawn.n_draws);
  double total = 0, count = 0;
  for (std::size_t g = 0; g < view.trend.points.size(); ++g) {
    const TrendPoint& point = view.trend.points[g];
    if (!point.level || point.date > end || point.date.days <= end.days - days_per_year) continue;
    if (result.reason.empty()) result.reason = distrust(view, g, options);
    total += *point.level;
    ++count;
    const auto draws = view.drawn.at(g);
    for (std::size_t r = 0; r < draws.size(); ++r) {
      if (std::isnan(draws[r])) continue;
      result.draws[r] += draws[r];
      ++counts[r];
    }
  }
  if (count > 0) result.estimate = total / count;
  for (std::size_t r = 0; r < counts.size(); ++r)
    result.draws[r] = counts[r] > 0 ? result.draws[r] / counts[r] : undefined;
  return result;
}

template <typename Combine>
Values combine(const Values& a, const Values& b, const Combine& with) {
  Values result;
  result.reason = a.reason.empty() ? b.reason : a.reason;
  if (a.estimate && b.estimate) result.estimate = with(*a.estimate, *b.estimate);
  result.draws.resize(std::min(a.draws.size(), b.draws.size()));
  for (std::size_t r = 0; r < result.draws.size(); ++r) result.draws[r] = with(a.draws[r], b.draws[r]);
  return result;
}

double minus(double a, double b) { return a - b; }
/// A ratio means something for two gaps, not for leads.
double over(double a, double b) { return a > 0 && b > 0 ? a / b : undefined; }

Quantity quantity(std::string id, std::string what, Measure measure, Values values, const SmoothOptions& options) {
  Quantity result{std::move(id), std::move(what), measure, {}, {}, {}, 0, std::move(values.reason)};
  if (values.estimate && !std::isnan(*values.estimate)) result.estimate = smooth::settle(*values.estimate);
  std::vector<double>& draws = values.draws;
  const std::size_t n = draws.size();
  draws.erase(std::remove_if(draws.begin(), draws.end(), [](double value) { return std::isnan(value); }), draws.end());
  result.n_draws = options.band == BandKind::none ? 0 : draws.size();
  if (!result.reason.empty()) return result;
  if (!result.estimate) {
    result.reason = "undefined";
  } else if (options.band == BandKind::none) {
    result.reason = std::string(name(BandState::no_band));
  } else if (!smooth::enough_draws(draws.size(), n)) {
    result.reason = std::string(name(BandState::few_draws));
  } else {
    const double tail = (1 - options.confidence) / 2;
    const Interval band = interval(draws, tail, 1 - tail);
    result.low = smooth::settle(band.low);
    result.high = smooth::settle(band.high);
  }
  return result;
}

/// Levels of the series on their grids, drawn together.
std::vector<View> views(std::span<const smooth::Series> series, std::span<const std::vector<Date>> grids,
                        std::string_view key, const SmoothOptions& options) {
  const smooth::JointDesign design = smooth::lay_out(series, options, grids);
  SmoothOptions draws = options;
  if (options.band == BandKind::none) draws.resamples = 1;  // nothing rests on it
  std::vector<smooth::DrawnLevels> drawn = smooth::draw_levels(design, key, draws);
  std::vector<View> result;
  for (std::size_t i = 0; i < series.size(); ++i) {
    View view{smooth::without_band(series[i], options, i < grids.size() ? grids[i] : std::vector<Date>{}),
              std::move(drawn[i]),
              {},
              {}};
    view.now = view.trend.current;
    view.minimum = view.trend.minimum;
    result.push_back(std::move(view));
  }
  return result;
}

/// `now - minimum`, the day of the minimum being that of the data: in draws of their own it could only be above 0.
Quantity growth(const View& view, const SmoothOptions& options) {
  const std::string& id = view.trend.id;
  const std::string when = view.minimum ? to_string(view.trend.points[*view.minimum].date) : "none";
  return quantity(fmt::format("now-minimum.{}", id), fmt::format("{}: now - smallest ({})", id, when), Measure::months,
                  combine(level_at(view, view.now, options), level_at(view, view.minimum, options), minus), options);
}

/// The series of an access class, or null.
const View* find(const std::vector<View>& all, std::string_view access) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const View& v) {
    return v.trend.series == access && v.trend.split == name(Split::access);
  });
  return at == all.end() ? nullptr : &*at;
}

/// Difference and ratio of the private and the public series, each by the same functional.
void add_access(const View& held_back, const View& open_set, const SmoothOptions& options, std::vector<Quantity>& out) {
  const auto add = [&](std::string_view when, std::string_view words, const Values& a, const Values& b) {
    out.push_back(quantity(fmt::format("private-public.{}", when), fmt::format("private - public, {}", words),
                           Measure::months, combine(a, b, minus), options));
    out.push_back(quantity(fmt::format("private/public.{}", when), fmt::format("private / public, {}", words),
                           Measure::ratio, combine(a, b, over), options));
  };
  add("now", "now", level_at(held_back, held_back.now, options), level_at(open_set, open_set.now, options));
  add("minimum", "each at its smallest", minimum_of(held_back, options).level, minimum_of(open_set, options).level);
  if (!held_back.now || !open_set.now) return;
  const Date end = std::min(held_back.trend.points[*held_back.now].date, open_set.trend.points[*open_set.now].date);
  add("last-year", "mean of last 12 months", mean_of_year(held_back, end, options),
      mean_of_year(open_set, end, options));
}

/// `part - all` at the last date on which both have a level, on the grid of `all`. Both are drawn together, apart from
/// the other series: what is not asked of a part must not depend on it.
Quantity part_against_all(const Part& part, const smooth::Series& all, const SmoothOptions& options) {
  Values values;
  std::string when = "now";
  values.reason = part.missing;
  if (values.reason.empty() && part.datapoints.empty()) values.reason = fmt::format("no datapoints of {}", part.name);
  if (values.reason.empty()) {
    std::vector<smooth::Series> both{all, std::move(smooth::series(part.datapoints, {}).front())};
    both.back().name = part.name;
    const std::vector<Date> grid = smooth::lay_out({&all, 1}, options).series.front().grid;
    const std::vector<View> of =
        views(both, std::vector<std::vector<Date>>{grid, grid}, fmt::format("compare/{}", part.name), options);
    std::optional<std::size_t> last;
    for (std::size_t g = 0; g < grid.size(); ++g)
      if (of[0].trend.points[g].level && of[1].trend.points[g].level) last = g;
    values = combine(level_at(of[1], last, options), level_at(of[0], last, options), minus);
    if (last) when = to_string(grid[*last]);
  }
  return quantity(fmt::format("{}-all.now", part.name), fmt::format("{} only - all ({})", part.name, when),
                  Measure::months, std::move(values), options);
}

/// The answer to one claim. A bound in another measure than the quantity's would compare days with months.
ClaimAnswer answer(const Claim& claim, const std::vector<Quantity>& quantities) {
  const auto at =
      std::find_if(quantities.begin(), quantities.end(), [&](const Quantity& q) { return q.id == claim.quantity; });
  if (at == quantities.end())
    return {claim,
            Answer::cannot_tell,
            {claim.quantity, "not to be had from these data", Measure::months, {}, {}, {}, 0, "no such quantity"}};
  if (claim.measure ? *claim.measure != at->measure : at->measure == Measure::date)
    throw Error(ErrorCode::bad_claims,
                fmt::format("the bounds of claim '{}' are no {}, as {} is", claim.id,
                            at->measure == Measure::date ? "dates" : "numbers of that measure", claim.quantity),
                "dates bound a date, low_days and high_days months, plain numbers months or ratios");
  return {claim, within(*at, claim.low, claim.high), *at};
}

}  // namespace

std::vector<Quantity> headline(std::span<const Datapoint> datapoints, std::span<const Trend> trends,
                               const SmoothOptions& options) {
  // Only the levels now and at the minimum are looked at, so only these are drawn.
  const std::vector<smooth::Series> all = smooth::series(datapoints, options.by);
  std::vector<smooth::Series> series;
  std::vector<std::vector<Date>> grids;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!trends[i].current) continue;
    series.push_back(all[i]);
    grids.push_back({trends[i].points[*trends[i].minimum].date, trends[i].points[*trends[i].current].date});
  }
  std::vector<View> of = views(series, grids, "compare", options);
  for (View& view : of) {
    view.minimum = 0;
    view.now = 1;
  }
  std::vector<Quantity> result;
  const View *held_back = find(of, "private"), *open_set = find(of, "public");
  if (held_back != nullptr && open_set != nullptr)
    result.push_back(quantity("private-public.now", "private - public, now", Measure::months,
                              combine(level_at(*held_back, 1, options), level_at(*open_set, 1, options), minus),
                              options));
  for (const View& view : of) result.push_back(growth(view, options));
  return result;
}

Comparison compare(std::span<const Datapoint> datapoints, const Part& part, std::span<const Claim> claims,
                   const SmoothOptions& options) {
  smooth::check(options);
  Comparison result;
  std::vector<smooth::Series> series;
  for (smooth::Series& one : smooth::series(datapoints, std::array{Split::access}))
    if (one.name == "all" || one.name == "public" || one.name == "private") series.push_back(std::move(one));
  const std::vector<View> of = views(series, {}, "compare", options);
  const View *held_back = find(of, "private"), *open_set = find(of, "public");
  if (held_back != nullptr && open_set != nullptr) add_access(*held_back, *open_set, options, result.quantities);
  for (const View& view : of) {
    result.quantities.push_back(growth(view, options));
    result.quantities.push_back(quantity(fmt::format("minimum-date.{}", view.trend.series),
                                         fmt::format("{}: date of smallest", view.trend.series), Measure::date,
                                         minimum_of(view, options).day, options));
  }
  result.quantities.push_back(part_against_all(part, series.front(), options));
  result.permutation = permute_access(datapoints, most_permutations, options);
  for (const Claim& claim : claims) result.claims.push_back(answer(claim, result.quantities));
  return result;
}

}  // namespace gapcalc::infer
