// Honest bands, comparisons and calibration on the dump of May 2026.

#include <algorithm>
#include <cmath>

#include "conformance/shared.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/calibrate.hpp"
#include "support/catch.hpp"

using namespace gapcalc;

namespace {

Analysis dump() { return analyze(shared_path("hub/2026-05"), Options{}); }

}  // namespace

TEST_CASE("the headline of both access classes has its band, the public one thin") {
  const Analysis analysis = dump();
  for (const std::string series : {"all", "public", "private"}) {
    const auto trend = std::find_if(analysis.trends.begin(), analysis.trends.end(),
                                    [&](const Trend& t) { return t.series == series; });
    const TrendPoint& now = trend->points[*trend->current];
    CAPTURE(series);
    REQUIRE(now.low);
    CHECK(now.band == (series == "public" ? BandState::thin : BandState::shown));
    CHECK(trend->current_local_linear);
    if (series != "public") continue;
    CHECK(now.n_benchmarks == 4);
    CHECK(now.n_open_models == 3);
  }
}

TEST_CASE("coverage of S1, public, is that of an independent simulation within 0.03", "[long]") {
  const Analysis analysis = dump();
  infer::CalibrateOptions options;
  options.scenarios = {{"S1", 1.5, 3, 1, 6.5}};
  SmoothOptions smooth;
  smooth.resamples = 300;
  const auto& datapoints = analysis.crossings.datapoints;
  const auto table =
      infer::summarize(infer::simulate(datapoints, options, smooth, {}, {}), datapoints, options, smooth);
  std::size_t checked = 0;
  for (const infer::Coverage& row : table) {
    if (row.series != "public") continue;
    const double wanted = row.band == "points"      ? 0.68
                          : row.band == "two-stage" ? 0.88
                          : row.band == "two-way"   ? 0.93
                                                    : 0;
    if (wanted == 0) continue;
    CAPTURE(row.band, *row.pointwise);
    CHECK(std::abs(*row.pointwise - wanted) < 0.03);
    ++checked;
  }
  CHECK(checked == 3);
}
