// Kernel, grid and level (METHOD, section 6). Figures with many digits are numpy's.

#include <algorithm>
#include <cmath>

#include "gapcalc/smooth.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

SmoothOptions no_band() {
  SmoothOptions options;
  options.by = {};
  options.band = BandKind::none;
  return options;
}

Trend level_of(const std::vector<Datapoint>& datapoints, const SmoothOptions& options = no_band()) {
  return smooth::smooth(datapoints, options).at(0);
}

}  // namespace

TEST_CASE("the kernel is a Gaussian of 1 at its centre") {
  CHECK(smooth::kernel(0, 60) == 1);
  CHECK(smooth::kernel(60, 60) == Approx(0.60653065971263342).epsilon(1e-14));
  CHECK(smooth::kernel(-60, 60) == smooth::kernel(60, 60));
  CHECK(smooth::kernel(120, 60) == Approx(0.1353352832366127).epsilon(1e-14));
  CHECK(smooth::kernel(30, 30) == smooth::kernel(60, 60));
  CHECK(smooth::kernel(1e6, 60) == 0);
  CHECK(smooth::kernel(0, 1e-200) == 1);  // however narrow
  CHECK(smooth::kernel(1, 1e-200) == 0);
}

TEST_CASE("levels, masses and effective sizes equal those of numpy") {
  struct Wanted {
    std::size_t point;
    std::string date;
    std::optional<double> level;
    double mass, ess;
    std::size_t n_benchmarks, n_open_models;
  };
  const std::vector<Wanted> points = {
      {0, "2024-01-10", 8.125681296475527, 2.67457577754004, 3.167577068910487, 2, 3},
      {1, "2024-01-17", 8.023704204591722, 2.8171161300558145, 3.245909413014707, 2, 3},
      {6, "2024-02-21", 7.282386807334283, 3.184239743984699, 3.7605419944032565, 3, 4},
      {12, "2024-04-03", 5.5860188215031386, 3.0160345284212333, 4.676032621158883, 3, 4},
      {13, "2024-04-10", 5.21985276857748, 2.9628713349487947, 4.697019469481214, 3, 4},
      {14, "2024-04-17", 4.843096284591179, 2.9085921309136094, 4.621533774216549, 3, 4},
      {20, "2024-05-29", 2.7928571007321765, 2.5378156245950776, 3.1323846237427557, 3, 3},
      {22, "2024-06-12", 2.3104894502259237, 2.3586800941285815, 2.749444840272276, 3, 3},
      {25, "2024-07-03", 1.7888890438600422, 2.00281728113578, 2.3873707428712887, 2, 2},
      {26, "2024-07-10", std::nullopt, 1.8628990521549393, 2.3072539701247003, 2, 2},
      {40, "2024-10-16", std::nullopt, 0.1975408202450874, 1.9127758307512512, 2, 2},
      {72, "2025-05-28", std::nullopt, 0.9977803134514663, 1.0000001370359073, 1, 1},
  };
  const Trend trend = level_of(six_datapoints());
  REQUIRE(trend.points.size() == 73);
  for (const Wanted& wanted : points) {
    const TrendPoint& point = trend.points[wanted.point];
    CAPTURE(wanted.point);
    CHECK(to_string(point.date) == wanted.date);
    REQUIRE(point.level.has_value() == wanted.level.has_value());
    if (point.level) CHECK(std::abs(*point.level - *wanted.level) < 1e-9);
    CHECK(std::abs(point.kernel_mass - wanted.mass) < 1e-9);
    CHECK(std::abs(point.ess - wanted.ess) < 1e-9);
    CHECK(point.n_benchmarks == wanted.n_benchmarks);
    CHECK(point.n_open_models == wanted.n_open_models);
    CHECK_FALSE(point.low);
    CHECK(point.n_resamples == 0);
  }
  CHECK(trend.n_datapoints == 6);
  CHECK(trend.n_benchmarks == 3);
}

