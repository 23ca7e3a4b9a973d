// The headline under every filter, and against a handicap (docs/credibility.md).

#include "gapcalc/sensitivity.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

Options few_draws() {
  Options options;
  options.smooth.resamples = 60;
  options.smooth.show = BandRule::defined;
  options.cross.verdicts = Verdicts::none;
  options.smooth.min_mass = 0.5;
  return options;
}

/// Random rows with benchmarks of both kinds of access.
Dataset both_kinds(std::uint32_t seed) {
  Dataset data = dataset(random_rows(seed, 400));
  for (BenchmarkRecords& of : data.benchmarks) of.benchmark.access = of.benchmark.id == "a" ? "private" : "public";
  return data;
}

}  // namespace

TEST_CASE("each filter's levels are those that analyze gives with its options") {
  const Dataset data = both_kinds(1);
  const infer::Filters result = infer::filtered_levels(data, few_draws());
  REQUIRE(result.rows.size() == 11);
  CHECK(result.rows[0].option.empty());
  CHECK(result.rows[0].n_same == result.rows[0].n_datapoints);
  const auto row = [&](std::string_view option) {
    const auto at =
        std::find_if(result.rows.begin(), result.rows.end(), [&](const auto& one) { return one.option == option; });
    REQUIRE(at != result.rows.end());
    return *at;
  };
  Options with = few_draws();
  with.cross.confirm.kth = 2;
  const Analysis analysis = analysis_of(data, with);
  const infer::Filtered second = row("--confirm kth=2");
  CHECK(second.n_datapoints == analysis.crossings.datapoints.size());
  REQUIRE(second.series.size() == analysis.trends.size());
  for (std::size_t s = 0; s < second.series.size(); ++s) {
    const Trend& trend = analysis.trends[s];
    REQUIRE(trend.current);
    CHECK(second.series[s].series == trend.series);
    CHECK(*second.series[s].level == *trend.points[*trend.current].level);
    CHECK(second.series[s].low == trend.points[*trend.current].low);
    CHECK(*second.series[s].change == Approx(*second.series[s].level - *result.rows[0].series[s].level));
  }
  CHECK(row("--evaluator third_party").n_datapoints == 0);  // no record and no board says who measured
  CHECK(row("--exclude-relationship first_party").n_same == result.rows[0].n_datapoints);
  CHECK(row("--confirm lower-bound").series[0].reason == "no_datapoints");
}

TEST_CASE("a filter that is in force already is no row of its own") {
  Options options = few_draws();
  options.cross.confirm.kth = 2;
  const infer::Filters result = infer::filtered_levels(both_kinds(1), options);
  CHECK(std::none_of(result.rows.begin(), result.rows.end(),
                     [](const auto& row) { return row.option == "--confirm kth=2"; }));
}

TEST_CASE("a row names the options that make it, with what was given") {
  Options options = few_draws();
  options.cross.confirm.lower_bound = true;
  options.cross.one_per = OnePer::family;
  const infer::Filters result = infer::filtered_levels(both_kinds(1), options);
  std::vector<std::string> names;
  for (const auto& row : result.rows) names.push_back(row.option);
  CHECK(std::count(names.begin(), names.end(), "--confirm lower-bound,kth=2") == 1);  // that of families is the same
  CHECK(std::count(names.begin(), names.end(), "") == 1);
  CHECK(std::count(names.begin(), names.end(), "--one-per release-day") == 1);
}

TEST_CASE("filters and sweeps do not depend on threads") {
  const Dataset data = both_kinds(2);
  Options one = few_draws(), four = few_draws();
  one.smooth.threads = 1;
  four.smooth.threads = 4;
  const auto a = infer::filtered_levels(data, one), b = infer::filtered_levels(data, four);
  for (std::size_t i = 0; i < a.rows.size(); ++i)
    for (std::size_t s = 0; s < a.series.size(); ++s) {
      CHECK(a.rows[i].series[s].level == b.rows[i].series[s].level);
      CHECK(a.rows[i].series[s].low == b.rows[i].series[s].low);
    }
  const auto x = infer::handicap_sweep(data, one, 0.1, 5), y = infer::handicap_sweep(data, four, 0.1, 5);
  for (std::size_t i = 0; i < x.points.size(); ++i)
    for (std::size_t s = 0; s < x.series.size(); ++s) CHECK(x.points[i].series[s].level == y.points[i].series[s].level);
  CHECK(x.explains_on_all == y.explains_on_all);
}

TEST_CASE("a sweep finds the handicap at which private gaps are no longer than public ones") {
  // On `a` (private) the open model comes 100 days after the closed one at 0.5; with 0.02 more, another 10 days after.
  // On `b` (public) the open model comes 50 days after.
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.6, "a"), open_row("near", "2024-01-11", 0.48, "a"),
                          open_row("far", "2024-04-10", 0.6, "a"), closed_row("c", "2024-01-01", 0.6, "b"),
                          open_row("o", "2024-02-20", 0.9, "b")});
  data.benchmarks[0].benchmark.access = "private";
  data.benchmarks[1].benchmark.access = "public";
  Options options = few_draws();
  options.cross.thresholds = {0.5};
  const auto sweep = infer::handicap_sweep(data, options, 0.04, 4);
  REQUIRE(sweep.points.size() == 5);
  CHECK(sweep.points[2].shift == 0.02);
  // The private level is 100 days at 0.01 and 10 days from 0.02 on: it passes 50 on the line between them.
  REQUIRE(sweep.explains_on_private);
  CHECK(*sweep.explains_on_private == Approx(0.01 + 0.01 * 50 / 90));
  CHECK(*sweep.explains_on_all == Approx(*sweep.explains_on_private));

  const auto short_sweep = infer::handicap_sweep(data, options, 0.01, 2);
  CHECK_FALSE(short_sweep.explains_on_all);
  CHECK(short_sweep.reason_on_all == "beyond");
  data.benchmarks[0].benchmark.access = "public";
  CHECK(infer::handicap_sweep(data, options, 0.01, 2).reason_on_private == "no_level");
}

TEST_CASE("an impossible sweep is refused") {
  const Dataset data = both_kinds(1);
  CHECK(error_of([&] { infer::handicap_sweep(data, few_draws(), 0, 5); }).code == ErrorCode::bad_option);
  CHECK(error_of([&] { infer::handicap_sweep(data, few_draws(), 0.1, 0); }).code == ErrorCode::bad_option);
}
