#include <cmath>

#include "gapcalc/index_gaps.hpp"
#include "support/catch.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using latent::GapRule;

namespace {

/// An index with draws that move every model by `noise` times a pattern of its own.
struct IndexMaker {
  latent::Index index;
  void add(const char* name, Weights weights, int day, double value, std::vector<double> draws = {}) {
    latent::IndexedModel model;
    model.name = name;
    model.weights = weights;
    model.date = Date{20000 + day};
    model.index = value;
    index.models.push_back(model);
    index.n_resamples = draws.size();
    index.draws.push_back(std::move(draws));
  }
};

constexpr auto open_weights = Weights::open;
constexpr auto closed_weights = Weights::closed;

/// Closed models reach 100 on day 0, 110 on day 40 and 120 on day 100; open ones 90, 105 and 112 on days 30, 90, 160.
latent::Index stairs() {
  IndexMaker made;
  made.add("c1", closed_weights, 0, 100);
  made.add("o1", open_weights, 30, 90);
  made.add("c2", closed_weights, 40, 110);
  made.add("behind", closed_weights, 50, 104);
  made.add("o2", open_weights, 90, 105);
  made.add("same day", open_weights, 90, 103);
  made.add("c3", closed_weights, 100, 120);
  made.add("nobody's", Weights::unclassified, 10, 200);
  made.add("o3", open_weights, 160, 112);
  return made.index;
}

latent::GapOptions window(int from = 0, int to = 200) {
  latent::GapOptions result;
  result.from = Date{20000 + from};
  result.to = Date{20000 + to};
  result.levels = {100};
  return result;
}

latent::GapEstimate fitted(const latent::LatentGaps& gaps, GapRule rule, std::optional<double> level = std::nullopt) {
  for (const latent::LatentGap& gap : gaps.gaps)
    if (gap.rule == rule && gap.from_level == level) return gap.fitted;
  FAIL("no such rule");
  return {};
}

double days(const latent::GapEstimate& estimate) { return estimate.value.value() * days_per_month; }

constexpr double near_days = 1e-4;  // days; gaps are rounded to a millionth of a month

}  // namespace

TEST_CASE("records of a class are those better than all before, one a day") {
  const latent::Index index = stairs();
  const latent::Frontiers best = latent::frontiers(index, Date{20200}, false);
  std::vector<std::string> names;
  for (const auto& step : best.open) names.push_back(index.models[step.model].name);
  for (const auto& step : best.closed) names.push_back(index.models[step.model].name);
  CHECK(names == std::vector<std::string>{"o1", "o2", "o3", "c1", "c2", "c3"});
  CHECK(latent::frontiers(index, Date{20099}, false).closed.size() == 2);
  CHECK(latent::frontiers(index, Date{20200}, true).open.empty());
}

TEST_CASE("the mean over records is that of the times since a closed model was there") {
  const auto gaps = latent::gaps(stairs(), window(), Date{20200}, 0.9);
  const auto all = fitted(gaps, GapRule::record_mean);  // 30 - 0, 90 - 40, 160 - 100
  CHECK(days(all) == Approx((30 + 50 + 60) / 3.0).margin(near_days));
  CHECK(all.n == 3);
  CHECK(days(fitted(gaps, GapRule::record_mean, 100)) == Approx(55).margin(near_days));
  CHECK(days(fitted(latent::gaps(stairs(), window(31, 120), Date{20200}, 0.9), GapRule::record_mean)) ==
        Approx(50).margin(near_days));
}

TEST_CASE("the mean over levels weighs steps of the index alike") {
  const auto gaps = latent::gaps(stairs(), window(), Date{20200}, 0.9);
  const auto found = fitted(gaps, GapRule::level_mean, 100);
  // 100: 90 - 0; (100, 105]: 90 - 40; (105, 110]: 160 - 40; (110, 112]: 160 - 100
  CHECK(found.n == 241);
  CHECK(days(found) == Approx((90 + 100 * 50 + 100 * 120 + 40 * 60) / 241.0).margin(near_days));
}

TEST_CASE("the lag of a day is the age of the closed record that the best open model is not above") {
  const auto gaps = latent::gaps(stairs(), window(30, 39), Date{20200}, 0.9);
  CHECK(days(fitted(gaps, GapRule::daily_lag)) == Approx((30 + 39) / 2.0).margin(near_days));
  const auto late = latent::gaps(stairs(), window(90, 91), Date{20200}, 0.9);
  CHECK(days(fitted(late, GapRule::daily_lag)) == Approx(50.5).margin(near_days));
  CHECK(fitted(late, GapRule::vertical).value.value() == 5);
  CHECK_FALSE(fitted(late, GapRule::daily_lag_not_below).value);  // needs draws
}

TEST_CASE("the bracket is between the closed records around the best open model") {
  const auto gaps = latent::gaps(stairs(), window(), Date{20200}, 0.9);
  CHECK(days(fitted(gaps, GapRule::bracket_under)) == Approx(60).margin(near_days));
  CHECK(days(fitted(gaps, GapRule::bracket_over)) == Approx(120).margin(near_days));
  CHECK(days(fitted(gaps, GapRule::bracket_interpolated)) == Approx(160 - (40 + 0.2 * 60)).margin(near_days));
}

TEST_CASE("where open models lead there is no gap, and a lag of 0") {
  IndexMaker made;
  made.add("c", closed_weights, 0, 100);
  made.add("o", open_weights, 10, 110);
  const auto gaps = latent::gaps(made.index, window(), Date{20200}, 0.9);
  CHECK_FALSE(fitted(gaps, GapRule::record_mean).value);
  CHECK(fitted(gaps, GapRule::record_mean).n_ahead == 1);
  CHECK_FALSE(fitted(gaps, GapRule::bracket_under).value);
  CHECK(fitted(gaps, GapRule::daily_lag).value.value() == 0);
  CHECK(fitted(gaps, GapRule::vertical).value.value() == -10);
}

TEST_CASE("draws give intervals, and tell which closed models are surely above") {
  IndexMaker made;
  std::vector<double> still(20, 0), moved(20, 0);
  for (int d = 0; d < 20; ++d) {
    still[static_cast<std::size_t>(d)] = 100;
    moved[static_cast<std::size_t>(d)] = 101 + (d % 2 == 0 ? 3 : -3);
  }
  made.add("c1", closed_weights, 0, 101, moved);  // above o by chance only
  made.add("c2", closed_weights, 20, 105, std::vector<double>(20, 105));
  made.add("o", open_weights, 30, 100, still);
  const auto gaps = latent::gaps(made.index, window(30, 30), Date{20200}, 0.9);
  CHECK(days(fitted(gaps, GapRule::daily_lag)) == Approx(30).margin(near_days));
  CHECK(days(fitted(gaps, GapRule::daily_lag_not_below)) == Approx(10).margin(near_days));
  const auto lag = fitted(gaps, GapRule::daily_lag);
  REQUIRE(lag.low);
  CHECK(*lag.low * days_per_month == Approx(10).margin(near_days));  // half of the draws put c1 below o
  CHECK(*lag.high * days_per_month == Approx(30).margin(near_days));
}

TEST_CASE("a window without days and a class without models are refused") {
  CHECK(error_of([] { latent::gaps(stairs(), window(60, 50), Date{20200}, 0.9); }).code == ErrorCode::bad_option);
  CHECK(error_of([] { latent::gaps(stairs(), window(0, 20), Date{20200}, 0.9); }).code == ErrorCode::no_usable_rows);
}
