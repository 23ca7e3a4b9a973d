#include <algorithm>
#include <cmath>

#include "support/error_of.hpp"
#include "support/hub_folder.hpp"

using namespace gapcalc;

namespace {

const std::string two_models =
    "gpt-4,130,2023-03-14,OpenAI,United States of America,API access\n"
    "DeepSeek-R1,140,2025-01-20,DeepSeek,China,Open weights (unrestricted)\n";

}  // namespace

TEST_CASE("a flat dump gives records with their models") {
  const HubFolder hub;
  hub.models(two_models);
  hub.gpqa("gpt-4,0.35,2023-03-14,OpenAI,United States of America,0.02,https://log\nDeepSeek-R1,0.71,2025-01-20,,,,\n");
  const Dataset data = hub.load();
  const Record& gpt = record_of(data, "gpqa-diamond", "gpt-4");
  CHECK(gpt.score == 0.35);
  CHECK(gpt.score_se == 0.02);
  CHECK(to_string(gpt.date) == "2023-03-14");
  CHECK(gpt.line == 2);
  CHECK(data.origins[gpt.origin].source == "https://log");
  const Record& r1 = record_of(data, "gpqa-diamond", "DeepSeek-R1");
  CHECK(std::isnan(r1.score_se));
  CHECK(model_of(data, r1).organization == "DeepSeek");  // from the model table
  CHECK(model_of(data, r1).country == "China");
  CHECK(model_of(data, r1).accessibility == "Open weights (unrestricted)");
  CHECK(data.excluded.empty());
  CHECK(std::find(data.missing.begin(), data.missing.end(), "MMLU-Pro") != data.missing.end());
  REQUIRE(data.files.size() == 2);
  CHECK(data.files[1].path == hub.path("gpqa_diamond.csv"));
  CHECK(data.files[1].format == "hub-csv");
  CHECK(data.files[1].records == 2);
  CHECK(data.files[1].sha256.size() == 64);
}

TEST_CASE("columns may stand in any order, and cells may be padded") {
  const HubFolder hub;
  hub.write("epoch_capabilities_index.csv",
            "\xEF\xBB\xBF"
            "Model accessibility,Country, Release date ,Model version,Organization\r\n"
            " API access ,\"Hong Kong, China\", 2023-03-14 ,gpt-4  ,\xC2\xA0OpenAI\r\n");
  hub.write("gpqa_diamond.csv",
            "Release date,Model version,Notes,Best score (across scorers)\r\n"
            " 2023-03-14 ,  gpt-4 ,\"two\r\nlines\",  35% \r\n");
  const Dataset data = hub.load();
  const Record& record = record_of(data, "gpqa-diamond", "gpt-4");
  CHECK(record.score == 0.35);
  CHECK(model_of(data, record).organization == "OpenAI");
  CHECK(model_of(data, record).country == "Hong Kong, China");
  CHECK(model_of(data, record).accessibility == "API access");
}

TEST_CASE("the row's own release date goes before the model table's, which fills a blank") {
  const HubFolder hub;
  hub.models(two_models + "no-date,1,,X,X,API access\n");
  hub.gpqa(
      "gpt-4,0.35,2023-06-01,,,,\nDeepSeek-R1,0.71,  "
      ",,,,\nno-date,0.5,,,,,\nunknown,0.5,2024-01-01,,,,\nunknown,0.6,,,,,\n");
  const Dataset data = hub.load();
  CHECK(to_string(record_of(data, "gpqa-diamond", "gpt-4").date) == "2023-06-01");
  CHECK(to_string(record_of(data, "gpqa-diamond", "DeepSeek-R1").date) == "2025-01-20");
  CHECK(to_string(record_of(data, "gpqa-diamond", "unknown").date) == "2024-01-01");
  CHECK(exclusions(data) == std::vector<std::string>{"4 no_date", "6 no_date"});
}

TEST_CASE("a blank accessibility stays blank, and so does that of a model not in the table") {
  const HubFolder hub;
  hub.models("m,1,2024-01-01,X,X,\n" + two_models);
  hub.gpqa("m,0.5,,,,,\nfireworks/DeepSeek-R1,0.7,2025-01-20,,,,\ndeepseek-r1,0.7,2025-01-20,Someone,France,,\n");
  const Dataset data = hub.load();
  for (const char* name : {"m", "fireworks/DeepSeek-R1", "deepseek-r1"})  // prefix and case: matched exactly only
    CHECK(model_of(data, record_of(data, "gpqa-diamond", name)).accessibility.empty());
  CHECK(model_of(data, record_of(data, "gpqa-diamond", "deepseek-r1")).country == "France");
}

