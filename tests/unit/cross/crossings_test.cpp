// First crossers and gaps (METHOD, section 4).

#include <cmath>

#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

std::vector<Crossing> at(std::vector<double> thresholds, const std::vector<Row>& rows) {
  CrossOptions options;
  options.thresholds = std::move(thresholds);
  return cross::cross(dataset(rows), options).benchmarks.at(0).crossings;
}

/// The closed model that is first at 0.49 among these scores on one day.
std::string first_of(const std::vector<std::pair<std::string, double>>& same_day) {
  std::vector<Row> rows;
  for (const auto& [model, score] : same_day) rows.push_back(closed_row(model, "2024-01-01", score));
  const std::string forward = at({0.49}, rows).at(0).closed.model;
  std::reverse(rows.begin(), rows.end());
  CHECK(at({0.49}, rows).at(0).closed.model == forward);
  return forward;
}

}  // namespace

TEST_CASE("the first crosser is the earliest release at or above the threshold") {
  const auto crossings = at({0.3, 0.5}, {closed_row("late", "2024-03-01", 0.9), closed_row("low", "2024-01-01", 0.2),
                                         closed_row("early", "2024-02-01", 0.4), open_row("o", "2024-04-01", 0.6)});
  REQUIRE(crossings.size() == 2);
  CHECK(crossings[0].closed.model == "early");
  CHECK(crossings[0].closed.score == 0.4);
  CHECK(crossings[0].closed.date == day("2024-02-01"));
  CHECK(crossings[0].closed.record_file == 0);
  CHECK(crossings[0].closed.record_line == 4);
  CHECK(crossings[1].closed.model == "late");
  CHECK(crossings[1].open->model == "o");
  CHECK(*crossings[1].gap_days() == 31);
}

TEST_CASE("a score exactly at the threshold reaches it, the next smaller number does not") {
  const double below = std::nextafter(0.35, 0);
  const auto crossings =
      at({0.35}, {closed_row("below", "2024-01-01", below), closed_row("exact", "2024-02-01", 0.35)});
  REQUIRE(crossings.size() == 1);
  CHECK(crossings[0].closed.model == "exact");
}

TEST_CASE("on the same date the higher score is first") {
  CHECK(first_of({{"a", 0.5}, {"z", 0.6}}) == "z");
  CHECK(first_of({{"a", 0.5}, {"z", 0.500000001}}) == "z");
}

TEST_CASE("on the same date and score the bytewise smaller name is first") {
  CHECK(first_of({{"b", 0.5}, {"a", 0.5}}) == "a");
  CHECK(first_of({{"alpha", 0.5}, {"Zeta", 0.5}}) == "Zeta");
  CHECK(first_of({{"\xC3\xA9ta", 0.5}, {"zeta", 0.5}}) == "zeta");
  CHECK(first_of({{"a-2", 0.5}, {"a", 0.5}, {"a-1", 0.5}}) == "a");
}

TEST_CASE("the last bits of a score decide no tie") {
  CHECK(first_of({{"b", 0.49600000000000005}, {"a", 0.496}}) == "a");
  CHECK(first_of({{"a", 0.49600000000000005}, {"b", 0.496}}) == "a");
}

TEST_CASE("a score that misses the threshold does not win a tie by its name") {
  const double exact = 0.49600000000000005;
  const auto crossings = at({exact}, {closed_row("a", "2024-01-01", 0.496), closed_row("b", "2024-01-01", exact)});
  REQUIRE(crossings.size() == 1);
  CHECK(crossings[0].closed.model == "b");
}

TEST_CASE("a gap is the open date minus the closed date, and negative gaps are kept") {
  const auto crossings = at({0.2, 0.6}, {closed_row("c1", "2024-01-01", 0.5), open_row("o", "2024-02-01", 0.7),
                                         closed_row("c2", "2024-04-01", 0.7)});
  REQUIRE(crossings.size() == 2);
  CHECK(*crossings[0].gap_days() == 31);
  CHECK(*crossings[1].gap_days() == -60);
  CHECK(crossings[1].status == Status::accepted);
}

