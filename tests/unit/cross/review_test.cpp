// From crossings to datapoints: verdicts, allow-lists, floors and one datapoint per pair (METHOD, section 5).

#include "gapcalc/cross.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

/// Three thresholds, each crossed by a pair of its own: c3 -> o3, c5 -> o5, c7 -> o7. Nothing lies below the floor.
Dataset three_pairs() {
  Dataset data = dataset({closed_row("c3", "2023-01-01", 0.3), closed_row("c5", "2023-06-01", 0.5),
                          closed_row("c7", "2024-01-01", 0.7), open_row("o3", "2023-05-01", 0.3),
                          open_row("o5", "2023-12-01", 0.5), open_row("o7", "2024-09-01", 0.7)});
  data.benchmarks[0].benchmark.floor = 0;
  return data;
}

/// One pair that spans all three thresholds.
Dataset one_pair() {
  Dataset data = dataset({closed_row("c", "2023-01-01", 0.9), open_row("o", "2023-05-01", 0.9)});
  data.benchmarks[0].benchmark.floor = 0;
  return data;
}

Verdict verdict(std::optional<double> threshold, bool accept, std::string closed = {}, std::string open = {}) {
  return {"b", threshold, accept, std::move(closed), std::move(open), "", "", ""};
}

CrossOptions three_thresholds() {
  CrossOptions options;
  options.thresholds = {0.3, 0.5, 0.7};
  return options;
}

/// Status and the code of the reason at 0.3, 0.5 and 0.7.
using Judged = std::vector<std::string>;
Judged judged(const Dataset& data, const CrossOptions& options = three_thresholds()) {
  Judged result;
  const Crossings found = cross::cross(data, options);
  for (const Crossing& c : found.benchmarks[0].crossings)
    result.push_back(std::string(name(c.status)) + " " + c.reason.substr(0, c.reason.find(':')));
  return result;
}

std::vector<double> kept(const Dataset& data, const CrossOptions& options = three_thresholds()) {
  std::vector<double> result;
  for (const Datapoint& d : cross::cross(data, options).datapoints) result.push_back(d.threshold);
  return result;
}

using List = std::vector<double>;

}  // namespace

TEST_CASE("a threshold is accepted above the floor, not at it") {
  Dataset data = three_pairs();
  data.benchmarks[0].benchmark.floor = 0.5;
  CHECK(judged(data) == Judged{"rejected not_above_floor", "rejected not_above_floor", "accepted above_floor"});
  CHECK(cross::cross(data, three_thresholds()).benchmarks[0].floor == 0.5);
}

TEST_CASE("without a given floor it is the 10th percentile, type 7, of all scores up to the as-of date") {
  const auto floor = [](std::vector<Row> rows) {
    CrossOptions options;
    options.as_of = day("2024-01-01");
    rows.push_back(closed_row("later", "2024-01-02", 0.0));
    return *cross::cross(dataset(rows), options).benchmarks[0].floor;
  };
  CHECK(floor({closed_row("c", "2023-01-01", 0.4)}) == 0.4);
  std::vector<Row> rows = {closed_row("c", "2023-01-01", 0.4), open_row("o", "2023-01-01", 0.2),
                           closed_row("d", "2023-01-01", 0.1)};
  CHECK(floor(rows) == Approx(0.12).epsilon(1e-14));  // position 2 * 0.1 between 0.1 and 0.2
  rows.push_back({"b", "unclassified", "", day("2023-01-01"), 0.05});
  rows.push_back({"b", "never-released", "Unreleased", day("2023-01-01"), 0.3});
  CHECK(floor(rows) == Approx(0.07).epsilon(1e-14));  // position 4 * 0.1 between 0.05 and 0.1
}

TEST_CASE("an allow-list goes before the floor") {
  Dataset data = three_pairs();
  data.benchmarks[0].benchmark.accept = List{0.3, 0.7};
  data.benchmarks[0].benchmark.floor = 0.6;
  CHECK(judged(data) == Judged{"accepted listed", "rejected not_listed", "accepted listed"});
  data.benchmarks[0].benchmark.accept = List{};
  CHECK(kept(data).empty());
}

