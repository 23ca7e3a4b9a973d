// Thresholds (METHOD, section 3).

#include <cmath>

#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

using List = std::vector<double>;

Benchmark in(Unit unit, std::optional<List> grid = std::nullopt) {
  Benchmark benchmark;
  benchmark.id = std::string("b");
  benchmark.unit = unit;
  benchmark.grid = std::move(grid);
  return benchmark;
}

}  // namespace

TEST_CASE("thresholds of fractions are the correctly rounded twentieths") {
  const Unit unit = GENERATE(Unit::fraction, Unit::percent);
  const List found = cross::thresholds(in(unit), {}, 0, 1);
  CHECK(found ==
        List{0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95});
  CHECK(found[6] == 0.35);
  CHECK(found[6] != 7 * 0.05);
}

TEST_CASE("a grid of the registry goes before the default in every unit") {
  const Unit unit = GENERATE(Unit::fraction, Unit::minutes, Unit::points, Unit::usd);
  CHECK(cross::thresholds(in(unit, List{0.02, 0.04}), {}, 0, 100) == List{0.02, 0.04});
}

TEST_CASE("thresholds of the user go before the registry's for fractions only") {
  CrossOptions options;
  options.thresholds = {0.5, 0.6};
  CHECK(cross::thresholds(in(Unit::fraction), options, 0, 1) == List{0.5, 0.6});
  CHECK(cross::thresholds(in(Unit::percent, List{0.1}), options, 0, 1) == List{0.5, 0.6});
  CHECK(cross::thresholds(in(Unit::minutes, List{2, 5}), options, 0, 100) == List{2, 5});
  CHECK(cross::thresholds(in(Unit::points), options, 0, 20).size() == 19);
}

TEST_CASE("thresholds for one benchmark go before everything else, in every unit") {
  CrossOptions options;
  options.thresholds = {0.5, 0.6};
  options.thresholds_of["b"] = {7, 9};
  options.thresholds_of["other"] = {1};
  const Unit unit = GENERATE(Unit::fraction, Unit::minutes);
  CHECK(cross::thresholds(in(unit, List{2, 5}), options, 0, 100) == List{7, 9});
}

TEST_CASE("thresholds come ascending and once each, however the user orders them") {
  CrossOptions options;
  options.thresholds = {0.6, 0.5, 0.6};
  CHECK(cross::thresholds(in(Unit::fraction), options, 0, 1) == List{0.5, 0.6});
  options.thresholds_of["b"] = {9, 7, 9};
  CHECK(cross::thresholds(in(Unit::points), options, 0, 1) == List{7, 9});
}

TEST_CASE("a threshold for a benchmark that is not there is a bad option") {
  CrossOptions options;
  options.thresholds_of["absent"] = {1};
  try {
    cross::cross(dataset({closed_row("c", "2024-01-01", 0.5)}), options);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::bad_option);
    CHECK(error.message.find("absent") != std::string::npos);
  }
}

TEST_CASE("a threshold that no fraction can cross is a bad option, for fractions only") {
  const double value = GENERATE(50.0, 0.0, -0.5, 1.0000001, std::nan(""));
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.5)});
  CrossOptions all, one;
  all.thresholds = {0.5, value};
  one.thresholds_of["b"] = {value};
  CHECK_THROWS_AS(cross::cross(data, all), Error);
  CHECK_THROWS_AS(cross::cross(data, one), Error);
  data.benchmarks[0].benchmark.unit = Unit::minutes;
  if (!std::isnan(value)) CHECK(cross::cross(data, one).benchmarks.size() == 1);
}

TEST_CASE("other units without a grid get 19 points inside the range of scores") {
  const auto evenly = [](double from, double to) {
    List list;
    for (int k = 1; k <= 19; ++k) list.push_back(from + (to - from) / 20 * k);
    return list;
  };
  const auto compare = [](const List& found, const List& wanted) {
    REQUIRE(found.size() == wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == Approx(wanted[i]).epsilon(1e-14));
  };
  const Unit unit = GENERATE(Unit::points, Unit::usd, Unit::minutes);
  compare(cross::thresholds(in(unit), {}, 100, 300), evenly(100, 300));
  compare(cross::thresholds(in(unit), {}, 0, 1), evenly(0, 1));
  compare(cross::thresholds(in(unit), {}, -50, 150), evenly(0, 150));  // never below zero
}

TEST_CASE("there is no threshold inside an empty range of scores") {
  CHECK(cross::thresholds(in(Unit::points), {}, 5, 5).empty());
  CHECK(cross::thresholds(in(Unit::points), {}, 0, 0).empty());
  CHECK(cross::thresholds(in(Unit::points), {}, -5, -1).empty());
  CHECK(cross::thresholds(in(Unit::points), {}, -5, 0).empty());
}

TEST_CASE("one score, or equal ones, in points give no crossings") {
  const std::size_t n = GENERATE(1u, 3u);
  std::vector<Row> rows(n, closed_row("c", "2024-01-01", 7));
  Dataset data = dataset(rows);
  data.benchmarks[0].benchmark.unit = Unit::points;
  const Crossings result = cross::cross(data, {});
  CHECK(result.benchmarks[0].crossings.empty());
  CHECK(result.benchmarks[0].n_closed == 1);
  CHECK(result.benchmarks[0].floor == 7);
}

TEST_CASE("the range of scores is of all records up to the as-of date") {
  std::vector<Row> rows = {closed_row("c", "2024-01-01", 40), open_row("o", "2024-01-02", 40),
                           closed_row("later", "2025-01-01", 9000)};
  rows.push_back({"b", "unclassified", "", day("2024-01-01"), 20});
  Dataset data = dataset(rows);
  data.benchmarks[0].benchmark.unit = Unit::points;
  CrossOptions options;
  options.as_of = day("2024-12-31");
  const auto crossings = cross::cross(data, options).benchmarks[0].crossings;
  REQUIRE(crossings.size() == 19);
  CHECK(crossings.front().threshold == Approx(21));
  CHECK(crossings.back().threshold == Approx(39));
}
