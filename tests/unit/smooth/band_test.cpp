// The band against a plain re-implementation of METHOD, sections 6 and 7, on the same random draws.

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "gapcalc/smooth.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

struct Band {
  std::size_t defined = 0;
  std::optional<double> low, high;
};

double type7(const std::vector<double>& sorted, double p) {
  const double h = static_cast<double>(sorted.size() - 1) * p;
  const auto below = static_cast<std::size_t>(std::floor(h));
  const double above = sorted[std::min(below + 1, sorted.size() - 1)];
  return sorted[below] + (h - std::floor(h)) * (above - sorted[below]);
}

using Names = std::vector<std::string>;

/// The distinct values of a name over the datapoints, in order of first appearance.
template <typename Name>
Names distinct(const std::vector<Datapoint>& datapoints, const Name& name_of) {
  Names names;
  for (const Datapoint& d : datapoints)
    if (std::find(names.begin(), names.end(), name_of(d)) == names.end()) names.push_back(name_of(d));
  return names;
}

/// Draws with replacement, and counts by name.
std::map<std::string, double> counts(const Names& names, RandomStream& random) {
  std::map<std::string, double> result;
  const auto n = static_cast<std::uint32_t>(names.size());
  for (std::uint32_t k = 0; k < n; ++k) ++result[names[random.below(n)]];
  return result;
}

/// How often each datapoint is drawn.
std::vector<double> times(const std::vector<Datapoint>& datapoints, RandomStream random, BandKind kind) {
  std::vector<double> result(datapoints.size());
  const Names benchmarks = distinct(datapoints, [](const Datapoint& d) { return d.benchmark; });
  const auto n = static_cast<std::uint32_t>(datapoints.size());
  if (kind == BandKind::points) {
    for (std::uint32_t i = 0; i < n; ++i) ++result[random.below(n)];
  } else if (kind == BandKind::two_stage) {
    for (std::size_t k = 0; k < benchmarks.size(); ++k) {
      const std::string& benchmark = benchmarks[random.below(static_cast<std::uint32_t>(benchmarks.size()))];
      std::vector<std::size_t> own;
      for (std::size_t i = 0; i < n; ++i)
        if (datapoints[i].benchmark == benchmark) own.push_back(i);
      for (std::size_t j = 0; j < own.size(); ++j) ++result[own[random.below(static_cast<std::uint32_t>(own.size()))]];
    }
  } else {
    auto of_benchmark = counts(benchmarks, random);
    std::map<std::string, double> of_model;
    if (kind == BandKind::two_way)
      of_model = counts(distinct(datapoints, [](const Datapoint& d) { return d.open.model; }), random);
    for (std::size_t i = 0; i < n; ++i)
      result[i] =
          of_benchmark[datapoints[i].benchmark] * (kind == BandKind::two_way ? of_model[datapoints[i].open.model] : 1);
  }
  return result;
}

/// Levels over the grid with the datapoints counted so often; empty where the kernel mass is too small.
std::vector<std::optional<double>> weighted(const std::vector<Datapoint>& datapoints, const std::vector<double>& count,
                                            const std::vector<Date>& grid, const SmoothOptions& options,
                                            double min_mass) {
  std::vector<std::optional<double>> levels;
  for (const Date g : grid) {
    double mass = 0, mean_x = 0, mean_y = 0, spread = 0, joint = 0;
    const auto weight = [&](std::size_t i) {
      return count[i] *
             std::exp(-std::pow(g.days - datapoints[i].open.date.days, 2) / (2 * std::pow(options.bandwidth, 2)));
    };
    const auto x = [&](std::size_t i) { return static_cast<double>(datapoints[i].open.date.days - g.days); };
    for (std::size_t i = 0; i < datapoints.size(); ++i) mass += weight(i);
    for (std::size_t i = 0; i < datapoints.size(); ++i) {
      mean_x += weight(i) * x(i) / mass;
      mean_y += weight(i) * datapoints[i].gap_days() / 30.4375 / mass;
    }
    for (std::size_t i = 0; i < datapoints.size(); ++i) {
      spread += weight(i) * (x(i) - mean_x) * (x(i) - mean_x);
      joint += weight(i) * (x(i) - mean_x) * (datapoints[i].gap_days() / 30.4375 - mean_y);
    }
    const bool line = options.level == LevelKind::local_linear && spread > 1e-6 * mass;
    const double level = line ? mean_y - joint / spread * mean_x : mean_y;
    levels.push_back(mass >= min_mass ? std::optional(level) : std::nullopt);
  }
  return levels;
}

