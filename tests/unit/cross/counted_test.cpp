// Which scores count, and for how much: evaluators, lower bounds, k-th models, units, handicaps, claims.

#include <cmath>
#include <set>

#include "core/statistics.hpp"
#include "cross/first_crossers.hpp"
#include "gapcalc/standard_error.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

Crossings at_half(const Dataset& data, CrossOptions options = {}) {
  options.thresholds = {0.5};
  options.verdicts = Verdicts::none;
  return cross::cross(data, options);
}

/// The i-th row is measured by the i-th of these.
void measured_by(Dataset& data, const std::vector<std::string>& whom) {
  data.origins.clear();
  std::vector<Record> rows;
  for (BenchmarkRecords& of : data.benchmarks) {
    for (const Record& record : of.records) rows.push_back(record);
    of.records = {};
    for (Record& record : rows) {
      record.origin = record.line - 2;
      of.records.push_back(record);
    }
    rows.clear();
  }
  for (const std::string& who : whom) data.origins.push_back({0, "", who});
}

/// The same with a standard error for each row.
void with_errors(Dataset& data, const std::vector<double>& errors) {
  for (BenchmarkRecords& of : data.benchmarks) {
    std::vector<Record> rows(of.records.begin(), of.records.end());
    of.records = {};
    for (Record& record : rows) {
      record.score_se = errors[record.line - 2];
      of.records.push_back(record);
    }
  }
}

std::size_t count(const Crossings& crossings, Reason reason) {
  return static_cast<std::size_t>(std::count_if(crossings.excluded.begin(), crossings.excluded.end(),
                                                [&](const Excluded& row) { return row.reason == reason; }));
}

/// The k-th model by the definition: for each threshold, names in order of date, higher score first, then name.
std::string kth_model(const Dataset& data, const BenchmarkRecords& of, double threshold, bool open, int k) {
  std::vector<std::tuple<Date, double, std::string>> reach;
  for (const Record& record : of.records) {
    const Model& model = data.models[record.model];
    if (weights(model.accessibility) == (open ? Weights::open : Weights::closed) && record.score >= threshold)
      reach.emplace_back(record.date, -record.score, model.name);
  }
  std::sort(reach.begin(), reach.end());
  std::set<std::string> names;
  for (const auto& [date, score, name] : reach)
    if (names.insert(name).second && std::ssize(names) == k) return name;
  return {};
}

}  // namespace

TEST_CASE("the k-th crosser is the k-th model by date, as a count by hand has it") {
  for (const std::uint32_t seed : {1u, 2u, 3u, 4u, 5u}) {
    const Dataset data = dataset(random_rows(seed, 200));
    for (const int k : {1, 2, 3}) {
      CrossOptions options;
      options.confirm.kth = k;
      const auto members = cross::memberships(data, options);
      const std::vector<double> grid{0.1, 0.3, 0.5, 0.7, 0.9};
      for (const BenchmarkRecords& of : data.benchmarks) {
        const auto found = cross::kth_crossers(of, grid, data.models, members, *data.latest, options);
        for (std::size_t t = 0; t < grid.size(); ++t)
          for (const bool open : {false, true}) {
            const std::size_t i = (open ? found.open : found.closed)[t];
            const std::string name = i == cross::FirstCrossers::nowhere ? "" : data.models[of.records[i].model].name;
            CHECK(name == kth_model(data, of, grid[t], open, k));
          }
        if (k > 1) continue;
        const auto first = cross::first_crossers(of, grid, data.models, members, *data.latest, Tie::day);
        CHECK(first.closed == found.closed);
        CHECK(first.open == found.open);
      }
    }
  }
}

TEST_CASE("with kth=2 the gap is between the second models of both groups") {
  CrossOptions options;
  options.confirm.kth = 2;
  const auto result = at_half(dataset({closed_row("c1", "2024-01-01", 0.6), closed_row("c1", "2024-01-20", 0.7),
                                       closed_row("c2", "2024-02-01", 0.5), open_row("o1", "2024-03-01", 0.5),
                                       open_row("o2", "2024-03-31", 0.9)}),
                              options);
  REQUIRE(result.datapoints.size() == 1);
  CHECK(result.datapoints[0].closed.model == "c2");  // c1's second row is no second model
  CHECK(result.datapoints[0].open.model == "o2");
  CHECK(result.datapoints[0].gap_days() == 59);
}