TEST_CASE("a month is a twelfth of a Julian year") {
  CrossOptions options;
  options.thresholds = {0.5};
  const auto result = cross::cross(
      dataset({closed_row("o1-preview", "2024-09-12", 0.6), open_row("DeepSeek-R1", "2025-01-20", 0.6)}), options);
  // A single pair of scores: the 10th percentile is 0.6, so only a given floor lets 0.5 in.
  CHECK(result.datapoints.empty());
  Dataset data = dataset({closed_row("o1-preview", "2024-09-12", 0.6), open_row("DeepSeek-R1", "2025-01-20", 0.6)});
  data.benchmarks[0].benchmark.floor = 0;
  const auto accepted = cross::cross(data, options).datapoints;
  REQUIRE(accepted.size() == 1);
  CHECK(accepted[0].gap_days() == 130);
  CHECK(accepted[0].gap_months() == Approx(130 / 30.4375).epsilon(1e-15));
}

TEST_CASE("a threshold that the closed group never reached is no crossing") {
  const auto crossings = at({0.3, 0.5, 0.7}, {closed_row("c", "2024-01-01", 0.4), open_row("o", "2023-01-01", 0.9)});
  REQUIRE(crossings.size() == 1);
  CHECK(crossings[0].threshold == 0.3);
  CHECK(at({0.3}, {open_row("o", "2023-01-01", 0.9)}).empty());
}

TEST_CASE("a threshold that only the closed group reached is still open") {
  const auto crossings = at({0.3, 0.5}, {closed_row("c", "2024-01-01", 0.6), open_row("o", "2024-03-01", 0.4)});
  REQUIRE(crossings.size() == 2);
  CHECK(crossings[1].status == Status::still_open);
  CHECK(crossings[1].reason == "no_open_model");
  CHECK_FALSE(crossings[1].open);
  CHECK_FALSE(crossings[1].gap_days());
}

TEST_CASE("the as-of date is the one given, else the input's own, else the latest release") {
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.6),
                          open_row("o", "2024-03-01", 0.4, "b2"),
                          {"b", "unclassified", "", day("2024-04-01"), 0.4},
                          {"b", "never", "Unreleased", day("2024-05-01"), 0.4}});
  CrossOptions options;
  CHECK(cross::cross(data, options).as_of == day("2024-04-01"));  // what was never released is no release
  data.as_of = day("2024-06-01");
  CHECK(cross::cross(data, options).as_of == day("2024-06-01"));
  options.as_of = day("2024-05-01");
  CHECK(cross::cross(data, options).as_of == day("2024-05-01"));
}

TEST_CASE("an input without any date needs an as-of date") {
  CrossOptions options;
  options.as_of = Date{0};
  CHECK(cross::cross(Dataset{}, options).benchmarks.empty());
  try {
    cross::cross(Dataset{}, {});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::bad_option);
  }
}

TEST_CASE("releases behind the as-of date do not exist yet and are listed") {
  const Dataset data = dataset({closed_row("c", "2024-01-01", 0.6),
                                open_row("on-the-day", "2024-03-01", 0.4),
                                open_row("next-day", "2024-03-02", 0.6),
                                {"b", "none", "", day("2025-01-01"), 0.1}});
  CrossOptions options;
  options.thresholds = {0.3, 0.5};
  options.as_of = day("2024-03-01");
  const Crossings result = cross::cross(data, options);
  CHECK(result.benchmarks[0].crossings[0].open->model == "on-the-day");
  CHECK(result.benchmarks[0].crossings[1].status == Status::still_open);
  CHECK(result.benchmarks[0].n_open == 1);
  REQUIRE(result.excluded.size() == 2);
  CHECK(result.excluded[0].reason == Reason::after_as_of);
  CHECK(result.excluded[0].line == 4);
  CHECK(result.excluded[1].reason == Reason::after_as_of);
}

