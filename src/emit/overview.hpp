#pragma once
// The parts of the overview (layout.hpp) that the report shows as well.

#include <string>
#include <vector>

#include "emit/layout.hpp"

namespace gapcalc::emit {

/// Whether the gaps of public and private benchmarks differ, in a word and with the number; empty where there are
/// not both.
std::string difference(const Analysis& analysis);

/// The gap now, when it was smallest, and whether it grew since, of these trends of the analysis.
Table series_table(const Analysis& analysis, const std::vector<const Trend*>& trends);

/// What the columns mean, and why a cell may say n/a.
std::string series_legend(const Analysis& analysis);

/// The band over the whole curve, at the current points; empty where none was asked for.
std::string simultaneous(const Analysis& analysis);

/// What comes last: benchmarks that are not there, and notes. Paragraphs only, often none.
std::vector<Block> remarks(const Analysis& analysis);

/// Thresholds of a benchmark, counted.
struct Reached {
  std::size_t both = 0, left = 0;  ///< by both groups; by the group that is followed alone
  const Crossing* last = nullptr;  ///< the accepted one with the latest open release; null without one
};
Reached reached(const BenchmarkCrossings& benchmark);

}  // namespace gapcalc::emit
