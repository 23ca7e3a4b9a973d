#pragma once
// Who was tested how often.

#include <vector>

#include "audit/tested_models.hpp"
#include "gapcalc/selection.hpp"

namespace gapcalc::audit {

/// Fills benchmarks, periods and organizations of `result`, whose frontier_only is set. `tested`: per benchmark of the
/// crossings.
void add_coverage(const Crossings& crossings, const std::vector<std::vector<TestedModel>>& tested, Period period,
                  Selection& result);

}  // namespace gapcalc::audit
