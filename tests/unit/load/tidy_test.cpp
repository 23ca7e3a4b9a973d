#include <cmath>

#include "support/error_of.hpp"
#include "support/load_text.hpp"

using namespace gapcalc;

namespace {

/// A dataset as text, without what names the file: two inputs with the same records give the same.
std::string content(const Dataset& data) {
  std::string text;
  for (const BenchmarkRecords& benchmark : data.benchmarks)
    for (const Record& record : benchmark.records) {
      const Model& model = model_of(data, record);
      const Origin& origin = data.origins[record.origin];
      for (const std::string& cell :
           {benchmark.benchmark.id, model.name, model.organization, model.country, model.accessibility,
            to_string(record.date), std::to_string(record.score), std::to_string(record.score_se), origin.source,
            origin.relationship, origin.settings})
        text += cell + "|";
      text += "\n";
    }
  return text;
}

const std::string csv_records =
    "benchmark,model,organization,country,accessibility,release_date,score,score_se,source,relationship,settings\n"
    "gsm8k,m 1,\"A, B\",\"Hong Kong,China\",Open weights (unrestricted),2024-01-01,0.5,0.01,https://x,third_party,"
    "5-shot; greedy\n"
    "aider-polyglot,m2,C,France,API access,2024-02-01,82.3,,,,\n"
    "metr-time-horizons,m2,C,France,API access,2024-02-01,15,,,,\n";

const std::string json_records[] = {
    R"json({"benchmark": "gsm8k", "model": "m 1", "organization": "A, B", "country": ["Hong Kong", "China"],
        "accessibility": "Open weights (unrestricted)", "release_date": "2024-01-01", "score": 0.5, "score_se": 0.01,
        "source": "https://x", "relationship": "third_party", "settings": "5-shot; greedy"})json",
    R"json({"benchmark": "aider-polyglot", "model": " m2 ", "organization": "C", "country": "France", "accessibility": "API access",
        "release_date": "2024-02-01", "score": "82.3", "score_se": null})json",
    R"json({"benchmark": "metr-time-horizons", "model": "m2", "organization": "C", "country": "France",
        "accessibility": "API access", "release_date": "2024-02-01T00:00:00Z", "score": 15, "more": {"a": [1]}})json"};

}  // namespace

TEST_CASE("CSV, a JSON array and JSON Lines of the same records give the same dataset") {
  const Dataset csv = load_text(csv_records);
  const std::string array = "[" + json_records[0] + ",\n" + json_records[1] + ", " + json_records[2] + "]";
  std::string lines;
  for (std::string record : json_records) {
    for (char& c : record)
      if (c == '\n') c = ' ';
    lines += record + "\n";
  }
  CHECK(csv.files[0].format == "tidy-csv");
  CHECK(content(csv).size() > 200);
  CHECK(content(load_text(array)) == content(csv));
  CHECK(content(load_text(lines)) == content(csv));
  CHECK(content(load_text("\xEF\xBB\xBF \n" + array)) == content(csv));
  CHECK(load_text(array).files[0].format == "tidy-json");
}

TEST_CASE("a standard error that is no number is left out, and said") {
  const Dataset data = load_rows(
      "gsm8k,m1,,,API access,2024-01-01,0.5,n/a,,\n"
      "gsm8k,m2,,,API access,2024-01-01,0.5,small,,\n"
      "gsm8k,m3,,,API access,2024-01-01,0.5,-0.1,,\n");
  CHECK(records_of(data, "gsm8k").records.size() == 3);
  for (const Record& record : records_of(data, "gsm8k").records) CHECK(std::isnan(record.score_se));
  REQUIRE(data.notes.size() == 1);
  CHECK(
      data.notes[0].starts_with("standard errors that are no numbers were left out: 2; the first is 'small', line 3"));
}