TEST_CASE("an explicit verdict goes before allow-list and floor") {
  Dataset data = three_pairs();
  data.benchmarks[0].benchmark.accept = List{0.5};
  data.verdicts = {verdict(0.3, true), verdict(0.5, false)};
  data.verdicts[0].reason = "checked by hand";
  CHECK(judged(data) == Judged{"accepted verdict", "rejected verdict", "rejected not_listed"});
  CHECK(cross::cross(data, three_thresholds()).benchmarks[0].crossings[0].reason == "verdict: checked by hand");
}

TEST_CASE("a verdict with a blank threshold is for all thresholds, and one for the very threshold goes before it") {
  Dataset data = three_pairs();
  data.verdicts = {verdict(0.5, true), verdict(std::nullopt, false)};
  CHECK(kept(data) == List{0.5});
  std::swap(data.verdicts[0], data.verdicts[1]);
  CHECK(kept(data) == List{0.5});
}

TEST_CASE("a verdict for another benchmark or threshold changes nothing") {
  Dataset data = three_pairs();
  data.verdicts = {verdict(std::nullopt, false), verdict(0.55, false)};
  data.verdicts[0].benchmark = "other";
  CHECK(kept(data) == List{0.3, 0.5, 0.7});
}

TEST_CASE("a verdict tied to a pair holds for that pair and lapses with either of its models") {
  Dataset data = three_pairs();
  SECTION("it holds") {
    data.verdicts = {verdict(0.5, false, "c5", "o5")};
    CHECK(judged(data)[1] == "rejected verdict");
  }
  SECTION("the closed first crosser changed") {
    data.verdicts = {verdict(0.5, true, "c4", "o5")};
    CHECK(judged(data)[1] == "needs_review verdict_lapsed");
    CHECK(kept(data) == List{0.3, 0.7});
  }
  SECTION("the open first crosser changed") {
    data.verdicts = {verdict(0.5, true, "c5", "o4")};
    CHECK(judged(data)[1] == "needs_review verdict_lapsed");
  }
  SECTION("one that holds goes before one that lapsed") {
    data.verdicts = {verdict(0.5, true, "c5", "o5"), verdict(0.5, false, "c4", "o4")};
    CHECK(kept(data) == List{0.3, 0.5, 0.7});
  }
}

TEST_CASE("no verdict makes a datapoint of a threshold that is still open") {
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.9)});
  data.verdicts = {verdict(std::nullopt, true)};
  CHECK(judged(data) == Judged(3, "still_open no_open_model"));
}

TEST_CASE("a pair gives one datapoint, at the highest threshold it spans") {
  CHECK(judged(one_pair()) == Judged{"duplicate same_pair", "duplicate same_pair", "accepted above_floor"});
  CHECK(kept(one_pair()) == List{0.7});
}

TEST_CASE("the highest threshold of a pair is kept even where only a lower one was accepted") {
  Dataset data = one_pair();
  data.benchmarks[0].benchmark.accept = List{0.3};
  CHECK(judged(data) == Judged{"duplicate same_pair", "duplicate same_pair", "accepted highest_of_pair"});
  CHECK(kept(data) == List{0.7});
}

TEST_CASE("a verdict that lapsed at the highest threshold of an accepted pair is told by the reason") {
  Dataset data = one_pair();
  data.benchmarks[0].benchmark.accept = List{0.3};
  data.verdicts = {verdict(0.7, false, "c4", "o4")};
  CHECK(judged(data) == Judged{"duplicate same_pair", "duplicate same_pair", "accepted highest_of_pair"});
  CHECK(cross::cross(data, three_thresholds()).benchmarks[0].crossings[2].reason ==
        "highest_of_pair: accepted at 0.3; here verdict_lapsed: judged c4 -> o4");
}

TEST_CASE("a pair without an accepted threshold gives no datapoint") {
  Dataset data = one_pair();
  data.benchmarks[0].benchmark.floor = 0.8;
  CHECK(judged(data) == Judged(3, "rejected not_above_floor"));
  CHECK(kept(data).empty());
}

