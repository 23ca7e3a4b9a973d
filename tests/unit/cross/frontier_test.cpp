// The records that are enough for the same crossings.

#include <algorithm>
#include <map>

#include "gapcalc/cross.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

/// The dataset with its frontier only. Floors are of all records, as `emit::frontier_registry` keeps them.
Dataset frontier_of(Dataset data, const CrossOptions& options) {
  const Crossings all = cross::cross(data, options);
  for (std::size_t b = 0; b < data.benchmarks.size(); ++b) {
    auto& [benchmark, records, test_dates] = data.benchmarks[b];
    test_dates.clear();
    decltype(BenchmarkRecords::records) chosen;
    for (const std::size_t i : cross::frontier(data, data.benchmarks[b], options)) chosen.push_back(records[i]);
    records = chosen;
    benchmark.floor = all.benchmarks[b].floor;
  }
  data.as_of = all.as_of;
  return data;
}

using Line = std::tuple<double, std::string, Date, double, std::string, std::optional<int>, Status, std::string>;

std::vector<Line> lines(const Crossings& crossings) {
  std::vector<Line> result;
  for (const BenchmarkCrossings& benchmark : crossings.benchmarks)
    for (const Crossing& c : benchmark.crossings)
      result.emplace_back(c.threshold, c.closed.model, c.closed.date, c.closed.score, c.open ? c.open->model : "",
                          c.gap_days(), c.status, c.reason);
  return result;
}

std::vector<std::string> names(const std::vector<Row>& rows) {
  const Dataset data = dataset(rows);
  std::vector<std::string> result;
  for (const std::size_t i : cross::frontier(data, data.benchmarks[0], {}))
    result.push_back(data.models[data.benchmarks[0].records[i].model].name);
  return result;
}

}  // namespace

TEST_CASE("the frontier gives the same crossings as all records") {
  const std::uint32_t seed = GENERATE(range(0u, 40u));
  CAPTURE(seed);
  const Dataset data = dataset(random_rows(seed));
  CrossOptions options;
  if (seed % 4 == 1) options.as_of = day("2023-06-01");
  if (seed % 4 == 2) options.open = parse_group("any,country=China");
  if (seed % 4 == 3) options.thresholds = {0.004, 0.496, 0.5, 0.5000001, 0.9};
  const Dataset few = frontier_of(data, options);
  CHECK(few.benchmarks[0].records.size() < data.benchmarks[0].records.size());
  CHECK(lines(cross::cross(few, options)) == lines(cross::cross(data, options)));
}

TEST_CASE("the frontier holds the new bests of each group, ascending by date") {
  CHECK(names({closed_row("c3", "2024-03-01", 0.6), closed_row("c2", "2024-02-01", 0.5),
               closed_row("c1", "2024-01-01", 0.5), open_row("o2", "2024-02-15", 0.1),
               open_row("o1", "2024-01-15", 0.2), open_row("o3", "2024-04-01", 0.3)}) ==
        std::vector<std::string>{"c1", "o1", "c3", "o3"});
}

TEST_CASE("crossings carry the frontier of each group, which is that of a walk through all records by date") {
  const std::uint32_t seed = GENERATE(range(0u, 20u));
  CAPTURE(seed);
  const Dataset data = dataset(random_rows(seed, 300));
  const BenchmarkCrossings of = cross::cross(data, {}).benchmarks[0];
  for (const Weights group : {Weights::open, Weights::closed}) {
    std::map<Date, double> best_of_day;
    for (const Record& record : data.benchmarks[0].records)
      if (weights(data.models[record.model].accessibility) == group)
        best_of_day[record.date] = std::max(best_of_day[record.date], record.score);
    std::vector<std::pair<Date, double>> expected, got;
    for (const auto& [date, score] : best_of_day)
      if (expected.empty() || score > expected.back().second) expected.emplace_back(date, score);
    for (const Crosser& who : group == Weights::open ? of.open_frontier : of.closed_frontier)
      got.emplace_back(who.date, who.score);
    CHECK(got == expected);
  }
}

TEST_CASE("of the frontier's ties the first crosser is kept") {
  CHECK(names({closed_row("b", "2024-01-01", 0.5), closed_row("a", "2024-01-01", 0.5),
               closed_row("low", "2024-01-01", 0.4)}) == std::vector<std::string>{"a"});
  CHECK(names({closed_row("a", "2024-01-01", 0.5), closed_row("z", "2024-01-01", 0.6)}) ==
        std::vector<std::string>{"z"});
}

TEST_CASE("the frontier leaves out who is in no group or not out yet") {
  std::vector<Row> rows = {{"b", "unclassified", "", day("2023-01-01"), 0.9}, closed_row("c", "2024-01-01", 0.5)};
  CHECK(names(rows) == std::vector<std::string>{"c"});
  const Dataset data = dataset(rows);
  CrossOptions options;
  options.as_of = day("2023-06-01");
  CHECK(cross::frontier(data, data.benchmarks[0], options).empty());
}

TEST_CASE("the frontier by day also gives the same crossings by month") {
  const std::uint32_t seed = GENERATE(range(0u, 20u));
  CAPTURE(seed);
  const Dataset data = dataset(random_rows(seed, 400));
  const Dataset few = frontier_of(data, {});
  CrossOptions options;
  options.tie = Tie::month;
  CHECK(lines(cross::cross(few, options)) == lines(cross::cross(data, options)));
}