TEST_CASE("what counts as one model is up to the unit") {
  std::vector<Row> rows = {closed_row("c-low", "2024-01-01", 0.6), closed_row("c-high", "2024-01-01", 0.7),
                           closed_row("c-2", "2024-02-01", 0.8),   closed_row("d", "2024-03-01", 0.9),
                           open_row("o1", "2024-04-01", 0.9),      open_row("o2", "2024-05-01", 0.9)};
  for (Row& row : rows) row.organization = row.model[0] == 'c' ? "C" : row.model;
  Dataset data = dataset(rows);
  for (Model& model : data.models) model.group = model.name[0] == 'c' ? "c" : model.name;
  CrossOptions options;
  options.confirm.kth = 2;
  const auto second = [&](OnePer unit) {
    options.one_per = unit;
    return at_half(data, options).datapoints.at(0).closed.model;
  };
  CHECK(second(OnePer::model) == "c-low");  // c-high is first, by its score
  CHECK(second(OnePer::release_day) == "c-2");
  CHECK(second(OnePer::family) == "d");
}

TEST_CASE("pairs are told apart by the unit") {
  std::vector<Row> rows = {closed_row("c-1", "2024-01-01", 0.55), closed_row("c-2", "2024-02-01", 0.9),
                           open_row("o", "2024-06-01", 0.9)};
  Dataset data = dataset(rows);
  for (Model& model : data.models) model.group = model.name.substr(0, 1);
  CrossOptions options;
  options.thresholds = {0.5, 0.8};
  options.verdicts = Verdicts::none;
  CHECK(cross::cross(data, options).datapoints.size() == 2);
  options.one_per = OnePer::family;
  const auto one = cross::cross(data, options).datapoints;
  REQUIRE(one.size() == 1);
  CHECK(one[0].threshold == 0.8);
  for (Model& model : data.models) model.group.clear();
  const auto unknown = cross::cross(data, options);
  CHECK(unknown.datapoints.size() == 2);
  REQUIRE(unknown.notes.size() == 1);
  CHECK(unknown.notes[0].find("each counts as itself") != std::string::npos);
}

TEST_CASE("a lower bound must reach the threshold, and a score without an error cannot") {
  const double z = normal_quantile(0.95);
  Dataset data = dataset({closed_row("weak", "2024-01-01", 0.52), closed_row("unknown", "2024-01-02", 0.9),
                          closed_row("sure", "2024-02-01", 0.52), open_row("o", "2024-03-01", 0.5 + 0.02 * z)});
  with_errors(data, {0.02, std::nan(""), 0.01, 0.02});
  CrossOptions options;
  options.confirm.lower_bound = true;
  const auto result = at_half(data, options);
  REQUIRE(result.datapoints.size() == 1);
  CHECK(result.datapoints[0].closed.model == "sure");
  CHECK(result.datapoints[0].closed.score == 0.52);
  CHECK(result.datapoints[0].closed.counted == Approx(0.52 - 0.01 * z));
  CHECK(result.datapoints[0].open.model == "o");
  CHECK(count(result, Reason::no_standard_error) == 1);
  CHECK(result.benchmarks[0].n_closed == 2);
}

TEST_CASE("a standard error is the given one, that of the items, or the relative one") {
  Benchmark benchmark;
  CHECK_FALSE(standard_error(0.5, std::nan(""), benchmark).se);
  benchmark.relative_se = 0.1;
  CHECK(*standard_error(0.5, std::nan(""), benchmark).se == Approx(0.05));
  benchmark.items = 100;
  CHECK(*standard_error(0.5, std::nan(""), benchmark).se == Approx(0.05));
  CHECK(standard_error(0.5, std::nan(""), benchmark).from == ErrorFrom::items);
  CHECK(*standard_error(1, std::nan(""), benchmark).se == Approx(std::sqrt(0.995 * 0.005 / 100)));
  CHECK(*standard_error(0.5, 0.2, benchmark).se == 0.2);
  benchmark.unit = Unit::minutes;
  CHECK(*standard_error(30, std::nan(""), benchmark).se == Approx(3));
}

