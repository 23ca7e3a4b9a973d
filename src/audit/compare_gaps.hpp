#pragma once
// What differs between two sides behind their scores.

#include "gapcalc/diff.hpp"

namespace gapcalc::audit {

/// First crossers on the benchmarks that both sides have, at the thresholds that either has; neighbours with the same
/// change are one.
void compare_crossers(const Crossings& before, const Crossings& after, Difference& result);

/// Datapoints: those of one pair of models are the same, then those at one threshold.
void compare_datapoints(const Crossings& before, const Crossings& after, Difference& result);

/// Verdicts that held before and have lapsed after.
void find_lapsed(const Crossings& before, const Crossings& after, Difference& result);

}  // namespace gapcalc::audit