TEST_CASE("a model with a provider prefix is known where the table spells it so") {
  const HubFolder hub;
  hub.models("fireworks/m,1,2024-01-01,X,X,Open weights (unrestricted)\n");
  hub.gpqa("fireworks/m,0.5,,,,,\nm,0.6,2024-01-01,,,,\n");
  const Dataset data = hub.load();
  CHECK(model_of(data, record_of(data, "gpqa-diamond", "fireworks/m")).accessibility == "Open weights (unrestricted)");
  CHECK(model_of(data, record_of(data, "gpqa-diamond", "m")).accessibility.empty());
}

TEST_CASE("every bad row is excluded with its line and reason, and stops nothing") {
  const HubFolder hub;
  hub.models(two_models);
  hub.gpqa(
      ",0.5,2024-01-01,,,,\n"                // 2
      "gpt-4,,2023-03-14,,,,\n"              // 3
      "gpt-4,N/A,2023-03-14,,,,\n"           // 4
      "gpt-4,high,2023-03-14,,,,\n"          // 5
      "gpt-4,1.5,2023-03-14,,,,\n"           // 6
      "gpt-4,0.5,2023-02-30,,,,\n"           // 7
      "gpt-4,0.5,3023-03-14,,,,\n"           // 8
      "gpt-4,0.5\n"                          // 9
      "gpt-4\xFF,0.5,2023-03-14,,,,\n"       // 10
      "gpt-4,0.5,2023-03-14,,,,\"a\"b\n"     // 11
      "gpt-4,0.42,2023-03-14,,,,\"a\nb\"\n"  // 12, 13
      "gpt-4,0.5,soon,,,,\n");               // 14
  const Dataset data = hub.load();
  CHECK(exclusions(data) == std::vector<std::string>{"2 no_model", "3 no_score", "4 no_score", "5 bad_score",
                                                     "6 bad_score", "7 bad_date", "8 bad_date", "9 bad_row",
                                                     "10 bad_text", "11 bad_row", "14 bad_date"});
  for (const Excluded& row : data.excluded) {
    CHECK(data.files[row.file].path == hub.path("gpqa_diamond.csv"));
    CHECK(data.benchmarks[row.benchmark].benchmark.id == "gpqa-diamond");
  }
  CHECK(data.excluded[0].model == no_index);
  CHECK(data.models[data.excluded[3].model].name == "gpt-4");
  CHECK(data.excluded[3].detail.find("'high'") != std::string::npos);
  CHECK(data.excluded[5].detail == "'2023-02-30'");
  CHECK(record_of(data, "gpqa-diamond", "gpt-4").score == 0.42);
}

TEST_CASE("a percent benchmark becomes fractions, minutes stay") {
  const HubFolder hub;
  hub.models(two_models);
  hub.write("aider_polyglot_external.csv",
            "Model version,Percent correct,Release date\ngpt-4,82.3,\nDeepSeek-R1,35%,\n");
  hub.write("metr_time_horizons_external.csv",
            "Model version,Time horizon,Release date\ngpt-4,718.80683,\nDeepSeek-R1,50%,\n");
  const Dataset data = hub.load();
  CHECK(record_of(data, "aider-polyglot", "gpt-4").score == 0.823);
  CHECK(record_of(data, "aider-polyglot", "DeepSeek-R1").score == 0.35);
  CHECK(record_of(data, "metr-time-horizons", "gpt-4").score == 718.80683);
  CHECK(exclusions(data) == std::vector<std::string>{"3 bad_score"});
}

TEST_CASE("a file that nothing describes is listed as a whole, and stops nothing") {
  const HubFolder hub;
  hub.models(two_models);
  hub.gpqa("gpt-4,0.35,,,,,\n");
  hub.write("brand_new_external.csv", "Model version,Score\ngpt-4,0.5\n");
  hub.write("README.md", "text");
  hub.write(".hidden.csv", "x");
  hub.write("additional_eci_data/benchmarks.csv", "x\n");
  const Dataset data = hub.load({"all"});
  REQUIRE(exclusions(data) == std::vector<std::string>{"0 unknown_benchmark"});
  CHECK(data.files[data.excluded[0].file].path == hub.path("brand_new_external.csv"));
}

