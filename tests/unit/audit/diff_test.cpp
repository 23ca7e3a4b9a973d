// What changed between two analyses.

#include "gapcalc/diff.hpp"

#include <algorithm>

#include "gapcalc/cross.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using audit::Change;

namespace {

audit::Difference difference(const Analysis& before, const Analysis& after, const Options& options = {}) {
  const auto side = [](const Analysis& of) { return audit::Side{&of.data, &of.crossings, of.trends, of.excluded}; };
  return audit::diff(side(before), side(after), options);
}

audit::Difference difference(const std::vector<Row>& before, const std::vector<Row>& after) {
  Options options;
  options.smooth.resamples = 50;
  return difference(analysis_of(dataset(before), options), analysis_of(dataset(after), options), options);
}

/// Two closed models, and one open model behind each.
std::vector<Row> four() {
  return {closed_row("closed-1", "2024-01-01", 0.52), open_row("open-1", "2024-07-01", 0.51),
          closed_row("closed-2", "2024-06-01", 0.72), open_row("open-2", "2025-01-01", 0.71)};
}

}  // namespace

TEST_CASE("nothing changed between an input and the same rows in another order") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    std::vector<Row> rows = random_rows(seed);
    const auto same = rows;
    std::reverse(rows.begin(), rows.end());
    CHECK(difference(same, rows).nothing());
  }
}

TEST_CASE("a model that is gone is told with its scores and what it was first at") {
  std::vector<Row> after = four();
  after.erase(after.begin() + 3);
  const auto result = difference(four(), after);
  REQUIRE(result.models.size() == 1);
  const audit::ModelChange& gone = result.models[0];
  CHECK(gone.model == "open-2");
  CHECK(gone.change == Change::removed);
  CHECK(gone.reason.empty());
  REQUIRE(gone.scores.size() == 1);
  CHECK(gone.scores[0].score.score == 0.71);
  CHECK(gone.role.first_before == 4);
  CHECK(gone.role.first_after == 0);
  CHECK(gone.role.record_before);
  CHECK(gone.role.datapoints == 1);
  REQUIRE(result.datapoints.size() == 1);
  CHECK(result.datapoints[0].change == Change::removed);
  CHECK(result.datapoints[0].reason == "no_open_model");
  REQUIRE(result.crossers.size() == 1);
  CHECK(result.crossers[0].thresholds.size() == 4);
  CHECK(!result.crossers[0].after);
  CHECK(!result.nothing());
}

TEST_CASE("a model under another name is told from one that is gone") {
  std::vector<Row> after = four();
  after[3].model = "open-2-renamed";
  const auto result = difference(four(), after);
  REQUIRE(result.models.size() == 2);
  for (const audit::ModelChange& one : result.models)
    CHECK(one.same_as == (one.change == Change::removed ? "open-2-renamed" : "open-2"));
}

TEST_CASE("of a model's rows the best one is its score, and a lost row is told although the score stands") {
  std::vector<Row> before = four();
  before.push_back(open_row("open-2", "2025-01-01", 0.3));
  const auto result = difference(before, four());
  REQUIRE(result.scores.size() == 1);
  CHECK(result.scores[0].only_rows());
  CHECK(result.scores[0].before->rows == 2);
  CHECK(result.scores[0].after->rows == 1);
  CHECK(result.crossers.empty());  // but gaps may come and go with the floor, which is of all rows
}

TEST_CASE("the last bits of a score are no change") {
  std::vector<Row> after = four();
  after[0].score += 1e-16;
  after[1].score += 1e-14;
  CHECK(difference(four(), after).nothing());
}

TEST_CASE("another release date moves the gap of the same pair") {
  std::vector<Row> after = four();
  after[3].date = day("2025-02-01");
  const auto result = difference(four(), after);
  REQUIRE(result.dates.size() == 1);
  CHECK(result.dates[0].role.datapoints == 1);
  REQUIRE(result.datapoints.size() == 1);
  CHECK(result.datapoints[0].change == Change::changed);
  CHECK(result.datapoints[0].reason == "open_date");
  CHECK(result.crossers.empty());
  CHECK(result.scores.empty());
}

TEST_CASE("another first crosser at a threshold is a gap that changed, not one gone and one new") {
  std::vector<Row> after = four();
  after.push_back(open_row("open-3", "2024-12-01", 0.75));
  const auto result = difference(four(), after);
  REQUIRE(result.datapoints.size() == 1);
  CHECK(result.datapoints[0].reason == "open_model");
  REQUIRE(result.crossers.size() == 1);
  CHECK(result.crossers[0].before->model == "open-2");
  CHECK(result.crossers[0].after->model == "open-3");
  CHECK(!result.crossers[0].closed);
}

TEST_CASE("accessibility that changed puts a model into the other group") {
  std::vector<Row> after = four();
  after[3].accessibility = "";
  const auto result = difference(four(), after);
  REQUIRE(result.accessibility.size() == 1);
  CHECK(result.accessibility[0].before == open_text);
  CHECK(result.accessibility[0].after.empty());
  CHECK(result.models.empty());
  CHECK(result.accessibility[0].role.first_before == 4);
}

