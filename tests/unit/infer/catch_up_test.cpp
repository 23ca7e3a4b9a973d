// Units, rules, groups and intervals of the time to catch up.

#include "gapcalc/catch_up.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/dataset.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using infer::CatchUp;
using infer::CatchUpSeries;
using infer::Censoring;
using infer::StillOpen;

namespace {

Options few_resamples() {
  Options options;
  options.smooth.resamples = 200;
  return options;
}

CatchUp of(const Dataset& data, const Options& options = few_resamples()) {
  return infer::catch_up(cross::cross(data, options.cross), options);
}

const CatchUpSeries& series_of(const CatchUp& result, Censoring rule, const std::string& series = "all",
                               StillOpen counting = StillOpen::pair) {
  const auto at = std::find_if(result.series.begin(), result.series.end(), [&](const CatchUpSeries& s) {
    return s.rule == rule && s.counting == counting && s.series == series;
  });
  if (at == result.series.end()) throw std::invalid_argument(series);
  return *at;
}

/// On "b", floor 0.1: c1 is caught up at 0.5 after 100 days; c2 stands alone up to 0.9. The last open model tested
/// there is of 2024-08-01; the as-of date is 2024-12-31, from "far". On "stale", c3 came out after every open model.
Dataset small() {
  Dataset data = dataset({closed_row("c1", "2024-01-01", 0.5), open_row("o1", "2024-04-10", 0.52),
                          closed_row("c2", "2024-07-01", 0.9), open_row("o2", "2024-08-01", 0.3),
                          open_row("p1", "2023-01-01", 0.4, "stale"), closed_row("c3", "2024-02-01", 0.6, "stale"),
                          closed_row("far", "2024-12-31", 0.05, "stale")});
  for (BenchmarkRecords& benchmark : data.benchmarks) benchmark.benchmark.floor = 0.1;
  find(data, "b").benchmark.access = "public";
  find(data, "stale").benchmark.access = "private";
  return data;
}

}  // namespace

TEST_CASE("a pair is one unit, at its highest threshold, caught up or still open") {
  const CatchUp result = of(small());
  std::vector<const infer::CatchUpUnit*> units;
  for (const auto& unit : result.units)
    if (unit.highest) units.push_back(&unit);
  REQUIRE(units.size() == 4);
  CHECK(units[0]->threshold == 0.5);
  CHECK(units[0]->open->model == "o1");
  CHECK(units[1]->closed.model == "c2");
  CHECK(units[1]->threshold == 0.9);
  CHECK_FALSE(units[1]->open);
  CHECK(units[1]->last_open == day("2024-08-01"));
  CHECK(units[2]->open->model == "p1");  // open first: 0.4 before c3
  CHECK(units[3]->threshold == 0.6);
}

TEST_CASE("the two rules end watching on the as-of date and on the last open model tested") {
  const CatchUp result = of(small());
  const CatchUpSeries& as_of = series_of(result, Censoring::as_of);
  CHECK(as_of.n_units == 3);
  CHECK(as_of.n_caught_up == 1);
  CHECK(as_of.n_open_first == 1);
  CHECK(as_of.n_never_at_risk == 0);
  CHECK(*as_of.follow_up == Approx(months(334)));  // c3, from 2024-02-01 to 2024-12-31
  // Events at 100 days; the two others censored later: S is 2/3 from then on.
  CHECK(*as_of.not_caught_up[0].value == Approx(2.0 / 3));
  CHECK_FALSE(as_of.median.value);
  CHECK(as_of.median.reason == "not_reached");

  const CatchUpSeries& tested = series_of(result, Censoring::last_tested);
  CHECK(tested.n_units == 2);  // c2 is censored after 31 days, before the event
  CHECK(tested.n_never_at_risk == 1);
  CHECK(tested.n_open_first == 1);
  CHECK(*tested.median.value == Approx(months(100)));
  CHECK(*tested.not_caught_up[0].value == 0);
}

