// Simulations on the design of the input (docs/method.md, section 10).

#include "gapcalc/calibrate.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "support/datapoints.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

SmoothOptions quick_smooth() {
  SmoothOptions options;
  options.by = {};
  options.resamples = 60;
  options.show = BandRule::defined;
  return options;
}

infer::CalibrateOptions of(std::vector<infer::Scenario> scenarios, int sets) {
  infer::CalibrateOptions options;
  options.scenarios = std::move(scenarios);
  options.sets = sets;
  return options;
}

std::vector<infer::Coverage> coverage(const infer::CalibrateOptions& options,
                                      const SmoothOptions& smooth = quick_smooth()) {
  const auto datapoints = random_datapoints(31, 60);
  return infer::summarize(infer::simulate(datapoints, options, smooth, {}, {}), datapoints, options, smooth);
}

const infer::Coverage& band(const std::vector<infer::Coverage>& table, std::string_view name) {
  return *std::find_if(table.begin(), table.end(), [&](const infer::Coverage& row) { return row.band == name; });
}

}  // namespace

TEST_CASE("independent noise: the points band covers about as it says, and the sup-t band the whole curve") {
  SmoothOptions smooth = quick_smooth();
  smooth.resamples = 200;
  infer::CalibrateOptions options = of({{"noise", 0, 0, 0, 12}}, 120);
  options.truth_bandwidth = 1e5;  // a constant truth: the smoother has no bias
  const auto table = coverage(options, smooth);
  REQUIRE(table.size() == 5);
  CHECK(*band(table, "points").pointwise == Approx(0.88).margin(0.05));
  CHECK(*band(table, "two-way").pointwise > 0.93);
  CHECK(*band(table, "two-way-simultaneous").whole_curve > 0.9);
  CHECK_FALSE(band(table, "two-way").under);
}

TEST_CASE("shared effects: the points band is too narrow and marked, the two-way band is wider") {
  const auto table = coverage(of({{"shared", 4, 3, 3, 1}}, 60));
  CHECK(band(table, "points").under);
  CHECK(*band(table, "points").pointwise < 0.75);
  CHECK(*band(table, "two-way").pointwise > *band(table, "points").pointwise + 0.15);
  CHECK(*band(table, "two-way").width > *band(table, "points").width);
}

TEST_CASE("without any scatter the simulated gaps are the truth, and every set is the same") {
  const auto datapoints = random_datapoints(31, 60);
  const auto results = infer::simulate(datapoints, of({{"none", 0, 0, 0, 0}}, 3), quick_smooth(), {}, {});
  REQUIRE(results.size() == 15);
  for (const infer::SetResult& result : results) CHECK(result.shown > 0);
}

TEST_CASE("results depend on no sharing out: threads, ranks and order") {
  const auto datapoints = random_datapoints(31, 60);
  const infer::CalibrateOptions options = of({{"a", 1, 1, 1, 1}, {"b", 0, 0, 0, 5}}, 7);
  SmoothOptions smooth = quick_smooth();
  smooth.by = {Split::access};
  smooth.threads = 1;
  const auto text = [&](std::vector<infer::SetResult> results) {
    std::string all;
    for (const infer::Coverage& row : infer::summarize(std::move(results), datapoints, options, smooth))
      all += row.scenario + row.series + row.band + std::to_string(*row.pointwise) + std::to_string(*row.error) +
             std::to_string(*row.width) + "\n";
    return all;
  };
  const std::string alone = text(infer::simulate(datapoints, options, smooth, {}, {}));
  smooth.threads = 3;
  CHECK(text(infer::simulate(datapoints, options, smooth, {}, {})) == alone);
  std::vector<infer::SetResult> shared;
  for (int rank = 2; rank >= 0; --rank)
    for (const infer::SetResult& result : infer::simulate(datapoints, options, smooth, {rank, 3}, {}))
      shared.push_back(result);
  CHECK(text(shared) == alone);
}

TEST_CASE("progress counts up to all, and may stop the work") {
  const auto datapoints = random_datapoints(31, 60);
  const infer::CalibrateOptions options = of({{"a", 1, 1, 1, 1}}, 6);
  std::atomic<std::size_t> calls = 0, last = 0;
  infer::simulate(datapoints, options, quick_smooth(), {}, [&](std::size_t done, std::size_t total) {
    CHECK(total == 6);
    ++calls;
    last = std::max<std::size_t>(last, done);
    return true;
  });
  CHECK(calls == 6);
  CHECK(last == 6);
  SmoothOptions smooth = quick_smooth();
  smooth.threads = 1;
  CHECK(infer::simulate(datapoints, options, smooth, {}, [](std::size_t done, std::size_t) {
          return done < 2;
        }).size() == 10);
}

TEST_CASE("impossible simulations are refused") {
  const auto refused = [](const infer::CalibrateOptions& options) {
    return error_of([&] { coverage(options); }).code == ErrorCode::bad_option;
  };
  CHECK(refused(of({}, 3)));
  CHECK(refused(of({{"a", -1, 0, 0, 0}}, 3)));
  CHECK(refused(of({{"a", 1, 0, 0, 0}}, 0)));
  infer::CalibrateOptions options = of({{"a", 1, 0, 0, 0}}, 1);
  options.drift_scale = 0;
  CHECK(refused(options));
}
