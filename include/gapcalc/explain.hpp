#pragma once
// Why a datapoint is what it is: who else reached its threshold, who was tested and did not, and what it weighs.

#include <optional>
#include <string>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::audit {

/// What a datapoint weighs in the level now of one series.
struct Weight {
  std::string series;  ///< id of the series
  std::size_t n_datapoints = 0;
  std::optional<Date> date;     ///< of the level now; empty where the series has none
  std::optional<double> share;  ///< of the kernel mass at that date, 0 to 1 (METHOD, section 6); empty without a level
};

struct Explanation {
  Benchmark benchmark;
  Crossing crossing;
  Reach reach;
  std::vector<Weight> weights;  ///< of the series that the datapoint is in; empty where it does not count
  Date as_of;
  bool alone = false;          ///< not among the benchmarks of the headline, and read without them: no weight
  bool only_frontier = false;  ///< the records keep only what set a new best: others that came later are not there
};

/// Explains the crossing of crossings.benchmarks[benchmark], which come from `data`, at `threshold`; without one, its
/// last accepted crossing, else its highest. Throws Error (bad_option) where the threshold is not in the grid or no
/// closed model has reached it, with the thresholds that there are.
Explanation explain(const Dataset& data, const Crossings& crossings, std::size_t benchmark,
                    std::optional<double> threshold, const Options& options);

}  // namespace gapcalc::audit