TEST_CASE("every unit is at risk or counted apart, whatever the series") {
  const std::uint32_t seed = GENERATE(range(0u, 12u));
  CAPTURE(seed);
  const CatchUp result = of(dataset(random_rows(seed)));
  for (const CatchUpSeries& s : result.series) {
    CAPTURE(s.series, name(s.rule), name(s.counting));
    CHECK(s.n_caught_up <= s.n_units);
    std::size_t in_split = 0, in_all = 0;
    const auto n = [](const CatchUpSeries& x) { return x.n_units + x.n_open_first + x.n_never_at_risk; };
    for (const CatchUpSeries& other : result.series) {
      if (other.rule != s.rule || other.counting != s.counting) continue;
      if (other.split == s.split) in_split += n(other);
      if (other.split == "none") in_all += n(other);
    }
    CHECK(in_split == in_all);
    CHECK(s.median.value.has_value() == s.median.reason.empty());
    const bool whole = s.median.low && s.median.high;
    CHECK(whole == s.median.low_reason.empty());
    for (const auto& e : s.not_caught_up) {
      CHECK((e.low && e.high) == e.low_reason.empty());
      CHECK((e.boot_low && e.boot_high) == e.boot_reason.empty());
    }
  }
}

TEST_CASE("an open model of the same day or before leaves nothing to catch up") {
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.6), open_row("o", "2024-01-01", 0.6)});
  data.benchmarks[0].benchmark.floor = 0.1;
  const CatchUp result = of(data);
  const CatchUpSeries& same_day = series_of(result, Censoring::as_of);
  CHECK(same_day.n_open_first == 1);
  CHECK(same_day.n_units == 0);
  CHECK(same_day.median.reason == "no_units");
  CHECK(same_day.not_caught_up[1].reason == "no_units");
  CHECK_FALSE(same_day.follow_up);
}

TEST_CASE("a benchmark without any open model is never at risk under the last-tested rule") {
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.6), closed_row("d", "2024-06-01", 0.2)});
  data.benchmarks[0].benchmark.floor = 0.1;
  const CatchUp result = of(data);
  CHECK(series_of(result, Censoring::as_of).n_units == 1);
  CHECK(series_of(result, Censoring::last_tested).n_never_at_risk == 1);
  CHECK(series_of(result, Censoring::last_tested).median.reason == "no_units");
  CHECK(result.forward[1].points.empty());
}

TEST_CASE("still-open thresholds count once a closed model or each by itself; pairs count once either way") {
  const CatchUp result = of(small());
  // b: 0.55 to 0.9 are eight thresholds of c2; stale: 0.45 to 0.6 are four of c3.
  CHECK(series_of(result, Censoring::as_of, "all", StillOpen::threshold).n_units == 1 + 8 + 4);
  CHECK(series_of(result, Censoring::as_of, "all", StillOpen::threshold).n_caught_up == 1);
}

TEST_CASE("a still-open threshold enters above the floor or by verdict; the allow-list does not keep it out") {
  const auto thresholds = [](const Dataset& data) {
    std::vector<double> result;
    for (const auto& unit : infer::catch_up_units(cross::cross(data, {})))
      if (!unit.open) result.push_back(unit.threshold);
    return result;
  };
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.2), open_row("o", "2024-02-01", 0.01)});
  data.benchmarks[0].benchmark.floor = 0.1;
  CHECK(thresholds(data) == std::vector<double>{3.0 / 20, 0.2});
  data.benchmarks[0].benchmark.accept = std::vector<double>{0.05};
  CHECK(thresholds(data) == std::vector<double>{3.0 / 20, 0.2});
  data.verdicts.push_back({"b", 0.05, true, "", "", "", "", ""});
  data.verdicts.push_back({"b", 0.2, false, "", "", "", "", ""});
  CHECK(thresholds(data) == std::vector<double>{0.05, 3.0 / 20});
  data.verdicts = {{"b", {}, false, "", "", "", "", ""}, {"b", 0.2, true, "c", "o", "", "", ""}};
  CHECK(thresholds(data).empty());  // rejected as a whole; a verdict on a pair does not judge what has no pair
}

TEST_CASE("series go by half-year of the closed release, access and category") {
  Dataset data = small();
  find(data, "stale").benchmark.category = "math";
  const CatchUp result = of(data);
  std::vector<std::string> names;
  for (const CatchUpSeries& s : result.series)
    if (s.rule == Censoring::as_of && s.counting == StillOpen::pair) names.push_back(s.split + " " + s.series);
  CHECK(names == std::vector<std::string>{"none all", "half-year 2024H1", "half-year 2024H2", "access public",
                                          "access private", "category no-category", "category math"});
  CHECK(series_of(result, Censoring::as_of, "2024H2").n_units == 1);
}

