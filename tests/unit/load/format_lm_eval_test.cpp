// lm-evaluation-harness: the traps of its results.

#include "support/error_of.hpp"
#include "support/outside.hpp"

using namespace gapcalc;

namespace {

using Texts = std::vector<std::string>;

/// A results file of the model `open` with these results, and more members behind them.
std::string lm_eval(const std::string& results, const std::string& more = "") {
  return R"({"results": {)" + results + R"(}, "versions": {}, "configs": {}, "model_name": "open")" + more + "}";
}

}  // namespace

TEST_CASE("lm-eval: a metric and its filter are one key, and the standard error may be N/A") {
  const Dataset data = load_outside(lm_eval(
      R"("gsm8k": {"alias": "gsm8k", "exact_match,strict-match": 0.5, "exact_match_stderr,strict-match": 0.01,
                   "exact_match,flexible-extract": 0.6, "exact_match_stderr,flexible-extract": 0.02},
         "mmlu": {"acc,none": 0.7, "acc_stderr,none": "N/A"})",
      R"(, "n-shot": {"gsm8k": 5})"));
  CHECK(outside_rows(data) == Texts{"gsm8k open 2024-05-01 0.500000 0.010000 5-shot; exact_match,strict-match",
                                    "mmlu open 2024-05-01 0.700000 nan acc"});
  CHECK(data.excluded.empty());
  CHECK(data.notes.empty());
  CHECK(data.files.back().format == "lm-eval");
  CHECK(data.files.back().records == 2);
  CHECK(data.files.back().sha256.size() == 64);
}

TEST_CASE("lm-eval: old results have bare keys, and the model in the arguments") {
  const Dataset data = load_outside(
      R"({"results": {"arc_challenge": {"acc": 0.4, "acc_stderr": 0.1, "acc_norm": 0.5, "acc_norm_stderr": 0.2}},
          "versions": {"arc_challenge": 0},
          "config": {"model": "hf-causal", "model_args": "dtype=float16, pretrained=open", "num_fewshot": 25}})");
  CHECK(outside_rows(data) == Texts{"arc-ai2 open 2024-05-01 0.500000 0.200000 25-shot; acc_norm"});
}

TEST_CASE("lm-eval: an adapter or delta is the model, and not what it goes over") {
  const auto model = [](const std::string& arguments) {
    const Dataset data = load_outside(
        R"({"results": {"mmlu": {"acc": 0.4}}, "versions": {}, "config": {"model_args": )" + arguments + R"(}})",
        "file.json");
    return outside_rows(data);
  };
  const Texts open{"mmlu open 2024-05-01 0.400000 nan acc"};
  CHECK(model(R"("pretrained=closed,peft= open ")") == open);
  CHECK(model(R"("delta=open,pretrained=closed")") == open);
  CHECK(model(R"({"pretrained": "closed", "peft": "open"})") == open);
  CHECK(model(R"("engine=open,pretrained_tokenizer=closed")") == open);
}

TEST_CASE("lm-eval: a mapped score that is no number is excluded, other texts are not told") {
  const Dataset data = load_outside(
      lm_eval(R"("mmlu": {"acc,none": NaN}, "gsm8k": {"exact_match,strict-match": "odd"}, "hellaswag": {"alias": "h"},
                 "arc_challenge": {"acc_norm,none": 0.5}, "own": {"acc,none": null})"));
  CHECK(outside_left(data) ==
        Texts{"bad_score: 'odd' is not a number in range", "no_score: ", "unknown_benchmark: 'own' (acc)"});
}

TEST_CASE("lm-eval: arguments may be an object, and the run of a limit is partial") {
  const auto run = [](const std::string& samples, const std::string& limit) {
    return outside_rows(load_outside(R"({"results": {"mmlu": {"acc,none": 0.5}}, "versions": {}, "n-samples": {)" +
                                     samples + R"(}, "config": {"model_args": {"model": "open"}, "limit": )" + limit +
                                     "}}"));
  };
  const std::string row = "mmlu open 2024-05-01 0.500000 nan acc";
  CHECK(run(R"("mmlu": {"original": 1319, "effective": 100})", "100.0") == Texts{row + "; partial run 100 of 1319"});
  CHECK(run(R"("mmlu": {"original": 1319, "effective": 1319})", "null") == Texts{row});
  CHECK(run("", "0.1") == Texts{row + "; partial run, limit 0.1"});  // old files do not say of how many
}

TEST_CASE("lm-eval: parts of a group are neither counted nor told again") {
  const Dataset data = load_outside(
      lm_eval(R"("mmlu": {"acc,none": 0.7}, "mmlu_stem": {"acc,none": 0.6}, "mmlu_anatomy": {"acc,none": 0.5},
                 "leaderboard": {" ": " "}, "leaderboard_ifeval": {"inst_level_strict_acc,none": 0.5})",
              R"(, "group_subtasks": {"mmlu": ["mmlu_stem"], "mmlu_stem": ["mmlu_anatomy"],
                                      "leaderboard": ["leaderboard_ifeval"]})"));
  CHECK(outside_rows(data) == Texts{"mmlu open 2024-05-01 0.700000 nan acc"});
  // A group without a score of its own holds none of its parts.
  CHECK(outside_left(data) == Texts{"unknown_benchmark: 'leaderboard_ifeval' (inst_level_strict_acc)"});
}

TEST_CASE("lm-eval: where lower is better, the score is excluded and not turned round") {
  const std::string text = lm_eval(R"("wikitext": {"word_perplexity,none": 8.1}, "mmlu": {"acc,none": 0.7})",
                                   R"(, "higher_is_better": {"wikitext": {"word_perplexity": false}})");
  CHECK(outside_left(load_outside(text)) == Texts{"unknown_benchmark: 'wikitext' (word_perplexity)"});
  const Dataset data = load_outside(text, "file.json", "lm-eval,wikitext,word_perplexity,lambada,1\n");
  CHECK(outside_left(data) == Texts{"bad_score: 'wikitext' (word_perplexity): lower is better"});
  CHECK(outside_rows(data) == Texts{"mmlu open 2024-05-01 0.700000 nan acc"});
}

TEST_CASE("lm-eval: exclusions have the line of the task") {
  const Dataset data = load_outside(lm_eval("\n\n\"mmlu\": {\"acc,none\": 0.7},\n\"odd\": {\"acc,none\": 0.1}"));
  CHECK(exclusions(data) == Texts{"4 unknown_benchmark"});
}

TEST_CASE("lm-eval: results without a model, and those that are cut off") {
  CHECK(error_of([] {
          load_outside(R"({"results": {"mmlu": {"acc,none": 0.5}}, "versions": {}, "config": {}})");
        }).message.find("1 no_model") != std::string::npos);
  const Error cut =
      error_of([] { load_outside(R"({"results": {"mmlu": {"acc,none": 0.5}}, "versions": {}, "config": {})"); });
  CHECK(cut.code == ErrorCode::broken_json);
  const Error broken =
      error_of([] { load_outside("{\"versions\": {}, \"config\": {},\n\"results\": {\"mmlu\": {\n\"acc\" 1}}}"); });
  CHECK(broken.code == ErrorCode::broken_json);
  CHECK(broken.line == 3);
  CHECK(error_of([] { load_outside(R"({"results": [], "versions": {}, "config": {}})"); }).code ==
        ErrorCode::not_recognised);
}
