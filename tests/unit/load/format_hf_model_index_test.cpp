#include "support/error_of.hpp"
#include "support/found_in.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

const std::string hf_card =
    "---\n"
    "license: apache-2.0\n"
    "model-index:\n"
    "- name: model-7b\n"
    "  results:\n"
    "  - task: {type: text-generation}\n"
    "    dataset:\n"
    "      name: MMLU (5-Shot)\n"
    "      type: cais/mmlu\n"
    "      config: all\n"
    "      split: test\n"
    "      args: {num_few_shot: 5}\n"
    "    metrics:\n"
    "    - type: acc\n"
    "      value: 64.5\n"
    "      name: accuracy\n"
    "    - type: f1\n"
    "      value: 0.6\n"
    "    source: {url: https://board, name: Board}\n"
    "  - task: {type: text-generation}\n"
    "    dataset: {type: gsm8k, name: GSM8K, config: None}\n"
    "    metrics: [{type: exact_match, value: 0.81 "
    "\xC2\xB1 0.01, verified: true}]\n"
    "  - dataset: {name: Private set}\n"
    "    metrics: [{type: accuracy, value: 1}]\n"
    "---\n"
    "# model-7b\n";

}  // namespace

TEST_CASE("a model card is told by its front matter") {
  CHECK(fits_hf_model_index(shape_of_text(hf_card, "README.md")));
  CHECK_FALSE(fits_hf_model_index(shape_of_text("---\nlicense: mit\n---\n# text\n", "README.md")));
  CHECK_FALSE(fits_hf_model_index(shape_of_text("model-index:\n- name: m\n", "README.md")));
}

TEST_CASE("a model card gives each metric by dataset, part and type") {
  const OutsideScores found = found_in(read_hf_model_index, hf_card);
  CHECK(found.left.empty());
  REQUIRE(found.scores.size() == 4);
  const OutsideScore& first = found.scores[0];
  CHECK(first.benchmark == "cais/mmlu:all");
  CHECK(first.metric == "acc");
  CHECK(first.is_main);
  CHECK(first.model == "model-7b");
  CHECK(first.accessibility == "Open weights (unrestricted)");
  CHECK(first.release_date.empty());
  CHECK(first.score == "64.5");
  CHECK(first.may_be_percent);
  CHECK(first.source == "https://board");
  CHECK(first.relationship.empty());
  CHECK(first.settings == "5-shot; split test");
  CHECK(first.line == 14);
  CHECK_FALSE(found.scores[1].is_main);
  CHECK(found.scores[2].benchmark == "gsm8k");
  CHECK(found.scores[2].score == "0.81");
  CHECK(found.scores[2].relationship == "third_party");
  CHECK(found.scores[3].benchmark == "Private set");
  CHECK(found.scores[3].relationship == "first_party");
}

TEST_CASE("a model card with CR LF gives the same lines") {
  std::string windows;
  for (const char c : hf_card) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const OutsideScores found = found_in(read_hf_model_index, windows), plain = found_in(read_hf_model_index, hf_card);
  REQUIRE(found.scores.size() == plain.scores.size());
  for (std::size_t i = 0; i < plain.scores.size(); ++i) {
    CHECK(found.scores[i].line == plain.scores[i].line);
    CHECK(found.scores[i].score == plain.scores[i].score);
    CHECK(found.scores[i].benchmark == plain.scores[i].benchmark);
  }
}

TEST_CASE(
    "scores of the Open LLM Leaderboard in a model card are named as "
    "normalized") {
  const OutsideScores found = found_in(read_hf_model_index,
                                       "---\nmodel-index:\n- name: m\n  results:\n"
                                       "  - dataset: {type: TIGER-Lab/MMLU-Pro, config: main}\n    "
                                       "metrics: [{type: acc, value: 33.1}]\n"
                                       "    source: {url: "
                                       "'https://huggingface.co/spaces/open-llm-leaderboard/"
                                       "open_llm_leaderboard?query=m'}\n---\n");
  REQUIRE(found.scores.size() == 1);
  CHECK(found.scores[0].metric == "normalized acc");
  CHECK_FALSE(found.scores[0].is_main);
}

TEST_CASE(
    "parts of a model card that are of a wrong type are left out with "
    "their line") {
  const OutsideScores found = found_in(read_hf_model_index,
                                       "---\nlicense: [mit]\nmodel-index:\n"
                                       "- name: m\n  results: none\n"
                                       "- 7\n"
                                       "- name: m\n  results:\n"
                                       "  - dataset: gsm8k\n    metrics: []\n"
                                       "  - dataset: {type: [1]}\n    metrics: []\n"
                                       "  - dataset: {type: a}\n    metrics: 5\n"
                                       "  - dataset: {type: a}\n    metrics:\n    - 3\n    "
                                       "- {type: acc, value: {a: 1}}\n"
                                       "    - {type: acc, value: 1}\n---\n");
  CHECK(left_of(found) == std::vector<std::string>{"4 bad_row", "6 bad_row", "9 bad_row", "11 bad_row", "13 bad_row",
                                                   "17 bad_row", "18 bad_row"});
  REQUIRE(found.scores.size() == 1);
  CHECK(found.scores[0].accessibility.empty());
}

TEST_CASE("front matter without a list of models is refused with its line") {
  const Error error =
      error_of([] { static_cast<void>(found_in(read_hf_model_index, "---\na: 1\nmodel-index: m\n---\n")); });
  CHECK(error.code == ErrorCode::not_recognised);
  CHECK(error.line == 3);
  CHECK(error_of([] { static_cast<void>(found_in(read_hf_model_index, "---\nmodel-index: []\n")); }).code ==
        ErrorCode::broken_yaml);
}
