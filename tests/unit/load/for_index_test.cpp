#include <algorithm>

#include "gapcalc/load.hpp"
#include "support/error_of.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;

namespace {

LoadOptions for_index() {
  LoadOptions options;
  options.for_index = true;
  return options;
}

/// A dump of October 2026 with these rows of benchmark_metadata.csv.
std::string dump(const TempFolder& folder, const std::string& metadata) {
  folder.write("model_metadata.csv",
               "model_version,model_group,date,organization,country,accessibility\n"
               "m-low,M,2025-02-01,Org,Land,API access\n"
               "m-high,M,,Org,Land,API access\n");
  folder.write(
      "benchmark_metadata.csv",
      "benchmark,in_eci,source_file,score_column,scale,random_baseline,score_ceiling,superseded_by\n" + metadata);
  folder.write("epoch_capabilities_index/eci_scores.csv", "Model,eci\nM,140.5\n");
  folder.write("gpqa_diamond.csv",
               "Model version,Best score (across scorers),Other,Release date\nm-low,0.5,0.6,\nm-high,0.7,0.8,\n");
  folder.write("new_board.csv", "Model version,Points,Release date\nm-low,40,\n");
  return folder.path();
}

std::vector<std::string> ids(const Dataset& data) {
  std::vector<std::string> list;
  for (const BenchmarkRecords& one : data.benchmarks) list.push_back(one.benchmark.id);
  return list;
}

}  // namespace

TEST_CASE("a dump's own policy says which benchmarks the index takes, and how") {
  const TempFolder folder;
  const Dataset data = load::load(dump(folder,
                                       "GPQA diamond,True,gpqa_diamond.csv,Other,1,0.2,0.9,\n"
                                       "New Board,True,new_board.csv,Points,0.01,0.1,,\n"),
                                  for_index());
  REQUIRE(ids(data) == std::vector<std::string>{"gpqa-diamond", "new-board"});
  const Benchmark& gpqa = data.benchmarks[0].benchmark;
  CHECK(gpqa.index->baseline == 0.2);
  CHECK(gpqa.index->ceiling == 0.9);
  CHECK(data.benchmarks[0].records[0].score == 0.6);
  CHECK(data.benchmarks[1].benchmark.index->ceiling == 1);
  CHECK(data.benchmarks[1].records[0].score == Approx(0.4));
}

TEST_CASE("versions have the group, the date and the published index of their model") {
  const TempFolder folder;
  const Dataset data = load::load(dump(folder, "GPQA diamond,True,gpqa_diamond.csv,Other,1,0.2,0.9,\n"), for_index());
  REQUIRE(data.benchmarks[0].records.size() == 2);  // m-high has no date of its own
  for (const Record& record : data.benchmarks[0].records) {
    CHECK(record.date == parse_date("2025-02-01"));
    const Model& model = data.models[record.model];
    CHECK(model.group == "M");
    CHECK(model.group_key == "M");
    CHECK(model.published_index == 140.5);
  }
}

TEST_CASE("a benchmark gives way to its successor only where that is in the index") {
  const std::string old = "GPQA diamond,True,gpqa_diamond.csv,Other,1,0.2,0.9,New Board\n";
  const TempFolder with, without;
  CHECK(ids(load::load(dump(with, old + "New Board,True,new_board.csv,Points,0.01,0,1,\n"), for_index())) ==
        std::vector<std::string>{"new-board"});
  CHECK(ids(load::load(dump(without, old + "New Board,False,new_board.csv,Points,0.01,0,1,\n"), for_index())) ==
        std::vector<std::string>{"gpqa-diamond"});
}

TEST_CASE("a range that is none leaves its benchmark out, and says so") {
  for (const char* const range : {"0.9,0.9", "1,0.25", "25 %,1", "0,n.a."}) {
    CAPTURE(range);
    const TempFolder folder;
    const Dataset data = load::load(dump(folder, std::string("GPQA diamond,True,gpqa_diamond.csv,Other,1,") + range +
                                                     ",\nNew Board,True,new_board.csv,Points,0.01,0,1,\n"),
                                    for_index());
    CHECK(ids(data) == std::vector<std::string>{"new-board"});
    CHECK(std::any_of(data.excluded.begin(), data.excluded.end(), [](const Excluded& row) {
      return row.reason == Reason::bad_row && row.detail.ends_with("is no range of scores");
    }));
  }
}

TEST_CASE("without a policy of the dump the registry's counts, and an index that cannot be read is none") {
  const TempFolder folder;
  dump(folder, "GPQA diamond,,gpqa_diamond.csv,Other,1,0.2,0.9,\n");
  folder.write("epoch_capabilities_index/eci_scores.csv", "Model,score\nM,140.5\n");
  const Dataset data = load::load(folder.path(), for_index());
  CHECK(ids(data) == std::vector<std::string>{"gpqa-diamond"});
  CHECK(data.benchmarks[0].benchmark.index->baseline == 0.25);
  CHECK(data.benchmarks[0].records[0].score == 0.5);
  CHECK_FALSE(data.models[0].published_index);
  CHECK(data.notes.size() == 1);
}

TEST_CASE("how a benchmark takes part in the index is checked in a registry") {
  const TempFolder folder;
  const auto refused = [&](const std::string& index) {
    LoadOptions options;
    options.registry = folder.write("r.json", R"({"benchmarks": [{"id": "b", "index": )" + index + "}]}");
    return error_of([&] { load::registry(options); }).message;
  };
  CHECK(refused("3") == "benchmark 'b': 'index' is no object");
  CHECK(refused(R"({"basline": 0})") == "benchmark 'b': unknown field 'basline' in 'index'");
  CHECK(refused(R"({"scale": 0})") == "benchmark 'b': 'scale' of 'index' is not above 0");
  CHECK(refused(R"({"baseline": 1})") == "benchmark 'b': 'baseline' is not below 'ceiling'");
}
