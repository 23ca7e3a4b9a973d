// Selection effects on a real dump.

#include "gapcalc/selection.hpp"

#include <algorithm>

#include "conformance/shared.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "support/catch.hpp"

using namespace gapcalc;

namespace {

/// Of the dump of May 2026, with every accepted threshold of a pair or one.
audit::Selection of_may() {
  Options options;
  options.load.with_groups = options.load.with_test_dates = true;
  const Dataset data = load::load(shared_path("hub/2026-05"), options.load);
  return audit::selection(data, cross::cross(data, options.cross), options.cross, load::statements("").list,
                          audit::Period::year);
}

}  // namespace

TEST_CASE("candidates of first crossers are counted in the dump of May 2026") {
  const audit::Selection of = of_may();
  CHECK(!of.frontier_only);
  REQUIRE(of.crossers.size() == 190);  // two of each of 95 datapoints
  for (const audit::Selected& one : of.crossers) {
    INFO(one.crosser.model);
    REQUIRE(one.family_n);
    CHECK(*one.family_n >= 1);
    if (one.organization_n) CHECK(*one.organization_n >= 1);
    CHECK(one.margin >= 0);
    if (one.distance) CHECK(*one.distance >= 0);  // who crosses first leads its group
    CHECK(one.inflation.has_value() == one.se.has_value());
  }
  const auto several = std::count_if(of.crossers.begin(), of.crossers.end(),
                                     [](const audit::Selected& one) { return *one.family_n > 1; });
  CHECK(several == 41);
}

TEST_CASE("eight files of the dump of May 2026 say when models were tested") {
  const audit::Selection of = of_may();
  std::size_t with_days = 0;
  for (const audit::BenchmarkTests& one : of.benchmarks) {
    if (one.closed_delay.median) ++with_days;
    if (one.benchmark != of.benchmarks.front().benchmark) continue;
    CHECK(one.models.open == 54);
    CHECK(one.models.closed == 106);
    CHECK(*one.open_delay.median == 132.5);
    CHECK(*one.closed_delay.median == 13);
  }
  CHECK(with_days == 5);  // of those that are selected
}