TEST_CASE("a benchmark that is gone takes its models along but is told once") {
  std::vector<Row> before = four();
  before.push_back(closed_row("closed-1", "2024-01-01", 0.9, "c"));
  before.push_back(open_row("only-there", "2024-03-01", 0.9, "c"));
  const auto result = difference(before, four());
  REQUIRE(result.benchmarks.size() == 1);
  CHECK(result.benchmarks[0].id == "c");
  CHECK(result.benchmarks[0].n_models == 2);
  CHECK(result.scores.empty());
  CHECK(result.models.size() == 1);
  CHECK(result.crossers.empty());
  CHECK(result.all_benchmarks.size() == 2);
}

TEST_CASE("rows that are there but not used are told from rows that are gone") {
  Dataset data = dataset(four());
  Dataset without = dataset({four()[0], four()[1], four()[2]});
  without.models.push_back({"open-2", "", "", open_text});
  without.excluded.push_back({Reason::no_date, 0, 5, 0, 3, ""});
  const auto result = difference(analysis_of(std::move(data)), analysis_of(std::move(without)));
  REQUIRE(result.models.size() == 1);
  CHECK(result.models[0].reason == "no_date");
}

TEST_CASE("a verdict lapses when the pair that it judged is another") {
  std::vector<Row> after = four();
  after.push_back(open_row("open-3", "2024-12-01", 0.75));
  const auto with_verdict = [](const std::vector<Row>& rows) {
    Dataset data = dataset(rows);
    data.verdicts.push_back({"b", 0.65, true, "closed-2", "open-2", "", "", ""});
    return analysis_of(std::move(data));
  };
  const auto result = difference(with_verdict(four()), with_verdict(after));
  REQUIRE(result.lapsed.size() == 1);
  CHECK(result.lapsed[0].threshold == 0.65);
  CHECK(result.lapsed[0].open_before.model == "open-2");
  CHECK(result.lapsed[0].open_after->model == "open-3");
  CHECK(difference(with_verdict(after), with_verdict(after)).lapsed.empty());
}

TEST_CASE("a side that keeps only records lacks nothing that can be told") {
  Dataset frontier = dataset(four());
  find(frontier, "b").benchmark.tested = Tested{};
  std::vector<Row> rows = four();
  rows.push_back(open_row("never-first", "2025-03-01", 0.2));
  const Analysis all = analysis_of(dataset(rows)), part = analysis_of(std::move(frontier));
  const auto to_part = difference(all, part), to_all = difference(part, all);
  CHECK(to_part.models.empty());
  CHECK(!to_part.complete_after);
  CHECK(to_all.models.empty());
  CHECK(!to_all.complete_before);
}

TEST_CASE("the change of a level is what was revised and what came later") {
  Options options;
  options.smooth.resamples = 50;
  for (const unsigned seed : {4U, 5U, 6U}) {
    std::vector<Row> rows = random_rows(seed, 200);
    const Analysis whole = analysis_of(dataset(rows), options);
    const Date then{whole.crossings.as_of.days - 200};
    std::vector<Row> early = rows;
    std::erase_if(early, [&](const Row& row) { return row.date > then; });
    early.front().score = 0.5;  // revised since
    Options as_of = options;
    as_of.cross.as_of = early.empty() ? std::nullopt : std::optional(cross::as_of(dataset(early), {}));
    const Analysis seen_then = analysis_of(dataset(rows), as_of);
    const auto result = difference(analysis_of(dataset(early), options), whole, options);
    CHECK(result.common_as_of == *as_of.cross.as_of);
    for (std::size_t i = 0; i < result.headline.size(); ++i) {
      const audit::HeadlineChange& one = result.headline[i];
      if (!one.revised) continue;
      CHECK(*one.revised + *one.elapsed == Approx(*one.change).margin(1e-6));
      const auto at = std::find_if(seen_then.trends.begin(), seen_then.trends.end(),
                                   [&](const Trend& trend) { return trend.id == one.series; });
      REQUIRE(at != seen_then.trends.end());
      CHECK(*one.revised == Approx(*at->points[*at->current].level - *one.before->level).margin(1e-6));
    }
  }
}

TEST_CASE("changes that weigh more come first") {
  const auto result = difference(random_rows(7, 200), random_rows(8, 200));
  CHECK(!result.nothing());
  const auto in_order = [](const auto& list) {
    return std::is_sorted(list.begin(), list.end(),
                          [](const auto& a, const auto& b) { return a.role.share > b.role.share + 1e-3; });
  };
  CHECK(in_order(result.models));
  CHECK(in_order(result.scores));
  CHECK(std::is_sorted(result.datapoints.begin(), result.datapoints.end(),
                       [](const auto& a, const auto& b) { return a.share > b.share + 1e-3; }));
}

TEST_CASE("the other way round everything that was added is removed") {
  const std::vector<Row> a = random_rows(9, 120), b = random_rows(10, 120);
  const auto there = difference(a, b), back = difference(b, a);
  const auto count = [](const auto& list, Change change) {
    return std::count_if(list.begin(), list.end(), [&](const auto& one) { return one.change == change; });
  };
  CHECK(count(there.models, Change::added) == count(back.models, Change::removed));
  CHECK(count(there.scores, Change::added) == count(back.scores, Change::removed));
  CHECK(count(there.scores, Change::changed) == count(back.scores, Change::changed));
  CHECK(count(there.datapoints, Change::added) - count(there.datapoints, Change::removed) ==
        count(back.datapoints, Change::removed) - count(back.datapoints, Change::added));
  CHECK(there.dates.size() == back.dates.size());
  CHECK(there.accessibility.size() == back.accessibility.size());
}
