// Survival estimators against hand-worked cases and figures of R's survival 3.5-3; tests/conformance/r compares
// many more where R is there.

#include "infer/survival.hpp"

#include <cmath>
#include <limits>

#include "core/random.hpp"
#include "core/statistics.hpp"
#include "gapcalc/smooth.hpp"
#include "support/catch.hpp"

using namespace gapcalc;
using namespace gapcalc::infer;

namespace {

constexpr double z90 = 1.6448536269514722;

/// t <- c(1, 2.5, 3, 4, 5.5, 6, 7.5, 8.25, 9, 10.5); e <- c(1, 0, 1, 1, 0, 1, 0, 0, 1, 0)
std::vector<Observation> ten() {
  return {{1, true, 1}, {2.5, false, 1}, {3, true, 1},     {4, true, 1}, {5.5, false, 1},
          {6, true, 1}, {7.5, false, 1}, {8.25, false, 1}, {9, true, 1}, {10.5, false, 1}};
}

/// t <- c(2, 2, 2, 3, 3, 5, 5, 5, 8, 8, 12, 14); e <- c(1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1)
std::vector<Observation> tied() {
  return {{2, true, 1}, {2, true, 1}, {2, false, 1}, {3, true, 1},  {3, false, 1}, {5, false, 1},
          {5, true, 1}, {5, true, 1}, {8, true, 1},  {8, false, 1}, {12, true, 1}, {14, true, 1}};
}

}  // namespace

TEST_CASE("Kaplan-Meier of ten units is the hand-worked product") {
  const Curve curve = kaplan_meier(ten());
  REQUIRE(curve.steps.size() == 5);
  const double times[] = {1, 3, 4, 6, 9}, at_risk[] = {10, 8, 7, 5, 2};
  const double survival[] = {0.9, 0.9 * 7 / 8, 0.675, 0.675 * 4 / 5, 0.54 / 2};  // 0.9, 0.7875, 0.675, 0.54, 0.27
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(curve.steps[i].time == times[i]);
    CHECK(curve.steps[i].at_risk == at_risk[i]);
    CHECK(curve.steps[i].survival == Approx(survival[i]).epsilon(1e-14));
  }
  CHECK(curve.survival(0.99) == 1);
  CHECK(curve.survival(1) == Approx(0.9));  // the step is at its time
  CHECK(curve.survival(5.9) == Approx(0.675));
  CHECK(curve.follow_up == 10.5);
  CHECK_FALSE(curve.beyond(10.5));
  CHECK(curve.beyond(10.6));
  CHECK(curve.survival(99) == Approx(0.27));
  CHECK(*curve.median() == 9);
}

TEST_CASE("Greenwood's variance is S squared times the sum of d / (n (n - d))") {
  const Curve curve = kaplan_meier(ten());
  CHECK(greenwood(curve, 0.5) == 0);
  CHECK(greenwood(curve, 1) == Approx(0.81 * (1.0 / 90)).epsilon(1e-13));
  CHECK(greenwood(curve, 3.5) == Approx(0.7875 * 0.7875 * (1.0 / 90 + 1.0 / 56)).epsilon(1e-13));
  // R: summary(survfit(Surv(t, e) ~ 1))$std.err
  const double se[] = {0.0948683298050514, 0.1340329950049614, 0.1550705484610150, 0.1731184565550421,
                       0.2096246645793380};
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(std::sqrt(greenwood(curve, curve.steps[i].time)) == Approx(se[i]).epsilon(1e-12));
}

TEST_CASE("log-log intervals equal those of R's survfit") {
  // R: summary(survfit(Surv(t, e) ~ 1, conf.type = "log-log", conf.int = 0.90))[c("lower", "upper")]
  const Curve curve = kaplan_meier(ten());
  const double low[] = {0.5791409251383391, 0.4624742677226178, 0.3577335950997650, 0.2345649155830868,
                        0.0310412282318048};
  const double high[] = {0.979881718643240, 0.928667862981294, 0.860467315125014, 0.769628125084460, 0.610362001401975};
  for (std::size_t i = 0; i < 5; ++i) {
    const auto bounds = log_log(&curve.steps[i], z90);
    REQUIRE(bounds);
    CHECK(bounds->low == Approx(low[i]).epsilon(1e-12));
    CHECK(bounds->high == Approx(high[i]).epsilon(1e-12));
  }
  CHECK_FALSE(log_log(curve.at(0.5), z90));  // no event yet
}