TEST_CASE("behind the follow-up a share is an upper bound without intervals") {
  const CatchUpSeries s = series_of(of(small()), Censoring::as_of, "2024H2");  // c2, watched for 183 days
  CHECK_FALSE(s.not_caught_up[0].upper_bound);
  CHECK(s.not_caught_up[1].upper_bound);
  CHECK(*s.not_caught_up[1].value == 1);
  CHECK(s.not_caught_up[1].low_reason == "beyond_follow_up");
  CHECK(s.not_caught_up[1].boot_reason == "one_benchmark");
  CHECK(s.restricted_mean.upper_bound);
  CHECK(*s.restricted_mean.value == 12);
}

TEST_CASE("the bootstrap resamples benchmarks, the same ones for both rules, and says where it cannot") {
  const CatchUp result = of(small());
  CHECK(series_of(result, Censoring::as_of, "public").median.boot_reason == "one_benchmark");
  // Of the four equal resamples of two benchmarks one has "stale" only: nobody caught up there, S(6) = 1; one "b"
  // only: S(6) = 1/2. Both are more than the tails of 5 %.
  const auto& share = series_of(result, Censoring::as_of).not_caught_up[0];
  CHECK(*share.boot_low == 0.5);
  CHECK(*share.boot_high == 1);
  CHECK(series_of(result, Censoring::as_of).median.boot_reason == "not_reached");
}

TEST_CASE("catch-up depends neither on the order of rows nor on threads") {
  const std::uint32_t seed = GENERATE(range(0u, 6u));
  std::vector<Row> rows = random_rows(seed);
  const CatchUp a = of(dataset(rows));
  std::reverse(rows.begin(), rows.end());
  Options options = few_resamples();
  options.smooth.threads = 2;
  const CatchUp b = of(dataset(rows), options);
  REQUIRE(a.series.size() == b.series.size());
  for (std::size_t i = 0; i < a.series.size(); ++i) {
    CHECK(a.series[i].series == b.series[i].series);
    CHECK(a.series[i].median.value == b.series[i].median.value);
    CHECK(a.series[i].median.boot_low == b.series[i].median.boot_low);
    CHECK(a.series[i].not_caught_up[1].low == b.series[i].not_caught_up[1].low);
    CHECK(a.series[i].restricted_mean.boot_high == b.series[i].restricted_mean.boot_high);
  }
  for (std::size_t rule = 0; rule < 2; ++rule) {
    REQUIRE(a.forward[rule].points.size() == b.forward[rule].points.size());
    for (std::size_t i = 0; i < a.forward[rule].points.size(); ++i)
      CHECK(a.forward[rule].points[i].median == b.forward[rule].points[i].median);
  }
}

TEST_CASE("the forward-looking median needs kernel mass, and says when it is not reached") {
  Options options = few_resamples();
  options.smooth.min_mass = 0.5;
  options.smooth.step = 31;
  const CatchUp result = of(small(), options);
  const auto& points = result.forward[0].points;
  REQUIRE(points.size() == 6);  // 2024-01-01 to 2024-06-04; the last closed release is of 2024-07-01
  CHECK(to_string(points[0].date) == "2024-01-01");
  // There c1 weighs 1, c3 exp(-31^2 / 7200) = 0.875, c2 next to nothing: 0.467 of the weight is left after 100 days.
  CHECK(*points[0].median == Approx(months(100)));
  CHECK(points[0].kernel_mass == Approx(1 + 0.87505 + 0.01003).margin(1e-4));
  CHECK(points[1].reason == "not_reached");  // c3 weighs 1 there, c1 less
  options.smooth.min_mass = 5;
  CHECK(of(small(), options).forward[0].points[0].reason == "kernel_mass");
}

TEST_CASE("catch-up refuses a window of open dates and impossible options") {
  Options options;
  options.cross.since = day("2024-01-01");
  CHECK(error_of([&] { of(small(), options); }).code == ErrorCode::bad_option);
  options = {};
  options.smooth.confidence = 1;
  CHECK(error_of([&] { of(small(), options); }).code == ErrorCode::bad_option);
}
