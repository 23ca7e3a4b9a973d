#include <fmt/format.h>

#include "support/error_of.hpp"
#include "support/found_in.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

const std::string olb_flat =
    R"({"eval_name": "org_m_bfloat16", "Precision": "bfloat16", "fullname": "org/m", "Model": "<a>org/m</a>",
        "Hub License": "llama3", "Flagged": false, "Chat Template": true, "BBH Raw": 0.4, "BBH": 20.1,
        "MMLU-PRO Raw": 0.25, "MMLU-PRO": 16.6, "GPQA Raw": null, "Available on the hub": true,
        "Upload To Hub Date": "2024-04-13", "Submission Date": "2024-08-05"})";

const std::string olb_formatted =
    R"({"id": "x", "model": {"name": "org/m", "precision": "float16", "has_chat_template": false},
        "evaluations": {"bbh": {"name": "BBH", "value": 0.35, "normalized_score": 10.05},
                        "mmlu_pro": {"value": 0.11, "normalized_score": 1.8}},
        "features": {"is_flagged": false, "is_not_available_on_hub": true},
        "metadata": {"upload_date": "2022-03-02", "hub_license": "other"}})";

}  // namespace

TEST_CASE("rows of the Open LLM Leaderboard are told by their keys, in every shape") {
  CHECK(fits_open_llm_leaderboard(shape_of_text("[" + olb_flat + "]")));
  CHECK(fits_open_llm_leaderboard(shape_of_text("[" + olb_formatted + "]")));
  CHECK(fits_open_llm_leaderboard(shape_of_text(R"({"features": [], "rows": [], "num_rows_total": 0})")));
  CHECK_FALSE(fits_open_llm_leaderboard(shape_of_text(R"([{"model": "m", "benchmark": "b", "score": 1}])")));
  CHECK_FALSE(fits_open_llm_leaderboard(shape_of_text("fullname,BBH Raw\n")));
}

TEST_CASE(
    "a flat row gives its raw scores, not those from which guessing was "
    "subtracted") {
  const OutsideScores found = found_in(read_open_llm_leaderboard, "[\n" + olb_flat + "]");
  REQUIRE(found.scores.size() == 3);
  std::vector<std::string> scores;
  for (const OutsideScore& score : found.scores) scores.push_back(score.benchmark + " " + score.score);
  CHECK(scores == std::vector<std::string>{"BBH 0.4", "GPQA ", "MMLU-PRO 0.25"});
  const OutsideScore& score = found.scores[0];
  CHECK(score.model == "org/m");
  CHECK(score.accessibility == "Open weights (restricted use)");
  CHECK(score.release_date == "2024-04-13");
  CHECK(score.settings == "bfloat16; chat template");
  CHECK(score.relationship == "third_party");
  CHECK(score.line == 2);
}

TEST_CASE(
    "a formatted row gives its values; the day that stands for none is "
    "none, and the odd flag is not looked at") {
  const OutsideScores found = found_in(read_open_llm_leaderboard, "[" + olb_formatted + "]");
  REQUIRE(found.scores.size() == 2);
  CHECK(found.scores[0].benchmark == "BBH");
  CHECK(found.scores[0].score == "0.35");
  CHECK(found.scores[0].release_date.empty());
  CHECK(found.scores[0].accessibility.empty());
  CHECK(found.scores[0].accessibility_class == "Open weights");
  CHECK(found.scores[0].settings == "float16");
  CHECK(found.scores[1].benchmark == "mmlu_pro");
}

TEST_CASE("an array, JSON Lines and a page of the dataset viewer give the same") {
  std::string one_line;
  for (const char c : olb_flat)
    if (c != '\n') one_line += c;
  const std::string page = R"({"features": [], "rows": [{"row_idx": 0, "row": )" + olb_flat +
                           R"(, "truncated_cells": []}, 5], "num_rows_total": 1})";
  for (const std::string& text : {"[" + olb_flat + "]", one_line + "\n" + one_line, page}) {
    const OutsideScores found = found_in(read_open_llm_leaderboard, text);
    REQUIRE(found.scores.size() >= 3);
    CHECK(found.scores[0].score == "0.4");
  }
  CHECK(left_of(found_in(read_open_llm_leaderboard, page)) == std::vector<std::string>{"1 bad_row"});
}

TEST_CASE("models that the board flags are left out and counted") {
  std::string flagged = olb_flat;
  flagged.replace(flagged.find("\"Flagged\": false"), 16, "\"Flagged\": true");
  const OutsideScores found = found_in(read_open_llm_leaderboard, "[" + flagged + "," + olb_formatted + "]", "b.json");
  CHECK(found.scores.size() == 2);
  CHECK(found.notes == std::vector<std::string>{"b.json: 1 model left out that the board flags"});
}

TEST_CASE(
    "rows of the Open LLM Leaderboard that are broken or of wrong types "
    "are left out with their line") {
  const OutsideScores found = found_in(read_open_llm_leaderboard,
                                       fmt::format("[{},\n7,\n{{\"fullname\": \"x\", \"BBH Raw\": \"high\"}},\n"
                                                   "{{\"fullname\": 3, \"BBH Raw\": true}},\n"
                                                   "{{\"model\": 5, \"evaluations\": {{\"a\": 0.5, \"b\": \"x\"}}}}]",
                                                   olb_formatted));
  CHECK(left_of(found).size() == 4);
  REQUIRE(found.scores.size() == 3);
  CHECK(found.scores[2].benchmark == "a");
  CHECK(found.scores[2].model.empty());
  CHECK(error_of([] { static_cast<void>(found_in(read_open_llm_leaderboard, "[]")); }).code ==
        ErrorCode::not_recognised);
  CHECK(error_of([] {
          static_cast<void>(found_in(read_open_llm_leaderboard,
                                     R"({"features": [], "rows": [{"row": {"model_name": "m", "rating": 1}}]})"));
        }).code == ErrorCode::not_recognised);
}

TEST_CASE("NaN is a missing number on the Open LLM Leaderboard") {
  const OutsideScores found = found_in(
      read_open_llm_leaderboard, R"([{"fullname": "a", "BBH Raw": NaN}, {"fullname": "b", "BBH Raw": 0.5}])", "l.json");
  CHECK(found.left.empty());
  REQUIRE(found.scores.size() == 2);
  CHECK(found.scores[0].score.empty());
}