std::vector<Band> plain_band(std::vector<Datapoint> datapoints, const Trend& trend, const SmoothOptions& options) {
  std::sort(datapoints.begin(), datapoints.end(), [](const Datapoint& a, const Datapoint& b) {
    return std::tie(a.open.date, a.benchmark, a.threshold) < std::tie(b.open.date, b.benchmark, b.threshold);
  });
  std::vector<Date> grid;
  for (const TrendPoint& point : trend.points) grid.push_back(point.date);
  std::vector<std::vector<double>> levels(grid.size());
  for (std::uint32_t r = 0; r < static_cast<std::uint32_t>(options.resamples); ++r) {
    const auto drawn = times(datapoints, {options.seed, stream_key(trend.series), r}, options.band);
    const auto one = weighted(datapoints, drawn, grid, options, options.min_draw_mass);
    for (std::size_t g = 0; g < grid.size(); ++g)
      if (one[g]) levels[g].push_back(*one[g]);
  }
  std::vector<Band> bands;
  for (std::size_t g = 0; g < grid.size(); ++g) {
    std::sort(levels[g].begin(), levels[g].end());
    Band band{levels[g].size(), {}, {}};
    const bool enough = 10 * band.defined >= 9 * static_cast<std::size_t>(options.resamples);
    if (trend.points[g].level && enough) {
      band.low = type7(levels[g], (1 - options.confidence) / 2);
      band.high = type7(levels[g], 1 - (1 - options.confidence) / 2);
    }
    bands.push_back(band);
  }
  return bands;
}

/// Compares all points with the plain band; returns how many have a band.
std::size_t compare(const std::vector<Datapoint>& datapoints, const Trend& trend, const SmoothOptions& options) {
  const std::vector<Band> wanted = plain_band(datapoints, trend, options);
  std::size_t banded = 0;
  for (std::size_t g = 0; g < wanted.size(); ++g) {
    CAPTURE(g, trend.series);
    const TrendPoint& point = trend.points[g];
    CHECK(point.n_resamples == wanted[g].defined);
    REQUIRE(point.low.has_value() == wanted[g].low.has_value());
    REQUIRE(point.high.has_value() == wanted[g].high.has_value());
    if (!point.low) continue;
    ++banded;
    CHECK(std::abs(*point.low - *wanted[g].low) <= 1e-9);
    CHECK(std::abs(*point.high - *wanted[g].high) <= 1e-9);
  }
  return banded;
}

SmoothOptions with(int resamples, std::uint64_t seed = 0) {
  SmoothOptions options = reference_profile();
  options.by = {};
  options.resamples = resamples;
  options.seed = seed;
  return options;
}

Trend all_of(const std::vector<Datapoint>& datapoints, const SmoothOptions& options) {
  return smooth::smooth(datapoints, options).at(0);
}

}  // namespace

TEST_CASE("the band equals that of a plain re-implementation on the same draws") {
  const int resamples = GENERATE(1, 37, 300, 700);  // quantiles of few and of many values are found differently
  const std::uint64_t seed = GENERATE(0u, 0x123456789abcdefu);
  const auto datapoints = random_datapoints(7, 40);
  SmoothOptions options = with(resamples, seed);
  CHECK(compare(datapoints, all_of(datapoints, options), options) > 50);
  options.confidence = 0.5;
  CHECK(compare(datapoints, all_of(datapoints, options), options) > 50);
}

TEST_CASE("every kind of band and of level equals a plain re-implementation on the same draws") {
  const auto datapoints = random_datapoints(9, 60);
  SmoothOptions options = with(200);
  options.band = GENERATE(BandKind::points, BandKind::benchmarks, BandKind::two_stage, BandKind::two_way);
  options.level = GENERATE(LevelKind::local_constant, LevelKind::local_linear);
  options.min_draw_mass = GENERATE(2.0, 0.05);
  CAPTURE(name(options.band), name(options.level));
  CHECK(compare(datapoints, all_of(datapoints, options), options) > 50);
}

