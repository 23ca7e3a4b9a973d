#include <filesystem>

#include "support/error_of.hpp"
#include "support/found_in.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

const std::string eval_results =
    "- dataset:\n"
    "    id: cais/hle\n"
    "    task_id: hle\n"
    "    revision: 5503434d\n"
    "  value: 20.90\n"
    "  date: \"2026-01-14\"\n"
    "  verifyToken: abc\n"
    "  source:\n"
    "    url: https://logs\n"
    "    name: Eval Logs\n"
    "  notes: \"no-tools\"\n"
    "- dataset: {id: Idavidrein/gpqa, config: gpqa_diamond}\n"
    "  value: 0.412\n"
    "- dataset: {id: openai/gsm8k}\n"
    "  metrics:\n"
    "  - {metric_id: accuracy, value: 92.1}\n"
    "  - {metric_id: pass@4, value: 97}\n";

}  // namespace

TEST_CASE("results of a model's repository are told by their keys") {
  CHECK(fits_hf_eval_results(shape_of_text(eval_results)));
  CHECK(
      fits_hf_eval_results(shape_of_text("- dataset:\n    id: a/b\n  metrics:\n  - metric_id: acc\n "
                                         "   value: 1\n")));
  CHECK_FALSE(fits_hf_eval_results(shape_of_text("- name: x\n  value: 1\n")));
}

TEST_CASE(
    "results of a model's repository are of the model whose folder holds "
    "them") {
  const auto model = [](const std::string& path) {
    return found_in(read_hf_eval_results, eval_results, path).scores.at(0).model;
  };
  CHECK(model("Qwen3-8B/.eval_results/hle.yaml") == "Qwen3-8B");
  CHECK(model("/data/Qwen/Qwen3-8B/.eval_results/sub/hle.yaml") == "Qwen3-8B");
  CHECK(model("hub/models--Qwen--Qwen3-8B/snapshots/0123abc/.eval_results/"
              "hle.yaml") == "Qwen/Qwen3-8B");
  const std::filesystem::path here = std::filesystem::current_path();
  CHECK(model(".eval_results/hle.yaml") == here.filename().generic_string());
  CHECK(model("./.eval_results/hle.yaml") == here.filename().generic_string());
  CHECK(model("../.eval_results/a.yaml") == here.parent_path().filename().generic_string());
  for (const char* const path : {"hle.yaml", "standard input"})
    CHECK_THAT(error_of([&] { static_cast<void>(model(path)); }).message, Catch::Contains("which model"));
}

TEST_CASE(
    "results of a model's repository have a task, and a date that is not "
    "the model's") {
  const OutsideScores found = found_in(read_hf_eval_results, eval_results, "m/.eval_results/a.yaml");
  CHECK(found.left.empty());
  REQUIRE(found.scores.size() == 4);
  CHECK(found.scores[0].benchmark == "cais/hle:hle");
  CHECK(found.scores[0].metric.empty());
  CHECK(found.scores[0].is_main);
  CHECK(found.scores[0].score == "20.90");
  CHECK(found.scores[0].may_be_percent);
  CHECK(found.scores[0].release_date.empty());
  CHECK(found.scores[0].source == "https://logs");
  CHECK(found.scores[0].settings == "no-tools");
  CHECK(found.scores[0].line == 1);
  CHECK(found.scores[1].benchmark == "Idavidrein/gpqa:gpqa_diamond");
  CHECK(found.scores[2].benchmark == "openai/gsm8k");
  CHECK(found.scores[2].metric == "accuracy");
  CHECK(found.scores[2].is_main);
  CHECK_FALSE(found.scores[3].is_main);
  CHECK(found.scores[3].line == 17);
}

TEST_CASE(
    "results of a model's repository that are of a wrong type are left "
    "out with their line") {
  const OutsideScores found = found_in(read_hf_eval_results,
                                       "- 3\n"
                                       "- dataset: hle\n  value: 1\n"
                                       "- dataset: {id: [1]}\n  value: 1\n"
                                       "- dataset: {id: a/b}\n  value: [1]\n"
                                       "- dataset: {id: a/b}\n  metrics: 1\n"
                                       "- dataset: {id: a/b}\n  metrics: [1]\n"
                                       "- dataset: {id: a/b}\n",
                                       "m/.eval_results/a.yaml");
  CHECK(left_of(found) ==
        std::vector<std::string>{"1 bad_row", "2 bad_row", "4 bad_row", "6 bad_row", "8 bad_row", "11 bad_row"});
  REQUIRE(found.scores.size() == 1);
  CHECK(found.scores[0].score.empty());
  const Error error = error_of(
      [] { static_cast<void>(found_in(read_hf_eval_results, "dataset: {id: a}\nvalue: 1\n", "m/.eval_results/a")); });
  CHECK(error.code == ErrorCode::not_recognised);
  CHECK(error.line == 1);
}
