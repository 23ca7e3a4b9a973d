// The JSON document: schema version, every key, null for what is undefined, numbers that read back.

#include <nlohmann/json.hpp>

#include "gapcalc/emit.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using nlohmann::json;

namespace {

Options quick() {
  Options options;
  options.smooth.resamples = 40;
  return options;
}

std::string text_of(const Analysis& analysis) { return emit::formats()[3].emit(analysis, {}); }
json document(const Analysis& analysis) { return json::parse(text_of(analysis)); }

void check_keys(const json& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    CAPTURE(key);
    CHECK(object.contains(key));
  }
}

Analysis some() { return analysis_of(dataset(random_rows(5)), quick()); }

/// A pair at 0.1, and 0.3 still open.
Analysis small_with_floor() {
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.35),
                          open_row("o", "2024-02-01", 0.1),
                          {"b", "none", "", day("2024-01-05"), 0.2}});
  data.benchmarks[0].benchmark.floor = 0.05;
  Options options = quick();
  options.cross.thresholds = {0.1, 0.3};
  options.cross.as_of = day("2024-03-01");
  return analysis_of(std::move(data), options);
}

}  // namespace

TEST_CASE("the JSON document has its schema version and every key") {
  const json all = document(some());
  check_keys(all, {"schema_version", "kind", "gapcalc", "inputs", "options", "as_of", "benchmarks", "datapoints",
                   "trends", "excluded", "not_selected", "missing", "notes"});
  CHECK(all["schema_version"] == "1.1");
  CHECK(all["kind"] == "analysis");
  CHECK(all["gapcalc"]["version"] == std::string(version()));
  check_keys(all["inputs"].at(0), {"path", "format", "sha256", "bytes", "records"});
  check_keys(all["benchmarks"].at(0), {"id", "title", "access", "category", "unit", "provenance", "n_open", "n_closed",
                                       "first_date", "last_date", "floor", "crossings"});
  check_keys(all["benchmarks"][0]["provenance"], {"evaluator", "hub", "verdict", "caveat", "link"});
  const json& crossing = all["benchmarks"][0]["crossings"].at(0);
  check_keys(crossing,
             {"threshold", "closed", "open", "gap_days", "gap_months", "gap_so_far_days", "status", "reason"});
  check_keys(crossing["closed"], {"model", "date", "score"});
  check_keys(crossing["open"], {"model", "date", "score"});
  check_keys(all["datapoints"].at(0), {"benchmark", "access", "category", "provenance", "threshold", "closed_model",
                                       "closed_date", "open_model", "open_date", "gap_days", "gap_months"});
  const json& trend = all["trends"].at(0);
  check_keys(trend,
             {"series", "split", "n_datapoints", "n_benchmarks", "median_gap_months", "current", "minimum", "points"});
  check_keys(trend["current"], {"date", "level", "low", "high"});
  check_keys(trend["minimum"], {"date", "level"});
  check_keys(trend["points"].at(0),
             {"date", "level", "low", "high", "kernel_mass", "ess", "n_benchmarks", "n_open_models", "n_resamples"});
  check_keys(all["excluded"], {"by_reason", "rows"});
  check_keys(all["excluded"]["rows"].at(0), {"file", "line", "reason", "benchmark", "model", "detail"});
}

TEST_CASE("the JSON document holds the options as resolved, but not those that never change the result") {
  Analysis analysis = small_with_floor();
  analysis.options.cross.since = day("2023-01-01");
  analysis.options.smooth.seed = 18446744073709551615u;
  const std::string once = text_of(analysis);
  const json options = json::parse(once)["options"];
  check_keys(options, {"benchmarks", "closed", "open", "thresholds", "thresholds_of", "since", "until", "by",
                       "bandwidth_days", "step_days", "min_mass", "min_draw_mass", "level", "band", "show_band",
                       "simultaneous", "resamples", "confidence", "seed"});
  CHECK(options["closed"] == "closed");
  CHECK(options["open"] == "open");
  CHECK(options["thresholds"] == json{0.1, 0.3});
  CHECK(options["since"] == "2023-01-01");
  CHECK(options["until"].is_null());
  CHECK(options["by"] == json{"access"});
  CHECK(options["band"] == "two-way");
  CHECK(options["seed"] == 18446744073709551615u);
  analysis.options.smooth.threads = 3;
  analysis.options.smooth.block = 5;
  CHECK(text_of(analysis) == once);
}

