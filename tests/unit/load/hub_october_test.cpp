#include "support/error_of.hpp"
#include "support/hub_folder.hpp"

using namespace gapcalc;

namespace {

/// A dump in the layout of October 2026.
struct October : HubFolder {
  October() {
    write("model_metadata.csv",
          "model_version,model_group,date,display_name,organization,country,accessibility,training_compute_flop\n"
          "gpt-4,GPT-4,2023-03-14,GPT-4,OpenAI,United States of America,API access,\n"
          ",,,,,,,\n"
          ",GPT-5,,,,,,\n"
          "DeepSeek-R1 ,R1,2025-01-20,R1,DeepSeek,China,Open weights (unrestricted),1e24\n");
    write("benchmark_metadata.csv",
          "benchmark,in_eci,source_file,score_column,scale,random_baseline,score_ceiling,release_date,superseded_by\n"
          "GPQA diamond,True,gpqa_diamond.csv,Best score (across scorers),1.0,0.25,1.0,2023-11-20,\n"
          "Brand New (v2),True,Brand_New.csv,Points won,0.01,0.5,1.0,2026-01-01,\n"
          "No File,True,,Score,1.0,,,,\n"
          "No Scale,True,no_scale.csv,Score,,,,,\n");
    write("epoch_capabilities_index/eci_scores.csv", "model_version,eci\ngpt-4,130\n");
    gpqa("gpt-4,0.35,,,,,\nDeepSeek-R1,0.71,,,,,\n");
    write("brand_new.csv", "Model version,Points won,Release date\ngpt-4,35,\nDeepSeek-R1,82.3,\n");
  }
};

}  // namespace

TEST_CASE("the layout of October 2026 gives the same records as the flat one") {
  const October october;
  const HubFolder flat;
  flat.models(
      "gpt-4,130,2023-03-14,OpenAI,United States of America,API access\n"
      "DeepSeek-R1,140,2025-01-20,DeepSeek,China,Open weights (unrestricted)\n");
  flat.gpqa("gpt-4,0.35,,,,,\nDeepSeek-R1,0.71,,,,,\n");
  const Dataset of_october = october.load(), of_flat = flat.load();
  for (const char* name : {"gpt-4", "DeepSeek-R1"}) {
    const Record &in_october = record_of(of_october, "gpqa-diamond", name),
                 &in_flat = record_of(of_flat, "gpqa-diamond", name);
    CHECK(in_october.score == in_flat.score);
    CHECK(in_october.date == in_flat.date);
    CHECK(model_of(of_october, in_october).accessibility == model_of(of_flat, in_flat).accessibility);
    CHECK(model_of(of_october, in_october).country == model_of(of_flat, in_flat).country);
    CHECK(model_of(of_october, in_october).organization == model_of(of_flat, in_flat).organization);
  }
}

TEST_CASE("empty rows of model_metadata are nothing, a group without a version and a broken description are excluded") {
  CHECK(exclusions(October().load()) == std::vector<std::string>{"4 no_model", "5 bad_row"});
}

TEST_CASE("a file that the registry does not know is read as benchmark_metadata describes it") {
  const October hub;
  const Dataset data = hub.load({"all"});
  CHECK(record_of(data, "brand-new-v2", "gpt-4").score == 0.35);
  CHECK(record_of(data, "brand-new-v2", "DeepSeek-R1").score == 0.823);
  const Benchmark& benchmark = records_of(data, "brand-new-v2").benchmark;
  CHECK(benchmark.title == "Brand New (v2)");
  CHECK(benchmark.chance == 0.5);
  CHECK(benchmark.access == "unknown");
  CHECK(record_of(hub.load({"brand-new-v2"}), "brand-new-v2", "gpt-4").score == 0.35);
}

TEST_CASE("a benchmark that only the dump describes is no part of the headline") {
  const Dataset data = October().load();
  CHECK(data.benchmarks.size() == 1);
  CHECK(data.not_selected == std::vector<std::string>{"brand-new-v2"});
}

TEST_CASE("a file whose description is incomplete is listed as unknown") {
  const October hub;
  hub.write("no_scale.csv", "Model version,Score,Release date\ngpt-4,0.5,\n");
  const Dataset data = hub.load({"all"});
  REQUIRE(data.excluded.size() == 3);
  CHECK(data.excluded[1].reason == Reason::bad_row);
  CHECK(data.excluded[1].detail == "'' is no scale");
  CHECK(data.excluded[2].reason == Reason::unknown_benchmark);
  CHECK(data.files[data.excluded[2].file].path == hub.path("no_scale.csv"));
}

TEST_CASE("both model tables together give each model once") {
  const October hub;
  hub.models("gpt-4,130,2023-03-14,OpenAI,United States of America,API access\nextra,1,2024-01-01,X,X,API access\n");
  hub.gpqa("gpt-4,0.35,,,,,\nextra,0.5,,,,,\nDeepSeek-R1,0.71,,,,,\n");
  const Dataset data = hub.load();
  for (const char* name : {"gpt-4", "extra", "DeepSeek-R1"})
    CHECK_FALSE(model_of(data, record_of(data, "gpqa-diamond", name)).accessibility.empty());
}
