// The correction of gaps against a truth that is simulated on the dump of May 2026.

#include <algorithm>
#include <cmath>

#include "conformance/shared.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "support/catch.hpp"

using namespace gapcalc;

namespace {

latent::CorrectionChecks checks_of_dump(const latent::CheckOptions& check) {
  Options options;
  options.load.with_groups = true;
  const std::string path = shared_path("hub/2026-05");
  const Dataset data = load::load(path, options.load);
  const IndexedInput indexed = index_of_input(path, data, options, 0);
  const Crossings crossings = cross::cross(data, options.cross);
  const std::vector<Trend> no_trends;
  return latent::check_correction({data, crossings, no_trends, indexed.data, indexed.index, indexed.options}, options,
                                  check);
}

const latent::CorrectionCheck& row_of(const latent::CorrectionChecks& checks, std::string_view series, bool last_year) {
  const auto at = std::find_if(checks.list.begin(), checks.list.end(), [&](const latent::CorrectionCheck& row) {
    return row.series == series && row.last_year == last_year;
  });
  REQUIRE(at != checks.list.end());
  return *at;
}

}  // namespace

TEST_CASE("corrected gaps have next to no bias, and their intervals hold the truth as often as they say", "[long]") {
  latent::CheckOptions options;
  options.sets = 60;
  const latent::CorrectionChecks checks = checks_of_dump(options);
  CHECK(checks.n_sets == 60);
  CHECK(checks.n_without_index == 0);
  const latent::CorrectionCheck& all = row_of(checks, "all", false);
  CAPTURE(*all.corrected_bias, *all.error, *all.covered);
  CHECK(all.n_sets == 60);
  CHECK(std::abs(*all.corrected_bias) <= 0.2 + 2 * *all.error);
  CHECK(*all.covered >= 0.87);
  CHECK(*all.covered <= 0.96);
  // What is measured is too short on public benchmarks, by more than what is corrected.
  const latent::CorrectionCheck& measured_public = row_of(checks, "public", false);
  CHECK(*measured_public.measured_bias < -0.3);
  CHECK(std::abs(*measured_public.corrected_bias) < std::abs(*measured_public.measured_bias));
}
