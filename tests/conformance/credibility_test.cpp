// The figures of docs/credibility.md on the dump of May 2026.

#include "conformance/shared.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/sensitivity.hpp"
#include "support/catch.hpp"

using namespace gapcalc;

namespace {

Dataset dump_of_may() {
  LoadOptions options;
  options.with_groups = true;
  return load::load(shared_path("hub/2026-05"), options);
}

/// A row of the table: gaps, and the levels of public and private benchmarks to one decimal.
struct FilterRow {
  std::string option;
  std::size_t gaps;
  double open_set, held_back;
};

}  // namespace

TEST_CASE("the headline under every filter is that of docs/credibility.md") {
  const std::vector<FilterRow> table = {{"", 95, 6.5, 8.4},
                                        {"--evaluator third_party", 76, 8.1, 8.4},
                                        {"--exclude-relationship first_party", 76, 8.1, 8.4},
                                        {"--provenance independent,caveat", 76, 8.1, 8.4},
                                        {"--provenance independent", 47, 6.5, 8.7},
                                        {"--confirm lower-bound", 77, 6.5, 8.6},
                                        {"--confirm kth=2", 92, 5.9, 10.1},
                                        {"--confirm kth=2 --one-per family", 91, 5.5, 9.2},
                                        {"--one-per release-day", 95, 6.5, 8.4},
                                        {"--one-per family", 95, 6.5, 8.4},
                                        {"--handicap open=+0.02", 98, 6.2, 8.2}};
  Options options;
  options.smooth.band = BandKind::none;
  const infer::Filters of = infer::filtered_levels(dump_of_may(), options);
  REQUIRE(of.rows.size() == table.size());
  REQUIRE(of.series == std::vector<std::string>{"all", "public", "private"});
  for (std::size_t i = 0; i < table.size(); ++i) {
    INFO(table[i].option);
    CHECK(of.rows[i].option == table[i].option);
    CHECK(of.rows[i].n_datapoints == table[i].gaps);
    CHECK(*of.rows[i].series[1].level == Approx(table[i].open_set).margin(0.05));
    CHECK(*of.rows[i].series[2].level == Approx(table[i].held_back).margin(0.05));
  }
}

TEST_CASE("the handicap that would explain longer private gaps is that of docs/credibility.md") {
  const Dataset data = dump_of_may();
  Options options;
  const infer::HandicapSweep points = infer::handicap_sweep(data, options, 0.1, infer::handicap_steps);
  REQUIRE(points.explains_on_private);
  CHECK(*points.explains_on_private == Approx(0.059).margin(0.0005));
  CHECK(points.reason_on_all == "beyond");
  options.cross.handicap.scale = Handicap::Scale::logit;
  const infer::HandicapSweep logit = infer::handicap_sweep(data, options, 1, infer::handicap_steps);
  REQUIRE(logit.explains_on_private);
  CHECK(*logit.explains_on_private == Approx(0.43).margin(0.005));
}