TEST_CASE("ties take events before censorings, as in R") {
  // R: the same calls for the tied sample.
  const Curve curve = kaplan_meier(tied());
  const double times[] = {2, 3, 5, 8, 12, 14}, at_risk[] = {12, 9, 7, 4, 2, 1};
  const double survival[] = {0.833333333333333, 0.740740740740741, 0.529100529100529,
                             0.396825396825397, 0.198412698412698, 0};
  const double se[] = {0.107582870727984, 0.129482573848167, 0.156687395724224, 0.164111049907982, 0.162532792448722};
  const double low[] = {0.5574776885687392, 0.4573642675781103, 0.2545476506609127, 0.1452302730552525,
                        0.0242189517188204};
  REQUIRE(curve.steps.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(curve.steps[i].time == times[i]);
    CHECK(curve.steps[i].at_risk == at_risk[i]);
    CHECK(curve.steps[i].survival == Approx(survival[i]).margin(1e-14));
    if (i == 5) break;
    CHECK(std::sqrt(greenwood(curve, times[i])) == Approx(se[i]).epsilon(1e-12));
    CHECK(log_log(&curve.steps[i], z90)->low == Approx(low[i]).epsilon(1e-12));
  }
  CHECK(curve.steps[5].survival == 0);  // exactly, not a rest of last bits
  CHECK_FALSE(log_log(&curve.steps[5], z90));
  CHECK(greenwood(curve, 14) == 0);
  CHECK_FALSE(curve.beyond(100));
}

TEST_CASE("medians and their intervals equal R's quantile of a survfit") {
  // R: quantile(survfit(..., conf.type = "log-log", conf.int = 0.90), 0.5): 9 (3, NA) and 8 (3, 12)
  const MedianBounds first = median_bounds(kaplan_meier(ten()), z90);
  CHECK(*first.low == 3);
  CHECK_FALSE(first.high);
  const Curve curve = kaplan_meier(tied());
  CHECK(*curve.median() == 8);
  const MedianBounds second = median_bounds(curve, z90);
  CHECK(*second.low == 3);
  CHECK(*second.high == 12);
}

TEST_CASE("a median is the first time at which half or fewer are left, and not reached before that") {
  CHECK(*kaplan_meier(std::vector<Observation>{{1, true, 1}, {2, true, 1}}).median() == 1);  // S is 1/2 exactly
  CHECK_FALSE(kaplan_meier(std::vector<Observation>{{1, true, 1}, {2, false, 1}, {3, false, 1}}).median());
  CHECK_FALSE(kaplan_meier(std::vector<Observation>{{1, false, 1}}).median());
  CHECK_FALSE(kaplan_meier({}).median());
}

TEST_CASE("the restricted mean is the area under the curve, by hand and as R has it") {
  const Curve curve = kaplan_meier(ten());
  // 1 + 0.9 * 2 + 0.7875 + 0.675 * 2 + 0.54 * 2
  CHECK(restricted_mean(curve, 8).mean == Approx(6.0175).epsilon(1e-14));
  CHECK(restricted_mean(curve, 0.5).mean == 0.5);
  CHECK(restricted_mean(curve, 0.5).variance == 0);
  // R: summary(f, rmean = 8)$table[c("rmean", "se(rmean)")], and rmean = 12, which goes on with the last value as well
  CHECK(std::sqrt(restricted_mean(curve, 8).variance) == Approx(0.814555764665624).epsilon(1e-12));
  CHECK(restricted_mean(curve, 12).mean == Approx(7.3675).epsilon(1e-14));
  CHECK(std::sqrt(restricted_mean(curve, 12).variance) == Approx(1.33661226380353).epsilon(1e-12));
  CHECK(restricted_mean(kaplan_meier(tied()), 12).mean == Approx(7.48941798941799).epsilon(1e-12));
  CHECK(std::sqrt(restricted_mean(kaplan_meier(tied()), 12).variance) == Approx(1.26062671177372).epsilon(1e-12));
}

TEST_CASE("Beran's estimate equals R's survfit with kernel weights") {
  // R: d <- seq(0, 270, 30); w <- exp(-(d - 100)^2 / (2 * 60^2)); summary(survfit(Surv(t, e) ~ 1, weights = w))
  std::vector<double> days;
  for (int i = 0; i < 10; ++i) days.push_back(30.0 * i);
  const Curve curve = beran(ten(), days, 100, 60, 0);
  const double survival[] = {0.9488656646190254, 0.7644825912824802, 0.5373920389125814, 0.2637640075494338,
                             0.0568598296705894};
  const double at_risk[] = {4.8764143880918018, 4.1207265626664054, 3.3199891597495976, 1.3878225740989163,
                            0.0837915420363117};
  REQUIRE(curve.steps.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(curve.steps[i].survival == Approx(survival[i]).epsilon(1e-12));
    CHECK(curve.steps[i].at_risk == Approx(at_risk[i]).epsilon(1e-12));
  }
  CHECK(*curve.median() == 6);
}