TEST_CASE("scores of other evaluators do not count, and are told") {
  Dataset data = dataset({closed_row("claimed", "2024-01-01", 0.6), closed_row("measured", "2024-02-01", 0.6),
                          closed_row("silent", "2024-01-15", 0.6), open_row("o", "2024-03-01", 0.6)});
  measured_by(data, {"first_party", "third_party", "", "third_party"});
  CrossOptions only, without;
  only.evaluators = {"third_party"};
  without.exclude_relationships = {"first_party"};
  CHECK(at_half(data).datapoints.at(0).closed.model == "claimed");
  CHECK(at_half(data, only).datapoints.at(0).closed.model == "measured");
  CHECK(at_half(data, without).datapoints.at(0).closed.model == "silent");  // nothing tells who measured it
  CHECK(count(at_half(data, only), Reason::other_evaluator) == 2);
  data.benchmarks[0].benchmark.provenance.verdict = "self-reported";
  CHECK(at_half(data, without).datapoints.at(0).closed.model == "measured");
  data.benchmarks[0].benchmark.provenance.verdict = "independent";
  CHECK(at_half(data, only).datapoints.at(0).closed.model == "silent");
}

TEST_CASE("floors and grids are of all scores, whoever measured them") {
  std::vector<Row> rows;
  for (int i = 0; i < 20; ++i) rows.push_back(closed_row("c" + std::to_string(i), "2024-01-01", i / 20.0));
  rows.push_back(open_row("o", "2024-03-01", 0.9));
  Dataset data = dataset(rows);
  std::vector<std::string> whom(rows.size(), "third_party");
  for (std::size_t i = 0; i < 15; ++i) whom[i] = "first_party";
  measured_by(data, whom);
  CrossOptions options;
  options.evaluators = {"third_party"};
  CHECK(*cross::cross(data, options).benchmarks[0].floor == *cross::cross(data, {}).benchmarks[0].floor);
}

TEST_CASE("a handicap shifts one group, to the digits in which scores differ") {
  const Dataset data = dataset({closed_row("c", "2024-01-01", 0.7), open_row("o", "2024-02-01", 0.63)});
  CrossOptions options;
  options.thresholds = {0.65};
  options.verdicts = Verdicts::none;
  CHECK(cross::cross(data, options).datapoints.empty());
  options.handicap.open = 0.02;
  const auto shifted = cross::cross(data, options).datapoints;
  REQUIRE(shifted.size() == 1);
  CHECK(shifted[0].open.score == 0.63);
  CHECK(shifted[0].open.counted == 0.65);
  CHECK(shifted[0].closed.counted == 0.7);
  options.handicap = {0, std::log(0.66 / 0.34) - std::log(0.63 / 0.37), Handicap::Scale::logit};
  CHECK(cross::cross(data, options).datapoints.at(0).open.counted == Approx(0.66));
  options.handicap = {-0.1, 0.02};
  CHECK(cross::cross(data, options).datapoints.empty());  // closed never got there
}

TEST_CASE("a handicap that would leave the scale stops at its end, and other units stay") {
  Dataset data = dataset({closed_row("c", "2024-01-01", 1), open_row("o", "2024-02-01", 0.99)});
  CrossOptions options;
  options.thresholds = {1};
  options.verdicts = Verdicts::none;
  options.handicap.open = 0.5;
  CHECK(cross::cross(data, options).datapoints.at(0).open.counted == 1);
  options.handicap.scale = Handicap::Scale::logit;
  options.handicap.closed = -5;
  CHECK(cross::cross(data, options).benchmarks[0].crossings.at(0).closed.counted == 1);
  data.benchmarks[0].benchmark.unit = Unit::minutes;
  options.handicap = {0, 0.5};
  const auto result = cross::cross(data, options);
  CHECK(result.datapoints.empty());
  REQUIRE(result.notes.size() == 1);
  CHECK(result.notes[0] == "scores that are no fractions are not shifted");
}

