// Formats of leaderboards and of Hugging Face, from bytes to records.

#include <fmt/format.h>

#include <set>

#include "core/builtin.hpp"
#include "load/csv.hpp"
#include "load/outside.hpp"
#include "support/error_of.hpp"
#include "support/outside.hpp"

using namespace gapcalc;

namespace {

/// A result as `.eval_results` has it.
std::string eval_result(const std::string& dataset, const std::string& value) {
  return "- dataset: {" + dataset + "}\n  value: " + value + "\n";
}

/// The only score that a file of such results gives.
double only_score(const std::string& results, const std::string& aliases = {}) {
  const Dataset data = load_outside(results, "open/.eval_results/a.yaml", aliases);
  REQUIRE(data.benchmarks.size() == 1);
  REQUIRE(data.benchmarks[0].records.size() == 1);
  return data.benchmarks[0].records[0].score;
}

}  // namespace

TEST_CASE("a result above 1 is percent; below, the alias says whether it is a fraction") {
  const std::string gpqa = "id: Idavidrein/gpqa, task_id: gpqa_diamond", hle = "id: cais/hle, task_id: hle";
  CHECK(only_score(eval_result(gpqa, "0.412")) == Approx(0.412));
  CHECK(only_score(eval_result(gpqa, "84.3")) == Approx(0.843));
  CHECK(only_score(eval_result(gpqa, "\"84.3%\"")) == Approx(0.843));
  CHECK(only_score(eval_result(gpqa, "1")) == Approx(1));
  CHECK(only_score(eval_result(hle, "20.9")) == Approx(0.209));
  CHECK(only_score(eval_result(hle, "0.9")) == Approx(0.009));
  CHECK(only_score(eval_result("id: example/votes", "8.3"), "hf-eval-results,example/votes,,webdev-arena,\n") ==
        Approx(8.3));
}

TEST_CASE("results of a model's repository take the date of a table of models, not their own") {
  const Dataset data = load_outside("- dataset: {id: openai/gsm8k}\n  value: 0.5\n  date: \"2026-01-14\"\n",
                                    "open/.eval_results/a.yaml");
  CHECK(outside_rows(data) == std::vector<std::string>{"gsm8k open 2024-05-01 0.500000 nan "});
  CHECK(data.files.back().format == "hf-eval-results");
}

TEST_CASE(
    "a leaderboard takes dates from a table of models; a licence that says nothing leaves its model unclassified") {
  const Dataset data = load_outside(
      "Model,Arena Score,95% CI,Votes,Organization,License,Knowledge Cutoff\n"
      "closed,1401,+5/-4,10,C,Proprietary,2023/10\n"
      "open,1300,,10,O,Some licence,2023/10\n"
      "neither,1200,,10,O,MIT,2023/10\n",
      "board.csv");
  CHECK(outside_rows(data).size() == 2);
  CHECK(model_of(data, data.benchmarks.at(0).records[0]).accessibility == "API access");
  CHECK(model_of(data, data.benchmarks.at(0).records[1]).accessibility == "Open weights (unrestricted)");
  CHECK(exclusions(data) == std::vector<std::string>{"4 no_date"});
  CHECK(data.files.back().format == "lmarena");
}

TEST_CASE("categories of a leaderboard are no benchmarks and are not told where its main one is known") {
  const std::string header = "model_name,organization,license,rating,category,leaderboard_publish_date\n";
  const Dataset data =
      load_outside(header + "open,O,mit,1300,overall,2026-01-01\nopen,O,mit,1290,coding,2026-01-01\n", "text.csv");
  CHECK(outside_rows(data).size() == 1);
  CHECK(data.excluded.empty());
  const Error error = error_of([&] { load_outside(header + "open,O,mit,1290,coding,2026-01-01\n", "text.csv"); });
  CHECK(error.code == ErrorCode::no_usable_rows);
  CHECK_THAT(error.message, Catch::Contains("1 unknown_benchmark"));
}

TEST_CASE("a table of the capability index alone is a benchmark in points; in a dump it stays the table of models") {
  const std::string table =
      "Model version,ECI Score,Release date,Organization,Country,Model accessibility\n"
      "m,150.5,2024-01-01,O,France,API access\n";
  const Dataset alone = load_outside(table, "epoch_capabilities_index.csv");
  CHECK(outside_rows(alone) == std::vector<std::string>{"epoch-capabilities-index m 2024-01-01 150.500000 nan "});
  const TempFolder folder;
  folder.write("epoch_capabilities_index.csv", table);
  folder.write("gsm8k_external.csv", "Model version,EM,Release date\nm,0.5,2024-01-01\n");
  const Dataset dump = load::load(folder.path(), asking_for({"all"}));
  CHECK(outside_rows(dump) == std::vector<std::string>{"gsm8k m 2024-01-01 0.500000 nan "});
}

TEST_CASE("YAML and front matter with a byte order mark are read") {
  const std::string mark = "\xEF\xBB\xBF";
  CHECK(only_score(mark + eval_result("id: openai/gsm8k", "0.5")) == Approx(0.5));
  const Dataset data =
      load_outside(mark +
                       "---\r\nmodel-index:\r\n- name: open\r\n  results:\r\n"
                       "  - dataset: {type: gsm8k}\r\n    metrics: [{type: acc, value: 50}]\r\n---\r\n",
                   "README.md");
  CHECK(outside_rows(data) == std::vector<std::string>{"gsm8k open 2024-05-01 0.500000 nan "});
  CHECK(data.files.back().format == "hf-model-index");
}

TEST_CASE("every built-in alias names a benchmark of the registry and a scale that its unit has") {
  const load::Registry registry = load::registry({});
  load::ByteStream bytes = load::ByteStream::of(builtin("registry/aliases.csv"));
  load::CsvTable table(bytes, "aliases.csv");
  const auto benchmark = table.require("benchmark"), scale = table.require("scale");
  while (table.next()) {
    CAPTURE(table.line());
    const Benchmark* const known = registry.find(table.field(benchmark));
    REQUIRE(known != nullptr);
    if (!table.field(scale).empty()) CHECK(is_fraction(known->unit));
  }
}