TEST_CASE("without censoring Beran's median is the weighted median, by hand") {
  // A unit at this many days from the date has half, a quarter, an eighth of the weight of one on it.
  const double half = 60 * std::sqrt(2 * std::log(2)), quarter = 60 * std::sqrt(2 * std::log(4)),
               eighth = 60 * std::sqrt(2 * std::log(8));
  const auto median_of = [](std::vector<double> times, const std::vector<double>& distances) {
    std::vector<Observation> sample;
    for (const double time : times) sample.push_back({time, true, 1});
    return *beran(sample, distances, 0, 60, 0).median();
  };
  // Weights in order of time 1/4, 1/2, 1, 1/8, of 15/8 in all: 3/4 up to 4, 7/4 up to 7, and half is 15/16.
  CHECK(median_of({7, 2, 11, 4}, {0, quarter, eighth, -half}) == 7);
  // Weights 1, 1/2, 1/4, 1/8, again of 15/8: the first holds more than half.
  CHECK(median_of({2, 4, 7, 11}, {0, half, quarter, eighth}) == 2);
  // Equal times are one: 1/8 up to 1; at 3 there are 1/4 and 1, 11/8 of 15/8 in all.
  CHECK(median_of({3, 1, 9, 3}, {quarter, eighth, half, 0}) == 3);
  // Equal weights are the lower median.
  CHECK(median_of({2, 4, 7, 11}, {0, 0, 0, 0}) == 4);
}

TEST_CASE("Beran's estimate of two groups far apart is Kaplan-Meier of the near one, by hand") {
  const std::vector<Observation> sample = {{1, true, 1}, {3, false, 1}, {5, true, 1}, {100, true, 1}};
  const Curve curve = beran(sample, std::vector<double>{0, 0, 0, 1e6}, 0, 60, 0);
  CHECK(curve.survival(1) == Approx(2.0 / 3));
  CHECK(curve.survival(5) == 0);
  CHECK(curve.follow_up == 5);
}

TEST_CASE("Beran's estimate ends where too little weight is at risk") {
  std::vector<double> days;
  for (int i = 0; i < 10; ++i) days.push_back(30.0 * i);
  const Curve curve = beran(ten(), days, 100, 60, 2);  // 2.3338 at 5.5 months, 1.3878 at 6
  CHECK(curve.follow_up == 5.5);
  CHECK(curve.steps.back().time == 4);
  CHECK_FALSE(curve.median());
  CHECK(beran(ten(), days, 100, 60, 5).steps.empty());
  CHECK(beran(ten(), days, 100, 60, 5).follow_up == 0);
}

TEST_CASE("whole weights count units, and no weight is no unit") {
  std::vector<Observation> weighted = ten(), repeated;
  for (std::size_t i = 0; i < weighted.size(); ++i) {
    weighted[i].weight = static_cast<double>(i % 3);
    for (std::size_t k = 0; k < i % 3; ++k) repeated.push_back(ten()[i]);
  }
  const Curve a = kaplan_meier(weighted), b = kaplan_meier(repeated);
  REQUIRE(a.steps.size() == b.steps.size());
  CHECK(a.follow_up == b.follow_up);
  for (std::size_t i = 0; i < a.steps.size(); ++i) {
    CHECK(a.steps[i].time == b.steps[i].time);
    CHECK(a.steps[i].survival == b.steps[i].survival);
    CHECK(a.steps[i].hazard_variance == b.steps[i].hazard_variance);
  }
}

TEST_CASE("survival estimates do not depend on the order of the units to the last bit") {
  RandomStream random(7, stream_key("survival order"), 0);
  std::vector<Observation> sample;
  for (int i = 0; i < 60; ++i)
    sample.push_back({1 + random.below(20) / 7.0, random.below(3) > 0, 0.1 + random.below(1000) / 999.0});
  const Curve a = kaplan_meier(sample);
  for (std::size_t i = sample.size(); i > 1; --i)
    std::swap(sample[i - 1], sample[random.below(static_cast<std::uint32_t>(i))]);
  const Curve b = kaplan_meier(sample);
  REQUIRE(a.steps.size() == b.steps.size());
  for (std::size_t i = 0; i < a.steps.size(); ++i) CHECK(a.steps[i].survival == b.steps[i].survival);
}

TEST_CASE("without censoring the estimate is the share left, and its mean the mean") {
  const Curve curve = kaplan_meier(std::vector<Observation>{{1, true, 1}, {2, true, 1}, {4, true, 1}, {9, true, 1}});
  CHECK(curve.survival(2) == 0.5);
  CHECK(greenwood(curve, 2) == Approx(0.5 * 0.5 / 4));  // binomial
  CHECK(restricted_mean(curve, 12).mean == 4);
}

TEST_CASE("normal quantiles equal R's qnorm") {
  CHECK(normal_quantile(0.95) == Approx(1.6448536269514715).epsilon(1e-13));
  CHECK(normal_quantile(0.975) == Approx(1.9599639845400536).epsilon(1e-13));
  CHECK(normal_quantile(0.005) == Approx(-2.5758293035488999).epsilon(1e-13));
  CHECK(normal_quantile(0.5) == Approx(0).margin(1e-15));
}
