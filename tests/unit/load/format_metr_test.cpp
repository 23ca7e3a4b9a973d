#include "support/error_of.hpp"
#include "support/found_in.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

const std::string metr_new =
    "benchmark_name: METR-Horizon-v1.1\n"
    "doubling_time_in_days:\n"
    "  from_2023_on:\n"
    "    point_estimate: 128.7\n"
    "results:\n"
    "  model_a_inspect:\n"
    "    benchmark_name: METR-Horizon-v1.1\n"
    "    metrics:\n"
    "      average_score:\n"
    "        estimate: 0.4\n"
    "      is_sota: true\n"
    "      p50_horizon_length:\n"
    "        ci_high: 21.5\n"
    "        ci_low: 4.9\n"
    "        estimate: 10.77\n"
    "      p80_horizon_length:\n"
    "        estimate: 1.3\n"
    "      usage:\n"
    "        usd: 0.0\n"
    "    release_date: 2024-06-20\n"
    "    scaffolds:\n"
    "    - null\n"
    "  model_b:\n"
    "    benchmark_name: METR-Horizon-v1.0\n"
    "    metrics:\n"
    "      p50_horizon_length:\n"
    "        estimate: 0.04\n"
    "    release_date: '2019-02-14'\n";

const std::string metr_old =
    "benchmark_name: METR-Horizon-v1\n"
    "version: 0123456789abcdef\n"
    "results:\n"
    "  model-c:\n"
    "    agents:\n"
    "      modular-public:\n"
    "        p50_horizon_length: {estimate: 59.2, ci_low: 33, ci_high: 107}\n"
    "      other-agent:\n"
    "        p50_horizon_length: {estimate: 40, ci_low: 20, ci_high: 90}\n"
    "    release_date: 2025-02-24\n";

}  // namespace

TEST_CASE("METR's results are told by their keys") {
  CHECK(fits_metr(shape_of_text(metr_new)));
  CHECK(fits_metr(shape_of_text(metr_old)));
  CHECK_FALSE(fits_metr(shape_of_text("results:\n  a: 1\n")));
  CHECK_FALSE(fits_metr(shape_of_text(R"({"benchmark_name": "x", "results": {}})")));
}

TEST_CASE(
    "METR's version 1.1 gives each horizon with its release date, and "
    "rows taken over keep their version") {
  const OutsideScores found = found_in(read_metr, metr_new);
  CHECK(found.left.empty());
  REQUIRE(found.scores.size() == 4);
  CHECK(found.scores[0].metric == "average_score");
  CHECK_FALSE(found.scores[0].is_main);
  const OutsideScore& horizon = found.scores[1];
  CHECK(horizon.benchmark == "METR-Horizon-v1.1");
  CHECK(horizon.metric == "p50_horizon_length");
  CHECK(horizon.is_main);
  CHECK(horizon.model == "model_a_inspect");
  CHECK(horizon.release_date == "2024-06-20");
  CHECK(horizon.score == "10.77");
  CHECK(horizon.score_se.empty());
  CHECK(horizon.settings == "METR-Horizon-v1.1; 95% interval 4.9 to 21.5");
  CHECK(horizon.relationship == "third_party");
  CHECK(horizon.accessibility.empty());
  CHECK(horizon.line == 13);
  CHECK_FALSE(found.scores[2].is_main);
  CHECK(found.scores[3].benchmark == "METR-Horizon-v1.0");
  CHECK(found.scores[3].release_date == "2019-02-14");
  CHECK(found.scores[3].settings == "METR-Horizon-v1.0");
}

TEST_CASE("METR's version 1.0 has a horizon for each agent") {
  const OutsideScores found = found_in(read_metr, metr_old);
  REQUIRE(found.scores.size() == 2);
  CHECK(found.scores[0].model == "model-c");
  CHECK(found.scores[0].score == "59.2");
  CHECK(found.scores[0].settings == "METR-Horizon-v1; modular-public; 95% interval 33 to 107");
  CHECK(found.scores[1].score == "40");
  CHECK(found.scores[1].line == 9);
}

TEST_CASE(
    "a model of METR's that is not as it should be is left out with its "
    "line, the others stay") {
  const OutsideScores found = found_in(read_metr,
                                       "benchmark_name: B\nresults:\n"
                                       "  a: 5\n"
                                       "  b:\n    release_date: 2024-01-01\n"
                                       "  c:\n    metrics: [1]\n"
                                       "  d:\n    metrics:\n      p50_horizon_length:\n        estimate: [1]\n"
                                       "  e:\n    metrics:\n      p50_horizon_length:\n        estimate: null\n"
                                       "  f:\n    release_date: {a: 1}\n    metrics: {}\n");
  CHECK(left_of(found) == std::vector<std::string>{"3 bad_row", "5 bad_row", "7 bad_row", "11 bad_row", "17 bad_row"});
  REQUIRE(found.scores.size() == 1);
  CHECK(found.scores[0].model == "e");
  CHECK(found.scores[0].score.empty());
}

TEST_CASE("YAML that is not METR's is refused") {
  for (const char* const text :
       {"benchmark_name: B\nresults: [1]\n", "results: {}\n", "benchmark_name: [1]\nresults: {}\n", "- 1\n"})
    CHECK(error_of([&] { static_cast<void>(found_in(read_metr, text)); }).code == ErrorCode::not_recognised);
  CHECK(error_of([] { static_cast<void>(found_in(read_metr, "benchmark_name: B\nresults: [1]\n")); }).line == 2);
  CHECK(error_of([] { static_cast<void>(found_in(read_metr, "benchmark_name: &a B\nresults: *a\n")); }).code ==
        ErrorCode::broken_yaml);
}

TEST_CASE("a model of METR without an estimate of its horizon is told") {
  const OutsideScores found = found_in(read_metr,
                                       "benchmark_name: METR-Horizon-v1.1\n"
                                       "results:\n"
                                       "  a:\n"
                                       "    metrics: {is_sota: true, p80_horizon_length: {estimate: 1}}\n"
                                       "    release_date: 2024-06-20\n",
                                       "m.yaml");
  REQUIRE(found.left.size() == 1);
  CHECK(found.left[0].reason == Reason::no_score);
  CHECK(found.left[0].detail == "'a' has no estimate of 'p50_horizon_length'");
  CHECK(found.left[0].line == 4);
}