TEST_CASE("the level is the weighted line where that is asked for, and both are given at the current point") {
  const auto datapoints = random_datapoints(10, 50);
  SmoothOptions options = with(1);
  options.level = LevelKind::local_linear;
  const Trend line = all_of(datapoints, options);
  const std::vector<double> once(datapoints.size(), 1);
  std::vector<Date> grid;
  for (const TrendPoint& point : line.points) grid.push_back(point.date);
  const auto wanted = weighted(datapoints, once, grid, options, options.min_mass);
  for (std::size_t g = 0; g < grid.size(); ++g) {
    REQUIRE(line.points[g].level.has_value() == wanted[g].has_value());
    if (wanted[g]) CHECK(std::abs(*line.points[g].level - *wanted[g]) < 1e-8);
  }
  options.level = LevelKind::local_constant;
  const Trend mean = all_of(datapoints, options);
  CHECK(line.current == mean.current);
  CHECK(*line.current_local_linear == *line.points[*line.current].level);
  CHECK(*mean.current_local_constant == *mean.points[*mean.current].level);
  CHECK(*mean.current_local_linear == *line.current_local_linear);
}

TEST_CASE("gaps on a straight line are met by the local line everywhere, also at the edges") {
  std::vector<Datapoint> line;
  for (int i = 0; i < 40; ++i) line.push_back(datapoint("a", "A", 1000 + 10 * i, 100 + 5 * i, i));
  SmoothOptions options = with(1);
  options.level = LevelKind::local_linear;
  for (const TrendPoint& point : all_of(line, options).points)
    CHECK(*point.level == Approx(months(100 + (point.date.days - 1000) / 2.0)).margin(1e-8));
}

TEST_CASE("where all weight lies on one day, no line can be told, and the level is the mean") {
  SmoothOptions options = with(1);
  options.level = LevelKind::local_linear;
  const Trend trend = all_of({datapoint("a", "A", 1000, 30), datapoint("b", "B", 1000, 90)}, options);
  CHECK(*trend.points[0].level == Approx(60 / 30.4375).margin(1e-9));
  options.bandwidth = 1e-200;  // distances in bandwidths are infinite
  CHECK(*all_of({datapoint("a", "A", 1000, 30), datapoint("b", "B", 1000, 90), datapoint("b", "B", 1007, 90)}, options)
             .points[0]
             .level == Approx(60 / 30.4375).margin(1e-9));
}

TEST_CASE("the simultaneous band is the level and a critical number of standard errors, and holds the draws") {
  const auto datapoints = random_datapoints(11, 60);
  SmoothOptions options = with(400);
  options.band = BandKind::two_way;
  options.simultaneous = true;
  const Trend trend = all_of(datapoints, options);
  REQUIRE(trend.critical_value);
  CHECK(*trend.critical_value > 1.645);  // wider than at a single date

  // The share of draws that leave the band anywhere is what the confidence leaves.
  std::vector<Datapoint> sorted = datapoints;
  std::sort(sorted.begin(), sorted.end(), [](const Datapoint& a, const Datapoint& b) {
    return std::tie(a.open.date, a.benchmark, a.threshold) < std::tie(b.open.date, b.benchmark, b.threshold);
  });
  std::vector<Date> grid;
  for (const TrendPoint& point : trend.points) grid.push_back(point.date);
  int outside = 0;
  for (std::uint32_t r = 0; r < 400; ++r) {
    const auto levels =
        weighted(sorted, times(sorted, {0, stream_key("all"), r}, options.band), grid, options, options.min_draw_mass);
    bool leaves = false;
    for (std::size_t g = 0; g < grid.size(); ++g) {
      const TrendPoint& point = trend.points[g];
      CHECK(point.simultaneous_low.has_value() == point.low.has_value());
      if (point.simultaneous_low && levels[g])
        leaves = leaves || *levels[g] < *point.simultaneous_low - 1e-8 || *levels[g] > *point.simultaneous_high + 1e-8;
    }
    outside += leaves;
  }
  CHECK(outside == 40);
}