TEST_CASE("tidy columns may stand in any order, and optional ones may be absent") {
  const Dataset data =
      load_text("score,notes,release_date,model,benchmark,accessibility\n0.5,\"a\nb\",2024-01-01,m,gsm8k,API access\n");
  const Record& record = records_of(data, "gsm8k").records[0];
  CHECK(record.score == 0.5);
  CHECK(std::isnan(record.score_se));
  CHECK(record.line == 2);
}

TEST_CASE("percent benchmarks in tidy records hold percent numbers") {
  const Dataset data = load_rows(
      "aider-polyglot,m,,,API access,2024-01-01,82.3,1.5,,\n"
      "aider-polyglot,n,,,API access,2024-01-01,35%,,,\n"
      "aider-polyglot,o,,,API access,2024-01-01,0.5,,,\n");
  const auto& records = records_of(data, "aider-polyglot").records;
  CHECK(records[0].score == 0.823);
  CHECK(records[0].score_se == 0.015);
  CHECK(records[1].score == 0.35);
  CHECK(records[2].score == 0.005);
}

TEST_CASE("the factor of a hub file is not applied to tidy records") {
  // lech-mazur-writing is a fraction with a hub column of 0 to 10.
  CHECK(records_of(load_rows("lech-mazur-writing,m,,,API access,2024-01-01,0.75,,,\n"), "lech-mazur-writing")
            .records[0]
            .score == 0.75);
}

TEST_CASE("a standard error that is none is unknown") {
  const Dataset data = load_rows(
      "gsm8k,a,,,API access,2024-01-01,0.5,x,,\ngsm8k,b,,,API access,2024-01-01,0.5,-0.1,,\n"
      "gsm8k,c,,,API access,2024-01-01,0.5,nan,,\ngsm8k,d,,,API access,2024-01-01,0.5,0,,\n");
  const auto& records = records_of(data, "gsm8k").records;
  REQUIRE(records.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) CHECK(std::isnan(records[i].score_se));
  CHECK(records[3].score_se == 0);
}

TEST_CASE("benchmarks stand in registry order, unknown ones behind them by id") {
  const Dataset data = load_rows(
      "zeta,m,,,API access,2024-01-01,0.5,,,\nmmlu,m,,,API access,2024-01-01,0.5,,,\nalpha,m,,,API "
      "access,2024-01-01,0.5,,,\n"
      "gpqa-diamond,m,,,API access,2024-01-01,0.5,,,\nmmlu,,,,API access,2024-01-01,0.5,,,\n");
  std::vector<std::string> ids;
  for (const BenchmarkRecords& benchmark : data.benchmarks) ids.push_back(benchmark.benchmark.id);
  CHECK(ids == std::vector<std::string>{"gpqa-diamond", "mmlu", "alpha", "zeta"});
  REQUIRE(data.excluded.size() == 1);
  CHECK(data.benchmarks[data.excluded[0].benchmark].benchmark.id == "mmlu");
}

TEST_CASE("records of benchmarks not asked for are named, not read") {
  const std::string rows =
      "gsm8k,m,,,API access,2024-01-01,0.5,,,\nanli,m,,,API access,2024-01-01,bad,,,\ngsm8k,n,,,API "
      "access,2024-01-01,0.5,,,\n";
  for (const auto& asked : {std::vector<std::string>{"selected"}, {"gsm8k"}}) {
    const Dataset data = load_rows(rows, asking_for(asked));
    CHECK(data.benchmarks.size() == 1);
    CHECK(records_of(data, "gsm8k").records.size() == 2);
    CHECK(data.not_selected == std::vector<std::string>{"anli"});
    CHECK(data.excluded.empty());
  }
  CHECK(error_of([&] { load_rows(rows, asking_for({"mmlu", "gsm8k"})); }).code == ErrorCode::unknown_benchmark);
  CHECK(error_of([&] { load_rows(rows, asking_for({"mmlu"})); }).code == ErrorCode::unknown_benchmark);
}