TEST_CASE("the grid goes by weeks from the first open date and not beyond the last") {
  const auto dates = [](int span, int step) {
    SmoothOptions options = no_band();
    options.step = step;
    std::vector<int> days;
    for (const TrendPoint& p :
         level_of({datapoint("a", "A", 1000, 0), datapoint("a", "B", 1000 + span, 0)}, options).points)
      days.push_back(p.date.days - 1000);
    return days;
  };
  CHECK(dates(0, 7) == std::vector<int>{0});
  CHECK(dates(6, 7) == std::vector<int>{0});
  CHECK(dates(7, 7) == std::vector<int>{0, 7});
  CHECK(dates(20, 7) == std::vector<int>{0, 7, 14});
  CHECK(dates(3, 1) == std::vector<int>{0, 1, 2, 3});
}

TEST_CASE("a level is defined from a kernel mass of exactly 2 on") {
  const Trend two = level_of({datapoint("a", "A", 1000, 30), datapoint("b", "B", 1000, 90)});
  REQUIRE(two.points.size() == 1);
  CHECK(two.points[0].kernel_mass == 2);
  CHECK(two.points[0].ess == 2);
  CHECK(*two.points[0].level == Approx(60 / 30.4375).margin(1e-9));

  const Trend a_day_apart = level_of({datapoint("a", "A", 1000, 30), datapoint("b", "B", 1001, 90)});
  CHECK(a_day_apart.points[0].kernel_mass == Approx(1.99986112075).epsilon(1e-9));
  CHECK_FALSE(a_day_apart.points[0].level);
  CHECK_FALSE(a_day_apart.current);
  CHECK_FALSE(a_day_apart.minimum);
}

TEST_CASE("the least kernel mass and the bandwidth can be set") {
  SmoothOptions options = no_band();
  options.min_mass = 1;
  options.bandwidth = 30;
  const Trend trend = level_of({datapoint("a", "A", 1000, 30), datapoint("b", "B", 1030, 90)}, options);
  const double w = std::exp(-0.5);
  CHECK(*trend.points[0].level == Approx((30 + 90 * w) / (1 + w) / 30.4375).margin(1e-9));
}

TEST_CASE("far from every datapoint the mass and the effective size are zero and nothing is divided by it") {
  SmoothOptions options = no_band();
  options.bandwidth = 1;
  const Trend trend = level_of({datapoint("a", "A", 1000, 30), datapoint("b", "B", 1700, 90)}, options);
  const TrendPoint& middle = trend.points[50];
  CHECK(middle.kernel_mass == 0);
  CHECK(middle.ess == 0);
  CHECK(middle.n_benchmarks == 0);
  CHECK(middle.n_open_models == 0);
  CHECK_FALSE(middle.level);
}

TEST_CASE("a benchmark or open model carries a point with more than 5 % of the weight, not with 5 %") {
  std::vector<Datapoint> datapoints(19, datapoint("a", "A", 1000, 30));
  for (std::size_t i = 0; i < datapoints.size(); ++i) datapoints[i].threshold = static_cast<double>(i);
  datapoints.push_back(datapoint("b", "B", 1000, 30));
  CHECK(level_of(datapoints).points[0].n_benchmarks == 1);
  CHECK(level_of(datapoints).points[0].n_open_models == 1);
  datapoints.erase(datapoints.begin());
  CHECK(level_of(datapoints).points[0].n_benchmarks == 2);
  CHECK(level_of(datapoints).points[0].n_open_models == 2);
}

TEST_CASE("the current level is the last defined one") {
  const Trend trend = level_of(six_datapoints());
  REQUIRE(trend.current);
  CHECK(*trend.current == 25);
  CHECK(trend.points[*trend.current].level);
  CHECK_FALSE(trend.points[*trend.current + 1].level);
}