TEST_CASE("pairs are told apart by both models, and across benchmarks") {
  // c reaches all; o1 follows to 0.4, o2 to 0.6, o1 again with a later version of its name to 0.9.
  Dataset data = dataset({closed_row("c", "2023-01-01", 0.9), open_row("o1", "2023-02-01", 0.4),
                          open_row("o2", "2023-03-01", 0.6), open_row("o1b", "2023-04-01", 0.9),
                          closed_row("c", "2023-01-01", 0.9, "b2"), open_row("o1", "2023-02-01", 0.9, "b2")});
  for (auto& b : data.benchmarks) b.benchmark.floor = 0;
  CHECK(kept(data) == List{0.3, 0.5, 0.7, 0.7});
}

TEST_CASE("a pair that recurs above another pair's threshold still gives one datapoint") {
  // o1 is first at 0.3 and, by a later evaluation of the same release, at 0.7; o2 came out on the day between.
  Dataset data = dataset({closed_row("c", "2023-01-01", 0.9), open_row("o1", "2023-03-01", 0.3),
                          open_row("o2", "2023-03-02", 0.5), open_row("o1", "2023-03-03", 0.9)});
  data.benchmarks[0].benchmark.floor = 0;
  CHECK(kept(data) == List{0.5, 0.7});
}

TEST_CASE("the window is over open dates, both days within it") {
  CrossOptions options = three_thresholds();
  options.since = day("2023-05-01");
  options.until = day("2023-12-01");
  CHECK(judged(three_pairs(), options) ==
        Judged{"accepted above_floor", "accepted above_floor", "rejected outside_window"});
  options.since = day("2023-05-02");
  options.until = day("2023-11-30");
  CHECK(kept(three_pairs(), options).empty());
  options.until.reset();
  CHECK(kept(three_pairs(), options) == List{0.5, 0.7});
}

TEST_CASE("a datapoint carries what is known of its benchmark, in order of benchmarks and thresholds") {
  Dataset data = dataset({closed_row("c", "2023-01-01", 0.4, "b"), open_row("o", "2023-02-01", 0.4, "b"),
                          closed_row("c", "2023-01-01", 0.4, "a"), open_row("o", "2023-02-01", 0.4, "a")});
  for (auto& b : data.benchmarks) b.benchmark.floor = 0;
  Benchmark& b = find(data, "b").benchmark;
  b.access = "private";
  b.category = "math";
  b.provenance.verdict = "independent";
  const auto datapoints = cross::cross(data, three_thresholds()).datapoints;
  REQUIRE(datapoints.size() == 2);
  CHECK(datapoints[0].benchmark == "a");
  CHECK(datapoints[1].benchmark == "b");
  CHECK(datapoints[1].access == "private");
  CHECK(datapoints[1].category == "math");
  CHECK(datapoints[1].provenance == "independent");
  CHECK(datapoints[1].closed.model == "c");
  CHECK(datapoints[1].open.score == 0.4);
}

TEST_CASE("with floors alone, verdicts and allow-lists are not asked") {
  Dataset data = three_pairs();
  data.benchmarks[0].benchmark.floor = 0.4;
  data.benchmarks[0].benchmark.accept = {0.7};
  data.verdicts = {verdict({}, false)};
  CrossOptions options = three_thresholds();
  options.verdicts = Verdicts::floors;
  CHECK(judged(data, options) == Judged{"rejected not_above_floor", "accepted above_floor", "accepted above_floor"});
  options.verdicts = Verdicts::none;
  CHECK(judged(data, options) == Judged{"accepted unreviewed", "accepted unreviewed", "accepted unreviewed"});
}

TEST_CASE("with all pairs, every accepted threshold is a datapoint and no other") {
  Dataset data = one_pair();
  data.verdicts = {verdict(0.7, false)};
  CrossOptions options = three_thresholds();
  CHECK(kept(data, options) == List{0.7});  // the highest that the pair spans
  options.pairs = Pairs::all;
  CHECK(kept(data, options) == List{0.3, 0.5});
}

TEST_CASE("datapoints of other provenance classes are rejected, after the pair rule") {
  Dataset data = one_pair();
  data.benchmarks[0].benchmark.provenance.verdict = "caveat";
  CrossOptions options = three_thresholds();
  options.provenance = {"independent"};
  CHECK(judged(data, options) == Judged{"duplicate same_pair", "duplicate same_pair", "rejected other_provenance"});
  options.provenance = {"independent", "caveat"};
  CHECK(kept(data, options) == List{0.7});
}
