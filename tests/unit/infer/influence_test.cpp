// Leaving out datapoints (docs/method.md, section "Influence").

#include "gapcalc/influence.hpp"

#include <algorithm>

#include "gapcalc/error.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using infer::LeftOut;

namespace {

/// All on one day, so that every level is a plain mean of gaps.
std::vector<Datapoint> on_one_day() {
  std::vector<Datapoint> result = {datapoint("a", "A", 1000, 100), datapoint("a", "B", 1000, 200, 0.6),
                                   datapoint("b", "B", 1000, 300), datapoint("b", "C", 1000, 400, 0.6),
                                   datapoint("b", "C", 1000, 500, 0.7)};
  for (Datapoint& one : result) {
    one.open.organization = one.open.model == "C" ? "Two, One" : "One";
    one.closed.organization = one.benchmark == "a" ? "Lab" : "";
  }
  return result;
}

const infer::Influenced& find(const infer::Influence& all, LeftOut kind, std::string_view name) {
  const auto at = std::find_if(all.rows.begin(), all.rows.end(),
                               [&](const infer::Influenced& row) { return row.kind == kind && row.name == name; });
  INFO(name);
  REQUIRE(at != all.rows.end());
  return *at;
}

}  // namespace

TEST_CASE("leaving out datapoints changes the level by exactly what the rest says") {
  const auto result = infer::influence(on_one_day(), {});
  REQUIRE(result.series.size() == 2);  // all, public
  CHECK(*result.series[0].level == Approx(months(300)).margin(1e-8));
  CHECK(result.series[0].date == Date{1000});
  const auto change = [&](LeftOut kind, std::string_view name) { return *find(result, kind, name).series[0].change; };
  CHECK(change(LeftOut::benchmark, "a") == Approx(months(400 - 300)).margin(1e-8));
  CHECK(change(LeftOut::benchmark, "b") == Approx(months(150 - 300)).margin(1e-8));
  CHECK(change(LeftOut::open_release, "C") == Approx(months(200 - 300)).margin(1e-8));
  CHECK(change(LeftOut::open_organization, "Two") == Approx(months(200 - 300)).margin(1e-8));
  CHECK(change(LeftOut::closed_organization, "Lab") == Approx(months(400 - 300)).margin(1e-8));
  CHECK(find(result, LeftOut::open_release, "B").n_left_out == 2);
}

TEST_CASE("the rows stand by falling change, and those that leave no level last") {
  const auto result = infer::influence(on_one_day(), {});
  CHECK(result.rows.front().name == "b");
  for (std::size_t i = 1; i < result.rows.size(); ++i)
    CHECK(result.rows[i - 1].largest.value_or(-1) >= result.rows[i].largest.value_or(-1));
  CHECK_FALSE(result.rows.back().largest);
}

TEST_CASE("without the only benchmark, or organization, there is no level and a reason") {
  auto datapoints = on_one_day();
  for (Datapoint& one : datapoints) one.benchmark.assign(1, 'a');
  const auto result = infer::influence(datapoints, {});
  for (const auto& row :
       {find(result, LeftOut::benchmark, "a"), find(result, LeftOut::open_organization, "One"),
        find(result, LeftOut::provenance, "independent"), find(result, LeftOut::largest_of_access, "a")}) {
    CHECK_FALSE(row.series[0].level);
    CHECK_FALSE(row.series[0].change);
    CHECK(row.series[0].reason == "no_datapoints");
  }
  CHECK(find(result, LeftOut::largest_of_access, "a").access == "public");
}

TEST_CASE("a rest of too small kernel mass has no level, and its mass is told") {
  const std::vector<Datapoint> datapoints = {datapoint("a", "A", 1000, 100), datapoint("b", "B", 1000, 200)};
  const auto result = infer::influence(datapoints, {});
  const auto& rest = find(result, LeftOut::benchmark, "a").series[0];
  CHECK(rest.reason == "small_mass");
  CHECK(rest.kernel_mass == 1);
  CHECK_FALSE(rest.level);
}

TEST_CASE("the level of the rest is read at the date of the full level") {
  std::vector<Datapoint> datapoints;
  for (int i = 0; i < 8; ++i) datapoints.push_back(datapoint(i < 4 ? "early" : "late", "m", 1000 + 7 * i, 50 * i, i));
  const auto result = infer::influence(datapoints, {});
  CHECK(result.series[0].date == Date{1049});
  // The rest ends on day 1021, but still has mass on day 1049.
  std::vector<Datapoint> early(datapoints.begin(), datapoints.begin() + 4);
  const auto series = smooth::series(early, {});
  const Trend rest = smooth::without_band(series[0], {}, {Date{1049}});
  CHECK(find(result, LeftOut::benchmark, "late").series[0].level == rest.points[0].level);
}

TEST_CASE("a series that holds nothing of a group does not change") {
  auto datapoints = on_one_day();
  for (Datapoint& one : datapoints) one.access = one.benchmark == "a" ? "private" : "public";
  const auto result = infer::influence(datapoints, {});
  REQUIRE(result.series[2].series == "public");
  const auto& rest = find(result, LeftOut::benchmark, "a").series[2];
  CHECK(rest.n_left_out == 0);
  CHECK(rest.change == 0);
}

TEST_CASE("nothing in, nothing out; impossible options are refused") {
  const auto nothing = infer::influence({}, {});
  CHECK(nothing.rows.empty());
  CHECK_FALSE(nothing.series[0].level);
  SmoothOptions options;
  options.bandwidth = 0;
  CHECK_THROWS_AS(infer::influence(on_one_day(), options), Error);
}