TEST_CASE("a first crosser by its developer's own score alone is marked, until another measures as much") {
  std::vector<Row> rows = {closed_row("c", "2024-01-01", 0.6), open_row("o", "2024-02-01", 0.7)};
  Dataset data = dataset(rows);
  measured_by(data, {"first_party", "third_party"});
  const auto claimed = at_half(data);
  CHECK(claimed.datapoints.at(0).closed.claimed_only);
  CHECK_FALSE(claimed.datapoints.at(0).open.claimed_only);
  REQUIRE(claimed.notes.size() == 1);
  CHECK(claimed.notes[0].find("1 of 1 gaps rests on a score that only its developer measured: b 0.5 (c)") == 0);

  const auto also = [&](double score, const std::string& whom) {
    auto more = rows;
    more.push_back(closed_row("c", "2024-01-01", score));
    Dataset with = dataset(more);
    measured_by(with, {"first_party", "third_party", whom});
    return at_half(with).datapoints.at(0).closed.claimed_only;
  };
  CHECK_FALSE(also(0.5, "third_party"));
  CHECK(also(0.49, "third_party"));  // the claim does not hold at the threshold
  CHECK(also(0.55, ""));             // nobody is known to have measured it
  CHECK(also(0.55, "first_party"));
}

TEST_CASE("a claim is confirmed by what another's score counts as, and frontiers have none") {
  Dataset data = dataset(
      {closed_row("c", "2024-01-01", 0.6), open_row("o", "2024-02-01", 0.48), open_row("o", "2024-02-01", 0.47)});
  measured_by(data, {"third_party", "first_party", "third_party"});
  CrossOptions options;
  options.handicap.open = 0.02;
  CHECK(at_half(data, options).datapoints.at(0).open.claimed_only);
  options.handicap.open = 0.03;
  CHECK_FALSE(at_half(data, options).datapoints.at(0).open.claimed_only);
  const Crossings found = at_half(data);
  for (const Crosser& best : found.benchmarks[0].open_frontier) CHECK_FALSE(best.claimed_only);
}

TEST_CASE("where too few models reached a threshold it is still open, and says so") {
  CrossOptions options;
  options.confirm.kth = 2;
  const Dataset data = dataset({closed_row("c1", "2024-01-01", 0.6), closed_row("c2", "2024-02-01", 0.6),
                                open_row("near", "2024-03-01", 0.45), open_row("o", "2024-04-01", 0.6)});
  const auto crossing = at_half(data, options).benchmarks[0].crossings.at(0);
  CHECK(crossing.status == Status::still_open);
  CHECK(crossing.reason == "too_few_open_models");
  // Who fell short is told from the second closed model on.
  options.as_of = day("2024-05-01");
  const Reach reach = cross::reach(data, data.benchmarks[0], 0.5, options);
  REQUIRE(reach.short_of_it.size() == 1);
  CHECK(reach.short_of_it[0].model == "near");
}

TEST_CASE("a handicap of models in both groups, or of a whole score, is told") {
  const Dataset data = dataset({closed_row("c", "2024-01-01", 0.6), open_row("o", "2024-02-01", 0.48)});
  CrossOptions options;
  options.closed = parse_group("any");
  options.handicap.open = 0.05;
  CHECK(at_half(data, options).notes.at(0) == "models that are in both groups are not shifted");
  options.handicap.open = 2;
  CHECK(error_of([&] { at_half(data, options); }).code == ErrorCode::bad_option);
}

TEST_CASE("a relative error bounds a score by a factor") {
  Dataset data = dataset({closed_row("c", "2024-01-01", 30), open_row("o", "2024-02-01", 40)});
  data.benchmarks[0].benchmark.unit = Unit::minutes;
  data.benchmarks[0].benchmark.relative_se = 0.35;
  data.benchmarks[0].benchmark.grid = std::vector<double>{10};
  CrossOptions options;
  options.verdicts = Verdicts::none;
  options.confirm.lower_bound = true;
  CHECK(cross::cross(data, options).datapoints.at(0).closed.counted ==
        Approx(30 * std::exp(-0.35 * normal_quantile(0.95))));
}

TEST_CASE("a board's word alone marks no first crosser") {
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.6), open_row("o", "2024-02-01", 0.7)});
  data.benchmarks[0].benchmark.provenance.verdict = "self-reported";
  CHECK_FALSE(at_half(data).datapoints.at(0).closed.claimed_only);
}