TEST_CASE("the simultaneous band by hand: draws that agree give no width, and no critical value from rounding") {
  // Two dates far apart. At the first both gaps are 130 days in every draw; at the second, 100 and 200.
  SmoothOptions options = with(200);
  options.simultaneous = true;
  options.step = 1000;
  const Trend trend = all_of({datapoint("a", "A", 0, 130), datapoint("b", "B", 0, 130), datapoint("c", "C", 0, 130),
                              datapoint("a", "D", 1000, 100), datapoint("b", "E", 1000, 200),
                              datapoint("c", "F", 1000, 150), datapoint("d", "G", 1000, 150)},
                             options);
  REQUIRE(trend.points.size() == 2);
  REQUIRE(trend.critical_value);
  CHECK(*trend.critical_value < 4);
  CHECK(*trend.points[0].simultaneous_low == *trend.points[0].simultaneous_high);
  // level -+ c * standard error
  const double width = *trend.points[1].simultaneous_high - *trend.points[1].simultaneous_low;
  CHECK((*trend.points[1].simultaneous_high + *trend.points[1].simultaneous_low) / 2 ==
        Approx(*trend.points[1].level).margin(1e-8));
  CHECK(width > 0);
}

TEST_CASE("a draw counts in the critical value by the dates at which it is defined, if there are any") {
  // Ten draws -4, -3, ..., 5 at both dates around a level of 0: at each the standard error is sqrt(82.5 / 9).
  const double none = std::nan("");
  const auto critical = [](std::vector<double> first, const std::vector<double>& second) {
    SmoothOptions options;
    options.simultaneous = true;
    options.show = BandRule::defined;
    Trend trend;
    trend.points.resize(2);
    trend.points[0].level = trend.points[1].level = 0.0;
    smooth::DrawnLevels drawn{2, first.size(), large_array(2 * first.size())};
    std::copy(first.begin(), first.end(), drawn.at(0).begin());
    std::copy(second.begin(), second.end(), drawn.at(1).begin());
    smooth::add_bands(drawn, options, trend);
    return *trend.critical_value;
  };
  const std::vector<double> full = {-4, -3, -2, -1, 0, 1, 2, 3, 4, 5};
  const double error = std::sqrt(82.5 / 9);
  CHECK(critical(full, full) == Approx(4.1 / error));  // type 7 of 0 1 1 2 2 3 3 4 4 5 at 0.9
  SECTION("defined nowhere: the same as without it") {
    std::vector<double> more = full;
    more.push_back(none);
    CHECK(critical(more, more) == Approx(4.1 / error));
  }
  SECTION("defined at one date: that one decides") {
    std::vector<double> first = full, second = full;
    first.push_back(none);
    second.push_back(0);  // its standard error is that of eleven
    const double wider = std::sqrt((85 - 25 / 11.0) / 10);
    REQUIRE(wider < error);
    // Deviations 0 0 1 1 2 2 3 3 4 4 5, each by the smaller standard error.
    CHECK(critical(first, second) == Approx(4 / wider));
  }
}

TEST_CASE("a band is not shown where too little carries it, and the reason is given") {
  const auto state_with = [](std::size_t in_series, std::size_t benchmarks, std::size_t models, double ess,
                             BandRule rule = BandRule::trusted) {
    TrendPoint point;
    point.n_benchmarks = benchmarks;
    point.n_open_models = models;
    point.ess = ess;
    return smooth::trust(point, in_series, rule);
  };
  CHECK(state_with(5, 5, 5, 3) == BandState::shown);
  CHECK(state_with(4, 4, 5, 3) == BandState::thin);
  CHECK(state_with(9, 3, 9, 9) == BandState::thin);
  CHECK(state_with(9, 9, 3, 9) == BandState::thin);
  CHECK(state_with(3, 3, 9, 9) == BandState::few_benchmarks);
  CHECK(state_with(9, 2, 9, 9) == BandState::few_benchmarks);
  CHECK(state_with(9, 9, 2, 9) == BandState::few_open_models);
  CHECK(state_with(9, 9, 9, 2.99) == BandState::small_effective_size);
  CHECK(state_with(1, 1, 1, 1, BandRule::defined) == BandState::shown);
}