TEST_CASE("what is undefined is null in JSON") {
  const json all = document(small_with_floor());
  const json& crossings = all["benchmarks"][0]["crossings"];
  REQUIRE(crossings.size() == 2);
  CHECK(crossings[0]["gap_days"] == 31);
  CHECK(crossings[0]["gap_so_far_days"].is_null());
  CHECK(crossings[1]["status"] == "still_open");
  for (const char* key : {"open", "gap_days", "gap_months"}) CHECK(crossings[1][key].is_null());
  CHECK(crossings[1]["gap_so_far_days"] == 60);
  CHECK(all["benchmarks"][0]["category"].is_null());
  CHECK(all["benchmarks"][0]["provenance"]["link"].is_null());
  CHECK(all["as_of"] == "2024-03-01");

  const json& trend = all["trends"][0];
  CHECK(trend["n_datapoints"] == 1);
  CHECK(trend["current"].is_null());
  CHECK(trend["minimum"].is_null());
  for (const char* key : {"level", "low", "high"}) CHECK(trend["points"][0][key].is_null());

  const json empty = document(analysis_of(dataset({closed_row("c", "2024-01-01", 0.5)}), quick()));
  CHECK(empty["trends"][0]["median_gap_months"].is_null());
  CHECK(empty["trends"][0]["points"].empty());
  CHECK(empty["datapoints"] == json::array());
}

TEST_CASE("excluded rows are counted by reason and listed") {
  const json excluded = document(small_with_floor())["excluded"];
  CHECK(excluded["by_reason"] == json{{"unclassified", 1}});
  REQUIRE(excluded["rows"].size() == 1);
  CHECK(excluded["rows"][0]["model"] == "none");
  CHECK(excluded["rows"][0]["line"] == 4);
  CHECK(excluded["rows"][0]["detail"].is_null());
  CHECK(document(analysis_of(dataset({closed_row("c", "2024-01-01", 0.5)}), quick()))["excluded"]["by_reason"]
            .is_object());
}

TEST_CASE("numbers in JSON read back as the same numbers") {
  const Analysis analysis = some();
  const json all = document(analysis);
  for (std::size_t t = 0; t < analysis.trends.size(); ++t) {
    const Trend& trend = analysis.trends[t];
    CHECK(all["trends"][t]["median_gap_months"] == trend.median_gap_months);
    for (std::size_t i = 0; i < trend.points.size(); ++i) {
      const json& point = all["trends"][t]["points"][i];
      CHECK(point["kernel_mass"] == trend.points[i].kernel_mass);
      CHECK(point["level"].is_null() == !trend.points[i].level.has_value());
      if (trend.points[i].level) CHECK(point["level"] == *trend.points[i].level);
      if (trend.points[i].low) CHECK(point["low"] == *trend.points[i].low);
    }
  }
  for (std::size_t b = 0; b < analysis.crossings.benchmarks.size(); ++b) {
    const auto& crossings = analysis.crossings.benchmarks[b].crossings;
    for (std::size_t i = 0; i < crossings.size(); ++i) {
      const json& crossing = all["benchmarks"][b]["crossings"][i];
      CHECK(crossing["threshold"] == crossings[i].threshold);
      CHECK(crossing["closed"]["score"] == crossings[i].closed.score);
    }
  }
}

TEST_CASE("names of any bytes give valid JSON") {
  Analysis analysis = small_with_floor();
  analysis.data.files[0].path = "odd\xFF\xFEpath";
  analysis.notes = {"quote \" backslash \\ control \x01"};
  const json all = document(analysis);
  CHECK(all["notes"].at(0) == "quote \" backslash \\ control \x01");
  CHECK(all["inputs"][0]["path"].get<std::string>().find("path") != std::string::npos);
}

TEST_CASE("the registry as JSON has null for what an entry leaves open") {
  Benchmark benchmark;
  benchmark.id = "x";
  benchmark.title = "X";
  benchmark.accept = std::vector<double>{0.35};
  const json registry = json::parse(emit::benchmarks(std::vector{benchmark}, "json", {}));
  CHECK(registry["kind"] == "registry");
  const json& entry = registry["benchmarks"].at(0);
  CHECK(entry["id"] == "x");
  CHECK(entry["accept"] == json{0.35});
  for (const char* key : {"file", "grid", "floor", "chance", "category"}) CHECK(entry[key].is_null());
}