TEST_CASE("before the first release a benchmark has no scores, no floor and no crossings") {
  CrossOptions options;
  options.as_of = day("2020-01-01");
  const Crossings result = cross::cross(dataset({closed_row("c", "2024-01-01", 0.6)}), options);
  REQUIRE(result.benchmarks.size() == 1);
  CHECK(result.benchmarks[0].crossings.empty());
  CHECK_FALSE(result.benchmarks[0].floor);
  CHECK_FALSE(result.benchmarks[0].first_date);
  CHECK(result.excluded.size() == 1);
}

TEST_CASE("coverage counts each model once, and dates only those of the two groups") {
  std::vector<Row> rows = {closed_row("c", "2024-01-01", 0.6), closed_row("c", "2024-01-01", 0.7),
                           open_row("o1", "2024-02-01", 0.4), open_row("o2", "2024-03-01", 0.1)};
  rows.push_back({"b", "unclassified", "", day("2020-01-01"), 0.5});
  rows.push_back({"b", "o1", "Open weights", day("2024-02-01"), 0.5});  // the same model, classed twice
  const auto covered = cross::cross(dataset(rows), {}).benchmarks[0];
  CHECK(covered.n_closed == 1);
  CHECK(covered.n_open == 2);
  CHECK(covered.first_date == day("2024-01-01"));
  CHECK(covered.last_date == day("2024-03-01"));
  CHECK(covered.last_open == day("2024-03-01"));
}

TEST_CASE("the last open model tested is known of every model, and not from behind the as-of date") {
  const Dataset data = dataset({closed_row("c", "2024-01-01", 0.6), open_row("best", "2024-02-01", 0.4),
                                open_row("worse", "2024-04-01", 0.1), closed_row("d", "2024-05-01", 0.1)});
  CHECK(cross::cross(data, {}).benchmarks[0].last_open == day("2024-04-01"));
  CrossOptions options;
  options.as_of = day("2024-03-01");
  CHECK(cross::cross(data, options).benchmarks[0].last_open == day("2024-02-01"));
  options.as_of = day("2024-01-15");
  CHECK_FALSE(cross::cross(data, options).benchmarks[0].last_open);
}

TEST_CASE("of frontier records the coverage of the full source counts") {
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.6), open_row("o", "2024-02-01", 0.4)});
  data.benchmarks[0].benchmark.tested = Tested{20, 30, day("2023-01-01"), day("2024-12-01"), day("2024-05-01")};
  CrossOptions options;
  options.as_of = day("2024-06-01");
  const auto covered = cross::cross(data, options).benchmarks[0];
  CHECK(covered.n_open == 20);
  CHECK(covered.n_closed == 30);
  CHECK(covered.first_date == day("2023-01-01"));
  CHECK(covered.last_date == day("2024-06-01"));  // nothing is known from behind the as-of date
  CHECK(covered.last_open == day("2024-05-01"));
}

TEST_CASE("by month, the higher score of the earliest month is first, then the earlier day, then the name") {
  CrossOptions options;
  options.thresholds = {0.5};
  options.tie = Tie::month;
  const auto first = [&](const std::vector<Row>& rows) {
    return cross::cross(dataset(rows), options).benchmarks.at(0).crossings.at(0).closed;
  };
  const Crosser winner = first({closed_row("early", "2024-03-01", 0.6), closed_row("best", "2024-03-31", 0.7),
                                closed_row("next", "2024-04-01", 0.9), closed_row("low", "2024-02-29", 0.4)});
  CHECK(winner.model == "best");
  CHECK(winner.date == day("2024-03-31"));
  CHECK(first({closed_row("a", "2024-03-09", 0.7), closed_row("b", "2024-03-08", 0.7)}).model == "b");
  CHECK(first({closed_row("d", "2024-03-09", 0.7), closed_row("c", "2024-03-09", 0.7)}).model == "c");
  CHECK(first({closed_row("december", "2023-12-31", 0.5), closed_row("january", "2024-01-01", 0.9)}).model ==
        "december");
}

TEST_CASE("a crosser knows its organization") {
  Row row = closed_row("c", "2024-01-01", 0.6);
  row.organization = "Lab, Other";
  CHECK(at({0.5}, {row}).at(0).closed.organization == "Lab, Other");
}
