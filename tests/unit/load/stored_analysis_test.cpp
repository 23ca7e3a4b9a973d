// The JSON of an analysis, read back.

#include <nlohmann/json.hpp>

#include "gapcalc/emit.hpp"
#include "gapcalc/load.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"
#include "support/error_of.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using nlohmann::json;

namespace {

std::string analysis_json(const Analysis& analysis) {
  for (const emit::Format& format : emit::formats())
    if (format.name == "json") return format.emit(analysis, {});
  throw std::logic_error("no json");
}

}  // namespace

TEST_CASE("an analysis read back from its JSON has the same crossings, trends and options") {
  Options options;
  options.load.benchmarks = {"all"};
  options.cross.open.countries = {"China"};
  options.cross.thresholds = {0.2, 0.4, 0.6};
  options.cross.thresholds_of["b"] = {0.5};
  options.cross.as_of = day("2024-06-01");
  options.cross.since = day("2022-06-01");
  options.cross.tie = Tie::month;
  options.cross.pairs = Pairs::all;
  options.cross.verdicts = Verdicts::floors;
  options.cross.provenance = {"unknown"};
  options.smooth.by = {Split::benchmark, Split::access};
  options.smooth.band = BandKind::points;
  options.smooth.level = LevelKind::local_linear;
  options.smooth.show = BandRule::defined;
  options.smooth.resamples = 60;
  options.smooth.seed = 7;
  options.smooth.bandwidth = 90;
  const Analysis analysis = analysis_of(dataset(random_rows(3, 200)), options);
  const TempFolder folder;
  const auto stored = load::stored_analysis(folder.write("a.json", analysis_json(analysis)));
  REQUIRE(stored);
  CHECK(stored->version == version());
  CHECK(stored->file.format == "analysis");
  CHECK(stored->crossings.as_of == analysis.crossings.as_of);
  REQUIRE(stored->crossings.datapoints.size() == analysis.crossings.datapoints.size());
  for (std::size_t i = 0; i < stored->crossings.datapoints.size(); ++i) {
    const Datapoint &a = stored->crossings.datapoints[i], &b = analysis.crossings.datapoints[i];
    CHECK(a.open.model == b.open.model);
    CHECK(a.gap_days() == b.gap_days());
    CHECK(a.threshold == b.threshold);
  }
  REQUIRE(stored->trends.size() == analysis.trends.size());
  for (std::size_t i = 0; i < stored->trends.size(); ++i) {
    CHECK(stored->trends[i].series == analysis.trends[i].series);
    CHECK(stored->trends[i].current == analysis.trends[i].current);
    CHECK(stored->trends[i].minimum == analysis.trends[i].minimum);
  }
  // Written again with the options read back, the JSON has the same options.
  Analysis again = analysis;
  again.options = stored->options;
  CHECK(json::parse(analysis_json(again)).at("options") == json::parse(analysis_json(analysis)).at("options"));
}

TEST_CASE("what is not JSON of gapcalc is no stored analysis") {
  const TempFolder folder;
  CHECK(!load::stored_analysis(""));
  CHECK(!load::stored_analysis("-"));
  CHECK(!load::stored_analysis(folder.path()));
  CHECK(!load::stored_analysis(folder.path("absent.json")));
  CHECK(!load::stored_analysis(folder.write("records.csv", "benchmark,model\n")));
  CHECK(!load::stored_analysis(folder.write("records.json", R"([{"schema_version": "1.1"}])")));
  CHECK(!load::stored_analysis(folder.write("empty.json", "")));
}

TEST_CASE("JSON of another kind, of another schema, cut off or spoiled is refused") {
  const TempFolder folder;
  const std::string whole = analysis_json(analysis_of(dataset(random_rows(3, 60))));
  const auto error = [&](const std::string& text) {
    const std::string path = folder.write("a.json", text);
    return error_of([&] { load::stored_analysis(path); });
  };
  CHECK(error(whole.substr(0, whole.size() / 2)).code == ErrorCode::broken_json);
  CHECK(error(R"({"schema_version": [)" + std::string(1000, ',')).message == "holds more than 102 values");
  const auto spoiled = [&](const char* pointer, const json& value) {
    nlohmann::ordered_json document = nlohmann::ordered_json::parse(whole);
    document[nlohmann::ordered_json::json_pointer(pointer)] = value;
    return error(document.dump());
  };
  CHECK(spoiled("/kind", "timeline").code == ErrorCode::not_recognised);
  CHECK(spoiled("/kind", 3).code == ErrorCode::not_recognised);
  CHECK(spoiled("/schema_version", "2.0").message.find("schema_version is 2.0") != std::string::npos);
  CHECK(spoiled("/as_of", "some day").code == ErrorCode::broken_json);
  CHECK(spoiled("/options/pairs", "three").code == ErrorCode::broken_json);
  CHECK(spoiled("/options/closed", "nobody").code == ErrorCode::broken_json);
  CHECK(spoiled("/trends", 1).code == ErrorCode::broken_json);
  CHECK(spoiled("/datapoints", json::array()).code == ErrorCode::broken_json);
  CHECK(spoiled("/benchmarks/0/crossings/0/open", nullptr).code == ErrorCode::broken_json);
}
