// Tidy records are read back to the same crossings; so are frontier records with the registry beside them.

#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "gapcalc/emit.hpp"
#include "gapcalc/load.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

using Chosen = std::vector<std::vector<std::size_t>>;

Chosen all_of(const Dataset& data) {
  Chosen chosen;
  for (const BenchmarkRecords& b : data.benchmarks) {
    chosen.emplace_back(b.records.size());
    std::iota(chosen.back().begin(), chosen.back().end(), std::size_t{0});
  }
  return chosen;
}

Chosen frontiers_of(const Dataset& data) {
  Chosen chosen;
  for (const BenchmarkRecords& b : data.benchmarks) chosen.push_back(cross::frontier(data, b, {}));
  return chosen;
}

std::string crossings_csv(const Dataset& data) {
  Analysis analysis;
  analysis.crossings = cross::cross(data, {});
  return emit::csv_files(analysis)[1].bytes;
}

/// Random records, of which `b` is in percent, with awkward names, standard errors and sources.
Dataset awkward_data() {
  Dataset data = dataset(random_rows(11));
  find(data, "b").benchmark.unit = Unit::percent;
  const std::vector<std::string> names = {"a, \"b\"", "模型 v1", "tab\there", "'single'", "=1+1"};
  for (std::size_t i = 0; i < data.models.size(); ++i)
    data.models[i].name += " " + names[i % names.size()] + std::to_string(i);
  data.origins.push_back({0, "https://example.org/?a=1,2", "first_party", "5-shot; \"CoT\", majority vote"});
  for (BenchmarkRecords& b : data.benchmarks) {
    decltype(BenchmarkRecords::records) changed;
    for (Record record : b.records) {
      if (changed.size() % 2 == 0) {
        record.origin = 1;
        record.score_se = 0.0123;
      }
      changed.push_back(record);
    }
    b.records = changed;
  }
  return data;
}

/// Registry entries for the benchmarks of random records.
const std::string units =
    R"({"benchmarks": [{"id": "a", "selected": true}, {"id": "b", "unit": "percent", "selected": true},
  {"id": "c", "selected": true}]})";

}  // namespace

TEST_CASE("records are read back to the same records and crossings") {
  const std::string format = GENERATE("csv", "json", "jsonl");
  CAPTURE(format);
  const TempFolder folder;
  const Dataset data = awkward_data();
  LoadOptions options;
  options.registry = folder.write("registry.json", units);
  const Dataset back = load::load(folder.write("x." + format, emit::records(data, all_of(data), format)), options);

  REQUIRE(back.excluded.empty());
  REQUIRE(back.benchmarks.size() == data.benchmarks.size());
  for (std::size_t b = 0; b < data.benchmarks.size(); ++b) {
    const auto &wanted = data.benchmarks[b].records, &found = back.benchmarks[b].records;
    REQUIRE(found.size() == wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      CHECK(found[i].score == wanted[i].score);
      CHECK(found[i].date == wanted[i].date);
      CHECK(std::isnan(found[i].score_se) == std::isnan(wanted[i].score_se));
      if (!std::isnan(wanted[i].score_se)) CHECK(found[i].score_se == wanted[i].score_se);
      const Model &model = data.models[wanted[i].model], &read = back.models[found[i].model];
      CHECK(read.name == model.name);
      CHECK(read.country == model.country);
      CHECK(read.accessibility == model.accessibility);
      CHECK(back.origins[found[i].origin].source == data.origins[wanted[i].origin].source);
      CHECK(back.origins[found[i].origin].relationship == data.origins[wanted[i].origin].relationship);
      CHECK(back.origins[found[i].origin].settings == data.origins[wanted[i].origin].settings);
    }
  }
  CHECK(crossings_csv(back) == crossings_csv(data));
}

TEST_CASE("JSON records are one document, JSON Lines one document per line") {
  const Dataset data = awkward_data();
  const auto list = nlohmann::json::parse(emit::records(data, all_of(data), "json"));
  CHECK(list.size() == 150);
  CHECK(list[0]["score"].is_number());
  std::istringstream lines(emit::records(data, all_of(data), "jsonl"));
  std::size_t n = 0;
  for (std::string line; std::getline(lines, line); ++n) CHECK(nlohmann::json::parse(line) == list[n]);
  CHECK(n == 150);
  CHECK(nlohmann::json::parse(emit::records(data, Chosen(3), "json")) == nlohmann::json::array());
}

TEST_CASE("a folder of frontier records and their registry gives the same crossings as all records") {
  const TempFolder folder;
  const Dataset data = awkward_data();
  folder.write("records/frontier.csv", emit::records(data, frontiers_of(data), "csv"));
  folder.write("records/benchmarks.json", emit::frontier_registry(cross::cross(data, {})));
  LoadOptions options;
  options.registry = folder.write("registry.json", units);
  const Dataset back = load::load(folder.path(), options);
  CHECK(crossings_csv(back) == crossings_csv(data));
  const Crossings all = cross::cross(data, {}), few = cross::cross(back, {});
  CHECK(few.as_of == all.as_of);
  for (std::size_t b = 0; b < all.benchmarks.size(); ++b) {
    CHECK(few.benchmarks[b].n_open == all.benchmarks[b].n_open);
    CHECK(few.benchmarks[b].n_closed == all.benchmarks[b].n_closed);
    CHECK(few.benchmarks[b].first_date == all.benchmarks[b].first_date);
    CHECK(few.benchmarks[b].last_date == all.benchmarks[b].last_date);
    CHECK(few.benchmarks[b].last_open == all.benchmarks[b].last_open);
  }
}

TEST_CASE("frontier records of a benchmark in points without a grid give the same crossings as all records") {
  // The grid lies between the extremes of all scores; the lowest sets no record here.
  const TempFolder folder;
  Dataset data = dataset({closed_row("c1", "2024-01-01", 100, "p"), closed_row("worst", "2024-02-01", 10, "p"),
                          closed_row("c2", "2024-03-01", 200, "p"), open_row("o", "2024-04-01", 150, "p")});
  data.benchmarks[0].benchmark.unit = Unit::points;
  folder.write("records/frontier.csv", emit::records(data, frontiers_of(data), "csv"));
  folder.write("records/benchmarks.json", emit::frontier_registry(cross::cross(data, {})));
  LoadOptions options;
  options.registry =
      folder.write("registry.json", R"({"benchmarks": [{"id": "p", "unit": "points", "selected": true}]})");
  CHECK(crossings_csv(load::load(folder.path(), options)) == crossings_csv(data));
}

TEST_CASE("frontier records of a benchmark that only the records know are still taken in") {
  const TempFolder folder;
  const Dataset data = load::load(
      folder.write("all.csv", emit::records(dataset(random_rows(12)), all_of(dataset(random_rows(12))), "csv")), {});
  REQUIRE(data.benchmarks.size() == 3);
  folder.write("records/frontier.csv", emit::records(data, frontiers_of(data), "csv"));
  folder.write("records/benchmarks.json", emit::frontier_registry(cross::cross(data, {})));
  CHECK(crossings_csv(load::load(folder.path(), {})) == crossings_csv(data));
}
