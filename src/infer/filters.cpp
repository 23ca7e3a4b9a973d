// The headline under every filter, one at a time: docs/credibility.md.

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "core/text.hpp"
#include "core/threads.hpp"
#include "gapcalc/cross.hpp"
#include "infer/levels.hpp"

namespace gapcalc::infer {
namespace {

/// A change of the options; whether it needs all of the records, not only those that set a new best.
struct Filter {
  void (*set)(CrossOptions&);
  bool needs_all;
};

/// Two points of a hundred: less than half the step between thresholds.
constexpr double small_handicap = 0.02;

constexpr std::array<Filter, 10> all_filters = {{
    {[](CrossOptions& to) { to.evaluators = {"third_party"}; }, true},
    {[](CrossOptions& to) { to.exclude_relationships = {"first_party"}; }, true},
    {[](CrossOptions& to) {
       to.provenance = {"independent", "caveat"};
     },
     false},
    {[](CrossOptions& to) { to.provenance = {"independent"}; }, false},
    {[](CrossOptions& to) { to.confirm.lower_bound = true; }, true},
    {[](CrossOptions& to) { to.confirm.kth = 2; }, true},
    {[](CrossOptions& to) {
       to.confirm.kth = 2;
       to.one_per = OnePer::family;
     },
     true},
    {[](CrossOptions& to) { to.one_per = OnePer::release_day; }, false},
    {[](CrossOptions& to) { to.one_per = OnePer::family; }, false},
    {[](CrossOptions& to) { to.handicap.open = small_handicap; }, false},
}};

/// The options of analyze that make `with` of `given`, each with its whole value; empty where they are the same.
std::string option_text(const CrossOptions& with, const CrossOptions& given) {
  std::vector<std::string> words;
  const auto add = [&](const char* option, const auto& now, const auto& before, const std::string& text) {
    if (now != before) words.push_back(fmt::format("{} {}", option, text));
  };
  add("--evaluator", with.evaluators, given.evaluators, join(with.evaluators, ","));
  add("--exclude-relationship", with.exclude_relationships, given.exclude_relationships,
      join(with.exclude_relationships, ","));
  add("--provenance", with.provenance, given.provenance, join(with.provenance, ","));
  add("--confirm", with.confirm, given.confirm, to_string(with.confirm));
  add("--one-per", with.one_per, given.one_per, std::string(name(with.one_per)));
  add("--handicap", with.handicap, given.handicap, to_string(with.handicap));
  return join(words, " ");
}

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
  row.series = levels_of(datapoints, options, true);
}

}  // namespace

Filters filtered_levels(const Dataset& data, const Options& options) {
  smooth::check(options.smooth);
  const bool frontier = cross::only_frontier(data);
  Filters result;
  std::vector<CrossOptions> each{options.cross};
  result.rows.emplace_back();
  for (const Filter& filter : all_filters) {
    CrossOptions with = options.cross;
    filter.set(with);
    const std::string option = option_text(with, options.cross);
    const bool is_there =  // or is what was given
        std::any_of(result.rows.begin(), result.rows.end(), [&](const auto& row) { return row.option == option; });
    if (is_there) continue;
    each.push_back(std::move(with));
    result.rows.push_back({option, frontier && filter.needs_all ? "needs_whole_dump" : "", 0, 0, 0, {}});
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
