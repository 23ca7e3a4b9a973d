// Censored catch-up on the dump of May 2026, against figures worked out apart from this program.

#include "gapcalc/catch_up.hpp"

#include <nlohmann/json.hpp>

#include "conformance/shared.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/emit.hpp"
#include "gapcalc/load.hpp"
#include "support/catch.hpp"

using namespace gapcalc;
using infer::CatchUp;
using infer::CatchUpSeries;
using infer::Censoring;
using infer::StillOpen;

namespace {

CatchUp of(const std::string& path) {
  Options options;
  options.smooth.resamples = 500;
  return infer::catch_up(cross::cross(load::load(path, options.load), options.cross), options);
}

const CatchUpSeries& series_of(const CatchUp& result, Censoring rule, StillOpen counting, const std::string& series) {
  for (const CatchUpSeries& s : result.series)
    if (s.rule == rule && s.counting == counting && s.series == series) return s;
  FAIL("no series " << series);
  throw;
}

double s9(const CatchUp& result, Censoring rule, StillOpen counting, const std::string& series) {
  return *series_of(result, rule, counting, series).not_caught_up[1].value;
}

}  // namespace

TEST_CASE("shares not caught up after nine months on the dump of May 2026 are the known ones") {
  const CatchUp result = of(shared_path("hub/2026-05"));
  // Known to two digits: as-of 0.06, 0.55, 0.60; last-tested 0.18. The as-of ones count each still-open threshold, the
  // other one pairs.
  CHECK(s9(result, Censoring::as_of, StillOpen::threshold, "2024H2") == Approx(0.06).margin(0.01));
  CHECK(s9(result, Censoring::as_of, StillOpen::threshold, "2025H1") == Approx(0.55).margin(0.01));
  CHECK(s9(result, Censoring::as_of, StillOpen::threshold, "2025H2") == Approx(0.60).margin(0.01));
  CHECK(s9(result, Censoring::last_tested, StillOpen::pair, "2025H2") == Approx(0.18).margin(0.01));
  // The same by pair, and by threshold; worked out in Python from crossings.csv and records.csv.
  CHECK(s9(result, Censoring::as_of, StillOpen::pair, "2024H2") == Approx(0.0625).margin(0.0005));
  CHECK(s9(result, Censoring::as_of, StillOpen::pair, "2025H1") == Approx(0.515).margin(0.0005));
  CHECK(s9(result, Censoring::as_of, StillOpen::pair, "2025H2") == Approx(0.551).margin(0.0005));
  CHECK(s9(result, Censoring::last_tested, StillOpen::threshold, "2025H2") == Approx(0.291).margin(0.0005));
  for (const StillOpen counting : {StillOpen::pair, StillOpen::threshold}) {
    CHECK_FALSE(series_of(result, Censoring::as_of, counting, "2025H2").median.value);
    CHECK(series_of(result, Censoring::as_of, counting, "2025H2").median.reason == "not_reached");
  }
  const CatchUpSeries& all = series_of(result, Censoring::last_tested, StillOpen::pair, "all");
  CHECK(all.n_units == 134);
  CHECK(all.n_caught_up == 94);
  CHECK(all.n_open_first == 1);
  CHECK(all.n_never_at_risk == 7);
}

TEST_CASE("the bundled frontier records give the same catch-up as the dump they were made from") {
  const CatchUp bundled = of(""), dump = of(shared_path("hub/2026-05"));
  for (const std::string format : {"csv", "json"})
    CHECK(emit::catch_up(bundled, {}, format, {}) == emit::catch_up(dump, {}, format, {}));
}
