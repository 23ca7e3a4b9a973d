// The band against a plain re-implementation of METHOD, sections 6 and 7, on the same random draws.

#include <algorithm>
#include <cmath>
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

/// Levels of one resample over the grid; empty where the kernel mass is too small.
std::vector<std::optional<double>> resampled(const std::vector<Datapoint>& datapoints, const std::vector<Date>& grid,
                                             RandomStream random, const SmoothOptions& options) {
  const auto n = static_cast<std::uint32_t>(datapoints.size());
  std::vector<const Datapoint*> drawn;
  for (std::uint32_t i = 0; i < n; ++i) drawn.push_back(&datapoints[random.below(n)]);
  std::vector<std::optional<double>> levels;
  for (const Date g : grid) {
    double mass = 0, total = 0;
    for (const Datapoint* d : drawn) {
      const double w = std::exp(-std::pow(g.days - d->open.date.days, 2) / (2 * std::pow(options.bandwidth, 2)));
      mass += w;
      total += w * d->gap_days() / 30.4375;
    }
    levels.push_back(mass >= options.min_mass ? std::optional(total / mass) : std::nullopt);
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
    const auto one = resampled(datapoints, grid, {options.seed, stream_key(trend.series), r}, options);
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
  SmoothOptions options;
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
