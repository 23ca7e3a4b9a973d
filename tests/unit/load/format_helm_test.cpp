// HELM: the traps of its runs.

#include "support/error_of.hpp"
#include "support/outside.hpp"

using namespace gapcalc;

namespace {

using Texts = std::vector<std::string>;

std::string helm_stat(const std::string& name, double mean) {
  const std::string value = std::to_string(mean);
  return R"({"name": )" + name + R"(, "count": 3, "sum": 1.5, "sum_squared": 1, "mean": )" + value +
         R"(, "stddev": 0.2})";
}

/// A folder with one run of the model `open`.
struct HelmRun {
  TempFolder folder;
  LoadOptions options = asking_for({"all"});
  HelmRun(const std::string& stats, const std::string& run, const std::string& adapter = "") {
    options.models = models.write("models.csv", outside_models);
    folder.write("runs/r/stats.json", "[" + stats + "]");
    folder.write("runs/r/run_spec.json", R"({"name": ")" + run + R"(", "scenario_spec": {}, "adapter_spec": {)" +
                                             adapter + R"("model": "open"}})");
    folder.write("runs/r/per_instance_stats.json", R"([{"instance_id": "id1"}])");
  }
  Dataset load() const {
    return load::load(folder.path(), options);
  }  // NOLINT(modernize-use-nodiscard): may throw alone

 private:
  TempFolder models;
};

const std::string helm_test = R"({"name": "final_number_exact_match", "split": "test"})";

}  // namespace

TEST_CASE("helm: perturbed items, other splits and the deviation over trials are no scores") {
  const std::string perturbed =
      R"({"name": "final_number_exact_match", "split": "test", "perturbation": {"name": "robustness"}})";
  const std::string valid = R"({"name": "final_number_exact_match", "split": "valid"})";
  const HelmRun run(helm_stat(perturbed, 0.1) + "," + helm_stat(valid, 0.2) + "," + helm_stat(helm_test, 0.5),
                    "gsm:model=open", R"("max_train_instances": 5, "num_train_trials": 3, )");
  const Dataset data = run.load();
  CHECK(outside_rows(data) == Texts{"gsm8k open 2024-05-01 0.500000 nan 5-shot; 3 trials; final_number_exact_match"});
  CHECK(data.excluded.empty());
  CHECK(data.notes.empty());  // the other files of a run go along
  CHECK(data.files.back().format == "helm");
}

TEST_CASE("helm: the file that says what a run is counts among the inputs") {
  const Dataset data = HelmRun(helm_stat(helm_test, 0.5), "gsm:model=open").load();
  const InputFile& spec = data.files.back();
  CHECK(spec.path.ends_with("runs/r/run_spec.json"));
  CHECK(spec.format == "helm");
  CHECK(spec.records == 0);
  CHECK(spec.sha256.size() == 64);
}

TEST_CASE("helm: a split other than test is taken where there is no test, and told") {
  const HelmRun run(helm_stat(R"({"name": "final_number_exact_match", "split": "valid"})", 0.5), "gsm:model=open");
  CHECK(outside_rows(run.load()) == Texts{"gsm8k open 2024-05-01 0.500000 nan final_number_exact_match; valid split"});
}

TEST_CASE("helm: what a run is on is part of its name, how it was run is not") {
  const std::string cot = R"({"name": "chain_of_thought_correctness", "split": "test"})";
  const HelmRun all(helm_stat(cot, 0.5), "mmlu_pro:subject=all,use_few_shot=false,model=open");
  CHECK(outside_rows(all.load()).size() == 1);
  const HelmRun part(helm_stat(cot, 0.5), "mmlu_pro:subject=law,model=open");
  CHECK(error_of([&] { part.load(); }).message.find("1 unknown_benchmark") != std::string::npos);
}

TEST_CASE("helm: statistics without their run are refused") {
  const TempFolder folder;
  const Error error =
      error_of([&] { load::load(folder.write("stats.json", "[" + helm_stat(helm_test, 0.5) + "]"), {}); });
  CHECK(error.code == ErrorCode::not_recognised);
  CHECK(error.remedy == "give the whole folder of the run");
}
