// Every Eval Ever: the traps of its versions, and the way back of what records writes.

#include <numeric>

#include "gapcalc/emit.hpp"
#include "support/error_of.hpp"
#include "support/outside.hpp"

using namespace gapcalc;

namespace {

using Texts = std::vector<std::string>;

std::string eee_result(const std::string& name, const std::string& score, const std::string& metric = "") {
  return R"({"evaluation_name": ")" + name + R"(", "source_data": {"dataset_name": "d", "source_type": "other"},
             "metric_config": {)" +
         (metric.empty() ? R"("lower_is_better": false)" : metric) + R"(}, "score_details": {)" + score + "}}";
}

std::string eee(const std::string& results, const std::string& version = "0.2.2", const std::string& details = "") {
  return R"({"schema_version": ")" + version + R"(", "evaluation_id": "x", "retrieved_timestamp": "1",
    "source_metadata": {"source_name": "board", "source_type": "documentation", "source_organization_name": "o",
                        "evaluator_relationship": "third_party"},
    "model_info": {"name": "O", "id": "open", "developer": "D", "additional_details": {)" +
         details + R"(}}, "evaluation_results": [)" + results + "]}";
}

}  // namespace

TEST_CASE("eee: the standard error is a number in 0.2.0 and an object since") {
  CHECK(outside_rows(load_outside(eee(eee_result("GSM8K", R"("score": 0.5, "uncertainty": {"standard_error": 0.1})"),
                                      "0.2.0"))) == Texts{"gsm8k open 2024-05-01 0.500000 0.100000 "});
  const Dataset data = load_outside(
      eee(eee_result("GSM8K", R"("score": 0.5, "uncertainty": {"standard_error": {"value": 0.1}})"), "0.3.0"));
  CHECK(outside_rows(data) == Texts{"gsm8k open 2024-05-01 0.500000 0.100000 "});
  CHECK(data.models[0].organization == "D");  // the file's own goes before the table's
  CHECK(data.models[0].country == "France");
  CHECK(data.origins[0].source == "board");
  CHECK(data.origins[0].relationship == "third_party");
  CHECK(data.files.back().format == "eee");
}

TEST_CASE("eee: percent by what the metric says of itself") {
  const auto score = [](const std::string& metric) {
    return records_of(load_outside(eee(eee_result("GSM8K", R"("score": 61)", metric))), "gsm8k").records[0].score;
  };
  CHECK(score(R"("lower_is_better": false, "metric_unit": "percent")") == 0.61);
  CHECK(score(R"("lower_is_better": false, "max_score": 100)") == 0.61);
  CHECK_THROWS(score(R"("lower_is_better": false)"));  // no fraction, and nobody says what else
}

TEST_CASE("eee: open weights of the model are known without a table, its licence by the table") {
  const std::string text = eee(eee_result("GSM8K", R"("score": 0.5)"), "0.3.0",
                               R"("model_availability": "open_weights", "deployment_type": "unknown")");
  CHECK(load_outside(text).models[0].accessibility == "Open weights (unrestricted)");
  LoadOptions options = asking_for({"all"});
  options.undated = true;
  const TempFolder folder;
  CHECK(load::load(folder.write("x.json", text), options).models[0].accessibility == "Open weights");
}

TEST_CASE("eee: two results of one name need an alias with a metric") {
  const std::string two = eee_result("GSM8K", R"("score": 0.5)", R"("metric_id": "a", "lower_is_better": false)") +
                          "," + eee_result("GSM8K", R"("score": 0.6)", R"("metric_id": "b", "lower_is_better": false)");
  CHECK_THROWS(load_outside(eee(two)));
  CHECK(outside_rows(load_outside(eee(two), "x.json", "eee,GSM8K,b,gsm8k,1\n")) ==
        Texts{"gsm8k open 2024-05-01 0.600000 nan b"});
}

TEST_CASE("eee: lower is better, other versions, and what is no list") {
  const std::string rate = R"("metric_id": "rate", "lower_is_better": true)";
  const Dataset data =
      load_outside(eee(eee_result("GSM8K", R"("score": 0.5)") + ",\n" + eee_result("BBH", R"("score": 0.1)", rate)));
  CHECK(outside_left(data) == Texts{"bad_score: 'BBH' (rate): lower is better"});
  CHECK(data.excluded[0].line > 1);
  CHECK(error_of([] { load_outside(eee("", "0.1.0")); }).message == "is Every Eval Ever of version '0.1.0'");
  std::string no_list = eee("");
  no_list.replace(no_list.rfind("[]"), 2, "{}");
  CHECK(error_of([&] { load_outside(no_list); }).code == ErrorCode::not_recognised);
}

TEST_CASE("eee: what records writes is read back to the same records") {
  const std::string rows =
      "aider-polyglot,p,\"A, B\",\"Hong Kong,China\",API access,2024-01-01,82.3,1.1,https://x,first_party\n"
      "gsm8k,q,,,Open weights (non-commercial),2024-02-01,0.5,,,\n"
      "mine,q,,,Open weights (non-commercial),2024-02-01,0.25,0.1,s,other\n"
      "metr-time-horizons,p,\"A, B\",\"Hong Kong,China\",API access,2024-01-01,15.5,,,collaborative\n";
  const Dataset before = load_rows(rows);
  std::vector<std::vector<std::size_t>> chosen;
  for (const BenchmarkRecords& of : before.benchmarks) {
    chosen.emplace_back(of.records.size());
    std::iota(chosen.back().begin(), chosen.back().end(), std::size_t{0});
  }
  const std::string text = emit::records_eee(before, chosen, 0);
  const Dataset after = load_text(text);
  CHECK(after.files.back().format == "eee");
  CHECK(emit::records(after, chosen, "csv") == emit::records(before, chosen, "csv"));
  CHECK(emit::records_eee(after, chosen, 0) == text);
}

TEST_CASE("eee: no two written ids are the same, and names bring no slashes into them") {
  const Dataset data = load_rows(
      "gsm8k,a/b,,,API access,2024-01-01,0.5,,,\n"
      "gsm8k,a/b,,,API access,2024-01-01,0.6,,,\n");
  const std::string text = emit::records_eee(data, std::vector<std::vector<std::size_t>>{{0, 1}}, 7);
  CHECK(text.find(R"("evaluation_id":"gsm8k/a_b/7")") != std::string::npos);
  CHECK(text.find(R"("evaluation_id":"gsm8k/a_b/7-2")") != std::string::npos);
}
