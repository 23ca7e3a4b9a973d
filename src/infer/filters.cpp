// The headline under every filter, one at a time: docs/credibility.md.

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "core/threads.hpp"
#include "gapcalc/cross.hpp"
#include "infer/levels.hpp"

namespace gapcalc::infer {
namespace {

struct Filter {
  const char* option;
  void (*set)(CrossOptions&);
  bool needs_all;  ///< of the records, not only those that set a new best
};

/// Two points of a hundred: less than half the step between thresholds.
constexpr double small_handicap = 0.02;

constexpr std::array<Filter, 10> all_filters = {{
    {"--evaluator third_party", [](CrossOptions& to) { to.evaluators = {"third_party"}; }, true},
    {"--exclude-relationship first_party", [](CrossOptions& to) { to.exclude_relationships = {"first_party"}; }, true},
    {"--provenance independent,caveat",
     [](CrossOptions& to) {
       to.provenance = {"independent", "caveat"};
     },
     false},
    {"--provenance independent", [](CrossOptions& to) { to.provenance = {"independent"}; }, false},
    {"--confirm lower-bound", [](CrossOptions& to) { to.confirm.lower_bound = true; }, true},
    {"--confirm kth=2", [](CrossOptions& to) { to.confirm.kth = 2; }, true},
    {"--confirm kth=2 --one-per family",
     [](CrossOptions& to) {
       to.confirm.kth = 2;
       to.one_per = OnePer::family;
     },
     true},
    {"--one-per release-day", [](CrossOptions& to) { to.one_per = OnePer::release_day; }, false},
    {"--one-per family", [](CrossOptions& to) { to.one_per = OnePer::family; }, false},
    {"--handicap open=+0.02", [](CrossOptions& to) { to.handicap.open = small_handicap; }, false},
}};

using Key = std::tuple<std::string, double, std::string, std::string>;
Key key_of_gap(const Datapoint& d) { return {d.benchmark, d.threshold, d.closed.model, d.open.model}; }

void fill(Filtered& row, const std::vector<Datapoint>& datapoints, const std::set<Key>& usual,
          const SmoothOptions& options) {
  std::set<std::string_view> benchmarks;
  for (const Datapoint& d : datapoints) {
    benchmarks.insert(d.benchmark);
    if (usual.contains(key_of_gap(d))) ++row.n_same;
  }
  row.n_datapoints = datapoints.size();
  row.n_benchmarks = benchmarks.size();
  for (const smooth::Series& one : smooth::series(datapoints, options.by))
    row.series.push_back(level_of(one, options, true));
}

}  // namespace

Filters filtered_levels(const Dataset& data, const Options& options) {
  smooth::check(options.smooth);
  const bool frontier = cross::only_frontier(data);
  const std::vector<std::string> given = filters(options.cross);
  Filters result;
  std::vector<CrossOptions> each{options.cross};
  result.rows.emplace_back();
  for (const Filter& filter : all_filters) {
    CrossOptions with = options.cross;
    filter.set(with);
    if (filters(with) == given) continue;
    each.push_back(std::move(with));
    result.rows.push_back({filter.option, frontier && filter.needs_all ? "needs_whole_dump" : "", 0, 0, 0, {}});
  }
  in_arena(options.smooth.threads, [&] {
    std::vector<Crossings> crossings(each.size());
    tbb::parallel_for(std::size_t{0}, each.size(), [&](std::size_t i) {
      if (result.rows[i].reason.empty()) crossings[i] = cross::cross(data, each[i]);
    });
    result.notes = crossings.front().notes;
    std::set<Key> usual;
    for (const Datapoint& d : crossings.front().datapoints) usual.insert(key_of_gap(d));
    SmoothOptions smoothing = options.smooth;
    smoothing.threads = 1;  // rows are what is shared out
    tbb::parallel_for(std::size_t{0}, each.size(), [&](std::size_t i) {
      if (result.rows[i].reason.empty()) fill(result.rows[i], crossings[i].datapoints, usual, smoothing);
    });
  });
  std::vector<LevelRow> rows;
  rows.reserve(result.rows.size());
  for (Filtered& row : result.rows) rows.push_back({&row.series, row.reason});
  result.series = compare_levels(rows, 0);
  return result;
}

}  // namespace gapcalc::infer
