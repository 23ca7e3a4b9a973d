#pragma once
// What is corrected of an analysis, in its formats (docs/correction.md). All take an analysis with Analysis::latent.

#include <string>
#include <vector>

#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/analysis.hpp"

namespace gapcalc::emit {

/// Measured and corrected, side by side: the last twelve months and the level now of each series.
Table corrected_table(const Analysis& analysis);
/// The datapoints that missing tests most likely change, the likeliest first, at most `most`.
Table flagged_table(const Analysis& analysis, std::size_t most);
/// The missing tests that would be expected to change most, at most `most`.
Table missing_table(const Analysis& analysis, std::size_t most);
/// What chance and months mean in these tables.
std::string flag_words();
/// What the tables show, and what is assumed, in a few sentences.
std::string correction_words(const Analysis& analysis);

/// The likeliest as a list: `Model A (2025-01-20, 37%), ...`.
std::string carrier_names(const latent::MissingTests& missing);

/// `37%`.
std::string percent(double share);

/// The datapoint that is corrected.
inline const Datapoint& datapoint_of(const Analysis& analysis, const latent::CorrectedGap& gap) {
  return analysis.crossings.datapoints[gap.datapoint];
}
/// The benchmark of a datapoint.
const Benchmark& benchmark_of(const Analysis& analysis, std::string_view id);
/// The model without a test that most likely was the first of its class: `closed Gemini 1.5 Pro (62%)`; empty where
/// there is none.
std::string likeliest_first(const latent::CorrectedGap& gap);

/// The trends that the figure of the correction shows: by access where there are such, as the headline is about these.
std::vector<const Trend*> corrected_trends(const Analysis& analysis);

/// The corrected gap of one datapoint in a sentence or two: whether missing tests would change it, who carries that,
/// and the corrected gap with its interval.
std::string correction_of(const latent::CorrectedGap& gap, const SmoothOptions& options);
Json corrected_gap_json(const latent::CorrectedGap& gap);

/// The key `correction` of the JSON.
Json correction_json(const Analysis& analysis);

std::string corrected_csv(const Analysis& analysis);
std::string corrected_trends_csv(const Analysis& analysis);
std::string missing_tests_csv(const Analysis& analysis);

}  // namespace gapcalc::emit
