#pragma once
// What each format_NAME.cpp gives to the table of formats: `fits` as in OutsideFormat::fits, `goes_along` and `read` as
// in the others. docs/readers.md tells what each of them looks like and what is taken of it.

#include "load/outside.hpp"

namespace gapcalc::load {

bool fits_eee(const Shape& shape);
OutsideScores read_eee(const OutsideInput& input);

bool fits_helm(const Shape& shape);
bool goes_along_helm(const Shape& shape);
OutsideScores read_helm(const OutsideInput& input);

bool fits_inspect(const Shape& shape);
OutsideScores read_inspect(const OutsideInput& input);

bool fits_lm_eval(const Shape& shape);
OutsideScores read_lm_eval(const OutsideInput& input);

bool fits_hf_model_index(const Shape& shape);
OutsideScores read_hf_model_index(const OutsideInput& input);

bool fits_hf_eval_results(const Shape& shape);
OutsideScores read_hf_eval_results(const OutsideInput& input);

bool fits_open_llm_leaderboard(const Shape& shape);
OutsideScores read_open_llm_leaderboard(const OutsideInput& input);

bool fits_lmarena(const Shape& shape);
OutsideScores read_lmarena(const OutsideInput& input);

bool fits_metr(const Shape& shape);
OutsideScores read_metr(const OutsideInput& input);

bool fits_eci(const Shape& shape);
OutsideScores read_eci(const OutsideInput& input);

}  // namespace gapcalc::load