TEST_CASE("a tidy CSV without a column that is needed is refused") {
  for (const std::string missing : {"benchmark", "model", "accessibility", "release_date", "score"}) {
    std::string header = tidy_header;
    header.replace(header.find(missing), missing.size(), "x" + missing);
    const Error error = error_of([&] { load_text(header + "a,b,c,d,e,2024-01-01,0.5,,,\n"); });
    INFO(header);
    CHECK(error.code == ErrorCode::missing_column);
    CHECK(error.message.find("'" + missing + "'") != std::string::npos);
  }
}

TEST_CASE("a tidy CSV with a column twice is refused") {
  const Error error =
      error_of([] { load_text("benchmark,model,accessibility,release_date,score,score\na,b,c,2024-01-01,0.5,0.6\n"); });
  CHECK(error.code == ErrorCode::broken_csv);
  CHECK(error.message.find("'score'") != std::string::npos);
}

TEST_CASE("a JSON document that holds no records is not recognised") {
  for (const char* text :
       {R"({"benchmarks": []})", R"({"kind": "analysis", "datapoints": []})", R"([{"kind": "analysis"}])"}) {
    INFO(text);
    CHECK(error_of([&] { load_text(text); }).code == ErrorCode::not_recognised);
  }
}

TEST_CASE("a JSON array that is cut off or goes on is an error") {
  CHECK(error_of([] { load_text("[" + json_records[0]); }).code == ErrorCode::broken_json);
  CHECK(error_of([] { load_text("[" + json_records[0] + "]\n" + json_records[1]); }).code == ErrorCode::broken_json);
}

TEST_CASE("the model list has an entry for each spelling of what is known of a model") {
  const Dataset data = load_rows(
      "gsm8k,m,A,,API access,2024-01-01,0.5,,,\ngsm8k,m,A,,API access,2024-01-01,0.6,,,\ngsm8k,m,B,,API "
      "access,2024-01-01,0.7,,,\n");
  CHECK(data.models.size() == 2);
}

TEST_CASE("ids and the words selected or all do not mix") {
  const std::string rows = "gsm8k,m,,,API access,2024-01-01,0.5,,,\n";
  for (const std::string word : {"selected", "all"})
    CHECK(error_of([&] { load_rows(rows, asking_for({"gsm8k", word})); }).code == ErrorCode::bad_option);
}

TEST_CASE("benchmarks of the headline that are not in the input are missing, unless all of the input was asked for") {
  const std::string rows = "gsm8k,m,,,API access,2024-01-01,0.5,,,\n";
  CHECK(load_rows(rows, asking_for({"selected"})).missing.size() == 16);
  CHECK(load_rows(rows, asking_for({"all"})).missing.empty());
  CHECK(load_rows(rows, asking_for({"gsm8k"})).missing.empty());
}

TEST_CASE("where dates do not matter, benchmark, model and score are enough") {
  TempFolder folder;
  const std::string path = folder.write("scores.csv", "benchmark,model,score\ngsm8k,m,0.5\ngsm8k,,0.5\n");
  CHECK_THROWS_AS(load::load(path, {}), Error);
  LoadOptions options;
  options.undated = true;
  const Dataset data = load::load(path, options);
  REQUIRE(records_of(data, "gsm8k").records.size() == 1);
  CHECK(records_of(data, "gsm8k").records[0].date == Date{});
  CHECK_FALSE(data.latest);
  REQUIRE(data.excluded.size() == 1);
  CHECK(data.excluded[0].reason == Reason::no_model);
  const Dataset as_json =
      load::load(folder.write("scores.json", R"([{"benchmark": "gsm8k", "model": "m", "score": 0.5}])"), options);
  CHECK(records_of(as_json, "gsm8k").records.size() == 1);
}

TEST_CASE("an example is read by its name, and there is no other") {
  LoadOptions options;
  options.benchmarks = {"all"};
  options.undated = true;
  const Dataset data = load::load_example("opus", options);
  CHECK(data.excluded.empty());
  CHECK(data.files.back().path == "bundled/examples/opus.csv");
  CHECK_THROWS_AS(load::load_example("other", options), Error);
}