TEST_CASE("the minimum is the smallest level, and the first of equals") {
  std::vector<Datapoint> valley;
  for (int i = 0; i < 3; ++i)
    for (const int day : {1000, 1070, 1140}) valley.push_back(datapoint("a", "A", day, day == 1070 ? 0 : 100, i));
  CHECK(level_of(valley).minimum == std::optional<std::size_t>(10));
  std::vector<Datapoint> same;
  for (int i = 0; i < 10; ++i) same.push_back(datapoint("a", "A", 1000 + 13 * i, 100, i));
  const Trend trend = level_of(same);
  std::size_t first = 0;
  while (!trend.points[first].level) ++first;
  CHECK(trend.minimum == first);
  CHECK(trend.current == trend.points.size() - 1);
  CHECK(*trend.points[first].level == Approx(100 / 30.4375).margin(1e-9));
}

TEST_CASE("the median gap is over the datapoints") {
  CHECK(level_of(six_datapoints()).median_gap_months == Approx(4.928131416837782).epsilon(1e-12));
  CHECK(level_of({datapoint("a", "A", 1, 10), datapoint("a", "B", 2, -30), datapoint("a", "C", 3, 70)})
            .median_gap_months == Approx(10 / 30.4375).epsilon(1e-12));
}

TEST_CASE("a series without datapoints has no points, no current level and no minimum") {
  const Trend trend = level_of({});
  CHECK(trend.series == "all");
  CHECK(trend.split == "none");
  CHECK(trend.n_datapoints == 0);
  CHECK(trend.n_benchmarks == 0);
  CHECK(trend.points.empty());
  CHECK_FALSE(trend.current);
  CHECK_FALSE(trend.minimum);
}

TEST_CASE("a single datapoint has a median but no level") {
  SmoothOptions options;
  options.resamples = 20;
  const Trend trend = level_of({datapoint("a", "A", 1000, 61)}, options);
  REQUIRE(trend.points.size() == 1);
  CHECK(trend.points[0].kernel_mass == 1);
  CHECK(trend.points[0].ess == 1);
  CHECK(trend.points[0].n_benchmarks == 1);
  CHECK_FALSE(trend.points[0].low);
  CHECK_FALSE(trend.points[0].level);
  CHECK_FALSE(trend.points[0].low);
  CHECK(trend.median_gap_months == Approx(61 / 30.4375).epsilon(1e-12));
}

TEST_CASE("a level that is zero but for its last bits is zero without a sign") {
  CHECK(smooth::settle(1e-12) == 0);
  CHECK(smooth::settle(-1e-12) == 0);
  CHECK_FALSE(std::signbit(smooth::settle(-1e-12)));
}

TEST_CASE("the last level alone is that of the current point of the trend") {
  const auto check = [](std::vector<Datapoint> datapoints, const SmoothOptions& options) {
    const Trend trend = level_of(datapoints, options);
    std::sort(datapoints.begin(), datapoints.end(), [](const Datapoint& a, const Datapoint& b) {
      return std::pair(a.open.date, a.gap_days()) < std::pair(b.open.date, b.gap_days());
    });
    std::vector<smooth::DatedGap> gaps;
    for (const Datapoint& d : datapoints) gaps.push_back({d.open.date.days, d.gap_days()});
    const auto last = smooth::last_level(gaps, options);
    REQUIRE(last.has_value() == trend.current.has_value());
    if (!last) return;
    CHECK(last->date == trend.points[*trend.current].date);
    CHECK(last->months == Approx(*trend.points[*trend.current].level).margin(2e-9));
  };
  for (const LevelKind level : {LevelKind::local_constant, LevelKind::local_linear}) {
    for (const double bandwidth : {1e-200, 0.5, 20.0, 60.0, 1e5}) {
      for (const int step : {1, 7, 400}) {
        SmoothOptions options = no_band();
        options.level = level;
        options.bandwidth = bandwidth;
        options.step = step;
        CAPTURE(name(level), bandwidth, step);
        check(six_datapoints(), options);
        check(random_datapoints(3, 40), options);
        check({datapoint("a", "A", 1000, 100)}, options);
        check({}, options);
      }
    }
  }
}
