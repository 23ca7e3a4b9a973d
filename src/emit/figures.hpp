#pragma once
// Pictures of an analysis as Vega-Lite specs with their data inline. How a picture looks is a template in
// data/figures/; the functions here fill in its data, its titles and the scales that depend on them.

#include <string>
#include <string_view>

#include "emit/headline.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/selection.hpp"
#include "gapcalc/sensitivity.hpp"

namespace gapcalc::emit {

/// Every datapoint and the level of the series of one split over time, with their bands, still-open thresholds and
/// milestones. `split`: `access`, `category`, ...; empty: the first that the analysis has, or `all` alone.
Json trend_figure(const Analysis& analysis, std::string_view split = {});
/// The first crossers of one benchmark at each threshold, and the time between them.
Json timeline_figure(const Analysis& analysis, const BenchmarkCrossings& of);
/// The best score of each group over time, on each benchmark.
Json frontiers_figure(const Analysis& analysis);
/// How many models were tested on each benchmark and when last, and whose models were first.
Json coverage_figure(const Analysis& analysis);
/// The levels as measured and as corrected, and every datapoint with what is corrected of it. Of an analysis with
/// Analysis::latent, as the next one.
Json correction_figure(const Analysis& analysis);
/// The missing tests that would be expected to change most.
Json missing_tests_figure(const Analysis& analysis);
/// The level of each series by the handicap that open models get.
Json handicap_figure(const infer::HandicapSweep& sweep, const Names& who);
/// The best models of both classes on the capability index, and the time between them.
Json index_figure(const latent::Index& index, const latent::LatentGaps& gaps);
/// First crossers by the versions tested before them and what the best of so many gains.
Json best_of_figure(const audit::Selection& selection, const Options& options);

}  // namespace gapcalc::emit
