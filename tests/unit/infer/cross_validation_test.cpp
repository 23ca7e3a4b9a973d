// Leave-one-benchmark-out cross-validation of the bandwidth.

#include <cmath>

#include "gapcalc/sensitivity.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

TEST_CASE("each benchmark is predicted from the level of the others, by hand") {
  // On one day: a has 100 and 300, b has 200 twice. a is predicted as 200, b as 200: errors 100, 100, 0, 0 days.
  const std::vector<Datapoint> datapoints = {datapoint("a", "A", 1000, 100), datapoint("b", "B", 1000, 200),
                                             datapoint("a", "C", 1000, 300, 0.6), datapoint("b", "D", 1000, 200, 0.6)};
  SmoothOptions options;
  options.by = {};
  const auto result = infer::cross_validate(datapoints, std::vector<double>{30, 60}, options);
  REQUIRE(result.size() == 1);
  CHECK(result[0].n_predicted == 4);
  CHECK(*result[0].error[0] == Approx(months(100 / std::sqrt(2.0))).margin(1e-8));
  CHECK(*result[0].error[1] == *result[0].error[0]);
  CHECK(result[0].best == 30);  // the first of equals
}

TEST_CASE("the prediction is the weighted mean at the open date, by hand") {
  // b has 0 at day 1000, twice, and 100 at day 1060, twice; a lies at day 1060. Weights at one bandwidth's distance
  // are exp(-1/2).
  const std::vector<Datapoint> datapoints = {datapoint("b", "A", 1000, 0), datapoint("b", "B", 1000, 0, 0.6),
                                             datapoint("b", "C", 1060, 100, 0.7), datapoint("b", "D", 1060, 100, 0.8),
                                             datapoint("a", "E", 1060, 50)};
  SmoothOptions options;
  options.by = {};
  const auto result = infer::cross_validate(datapoints, std::vector<double>{60}, options);
  CHECK(result[0].n_datapoints == 5);
  CHECK(result[0].n_predicted == 1);  // a alone has too little mass to predict b
  const double weight = std::exp(-0.5);
  CHECK(*result[0].error[0] == Approx(months(100 / (1 + weight) - 50)).margin(1e-8));
}

TEST_CASE("all bandwidths are judged on the gaps that each of them predicts") {
  // Seen from day 1000 those at day 1200 have no weight under 10 days, and full weight under 10000.
  std::vector<Datapoint> datapoints = {datapoint("a", "A", 1000, 100)};
  for (int i = 0; i < 3; ++i) datapoints.push_back(datapoint("b", "B", 1200, 200, 0.1 * i));
  SmoothOptions options;
  options.by = {};
  const auto narrow = infer::cross_validate(datapoints, std::vector<double>{10, 10000}, options);
  CHECK(narrow[0].n_predicted == 0);
  CHECK_FALSE(narrow[0].error[0]);
  CHECK_FALSE(narrow[0].error[1]);
  CHECK_FALSE(narrow[0].best);
  const auto wide = infer::cross_validate(datapoints, std::vector<double>{10000}, options);
  CHECK(wide[0].n_predicted == 1);
  CHECK(*wide[0].error[0] == Approx(months(100)).margin(1e-3));
}

TEST_CASE("the only benchmark of a series cannot be predicted") {
  const std::vector<Datapoint> datapoints = {datapoint("a", "A", 1000, 100), datapoint("a", "B", 1000, 200, 0.6),
                                             datapoint("a", "C", 1000, 300, 0.7)};
  const auto result = infer::cross_validate(datapoints, std::vector<double>{60}, {});
  CHECK(result[0].n_predicted == 0);
  CHECK_FALSE(result[0].best);
  CHECK(infer::cross_validate({}, std::vector<double>{60}, {}).size() == 1);
}