TEST_CASE("the points of a series carry the reason why they have no band") {
  SmoothOptions options;
  options.by = {};
  options.resamples = 50;
  const Trend three = all_of(six_datapoints(), options);  // three benchmarks
  for (const TrendPoint& point : three.points) {
    CHECK_FALSE(point.low);
    CHECK(point.band == (point.level ? BandState::few_benchmarks : BandState::no_band));
  }
  options.show = BandRule::defined;
  const Trend defined = all_of(six_datapoints(), options);
  CHECK(std::any_of(defined.points.begin(), defined.points.end(), [](const TrendPoint& p) { return p.low; }));
  options.min_draw_mass = 2;
  const Trend strict = all_of(six_datapoints(), options);
  CHECK(std::any_of(strict.points.begin(), strict.points.end(),
                    [](const TrendPoint& p) { return p.band == BandState::few_draws; }));
}

TEST_CASE("each series has draws of its own, keyed by its name") {
  const auto datapoints = random_datapoints(8, 40);
  SmoothOptions options = with(60);
  options.by = {Split::access, Split::category};
  const auto series = smooth::series(datapoints, options.by);
  const auto trends = smooth::trends(series, options);
  REQUIRE(trends.size() == 5);
  for (std::size_t s = 0; s < series.size(); ++s) {
    std::vector<Datapoint> own;
    for (const Datapoint* d : series[s].datapoints) own.push_back(*d);
    compare(own, trends[s], options);
  }
}

TEST_CASE("the band is withheld where fewer than 90 % of the resamples are defined, and their number is given") {
  const auto datapoints = six_datapoints();
  const SmoothOptions options = with(400);
  const Trend trend = all_of(datapoints, options);
  compare(datapoints, trend, options);
  std::size_t withheld = 0;
  for (const TrendPoint& point : trend.points)
    if (point.level && point.n_resamples > 0 && !point.low) {
      ++withheld;
      CHECK(point.n_resamples < 360);
    }
  CHECK(withheld > 0);
}

TEST_CASE("a band with exactly 90 % of the resamples defined is given") {
  const auto datapoints = six_datapoints();
  std::size_t exactly = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const SmoothOptions options = with(10, seed);
    const Trend trend = all_of(datapoints, options);
    compare(datapoints, trend, options);
    for (const TrendPoint& point : trend.points)
      if (point.level && point.n_resamples == 9) {
        ++exactly;
        CHECK(point.low);
      }
  }
  CHECK(exactly > 0);
}

TEST_CASE("a point without a level has no band, however many resamples are defined there") {
  // Two datapoints a day apart: half of the resamples draw one of them twice, and have a kernel mass of 2.
  const auto trend = all_of({datapoint("a", "A", 1000, 30), datapoint("b", "B", 1001, 90)}, with(400));
  CHECK_FALSE(trend.points[0].level);
  CHECK_FALSE(trend.points[0].low);
  CHECK(trend.points[0].n_resamples > 50);
  CHECK(trend.points[0].n_resamples < 150);
}

TEST_CASE("equal gaps have a band without width") {
  std::vector<Datapoint> same;
  for (int i = 0; i < 30; ++i) same.push_back(datapoint("a", "A", 1000 + i, 100, i));
  const int resamples = GENERATE(50, 600);
  const Trend trend = all_of(same, with(resamples));
  const TrendPoint& point = trend.points[0];
  CHECK(point.n_resamples == static_cast<std::size_t>(resamples));
  CHECK(*point.low == Approx(100 / 30.4375).margin(1e-9));
  CHECK(*point.high == *point.low);
}

TEST_CASE("levels that differ by less than any normal number have a band") {
  // At the first date the distant gap weighs exp(-188^2 / 50), about 1e-307, beside gaps of zero.
  std::vector<Datapoint> datapoints = {datapoint("z", "far", 1188, 30)};
  for (int i = 0; i < 20; ++i) datapoints.push_back(datapoint("a", "A", 1000, 0, i));
  SmoothOptions options = with(600);
  options.bandwidth = 5;
  const Trend trend = all_of(datapoints, options);
  CHECK(compare(datapoints, trend, options) > 0);
  CHECK(*trend.points[0].low == 0);
  CHECK(*trend.points[0].high == 0);
}

TEST_CASE("without a band no resample is made") {
  SmoothOptions options = with(100);
  options.band = BandKind::none;
  for (const TrendPoint& point : all_of(six_datapoints(), options).points) {
    CHECK_FALSE(point.low);
    CHECK_FALSE(point.high);
    CHECK(point.n_resamples == 0);
  }
}
