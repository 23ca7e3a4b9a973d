// Catch-up in its formats: columns, keys, nulls with reasons, the page.

#include "gapcalc/catch_up.hpp"

#include <nlohmann/json.hpp>

#include "gapcalc/emit.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"
#include "support/pages.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using nlohmann::json;

namespace {

infer::CatchUp of(const Dataset& data, Options options = {}) {
  options.smooth.resamples = 50;
  return infer::catch_up(cross::cross(data, options.cross), options);
}

std::string page(const infer::CatchUp& result) { return emit::catch_up(result, {}, "table", {}); }
/// The same without line breaks inside of sentences.
std::string markdown(const infer::CatchUp& result) { return emit::catch_up(result, {}, "markdown", {}); }

}  // namespace

TEST_CASE("catch-up as CSV has one row a rule, counting and series, each with all columns") {
  const infer::CatchUp result = of(dataset(random_rows(1)));
  const auto lines = lines_of(emit::catch_up(result, {}, "csv", {}));
  CHECK(lines.size() == result.series.size() + 1);
  for (const std::string& line : lines)
    CHECK(std::count(line.begin(), line.end(), ',') == std::count(lines[0].begin(), lines[0].end(), ','));
  CHECK(lines[0].starts_with("rule,still_open,series,split,n_units,"));
}

TEST_CASE("catch-up as JSON says why a figure or an interval is null") {
  const std::uint32_t seed = GENERATE(range(0u, 8u));
  const json document = json::parse(emit::catch_up(of(dataset(random_rows(seed, 60))), {}, "json", {}));
  CHECK(document["schema_version"] == "1.1");
  CHECK(document["kind"] == "catch-up");
  for (const json& series : document["series"]) {
    std::vector<json> estimates = {series["median_months"], series["restricted_mean_months"]};
    for (const json& share : series["not_caught_up"]) estimates.push_back(share);
    for (const json& e : estimates) {
      CHECK(e["value"].is_null() == !e["reason"].is_null());
      CHECK((e["low"].is_null() || e["high"].is_null()) == !e["interval_reason"].is_null());
      CHECK((e["boot_low"].is_null() || e["boot_high"].is_null()) == !e["boot_reason"].is_null());
    }
  }
  for (const json& forward : document["forward"])
    for (const json& point : forward["points"]) CHECK(point["median_months"].is_null() == !point["reason"].is_null());
}

TEST_CASE("catch-up as a page fits 80 columns and holds no control character") {
  std::vector<Row> rows = random_rows(3);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].benchmark = awkward_names()[i % 3] + "\033[31m";
  const infer::CatchUp result = of(dataset(rows));
  CHECK(widest_line(page(result)) <= 80);
  CHECK_FALSE(has_control(page(result)));
}

TEST_CASE("catch-up without anything to catch up says so in one sentence") {
  const std::string text = markdown(of(dataset({open_row("o", "2024-01-01", 0.5)})));
  CHECK(text == "No time to catch up can be given: there is no threshold that a closed model was first to reach.\n");
}

TEST_CASE("a median that is not reached is said to be more than what was watched") {
  Dataset data = dataset(
      {closed_row("c", "2024-01-01", 0.5), open_row("o", "2024-03-01", 0.01), closed_row("later", "2024-12-31", 0.02)});
  data.benchmarks[0].benchmark.floor = 0.1;
  const std::string text = markdown(of(data));
  CHECK(text.find("is more than the 12.0 months watched when every board is watched until 2024-12-31") !=
        std::string::npos);
  CHECK(text.find("not reached") != std::string::npos);
}