TEST_CASE("a score file that cannot be read is told of and stops nothing, where that is asked for") {
  const HubFolder hub;
  hub.models(two_models);
  hub.gpqa("gpt-4,0.35,,,,,\n");
  hub.write("aider_polyglot_external.csv", "Model version,Score now,Release date\ngpt-4,82.3,\n");
  hub.write("gsm8k_external.csv", "Model version,EM,Release date\ngpt-4,0.5,\n\"DeepSeek-R1,0.6,\n");
  LoadOptions options = asking_for({"all"});
  CHECK(error_of([&] { load::load(hub.path(), options); }).code == ErrorCode::missing_column);
  options.keep_going = true;
  const Dataset data = load::load(hub.path(), options);
  REQUIRE(data.unread.size() == 2);
  CHECK(data.unread[0].benchmark == "aider-polyglot");
  CHECK(data.unread[0].code == ErrorCode::missing_column);
  CHECK(data.unread[0].file == hub.path("aider_polyglot_external.csv"));
  CHECK(data.unread[0].line == 1);
  CHECK(data.unread[1].code == ErrorCode::broken_csv);
  CHECK(data.unread[1].line == 3);
  CHECK(records_of(data, "aider-polyglot").records.empty());
  CHECK(records_of(data, "gsm8k").records.size() == 1);
  CHECK(records_of(data, "gpqa-diamond").records.size() == 1);
  // Where nothing at all can be used, the first of them is why.
  options.benchmarks = {"aider-polyglot"};
  CHECK(error_of([&] { load::load(hub.path(), options); }).code == ErrorCode::missing_column);
}

TEST_CASE("the score of a row without a usable date is kept with its exclusion") {
  const HubFolder hub;
  hub.models("gpt-4,100,,OpenAI,,API access\n");
  hub.gpqa("gpt-4,0.35,,,,,\ngpt-4,0.45,2204-01-01,,,,\ngpt-4,,2024-01-01,,,,\nother,0.5,2024-01-01,,,,\n");
  const Dataset data = hub.load();
  REQUIRE(exclusions(data) == std::vector<std::string>{"2 no_date", "3 bad_date", "4 no_score"});
  CHECK(data.excluded[0].score == 0.35);
  CHECK(data.excluded[1].score == 0.45);
  CHECK(!data.excluded[2].score);
}

TEST_CASE("benchmarks that were not asked for are named, not read") {
  const HubFolder hub;
  hub.models(two_models);
  hub.gpqa("gpt-4,0.35,,,,,\n");
  hub.write("gsm8k_external.csv", "no such columns\n");
  const Dataset data = hub.load({"gpqa-diamond"});
  CHECK(data.benchmarks.size() == 1);
  CHECK(data.not_selected == std::vector<std::string>{"gsm8k"});
  CHECK(error_of([&] { hub.load({"gpqa-diamond", "nonsense"}); }).code == ErrorCode::unknown_benchmark);
}

TEST_CASE("two files of one benchmark that differ in case are refused") {
  const HubFolder hub;
  hub.models(two_models);
  hub.gpqa("gpt-4,0.35,,,,,\n");
  hub.write("GPQA_Diamond.csv", "Model version,Best score (across scorers),Release date\ngpt-4,0.36,\n");
  const Error error = error_of([&] { hub.load(); });
  CHECK(error.code == ErrorCode::duplicate_benchmark);
  CHECK(error.message.find("gpqa_diamond.csv") != std::string::npos);
  CHECK(error.message.find("GPQA_Diamond.csv") != std::string::npos);
}

TEST_CASE("a score file of another case is known") {
  const HubFolder hub;
  hub.models(two_models);
  hub.write("sub/GPQA_Diamond.CSV", "Model version,Best score (across scorers),Release date\ngpt-4,0.36,\n");
  CHECK(record_of(hub.load(), "gpqa-diamond", "gpt-4").score == 0.36);
}

TEST_CASE("a column that is needed and missing is an error with file and header") {
  const HubFolder hub;
  hub.models(two_models);
  hub.write("gpqa_diamond.csv", "Model version,mean_score,Release date\ngpt-4,0.36,\n");
  const Error error = error_of([&] { hub.load(); });
  CHECK(error.code == ErrorCode::missing_column);
  CHECK(error.file == hub.path("gpqa_diamond.csv"));
  CHECK(error.message.find("Best score (across scorers)") != std::string::npos);
  CHECK(error.remedy.find("mean_score") != std::string::npos);
}
